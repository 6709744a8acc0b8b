"""A real JupyterLab on a folder of notebooks, driven by a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import nbformat

from tests.browser import PATIENCE


@contextmanager
def jupyterlab(folder, *options):
    """Run JupyterLab on `folder`; yields its address. Nothing of the user's own configuration is read."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = folder / ".home"
    home.mkdir(exist_ok=True)
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(home), "JUPYTER_DATA_DIR": str(home / "data")}
    environment |= {"JUPYTER_RUNTIME_DIR": str(home / "runtime"), "IPYTHONDIR": str(home / "ipython")}
    start = [sys.executable, "-m", "course_lib.server_extension.lab"]
    command = [*start, "--no-browser", "--allow-root", f"--port={port}"]
    command += [
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        "--LabApp.expose_app_in_browser=True",
    ]
    command += [f"--ServerApp.root_dir={folder}", "--LabApp.news_url=None", *options]
    log = (folder / ".lab.log").open("w")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_up(address, server)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


def _wait_until_up(address, server, seconds=600):
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/api", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"jupyterlab: the server must answer within {seconds} s; it did not.")


def write_notebook(path, *sources):
    """Write a notebook of code cells."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


def open_notebook(page, address, name, token=""):
    """Open a notebook in front of all others (a workspace is restored in its own time); wait for its kernel."""
    page.goto(f"{address}/lab/tree/{name}?token={token}", timeout=PATIENCE)
    page.wait_for_function(
        """name => {
            const front = window.jupyterapp?.shell.currentWidget;
            return front?.context?.path === name && front.sessionContext?.session?.kernel?.status === "idle";
        }""",
        arg=name,
        timeout=PATIENCE,
    )


def command(page, name):
    """Run a command of JupyterLab, for example "notebook:run-all-cells"."""
    page.evaluate("name => window.jupyterapp.commands.execute(name)", name)
