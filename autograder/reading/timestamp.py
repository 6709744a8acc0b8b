"""When something was handed in, read from `timestamp.txt` without guessing.

nbgrader gives the text to dateutil, which takes 05.03.2026 for the third of May, drops a zone that it does
not know, and raises for what is no date. A penalty hangs on it, so here one order of the numbers is read.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_FORM = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})[ T_-]"
    r"(?P<hour>\d{1,2})[:-](?P<minute>\d\d)(?:[:-](?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r" ?(?P<zone>[A-Za-z][A-Za-z0-9_+/-]*|[+-]\d\d(?::?\d\d)?)?",
    re.ASCII,
)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?", re.ASCII)
_NUMBERS = ("year", "month", "day", "hour", "minute", "second")
_QUOTED_CHARACTERS = 40
FORMS = "YYYY-MM-DD HH:MM:SS, with UTC or +01:00"


def parse_timestamp(text: str, zone: str = "") -> datetime:
    """Read a date with its time.

    Parameters
    ----------
    text : str
        Year, month, day, hour, minute in this order, and a zone: `UTC`, `Z`, an offset, a name of the time
        zone database. Without a zone it is UTC, as nbgrader has it.
    zone : str, optional
        The course's zone (`Exchange.timezone`), whose short names such as CEST count, too.

    Returns
    -------
    datetime
        UTC, without tzinfo.

    Raises
    ------
    ValueError
        For anything else, in half a sentence for the instructor.

    Examples
    --------
    >>> parse_timestamp("2026-03-02 10:00:00.5 +01:00")
    datetime.datetime(2026, 3, 2, 9, 0, 0, 500000)
    >>> parse_timestamp("05.03.2026 10:00")
    Traceback (most recent call last):
        ...
    ValueError: must be of the form YYYY-MM-DD HH:MM:SS, with UTC or +01:00; got '05.03.2026 10:00'
    """
    quoted = ascii(text.strip()[:_QUOTED_CHARACTERS])
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise ValueError(f"must be of the form {FORMS}; got {quoted}")
    year, month, day, hour, minute, second = (int(form[name] or 0) for name in _NUMBERS)
    try:
        microsecond = int((form["fraction"] or "0").ljust(6, "0")[:6])
        local = datetime(year, month, day, hour, minute, second, microsecond)
        moment = local.replace(tzinfo=_zone(form["zone"] or "UTC", local, zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            f"must be a date of the calendar with a known zone; got {quoted} ({error})"
        ) from error
    return moment.replace(tzinfo=None)


def _zone(name: str, local: datetime, course: str) -> tzinfo:
    if name.upper() in ("Z", "UTC", "GMT"):
        return UTC
    if offset := _OFFSET.fullmatch(name):
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-away if offset[1] == "-" else away)
    courses = _known(course)
    if courses is not None:
        for fold in (0, 1):  # in the hour that comes twice, the short name tells which
            if local.replace(tzinfo=courses, fold=fold).tzname() == name:
                return timezone(local.replace(tzinfo=courses, fold=fold).utcoffset() or timedelta())
    known = _known(name)
    if known is None:
        raise ValueError(f"{name} is no zone that means the same everywhere")
    return known


def _known(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
