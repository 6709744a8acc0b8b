"""A download that failed is named: grading has no network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from autograder.records import CellResult

NO_NETWORK = "Grading has no network, so nothing is downloaded: read a file that lies beside the notebook."

# What systems and common programs say where no address can be found or reached.
_UNREACHABLE = re.compile(
    r"Temporary failure in name resolution|Name or service not known|nodename nor servname provided"
    r"|Network is unreachable|Could not resolve host|unable to resolve host address",
)
_LOOKED_AT = 4_000  # characters of an output, from its end


def with_network_named(results: Iterable[CellResult]) -> list[CellResult]:
    """The results of cells; those that tried to reach a network say so in the first line of their message.

    Parameters
    ----------
    results : iterable of CellResult
        Of a run that had no network.
    """
    return [_named(result) for result in results]


def _named(result: CellResult) -> CellResult:
    texts = [result.message, *(_text(output) for output in result.outputs)]
    if not any(_UNREACHABLE.search(text[-_LOOKED_AT:]) for text in texts):
        return result
    return replace(result, message=f"{NO_NETWORK}\n{result.message}".rstrip())


def _text(output: dict[str, object]) -> str:
    """What an exception says, or what was printed."""
    return str(output.get("evalue" if output["output_type"] == "error" else "text", ""))
