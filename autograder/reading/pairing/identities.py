"""Every cell of the instructor's copy has an id, the same each time: also where the notebook has none.

nbformat knows cell ids since 4.5. What is older has none, and where one is missing it draws a random one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict

from nbformat.notebooknode import NotebookNode

_IDENTITY = re.compile(r"[a-zA-Z0-9_-]{1,64}")  # what nbformat takes
_DIGITS = 16


def without_drawn_ids(notebook: NotebookNode, data: bytes) -> NotebookNode:
    """The notebook without the ids that were drawn when it was read.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    data : bytes
        The file that it was read from.
    """
    content = json.loads(data.decode("utf-8-sig"))
    written = [raw.get("id") for raw in content.get("cells", [])]
    for cell, identity in zip(notebook.cells, written or [None] * len(notebook.cells), strict=True):
        if identity is None:
            cell.pop("id", None)
        else:
            cell.id = identity
    return notebook


def with_identities(notebook: NotebookNode) -> NotebookNode:
    """The notebook with an id for every cell that has none, or the same as one above.

    It is made from nbgrader's identifier, else from the text and, of equal texts, the order.

    Parameters
    ----------
    notebook : NotebookNode
        nbformat 4; changed in place.
    """
    kept: set[str] = set()
    nameless = []
    for cell in notebook.cells:
        identity = cell.get("id")
        if identity and identity not in kept:
            kept.add(identity)
        else:
            nameless.append(cell)
    count: dict[str, int] = defaultdict(int)
    for cell in nameless:
        wish = _wished(cell)
        identity = wish
        while identity in kept:
            count[wish] += 1
            identity = f"{wish[:50]}-{count[wish]}"
        cell.id = identity
        kept.add(identity)
    notebook.nbformat_minor = max(notebook.nbformat_minor, 5)
    return notebook


def _wished(cell: NotebookNode) -> str:
    grade_id = str(cell.metadata.get("nbgrader", {}).get("grade_id") or "")
    if _IDENTITY.fullmatch(grade_id):
        return grade_id
    text = f"{cell.cell_type} {grade_id} {cell.source}".encode("utf-8", "surrogatepass")
    return f"cell-{hashlib.sha256(text).hexdigest()[:_DIGITS]}"
