"""networkx's graphs: their nodes, their edges, and the data on them."""

from __future__ import annotations

from typing import Any

import networkx as nx

from autograder.boxes.crossing.library.kind import Kind, exactly


def _parts(graph: Any) -> list[Any]:
    is_multi = graph.is_multigraph()
    edges = graph.edges(data=True, keys=True) if is_multi else graph.edges(data=True)
    return [
        dict(graph.graph),
        [[node, dict(data)] for node, data in graph.nodes(data=True)],
        [[*ends, dict(data)] for *ends, data in edges],
    ]


def _fill(graph: Any, parts: Any) -> Any:
    about, nodes, edges = parts
    graph.graph.update(exactly(about, dict))
    graph.add_nodes_from((node, exactly(data, dict)) for node, data in nodes)
    graph.add_edges_from(tuple(edge) for edge in edges)
    return graph


def _maker(of: Any) -> Any:
    return lambda parts: _fill(of(), parts)


def _take_over(target: Any, changed: Any) -> None:
    target.clear()
    _fill(target, _parts(changed))


KINDS = {
    of.__name__: Kind(of, _parts, _maker(of), _take_over)
    for of in (nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph)
}
