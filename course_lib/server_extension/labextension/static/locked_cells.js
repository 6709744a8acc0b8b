/* A locked cell says why it cannot be edited, when somebody types into it.

   JupyterLab alone lets the keys go by without a word. This file is a prebuilt extension as it is: it needs
   nothing that JupyterLab would have to share with it, so there is nothing to build. */
"use strict";
{
  // JupyterLab cuts a notice after 140 characters.
  const CHECK =
    "Locked: this check is graded as it was handed out. Answer in the cell above it; to try things, add a cell (Esc, then B).";
  const OTHER =
    "Locked: this cell of the course stays as it was handed out. To try things, add a cell below (Esc, then B).";
  const SHOWN = 8000; // milliseconds
  const WRITES = new Set(["Enter", "Backspace", "Delete"]);

  /** The locked cell of the course in which an event happened; undefined if it was elsewhere. */
  function lockedCell(app, event) {
    const cell = app.shell.currentWidget?.content?.activeCell;
    if (!cell?.readOnly || !cell.node.contains(event.target)) return undefined;
    return cell.model.getMetadata("nbgrader") ? cell : undefined;
  }

  /** Whether an event would have changed the text of a cell that is not locked, or opened it for that. */
  function wouldEdit(event, cell) {
    if (event.type === "dblclick") return cell.model.type === "markdown";
    const typed = event.target.closest(".cm-content") !== null;
    if (event.type !== "keydown") return typed;
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
    return plain && (typed ? WRITES.has(event.key) : event.key === "Enter" && cell.model.type === "markdown");
  }

  function activate(app) {
    let quiet = { cell: null, until: 0 };
    const listen = (event) => {
      const cell = lockedCell(app, event);
      if (!cell || !wouldEdit(event, cell)) return;
      if (quiet.cell === cell && event.timeStamp < quiet.until) return;
      quiet = { cell, until: event.timeStamp + SHOWN };
      const message = cell.model.getMetadata("nbgrader").grade ? CHECK : OTHER;
      app.commands.execute("apputils:notify", { message, type: "info", options: { autoClose: SHOWN } });
    };
    for (const type of ["beforeinput", "keydown", "paste", "cut", "dblclick"]) {
      document.addEventListener(type, listen, true);
    }
  }

  const plugin = { id: "deep-learning-course:locked-cells", autoStart: true, activate };
  (window._JUPYTERLAB ??= {})["deep-learning-course"] = {
    init() {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
}
