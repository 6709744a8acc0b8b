"""The connection to the gradebook's database: whether it can be used, and how long it waits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from nbgrader.dbutil import ALEMBIC_DIR

from autograder.reading.course import Course, SetupError

# In a step of nbgrader's from one version of its tables to the next: its own name, that of the one before.
_STEP = re.compile(r"^(revision|down_revision)\b[^=\n]*=\s*['\"](\w+)['\"]", re.MULTILINE)


def bound_waiting(engine: sa.Engine, seconds: float) -> None:
    """Have PostgreSQL wait for a lock as long as we do; by itself it waits for ever."""
    if engine.dialect.name == "postgresql":
        milliseconds = int(seconds * 1000)

        def bound(connection: Any, record: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = {milliseconds}")
            connection.commit()

        sa.event.listen(engine, "connect", bound)
        engine.dispose()  # what is connected already


def require_current_version(course: Course) -> None:
    """Raise `SetupError` unless there is a gradebook and this nbgrader made it."""
    current = current_version()
    try:
        url = sa.make_url(course.db_url)
        is_missing = url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file()
        has_tables, version = (False, None) if is_missing else _version(url)
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        raise SetupError(
            f"CourseDirectory.db_url: must be the address of a gradebook that can be read; {reason(error)}."
        ) from error
    place = url.set(query={}).render_as_string()
    if not has_tables:
        raise SetupError(
            f"{place}: there must be a gradebook before grading; there is none. "
            "Run: nbgrader generate_assignment NAME"
        )
    if version != current:
        raise SetupError(
            f"{place}: the gradebook must be of this nbgrader (version {current}); got {version}. "
            "Copy it, then run: nbgrader db upgrade"
        )


def current_version() -> str:
    """The version of the tables that this nbgrader makes: the step that no other one follows.

    Alembic would say the same, and takes longer to import than all else that is done with the gradebook.
    """
    steps: list[dict[str, str]] = [
        dict(_STEP.findall(path.read_text("utf-8"))) for path in Path(ALEMBIC_DIR, "versions").glob("*.py")
    ]
    names: set[str] = {step["revision"] for step in steps}
    (last,) = names - {step.get("down_revision") for step in steps}
    return last


def _version(url: sa.URL) -> tuple[bool, str | None]:
    """Whether nbgrader's tables are there, and which version made them."""
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            tables = sa.inspect(connection).get_table_names()
            table = sa.table("alembic_version", sa.column("version_num"))
            has_version = "alembic_version" in tables
            version = connection.scalar(sa.select(table.c.version_num)) if has_version else None
            return "assignment" in tables, version
    finally:
        engine.dispose()


def reason(error: Exception) -> str:
    """What the database itself says of an error, without a full stop."""
    return str(getattr(error, "orig", None) or error).strip().rstrip(".")
