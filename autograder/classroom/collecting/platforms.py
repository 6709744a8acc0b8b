"""How each platform writes student, attempt and time into a file's name.

The forms are those that the platforms' help pages show for a download of all submissions of an assignment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

# Files that a platform, an operating system or an editor adds and nobody hands in.
_LITTER = re.compile(
    r"(?:^|/)(?:__MACOSX|\.DS_Store|Thumbs\.db|\.ipynb_checkpoints|\.git)(?:/|$)|^(?:[^/]+/)?index\.html$"
)
# What stands before Moodle's folders: a folder of the archive's name, or nothing.
_ABOVE = r"(?:[^/]*/)*"


@dataclass(frozen=True)
class Name:
    """What a file's name says about its origin.

    Parameters
    ----------
    student : str
        As the platform calls the student: a name, a login.
    file : str
        The path that the student handed in, with "/".
    number : str
        The platform's own number of the student; empty if the name has none that stays the same.
    owner : str
        What tells two students of one name apart; empty if the names are logins.
    titled : str
        The student behind the title of the assignment, where both may hold the character between them.
    attempt : int
        Which attempt it is, where the platform counts them.
    when : datetime or None
        As the name has it, in the platform's time zone.
    """

    student: str
    file: str
    number: str = ""
    owner: str = ""
    titled: str = ""
    attempt: int = 0
    when: datetime | None = None


@dataclass(frozen=True)
class Platform:
    """One form of names; `form` has the groups of `Name`, `clock` is how it writes a time."""

    title: str
    form: re.Pattern[str]
    clock: str = ""

    def read(self, path: str, released: frozenset[str] = frozenset()) -> Name | None:
        """What the path says, or None if it is of another form; `released` names what students were given."""
        match = self.form.fullmatch(path)
        if match is None:
            return None
        part = {key: value or "" for key, value in match.groupdict().items()}
        try:
            when = datetime.strptime(part["when"], self.clock) if self.clock else None
        except ValueError:
            return None
        is_counted = "counted" in part and part["file"] not in released
        file, attempt = _without_attempt(part["file"]) if is_counted else (part["file"], 0)
        number = part.get("number", "")
        owner, titled = part.get("owner", number), part.get("titled", "")
        return Name(part["student"].strip(), file, number, owner, titled, attempt, when)


def _without_attempt(file: str) -> tuple[str, int]:
    """Canvas adds -1, -2, ... to the name of a file that is handed in again."""
    match = re.fullmatch(r"(?P<stem>.+)-(?P<attempt>\d{1,3})(?P<ending>\.[A-Za-z0-9]+)", file)
    return (match["stem"] + match["ending"], int(match["attempt"])) if match else (file, 0)


PLATFORMS = (
    Platform(
        "Moodle",
        re.compile(
            _ABOVE + r"(?P<student>[^/]+?)_(?P<owner>\d+)_assignsubmission_(?:file|onlinetext)_?/?"
            r"(?P<file>[^/].*)",
            re.DOTALL,
        ),
    ),
    Platform(
        "Blackboard",
        re.compile(
            _ABOVE + r"(?P<titled>[^/]+_(?P<student>[^/_]+))_attempt_(?P<when>\d{4}(?:-\d\d){5})"
            r"(?:_(?P<file>[^/]+)|\.txt)"
        ),
        "%Y-%m-%d-%H-%M-%S",
    ),
    Platform(
        "Brightspace",
        re.compile(
            _ABOVE + r"(?P<owner>\d+)-\d+ ?- ?(?P<student>[^/]+?) ?- ?"
            r"(?P<when>[A-Z][a-z]+ \d{1,2}, \d{4} \d{3,4} [AP]M)(?:/| ?- ?)(?P<file>.+)"
        ),
        "%b %d, %Y %I%M %p",
    ),
    Platform(
        "Canvas",
        re.compile(
            _ABOVE + r"(?P<student>[^/_]+)(?:_LATE)?_(?P<number>\d+)_\d+_(?P<file>[^/]+?)(?P<counted>)"
        ),
    ),
)
FOLDERS = Platform("folders", re.compile(r"(?P<student>[^/]+)/(?P<file>.+)"))
FILES = Platform("files", re.compile(r"(?P<student>[^/]+)(?P<file>\.ipynb)"))


def is_litter(path: str) -> bool:
    """Whether nobody handed this in: a system's or a platform's own file."""
    return _LITTER.search(path) is not None


def platform_of(paths: Sequence[str]) -> Platform:
    """The platform whose form fits most of the paths; plain folders or files if none fits any.

    Raises
    ------
    ValueError
        If nothing in it looks like a submission.
    """
    fits = {platform: sum(platform.read(path) is not None for path in paths) for platform in PLATFORMS}
    best = max(PLATFORMS, key=lambda platform: fits[platform])
    if fits[best]:
        return best
    plain = [form for form in (FOLDERS, FILES) if any(form.read(path) for path in paths)]
    if not plain:
        raise ValueError("none of its files is named as a learning platform, a folder or a notebook would be")
    return plain[0]


def common_folder(paths: Sequence[str], assignment: str) -> str:
    """The folder that an archive puts around all students, with "/" at its end; empty if there is none.

    One student's folder with a few files in it, or with the assignment's folder, looks the same, and stays.
    """
    firsts = {path.partition("/")[0] for path in paths if "/" in path}
    if len(firsts) != 1 or any("/" not in path for path in paths):
        return ""
    above = f"{firsts.pop()}/"
    inner = [path.removeprefix(above) for path in paths]
    are_folders = all("/" in path and not path.startswith(f"{assignment}/") for path in inner)
    are_notebooks = len(inner) > 1 and all(FILES.read(path) for path in inner)
    return above if are_folders or are_notebooks else ""
