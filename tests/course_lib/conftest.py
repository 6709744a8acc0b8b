"""A saved page for every demo, and an offline browser to open it with."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.course_lib.live_view.pages import MAKE


@pytest.fixture(scope="session")
def saved(tmp_path_factory, worker_id):
    """Name -> (demo, path of its page). A page is made once for all workers of a run: most of them are slow."""
    own = tmp_path_factory.mktemp("pages")
    folder = own if worker_id == "master" else tmp_path_factory.getbasetemp().parent / "pages"
    folder.mkdir(exist_ok=True)
    made = {}

    def get(name):
        if name not in made:
            made[name] = MAKE[name](), folder / f"{name}.html"
        demo, path = made[name]
        if not path.exists():
            demo.save(own / f"{name}.new.html")
            (own / f"{name}.new.html").replace(path)  # whole, whoever else reads it now
        return made[name]

    return get


@pytest.fixture
def opened(chromium):
    """Open a page offline, without a guess unless it shall be `asking`; what it asks of the network or says
    on the console fails the test."""
    contexts, complaints = [], []

    def get(path, width=1000, height=900, asking=False, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints)
        page.goto(Path(path).as_uri())
        if options.get("java_script_enabled", True):
            wait_until_open(page, asking)
        return page

    yield get
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def _tab():
    """The page that `visited` shows one demo after another in, and what it complained of: [page, complaints]."""
    return []


@pytest.fixture
def visited(chromium, _tab):
    """As `opened`, in one and the same page: a new one costs more than what most demos show in it.

    For tests that leave nothing behind in it but the demo, its size and its theme.
    """
    if not _tab or _tab[0].context.browser is not chromium:
        page = chromium.new_context(offline=True).new_page()
        _tab[:] = page, []
        listen(page, _tab[1])
    page, complaints = _tab
    complaints.clear()

    def get(path, width=1000, height=900):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="light")
        page.goto(Path(path).as_uri())
        wait_until_open(page)
        return page

    yield get
    assert complaints == []


def listen(page, complaints):
    """Write down what a page says on its console and what it asks of the network."""
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else complaints.append(r.url))


def wait_until_open(page, asking=False):
    """Wait until a page is ready, and pass over what it asks unless it shall be `asking`."""
    expect(page.locator("[data-ready=true]").first).to_be_visible()
    skip = page.get_by_role("button", name="Open without a guess")
    if not asking and skip.count():  # a page that is ready asks already
        skip.click()
