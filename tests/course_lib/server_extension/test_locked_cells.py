"""Typing into a locked cell of the course says why nothing happens, and leaves all other cells alone."""

import re
import sys
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from tests.course_lib.live_view.lab import jupyterlab, open_notebook
from tests.course_lib.live_view.pages import wait_until

PLACE = "labextensions/deep-learning-course"
SOURCE = Path(__file__).parents[3] / "course_lib/server_extension/labextension"
SCRIPT = (SOURCE / "static/locked_cells.js").read_text(encoding="utf-8")
CHECK, OTHER = "Locked: this check is graded", "Locked: this cell of the course stays"
LONGEST = 140  # of a notice in JupyterLab

# What is done in a cell -> what is said, in this order.
STEPS = [
    ("answer", "x", None),
    ("readers-own", "x", None),
    ("check", "Shift+Enter", None),
    ("check", "ArrowLeft", None),
    ("check", "x", CHECK),
    ("check", "y", None),
    ("imports", "Backspace", OTHER),
    ("text", "dblclick", OTHER),
    ("check", "Enter", CHECK),
]


def locked(cell, name, **grading):
    cell.id = name
    cell.metadata.update(editable=False, nbgrader={"grade_id": name, "locked": True, **grading})
    return cell


@pytest.fixture
def address(tmp_path):
    code, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    cells = [
        locked(code("import math"), "imports", grade=False),
        locked(text("# An exercise"), "text", grade=False),
        code("answer = 1", id="answer"),
        locked(code("assert answer"), "check", grade=True),
        code("mine = 2", id="readers-own", metadata={"editable": False}),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), tmp_path / "task.ipynb")
    with jupyterlab(tmp_path) as address:
        yield address


@pytest.mark.browser
def test_a_locked_cell_says_why(address, chromium):
    page = chromium.new_page(viewport={"width": 1180, "height": 760})
    try:
        open_notebook(page, address, "task.ipynb")
        page.evaluate(
            """() => {
                window.said = [];
                window.jupyterapp.commands.commandExecuted.connect((_, {id, args}) => {
                    if (id === "apputils:notify") window.said.push(args.message);
                });
            }"""
        )
        told = []
        for cell, key, said in STEPS:
            press(page, cell, key)
            if said:
                wait_until(page, "window.said.length > 0")
            told.append([cell, key, page.evaluate("window.said.splice(0)")])
        assert [
            [cell, key, [text[: len(CHECK if cell == "check" else OTHER)] for text in texts]]
            for cell, key, texts in told
        ] == [[cell, key, [said] if said else []] for cell, key, said in STEPS]
        expect(page.get_by_text(CHECK).first).to_be_visible()
        assert "assert answer" in page.evaluate(
            "window.jupyterapp.shell.currentWidget.context.model.toString()"
        )
    finally:
        page.close()


def press(page, cell, key):
    """Do it as a reader does: go into the cell, then press the key."""
    page.evaluate(
        """name => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            notebook.activeCellIndex = notebook.widgets.findIndex((each) => each.model.id === name);
            notebook.activeCell.node.dataset.cell = name;
        }""",
        cell,
    )
    node = page.locator(f"[data-cell='{cell}']")
    if key == "dblclick":
        node.locator(".jp-MarkdownOutput, .cm-content").first.dblclick()
    else:
        node.locator(".cm-content").click()
        page.keyboard.press(key)


def test_a_notice_is_not_cut_off():
    texts = re.findall(r'const [A-Z]+ =\s+"(Locked: [^"]+)"', SCRIPT)
    assert [text[: len(start)] for text, start in zip(texts, (CHECK, OTHER), strict=True)] == [CHECK, OTHER]
    assert max(map(len, texts)) <= LONGEST


def test_jupyterlab_finds_it():
    installed = Path(sys.prefix) / "share/jupyter" / PLACE
    files = ("package.json", "static/locked_cells.js")
    assert [(installed / name).read_text() for name in files] == [
        (SOURCE / name).read_text() for name in files
    ]
