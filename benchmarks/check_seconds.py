"""CPU time of `check` until the first answer, with a name and without: mutants of all exercises.

Run `python benchmarks/check_seconds.py`; the same table stands in docs/generality.md. The exit code is 1 if
the median is above 0.3 s or the 95th percentile above 1 s.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from autograder.checking import call  # noqa: E402
from autograder.exercises.exercise import known_exercises  # noqa: E402
from benchmarks.generality import tally  # noqa: E402
from benchmarks.parts.generality_report import times  # noqa: E402

_EVERY = 20  # of the mutants


def main() -> int:
    """Print the table."""
    call.call_seconds = 1.0
    tallies = [tally(exercise, every=_EVERY, locate=False) for exercise in known_exercises().values()]
    print(times(tallies))
    seconds = [second for each in tallies for second in (*each.named_seconds, *each.unnamed_seconds)]
    return int(np.median(seconds) > 0.3 or np.percentile(seconds, 95) > 1)


if __name__ == "__main__":
    sys.exit(main())
