"""What this project's own builds take: cold, again, after a change, for many editions; and the start of its command."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from analysis import compare
from analysis.publish.notebooks import question_of
from analysis.publish.planning import plan
from analysis.study.study import worked_out
from project_copy import ProjectCopy
from real_pages import Weight, checked, weight
from timing import CORES, RunError, best, measured_environment, run, seconds

ANALYSIS = (sys.executable, "-m", "analysis")
REPEATS = 3
CHANGED = "00-answer"
TWO = ("00-answer", "03-when")
"""Notebooks that are built for many editions."""
WARM = 20
"""Editions at most whose cells are run warm: half to get warm, half to be timed."""
NOTEBOOK_IMPORTS = "from analysis.notebook import dated, figure, here, table"


@dataclass(frozen=True)
class Many:
    """Builds of more and more editions.

    Attributes
    ----------
    notebooks : tuple of str
        The notebooks that are built for each.
    seconds : dict of int to float
        Seconds by the number of pages.
    warm : float
        Seconds that the cells of a page take in one warm process, with one on each processor; the mean of a run before
        the builds and one after them.
    width : int
        Notebooks that run at a time.
    """

    notebooks: tuple[str, ...]
    seconds: dict[int, float]
    warm: float
    width: int

    @property
    def marginal(self) -> float:
        """Seconds of a core for one more page, from the two greatest builds."""
        (fewer, less), (more, longer) = sorted(self.seconds.items())[-2:]
        return (longer - less) / (more - fewer) * self.width


class OwnBuilds:
    """Builds of a copy of the project.

    Parameters
    ----------
    copy : ProjectCopy
        What is built, and changed between builds.
    out : Path
        Folder of the site.
    """

    def __init__(self, copy: ProjectCopy, out: Path):
        self.copy = copy
        self.out = out

    def build(self, *options: object) -> float:
        """Build the site; returns the seconds it took."""
        command = [*ANALYSIS, "build", "--out", self.out, *options]
        return seconds(lambda: run(command, measured_environment(self.copy.root)))

    def cold(self, jobs: int) -> float:
        """Build everything, with nothing kept from an earlier build."""
        shutil.rmtree(self.copy.project.cache, ignore_errors=True)
        return self.build("--jobs", jobs, "--force")

    def again(self) -> float:
        """Build with nothing changed."""
        return best(self.build() for _ in range(REPEATS))

    def notebook_changed(self) -> float:
        """Build with a sentence more in one notebook."""
        taken = []
        for number in range(REPEATS):
            sentence = f"Change {number + 1}."
            self.copy.change_notebook(CHANGED, sentence)
            taken.append(self.build())
            self.refuse_without(sentence, CHANGED)
        return best(taken)

    def row_changed(self) -> float:
        """Build with another number in one row of the data."""
        before = self.texts()
        self.copy.change_row(31)
        taken = self.build()
        if self.texts() == before:
            raise RunError("no page shows the row of the data that was changed")
        return taken

    def texts(self) -> dict[Path, bytes]:
        """All pages of the site."""
        return {page: page.read_bytes() for page in self.out.rglob("*.html")}

    def refuse_without(self, sentence: str, notebook: str) -> None:
        """Refuse a site on which no page of a notebook has a sentence."""
        pages = self.out.rglob(f"{notebook}.html")
        if not any(sentence in page.read_text(encoding="utf-8") for page in pages):
            raise RunError(f"no page of {notebook} has the sentence {sentence!r}")

    def weight(self, pages: list[Path]) -> Weight:
        """What the pages of notebooks weigh."""
        shared = [*self.out.rglob("*.css"), *self.out.rglob("*.js")]
        beside = [file for page in pages for file in page.with_suffix("").rglob("*")]
        return weight(pages, shared, beside)


def many_editions(folder: Path, notebooks: tuple[str, ...], counts: tuple[int, ...]) -> Many:
    """Build notebooks for more and more editions, and run their cells in a warm process on each processor.

    Parameters
    ----------
    folder : Path
        A new folder for everything.
    notebooks : tuple of str
        By name.
    counts : tuple of int
        Numbers of editions.
    """
    copy = ProjectCopy(folder / "project")
    names = copy.add_editions(max(counts))
    builds, taken = OwnBuilds(copy, folder / "site"), {}
    warm = [warm_cells(copy.root, notebooks, names[:WARM])]
    for count in counts:
        copy.publish(notebooks=list(notebooks), editions=names[:count], languages=["en"])
        taken[count * len(notebooks)] = builds.cold(CORES)
        for page in plan(copy.project, out=builds.out).pages:
            checked(builds.out / page.address, question_of(copy.project, page.notebook), 0)
        print(f"{count} editions of {len(notebooks)} notebooks: {taken[count * len(notebooks)]:.1f} s", flush=True)
    warm.append(warm_cells(copy.root, notebooks, names[:WARM]))
    return Many(notebooks, taken, sum(warm) / len(warm), CORES)


def warm_cells(root: Path, notebooks: tuple[str, ...], names: list[str]) -> float:
    """Seconds that the cells of a page take in a warm process, with one on each processor, as busy as in a build."""
    command = [sys.executable, Path(__file__).with_name("warm_cells.py"), ",".join(notebooks), *names]
    with ThreadPoolExecutor(CORES) as pool:
        running = [pool.submit(run, command, measured_environment(root)) for _ in range(CORES)]
        return sum(float(process.result()) for process in running) / CORES


def start_up(root: Path, repeats: int = 5) -> dict[str, float]:
    """Seconds until the help stands there, and of imports: this package's own modules, and its libraries."""
    env = measured_environment(root)
    own = [importing("import analysis", env)[0] for _ in range(repeats)]
    notebook = [importing(NOTEBOOK_IMPORTS, env) for _ in range(repeats)]
    return {
        "`analysis --help`, the whole process": best(
            seconds(lambda: run([*ANALYSIS, "--help"], env)) for _ in range(repeats)
        ),
        "`import analysis`, without its libraries": best(own),
        "what a notebook imports of this project, without its libraries": best(mine for mine, _ in notebook),
        "the libraries that come with it, and Python's own modules": best(others for _, others in notebook),
        **studies(repeats),
    }


def studies(repeats: int) -> dict[str, float]:
    """Seconds of working out an edition whose data are read, and of having the same study in a second language."""

    def anew() -> None:
        worked_out.cache_clear()
        compare("latest")

    anew()
    return {
        "an edition worked out, its data read": best(seconds(anew) for _ in range(repeats)),
        "the same edition in a second language, whose study it is": best(
            seconds(lambda: compare("latest", lang="fr")) for _ in range(repeats)
        ),
    }


def importing(statement: str, env: dict[str, str]) -> tuple[float, float]:
    """Seconds of importing this package's own modules, and all others."""
    command = [sys.executable, "-X", "importtime", "-c", statement]
    told = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stderr
    found = re.findall(r"import time: +(\d+) \| +\d+ \| +(\S+)", told)
    own = sum(int(taken) for taken, module in found if module.partition(".")[0] == "analysis") / 1e6
    return own, sum(int(taken) for taken, _ in found) / 1e6 - own
