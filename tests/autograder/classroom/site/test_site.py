"""The site: built from a small course, and read in a browser that is told what it may ask for."""

import functools
import http.server
import re
import threading
from pathlib import Path

import axe_playwright_python
import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import expect

from autograder.checking.desk.plan import Lecture
from autograder.classroom.site.build import build_site
from autograder.classroom.site.lecture_page import highlighted, lecture_page
from autograder.classroom.site.outputs import Files, shown_outputs
from autograder.cli import main
from autograder.reading.course import SetupError, open_course
from course_lib.pictures.picture import themed_html
from tests.autograder.classroom.site.small_lecture import write_course

ROOT = Path(__file__).parents[4]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes[0].html])"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return write_course(tmp_path_factory.mktemp("site") / "course")


@pytest.fixture(scope="module")
def site(course):
    """The built site and what was said of its pages."""
    out = course / "dist" / "site"
    return out, build_site(open_course(course), out)


@pytest.fixture(scope="module")
def address(site):
    """Where the site is served, as a static host does."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    serve = functools.partial(Quiet, directory=site[0])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def opened(chromium, address):
    """Open a page of the site; a request to another host or a complaint on the console fails the test."""
    contexts, complaints = [], []

    def get(name, **options):
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        page.on(
            "request", lambda r: None if r.url.startswith((address, "data:")) else complaints.append(r.url)
        )
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.goto(address + name)
        return page

    yield get
    for context in contexts:
        context.close()
    assert complaints == []


def test_there_is_a_page_for_the_lecture_and_an_index(site):
    out, pages = site
    assert sorted(path.name for path in out.glob("*.html")) == ["index.html", "tangents.html"]
    assert [page.n_demos for page in pages] == [1]
    text = (out / "index.html").read_text(encoding="utf-8")
    assert 'href="tangents.html"' in text and "Afterwards you can read a slope." in text
    assert "ten minutes · 1 question · 2 points" in text


def test_a_lecture_leads_to_the_next_and_to_the_one_before():
    lectures = [
        Lecture(name, name.title(), f"{name}/{name}.ipynb", "", "", ())
        for name in ("first", "second", "third")
    ]
    html = lecture_page({"cells": []}, lectures, 1).html
    assert (
        html.count('<a href="first.html">← First</a>') == html.count('<a href="third.html">Third →</a>') == 2
    )
    assert "←" not in lecture_page({"cells": []}, lectures, 0).html


def test_a_text_s_link_to_another_lecture_leads_to_its_page():
    cell = {"cell_type": "markdown", "source": "See [softmax](../softmax/softmax.ipynb), not ../a/b.ipynb."}
    html = lecture_page({"cells": [cell]}, [Lecture("first", "First", "", "", "", ())], 0).html
    assert '<a href="softmax.html">softmax</a>, not ../a/b.ipynb.' in html


def test_the_page_holds_no_solution_and_shows_what_the_cells_showed(site):
    text = (site[0] / "tangents.html").read_text(encoding="utf-8")
    assert "SOLUTION" not in text and "slope = 2" not in re.sub("<[^>]*>", "", text)
    assert "<samp>drawn</samp>" in text and "never shown" not in re.sub(
        r"<pre class=.code.*?</pre>", "", text, flags=re.DOTALL
    )
    assert "NotImplementedError" in text  # the exercise waits for its student
    assert "data:image" not in text and len(text) < 20_000


@pytest.mark.browser
def test_a_demo_moves_when_it_comes_near_and_no_other_host_is_asked(opened):
    page = opened("tangents.html")
    frame = page.frame_locator("iframe")
    page.locator("iframe").scroll_into_view_if_needed()
    expect(frame.locator("[data-ready=true]")).to_be_visible()
    before = frame.locator(".sentence").inner_text()
    frame.locator("input[type=range]").first.press("End")
    expect(frame.locator(".sentence")).not_to_have_text(before)
    expect(page.locator("math mfrac")).to_be_visible()
    assert page.locator("math mfrac").bounding_box()["height"] > 10
    page.get_by_role("link", name="2 · What to take along").click()
    expect(page).to_have_url(re.compile("#section-2$"))


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index.html", "tangents.html"])
def test_axe_finds_nothing_in_either_theme(opened, name):
    for theme in ("light", "dark"):
        page = opened(name, color_scheme=theme, bypass_csp=True)
        page.evaluate("for (const each of document.querySelectorAll('iframe')) each.remove()")  # tested alone
        page.evaluate(AXE)
        assert page.evaluate(VIOLATIONS) == []


@pytest.mark.browser
def test_a_phone_scrolls_in_one_direction_only_and_paper_gets_the_still_picture(opened):
    page = opened("tangents.html", viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator("iframe")).to_be_visible()
    expect(page.locator("img.still")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("img.still")).to_be_visible()
    expect(page.locator("iframe")).to_be_hidden()


def test_a_folder_that_is_no_site_is_not_replaced(course, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    done = CliRunner().invoke(main, ["site", "--course", str(course), "--out", str(tmp_path)])
    assert done.exit_code == 2 and (tmp_path / "thesis.txt").exists()
    with pytest.raises(SetupError, match="must be empty or an older site"):
        build_site(open_course(course), tmp_path)


def test_what_is_written_in_pieces_is_one_output_and_a_bar_is_gone():
    pieces = [
        {"output_type": "stream", "name": "stdout", "text": text} for text in (" 10 %\r", " 20 %\r", "done\n")
    ]
    assert list(shown_outputs({"id": "x", "outputs": pieces}, Files("x"))) == [
        '<pre tabindex="0"><samp>done</samp></pre>'
    ]


def test_a_picture_in_two_themes_is_two_files():
    """The page stays small, and knows how high a picture will be."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 18"></svg>'
    data = {"text/html": themed_html(svg, "A line.")}
    cell = {"id": "one", "outputs": [{"output_type": "display_data", "data": data}]}
    files = Files("a")
    [shown] = shown_outputs(cell, files)
    assert sorted(files.contents) == ["a/one-1.svg", "a/one-2.svg"]
    assert files.contents["a/one-1.svg"] == svg.encode()
    assert shown.count('width="760" height="190" src="a/one-') == 2 == shown.count('loading="lazy"')
    assert "base64" not in shown


def test_code_is_coloured_and_escaped():
    assert highlighted("x = '<b>'").startswith("<code><span")
    assert "<b>" not in highlighted("x = '<b>'")


def test_the_workflow_builds_the_site_with_the_documented_command():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text())
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert "make site" in [step.get("run") for step in steps]
    [upload] = [step for step in steps if "upload-pages-artifact" in step.get("uses", "")]
    assert upload["with"]["path"] == "dist/site"
    assert "\nsite:" in (ROOT / "Makefile").read_text()
