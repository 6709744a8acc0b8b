// The controls of a demo, built of native inputs: each returns a node and says where it stands.

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

// Every widget has a painter of its own, and a page may have several: their names must differ.
const PAINTER = Math.random().toString(36).slice(2);
let controlCount = 0;
const freshName = () => `control-${PAINTER}-${++controlCount}`;

function slider(control, moved) {
  const id = freshName();
  const output = element("output", { for: id, "aria-live": "off" }); // the slider speaks its value itself
  output.style.minWidth = `min(${Math.max(...control.texts.map((text) => text.length))}ch, 100cqw - 2rem)`; // else the slider's length changes
  const input = element("input", {
    id, type: "range", min: 0, max: control.texts.length - 1, step: 1, ...KEYS_STAY,
  });
  const show = (text = control.texts[input.value]) => { // another text for a value between two positions
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  input.addEventListener("input", () => { show(); moved(Number(input.value)); });
  const set = (index, text) => { input.value = index; show(text); };
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
