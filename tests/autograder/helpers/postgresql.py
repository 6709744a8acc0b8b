"""A PostgreSQL server of its own, in a folder of its own, reached by a Unix socket."""

import contextlib
import os
import runpy
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

_PATIENCE = 600.0
_DRIVER = "postgresql+psycopg"


def program(name):
    """One of the server's programs, which may be off the PATH."""
    machine = runpy.run_path(str(Path(__file__).parents[3] / "setup" / "machine.py"))
    server = machine["find_database"]()
    assert server, "PostgreSQL must be installed. Run: python3 setup/machine.py database"
    return str(Path(server).resolve().with_name(name))


class Server:
    """A running server, of the user `nobody` where we are root: PostgreSQL refuses root."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="course-postgresql-"))
        self._as = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        if self._as:
            shutil.chown(self.folder, self._as["user"], self._as["group"])
        make = [program("initdb"), "-D", str(self.folder / "data"), "-U", "grader", "-A", "trust"]
        subprocess.run(
            [*make, "--no-sync", "-E", "UTF8", "--locale=C"],
            check=True,
            capture_output=True,
            cwd="/",
            **self._as,
        )
        self.start()

    def start(self):
        """Start it and wait until it answers."""
        line = [program("postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder)]
        self._log = open(self.folder / "log", "ab")
        self._process = subprocess.Popen(
            [*line, "-c", "listen_addresses=", "-c", "fsync=off"],
            stdout=self._log,
            stderr=self._log,
            cwd="/",
            **self._as,
        )
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._run("SELECT 1")
            except sa.exc.OperationalError:
                assert time.monotonic() < deadline, (self.folder / "log").read_text()
                time.sleep(0.05)

    def kill(self):
        """End it as a power cut would; connections break."""
        self._process.send_signal(signal.SIGQUIT)  # PostgreSQL's "immediate shutdown"
        self._process.wait()
        self._log.close()

    def _run(self, statement):
        engine = sa.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.execute(sa.text(statement))

    def url(self, database):
        """The address of a database, as nbgrader's `db_url` has it."""
        return f"{_DRIVER}://grader@/{database}?host={self.folder}"

    def new(self, database, like="template1"):
        """Make a database, with all that is in another one; its address."""
        self._run(f'CREATE DATABASE "{database}" TEMPLATE "{like}"')
        return self.url(database)

    def close(self):
        """End it and remove what it wrote."""
        with contextlib.suppress(ProcessLookupError):
            self.kill()
        shutil.rmtree(self.folder)
