"""What stands in a kit as it is: the script, the Makefile, the image and the development container."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

FILES = Path(__file__).parents[4] / "autograder/classroom/kit/files"

# What the specification of development containers (containers.dev) has for one that is made from an image.
TEXT = {"type": "string"}
DEVCONTAINER = {
    "type": "object",
    "required": ["image"],
    "additionalProperties": False,
    "properties": {
        "name": TEXT,
        "image": {"type": "string", "pattern": r"^[a-z0-9./-]+:[\w.-]+$"},
        "postCreateCommand": TEXT,
        "customizations": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "vscode": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "extensions": {
                            "type": "array",
                            "items": {"type": "string", "pattern": r"^[\w-]+\.[\w-]+$"},
                        }
                    },
                },
                "codespaces": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"openFiles": {"type": "array", "items": TEXT}},
                },
            },
        },
    },
}


def lint(text):
    """What hadolint says of a Dockerfile: its exit code and its lines."""
    command = [
        Path(sys.executable).with_name("hadolint"),
        "--no-color",
        "--failure-threshold",
        "warning",
        "-",
    ]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    return done.returncode, done.stdout


def test_the_image_is_linted():
    text = (FILES / "Dockerfile").read_text()
    code, said = lint(text)
    assert code == 0, said
    assert lint(text.replace("pip install", "apt-get install -y make && pip install"))[0] == 1  # it can fail
    assert lint(text.replace("WORKDIR /opt/course", "CD /opt/course"))[0] == 1


def test_the_image_does_not_take_somebody_s_work_along():
    ignored = (FILES / ".dockerignore").read_text().split()
    assert {".venv", "progress.json", "handed_in"} <= set(ignored)


def test_the_development_container_is_one():
    config = json.loads((FILES / ".devcontainer/devcontainer.json").read_text())
    jsonschema.validate(config, DEVCONTAINER)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**config, "postCreate": "pip"}, DEVCONTAINER)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The kit's script in a folder of its own, with a Python that is there already."""
    spec = importlib.util.spec_from_file_location("course", FILES / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements.txt").write_text("./a.whl\n")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(module, "STAMP", tmp_path / "installed.txt")
    module.commands = []

    def pretend(command, **options):
        module.commands.append([str(each) for each in command[1:]])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(module.subprocess, "run", pretend)
    monkeypatch.chdir(tmp_path)
    return module


def started(course, monkeypatch, *arguments):
    course.commands.clear()
    monkeypatch.setattr(sys, "argv", ["course.py", *arguments])
    with pytest.raises(SystemExit) as end:
        course.main()
    return end.value.code, list(course.commands)


def test_the_first_start_installs_and_the_second_does_not(course, monkeypatch):
    code, commands = started(course, monkeypatch, "hand-in", "softmax")
    assert (code, [command[:3] for command in commands]) == (
        0,
        [
            ["-m", "venv", str(course.VENV)],
            ["-m", "pip", "install"],
            ["-m", "autograder.checking.desk", "hand-in"],
        ],
    )
    _, commands = started(course, monkeypatch, "progress")
    assert commands == [["-m", "autograder.checking.desk", "progress"]]


def test_new_requirements_are_installed(course, monkeypatch):
    started(course, monkeypatch, "progress")
    (course.FOLDER / "requirements.txt").write_text("./b.whl\n")
    assert len(started(course, monkeypatch, "progress")[1]) == 3


def test_lab_brings_the_start_page_up_to_date_and_opens_it(course, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    *_, page, lab = started(course, monkeypatch, "lab", "--port=9000")[1]
    assert page == ["-m", "autograder.checking.desk", "start-page"]
    assert lab[:2] == ["-m", "course_lib.server_extension.lab"] and lab[-1] == "--port=9000"
    assert "--LabApp.default_url=/lab/tree/start.ipynb" in lab
    assert ("--no-browser" in lab) == (sys.platform not in ("darwin", "win32"))
    assert "--no-browser" not in course.lab({}, "win32", 1)
    assert "--allow-root" in course.lab({"DISPLAY": ":0"}, "linux", 0)


def test_another_word_is_refused_with_those_that_there_are(course, monkeypatch):
    code, commands = started(course, monkeypatch, "install")
    assert code == "course: say what to do, one of lab, try, hand-in, progress: python course.py lab"
    assert commands == []


@pytest.mark.parametrize("verb", ["lab", "try", "hand-in", "progress"])
def test_make_calls_the_script(verb, tmp_path):
    command = ["make", "--dry-run", "--file", FILES / "Makefile", verb, "LECTURE=softmax", "PYTHON=py"]
    # The tests may have been started by make, whose settings its children take over.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "ARGS"))}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    words = {
        "lab": "py course.py lab",
        "try": "py course.py try softmax",
        "hand-in": "py course.py hand-in softmax",
        "progress": "py course.py progress",
    }
    assert done.stdout.strip() == words[verb]
