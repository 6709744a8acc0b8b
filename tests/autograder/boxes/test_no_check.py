"""`check` in the student's box: there, and silent."""

import os
import subprocess
import sys


def test_check_does_nothing_and_needs_nothing_of_the_grader():
    code = (
        "import sys\n"
        "from autograder import check\n"
        "assert check(1, 'no exercise', cases=0) is None\n"
        "from autograder import hint, progress, start_page\n"
        "assert (hint(1), progress(), start_page()) == (None, None, None)\n"
        "assert 'autograder.checking' not in sys.modules\n"
    )
    environment = {**os.environ, "COURSE_BOX": "student"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
