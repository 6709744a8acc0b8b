"""CIFAR-10: 60,000 colour photographs of 32 x 32 pixels in ten classes, downloaded once.

The binary edition is read, because it is plain bytes: the "python" edition is a pickle, and loading a pickle
runs whatever code it holds.
"""

import os
import sys
import tarfile
from pathlib import Path

import numpy as np

URL = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
SHA256 = "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"
ARCHIVE = "cifar-10-binary.tar.gz"
TRAIN_FILES = tuple(f"data_batch_{number}.bin" for number in range(1, 6))
TEST_FILES = ("test_batch.bin",)
CIFAR10_CLASSES = (
    *("airplane", "automobile", "bird", "cat", "deer"),
    *("dog", "frog", "horse", "ship", "truck"),
)
CIFAR10_SHAPE = (3, 32, 32)  # colour (red, green, blue), row, column: the order of the bytes
RECORD = 1 + 3 * 32 * 32  # one byte of label, then the pixels
BYTES = 170_052_171  # of the download


def load_cifar10(path=None):
    """Load CIFAR-10, from a local copy or by a download that is kept.

    Parameters
    ----------
    path : path, optional
        The archive `cifar-10-binary.tar.gz`, or the folder that it unpacks to. Without it the archive is
        taken from the user's cache, and first downloaded to there (162 MB, with progress; the checksum is
        compared).

    Returns
    -------
    X, y : uint8 array (50000, 3072) and int array (50000,)
        Training images, one a row (`CIFAR10_SHAPE` is the shape of one), and the classes 0 to 9
        (`CIFAR10_CLASSES` names them).
    X_test, y_test : uint8 array (10000, 3072) and int array (10000,)

    Raises
    ------
    FileNotFoundError
        If `path` does not exist or lacks a file.
    ValueError
        If a file is not in CIFAR-10's binary format, or the download is damaged.
    ConnectionError
        If the archive must be downloaded and cannot be.

    Notes
    -----
    A. Krizhevsky, *Learning Multiple Layers of Features from Tiny Images*, 2009. The data set has no formal
    licence; that is why it does not ship with the course. The cache is the user's folder for cached files;
    the environment variable DEEP_LEARNING_COURSE_CACHE names another one.
    """
    archive = _downloaded() if path is None else Path(path)
    if not archive.exists():
        raise FileNotFoundError(
            f"load_cifar10: `path` must be {ARCHIVE} or its unpacked folder; "
            f"got {archive}, which is not there."
        )
    read = _folder_reader(archive) if archive.is_dir() else _archive_reader(archive)
    return *_examples(read, TRAIN_FILES), *_examples(read, TEST_FILES)


def _downloaded():
    import pooch

    pooch.get_logger().setLevel("ERROR")  # the bar tells it on standard output
    folder = os.environ.get("DEEP_LEARNING_COURSE_CACHE") or pooch.os_cache("deep-learning-course")
    try:
        return Path(
            pooch.retrieve(
                URL,
                known_hash=f"sha256:{SHA256}",
                fname=ARCHIVE,
                path=folder,
                downloader=_with_progress,
            )
        )
    except OSError as problem:  # requests' errors are OSErrors
        raise ConnectionError(
            f"load_cifar10: the archive must be downloaded once ({BYTES // 2**20} MB); "
            f"got {type(problem).__name__}. Without a network, fetch {URL} elsewhere and pass its place: "
            f'load_cifar10("{ARCHIVE}"). The digits (load_digits) need no download.'
        ) from None
    except ValueError as problem:
        raise ValueError(
            f"load_cifar10: the download must have the SHA-256 checksum {SHA256[:12]}...; got another one. "
            "Call it again."
        ) from problem


def _with_progress(url, file, caller):
    import pooch
    from tqdm import tqdm

    with tqdm(total=BYTES, desc="CIFAR-10", unit="B", unit_scale=True, file=sys.stdout) as bar:
        pooch.HTTPDownloader(progressbar=bar)(url, file, caller)


def _folder_reader(folder):
    def read(name):
        file = folder / name
        if not file.exists():
            raise _missing(name, folder, {child.name for child in folder.iterdir()})
        return file.read_bytes()

    return read


def _archive_reader(archive):
    """Read members by name, without unpacking anything onto the disk."""
    try:
        with tarfile.open(archive) as tar:
            members = {Path(member.name).name: member for member in tar.getmembers() if member.isfile()}
    except tarfile.TarError:
        raise ValueError(
            f"load_cifar10: {archive.name} must be a tar archive; got something else. Fetch {URL} again."
        ) from None

    def read(name):
        if name not in members:
            raise _missing(name, archive, set(members))
        with tarfile.open(archive) as tar:
            return tar.extractfile(members[name]).read()

    return read


def _missing(name, place, found):
    advice = ""
    if "data_batch_1" in found or "batches.meta" in found:
        advice = f" This is the pickled edition, which is not read; fetch the binary one, {URL}."
    return FileNotFoundError(f"load_cifar10: {place} must hold {name}; it does not.{advice}")


def _examples(read, names):
    records = np.concatenate([_records(read(name), name) for name in names])
    return records[:, 1:], records[:, 0].astype(np.int64)


def _records(content, name):
    if not content or len(content) % RECORD:
        raise ValueError(
            f"load_cifar10: {name} must consist of records of {RECORD} bytes; got {len(content)} bytes. "
            f"Fetch {URL} again."
        )
    records = np.frombuffer(content, dtype=np.uint8).reshape(-1, RECORD)
    if records[:, 0].max() >= len(CIFAR10_CLASSES):
        raise ValueError(
            f"load_cifar10: the labels in {name} must lie in [0, 10); got {records[:, 0].max()}. "
            f"Fetch {URL} again."
        )
    return records
