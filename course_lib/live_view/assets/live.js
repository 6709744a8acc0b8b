// The kernel path: the same painter, each frame asked from Python. Two questions at most are under way, so that the
// kernel computes while the page paints and a fast drag never queues up; what is asked meanwhile is merged.

const UNDER_WAY = 2;
const PATIENCE = 4000; // milliseconds until a kernel that does not answer is said

// The first picture stands above the view for where there is no kernel.
function hideStill(name) {
  const still = document.querySelector(`[data-still="${name}"]`);
  if (still) (still.closest(".jp-OutputArea-child") || still).style.display = "none";
}

function render({ model, el }) {
  const page = model.get("page");
  const root = element("section", { class: "demo live", "aria-label": page.title });
  el.append(root);
  hideStill(page.still);
  const waiting = [];
  let underWay = 0, running = false, moved = false, alarm = 0;

  const view = buildView(root, { ...page, heading: "h3" }, () => { moved = true; next(); });
  const trouble = element("p", { class: "why-not", role: "alert", hidden: true });
  view.sentence.before(trouble);
  const say = (text) => {
    if (trouble.textContent === text) return;
    trouble.textContent = text;
    trouble.hidden = !text;
  };

  function watch() {
    clearTimeout(alarm);
    if (underWay) alarm = setTimeout(() => say(
      "The kernel does not answer. It is busy with another cell, or it has stopped: " +
      "then choose Kernel, Restart, and run this cell again."), PATIENCE);
  }
  function send(what) {
    moved = false; // every question carries where the controls stand
    underWay += 1;
    watch();
    try {
      model.send({ ...what, indices: [...view.indices] });
    } catch {
      say("This view has lost its kernel: run the cell again.");
    }
  }
  function next() {
    while (underWay < UNDER_WAY && (waiting.length || moved)) send(waiting.shift() || { do: "move" });
  }
  const ask = (what) => {
    if (what.do === "drag" && waiting.at(-1)?.do === "drag") waiting.pop(); // the newest place alone
    waiting.push(what);
    next();
  };
  const train = () => { // one question a picture, as fast as the screen shows them
    if (!running) return;
    if (underWay < UNDER_WAY) send({ do: "advance" });
    requestAnimationFrame(train);
  };

  const answer = (content, buffers) => {
    underWay -= 1;
    watch();
    say(content.why || "");
    if (content.why) stop();
    else view.paint(readFrame(content, aligned(buffers[0])));
    root.dataset.frames = Number(root.dataset.frames || 0) + 1;
    next();
  };
  model.on("msg:custom", answer);

  const buttons = element("div", { class: "buttons" });
  view.panel.querySelector(".reset").before(buttons);
  const button = (text, pressed) => {
    const node = pushButton(text);
    node.addEventListener("click", pressed);
    buttons.append(node);
    return node;
  };
  let trainer = null;
  const stop = () => { running = false; if (trainer) trainer.textContent = page.advance; };
  if (page.advance) {
    trainer = button(page.advance, () => {
      if (running) return stop();
      running = true;
      trainer.textContent = "Pause";
      train();
    });
    button("One step", () => { stop(); ask({ do: "advance" }); });
  }
  for (const text of page.buttons) button(text, () => { ask({ do: "button", button: text }); });
  if (page.keys.length) placing(page, view, ask);

  const watcher = followLab(root, view);
  ask({ do: "move" });
  askFirst(root, page, view);
  return () => {
    running = false;
    clearTimeout(alarm);
    model.off("msg:custom", answer);
    watcher.disconnect();
    view.close();
  };
}

// Clicks and keys on the picture; Python decides what they mean.
function placing(page, view, ask) {
  const picture = view.picture;
  picture.tabIndex = 0;
  picture.setAttribute("role", "application");
  picture.setAttribute("aria-label", `${page.title}. ${page.instruction}`);
  picture.dataset.lmSuppressShortcuts = "true";
  picture.style.cursor = "crosshair";
  const place = (what, event) => {
    const { x, y } = view.place(event);
    ask({ do: what, x, y });
  };
  if (page.drags) dragging(picture, place);
  else picture.addEventListener("click", (event) => place("click", event));
  picture.addEventListener("keydown", (event) => {
    if (!page.keys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    ask({ do: "key", key: event.key });
  });
}

// Mouse, finger and pen alike: pressed, then along the way until it is let go.
function dragging(picture, place) {
  picture.style.touchAction = "none"; // a finger draws, it does not scroll
  picture.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    picture.setPointerCapture(event.pointerId);
    place("click", event);
  });
  picture.addEventListener("pointermove", (event) => {
    if (picture.hasPointerCapture(event.pointerId)) place("drag", event);
  });
}

export default { render };
