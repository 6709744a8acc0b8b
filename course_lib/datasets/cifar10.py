"""CIFAR-10: 60,000 colour photographs of 32 x 32 pixels in ten classes, downloaded once.

The binary edition is read, because it is plain bytes: the "python" edition is a pickle, and loading a pickle
runs whatever code it holds.
"""

import hashlib
import lzma
import os
import sys
import tarfile
import zlib
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
        compared). A smaller set of one's own may stand there too, as six files in the same format.

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
        If a file is not in CIFAR-10's binary format, or the archive is damaged.
    ConnectionError
        If the archive must be downloaded and cannot be.
    OSError
        If the cache cannot be written.

    Notes
    -----
    A. Krizhevsky, *Learning Multiple Layers of Features from Tiny Images*, 2009. The data set has no formal
    licence; that is why it does not ship with the course. The cache is the user's folder for cached files;
    the environment variable DEEP_LEARNING_COURSE_CACHE names another one.

    A local archive is compared with the checksum if it has the size of the published one. Any other is
    somebody's own: packed again, or smaller. It is held to what every set can keep: the packing's own
    checksum (CRC-32 of gzip), whole records, labels 0 to 9, and as many images in each of the six files.
    An unpacked folder has no checksum, so a pixel that changed there goes unseen.
    """
    archive = _downloaded() if path is None else Path(path)
    if not archive.exists():
        raise FileNotFoundError(
            f"load_cifar10: `path` must be {ARCHIVE} or its unpacked folder; "
            f"got {archive}, which is not there."
        )
    read = _folder_reader(archive) if archive.is_dir() else _archive_reader(archive)
    batches = [_records(read(name), name) for name in (*TRAIN_FILES, *TEST_FILES)]
    _same_number(batches)
    return *_examples(batches[:-1]), *_examples(batches[-1:])


def _downloaded():
    import pooch
    import requests

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
    except requests.RequestException as problem:
        raise ConnectionError(
            f"load_cifar10: the archive must be downloaded once ({BYTES // 2**20} MB); "
            f"got {type(problem).__name__}. Without a network, fetch {URL} elsewhere and pass its place: "
            f'load_cifar10("{ARCHIVE}"). The digits (load_digits) need no download.'
        ) from None
    except OSError as problem:  # requests' errors are OSErrors too, and are caught above
        raise OSError(
            f"load_cifar10: the archive is kept in a cache folder, which must be writable; got {folder} "
            f"({problem.strerror or type(problem).__name__}). Name another folder in the "
            "environment variable DEEP_LEARNING_COURSE_CACHE, or pass the place of a copy."
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
    """Read the members that are needed, without unpacking anything onto the disk."""
    _compare_checksum(archive)
    try:
        contents, present = _members(archive)
    except tarfile.TarError:
        raise ValueError(
            f"load_cifar10: {archive.name} must be a whole tar archive; got something else, or a part. "
            f"Fetch {URL} again."
        ) from None
    except (EOFError, zlib.error, lzma.LZMAError) as problem:
        raise _damaged(archive, problem) from None
    except OSError as problem:
        if problem.errno is not None:  # the disk's trouble, not the content's
            raise
        raise _damaged(archive, problem) from None

    def read(name):
        if name not in contents:
            raise _missing(name, archive, present)
        return contents[name]

    return read


def _damaged(archive, problem):
    return ValueError(
        f"load_cifar10: {archive.name} must be whole and undamaged; got {archive.stat().st_size:,} bytes "
        f"that cannot be unpacked ({problem}). Fetch {URL} again ({BYTES:,} bytes)."
    )


def _compare_checksum(archive):
    """Refuse an archive of the published one's size with other bytes."""
    if archive.stat().st_size != BYTES:
        return
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise ValueError(
            f"load_cifar10: {archive.name} has the size of the published archive ({BYTES:,} bytes), so its "
            f"SHA-256 checksum must be {SHA256[:12]}...; got {digest[:12]}.... Fetch {URL} again."
        )


def _members(archive):
    """Contents of the six files by name, and the names of all files in the archive."""
    needed, present, contents = {*TRAIN_FILES, *TEST_FILES}, set(), {}
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile():
                name = Path(member.name).name
                present.add(name)
                if name in needed:
                    contents[name] = tar.extractfile(member).read()
        while tar.fileobj.read(2**20):  # to the very end: only there is the packing's checksum compared
            pass
    return contents, present


def _missing(name, place, present):
    advice = ""
    if "data_batch_1" in present or "batches.meta" in present:
        advice = f" This is the pickled edition, which is not read; fetch the binary one, {URL}."
    return FileNotFoundError(f"load_cifar10: {place} must hold {name}; it does not.{advice}")


def _examples(batches):
    records = np.concatenate(batches)
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


def _same_number(batches):
    counts = [len(batch) for batch in batches]
    if len(set(counts)) > 1:
        counted = ", ".join(f"{count:,}" for count in counts)
        raise ValueError(
            f"load_cifar10: {TRAIN_FILES[0]} to {TRAIN_FILES[-1]} and {TEST_FILES[0]} must hold the same "
            f"number of images (10,000 in the published set); got {counted}. Fetch {URL} again."
        )
