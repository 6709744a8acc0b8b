"""What a student handed in beside the notebooks, such that no browser runs it.

formgrader hands out the files of a graded submission from the address of the Jupyter server: a page, a
drawing with a script or a style sheet among them would act there with the instructor's rights. A file that is
not of a kind known to be data goes by a name with `.txt` behind it; its content stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

from autograder.reading.visible_text import visible_line

# Kinds of data and of source code that browsers show as text or as a picture, play, or store.
_INERT = frozenset(
    ".txt .csv .tsv .dat .json .jsonl .md .rst .log .yaml .yml .toml .ini .cfg .py .r .c .cpp .h "
    ".java .m .jl .sh .tex .bib .png .jpg .jpeg .gif .webp .bmp .wav .mp3 .ogg .flac .mp4 .mov .avi "
    ".npy .npz .pkl .pickle .joblib .mat .h5 .hdf5 .parquet .feather .pt .pth .ckpt .onnx "
    ".safetensors .bin .db .sqlite .zip .gz .bz2 .xz .tar .docx .xlsx .pptx .odt .ods .odp".split()
)
# In a PDF: names of what runs or carries something that does; names and objects that may hide such a name.
_ACTIVE_PDF = re.compile(
    rb"/(?:JS|JavaScript|Launch|XFA|RichMedia|EmbeddedFile|ObjStm|Encrypt)\b"
    rb"|/[A-Za-z]*#[0-9A-Fa-f]{2}[A-Za-z0-9#]*[\s/(<\[]"
)


def harmless_files(files: Mapping[str, bytes], taken: Collection[str] = ()) -> dict[str, bytes]:
    """Rename the files that a browser could run.

    Parameters
    ----------
    files : dict
        Relative path with "/" -> bytes, as it was handed in.
    taken : collection of str
        Paths that are the instructor's; no file is renamed to one of these.

    Returns
    -------
    dict
        The same contents, in the same order.

    Examples
    --------
    >>> harmless_files({"data.csv": b"1,2", "page.html": b"<script>"})
    {'data.csv': b'1,2', 'page.html.txt': b'<script>'}
    """
    occupied = {*taken, *files}
    renamed: dict[str, bytes] = {}
    for name, data in files.items():
        new = name if is_inert(name, data) else _free(f"{visible_line(name)}.txt", occupied)
        occupied.add(new)
        renamed[new] = data
    return renamed


def disarm(folder: Path, files: Mapping[str, bytes], instructors: Collection[str]) -> None:
    """Rename them in a folder into which they were copied, unless they are the instructor's.

    Parameters
    ----------
    folder : Path
    files : dict
        As in `harmless_files`.
    instructors : collection of str
        Paths of the instructor's files in the folder.
    """
    students = {name: data for name, data in files.items() if name not in instructors}
    for name, new in zip(students, harmless_files(students, instructors), strict=True):
        if new != name and (folder / name).is_file():
            (folder / new).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).rename(folder / new)


def is_inert(name: str, data: bytes) -> bool:
    """Whether a file is of a kind that no browser runs, and its name is one that can be shown."""
    suffix = PurePosixPath(name).suffix.lower()
    if visible_line(name) != name:
        return False
    return suffix in _INERT or (suffix == ".pdf" and not _ACTIVE_PDF.search(data))


def _free(name: str, occupied: Collection[str]) -> str:
    """The name, with a number in it if it is taken."""
    stem = name.removesuffix(".txt")
    number = 1
    while name in occupied:
        number += 1
        name = f"{stem}.{number}.txt"
    return name
