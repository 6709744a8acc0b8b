// A demo as an ipywidget: the same painter and controls; settings are traits, and each frame comes from Python.

function render({ model, el }) {
  const page = model.get("page");
  const root = element("section", { class: "demo live", "aria-label": page.title });
  el.append(root);
  const view = buildView(root, { ...page, heading: "h3" }, (indices, moved) => {
    const changed = moved === undefined ? indices.keys() : [moved];
    for (const k of changed) model.set(page.traits[k], page.values[k][indices[k]]);
    model.save_changes();
  });
  const trouble = element("p", { class: "why-not", role: "alert", hidden: true });
  view.sentence.before(trouble);

  const follow = () => model.get("positions").forEach(([index, text], k) => {
    view.indices[k] = index;
    view.controls[k].set(index, text);
  });
  const answer = (content, buffers) => {
    trouble.textContent = content.why || "";
    trouble.hidden = !content.why;
    if (!content.why) view.paint(readFrame(content, aligned(buffers[0])));
    root.dataset.frames = Number(root.dataset.frames || 0) + 1;
  };
  model.on("change:positions", follow);
  model.on("msg:custom", answer);
  const watcher = followLab(root, view);
  follow();
  model.send({ do: "show" });
  return () => {
    model.off("change:positions", follow);
    model.off("msg:custom", answer);
    watcher.disconnect();
    view.close();
  };
}

export default { render };
