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
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on(
            "request", lambda r: None if r.url.startswith(("file:", "data:")) else complaints.append(r.url)
        )
        page.goto(Path(path).as_uri())
        if options.get("java_script_enabled", True):
            expect(page.locator("[data-ready=true]").first).to_be_visible()
            skip = page.get_by_role("button", name="Open without a guess")
            if not asking and skip.count():  # a page that is ready asks already
                skip.click()
        return page

    yield get
    for context in contexts:
        context.close()
    assert complaints == []
