"""A record of ours <-> plain data: lists, dicts, text, numbers, bytes. Both sides of a wire use this pair.

A dataclass is its own description of the format, so there is no second one to keep in step. A library that
decodes into typed records (msgspec) would be one more compiled dependency beside the students' processes.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

Record = TypeVar("Record")
# Characters of a wrong record that its error shows.
_SHOWN = 200
# (plain data, where it stands) -> the value of a field
_Reader = Callable[[Any, str], Any]


def as_data(value: Any) -> Any:
    """Turn a record, or a field of one, into plain data.

    Examples
    --------
    >>> from autograder.records import PlannedCell
    >>> as_data(PlannedCell("x = 1", hidden_lines=(2, 3)))["hidden_lines"]
    [2, 3]
    """
    if dataclasses.is_dataclass(value):
        return {field: as_data(getattr(value, field)) for field in _fields(value.__class__)}
    if type(value) in (list, tuple):
        return [as_data(item) for item in value]
    if type(value) is frozenset:
        return sorted(value)
    if type(value) is dict:
        return {key: as_data(item) for key, item in value.items()}
    return value


def as_record(record: type[Record], data: Any) -> Record:
    """Make a record again; the inverse of `as_data`.

    Parameters
    ----------
    record : type
        A dataclass whose fields are of plain types, containers of them, or dataclasses again.
    data : plain data

    Raises
    ------
    ValueError
        If a field is missing or unknown, or is not exactly of the type that the dataclass declares.

    Examples
    --------
    >>> from autograder.records import PlannedCell
    >>> as_record(PlannedCell, as_data(PlannedCell("x = 1", hidden_lines=(2, 3)))).hidden_lines
    (2, 3)
    >>> as_record(PlannedCell, {**as_data(PlannedCell()), "points": "4"})
    Traceback (most recent call last):
    ...
    ValueError: as_record: PlannedCell.points must be float; got str.
    """
    declared: Any = record
    made: Record = _reader(declared)(data, record.__name__)
    return made


def prepare_reading(record: type) -> None:
    """Work out how records of a type are read, which is done once in a process."""
    _reader(record)


@functools.cache
def _fields(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(record))


@functools.cache
def _reader(declared: Any) -> _Reader:
    """How a value of a declared type is read."""
    if declared is Any:
        return lambda data, place: data
    if dataclasses.is_dataclass(declared):
        return _record_reader(declared)
    container, inner = typing.get_origin(declared), typing.get_args(declared)
    if container is types.UnionType and len(inner) == 2 and inner[1] is type(None):
        read = _reader(inner[0])
        return lambda data, place: None if data is None else read(data, place)
    if container is dict:
        return _dict_reader(*map(_reader, inner))
    if container in (list, tuple, frozenset):
        return _items_reader(container, _reader(inner[0]))
    # A number of points may have been written as a whole one.
    accepted = (float, int) if declared is float else (declared,)
    return lambda data, place: data if type(data) in accepted else _refuse(place, declared, data)


def _record_reader(record: Any) -> _Reader:
    declared = typing.get_type_hints(record)
    readers = {field: _reader(declared[field]) for field in _fields(record)}

    def read(data: Any, place: str) -> Any:
        if type(data) is not dict or data.keys() != readers.keys():
            raise ValueError(
                f"as_record: {place} must have the fields {', '.join(readers)}; got {repr(data)[:_SHOWN]}."
            )
        return record(**{field: read(data[field], f"{place}.{field}") for field, read in readers.items()})

    return read


def _items_reader(container: type, read: _Reader) -> _Reader:
    def read_items(data: Any, place: str) -> Any:
        items = data if type(data) is list else _refuse(place, list, data)
        return container(read(item, f"{place}[{index}]") for index, item in enumerate(items))

    return read_items


def _dict_reader(read_key: _Reader, read_item: _Reader) -> _Reader:
    def read_dict(data: Any, place: str) -> Any:
        items = data if type(data) is dict else _refuse(place, dict, data)
        return {read_key(key, place): read_item(item, f"{place}[{key!r}]") for key, item in items.items()}

    return read_dict


def _refuse(place: str, declared: type, data: Any) -> typing.NoReturn:
    raise ValueError(f"as_record: {place} must be {declared.__name__}; got {type(data).__name__}.")
