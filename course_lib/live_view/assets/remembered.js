// Tells the kernel what the demos' pages remember in the browser: all of it at first, then whatever is new.

const BEGIN = "course-prediction:"; // as in questions.js

function render({ model }) {
  const tell = (name, text) => {
    if (!name?.startsWith(BEGIN) || !text) return;
    try {
      model.send(JSON.parse(text));
    } catch { /* not ours */ }
  };
  const follow = (event) => tell(event.key, event.newValue); // comes from every other page, a frame's included
  window.addEventListener("storage", follow);
  try {
    Object.keys(window.localStorage).forEach((name) => tell(name, window.localStorage.getItem(name)));
  } catch { /* a browser that stores nothing */ }
  return () => window.removeEventListener("storage", follow);
}

export default { render };
