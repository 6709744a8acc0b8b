// What every view with a kernel needs: a frame read from a message, the theme of JupyterLab followed.

function readFrame(content, buffer) {
  const values = { ...content.texts };
  let offset = buffer.byteOffset;
  for (const { name, dtype, length, bytes } of content.arrays) {
    values[name] = new ARRAYS[dtype](buffer.buffer, offset, length);
    offset += bytes;
  }
  return { values, sentence: content.sentence };
}

function aligned(view) {
  // A typed array must begin on a multiple of its size; the message puts the bytes anywhere.
  return view.byteOffset % 4 ? new DataView(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength)) : view;
}

function followLab(root, view) {
  const follow = () => {
    const light = document.body.dataset.jpThemeLight;
    if (light) root.dataset.theme = light === "true" ? "light" : "dark";
    view.recolour();
  };
  const watcher = new MutationObserver(follow);
  watcher.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  follow();
  return watcher;
}
