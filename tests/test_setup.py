"""What `make` does before it does anything else, and that it is done once."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
VERBS = (
    "lab",
    "try",
    "hand-in",
    "student",
    "site",
    "test",
    "grade",
    "release",
    "lint",
    "bench",
    "clean",
    "help",
)


def script(name):
    """Import setup/<name>.py afresh."""
    spec = importlib.util.spec_from_file_location(f"setup_{name}", ROOT / "setup" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def declared():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


# -- one declaration of the dependencies


def test_environment_yml_lists_what_pyproject_declares():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    python, pip, packages = environment["dependencies"]
    assert python == f"python{declared()['requires-python']}"
    assert pip == "pip"
    extras = declared()["optional-dependencies"]
    graders = [*extras["grader"], *extras["seccomp"]]
    assert packages["pip"] == [*declared()["dependencies"], *graders, "--editable ."]


def test_the_grader_installs_without_the_wall_of_system_calls():
    extras = declared()["optional-dependencies"]
    assert not any("seccomp" in each for each in extras["grader"])
    assert [re.match(r"[\w-]+", each).group() for each in extras["seccomp"]] == ["pyseccomp"]


def test_what_a_notebook_needs_has_no_grader_in_it():
    """A student's machine installs neither nbgrader nor anything that has to be compiled."""
    grader = {"nbgrader", "pyseccomp", "psutil", "click", "rich", "setuptools", "copydetect", "jinja2"}
    assert grader.isdisjoint(re.match(r"[\w-]+", each).group() for each in declared()["dependencies"])


# -- .venv: installed once, again when it must be


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """setup/environment.py on an empty clone; what it would install is kept in `.installs`."""
    module = script("environment")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    python = tmp_path / ".venv" / "bin" / "python"
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", python)
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "installed.json")
    module.installs = []

    def make_environment():
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        module.installs.append("new environment")

    monkeypatch.setattr(module, "make_environment", make_environment)
    monkeypatch.setattr(module, "install", lambda extras: module.installs.append(sorted(extras)))

    def set_up(*extras):
        arguments = [argument for extra in extras for argument in ("--with", extra)]
        monkeypatch.setattr(sys, "argv", ["environment.py", *arguments])
        module.installs.clear()
        module.main()
        return list(module.installs)

    module.set_up = set_up
    return module


def test_the_second_run_installs_nothing(environment):
    assert environment.set_up() == ["new environment", ["grader", "seccomp"]]
    assert environment.set_up() == []


def test_extras_are_added_and_kept(environment):
    environment.set_up()
    assert environment.set_up("test") == [["grader", "seccomp", "test"]]
    assert environment.set_up("test") == []
    assert environment.set_up() == []
    assert environment.set_up("more") == [["grader", "more", "seccomp", "test"]]


def test_a_changed_pyproject_installs_again(environment):
    environment.set_up("test")
    (environment.ROOT / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    assert environment.set_up() == ["new environment", ["grader", "seccomp"]]


def test_a_moved_clone_installs_again(environment, monkeypatch, tmp_path):
    environment.set_up()
    stamp = json.loads(environment.STAMP.read_text())
    assert stamp["fingerprint"] == environment.fingerprint()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path / "elsewhere")
    assert stamp["fingerprint"] != environment.fingerprint()


@pytest.mark.parametrize("stamp", ["", "{", '{"fingerprint": "old", "extras": []}'])
def test_a_torn_or_stale_stamp_installs_again(environment, stamp):
    environment.set_up()
    environment.STAMP.write_text(stamp)
    assert environment.set_up() == ["new environment", ["grader", "seccomp"]]


def test_an_installation_that_failed_is_not_remembered(environment, monkeypatch):
    monkeypatch.setattr(environment, "install", lambda extras: sys.exit("no network"))
    with pytest.raises(SystemExit, match="no network"):
        environment.set_up()
    assert environment.read_stamp() is None


def test_an_old_python_is_refused_with_the_next_step(environment, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as refusal:
        environment.set_up()
    assert str(refusal.value) == (
        f"setup: the course needs Python 3.11 or newer; got 3.9.2 ({sys.executable}).\n"
        "Next: install a newer Python and name it, e.g. `make lab PYTHON=python3.12`."
    )


# -- the machine: sandbox, browser and database


@pytest.mark.parametrize(
    ("managers", "sandbox", "browser", "database"),
    [
        ({"apt-get"}, "apt-get install -y --no-install-recommends bubblewrap", "chromium", "postgresql"),
        ({"dnf"}, "dnf install -y bubblewrap", "chromium", "postgresql-server"),
        ({"pacman"}, "pacman -S --noconfirm --needed bubblewrap", "chromium", "postgresql"),
        ({"brew"}, None, None, "postgresql@17"),
        (set(), None, None, None),
    ],
)
def test_the_command_of_each_package_manager(managers, sandbox, browser, database):
    machine = script("machine")
    manager = machine.package_manager(lambda name: f"/bin/{name}" if name in managers else None)
    assert manager == next(iter(managers), None)
    command = machine.install_command(manager, "sandbox")
    assert (" ".join(command) if command else None) == sandbox
    for wanted, package in (("browser", browser), ("database", database)):
        command = machine.install_command(manager, wanted)
        assert (command[-1] if command else None) == package


def test_the_server_of_a_database_is_found_where_it_is_not_on_the_path(tmp_path, monkeypatch):
    machine = script("machine")
    (tmp_path / "15" / "bin").mkdir(parents=True)
    server = tmp_path / "15" / "bin" / "postgres"
    server.touch()
    monkeypatch.setattr(
        machine, "Path", lambda place: tmp_path if place == "/usr/lib/postgresql" else Path("/nowhere")
    )
    assert machine.find_database(lambda name: None) == str(server)
    assert machine.find_database(lambda name: "/bin/postgres") == "/bin/postgres"


def test_without_the_right_to_install_the_one_command_is_printed(monkeypatch, capsys):
    machine = script("machine")
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    monkeypatch.setattr(machine, "package_manager", lambda: "dnf")
    monkeypatch.setattr(machine.sys, "platform", "linux")
    monkeypatch.setattr(machine, "privilege", lambda: None)
    machine.set_up_sandbox()
    assert capsys.readouterr().err == (
        "setup: no sandbox: bubblewrap must be installed.\nNext: run `sudo dnf install -y bubblewrap`.\n"
    )


def test_an_installed_browser_is_preferred_and_must_start(monkeypatch):
    machine = script("machine")
    installed = {"chromium": "/snap/stub", "google-chrome": "/opt/chrome"}
    monkeypatch.setattr(machine, "runs", lambda command: command[0] in {"/opt/chrome", "/cache/playwright"})
    monkeypatch.setattr(machine, "playwright_browser", lambda: "/cache/playwright")
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert machine.find_browser(installed.get) == "/opt/chrome"
    assert machine.find_browser({}.get) == "/cache/playwright"
    monkeypatch.setattr(machine, "playwright_browser", lambda: None)
    assert machine.find_browser({}.get) is None


# -- JupyterLab with and without a screen


@pytest.mark.parametrize(
    ("environment", "platform", "user_id", "expected"),
    [
        ({}, "linux", 1000, {"--no-browser"}),
        ({}, "linux", 0, {"--no-browser", "--allow-root"}),
        ({"DISPLAY": ":0"}, "linux", 1000, set()),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", 0, {"--allow-root"}),
        ({}, "darwin", 501, set()),
    ],
)
def test_the_arguments_of_jupyterlab(environment, platform, user_id, expected):
    options = script("lab").options(environment, platform, user_id, "instructor")
    assert f"--ServerApp.root_dir={ROOT}" in options
    assert {option for option in options if "=" not in option} == expected


def test_a_student_gets_the_start_page_of_the_released_course(tmp_path, monkeypatch):
    lab = script("lab")
    monkeypatch.setattr(lab, "ROOT", tmp_path)
    (tmp_path / "my_course").mkdir()
    (tmp_path / "my_course" / "start.ipynb").touch()
    options = lab.options({}, "linux", 1000)
    assert f"--ServerApp.root_dir={tmp_path / 'my_course'}" in options
    assert "--LabApp.default_url=/lab/tree/start.ipynb" in options


def test_nbgrader_s_menus_are_the_instructor_s():
    lab = script("lab")
    students, instructors = (
        lab.settings(who, "/mine").split(os.pathsep) for who in ("student", "instructor")
    )
    own = str(ROOT / "setup" / "jupyter_student")
    assert students == [own, *instructors]
    assert instructors[-1] == "/mine"
    server = json.loads((Path(own) / "jupyter_server_config.json").read_text())
    extensions = server["ServerApp"]["jpserver_extensions"]
    nbgraders = Path(sys.prefix, "etc/jupyter/jupyter_server_config.d/nbgrader.json")
    enabled = json.loads(nbgraders.read_text())["ServerApp"]["jpserver_extensions"]
    assert set(enabled) <= {name for name, is_on in extensions.items() if not is_on}


# -- make and the continuous integration


def make(*arguments):
    return subprocess.run(["make", "-C", str(ROOT), *arguments], capture_output=True, text=True, timeout=600)


def test_help_names_every_verb():
    text = make("help").stdout
    assert {verb for verb in VERBS if f"make {verb} " in text} == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_a_target(verb):
    plan = make("--dry-run", verb)
    assert plan.returncode == 0, plan.stderr
    assert plan.stdout.strip()


def test_before_a_commit_runs_what_make_lint_runs():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    tools = {re.sub(r".*/|.*-m ", "", hook["entry"]).split()[0] for hook in hooks}
    plan = make("--dry-run", "lint").stdout
    assert set(re.findall(r"(?:-m |bin/)([\w-]+)", plan)) - {"python"} == tools - {"nbstripout"}


@pytest.mark.parametrize(("code", "closing"), [(0, "3 passed"), (1, "1 failed, 2 passed"), (2, "1 error")])
def test_ci_run_prints_the_closing_line_and_fails_with_the_tests(tmp_path, code, closing):
    run = tmp_path / ".ci" / "run"
    run.parent.mkdir()
    run.write_text((ROOT / ".ci" / "run").read_text())
    line = f"========= {closing} in 1.23s ========="
    fake = tmp_path / "bin" / "make"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\nread x && exit 99\necho '{line}'\necho 'make: done' >&2\nexit {code}\n")
    fake.chmod(0o755)
    path = f"{fake.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(["bash", str(run)], capture_output=True, text=True, env={"PATH": path}, timeout=600)
    assert done.returncode == code
    assert done.stdout.strip().splitlines()[-1] == line
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
