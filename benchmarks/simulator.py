"""The simulator in a browser: from one moved slider to the picture in the page, laid out anew.

Run with ``make bench``. Every slider is moved in turn to another place; the browser works out the model and its ranges,
writes all results, draws both staircases and lays the page out before the clock stops. Painting is left out, which the
browser does once a frame.
"""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
from pathlib import Path

from chromium import chromium
from results import write_part

EVENTS = 500
FRAME = 1000 / 60
MOVE = """events => {
    const sliders = [...document.querySelectorAll("#simulator input[type=range]")];
    const drawing = document.querySelector("#simulator svg");
    const spent = [];
    for (let event = 0; event < events; event++) {
        const slider = sliders[event % sliders.length];
        const share = ((event * 7919) % 1000) / 1000; // somewhere else each time
        slider.value = Number(slider.min) + share * (Number(slider.max) - Number(slider.min));
        const started = performance.now();
        slider.dispatchEvent(new Event("input", {bubbles: true}));
        drawing.getBoundingClientRect();
        spent.push(performance.now() - started);
    }
    return spent;
}"""
SETTLE = """() => {
    const started = performance.now();
    document.querySelector("[data-copy]").click();
    return performance.now() - started;
}"""
SCRIPTS = ("simulator.js", "draws.js", "staircases.js")


def write_page(folder: Path) -> Path:
    """The page of the latest edition and all that it loads."""
    from analysis.paths import project
    from analysis.publish.planning import plan
    from analysis.publish.writing import SitePages

    pages = SitePages(plan(project(), ["latest"], ["00-answer"], out=folder / "site"))
    for path, content in (pages.part("common") | pages.part("of_simulator", "en", "latest")).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder / "latest" / "simulator.html"


def main() -> None:
    """Measure and write the results."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page = browser.new_page()
        address = write_page(Path(folder))
        page.goto(address.as_uri())
        spent = page.evaluate(MOVE, EVENTS)
        settled = page.evaluate(SETTLE)
        scripts = sum((Path(folder) / name).stat().st_size for name in SCRIPTS) / 1024
        model = (address.parent / "simulator-model.js").stat().st_size / 1024
        version = browser.version
    median, most = statistics.median(spent), statistics.quantiles(spent, n=100)[98]
    write_part(
        "The simulator: from a moved slider to the picture",
        [
            f"{EVENTS} moves in a page opened from disk, Chromium {version}, {os.cpu_count()} processors, "
            f"{platform.machine()}. The clock of the browser ticks every 0.1 ms.",
            "",
            "| what | ms | of a frame at 60 a second |",
            "|---|---|---|",
            f"| median | {median:.1f} | {median / FRAME:.0%} |",
            f"| 99th percentile | {most:.1f} | {most / FRAME:.0%} |",
            "",
            f"All draws, once a reader pauses, take {settled:.0f} ms. The scripts are {scripts:.1f} KiB, the model "
            f"of the edition with its words {model:.1f} KiB, both uncompressed.",
        ],
    )


if __name__ == "__main__":
    main()
