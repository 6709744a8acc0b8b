"""The server extension sets TCP_NODELAY on every kernel websocket, and only once."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from course_lib import server_extension

ROOT = Path(__file__).parents[3]


class Connection:
    def __init__(self):
        self.calls = []
        self.websocket_handler = SimpleNamespace(set_nodelay=lambda on: self.calls.append(("nodelay", on)))

    def connect(self):
        self.calls.append("connect")
        return "connected"


def test_a_connection_is_made_without_delay():
    connection = server_extension.without_delay(Connection)()
    assert connection.connect() == "connected"
    assert connection.calls == [("nodelay", True), "connect"]


def test_loading_twice_wraps_once():
    logged = []
    server = SimpleNamespace(
        web_app=SimpleNamespace(settings={server_extension.SETTING: Connection}),
        log=SimpleNamespace(info=logged.append),
    )
    server_extension._load_jupyter_server_extension(server)
    once = server.web_app.settings[server_extension.SETTING]
    server_extension._load_jupyter_server_extension(server)
    assert server.web_app.settings[server_extension.SETTING] is once
    assert logged == ["course_lib: kernel websockets send without delay"] * 2


def test_the_class_of_jupyter_server_is_what_the_extension_expects():
    wrapped = server_extension.without_delay(ZMQChannelsWebsocketConnection)
    assert issubclass(wrapped, ZMQChannelsWebsocketConnection)
    assert wrapped.connect is not ZMQChannelsWebsocketConnection.connect


@pytest.mark.parametrize("folder", [ROOT / "etc", Path(sys.prefix) / "etc"], ids=["source", "installed"])
def test_it_is_switched_on(folder):
    text = (folder / "jupyter/jupyter_server_config.d/deep_learning_course.json").read_text()
    assert json.loads(text)["ServerApp"]["jpserver_extensions"]["course_lib.server_extension"] is True


def test_jupyterlab_starts_without_a_grammar_that_nobody_uses():
    """It takes longer to build than all else that JupyterLab imports."""
    program = "import sys; from course_lib.server_extension import slow_imports; slow_imports.leave_out()\n"
    program += "import jsonschema, jupyterlab.labapp; jsonschema.validate('a', {'type': 'string', 'format': 'iri'})\n"
    program += "print(sorted({'lark', 'jupyterlab.labapp'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "['jupyterlab.labapp']\n"


def test_jupyterlab_starts_without_asking_node_for_a_registry(tmp_path):
    """It does so whenever a Node.js is on the path, and builds nothing."""
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\necho {{}}\n")
    node.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "course_lib.server_extension.lab", "--version"]
    subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, check=True)
    assert not (tmp_path / "asked").exists()
