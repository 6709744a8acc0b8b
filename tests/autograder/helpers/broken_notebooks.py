"""Notebooks that no editor writes, made from one that a student could hand in."""

import copy
import json
from dataclasses import asdict

import nbformat
from hypothesis import strategies as st
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import determine_grade, is_grade

from autograder.records import CellResult
from autograder.writing.gradebook import verdict_from_json
from tests.autograder.nasty_text import PIECES, nasty

DAMAGES = ("replace", "replace", "replace", "remove", "double", "swap", "wrap", "insert", "rename")
VERSIONS = ("3", "4.0", "4.1", "4.2", "4.3", "4.4", "4.5", "4.9")
FILE_DAMAGES = ("none",) * 12 + ("cut", "flip", "mark", "half", "twice", "utf-16")
LONG, DEEP = 100_000, 3000
_DEEP_MARK = "@deep@"

any_text = st.text(st.characters(exclude_categories=()), max_size=20)
odd_text = (
    any_text
    | st.sampled_from(
        ["\ud800", "\x00", "a\udfff\x00b", "\x1b[2J", "\u202e", "code", "markdown", "double", "3"]
    )
    | st.sampled_from(list(PIECES)).map(lambda name: nasty(name, 400))
    | st.just("x" * LONG)
)
leaf = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.just(10**400)
    | odd_text
    | st.just(_DEEP_MARK)
)
odd_value = st.recursive(
    leaf,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(odd_text, inner, max_size=4),
    max_leaves=6,
)
odd_cell = st.fixed_dictionaries(
    {
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading", ""]) | odd_value,
        "source": odd_value,
    },
    optional={"id": odd_value, "metadata": odd_value, "attachments": odd_value, "outputs": odd_value},
)


@st.composite
def broken_notebooks(draw, notebook):
    """(version, what was done to it, bytes of the file)."""
    version = draw(st.sampled_from(VERSIONS))
    content = in_version(notebook, version)
    set_schema(content, draw(st.integers(1, 4)))
    done = draw(st.lists(st.sampled_from(DAMAGES), max_size=5))
    for damage in done:
        _damage(draw, content, damage)
    file_damage = draw(st.sampled_from(FILE_DAMAGES))
    data = json.dumps(content).encode()
    data = data.replace(json.dumps(_DEEP_MARK).encode(), b"[" * DEEP + b"]" * DEEP)
    return version, [*done, file_damage], _damaged_file(draw, data, file_damage)


def in_version(notebook, version):
    """A notebook as an editor of that nbformat writes it."""
    if version == "3":
        return json.loads(json.dumps(nbformat.v4.downgrade(copy.deepcopy(notebook))))
    content = json.loads(json.dumps(notebook))
    content["nbformat_minor"] = int(version[2:])
    for cell in content["cells"] if version < "4.5" else ():
        cell.pop("id", None)
    return content


def cells_of(content):
    """The cells in nbformat 3 or 4."""
    return content["worksheets"][0]["cells"] if "worksheets" in content else content["cells"]


def set_schema(content, schema):
    """Give the cells nbgrader's metadata of that version."""
    for cell in cells_of(content):
        if settings := cell["metadata"].get("nbgrader"):
            settings["schema_version"] = schema
            for key in ("task", "cell_type")[: 4 - schema]:
                settings.pop(key, None)


def _damage(draw, content, damage):
    holder, key = _place(draw, content)
    if key is None:
        return
    if damage == "replace":
        holder[key] = draw(odd_value)
    elif damage == "remove":
        del holder[key]
    elif damage == "wrap":
        holder[key] = draw(st.sampled_from([[holder[key]], {"a": holder[key]}]))
    elif damage == "rename" and isinstance(holder, dict):
        holder[draw(odd_text)] = holder.pop(key)
    elif isinstance(holder, list) and damage == "double":
        holder.insert(draw(st.integers(0, len(holder))), copy.deepcopy(holder[key]))
    elif isinstance(holder, list) and damage == "swap":
        other = draw(st.integers(0, len(holder) - 1))
        holder[key], holder[other] = holder[other], holder[key]
    elif isinstance(holder, list) and damage == "insert":
        holder.insert(key, draw(odd_cell | odd_value))


def _place(draw, content):
    """A place in the tree: what holds it, and the key there."""
    holder, key = content, None
    while True:
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        if holder is content:  # what is above the cells is soon refused
            keys += [name for name in ("cells", "worksheets") if holder.get(name)] * 8
        if not keys:
            return holder, None
        key = keys[draw(st.integers(0, len(keys) - 1))]
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or draw(st.integers(0, 5)) == 0:
            return holder, key
        holder = inner


def _damaged_file(draw, data, damage):
    position = draw(st.integers(0, len(data) - 1)) if damage in ("cut", "flip", "half") else 0
    return {
        "none": data,
        "cut": data[:position],
        "flip": data[:position] + bytes([draw(st.integers(0, 255))]) + data[position + 1 :],
        "half": data[:position] + b"\\ud800" + data[position:],
        "mark": b"\xef\xbb\xbf" + data,
        "twice": data + data,
        "utf-16": data.decode().encode("utf-16"),
    }[damage]


class Echoes:
    """Runs nothing; every cell says its source, and every test gets all points."""

    isolation = "paper"

    def grade(self, plan):
        return [self._result(cell.student_source or "") for cell in plan.cells]

    def _result(self, text):
        stream = {"output_type": "stream", "name": "stdout", "text": text}
        error = {"output_type": "error", "ename": text, "evalue": text, "traceback": [text]}
        return CellResult("error", [stream, error], float("inf"), text, [text])


def check_readable(graded, assignment):
    """Every verdict has its scores in range, and can be stored; nbgrader reads the same from the notebook."""
    for name, notebook in graded.notebooks.items():
        made = nbformat.reads(notebook.document.decode(), as_version=4)
        nbformat.validate(made)
        MetadataValidator().validate_nb(made)
        read = {
            each.metadata.nbgrader.grade_id: determine_grade(each) for each in made.cells if is_grade(each)
        }
        cells = notebook.verdict.cells
        assert {cell.grade_id: (cell.score, cell.points) for cell in cells}.items() <= read.items()
        assert all(0.0 <= cell.score <= cell.points for cell in cells)
        wanted = [cell.grade_id for cell in assignment.notebooks[name].cells if cell.is_test]
        assert [cell.grade_id for cell in cells] == wanted
        stored = json.dumps(asdict(notebook.verdict), ensure_ascii=False)
        assert "\0" not in stored.encode().decode()
        assert verdict_from_json(stored) == notebook.verdict
