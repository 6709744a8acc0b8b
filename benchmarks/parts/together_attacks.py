"""Every attack and every innocent answer of the tables against tests that run together with the answer.

    python -m benchmarks.parts.together_attacks [--write]

Prints, by mechanism, how many attacks earn nothing, how many of these are remarked, and which earn points:
what a test that shares its process with the answer cannot hold. Every innocent answer must earn all. It takes
minutes. `--write` puts the table into docs/threat_model.md.
"""

from __future__ import annotations

import sys
from collections import Counter

from autograder.grading.worker import Worker
from tests.attacks.counts import PAGE, replaced
from tests.attacks.tables import ATTACKS, INNOCENT
from tests.attacks.ways import LIMITS, MODULES, grade_cases, run_together, submissions

_BEGIN, _END = "<!-- together: from the script -->\n", "<!-- end of together -->\n"


def main() -> int:
    held, remarked, earned = Counter(), Counter(), []
    wronged = []
    with Worker("bwrap", LIMITS, modules=MODULES) as worker:
        for cases in submissions(case for case in (*ATTACKS, *INNOCENT) if run_together(case)):
            for case, result in zip(cases, grade_cases(worker, cases, is_together=True), strict=True):
                if case.points and result.score != case.points:
                    wronged.append((case, result))
                elif case.points == 0 and result.score:
                    earned.append(case)
                elif case.points == 0:
                    held[case.mechanism] += 1
                    remarked[case.mechanism] += bool(result.suspicions)
    lost = Counter(case.mechanism for case in earned)
    rows = [("mechanism", "earns nothing", "of these remarked", "earns points"), ("---", *["--:"] * 3)]
    rows += [(name, held[name], remarked[name], lost[name]) for name in held | lost]
    rows += [("**in all**", held.total(), remarked.total(), lost.total())]
    table = "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)
    print(table, end="")
    if "--write" in sys.argv:
        PAGE.write_text(replaced(PAGE.read_text("utf-8"), _BEGIN, table, _END), "utf-8")
    for case in earned:
        print(f"earns points: {case.mechanism}: {case.name}")
    for case, result in wronged:
        print(f"innocent, {result.score:g} of {case.points:g}: {case.mechanism}: {case.name}", result.message)
    return 1 if wronged else 0


if __name__ == "__main__":
    sys.exit(main())
