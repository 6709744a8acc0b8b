"""The CIFAR-10 loader on small files in the true format, from a folder, an archive and a local server."""

import functools
import hashlib
import http.server
import pickle
import tarfile
import threading

import numpy as np
import pytest

from course_lib.datasets import CIFAR10_CLASSES, CIFAR10_SHAPE, cifar10, load_cifar10

NAMES = (*cifar10.TRAIN_FILES, *cifar10.TEST_FILES)


@pytest.fixture
def small(tmp_path):
    """A folder of six files with three images each, and what is in them."""
    folder = tmp_path / "cifar-10-batches-bin"
    folder.mkdir()
    rng = np.random.default_rng(0)
    labels = rng.integers(10, size=(6, 3), dtype=np.uint8)
    pixels = rng.integers(256, size=(6, 3, 3072), dtype=np.uint8)
    for name, y, X in zip(NAMES, labels, pixels, strict=True):
        (folder / name).write_bytes(
            b"".join(bytes([label]) + x.tobytes() for label, x in zip(y, X, strict=True))
        )
    (folder / "batches.meta.txt").write_text("\n".join(CIFAR10_CLASSES))
    return folder, labels, pixels


def packed(folder):
    archive = folder.parent / cifar10.ARCHIVE
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(folder, arcname=folder.name)
    return archive


def same(loaded, labels, pixels):
    X, y, X_test, y_test = loaded
    assert X.dtype == np.uint8 and y.dtype == np.int64
    np.testing.assert_array_equal(X, pixels[:5].reshape(15, 3072))
    np.testing.assert_array_equal(y, labels[:5].ravel())
    np.testing.assert_array_equal(X_test, pixels[5])
    np.testing.assert_array_equal(y_test, labels[5])


def test_a_folder_and_an_archive_hold_the_same(small):
    folder, labels, pixels = small
    same(load_cifar10(folder), labels, pixels)
    same(load_cifar10(str(packed(folder))), labels, pixels)


def test_a_pixel_is_found_by_colour_row_and_column(small):
    folder, _, pixels = small
    image = load_cifar10(folder)[0][0].reshape(CIFAR10_SHAPE)
    assert image[2, 5, 7] == pixels[0, 0, 2 * 1024 + 5 * 32 + 7]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        self.server.requests += 1


@pytest.fixture
def server(small, tmp_path, monkeypatch):
    """A local server in the place of the real one; the cache is empty."""
    archive = packed(small[0])
    handler = functools.partial(Quiet, directory=str(archive.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        httpd.requests = 0
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        monkeypatch.setattr(cifar10, "URL", f"http://127.0.0.1:{httpd.server_port}/{archive.name}")
        monkeypatch.setattr(cifar10, "SHA256", hashlib.sha256(archive.read_bytes()).hexdigest())
        monkeypatch.setenv("DEEP_LEARNING_COURSE_CACHE", str(tmp_path / "cache"))
        yield httpd
        httpd.shutdown()


def test_it_is_downloaded_once_with_progress(small, server, capfd):
    same(load_cifar10(), *small[1:])
    assert "CIFAR-10: 100%" in capfd.readouterr().out
    same(load_cifar10(), *small[1:])
    assert server.requests == 1


def test_a_damaged_download_is_refused_and_not_kept(server, monkeypatch, tmp_path):
    monkeypatch.setattr(cifar10, "SHA256", "0" * 64)
    with pytest.raises(ValueError) as caught:
        load_cifar10()
    expected = (
        "load_cifar10: the download must have the SHA-256 checksum 000000000000...; "
        "got another one. Call it again."
    )
    assert str(caught.value) == expected
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_a_network_it_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(cifar10, "URL", "http://127.0.0.1:9/nothing-listens-here")
    monkeypatch.setenv("DEEP_LEARNING_COURSE_CACHE", str(tmp_path))
    with pytest.raises(ConnectionError) as caught:
        load_cifar10()
    expected = (
        "load_cifar10: the archive must be downloaded once (162 MB); got ConnectionError. "
        "Without a network, fetch http://127.0.0.1:9/nothing-listens-here elsewhere and pass its place: "
        'load_cifar10("cifar-10-binary.tar.gz"). The digits (load_digits) need no download.'
    )
    assert str(caught.value) == expected


def test_a_cache_that_cannot_be_written_is_not_the_networks_fault(server, monkeypatch, tmp_path):
    cache = tmp_path / "a_file"
    cache.write_text("")
    monkeypatch.setenv("DEEP_LEARNING_COURSE_CACHE", str(cache))
    with pytest.raises(OSError) as caught:
        load_cifar10()
    assert not isinstance(caught.value, ConnectionError)
    expected = (
        "load_cifar10: the archive is kept in a cache folder, which must be writable; "
        f"got {cache} (Not a directory). Name another folder in the environment variable "
        "DEEP_LEARNING_COURSE_CACHE, or pass the place of a copy."
    )
    assert str(caught.value) == expected
    assert server.requests == 0


def flipped(archive, place):
    """The same file with one byte changed."""
    content = bytearray(archive.read_bytes())
    content[place] ^= 0xFF
    archive.write_bytes(content)
    return archive


@pytest.mark.parametrize("share", [0.3, 0.7, 0.999])
def test_a_truncated_archive_is_named(small, share):
    archive = packed(small[0])
    content = archive.read_bytes()
    archive.write_bytes(content[: int(share * len(content))])
    with pytest.raises(ValueError) as caught:
        load_cifar10(archive)
    expected = (
        "load_cifar10: cifar-10-binary.tar.gz must be whole and undamaged; "
        f"got {archive.stat().st_size:,} bytes that cannot be unpacked "
        "(Compressed file ended before the end-of-stream marker was reached). "
        f"Fetch {cifar10.URL} again (170,052,171 bytes)."
    )
    assert str(caught.value) == expected


@pytest.mark.parametrize("packing", ["gz", "xz", "bz2"])
def test_any_byte_that_changed_in_a_packed_archive_is_found(small, packing):
    """Pixels do not deflate, so most bytes of the file are pixels: only a checksum can tell."""
    for place in (15_000, 40_000, -6):
        archive = small[0].parent / f"copy.tar.{packing}"
        with tarfile.open(archive, f"w:{packing}") as tar:
            tar.add(small[0], arcname="cifar-10-batches-bin")
        with pytest.raises(
            ValueError, match=r"^load_cifar10: copy.tar.* must be (whole and undamaged|a whole tar)"
        ):
            load_cifar10(flipped(archive, place))


def test_an_archive_of_the_published_size_is_compared_with_the_checksum(small, monkeypatch):
    folder, labels, pixels = small
    archive = packed(folder)
    right = hashlib.sha256(archive.read_bytes()).hexdigest()
    monkeypatch.setattr(cifar10, "BYTES", archive.stat().st_size)
    monkeypatch.setattr(cifar10, "SHA256", right)
    same(load_cifar10(archive), labels, pixels)
    flipped(archive, 5)  # in the time stamp of gzip's header, which no CRC covers
    actual = hashlib.sha256(archive.read_bytes()).hexdigest()
    with pytest.raises(ValueError) as caught:
        load_cifar10(archive)
    expected = (
        f"load_cifar10: cifar-10-binary.tar.gz has the size of the published archive ({cifar10.BYTES:,} bytes), "
        f"so its SHA-256 checksum must be {right[:12]}...; got {actual[:12]}.... "
        f"Fetch {cifar10.URL} again."
    )
    assert str(caught.value) == expected


def test_what_is_not_there_or_not_the_format_is_named(small, tmp_path):
    folder = small[0]
    with pytest.raises(
        FileNotFoundError, match=r"must be cifar-10-binary.tar.gz or its unpacked folder; got "
    ):
        load_cifar10(tmp_path / "nowhere")
    (folder / "data_batch_3.bin").write_bytes(b"\x01" * 100)
    with pytest.raises(
        ValueError, match=r"data_batch_3.bin must consist of records of 3073 bytes; got 100 bytes"
    ):
        load_cifar10(folder)
    (folder / "data_batch_3.bin").write_bytes(bytes(3073 * 2))
    with pytest.raises(ValueError, match=r"must hold the same number of images .*; got 3, 3, 2, 3, 3, 3\."):
        load_cifar10(folder)
    (folder / "data_batch_3.bin").write_bytes(b"\x0b" + bytes(3072))
    with pytest.raises(ValueError, match=r"labels in data_batch_3.bin must lie in \[0, 10\); got 11"):
        load_cifar10(folder)
    (folder / "data_batch_3.bin").unlink()
    with pytest.raises(FileNotFoundError, match=r"must hold data_batch_3.bin; it does not.$"):
        load_cifar10(folder)
    (tmp_path / "text.tar.gz").write_text("no archive")
    with pytest.raises(ValueError, match="text.tar.gz must be a whole tar archive; got something else"):
        load_cifar10(tmp_path / "text.tar.gz")


def test_a_pickle_is_never_loaded(tmp_path):
    (tmp_path / "data_batch_1").write_bytes(pickle.dumps({b"labels": [1]}))
    with pytest.raises(FileNotFoundError, match="This is the pickled edition, which is not read"):
        load_cifar10(tmp_path)
