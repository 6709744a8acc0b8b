"""How fast the demos answer, beside `interact` with inline matplotlib drawing the same picture, in one run.

    python benchmarks/live_view.py [--moves 120] [--rounds 3] [--way "frame table"]

In a real JupyterLab and headless Chromium, with the server as it comes and with the no-delay extension;
prints the table that stands in docs/live_view.md.

Latency is measured in the page: the slider's event is sent at the beginning of a display frame (as Chromium
itself sends the events of a drag), the clock stops when the frame that holds the new picture is produced.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.browser import launch_chromium
from tests.course_lib.live_view.lab import command, jupyterlab, open_notebook, write_notebook

SOURCE = {
    "frame table": "from course_lib import demos\ndemos.learning_rate()",
    "kernel path": """
from course_lib import demos
demo = demos.learning_rate()
demos.LiveDemo(demo.title, demo.question, demo.controls, start=lambda: None, draw=demo.draw, size=demo.size,
               compute=lambda state, **settings: demo.compute(**settings), describe=demo.describe)
""",
    "interact + inline matplotlib": """
import ipywidgets, matplotlib.pyplot as plt
from course_lib import demos
demo = demos.learning_rate()
def show(position):
    figure = plt.figure(figsize=(demo.size[0] / 72, demo.size[1] / 72), layout="constrained")
    values = demo.compute(alpha=demo.controls[0].values[position])
    for name, line in demo.draw(figure).items():
        line.set_data(values[name].T)
    plt.show()
ipywidgets.interact(show, position=ipywidgets.IntSlider(48, 0, 96));
""",
}
READY = {
    "frame table": "() => document.querySelector('iframe')?.contentDocument?.querySelector('[data-ready]')",
    "kernel path": "() => document.querySelector('.demo.live[data-frames]')",
    "interact + inline matplotlib": "() => document.querySelector('.jp-OutputArea-output img')?.naturalWidth",
}
# move(k) sets the slider; pictures() counts the pictures painted so far.
HANDLES = {
    "frame table": """() => {
      const inner = document.querySelector('iframe').contentWindow;
      inner.document.querySelector('.skip')?.click();
      const input = inner.document.querySelector('input');
      const canvas = inner.document.querySelectorAll('canvas')[1], context = canvas.getContext('2d');
      let painted = 0;
      const clear = context.clearRect.bind(context);
      context.clearRect = (...box) => { painted += 1; clear(...box); };
      window.bench = { frame: inner, pictures: () => painted,
        move: (k) => { input.value = k; input.dispatchEvent(new inner.Event('input')); } };
    }""",
    "kernel path": """() => {
      const root = document.querySelector('.demo.live'), input = root.querySelector('input');
      window.bench = { frame: window, pictures: () => Number(root.dataset.frames),
        move: (k) => { input.value = k; input.dispatchEvent(new Event('input')); } };
    }""",
    "interact + inline matplotlib": """() => {
      const handle = document.querySelector('.noUi-handle');
      let painted = 0, shown = null;
      const look = () => {
        const picture = document.querySelector('.jp-OutputArea-output img');
        if (!picture || picture.src === shown) return;
        shown = picture.src;
        picture.decode().then(() => { painted += 1; });
      };
      look();
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
      let at = 48;
      window.bench = { frame: window, pictures: () => painted, move: (k) => {
        const key = k > at ? 'ArrowRight' : 'ArrowLeft';
        at = k > at ? at + 1 : at - 1;
        handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      } };
    }""",
}
LATENCY = """async (moves) => {
  const { frame, move, pictures } = window.bench;
  const nextFrame = () => new Promise((done) => frame.requestAnimationFrame(done));
  const produced = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  });
  const times = [];
  for (let i = 0; i < moves; i++) {
    await nextFrame();
    const before = pictures(), start = performance.now();
    move(i % 96 < 48 ? 49 + (i % 48) : 96 - (i % 48));
    let end;
    if (pictures() > before) end = await produced();
    else {
      while (pictures() === before && performance.now() - start < 5000) await nextFrame();
      end = await produced();
    }
    times.push(end - start);
    await new Promise((done) => setTimeout(done, 15 + Math.random() * 17));
  }
  return times;
}"""
DRAG = """async (seconds) => {
  const { frame, move, pictures } = window.bench;
  const start = performance.now();
  let k = 0, seen = pictures(), shown = 0;
  while (performance.now() - start < 1000 * seconds) {
    await new Promise((done) => frame.requestAnimationFrame(done));
    if (pictures() > seen) shown += 1; // two that arrive within one display frame are one picture
    seen = pictures();
    k += 1;
    move(k % 96);
  }
  return shown / ((performance.now() - start) / 1000);
}"""
FIRST = """async (ready) => {
  const start = performance.now(), look = eval(ready);
  window.jupyterapp.commands.execute('notebook:run-cell');
  while (!look()) await new Promise(requestAnimationFrame);
  return (performance.now() - start) / 1000;
}"""
SENT = """() => {
  const outputs = window.jupyterapp.shell.currentWidget.content.model.cells.get(1).outputs;
  return JSON.stringify(outputs.toJSON()).length;
}"""


def main():
    """Measure every way with either server and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3, help="each figure is the median of so many rounds")
    parser.add_argument("--way", choices=SOURCE, action="append", help="measure only this one")
    asked = parser.parse_args()
    rows, version = {}, ""
    for server, enabled in (("stock", False), ("no delay", True)):
        for way in asked.way or SOURCE:
            with tempfile.TemporaryDirectory() as folder:
                rows[way, server], version = measure(Path(folder), way, enabled, asked.moves, asked.rounds)
                print(f"{way}, {server}: {rows[way, server]}", file=sys.stderr)
    print(machine(version), end="\n\n")
    print(table(rows))


def measure(folder, way, enabled, moves, rounds):
    """Return the figures of one way with one server, and the browser's version."""
    from playwright.sync_api import sync_playwright

    # The first cell starts the kernel and imports what every notebook has imported by then.
    write_notebook(
        folder / "bench.ipynb", "import numpy, matplotlib.pyplot, ipywidgets, course_lib.demos", SOURCE[way]
    )
    extensions = f"--ServerApp.jpserver_extensions=course_lib.server_extension={enabled}"
    with jupyterlab(folder, extensions) as address, sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        page = browser.new_page(viewport={"width": 1300, "height": 1000})
        open_notebook(page, address, "bench.ipynb")
        command(page, "notebook:run-cell-and-select-next")
        page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget.content.model.cells.get(0).executionCount",
            timeout=60_000,
        )
        page.wait_for_timeout(1000)
        figures = {"first": page.evaluate(FIRST, READY[way]), "sent": page.evaluate(SENT)}
        page.wait_for_timeout(1500)
        page.evaluate(HANDLES[way])
        figures |= median_of([one_round(page, moves) for _ in range(rounds)])
        version = browser.version
        browser.close()
    return figures, version


def one_round(page, moves):
    """Single moves, then a fast drag."""
    times = sorted(page.evaluate(LATENCY, moves))
    rate = page.evaluate(DRAG, 3)
    return {"median": statistics.median(times), "p95": times[int(0.95 * len(times))], "rate": rate}


def median_of(rounds):
    """The median of each figure."""
    return {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}


def machine(version):
    """Where it was measured."""
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Chromium {version} "
        f"headless, no GPU; load average {os.getloadavg()[0]:.1f} at the end."
    )


def table(rows):
    """Return the figures as Markdown."""
    lines = [
        "| way | server | event to picture, ms, median / p95 | pictures/s in a drag | first picture "
        "| in the notebook |",
        "|---|---|---|---|---|---|",
    ]
    for (way, server), r in rows.items():
        lines.append(
            f"| {way} | {server} | {r['median']:.1f} / {r['p95']:.1f} | {r['rate']:.0f} | {r['first']:.2f} s "
            f"| {r['sent'] / 1000:.0f} kB |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
