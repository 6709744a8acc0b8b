"""Values of libraries arrive as what they are, and nothing that they are made of can answer for them."""

import sys
from collections import Counter, OrderedDict, defaultdict
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from PIL import Image
from scipy import optimize, sparse, stats
from sklearn.datasets import load_iris
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from autograder.boxes.crossing import library, wire


def stays(item):
    raise wire.WireError(f"{type(item).__name__} stays")


def resolved(named):
    return getattr(sys.modules[named.module], named.name)


def across(value):
    return wire.decode(wire.encode(value, stays), resolved)


FRAME = pd.DataFrame(
    {
        "a": [1, 2],
        "s": ["x", None],
        "o": [1, "2"],
        "c": pd.Categorical(["q", "r"]),
        "t": pd.date_range("2024", periods=2, tz="Europe/Berlin"),
        "n": pd.array([1, None], dtype="Int64"),
        "p": pd.period_range("2024-01", periods=2, freq="M"),
        "i": pd.interval_range(0, 2),
        "d": pd.to_timedelta([1, 2], unit="s"),
        "b": pd.array([True, None], dtype="boolean"),
    }
)
FRAMES = [
    *(FRAME, FRAME.set_index(["a", "s"]), FRAME.isna(), FRAME.describe(), pd.DataFrame(), FRAME.iloc[:0]),
    *(pd.DataFrame(np.arange(6).reshape(2, 3)), pd.crosstab([1, 2], ["a", "b"])),
]
SERIES = [FRAME[name] for name in FRAME] + [FRAME.dtypes, pd.Series(dtype=float), pd.Series([[1], 2])]
INDEXES = [FRAME.index, FRAME.columns, pd.date_range("2024", periods=3), FRAME.set_index(["a", "s"]).index]


@pytest.mark.parametrize("frame", FRAMES, ids=range(len(FRAMES)))
def test_frames(frame):
    pd.testing.assert_frame_equal(across(frame), frame)


@pytest.mark.parametrize("series", SERIES, ids=range(len(SERIES)))
def test_series(series):
    pd.testing.assert_series_equal(across(series), series)


@pytest.mark.parametrize("index", INDEXES, ids=range(len(INDEXES)))
def test_indexes(index):
    pd.testing.assert_index_equal(across(index), index, exact=True)


OTHERS = [
    *(
        pd.Timestamp("2024-02-03 04:05"),
        pd.NaT,
        pd.NA,
        pd.Timedelta("1s"),
        pd.Period("2024-01"),
        pd.cut([1, 2], 2),
    ),
    *(sparse.eye(3, format="csr"), sparse.coo_array(np.eye(2)), sparse.lil_matrix((2, 2))),
    *(stats.linregress([0, 1, 2], [1, 3, 5]), load_iris(), LinearRegression().fit([[0], [1]], [0, 1])),
    *(nx.path_graph(3), nx.MultiDiGraph([(1, 2), (1, 2)]), Path("a/b"), np.dtype("f4"), np.poly1d([1, 2])),
    *(Counter("aba"), defaultdict(list, {1: [2]}), OrderedDict(b=1, a=2), np.matrix([[1]])),
    *(np.ma.masked_less([1.0, -1.0], 0), np.array([(1, 2.5)], dtype=[("x", "i4"), ("y", "f8")])),
    optimize.OptimizeResult(x=np.zeros(2), fun=1.0),
]


@pytest.mark.parametrize("value", OTHERS, ids=lambda value: type(value).__name__)
def test_other_values(value):
    arrived = across(value)
    assert type(arrived) is type(value)
    assert repr(arrived).partition(" at 0x")[0] == repr(value).partition(" at 0x")[0]


def test_pictures():
    picture = Image.fromarray(np.arange(18, dtype=np.uint8).reshape(2, 3, 3))
    assert across(picture) == picture


def test_what_keeps_c_structures_stays():
    with pytest.raises(wire.WireError, match="stays"):
        across(DecisionTreeClassifier().fit([[0], [1]], [0, 1]))


def test_a_learned_method_is_no_state():
    model = LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0])
    model.score = 1.0
    arrived = across(model)
    assert callable(arrived.score) and arrived.score([[0.0], [1.0]], [1.0, 0.0]) < 0


def test_nothing_that_is_looked_up_on_an_object_itself_is_state():
    model = LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0])
    vars(model).update(__array_wrap__=0, __array_interface__={})
    assert vars(across(model)).keys() == vars(LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0])).keys()


def test_a_pipeline_crosses_whole_or_not_at_all():
    both = Pipeline([("scale", StandardScaler()), ("fit", LinearRegression())])
    assert type(across(both)) is Pipeline
    other = Pipeline([("scale", StandardScaler()), ("fit", DecisionTreeClassifier())])
    with pytest.raises(wire.WireError, match="Pipeline stays"):
        across(other)
    with pytest.raises(ValueError, match="made"):
        library.made("sklearn", "Pipeline", vars(other))


def test_a_random_generator_stands_inside_its_numbers():
    twister = np.random.MT19937(1)
    assert across(twister).state["state"]["pos"] == twister.state["state"]["pos"]
    state = twister.state
    state["state"]["pos"] = 10**6
    twister.state = state
    with pytest.raises(wire.WireError, match="outside its numbers"):
        across(twister)


class Liar(dict):
    def __eq__(self, other):
        return True


Liar.__module__ = "some_library"


def test_a_dict_that_answers_for_itself_arrives_as_one_that_does_not():
    sys.modules["some_library"] = sys.modules[__name__]
    try:
        assert type(across(Liar(a=1))) is dict
    finally:
        del sys.modules["some_library"]


@pytest.mark.parametrize(
    ("package", "name", "parts"),
    [
        *(("pandas", "DataFrame", [1, 2, 3]), ("pandas", "MultiIndex", [[], [np.array([5])], []])),
        *(("scipy", "csr_matrix", [[2, 2], [np.array([9]), np.array([0])], np.array([1.0])]),),
        *(
            ("PIL", "Image", ["RGB", [2, 2], b"", None]),
            ("os", "system", "x"),
            ("pandas", "read_pickle", "x"),
        ),
    ],
)
def test_hostile_parts_make_nothing(package, name, parts):
    with pytest.raises(ValueError, match="made"):
        library.made(package, name, parts)
