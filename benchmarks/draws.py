"""A million draws of every quantity, beside plain NumPy drawing as many random numbers.

Run with ``make bench``. Each measurement runs three times in a process of its own; the fastest counts. Peak memory is
that of the whole process, with Python and its libraries.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

import numpy as np

from results import write_part

DRAWS = 1_000_000


def moving() -> tuple:
    """The study, the names of the quantities that have a range, and the inputs that have one."""
    from analysis import compare

    study = compare("latest")
    names = [
        name
        for name in study.graph.nodes
        if study.quantities[name].known and study.graph.upstream(name) & study.uncertain.keys()
    ]
    return study, names, study.uncertain


def random_numbers() -> int:
    """How many random numbers a draw has: inputs and the quantities that rest on them."""
    _, names, uncertain = moving()
    return len(names) + len(uncertain)


def model() -> Callable[[], None]:
    """Draw every quantity and take its band."""
    from analysis.study.derived import known
    from analysis.uncertainty import sample

    study, names, uncertain = moving()
    return lambda: sample(study.graph, known(study.inputs), uncertain, study.ranks, names, DRAWS).bands()


def uniform() -> Callable[[], None]:
    """As many uniform numbers as the model draws inputs and quantities, in the plain way: one array of them."""
    count = random_numbers()
    return lambda: np.random.default_rng(1).random((DRAWS, count))


def uniform_dropped() -> Callable[[], None]:
    """As many uniform numbers, each thrown away at once: the least that any draws can cost."""
    count, generator = random_numbers(), np.random.default_rng(1)

    def run() -> None:
        for _ in range(count):
            generator.random(DRAWS)

    return run


def inputs_alone() -> Callable[[], None]:
    """The model's uncertain inputs alone, independent, from NumPy's own beta and lognormal generators."""
    generator, uncertain = np.random.default_rng(1), list(moving()[2].values())

    def run() -> None:
        for one in uncertain:
            if one.kind == "lognormal":
                generator.lognormal(np.log(one.central), np.log(one.high / one.central) / 1.645, DRAWS)
            else:
                width = one.high - one.low
                rising, falling = (1 + 4 * (one.central - one.low) / width, 1 + 4 * (one.high - one.central) / width)
                generator.beta(rising, falling, DRAWS)

    return run


MEASURED = {
    "model": "every quantity that has a range, with its 5/50/95% band",
    "inputs_alone": "NumPy: the uncertain inputs alone, from its beta and lognormal generators",
    "uniform": "NumPy: as many uniform numbers as draws of inputs and quantities, in one array",
    "uniform_dropped": "NumPy: as many uniform numbers, each million thrown away at once",
}


def measure(name: str) -> dict[str, float]:
    """Seconds and peak memory of one measurement, in this process."""
    run = globals()[name]()
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    return {"seconds": min(seconds), "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    """Measure everything and write the results."""
    found = {}
    for name in MEASURED:
        run = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True)
        found[name] = json.loads(run.stdout)
    _, names, uncertain = moving()
    versions = ", ".join(f"{package} {version(package)}" for package in ("numpy", "scipy"))
    lines = [
        f"{len(names)} quantities with a range, from {len(uncertain)} uncertain inputs. {os.cpu_count()} processors, "
        f"{platform.machine()}, Python {platform.python_version()}, {versions}.",
        "",
        "| what | seconds | the model takes | peak memory |",
        "|---|---|---|---|",
    ]
    for name, what in MEASURED.items():
        ratio = found["model"]["seconds"] / found[name]["seconds"]
        times = "" if name == "model" else f"{ratio:.1f} times as long"
        lines.append(f"| {what} | {found[name]['seconds']:.2f} | {times} | {found[name]['peak_mib']:.0f} MiB |")
    lines += [
        "",
        "PERT quantiles are read from a table of 8,192 cells, worked out in full in the outer 0.2% on "
        "either side; the error is below 1e-4 of the distance from the 1st to the 99th percentile "
        "(`tests/unit/test_uncertainty.py`).",
    ]
    write_part(f"{DRAWS:,} draws of every quantity", lines)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        main()
