"""What was fetched once is opened for its address afterwards, without a network."""

import threading
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pytest
from requests.adapters import HTTPAdapter

from autograder.boxes import addresses


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture
def server(tmp_path):
    served = tmp_path / "served"
    served.mkdir()
    (served / "a.csv").write_text("x,y\n1,2\n")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=served)) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture(autouse=True)
def usual_again(monkeypatch):
    """What a box changes for good, a test changes for itself."""
    monkeypatch.setattr(urllib.request, "_opener", None)
    monkeypatch.setattr(HTTPAdapter, "send", HTTPAdapter.send)


def test_it_is_opened_from_the_folder(server, tmp_path):
    address = f"http://127.0.0.1:{server.server_port}/a.csv"
    kept = tmp_path / "kept"
    addresses.serve(kept, is_recording=True)
    assert pd.read_csv(address).to_dict("list") == {"x": [1], "y": [2]}
    server.shutdown()
    server.server_close()
    urllib.request._opener = None
    with pytest.raises(OSError):
        urllib.request.urlopen(address, timeout=5)
    addresses.serve(kept)
    assert pd.read_csv(address).to_dict("list") == {"x": [1], "y": [2]}
    assert urllib.request.urlopen(address).read() == b"x,y\n1,2\n"


def test_another_address_is_not_there(tmp_path):
    addresses.serve(tmp_path)
    with pytest.raises(OSError):
        urllib.request.urlopen("http://127.0.0.1:9/nothing", timeout=5)
