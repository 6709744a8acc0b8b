// One painter for every demo: it lays moving marks over a picture that stands still, and builds the controls.
// It knows no formula. `page` says what there is, a frame says where it lies (eighths of a pixel, -32768: absent).

const SUBPIXELS = 8, ABSENT = -32768;
const REST = 400; // milliseconds without a move until the sentence is spoken

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

// The attribute on a control itself keeps JupyterLab from taking its keys: arrows, or D D, which deletes the cell.
const KEYS_STAY = { "data-lm-suppress-shortcuts": true };

function pushButton(text, attributes = {}) {
  return element("button", { type: "button", ...KEYS_STAY, ...attributes }, text);
}

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

// ---- controls: each returns a node and says where it stands ----------------------------------------------------

// Every widget has a painter of its own, and a page may have several: their names must differ.
const PAINTER = Math.random().toString(36).slice(2);
let controlCount = 0;
const freshName = () => `control-${PAINTER}-${++controlCount}`;

function slider(control, moved) {
  const id = freshName();
  const output = element("output", { for: id, "aria-live": "off" }); // the slider speaks its value itself
  const input = element("input", {
    id, type: "range", min: 0, max: control.texts.length - 1, step: 1, ...KEYS_STAY,
  });
  const show = () => {
    output.textContent = control.texts[input.value];
    input.setAttribute("aria-valuetext", control.texts[input.value]);
  };
  input.addEventListener("input", () => { show(); moved(Number(input.value)); });
  const set = (index) => { input.value = index; show(); };
  return { node: element("div", { class: "slider" }, element("label", { for: id }, control.label), input, output), set };
}

function steps(control, moved) {
  const inner = slider(control, moved), input = inner.node.querySelector("input");
  const go = (by) => { input.value = Number(input.value) + by; input.dispatchEvent(new Event("input")); };
  const button = (text, label, by) => {
    const node = pushButton(text, { "aria-label": `${label}: ${control.label}` });
    node.addEventListener("click", () => go(by));
    return node;
  };
  inner.node.classList.add("steps");
  input.before(button("◀", "previous step", -1));
  input.after(button("▶", "next step", 1));
  return inner;
}

function choice(control, moved) {
  const name = freshName();
  const radios = control.texts.map((text, index) => {
    const radio = element("input", { type: "radio", name, value: index, ...KEYS_STAY });
    radio.addEventListener("change", () => moved(index));
    return radio;
  });
  const labels = radios.map((radio, index) => element("label", {}, radio, control.texts[index]));
  const node = element("fieldset", { class: "choice" }, element("legend", {}, control.label), ...labels);
  return { node, set: (index) => { radios[index].checked = true; } };
}

const CONTROLS = { range: slider, steps, choice };

// ---- the view ----------------------------------------------------------------------------------------------------

// Build the demo in `root`; `moved(indices)` is called on every move. Returns { paint(frame), indices, ... }.
export function buildView(root, page, moved) {
  const ink = makeInk(root);
  const indices = page.controls.map((control) => control.start);
  const under = element("canvas"), over = element("canvas");
  const still = element("div", { class: "still" });
  still.innerHTML = page.svg;
  // What is seen follows every move; what is spoken waits for the last one.
  const sentence = element("p", { class: "sentence", "aria-hidden": "true" });
  const spoken = element("p", { class: "spoken", role: "status" });
  let resting = 0;
  const speak = (text) => {
    const say = () => { spoken.textContent = text; };
    clearTimeout(resting);
    if (spoken.textContent) resting = setTimeout(say, REST);
    else say();
  };
  const picture = element("div", { class: "picture", role: "img", "aria-label": page.alternative }, under, still, over);
  picture.style.aspectRatio = `${page.width} / ${page.height}`;
  const scroller = element("div", { class: "scroller", ...KEYS_STAY }, picture);
  const controls = page.controls.map((control, k) =>
    CONTROLS[control.type](control, (index) => { indices[k] = index; moved(indices); }));
  const reset = pushButton("Back to the start", { class: "reset" });
  const set = (wanted) => {
    wanted.forEach((index, k) => { indices[k] = index; controls[k].set(index); });
    moved(indices);
  };
  reset.addEventListener("click", () => set(page.controls.map((control) => control.start)));
  const panel = element("div", { class: "controls" }, ...controls.map((control) => control.node), reset);
  root.replaceChildren(
    element(page.heading || "h1", {}, page.title), element("p", { class: "question" }, page.question),
    scroller, spoken, panel, sentence);

  let frame = null;
  const paintOn = (canvas, chosen) => {
    const context = canvas.getContext("2d"), scale = canvas.width / page.width;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    for (const mark of page.marks) {
      if (!chosen(mark.type)) continue;
      context.save();
      if (mark.clip) {
        context.beginPath();
        context.rect(...mark.clip);
        context.clip();
      }
      PAINT[mark.type](context, mark.look, frame.values[mark.name], ink);
      context.restore();
    }
  };
  const repaint = () => {
    if (!frame) return;
    if (page.marks.some((mark) => mark.type === "image")) paintOn(under, (type) => type === "image");
    paintOn(over, (type) => type !== "image");
  };
  const fit = () => {
    // On a narrow or enlarged page the picture keeps a readable size and scrolls, by keyboard too.
    scroller.tabIndex = scroller.scrollWidth > scroller.clientWidth + 1 ? 0 : -1;
    const { width, height } = picture.getBoundingClientRect(), dense = window.devicePixelRatio || 1;
    if (!width) return; // hidden (another tab, a change of theme): shown again, it may get no event
    for (const canvas of [under, over]) {
      canvas.width = Math.max(1, Math.round(width * dense));
      canvas.height = Math.max(1, Math.round(height * dense));
    }
    repaint();
  };
  const watcher = new ResizeObserver(fit);
  watcher.observe(picture);
  window.addEventListener("resize", fit);
  const recolour = () => { ink.forget(); repaint(); };
  const paper = window.matchMedia("print"); // the light theme, whatever the screen has
  paper.addEventListener("change", recolour);
  controls.forEach((control, k) => control.set(indices[k]));

  return {
    indices, set, picture, panel, sentence,
    paint(next) {
      frame = next;
      if (sentence.textContent !== next.sentence) {
        sentence.textContent = next.sentence;
        speak(next.sentence);
      }
      repaint();
    },
    recolour,
    close() {
      clearTimeout(resting);
      watcher.disconnect();
      window.removeEventListener("resize", fit);
      paper.removeEventListener("change", recolour);
    },
  };
}

// ---- the frame table: bytes of a page -> frames ------------------------------------------------------------------

const ARRAYS = { "<i2": Int16Array, "|u1": Uint8Array, "<u2": Uint16Array, "<u4": Uint32Array };

export function openTable(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const page = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const columns = page.columns.map((column) => ({
    ...column, data: new ARRAYS[column.dtype](buffer, 4 + length + column.offset, column.length),
  }));
  const at = (indices) => {
    const values = {};
    for (const { name, strides, size, data, strings } of columns) {
      const row = strides.reduce((sum, stride, k) => sum + stride * indices[k], 0);
      values[name] = strings ? strings[data[row]] : data.subarray(row * size, (row + 1) * size);
    }
    return { values, sentence: values["sentence of the picture"] };
  };
  return { page, at };
}
