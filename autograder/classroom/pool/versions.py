"""What must be the same where a submission is graded as where the run was started."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from importlib import metadata

from autograder.reading.code_version import check_version, grader_version

_SHOWN = 12  # characters of a hash
# What Python finds at the start of the boxes, besides what an assignment imports.
_ALWAYS = ("numpy", "IPython")


def deciding_versions(topics: Iterable[str], modules: Iterable[str]) -> dict[str, str]:
    """What decides about a grade on this machine -> which it is.

    Parameters
    ----------
    topics : iterable of str
        Notebooks, whose exercises count.
    modules : iterable of str
        What their cells import.
    """
    python = ".".join(platform.python_version_tuple()[:2])  # the third number brings corrections alone
    found = {"Python": python, "code of the grader": grader_version()[:_SHOWN]}
    found |= {f"code of the exercises of {topic}": check_version(topic)[:_SHOWN] for topic in sorted(topics)}
    distributions = metadata.packages_distributions()
    for module in sorted({*_ALWAYS, *modules}):
        for distribution in sorted(set(distributions.get(module, ()))):
            found[distribution] = metadata.version(distribution)
    return found


def difference(wanted: dict[str, str], present: dict[str, str]) -> str:
    """The first thing in which two machines differ, in words; empty if they are the same.

    Examples
    --------
    >>> difference({"numpy": "2.2.1"}, {"numpy": "2.0.0"})
    'numpy must be 2.2.1, as where the run was started; got 2.0.0'
    >>> difference({"numpy": "2.2.1"}, {"numpy": "2.2.1"})
    ''
    """
    for name, version in wanted.items():
        if present.get(name) != version:
            got = present.get(name, "none")
            return f"{name} must be {version}, as where the run was started; got {got}"
    return ""
