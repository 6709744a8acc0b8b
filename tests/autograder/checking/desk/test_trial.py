"""`try`: the saved notebook from the top in a fresh kernel; nothing of the student's is touched."""

import json

from autograder.checking.desk.__main__ import main
from autograder.checking.desk.progress import FILE, note_check
from tests.autograder.checking.desk.conftest import RIGHT, write


def test_it_says_what_the_checks_give_and_where_the_first_error_is(desk, capsys):
    """One exercise is right; the other one's cell fails, so what an old kernel still had is not there."""
    imports = "import numpy as np\nfrom autograder import check\n"
    write(desk, multiclass_hinge=imports + RIGHT, squared_hinge="1 / 0", why="Because.")
    path = desk / "hinge" / "hinge.ipynb"
    notebook = json.loads(path.read_text())
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook |= {"nbformat": 4, "nbformat_minor": 5, "metadata": kernel}
    for cell in notebook["cells"]:
        cell |= {"execution_count": None, "outputs": [], "source": cell["source"].splitlines(True)}
    path.write_text(json.dumps(notebook))
    note_check("squared_hinge", "passed", 1.0)
    before = (desk / FILE).read_bytes(), path.read_bytes()
    main(["try"])
    assert capsys.readouterr().out.splitlines() == [
        "Hinge losses, from the top in a fresh kernel (no walls), with the public cases:",
        "  multiclass_hinge  3 of 3  passed",
        "  squared_hinge     0 of 2  its check did not run",
        "3 of 5 points by checks.",
        "Answers in words: 1 wait for your teacher, 0 open.",
        "The first error is in the cell that begins with `1 / 0`: ZeroDivisionError: division by zero",
    ]
    assert before == ((desk / FILE).read_bytes(), path.read_bytes())
