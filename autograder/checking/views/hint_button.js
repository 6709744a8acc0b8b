// The button under a failed check: each press asks the kernel for one hint more, and the page keeps those shown.

function render({ model, el }) {
  // JupyterLab's own shortcuts leave the keys of the button alone: Enter would open the cell.
  el.dataset.lmSuppressShortcuts = "true";
  const list = document.createElement("div");
  list.setAttribute("role", "status");
  list.setAttribute("aria-label", "Hints");
  list.style.cssText = "font-size:var(--jp-content-font-size1, inherit);line-height:1.5";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jp-Button jp-mod-styled";
  button.style.cssText = "cursor:pointer;min-height:24px;padding:2px 12px;font:inherit;color:inherit;"
    + "background:transparent;border:1px solid currentColor;border-radius:3px";
  el.append(list, button);
  let waits = false;

  function draw() {
    for (const html of model.get("hints").slice(list.children.length)) {
      const item = document.createElement("p");
      item.style.margin = "8px 0";
      item.innerHTML = html; // escaped where it was made, in the kernel
      list.append(item);
    }
    const ended = model.get("ended");
    // Not `disabled`: that would take the focus away from whoever pressed it.
    button.setAttribute("aria-disabled", String(waits || ended));
    button.style.opacity = waits || ended ? 0.6 : 1;
    button.textContent = ended ? "That was the last hint" : waits ? "Looking …" : model.get("label");
  }
  const heard = () => { waits = false; draw(); };
  button.addEventListener("click", () => {
    if (waits || model.get("ended")) return;
    waits = true;
    draw();
    model.send({ do: "next" });
  });
  model.on("msg:custom", heard);
  model.on("change", draw);
  draw();
  return () => {
    model.off("msg:custom", heard);
    model.off("change", draw);
  };
}

export default { render };
