// One painter for every demo: it lays moving marks (marks.js) over a picture that stands still, and builds the
// controls (controls.js). `page` says what there is, a frame where it lies.

const REST = 400; // milliseconds without a move until the sentence is spoken

// ---- the view ----------------------------------------------------------------------------------------------------

const SPARE = 0.92; // a picture that would be drawn smaller than this has its panels under each other
const SMALLEST = 0.84; // smaller it is never drawn: then it scrolls
const LARGEST = 1.2; // of a picture with its panels under each other

// The layout of the page that is shown in so many pixels: as drawn, or with its panels under each other.
const layoutFor = (layouts, width) => (width < SPARE * layouts[0].width && layouts[1]) || layouts[0];

function placed(mark, values) {
  if (!mark.map) return values;
  const [a, b, c, d] = mark.map, moved = new Int16Array(values.length);
  for (let i = 0; i < values.length; i += 2) {
    const absent = values[i] === ABSENT;
    moved[i] = absent ? ABSENT : a * values[i] + b * SUBPIXELS;
    moved[i + 1] = absent ? ABSENT : c * values[i + 1] + d * SUBPIXELS;
  }
  return moved;
}

// Build the demo in `root`; `moved(indices)` is called on every move. Returns { paint(frame), indices, ... }.
export function buildView(root, page, moved) {
  const ink = makeInk(root);
  const indices = page.controls.map((control) => control.start);
  const under = element("canvas"), over = element("canvas");
  const still = element("div", { class: "still" });
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
  const scroller = element("div", { class: "scroller", ...KEYS_STAY }, picture);
  const cue = element("p", { class: "cue", hidden: true }, "The picture goes on to the right: scroll it, or use the arrow keys.");
  const controls = page.controls.map((control, k) =>
    CONTROLS[control.type](control, (index) => { indices[k] = index; moved(indices, k); }));
  const reset = pushButton("Back to the start", { class: "reset" });
  const set = (wanted) => {
    wanted.forEach((index, k) => { indices[k] = index; controls[k].set(index); });
    moved(indices);
  };
  reset.addEventListener("click", () => set(page.controls.map((control) => control.start)));
  const panel = element("div", { class: "controls" }, ...controls.map((control) => control.node), reset);
  const unchecked = element("p", { class: "unchecked", role: "note", hidden: !page.unchecked }, page.unchecked || "");
  const question = element("p", { class: "question", hidden: page.questions?.length > 0 }, page.question);
  const stage = element("div", { class: "stage" }, scroller, cue, spoken, panel, sentence);
  root.replaceChildren(element(page.heading || "h1", {}, page.title), unchecked, question, stage);

  let frame = null, layout = null, guesses = [];
  const paintOn = (canvas, chosen, last) => {
    const context = canvas.getContext("2d"), scale = canvas.width / layout.width;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    for (const mark of layout.marks) {
      if (!chosen(mark.type) || (mark.answer && root.dataset.asking)) continue;
      context.save();
      if (mark.clip) {
        context.beginPath();
        context.rect(...mark.clip);
        context.clip();
      }
      PAINT[mark.type](context, mark.look, placed(mark, frame.values[mark.name]), ink);
      context.restore();
    }
    if (last) guesses.forEach((guess, row) => paintGuess(context, guess, row, page.layouts.indexOf(layout), ink));
  };
  const repaint = () => {
    if (!frame || !layout) return;
    if (layout.marks.some((mark) => mark.type === "image")) paintOn(under, (type) => type === "image");
    paintOn(over, (type) => type !== "image", true);
  };
  const lay = () => {
    const chosen = layoutFor(page.layouts, scroller.clientWidth);
    if (chosen === layout) return;
    layout = chosen;
    still.innerHTML = layout.svg;
    picture.style.aspectRatio = `${layout.width} / ${layout.height}`;
    picture.style.minWidth = `${Math.round(SMALLEST * layout.width)}px`;
    picture.style.maxWidth = layout === page.layouts[0] ? "" : `${LARGEST * layout.width}px`;
    root.dataset.layout = page.layouts.indexOf(layout);
  };
  const fit = () => {
    if (scroller.clientWidth) lay();
    // On a narrow or enlarged page the picture keeps a readable size and scrolls, by keyboard too.
    const goesOn = scroller.scrollWidth > scroller.clientWidth + 1;
    scroller.tabIndex = goesOn ? 0 : -1;
    cue.hidden = !goesOn;
    const { width, height } = picture.getBoundingClientRect(), dense = window.devicePixelRatio || 1;
    if (!width) return; // hidden (another tab, a change of theme): shown again, it may get no event
    for (const canvas of [under, over]) {
      canvas.width = Math.max(1, Math.round(width * dense));
      canvas.height = Math.max(1, Math.round(height * dense));
    }
    repaint();
  };
  const watcher = new ResizeObserver(fit);
  watcher.observe(scroller);
  watcher.observe(picture);
  window.addEventListener("resize", fit);
  const recolour = () => { ink.forget(); repaint(); };
  const paper = window.matchMedia("print"); // the light theme, whatever the screen has
  paper.addEventListener("change", recolour);
  controls.forEach((control, k) => control.set(indices[k]));

  return {
    indices, set, picture, panel, sentence, stage, controls,
    // Where a click lies in the pixels of the picture as it was drawn, and where in those of the layout.
    place(event) {
      const box = picture.getBoundingClientRect(), scale = layout.width / box.width;
      const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
      const [a, b, c, d] = layout.first || [1, 0, 1, 0];
      return { x: (x - b) / a, y: (y - d) / c, here: [x, y], layout: page.layouts.indexOf(layout) };
    },
    guess(marks) { guesses = marks; repaint(); },
    paint(next) {
      frame = next;
      if (sentence.textContent !== next.sentence) {
        sentence.textContent = next.sentence;
        speak(next.sentence);
      }
      repaint();
    },
    repaint,
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
