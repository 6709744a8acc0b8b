"""A note for whoever edited a function and checks it without having run its cell again.

The kernel knows what was run, the page what is written: JupyterLab marks each cell that differs from what
was run of it. So the page looks itself when the result appears, and shows the note or leaves it hidden.
"""

from __future__ import annotations

import json
import uuid

from autograder.checking.display import Markup, element, with_code
from autograder.checking.views.hint_button import can_press

# Only a cell that is marked, and whose text defines the name, counts: what cannot be seen is not told.
_LOOKS = """
(() => {
  const note = document.getElementById(%(note)s);
  const text = (cell) => {
    const content = cell.querySelector(".jp-InputArea .cm-content");
    const lines = [...(content?.querySelectorAll(".cm-line") ?? [])].map((line) => line.textContent);
    return content?.cmView?.view?.state.doc.toString() ?? lines.join("\\n");
  };
  const edited = note?.closest(".jp-Notebook")?.querySelectorAll(".jp-CodeCell.jp-mod-dirty") ?? [];
  const defines = new RegExp("^(async +)?(def|class) +" + %(name)s + "\\\\b", "m");
  if ([...edited].some((cell) => defines.test(text(cell)))) note.hidden = false;
})();
"""


def note_on_an_edited_cell(name: str) -> Markup:
    """Return a hidden note and the script that shows it; nothing where no page of Jupyter's shows the result.

    Parameters
    ----------
    name : str
        The function that was checked, as its cell defines it.
    """
    if not can_press():
        return Markup()
    note = f"edited-{uuid.uuid4().hex}"
    sentence = (
        f"The cell with `{name}` was edited after it was run: this is about the function as it was before. "
        "Run that cell, then check again."
    )
    looks = _LOOKS % {"note": json.dumps(note), "name": json.dumps(name)}
    script = Markup(f"<script>{looks}</script>")
    return Markup(element("p", element("strong", with_code(sentence)), id=note, hidden=True) + script)
