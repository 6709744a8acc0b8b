"""What a test needs that cannot cross, told from its text."""

import pytest

from autograder.reading.ways.mechanisms import mechanism

SAID = {
    "pd.testing.assert_frame_equal(df, expected)": "compares DataFrames",
    "assert isinstance(df, pd.DataFrame)": "compares DataFrames",
    "with redirect_stdout(out):\n    f()": "captures what is printed",
    "with patch('builtins.input', return_value='a'):\n    f()": "answers `input` in the student's place",
    "with patch('__main__.helper'):\n    f()": "replaces a name that the student's code uses",
    "assert os.path.isfile('out.txt')": "looks for a file that the student writes",
    "assert 'x' in globals()": "asks which names there are",
    "assert f.__code__.co_argcount == 1": "looks into the student's code",
    "assert isinstance(p, Point)": "asks for the class of what the student made",
    "assert typing.get_type_hints(area)['return'] is float": "looks into the student's code",
    "os.environ['MODE'] = 'fast'\nassert mode() == 'fast'": "sets the state of the whole process",
    "draw([1, 2])\nassert plt.gca().get_title() == 'T'": "looks at the figure that is drawn",
    "with pytest.warns(UserWarning):\n    f()": "records warnings",
    "v = rows(a)\nassert v.base is a": "looks at the memory of an array",
    "assert cur.fetchone() == (1,)": "uses a connection to a database",
    "assert x == rng.random() + np.random.rand()": "goes on with a stream of random numbers",
    "assert 'for' in _i": "reads the history of the notebook",
    "result = await f()\nassert result == 1": "awaits outside a function",
    "async def g():\n    await f()\nassert area(2) == 4": "",
    "assert area(2, 2) == 4": "",
    "def (:": "",
}


@pytest.mark.parametrize("source", SAID)
def test_the_mechanism_is_named(source):
    assert mechanism(source) == SAID[source]


def test_the_line_that_failed_comes_first():
    source = "assert isinstance(x, int)\nassert os.path.isfile('a')"
    message = "The test failed at: assert os.path.isfile('a')\nAssertionError"
    assert (
        mechanism(source) == "looks for a file that the student writes" == mechanism(source, message=message)
    )
    assert mechanism(source, message="The test failed at: assert isinstance(x, int)\nA") == (
        "asks for the class of what the student made"
    )


OF_NAMES = {
    "g = nx.Graph()": "compares graphs of networkx",
    "def made():\n    return nx.Graph()\ng = made()": "compares graphs of networkx",
    "class Ring:\n    order = 3\ng = Ring()": "uses objects of a class that the notebook defines",
    "g = ring(3)": "",
}


@pytest.mark.parametrize("binding", OF_NAMES)
def test_what_binds_the_names_of_a_test_is_the_last_resort(binding):
    setting = f"import pandas as pd\nimport networkx as nx\n{binding}"
    assert mechanism("assert g.order == 3", setting) == OF_NAMES[binding]
