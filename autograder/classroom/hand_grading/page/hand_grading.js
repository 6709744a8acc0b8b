"use strict";
const token = location.hash.slice(1);
const at = (id) => document.getElementById(id);
let question = null, place = 0, chosen = new Set(), overview = [];

async function ask(path, body) {
  const options = { headers: { "X-Token": token } };
  if (body !== undefined) Object.assign(options, { method: "POST", body: JSON.stringify(body) });
  const answer = await fetch(path, options);
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.error);
  return data;
}

function say(text) { at("said").textContent = text; }

const group = () => question.groups[place];
const isWaiting = (each) => each.answers.some((answer) => answer.is_waiting);
const points = (number) => String(Math.round(100 * number) / 100);

async function loadOverview() {
  const data = await ask("questions");
  overview = data.questions;
  at("assignment").textContent = data.assignment;
  document.title = `${data.assignment}: grade by hand`;
  at("questions").replaceChildren(...overview.map((each, number) => {
    const option = new Option(`${each.section || each.grade_id} (${each.waiting} waiting)`, number);
    option.selected = question && question.number === number;
    return option;
  }));
}

async function openQuestion(number, wanted) {
  question = await ask(`questions/${number}`);
  at("questions").value = number;
  at("section").textContent = question.section || question.grade_id;
  // HTML that the server made of Markdown, where nothing of a student's can act; the page runs no script but this.
  at("prompt").innerHTML = question.prompt;
  at("model").innerHTML = question.model || "There is none.";
  at("points").textContent = points(question.points);
  at("score").max = question.points;
  at("source").value = question.rubric
    .map((item) => [item.points, item.text, item.comment].filter((part) => part !== "").join(" | ")).join("\n");
  const first = question.groups.findIndex(isWaiting);
  show(wanted !== undefined ? wanted : Math.max(0, first));
}

function show(position) {
  place = Math.max(0, Math.min(question.groups.length - 1, position));
  chosen = new Set();
  if (!question.groups.length) { at("who").textContent = "Nobody handed this in."; at("text").textContent = ""; return; }
  const answers = group().answers, first = answers[0];
  if (group().text) at("text").innerHTML = group().page; else at("text").textContent = "(empty)";
  at("score").value = first.score === null ? "" : points(first.score);
  at("comment").value = first.comment;
  showWho();
  showItems();
  const waiting = question.groups.reduce((sum, each) => sum + each.answers.filter((a) => a.is_waiting).length, 0);
  const all = question.groups.reduce((sum, each) => sum + each.answers.length, 0);
  at("progress").textContent = `${all - waiting} of ${all} graded; answer ${place + 1} of ${question.groups.length}`;
  at("answer").focus({ preventScroll: true });
}

function showWho() {
  const isBlind = at("blind").getAttribute("aria-pressed") === "true";
  const answers = group().answers, number = answers.length;
  const names = isBlind ? "" : answers.map((each) => each.name || each.student).join(", ");
  const count = number === 1 ? "One answer" : `${number} equal answers, graded together`;
  at("who").textContent = `${count}${names ? `: ${names}` : ""}. ${isWaiting(group()) ? "Waiting." : "Graded."}`;
}

function showItems() {
  at("items").replaceChildren(...question.rubric.map((item, number) => {
    const line = document.createElement("li"), button = document.createElement("button");
    button.textContent = `${item.points >= 0 ? "+" : ""}${points(item.points)}  ${item.text}`;
    button.setAttribute("aria-pressed", chosen.has(number));
    button.addEventListener("click", () => toggle(number));
    line.append(button);
    return line;
  }));
}

function toggle(number) {
  if (number >= question.rubric.length) return;
  chosen.has(number) ? chosen.delete(number) : chosen.add(number);
  const items = question.rubric.filter((_, each) => chosen.has(each));
  const sum = items.reduce((total, item) => total + item.points, 0);
  at("score").value = points(Math.max(0, Math.min(question.points, sum)));
  at("comment").value = items.map((item) => item.comment).filter(Boolean).join("\n");
  showItems();
}

async function save() {
  const score = at("score").value;
  if (score === "") { say("Choose items of the rubric, or write a score."); return; }
  const students = group().answers.map((each) => each.student);
  await ask(`questions/${question.number}`, { students, score: Number(score), comment: at("comment").value });
  const here = place;
  for (const each of group().answers) Object.assign(each, { score: Number(score), comment: at("comment").value, is_waiting: false });
  say(`Saved: ${score} for ${students.length === 1 ? "one answer" : `${students.length} answers`}.`);
  const later = question.groups.findIndex((each, k) => k > here && isWaiting(each));
  const any = later >= 0 ? later : question.groups.findIndex(isWaiting);
  if (any < 0) say("Everything here is graded. q opens the next question.");
  show(any < 0 ? here : any);
  loadOverview();
}

async function undo() {
  const { number } = await ask("undo", {});
  if (number === null) { say("There is nothing to take back."); return; }
  await openQuestion(number, number === question.number ? place : undefined);
  await loadOverview();
  say("Taken back.");
}

async function store() {
  const items = at("source").value.split("\n").filter((line) => line.trim()).map((line) => {
    const [number, text, ...comment] = line.split("|").map((part) => part.trim());
    if (number === "" || Number.isNaN(Number(number)) || !text) throw new Error(`A line must be "points | text | comment"; got "${line}".`);
    return { points: Number(number), text, comment: comment.join(" | ") };
  });
  await ask(`questions/${question.number}/rubric`, { items });
  await openQuestion(question.number, place);
  say("The rubric is stored.");
}

function turnQuestion(step) {
  openQuestion((question.number + step + overview.length) % overview.length);
}

function blind() {
  const isBlind = at("blind").getAttribute("aria-pressed") === "true";
  at("blind").setAttribute("aria-pressed", !isBlind);
  at("blind").textContent = isBlind ? "Names shown" : "Names hidden";
  showWho();
}

// One after the other: a key pressed while the last answer is being saved is meant for the next one.
let line = Promise.resolve();
const guarded = (action) => (...rest) => { line = line.then(() => action(...rest)).catch((error) => say(error.message)); return line; };
const KEYS = {
  Enter: save, n: () => show(place + 1), p: () => show(place - 1), u: undo, b: blind,
  q: () => turnQuestion(1), Q: () => turnQuestion(-1), c: () => at("comment").focus(),
  0: () => { at("score").value = "0"; }, f: () => { at("score").value = points(question.points); },
};
for (let number = 1; number < 10; number++) KEYS[number] = () => toggle(number - 1);

document.addEventListener("keydown", (event) => {
  const isWriting = event.target.matches("textarea, input, select");
  if (event.key === "Escape" && isWriting) { at("answer").focus(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting || event.target.matches("button, summary") && event.key === "Enter") return;
  if (KEYS[event.key]) { event.preventDefault(); guarded(KEYS[event.key])(); }
});
for (const [id, action] of Object.entries({ save, undo, store, blind, next: KEYS.n, before: KEYS.p })) at(id).addEventListener("click", guarded(action));
at("questions").addEventListener("change", guarded(() => openQuestion(Number(at("questions").value))));
guarded(async () => { await loadOverview(); if (overview.length) await openQuestion(Math.max(0, overview.findIndex((each) => each.waiting))); })();
