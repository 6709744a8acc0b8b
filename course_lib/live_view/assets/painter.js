// One painter for every demo: it lays moving marks (marks.js) over a picture that stands still, and builds the
// controls (controls.js). `page` says what there is, a frame where it lies.

const REST = 400; // milliseconds without a move until the sentence is spoken

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
