"""What a student may return: judged by its numbers, never asked about itself."""

import numpy as np
import pytest

from autograder import check
from benchmarks.right_styles.loss_functions import STYLES

right_hinge = STYLES["multiclass_hinge"]["vectorised"]

LIARS = {}


def liar(function):
    LIARS[function.__name__] = function
    return function


class Agreeable(np.ndarray):
    """Claims to equal everything."""

    def _yes(self, *_, **__):
        return np.ones((), dtype=bool)

    __eq__ = __ge__ = __le__ = __lt__ = __gt__ = all = __and__ = _yes
    __hash__ = None

    def astype(self, *_, **__):
        raise AssertionError("asked")

    def __array_ufunc__(self, *_, **__):
        return True


@liar
def agreeable_array(scores, y):
    return np.zeros(len(y)).view(Agreeable)


@liar
def object_with_protocols(scores, y):
    class Anything:
        shape = (len(y),)
        dtype = np.dtype(float)

        def __array__(self, *_, **__):
            return right_hinge(scores, y)

        def __eq__(self, other):
            return True

        __hash__ = None

        def __iter__(self):
            return iter(right_hinge(scores, y))

    return Anything()


@liar
def lying_float(scores, y):
    class Lying(float):
        def __float__(self):
            raise AssertionError("asked")

        def __eq__(self, other):
            return True

        __hash__ = None

    return [Lying(0.0) for _ in y]


@liar
def lying_list(scores, y):
    class Lying(list):
        def __iter__(self):
            return iter(right_hinge(scores, y))

        def __len__(self):
            raise AssertionError("asked")

    return Lying([0.0] * len(y))


@liar
def objects(scores, y):
    return np.array([object()] * len(y))


@liar
def text(scores, y):
    return "[1.0, 2.0]"


@liar
def complex_numbers(scores, y):
    return right_hinge(scores, y) + 1j


@liar
def all_nan(scores, y):
    return np.full(len(y), np.nan)


@liar
def infinite(scores, y):
    return np.full(len(y), np.inf)


@liar
def integer_beyond_floats(scores, y):
    return [10**400] * len(y)


@liar
def nested(scores, y):
    value = 1.0
    for _ in range(10_000):
        value = [value]
    return value


@liar
def generator(scores, y):
    return (loss for loss in right_hinge(scores, y))


@liar
def masked_everything(scores, y):
    return np.ma.masked_all(len(y))


@liar
def records(scores, y):
    return np.zeros(len(y), dtype=[("loss", float)])


@liar
def huge(scores, y):
    return np.broadcast_to(0.0, (10**6, 10**6))


@liar
def dates(scores, y):
    return np.zeros(len(y), dtype="datetime64[s]")


@liar
def recursive(scores, y):
    return recursive(scores, y)


@pytest.mark.parametrize("function", LIARS.values(), ids=LIARS)
def test_what_is_no_right_array_is_judged_by_its_numbers(function):
    result = check(function, "multiclass_hinge", cases="all")
    assert not result.passed
    assert result.score == 0
    assert repr(result)
    assert result._repr_html_()


@pytest.mark.parametrize(
    "kind", [np.matrix, np.ma.array, np.float32, np.longdouble, list, tuple], ids=lambda kind: kind.__name__
)
def test_right_numbers_of_another_type(kind):
    def multiclass_hinge(scores, y):
        return kind(right_hinge(scores, y))

    result = check(multiclass_hinge, cases="all")
    assert result.passed == (kind is not np.matrix)  # a matrix has two axes: (1, N)
