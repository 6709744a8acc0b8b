"""Downloads of every platform are sorted: the latest attempt of each student, with its time."""

import io
import os
import subprocess
import tarfile
import zipfile
from datetime import datetime

import pytest
from click.testing import CliRunner

from autograder.classroom.collecting.zip_names import PlatformNames
from autograder.cli import main

# The forms that the platforms' help pages document for a download of all submissions.
DOWNLOADS = {
    "Moodle": {
        "Ann Miller_1234567_assignsubmission_file_/hw.ipynb": ("Ann Miller", "hw.ipynb"),
        "Zoë O'Neill_1234568_assignsubmission_file_hw.ipynb": ("Zoë O'Neill", "hw.ipynb"),
        "Bo Li_1234569_assignsubmission_file/sub/data.csv": ("Bo Li", "sub/data.csv"),
    },
    "Canvas": {
        "millerann_4711_90210_hw.ipynb": ("millerann", "hw.ipynb"),
        "libo_LATE_4712_90211_my_hw.ipynb": ("libo", "my_hw.ipynb"),
        "oneillzoe_4713_90212_hw-2.ipynb": ("oneillzoe", "hw.ipynb"),
    },
    "Blackboard": {
        "Home_work 1_amiller_attempt_2026-03-02-10-00-00_hw.ipynb": ("amiller", "hw.ipynb"),
        "Home_work 1_boli_attempt_2026-03-03-09-00-00_my_hw.ipynb": ("boli", "my_hw.ipynb"),
    },
    "Brightspace": {
        "123456-7890 - Ann Miller - Mar 2, 2026 1000 AM/hw.ipynb": ("Ann Miller", "hw.ipynb"),
        "123457-7890 - Bo Li - Mar 12, 2026 905 PM/hw.ipynb": ("Bo Li", "hw.ipynb"),
    },
    "folders": {
        "ann/hw.ipynb": ("ann", "hw.ipynb"),
        "bo/extra/data.csv": ("bo", "extra/data.csv"),
    },
    "files": {"ann.ipynb": ("ann", "hw.ipynb"), "bo.ipynb": ("bo", "hw.ipynb")},
}
ROSTER = """id,first_name,last_name,email,lms_user_id
s1,Ann,Miller,amiller@uni.example,4711
s2,Bo,Li,boli@uni.example,4712
s3,Zoë,O'Neill,zoe@uni.example,4713
"""


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    return folder


def packed(tmp_path, files, name="download.zip", above=""):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in files.items():
            archive.writestr(zipfile.ZipInfo(above + file, (2026, 3, 1, 12, 0, 0)), content)
    return path


def collect(course, download, *options):
    return CliRunner().invoke(main, ["collect", "hw", str(download), "--course", str(course), *options])


def content(course, student, path="hw.ipynb"):
    return (course / "submitted" / student / "hw" / path).read_text()


@pytest.mark.parametrize("above", ["", "everything/"])
@pytest.mark.parametrize("platform", DOWNLOADS)
def test_each_platforms_names_are_read(course, tmp_path, platform, above):
    files = DOWNLOADS[platform]
    ran = collect(course, packed(tmp_path, {name: name for name in files}, above=above))
    assert ran.exit_code == 0, ran.output
    assert f"hw: {platform}" in ran.output
    for name, (student, path) in files.items():
        assert content(course, student, path) == name


@pytest.mark.parametrize("platform", ["Moodle", "Canvas", "Blackboard", "Brightspace"])
def test_a_roster_gives_the_ids(course, tmp_path, platform):
    (course / "students.csv").write_text(ROSTER)
    ran = collect(course, packed(tmp_path, {name: name for name in DOWNLOADS[platform]}))
    assert ran.exit_code == 0, ran.output
    assert content(course, "s1") == next(iter(DOWNLOADS[platform]))


def test_who_is_not_in_the_roster_is_named(course, tmp_path):
    (course / "students.csv").write_text(ROSTER + "s4,Bo,Li,,\n")
    files = {"Ann Miller": "a", "Bo Li": "b", "Eve": "e"}
    ran = collect(
        course, packed(tmp_path, {f"{name}_1_assignsubmission_file_/hw.ipynb": name for name in files})
    )
    assert ran.exit_code == 1
    assert "left out: Bo Li is no student of the roster, or could be several." in ran.output
    assert "left out: Eve is no student" in ran.output
    assert sorted(os.listdir(course / "submitted")) == ["s1"]


@pytest.mark.parametrize(
    ("table", "reason"),
    [("name\nAnn\n", "a row without one"), ("id\ns1\ns1\n", "s1 twice"), ("id\n\xff\n", "UTF-8")],
)
def test_a_roster_that_is_none_is_refused(course, tmp_path, table, reason):
    (course / "students.csv").write_bytes(table.encode("latin-1"))
    ran = collect(course, packed(tmp_path, {"ann/hw.ipynb": ""}))
    assert ran.exit_code == 2
    assert reason in ran.output


def test_the_latest_attempt_counts_and_its_time_is_kept(course, tmp_path):
    form = "HW_ann_attempt_2026-03-0{}-10-00-00_hw.ipynb"
    files = {form.format(day): str(day) for day in (2, 4, 3)}
    files["HW_ann_attempt_2026-03-04-10-00-00.txt"] = "the platform's receipt"
    ran = collect(course, packed(tmp_path, files))
    assert "2 earlier attempts" in ran.output
    assert content(course, "ann") == "4"
    assert content(course, "ann", "timestamp.txt") == "2026-03-04 10:00:00 UTC\n"


def test_times_are_those_of_the_courses_zone(course, tmp_path):
    (course / "nbgrader_config.py").write_text('c = get_config()\nc.Exchange.timezone = "Europe/Berlin"\n')
    collect(course, packed(tmp_path, {"HW_ann_attempt_2026-07-02-10-00-00_hw.ipynb": ""}))
    assert content(course, "ann", "timestamp.txt") == "2026-07-02 08:00:00 UTC\n"


def test_only_what_is_later_replaces_what_is_there(course, tmp_path):
    def at(day, text):
        return packed(tmp_path, {f"HW_ann_attempt_2026-03-{day}-10-00-00_hw.ipynb": text})

    assert "1 new" in collect(course, at("05", "first")).output
    assert "0 new" in collect(course, at("05", "the same time")).output
    assert "1 here already" in collect(course, at("04", "earlier")).output
    assert content(course, "ann") == "first"
    collect(course, at("06", "later"))
    assert content(course, "ann") == "later"
    assert os.listdir(course / "submitted" / "ann") == ["hw"]


def test_a_submission_without_a_time_is_never_replaced(course, tmp_path):
    folder = course / "submitted" / "ann" / "hw"
    folder.mkdir(parents=True)
    (folder / "hw.ipynb").write_text("put there by hand")
    ran = collect(course, packed(tmp_path, {"ann/hw.ipynb": "collected"}))
    assert ran.exit_code == 1
    assert "ann: a submission without timestamp.txt lies there already" in ran.output
    assert content(course, "ann") == "put there by hand"


def test_canvas_attempts_are_counted(course, tmp_path):
    names = ("hw-2.ipynb", "hw-10.ipynb", "hw.ipynb")
    collect(course, packed(tmp_path, {f"ann_1_2_{name}": name for name in names}))
    assert content(course, "ann") == "hw-10.ipynb"


def test_a_file_that_students_were_given_keeps_its_number(course, tmp_path):
    (course / "source" / "hw").mkdir(parents=True)
    (course / "source" / "hw" / "data-1.csv").write_text("")
    collect(course, packed(tmp_path, {f"ann_1_2_{name}": name for name in ("data-1.csv", "hw-1.ipynb")}))
    assert content(course, "ann", "data-1.csv") == "data-1.csv"
    assert content(course, "ann") == "hw-1.ipynb"


@pytest.mark.parametrize(
    ("form", "owners"),
    [
        ("Ann Miller_{}_assignsubmission_file_/hw.ipynb", ("1234567", "1234999")),
        ("millerann_{}_90210_hw.ipynb", ("4711", "4799")),
        ("{}-7890 - Ann Miller - Mar 2, 2026 1000 AM/hw.ipynb", ("123456", "123999")),
    ],
)
def test_two_students_of_one_name_are_not_taken_for_one(course, tmp_path, form, owners):
    files = {form.format(owner): owner for owner in owners} | {form.format("77").replace("ller", "lls"): "x"}
    ran = collect(course, packed(tmp_path, files))
    assert ran.exit_code == 1
    assert all(f"({owner}) is one of several of that name" in ran.output for owner in owners)
    assert len(list((course / "submitted").iterdir())) == 1


@pytest.mark.parametrize(
    ("logins", "others"),
    [
        (("ann_miller", "bo_li"), ()),
        (("u_1", "u_2"), ()),
        (("ab_lee", "ab_lin"), ("lee",)),
        (("mary_ann",), ("ann",)),
    ],
)
def test_a_login_may_hold_what_stands_behind_the_title(course, tmp_path, logins, others):
    form = "Home_work 1_{}_attempt_2026-03-02-10-00-00_hw.ipynb"
    (course / "students.csv").write_text("\n".join(("id", *logins, *others)))
    ran = collect(course, packed(tmp_path, {form.format(login): login for login in logins}))
    assert ran.exit_code == 0, ran.output
    assert [content(course, login) for login in logins] == list(logins)


def test_a_number_tells_a_student_from_a_namesake(course, tmp_path):
    (course / "students.csv").write_text("id,first_name,last_name,lms_user_id\nann,Ann,Lee,101\n")
    files = {f"leeann_{number}_9_hw.ipynb": str(number) for number in (101, 202)}
    ran = collect(course, packed(tmp_path, files))
    assert ran.exit_code == 1 and "(202) is one of several of that name" in ran.output
    assert content(course, "ann") == "101"


def test_clones_of_github_classroom_have_the_time_of_their_last_commit(course, tmp_path):
    for student in ("ann-b", "bo"):
        clone = tmp_path / "clones" / f"hw-one-{student}"
        clone.mkdir(parents=True)
        (clone / "hw.ipynb").write_text(student)
        git = ["git", "-C", str(clone), "-c", "user.name=x", "-c", "user.email=x@example.org"]
        when = {**os.environ, "GIT_COMMITTER_DATE": "2026-03-02T10:00:00+01:00"}
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "done"]):
            subprocess.run([*git, *command], check=True, env=when)
    ran = collect(course, tmp_path / "clones")
    assert "hw: GitHub Classroom" in ran.output
    assert content(course, "ann-b") == "ann-b"
    assert content(course, "bo", "timestamp.txt") == "2026-03-02 09:00:00 UTC\n"
    assert sorted(os.listdir(course / "submitted" / "bo" / "hw")) == ["hw.ipynb", "timestamp.txt"]


def test_folders_as_nbgrader_has_them(course, tmp_path):
    (tmp_path / "in" / "ann" / "hw").mkdir(parents=True)
    (tmp_path / "in" / "ann" / "hw" / "hw.ipynb").write_text("x")
    (tmp_path / "in" / "ann" / "hw" / "timestamp.txt").write_text("2026-03-02 10:00:00 +01:00")
    collect(course, tmp_path / "in")
    assert content(course, "ann") == "x"
    assert content(course, "ann", "timestamp.txt") == "2026-03-02 09:00:00 UTC\n"


def test_an_archive_instead_of_a_notebook_is_unpacked(course, tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("hw/hw.ipynb", "inside")
        archive.writestr("__MACOSX/hw/._hw.ipynb", "litter")
    files = {"ann/work.zip": inner.getvalue(), "bo/work.zip": b"no archive"}
    ran = collect(course, packed(tmp_path, files))
    assert content(course, "ann", "hw/hw.ipynb") == "inside"
    assert not (course / "submitted" / "ann" / "hw" / "__MACOSX").exists()
    assert "bo: work.zip must be a folder, a zip or a tar archive" in ran.output


def test_nothing_leaves_the_folder(course, tmp_path):
    path = tmp_path / "download.tar"
    with tarfile.open(path, "w") as archive:
        for name, target in {"ann/hw.ipynb": None, "ann/link": "/etc/passwd"}.items():
            member = tarfile.TarInfo(name)
            if target:
                member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member, io.BytesIO())
    assert collect(course, path).exit_code == 2
    escaping = packed(tmp_path, {"../../ann/hw.ipynb": "x", ".hidden_1_assignsubmission_file_/hw.ipynb": "x"})
    assert collect(course, escaping).exit_code == 1
    assert not list(tmp_path.glob("*/ann"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut", b"no archive at all"])
def test_a_damaged_download_is_refused_in_a_sentence(course, tmp_path, data):
    (tmp_path / "download.zip").write_bytes(data)
    ran = collect(course, tmp_path / "download.zip")
    assert ran.exit_code == 2
    assert "autograder:" in ran.output
    assert "Traceback" not in ran.output


def test_a_download_too_large_is_refused_before_it_is_written(course, tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.classroom.collecting.archive.CLASS_FILES", 1)
    ran = collect(course, packed(tmp_path, {"ann/hw.ipynb": "", "bo/hw.ipynb": ""}))
    assert ran.exit_code == 2
    assert "holds 2 files" in ran.output


@pytest.mark.parametrize("platform", ["Moodle", "Canvas", "Blackboard", "Brightspace"])
def test_nbgraders_zip_collect_reads_the_same(platform):
    for name, (student, path) in DOWNLOADS[platform].items():
        info = PlatformNames().collect(f"/course/downloaded/hw/extracted/{name}")
        assert (info["student_id"], info["file_id"]) == (student, path)
        if platform in ("Blackboard", "Brightspace"):
            assert datetime.fromisoformat(info["timestamp"]).year == 2026
    assert PlatformNames().collect("/course/downloaded/hw/extracted/readme.txt") is None
