// What a mark looks like on a canvas: colours that follow the theme, and one painting function for each type of mark.
// It knows no formula. A look says how a mark is drawn, its values where it lies (eighths of a pixel, -32768: absent).

const SUBPIXELS = 8, ABSENT = -32768;

// ---- colours: "#rrggbb", "var(--name)" or [colour, alpha]; variables follow the theme -------------------------

function makeInk(root) {
  let known = new Map();
  const resolve = (colour) => {
    if (colour === null || colour === undefined) return null;
    const [base, alpha] = Array.isArray(colour) ? colour : [colour, 1];
    const name = /^var\((.*)\)$/.exec(base);
    const hex = name ? getComputedStyle(root).getPropertyValue(name[1]).trim() : base;
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    return { css: `rgba(${r},${g},${b},${alpha})`, bytes: [r, g, b, Math.round(alpha * 255)] };
  };
  const ink = (colour) => {
    const key = String(colour);
    if (!known.has(key)) known.set(key, resolve(colour));
    return known.get(key);
  };
  ink.forget = () => (known = new Map());
  return ink;
}

// ---- marks: (context, look, values, ink) -------------------------------------------------------------------------

function stroke(context, look, ink) {
  if (!look.width || !ink(look.stroke)) return;
  context.strokeStyle = ink(look.stroke).css;
  context.lineWidth = look.width;
  context.lineJoin = "round";
  context.setLineDash(look.dash || []);
  context.stroke();
  context.setLineDash([]);
}

function fillAndEdge(context, look, ink, path) {
  if (ink(look.face)) {
    context.fillStyle = ink(look.face).css;
    path ? context.fill(path) : context.fill();
  }
  if (ink(look.edge) && look.edge_width) {
    context.strokeStyle = ink(look.edge).css;
    context.lineWidth = look.edge_width;
    path ? context.stroke(path) : context.stroke();
  }
}

function trace(context, values) {
  context.beginPath();
  let down = false;
  for (let i = 0; i < values.length; i += 2) {
    if (values[i] === ABSENT) {
      down = false;
    } else if (down) {
      context.lineTo(values[i] / SUBPIXELS, values[i + 1] / SUBPIXELS);
    } else {
      context.moveTo(values[i] / SUBPIXELS, values[i + 1] / SUBPIXELS);
      down = true;
    }
  }
}

function markers(context, look, values, ink) {
  const outline = (look.outline2d ||= new Path2D(look.marker));
  for (let i = 0; i < values.length; i += 2) {
    if (values[i] === ABSENT) continue;
    const [x, y] = [values[i] / SUBPIXELS, values[i + 1] / SUBPIXELS];
    context.translate(x, y);
    fillAndEdge(context, look, ink, outline);
    context.translate(-x, -y); // exact, and quicker than saving and restoring the whole state
  }
}

function arrow(context, look, x0, y0, x1, y1) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length < 0.5) return;
  const head = Math.min(look.head, length), ux = (x1 - x0) / length, uy = (y1 - y0) / length;
  const [bx, by] = [x1 - head * ux, y1 - head * uy];
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(bx, by);
  context.stroke();
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(bx - 0.45 * head * uy, by + 0.45 * head * ux);
  context.lineTo(bx + 0.45 * head * uy, by - 0.45 * head * ux);
  context.fill();
}

const PAINT = {
  line(context, look, values, ink) {
    trace(context, values);
    stroke(context, look, ink);
    if (look.marker) markers(context, look, values, ink);
  },
  points: (context, look, values, ink) => markers(context, look, values, ink),
  polygon(context, look, values, ink) {
    trace(context, values);
    context.closePath();
    fillAndEdge(context, look, ink);
  },
  bars(context, look, values, ink) {
    look.bars.forEach((bar, k) => {
      const [x0, y0, x1, y1] = values.subarray(4 * k, 4 * k + 4);
      if (x0 === ABSENT || x1 === ABSENT) return;
      context.beginPath();
      context.rect(x0 / SUBPIXELS, y0 / SUBPIXELS, (x1 - x0) / SUBPIXELS, (y1 - y0) / SUBPIXELS);
      fillAndEdge(context, bar, ink);
    });
  },
  arrows(context, look, values, ink) {
    context.strokeStyle = context.fillStyle = ink(look.stroke).css;
    context.lineWidth = look.width;
    for (let i = 0; i < values.length; i += 4) {
      const [x0, y0, x1, y1] = values.subarray(i, i + 4);
      if (x0 === ABSENT || x1 === ABSENT) continue;
      arrow(context, look, x0 / SUBPIXELS, y0 / SUBPIXELS, x1 / SUBPIXELS, y1 / SUBPIXELS);
    }
  },
  image(context, look, values, ink) {
    const cells = (look.cells ||= new OffscreenCanvas(look.columns, look.rows));
    const picture = (look.picture ||= new ImageData(look.columns, look.rows));
    const palette = new Uint32Array(new Uint8Array(look.palette.flatMap((colour) => ink(colour).bytes)).buffer);
    const dots = new Uint32Array(picture.data.buffer);
    for (let i = 0; i < values.length; i++) dots[i] = palette[values[i]];
    cells.getContext("2d").putImageData(picture, 0, 0);
    const [x0, y0, x1, y1] = look.box;
    context.imageSmoothingEnabled = look.smooth;
    context.drawImage(cells, x0, y0, x1 - x0, y1 - y0);
  },
  text(context, look, words, ink) {
    if (!words) return;
    context.font = `${look.weight} ${look.size}px system-ui, "DejaVu Sans", sans-serif`;
    context.textAlign = look.align;
    context.textBaseline = look.baseline;
    const lines = words.split("\n"), leading = 1.25 * look.size;
    const rise = { top: 0, middle: 0.5, bottom: 1, alphabetic: 1 }[look.baseline] * (lines.length - 1) * leading;
    if (look.box) textBox(context, look, lines, leading, rise, ink);
    context.fillStyle = ink(look.face).css;
    lines.forEach((line, k) => context.fillText(line, look.x, look.y - rise + k * leading));
  },
  switch(context, look, values, ink) {
    if (values[0]) fillAndEdge(context, look, ink, (look.outline2d ||= new Path2D(look.outline)));
  },
};

function textBox(context, look, lines, leading, rise, ink) {
  const width = Math.max(...lines.map((line) => context.measureText(line).width));
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = context.measureText(lines[0]);
  const left = look.x - width * { start: 0, center: 0.5, end: 1 }[look.align], pad = look.box.pad;
  context.beginPath();
  context.roundRect(left - pad, look.y - rise - up - pad / 2, width + 2 * pad,
    up + down + (lines.length - 1) * leading + pad, 3);
  fillAndEdge(context, look.box, ink);
}
