"""A saved page for every demo, and an offline browser to open it with."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.course_lib.live_view.pages import MAKE


@pytest.fixture(scope="session")
def saved(tmp_path_factory, run_folder):
    """Name -> (demo, path of its page). A page is made once for all workers of a run: most of them are slow.

    With `here` it is made in this process: what a demo measures is another number in each.
    """
    own, folder = tmp_path_factory.mktemp("pages"), run_folder / "pages"
    folder.mkdir(exist_ok=True)
    demos = {}

    def get(name, here=False):
        demo = demos[name] = demos.get(name) or MAKE[name]()
        mine, shared = own / f"{name}.html", folder / f"{name}.html"
        if not mine.exists() and (here or not shared.exists()):
            demo.save(mine)
        if not shared.exists():
            shutil.copy(mine, own / f"{name}.new.html")
            (own / f"{name}.new.html").replace(shared)  # whole, whoever else reads it now
        return demo, mine if here else shared

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


@pytest.fixture
def visited(tab):
    """As `opened`, in one and the same page, which costs less.

    For tests that leave nothing behind in it but the demo, its size and its theme.
    """
    complaints = []
    stop = listen(tab, complaints)
    tab.context.set_offline(True)

    def get(path, width=1000, height=900):
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme="light")
        tab.goto(Path(path).as_uri())
        wait_until_open(tab)
        return tab

    yield get
    stop()
    tab.context.set_offline(False)
    assert complaints == []


def listen(page, complaints):
    """Write down what a page says on its console and asks of the network; returns a function that ends it."""

    def note_error(error):
        complaints.append(str(error))

    def note_message(message):
        if message.type == "error":
            complaints.append(message.text)

    def note_request(request):
        if not request.url.startswith(("file:", "data:")):
            complaints.append(request.url)

    heard = {"pageerror": note_error, "console": note_message, "request": note_request}
    for event, note in heard.items():
        page.on(event, note)

    def stop():
        for event, note in heard.items():
            page.remove_listener(event, note)

    return stop


def wait_until_open(page, asking=False):
    """Wait until a page is ready, and pass over what it asks unless it shall be `asking`."""
    expect(page.locator("[data-ready=true]").first).to_be_visible()
    skip = page.get_by_role("button", name="Open without a guess")
    if not asking and skip.count():  # a page that is ready asks already
        skip.click()
