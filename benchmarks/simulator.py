"""The what-if panel in a browser: from one moved slider to the results in the page, laid out anew.

Run with ``make bench``. Every slider is moved in turn to another place; the browser works out the model, writes all
results and lays the page out before the clock stops. Painting is left out, which the browser does once a frame.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import tempfile
from pathlib import Path

from chromium import chromium
from results import write_part

EVENTS = 500
FRAME = 1000 / 60
MOVE = """events => {
    const sliders = [...document.querySelectorAll("#what-if input[type=range]")];
    const last = [...document.querySelectorAll("#what-if data")].at(-1);
    const spent = [];
    for (let event = 0; event < events; event++) {
        const slider = sliders[event % sliders.length];
        const share = ((event * 7919) % 1000) / 1000; // somewhere else each time
        slider.value = Number(slider.min) + share * (Number(slider.max) - Number(slider.min));
        const started = performance.now();
        slider.dispatchEvent(new Event("input", {bubbles: true}));
        last.getBoundingClientRect();
        spent.push(performance.now() - started);
    }
    return spent;
}"""


def write_page(folder: Path) -> Path:
    """A page with the panel of the latest edition and all that it loads."""
    from analysis import compare
    from analysis.paths import project
    from analysis.publish.simulator.page import model_script, panel_html

    study = compare("latest")
    for name in ("style.css", "what-if.css", "what-if.js"):
        shutil.copy(project().template / name, folder)
    (folder / "what-if-model.js").write_text(model_script(study), encoding="utf-8")
    page = folder / "page.html"
    page.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>What if?</title>'
        '<link rel="stylesheet" href="style.css"><link rel="stylesheet" href="what-if.css">'
        '<script src="what-if-model.js" defer></script><script src="what-if.js" defer></script>'
        f"<main>{panel_html(study, standalone=True)}</main></html>",
        encoding="utf-8",
    )
    return page


def main() -> None:
    """Measure and write the results."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page = browser.new_page()
        address = write_page(Path(folder))
        page.goto(address.as_uri())
        spent = page.evaluate(MOVE, EVENTS)
        sizes = {name: (Path(folder) / name).stat().st_size / 1024 for name in ("what-if.js", "what-if-model.js")}
        version = browser.version
    median, most = statistics.median(spent), statistics.quantiles(spent, n=100)[98]
    write_part(
        "The what-if panel: from a moved slider to the results",
        [
            f"{EVENTS} moves in a page opened from disk, Chromium {version}, {os.cpu_count()} processors, "
            f"{platform.machine()}. The clock of the browser ticks every 0.1 ms.",
            "",
            "| what | ms | of a frame at 60 a second |",
            "|---|---|---|",
            f"| median | {median:.1f} | {median / FRAME:.0%} |",
            f"| 99th percentile | {most:.1f} | {most / FRAME:.0%} |",
            "",
            f"The script of the panel is {sizes['what-if.js']:.1f} KiB, the model of the edition with its words "
            f"{sizes['what-if-model.js']:.1f} KiB, both uncompressed.",
        ],
    )


if __name__ == "__main__":
    main()
