"""A thousand settings of every quantity as one table, beside one study a setting.

Run with ``make bench``. Each sweep is measured in a process of its own that has loaded the data and worked out one
study; the clock runs from the call to the file on disk. The fastest of three counts.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from results import write_part

SETTINGS = 1000
VARY = {
    "rate": {"usd_per_eur": "0.6:1.599:0.001"},
    "money": {"usd_per_eur": "0.95:1.19:0.01", "subject_announced": "10:400:10"},
}
STUDIES = 20
MEASURED = {
    ("rate", ".csv", ""): f"the exchange rate at {SETTINGS:,} values, CSV",
    ("rate", ".parquet", ""): f"the exchange rate at {SETTINGS:,} values, Parquet",
    ("money", ".csv", ""): "25 exchange rates by 40 sums announced, CSV",
    ("rate", ".csv", "ranges"): f"the exchange rate at {SETTINGS:,} values with ranges, CSV",
}


def measure(name: str, ending: str, ranges: str) -> dict[str, float]:
    """Seconds of one sweep until its table is worked out, and until its file is written."""
    from analysis import compare
    from analysis.paths import project
    from analysis.sweeps.files import write
    from analysis.sweeps.table import sweep_in

    compare("latest")
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(1 if ranges else 3):
            started = time.perf_counter()
            checked = sweep_in(project(), VARY[name], "latest", ranges=bool(ranges))
            frames = list(checked.frames())
            worked_out = time.perf_counter()
            write(Path(folder) / f"sweep{ending}", frames)
            found.append((time.perf_counter() - started, worked_out - started))
            assert len(checked) == SETTINGS
    seconds, of_work = min(found)
    return {"seconds": seconds, "of_work": of_work, "rows": sum(map(len, frames))}


def one_study() -> float:
    """Seconds of one study a setting, as ``compare`` works it out."""
    from analysis import compare

    compare("latest")
    started = time.perf_counter()
    for number in range(STUDIES):
        compare("latest", usd_per_eur=1 + number / 100)
    return (time.perf_counter() - started) / STUDIES


def main() -> None:
    """Measure everything and write the results."""
    found = {}
    for what in MEASURED:
        run = subprocess.run([sys.executable, __file__, *what], capture_output=True, text=True, check=True)
        found[what] = json.loads(run.stdout)
    one = one_study()
    versions = ", ".join(f"{package} {version(package)}" for package in ("numpy", "pandas", "fastparquet"))
    lines = [
        f"Seconds beyond start-up: beyond importing, loading the data and one study. {os.cpu_count()} processors, "
        f"{platform.machine()}, Python {platform.python_version()}, {versions}.",
        "",
        "| what | rows | worked out | with the file written | one study a setting takes |",
        "|---|---|---|---|---|",
    ]
    for what, of_sweep in found.items():
        lines.append(
            f"| {MEASURED[what]} | {of_sweep['rows']:,} | {of_sweep['of_work']:.2f} | {of_sweep['seconds']:.2f} | "
            f"{one * SETTINGS / of_sweep['seconds']:,.0f} times as long |"
        )
    lines += [
        "",
        f"One study a setting: `compare('latest', usd_per_eur=...)`, {one:.2f} s each, the mean of {STUDIES}; it works "
        "out ranges too.",
    ]
    write_part(f"{SETTINGS:,} settings of every quantity", lines)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(*sys.argv[1:])))
    else:
        main()
