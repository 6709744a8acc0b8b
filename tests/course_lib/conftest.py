"""A saved page for every demo, and an offline browser to open it with."""

from pathlib import Path

import pytest

from tests.course_lib.live_view.pages import MAKE


@pytest.fixture(scope="session")
def saved(tmp_path_factory):
    """Name -> (demo, path of its page)."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}

    def get(name):
        if name not in made:
            demo = MAKE[name]()
            demo.save(folder / f"{name}.html")
            made[name] = demo, folder / f"{name}.html"
        return made[name]

    return get


@pytest.fixture
def opened(chromium):
    """Open a page offline; whatever it asks of the network or says on the console fails the test."""
    contexts, complaints = [], []

    def get(path, width=1000, height=900, **options):
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
            page.wait_for_selector("[data-ready=true]")
        return page

    yield get
    for context in contexts:
        context.close()
    assert complaints == []
