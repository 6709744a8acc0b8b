"""pandas: frames, series, indexes, their extension arrays and their scalars."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from autograder.boxes.crossing.library.kind import Kind, exactly

_NUMPY_KINDS = "biufcMm"
_NULLABLE = (pd.arrays.IntegerArray, pd.arrays.FloatingArray, pd.arrays.BooleanArray)


def _column_parts(values: Any) -> list[Any] | None:
    """The kind of an array of pandas or NumPy, in a word, and its parts; None for any other kind."""
    if isinstance(values, pd.arrays.NumpyExtensionArray) and not isinstance(values.dtype, pd.StringDtype):
        values = values.to_numpy()
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return ["categories", np.asarray(values.codes), dtype.categories, bool(dtype.ordered)]
    if isinstance(dtype, pd.StringDtype):
        missing = pd.isna(values)
        texts = [None if gone else str(text) for text, gone in zip(values, missing, strict=True)]
        return ["text", texts, dtype.na_value is pd.NA]
    if isinstance(dtype, pd.DatetimeTZDtype):
        return ["zoned", values.asi8, dtype.unit, str(dtype.tz)]
    if isinstance(dtype, pd.PeriodDtype):
        return ["periods", values.asi8, dtype.name.partition("[")[2].rstrip("]")]
    if isinstance(dtype, pd.IntervalDtype):
        return ["intervals", values.left, values.right, values.closed]
    if isinstance(values, _NULLABLE):
        return ["nullable", np.asarray(values._data), np.asarray(values._mask), dtype.name]
    array = np.asarray(values)
    if isinstance(dtype, np.dtype) and array.dtype.kind in _NUMPY_KINDS:
        return ["numbers", array]
    return ["objects", list(array)] if array.dtype.kind == "O" and array.ndim == 1 else None


def _column(parts: Any) -> Any:
    word, *rest = exactly(parts, list)
    if word == "numbers":
        return exactly(rest[0], np.ndarray)
    if word == "objects":
        array = np.empty(len(exactly(rest[0], list)), dtype=object)
        array[:] = rest[0]
        return array
    if word == "text":
        texts = [exactly(text, str, type(None)) for text in exactly(rest[0], list)]
        return pd.array(texts, dtype=pd.StringDtype("python", na_value=pd.NA if rest[1] else np.nan))
    if word == "categories":
        return pd.Categorical.from_codes(rest[0], categories=rest[1], ordered=exactly(rest[2], bool))
    if word == "zoned":
        moments = exactly(rest[0], np.ndarray).astype("i8").view(f"M8[{exactly(rest[1], str)}]")
        return pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(exactly(rest[2], str)).array
    if word == "periods":
        return pd.PeriodIndex.from_ordinals(exactly(rest[0], np.ndarray), freq=exactly(rest[1], str)).array
    if word == "intervals":
        return pd.arrays.IntervalArray.from_arrays(rest[0], rest[1], closed=exactly(rest[2], str))
    if word == "nullable":
        array = pd.array(exactly(rest[0], np.ndarray), dtype=exactly(rest[2], str))
        array[exactly(rest[1], np.ndarray).astype(bool)] = pd.NA
        return array
    raise ValueError("a column is of one of these kinds")


def _index_parts(index: Any) -> list[Any] | None:
    parts = _column_parts(index.array)
    frequency = getattr(index, "freq", None)
    return None if parts is None else [parts, index.name, None if frequency is None else frequency.freqstr]


def _index(parts: Any) -> Any:
    column, name, frequency = parts
    made = pd.Index(_column(column), name=name)
    if frequency is not None and isinstance(made, pd.DatetimeIndex | pd.TimedeltaIndex):
        made.freq = exactly(frequency, str)
    return made


def _multi_parts(index: Any) -> list[Any]:
    return [list(index.levels), [np.asarray(codes) for codes in index.codes], list(index.names)]


def _multi(parts: Any) -> Any:
    levels, codes, names = parts
    return pd.MultiIndex(levels=levels, codes=codes, names=names, verify_integrity=True)


def _range_parts(index: Any) -> list[Any]:
    return [index.start, index.stop, index.step, index.name]


def _range(parts: Any) -> Any:
    *limits, name = parts
    return pd.RangeIndex(*(exactly(limit, int) for limit in limits), name=name)


def _series_parts(series: Any) -> list[Any] | None:
    values = _column_parts(series.array)
    return None if values is None else [values, series.index, series.name]


def _series(parts: Any) -> Any:
    values, index, name = parts
    return _one_column(values, _an_index(index), name)


def _one_column(parts: Any, index: Any, name: Any = None) -> Any:
    values = _column(parts)
    return pd.Series(values, index=index, name=name, dtype=values.dtype)  # of no items, too


def _frame_parts(frame: Any) -> list[Any] | None:
    columns = [_column_parts(column.array) for _, column in frame.items()]
    return None if None in columns else [frame.columns, frame.index, columns]


def _frame(parts: Any) -> Any:
    names, index, columns = parts
    names, index = _an_index(names), _an_index(index)
    block = _block(columns)
    if block is not None:
        return pd.DataFrame(block, index=index, columns=names, copy=False)
    # Of numbers pandas guesses nothing, so they need no series around them, which takes most of the time.
    held = [_column(each) if each[0] == "numbers" else _one_column(each, index) for each in columns]
    made = pd.DataFrame(dict(enumerate(held)), index=index)
    made.columns = names
    return made


def _block(columns: Any) -> Any:
    """The columns as one array, as pandas keeps numbers of one type; None if they are others."""
    arrays = [_column(each) for each in columns if each[0] == "numbers"]
    if len(arrays) < len(columns) or len({(array.dtype, array.shape) for array in arrays}) != 1:
        return None
    is_plain = arrays[0].ndim == 1 and arrays[0].dtype.kind in "biufc"
    return np.array(arrays).T if is_plain else None


def _an_index(value: Any) -> Any:
    if not isinstance(value, pd.Index):
        raise TypeError(f"expected an index; got {type(value).__name__}")
    return value


def _take_over(target: Any, changed: Any) -> None:
    target._update_inplace(changed)


_INDEXES = (
    pd.Index,
    pd.DatetimeIndex,
    pd.TimedeltaIndex,
    pd.CategoricalIndex,
    pd.PeriodIndex,
    pd.IntervalIndex,
)
_DTYPES = (
    *(
        pd.DatetimeTZDtype,
        pd.PeriodDtype,
        pd.IntervalDtype,
        pd.BooleanDtype,
        pd.Float32Dtype,
        pd.Float64Dtype,
    ),
    *(pd.Int8Dtype, pd.Int16Dtype, pd.Int32Dtype, pd.Int64Dtype),
    *(pd.UInt8Dtype, pd.UInt16Dtype, pd.UInt32Dtype, pd.UInt64Dtype),
)
_EXTENSIONS = (
    *_NULLABLE,
    pd.Categorical,
    pd.arrays.StringArray,
    pd.arrays.PeriodArray,
    pd.arrays.IntervalArray,
)


def _moment_parts(moment: Any) -> list[Any]:
    return [moment.value, None if moment.tz is None else str(moment.tz)]


def _moment(parts: Any) -> Any:
    value, zone = parts
    made = pd.Timestamp(exactly(value, int))
    return made if zone is None else made.tz_localize("UTC").tz_convert(exactly(zone, str))


def _category_dtype(parts: Any) -> Any:
    categories, ordered = parts
    return pd.CategoricalDtype(None if categories is None else _an_index(categories), exactly(ordered, bool))


KINDS = {
    "DataFrame": Kind(pd.DataFrame, _frame_parts, _frame, _take_over),
    "Series": Kind(pd.Series, _series_parts, _series, _take_over),
    **{each.__name__: Kind(each, _index_parts, _index) for each in _INDEXES},
    "RangeIndex": Kind(pd.RangeIndex, _range_parts, _range),
    "MultiIndex": Kind(pd.MultiIndex, _multi_parts, _multi),
    **{each.__name__: Kind(each, _column_parts, _column) for each in _EXTENSIONS},
    "Timestamp": Kind(pd.Timestamp, _moment_parts, _moment),
    "Timedelta": Kind(pd.Timedelta, lambda item: item.value, lambda value: pd.Timedelta(exactly(value, int))),
    "NaT": Kind(type(pd.NaT), lambda item: [], lambda parts: pd.NaT),
    "NA": Kind(type(pd.NA), lambda item: [], lambda parts: pd.NA),
    "Period": Kind(
        pd.Period,
        lambda item: [item.ordinal, item.freqstr],
        lambda parts: pd.Period(ordinal=exactly(parts[0], int), freq=exactly(parts[1], str)),
    ),
    "Interval": Kind(
        pd.Interval,
        lambda item: [item.left, item.right, item.closed],
        lambda parts: pd.Interval(*parts),
    ),
    **{
        each.__name__: Kind(each, str, lambda text: pd.api.types.pandas_dtype(exactly(text, str)))
        for each in _DTYPES
    },
    "CategoricalDtype": Kind(
        pd.CategoricalDtype, lambda item: [item.categories, bool(item.ordered)], _category_dtype
    ),
    "StringDtype": Kind(
        pd.StringDtype,
        lambda item: item.na_value is pd.NA,
        lambda part: pd.StringDtype("python", na_value=pd.NA if part else np.nan),
    ),
}

# From its eighth call on, Python runs a function's fast form, which the forks then have.
_CALLS = 10


def first_use() -> None:
    """Do what each homework begins with: pandas makes much of itself ready when it is first used."""
    mixed = pd.DataFrame({"a": [1.0, 2.0], "b": ["x", None]})
    for frame in _CALLS * [mixed, mixed[["a"]]]:
        pd.testing.assert_frame_equal(_frame(_frame_parts(frame)), frame)
