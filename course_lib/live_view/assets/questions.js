// What a demo asks before it opens: an answer in the page itself, drawn on the picture, remembered by the browser.

const MEMORY = "course-prediction"; // what the names of remembered predictions begin with
const THIN = 1.8; // pixels of the line of a guess
const ROW = 23; // pixels from one label of a guess to the next

// ---- what is remembered: in the browser, by demo and question; elsewhere as long as the page lives -----------------

const memoryName = (page, question) => `${MEMORY}:${page.title}:${question.ask}`;

function recall(page, question) {
  try {
    const { value, guess, right } = JSON.parse(window.localStorage.getItem(memoryName(page, question)));
    return { value, text: guess, right };
  } catch {
    return null; // nothing is stored, or not by us
  }
}

function remember(page, question, answer) {
  const entry = { demo: page.title, question: question.ask, guess: answer.text, right: answer.right };
  try {
    window.localStorage.setItem(memoryName(page, question),
      JSON.stringify({ ...entry, value: answer.value, when: new Date().toISOString() }));
  } catch { /* the page asks again next time */ }
}

// ---- the guess on the picture ----------------------------------------------------------------------------------------

function along(axis, value) {
  const [low, high] = axis.log ? axis.ends.map(Math.log) : axis.ends, [from, to] = axis.pixels;
  const share = ((axis.log ? Math.log(value) : value) - low) / (high - low);
  return from + Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)) * (to - from);
}

function valueAt(axis, pixel) {
  const [low, high] = axis.log ? axis.ends.map(Math.log) : axis.ends, [from, to] = axis.pixels;
  const value = low + Math.min(1, Math.max(0, (pixel - from) / (to - from))) * (high - low);
  if (axis.log) return Math.exp(value);
  return Math.abs(value) < 1e-9 * (high - low) ? 0 : value; // the middle of −5 to 5 is 0, not 8.9 · 10⁻¹⁶
}

// A guess is { on: an axis for each layout, value, text, colour, dash, row }: a line across the panel with its label,
// those of one picture in rows above each other.
function paintGuess(context, guess, row, layout, ink) {
  const axis = guess.on[layout], [x, y, width, height] = axis.box, at = along(axis, guess.value);
  const upright = axis.direction === "x";
  context.beginPath();
  context.moveTo(upright ? at : x, upright ? y : at);
  context.lineTo(upright ? at : x + width, upright ? y + height : at);
  stroke(context, { stroke: guess.colour, width: THIN, dash: guess.dash }, ink);
  const right = upright && at > x + width / 2;
  PAINT.text(context, {
    x: upright ? at + (right ? -7 : 7) : x + width - 7, y: upright ? y + height - 10 - ROW * row : at - 5,
    align: upright && !right ? "start" : "end", baseline: "bottom", size: 12.5, weight: "bold", face: guess.colour,
    box: { face: "var(--paper)", edge: guess.colour, edge_width: 1, pad: 3 },
  }, guess.text, ink);
}

// ---- the places for an answer: { node, read() -> { value, text } or a sentence that says what is missing } ----------

const HIGH = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const SMALL = 1e-3, LARGE = 1e6; // numbers beyond are written with a power of ten

function written(value, digits) {
  if (value && (Math.abs(value) < SMALL || Math.abs(value) >= LARGE)) {
    const [first, power] = value.toExponential(1).split("e");
    return `${first.replace("-", "−")} × 10${[...power.replace("+", "")].map((sign) => HIGH[sign]).join("")}`;
  }
  const plain = digits === null || digits === undefined ? String(Number(value.toPrecision(3))) : value.toFixed(digits);
  return plain.replace("-", "−").replace(/^−(0(\.0*)?)$/, "$1");
}

function optionsPlace(question) {
  const name = freshName();
  const radios = question.options.map((_, value) => element("input", { type: "radio", name, value, ...KEYS_STAY }));
  const node = element("div", { class: "options" },
    ...radios.map((radio, k) => element("label", {}, radio, question.options[k])));
  const read = () => {
    const value = radios.findIndex((radio) => radio.checked);
    return value < 0 ? "Choose one of the answers." : { value, text: question.options[value] };
  };
  return { node, read, focus: () => radios[0].focus() };
}

function numberPlace(question) {
  const id = freshName();
  const input = element("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", size: 8, ...KEYS_STAY });
  const node = element("div", { class: "number" }, element("label", { for: id }, "Your number"), input);
  const read = () => {
    const value = Number(input.value.trim().replace(/[−–]/g, "-").replace(",", "."));
    if (input.value.trim() === "" || !Number.isFinite(value)) return "Type a number, such as 0.5 or −2.";
    return { value, text: written(value) };
  };
  return { node, read, focus: () => input.focus() };
}

const NOTCHES = 200;

function markPlace(question, view) {
  const id = freshName(), output = element("output", { for: id, "aria-live": "off" });
  const input = element("input", { id, type: "range", min: 0, max: NOTCHES, step: 1, value: NOTCHES / 2, ...KEYS_STAY });
  const axis = question.on[0];
  const value = () => valueAt(axis, axis.pixels[0] + (axis.pixels[1] - axis.pixels[0]) * input.value / NOTCHES);
  let exact = null; // where the picture was clicked, until the slider moves
  const now = () => exact ?? value();
  const show = () => {
    output.textContent = written(now(), question.digits);
    input.setAttribute("aria-valuetext", output.textContent);
    view.guess([guessMark(question, now(), `you: ${output.textContent}`)]);
  };
  input.addEventListener("input", () => { exact = null; show(); });
  const click = (event) => {
    const { here, layout } = view.place(event), there = question.on[layout];
    exact = valueAt(there, there.direction === "x" ? here[0] : here[1]);
    const share = (along(axis, exact) - axis.pixels[0]) / (axis.pixels[1] - axis.pixels[0]);
    input.value = Math.round(NOTCHES * share);
    show();
  };
  view.picture.addEventListener("click", click);
  const node = element("div", { class: "slider" },
    element("label", { for: id }, "Your mark: click the picture, or move it here"), input, output);
  return {
    node, read: () => ({ value: now(), text: output.textContent }), focus: () => input.focus(), show,
    close: () => view.picture.removeEventListener("click", click),
  };
}

const PLACES = { options: optionsPlace, number: numberPlace, mark: markPlace };

// ---- right or not, in words and on the picture -----------------------------------------------------------------------

const isRight = (question, value) => question.type === "options" ? question.right.includes(value)
  : question.right.some((right) => Math.abs(right - value) <= question.close + 1e-9 ||
    (right * value > 0 && Math.max(right / value, value / right) <= question.ratio));

const truth = (question) => question.type === "options" ? question.right.map((k) => question.options[k]).join(" or ")
  : question.written.join(" or ");

const guessMark = (question, value, text) =>
  ({ on: question.on, value, text, colour: "var(--purple)", dash: [7, 4] });

function marksOf(question, answer) {
  if (!question.on) return [];
  const truths = question.right.map((value, k) => ({
    on: question.on, value, text: `it is ${question.written[k]}`, colour: "var(--green)", dash: [] }));
  return [...truths, guessMark(question, answer.value, `you: ${answer.text}`)];
}

function verdict(question, answer) {
  const line = element("p", {}, element("strong", {}, `${question.ask} `));
  const said = answer.right ? `✓ You said “${answer.text}”: right.`
    : `✗ You said “${answer.text}”; right is “${truth(question)}”.`;
  line.append(element("span", { class: answer.right ? "right" : "wrong" }, said), ` ${question.why}`);
  return line;
}

// ---- asking ----------------------------------------------------------------------------------------------------------

// Ask all questions of the page, one after the other; then the demo opens. What was answered before is not asked again.
export function askFirst(root, page, view) {
  if (!page.questions?.length) return;
  const place = element("div", { class: "predictions" });
  view.stage.before(place);
  const answers = page.questions.map((question) => recall(page, question));

  const open = (settle, moveFocus) => {
    delete root.dataset.asking;
    view.stage.classList.remove("closed");
    view.panel.hidden = view.sentence.hidden = false;
    const answered = page.questions.filter((_, k) => answers[k]);
    const again = pushButton(answered.length ? "Ask me again" : "Ask me", { class: "again" });
    again.addEventListener("click", () => {
      answers.fill(null);
      ask(0, true);
    });
    const told = page.questions.flatMap((question, k) => (answers[k] ? [verdict(question, answers[k])] : []));
    const box = element("div", { class: "told", role: "group", "aria-label": "Your predictions", tabindex: -1 }, ...told, again);
    place.replaceChildren(box);
    view.guess(page.questions.flatMap((question, k) => (answers[k] ? marksOf(question, answers[k]) : [])));
    const shown = page.questions.findLast((question, k) => answers[k] && question.shows);
    if (settle && shown) view.set(shown.shows);
    else view.repaint();
    if (moveFocus) box.focus();
  };

  const ask = (k, moveFocus) => {
    const question = page.questions[k], several = page.questions.length > 1;
    const marking = question.type === "mark";
    root.dataset.asking = question.type;
    view.stage.classList.toggle("closed", !marking);
    view.panel.hidden = view.sentence.hidden = true;
    view.guess([]);
    const answerPlace = PLACES[question.type](question, view);
    const missing = element("p", { class: "missing", role: "alert" });
    const skip = pushButton("Open without a guess", { class: "skip" });
    const form = element("form", { class: "ask" },
      element("fieldset", {},
        element("legend", {}, element("strong", {}, several ? `Predict first (${k + 1} of ${page.questions.length}): `
          : "Predict first: "), question.ask),
        answerPlace.node),
      element("div", { class: "send" }, element("button", { type: "submit", ...KEYS_STAY }, "Answer"), skip, missing));
    place.replaceChildren(...page.questions.slice(0, k).map((earlier, i) => verdictLine(earlier, answers[i])), form);
    const leave = () => answerPlace.close?.();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = answerPlace.read();
      if (typeof said === "string") {
        missing.textContent = said;
        return answerPlace.focus();
      }
      leave();
      answers[k] = { ...said, right: isRight(question, said.value) };
      remember(page, question, answers[k]);
      if (k + 1 < page.questions.length) ask(k + 1, true);
      else open(true, true);
    });
    skip.addEventListener("click", () => { leave(); answers.fill(null); open(false, true); });
    answerPlace.show?.();
    if (moveFocus) answerPlace.focus();
  };
  // An earlier answer is judged only when the demo is open: its reason may answer the next question, too.
  const verdictLine = (question, answer) =>
    element("p", { class: "earlier" }, `${question.ask} You said “${answer.text}”.`);

  if (answers.every(Boolean)) open(false, false);
  else { answers.fill(null); ask(0, false); }
}
