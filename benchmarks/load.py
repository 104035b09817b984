"""Time and memory as a project grows: facts, sites, pages; and whether they grow as it does, or faster.

Run with ``make bench``, or ``python benchmarks/load.py facts sites`` for some parts. Every project is a copy in a
temporary folder with made-up rows, each of which says so; the project's own data stay as they are. A measurement is a
process of its own; peak memory is that of its largest process.
"""

from __future__ import annotations

import csv
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from project_copy import ProjectCopy
from results import write_part
from timing import CORES, measured_environment, seconds

SIZES = {"facts": (1_000, 10_000, 100_000), "sites": (10, 100, 1_000), "pages": (50, 200, 500)}
STEPS = {
    "facts": ("loaded and checked", "one study", "page of sources"),
    "sites": ("loaded and checked", "table of sites", "map of sites"),
    "pages": ("whole build",),
}
MADE_UP = "SYNTHETIC: made up to measure load, says nothing of the world"
NOTEBOOK = "01-promised"
FACTS_OF_A_DOCUMENT = 3
REPEATS = 2
ABOUT = {
    "facts": "Made-up facts beside those of the project, so many in all; of those made up, a document for every three. "
    "Seconds of a processor.",
    "sites": "Made-up sites beside those of the project, all on the map of the United States. Seconds of a processor.",
    "pages": f"Pages of the notebook {NOTEBOOK}, each of a made-up edition, built cold by {CORES} workers, with what "
    "each edition has beside it. Memory is that of the command, not of its workers and kernels.",
}
LINEAR = 1.1
"""A greater exponent than this is told as more than linear; less is noise of the clock."""


def add_facts(copy: ProjectCopy, count: int) -> None:
    """Add made-up facts until there are so many in all, and the made-up documents that they name.

    The greatest number is the most rows that a table may have.
    """
    count -= len(rows_of(copy, "facts"))
    documents = range(-(-count // FACTS_OF_A_DOCUMENT))
    append(copy, "sources", ({"source_id": f"synthetic-{number}", "title": MADE_UP} for number in documents))
    facts = (
        {"fact_id": f"synthetic-{number}", "metric": "synthetic", "source_id": f"synthetic-{number % len(documents)}"}
        | {"note": MADE_UP}
        for number in range(count)
    )
    append(copy, "facts", facts)


def add_sites(copy: ProjectCopy, count: int) -> None:
    """Add made-up sites of Stargate, spread over the map of the United States."""
    sites = (
        {"site_id": f"us-synthetic-{number}", "programme": "stargate", "name": f"Synthetic {number}", "note": MADE_UP}
        | {"lat": 30 + 15 * (number * 0.618 % 1), "lon": -120 + 45 * (number * 0.382 % 1), "country": "US"}
        | {"status": "announced", "status_date": "2026-01-02"}
        for number in range(count)
    )
    append(copy, "sites", sites)


def add_editions(copy: ProjectCopy, count: int) -> None:
    """Publish one notebook for made-up editions."""
    copy.publish(notebooks=[NOTEBOOK], editions=copy.add_editions(count), languages=["en"])


ADD: dict[str, Callable[[ProjectCopy, int], None]] = {"facts": add_facts, "sites": add_sites, "pages": add_editions}


def path_of(copy: ProjectCopy, table: str) -> Path:
    """The file of a table."""
    return copy.project.data / "evidence" / f"{table}.csv"


def rows_of(copy: ProjectCopy, table: str) -> list[dict[str, str]]:
    """The rows of a table as they stand in its file."""
    with path_of(copy, table).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def append(copy: ProjectCopy, table: str, rows) -> None:
    """Add rows to a table; what a row leaves out is as in the first row there."""
    first = rows_of(copy, table)[0]
    with path_of(copy, table).open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(first), lineterminator="\n")
        writer.writerows(first | row for row in rows)


def measure(what: str) -> dict[str, float]:
    """Seconds of each step in this process, and its peak memory; the project is that of ``ANALYSIS_ROOT``."""
    taken = {"facts": measure_facts, "sites": measure_sites, "pages": measure_build}[what]()
    who = resource.RUSAGE_CHILDREN if what == "pages" else resource.RUSAGE_SELF
    return dict(zip(STEPS[what], taken, strict=True)) | {"MiB": resource.getrusage(who).ru_maxrss / 1024}


def measure_facts() -> tuple[float, ...]:
    """Load the tables, work out a study, and make the page that shows every fact."""
    from analysis.evidence import load
    from analysis.paths import project
    from analysis.publish.pages.reference import sources
    from analysis.publish.template import environment
    from analysis.study import compare

    templates = environment(project())
    page = templates.get_template("sources.html.j2").blocks["main"]
    context = templates.get_template("sources.html.j2").new_context
    _, loaded = timed(lambda: load(project().data))
    study, worked_out = timed(lambda: compare("latest"))
    values = {"description": MADE_UP, "document": templates.get_template("parts.html.j2").module.document}
    _, shown = timed(lambda: "".join(page(context(values | {"documents": sources(study)}))))
    return loaded, worked_out, shown


def measure_sites() -> tuple[float, ...]:
    """Load the tables, make the table of sites and draw their map."""
    from analysis.charts.canvas import WIDE
    from analysis.charts.maps import SiteMap
    from analysis.evidence import load
    from analysis.evidence.outlines import outlines
    from analysis.pages.sites import sites
    from analysis.paths import project
    from analysis.publish.svg import svg_of
    from analysis.study import compare

    _, loaded = timed(lambda: load(project().data))
    study, known = compare("latest"), outlines()
    table, made = timed(lambda: sites(study))
    _, mapped = timed(lambda: svg_of(SiteMap(table, known).draw(WIDE), "sites", "sites", "sites"))
    return loaded, made, mapped


def measure_build() -> tuple[float]:
    """Build the site of the project."""
    command = [sys.executable, "-m", "analysis", "build", "--force"]
    return (seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)),)


def timed(act: Callable[[], object]) -> tuple:
    """What a call gives, and the seconds of a processor it took: others at work on the machine do not count."""
    started = time.process_time()
    return act(), time.process_time() - started


def fastest(what: str, size: int) -> dict[str, float]:
    """Measure a project of one size, all but the largest more than once: the lowest figures count."""
    runs = [measured(what, size) for _ in range(1 if size == SIZES[what][-1] or what == "pages" else REPEATS)]
    return {step: min(run[step] for run in runs) for step in runs[0]}


def measured(what: str, size: int) -> dict[str, float]:
    """Measure a project of one size in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        copy = ProjectCopy(Path(folder) / "project")
        ADD[what](copy, size)
        command = [sys.executable, __file__, "--measure", what]
        run = subprocess.run(command, env=measured_environment(copy.root), capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"{size:,} {what}: {run.stderr[-2000:]}")
    print(f"{size:,} {what}: {run.stdout.strip()}", flush=True)
    return json.loads(run.stdout)


def exponent(sizes: tuple[int, ...], values: list[float]) -> float:
    """How a value grows between the two largest sizes: 1 is as the size does, 2 as its square."""
    return math.log(values[-1] / values[-2]) / math.log(sizes[-1] / sizes[-2])


def lines_of(what: str) -> list[str]:
    """The rows of the results for one kind of load."""
    sizes = SIZES[what]
    found = [fastest(what, size) for size in sizes]
    lines = []
    for step in (*STEPS[what], "MiB"):
        values = [one[step] for one in found]
        growth = exponent(sizes, values)
        shown = " | ".join(f"{value:,.0f}" if step == "MiB" else f"{value:.2f}" for value in values)
        name = "peak memory [MiB]" if step == "MiB" else f"{step} [s]"
        lines.append(f"| {name} | {shown} | {growth:.2f}{' (more than linear)' if growth > LINEAR else ''} |")
    head = f"| {what} | {' | '.join(f'{size:,}' for size in sizes)} | grows as size to the power |"
    return [head, "|---" * (len(sizes) + 2) + "|", *lines]


def main(parts: list[str]) -> None:
    """Measure and write the results of each part."""
    for what in parts:
        machine = f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}"
        about = f"{ABOUT[what]} {machine}. The power is that between the two largest sizes: 1 is linear."
        write_part(f"Load: {SIZES[what][-1]:,} {what}", [about, "", *lines_of(what)])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2])))
    else:
        main(sys.argv[1:] or list(SIZES))
