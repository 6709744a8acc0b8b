"""What a warm process holds lies in large pages, and is what it was."""

import subprocess
import sys

SCRIPT = """
from autograder.boxes.process.large_pages import collapse
held = [str(number) * 20 for number in range(200_000)]
before = hash(tuple(held))
done = collapse()
assert hash(tuple(held)) == before
print(done >= 0)
"""


def test_nothing_is_lost():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
