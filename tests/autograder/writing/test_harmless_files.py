"""No file of a student lies in the graded folder under a name by which a browser would run it."""

import mimetypes

import pytest

from autograder.writing.harmless_files import disarm, harmless_files

ACTIVE = (
    "page.html page.HTM x.xhtml x.xht x.shtml x.svg x.SVGZ x.svg.gz.svg x.xml x.xsl x.js x.mjs x.css x.wasm x.swf "
    "x.mht x.hta x.pdf.html x x. .html sub/x.html x.html~ x.ipynb_ x.rdf x.atom x.jar x.vbs x.webmanifest"
).split()


@pytest.mark.parametrize("name", ACTIVE)
def test_what_a_browser_may_run_is_text(name):
    [(new, data)] = harmless_files({name: b"content"}).items()
    assert (new, data) == (f"{name}.txt", b"content")
    assert mimetypes.guess_type(new) == ("text/plain", None)


INERT = "data.csv notes.txt x.py x.npz x.png x.jpg x.json sub/x.npy x.tar.gz x.md scan.pdf"


@pytest.mark.parametrize("name", INERT.split())
def test_data_stays_as_it_is(name):
    assert harmless_files({name: b"%PDF-1.4\n"}) == {name: b"%PDF-1.4\n"}


@pytest.mark.parametrize(
    "part",
    [
        b"/JS (app.alert(1))",
        b"/JavaScript",
        b"/Launch ",
        b"/J#53 (x)",
        b"/#4a#53 x",
        b"/ObjStm",
        b"/Encrypt 3 0 R",
        b"/XFA[",
    ],
)
def test_a_pdf_that_may_hold_a_script_is_text(part):
    assert list(harmless_files({"a.pdf": b"%PDF-1.7\n<< " + part + b" >>"})) == ["a.pdf.txt"]


def test_names_stay_different():
    files = {"a.html": b"1", "a.html.txt": b"2", "a.html.2.txt": b"3"}
    assert harmless_files(files, ["a.html.3.txt"]) == {
        "a.html.4.txt": b"1",
        "a.html.txt": b"2",
        "a.html.2.txt": b"3",
    }


def test_a_name_that_acts_on_a_terminal_is_written_out():
    assert list(harmless_files({"\x1b[2Ja.csv": b"", "b\nc.csv": b""})) == [
        "\\x1b[2Ja.csv.txt",
        "b\\nc.csv.txt",
    ]


def test_a_folder_that_was_copied_is_disarmed(tmp_path):
    files = {"a.html": b"1", "b.html": b"2", "sub/c.svg": b"3", "d.csv": b"4", "gone.js": b"5"}
    for name, data in files.items():
        if name != "gone.js":
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(data)
    for _ in range(2):
        disarm(tmp_path, files, ["b.html"])
        left = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.*")}
        assert left == {"a.html.txt": b"1", "b.html": b"2", "sub/c.svg.txt": b"3", "d.csv": b"4"}
