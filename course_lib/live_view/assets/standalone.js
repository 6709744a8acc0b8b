// Starts the demo of a page of its own: unpacks the table, follows the theme and the height of the page around it.

async function unpack(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

function surroundings() {
  try {
    return window.frameElement ? { frame: window.frameElement, body: window.parent.document.body } : {};
  } catch {
    return {}; // the page around is not ours to read
  }
}

// The picture that stands in the page for browsers without JavaScript, for one that cannot read the table.
function giveUp(root) {
  root.innerHTML = root.querySelector("noscript").textContent;
  root.append(element("p", { class: "why-not" }, "This browser is too old to move the picture: " +
    "it needs Chrome 80, Firefox 113 or Safari 16.4."));
}

async function start() {
  const root = document.getElementById("demo"), { frame, body } = surroundings();
  if (!window.DecompressionStream) return giveUp(root);
  const table = openTable(await unpack(document.getElementById("table").textContent));
  const view = buildView(root, table.page, (indices) => view.paint(table.at(indices)));
  const follow = () => {
    const light = body && body.dataset.jpThemeLight;
    if (light) root.dataset.theme = document.documentElement.dataset.theme = light === "true" ? "light" : "dark";
    document.body.style.background = getComputedStyle(root).backgroundColor;
    view.recolour();
  };
  view.set(view.indices);
  askFirst(root, table.page, view);
  follow();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", follow);
  if (body) {
    const watcher = new MutationObserver(follow);
    watcher.observe(body, { attributeFilter: ["data-jp-theme-light"] });
    // Else the page around would keep this one in memory when its cell is run again.
    window.addEventListener("pagehide", () => watcher.disconnect());
  }
  if (frame) {
    new ResizeObserver(() => { frame.style.height = `${Math.ceil(root.getBoundingClientRect().height)}px`; })
      .observe(root);
    const hint = frame.previousElementSibling;
    if (hint?.matches("[data-hint]")) hint.hidden = true;
  }
  root.dataset.ready = "true";
}

start();
