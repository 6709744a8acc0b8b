"""Every command that the documentation names exists, with the options that it is given there."""

import re
import shlex
from pathlib import Path

import click
import pytest
from nbgrader.apps.nbgraderapp import NbGraderApp
from traitlets import import_item

from autograder.cli import main

ROOT = Path(__file__).parents[2]
KIT = ROOT / "autograder" / "classroom" / "kit" / "files"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = ("autograder ", "make ", "nbgrader ", "python benchmarks/", "python -m benchmarks.")
_COMMAND = re.compile(rf"(?:^|\s{{2,}}|\$ |\| )((?:{'|'.join(map(re.escape, PROGRAMS))})[^#|]*)")


def commands(text):
    """Every command of a page: (command line, whether it is meant to be typed as it stands)."""
    fenced = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
    for block in fenced.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            for command in _COMMAND.findall(line):
                yield re.split(r"\s{3,}|;|&&|\|\|| -> ", command)[0].strip(), True
    for code in re.findall(r"`([^`\n]+)`", fenced.sub("", text)):
        if re.match(r"(autograder|make|nbgrader) [a-z]|python (-m )?benchmarks[/.]", code):
            yield code, False


def problem_of(command, is_whole=True):
    """Why a command cannot be run as it is written; empty if it can."""
    words = [word for word in shlex.split(re.sub(r"<([^<>]*)>", r"\1", command)) if word not in ("...", "…")]
    program, *words = words
    checks = {"autograder": _autograder, "make": _make, "nbgrader": _nbgrader, "python": _script}
    return checks[program](words, is_whole)


def _autograder(words, is_whole):
    context = click.Context(main, info_name="autograder")
    name, *words = words
    command = main.get_command(context, name)
    if command is None:
        return f"autograder has no command {name}"
    inner = click.Context(command, info_name=name, parent=context)
    try:
        given, left, _ = command.make_parser(inner).parse_args(list(words))
    except click.UsageError as error:
        return error.format_message()
    if left:
        return f"autograder {name} takes no {left}"
    missing = [
        each.name
        for each in command.params
        if each.required and not isinstance(given.get(each.name), str | tuple)
    ]
    return f"autograder {name} needs {missing}" if missing and is_whole else ""


def _make(words, is_whole):
    # The course's own, and that of the student's folder.
    makefile = (ROOT / "Makefile").read_text() + (KIT / "Makefile").read_text()
    targets = set(" ".join(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)).split())
    variables = set(re.findall(r"^([A-Z]+) *\?=", makefile, re.MULTILINE))
    for word in words:
        name, sign, _ = word.partition("=")
        if name not in (variables if sign else targets):
            return f"the Makefile has no {word}"
    return ""


def _nbgrader(words, is_whole):
    app, path = NbGraderApp(), ["nbgrader"]
    while words and words[0] in app.subcommands:
        path.append(words.pop(0))
        made = app.subcommands[path[-1]][0]
        app = (import_item(made) if isinstance(made, str) else made)()
    if app.subcommands and not (words and words[0].startswith("-")):
        return f"{' '.join(path)} has no command {words[0] if words else ''}"
    known = {
        key for keys in [*app.flags, *app.aliases] for key in ([keys] if isinstance(keys, str) else keys)
    }
    for word in (word for word in words if word.startswith("--")):
        name = word.lstrip("-").partition("=")[0]
        if name not in known and "." not in name:
            return f"{' '.join(path)} has no option {word}"
    return ""


def _script(words, is_whole):
    script = f"{words[1].replace('.', '/')}.py" if words[0] == "-m" else words[0]
    if not (ROOT / script).is_file():
        return f"there is no {script}"
    known = (ROOT / script).read_text()
    options = [word.strip("[]") for word in words[1:] if re.match(r"\[?--", word)]
    return "".join(f"{script} has no option {each}" for each in options if f'"{each}"' not in known)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_can_be_run_as_it_is_written(page):
    named = list(commands(page.read_text()))
    problems = {command: problem_of(command, is_whole) for command, is_whole in named}
    assert {command: problem for command, problem in problems.items() if problem} == {}


def test_the_pages_name_every_command_of_ours():
    text = "\n".join(page.read_text() for page in PAGES)
    said = {command.split()[1] for command, _ in commands(text) if command.startswith("autograder ")}
    assert set(main.list_commands(click.Context(main))) <= said


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ("autograder grade loss_functions --jobs 2", ""),
        ("autograder grade loss_functions --jobz 2", "No such option"),
        ("autograder grade", "needs ['assignment']"),
        ("autograder grad loss_functions", "has no command grad"),
        ("make release TOPIC=x", ""),
        ("make relase TOPIC=x", "has no relase"),
        ("make release TOPPIC=x", "has no TOPPIC=x"),
        ("nbgrader export --to grades.csv", ""),
        ("nbgrader export --too grades.csv", "has no option --too"),
        ("nbgrader db student remove ann", ""),
        ("nbgrader db students remove ann", "has no command students"),
        ("python benchmarks/nothing.py", "there is no benchmarks/nothing.py"),
        ("python -m benchmarks.nothing", "there is no benchmarks/nothing.py"),
        ("python -m benchmarks.consistency --every 50", ""),
        ("python benchmarks/consistency.py --evry 50", "has no option --evry"),
    ],
)
def test_what_cannot_be_run_is_told(command, problem):
    said = problem_of(command)
    assert problem in said and bool(said) == bool(problem)


def test_commands_are_found_in_blocks_in_sentences_and_behind_a_path():
    page = "Run `make lab`, or `x`.\n```\nautograder status   # all\nnotebooks/x   yours   nbgrader validate x\n```\n"
    assert [command for command, _ in commands(page)] == [
        "autograder status",
        "nbgrader validate x",
        "make lab",
    ]
