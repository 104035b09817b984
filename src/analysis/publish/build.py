"""Build the site: have the notebooks of a plan run, write the pages, swap the site in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import AnalysisError
from analysis.files import clear_left_behind
from analysis.publish.cache import Cache
from analysis.publish.jobs import SECONDS_FOR_A_CELL, Failed, Job
from analysis.publish.page_context import PageContext
from analysis.publish.planning import Page, Part, Plan
from analysis.publish.site import swapped_in, write_record
from analysis.publish.work import Site, make_page, make_part, make_start_page
from analysis.publish.workers import Submit, cluster, processes

if TYPE_CHECKING:
    from analysis.publish.jobs import Drawn
    from analysis.publish.writing import Files


@dataclass(frozen=True)
class Result:
    """What became of a page.

    Attributes
    ----------
    page : Page
    seconds : float
        Time it took.
    size : int
        Size of the page [bytes]; 0 where it failed.
    error : str
        Why it failed, empty where it did not.
    kept : bool
        Whether it was made by an earlier build.
    """

    page: Page
    seconds: float
    size: int
    error: str = ""
    kept: bool = False

    @property
    def status(self) -> str:
        """``built``, ``unchanged`` or ``failed``."""
        return "failed" if self.error else "unchanged" if self.kept else "built"


class BuildError(AnalysisError):
    """Some pages failed; the old site stands.

    Attributes
    ----------
    results : list of Result
        What became of every page.
    """

    def __init__(self, results: list[Result]):
        self.results = results
        super().__init__(
            "\n".join(
                f"notebooks/{result.page.notebook}.ipynb, edition {result.page.edition}, {result.error}\n"
                f"  repeat it with: {result.page.command}"
                for result in results
                if result.error
            )
        )


@dataclass(frozen=True)
class How:
    """How a build goes about its work; the site is the same in every way.

    Attributes
    ----------
    jobs : int
        How many processes work at the same time.
    scheduler : str
        Address of a Dask scheduler whose workers do the work instead; empty for processes of this machine.
    force : bool
        Whether pages of earlier builds are made again.
    warm : bool
        Whether kernels and workers may be forked from a warm process.
    limit : int
        How long a cell may take [seconds].
    """

    jobs: int = 1
    scheduler: str = ""
    force: bool = False
    warm: bool = True
    limit: int = SECONDS_FOR_A_CELL


def build(
    checked: Plan,
    how: How = How(),
    report: Callable[[Result], None] = lambda result: None,
    tell: Callable[[str], None] = lambda text: None,
) -> list[Result]:
    """Run the notebooks of a plan and publish the site if all of them succeed.

    Parameters
    ----------
    checked : Plan
        From :func:`plan`.
    how : How
        With how many workers, and whether pages of earlier builds are taken.
    report : callable
        Told of each page when it is done.
    tell : callable
        Told what else a person should know.

    Returns
    -------
    list of Result
        One a page, in the order of the plan.

    Raises
    ------
    BuildError
        If a page failed. The others ran all the same; the old site stands.
    """
    clear_left_behind()
    wait = f"Another build is writing {checked.out}; this one begins when that has ended"
    with swapped_in(checked.out, lambda: tell(wait)) as folder:
        builder = Builder(checked, how, folder, report)
        results = builder.run()
        if any(result.error for result in results):
            raise BuildError(results)
        write_record(folder, builder.record)
    builder.cache.prune()
    if builder.cache.trouble:
        tell(f"Pages could not be kept for the next build: {builder.cache.trouble}")
    return results


class Builder:
    """One build on its way.

    Parameters
    ----------
    checked : Plan
    how : How
    folder : Path
        Where the files of the site go.
    report : callable
        Told of each page when it is done.
    """

    def __init__(self, checked: Plan, how: How, folder: Path, report: Callable[[Result], None]):
        self.plan = checked
        self.how = how
        self.folder = folder
        self.report = report
        self.cache = Cache(checked.root)
        self.context = PageContext.of(checked)
        self.kept: set[str] = set()
        self.results: dict[str, Result] = {}
        self.answers: dict[Part, str] = {}

    @property
    def record(self) -> dict[str, Any]:
        """What was built, for the file that stands beside the pages."""
        return {
            "commit": self.context.commit,
            "data_version": self.context.data_version,
            "pages": [page.address for page in self.plan.pages],
            "changes": self.plan.pages[0].loaded.changes,
        }

    def run(self) -> list[Result]:
        """Do all the work."""
        site = Site(self.context, self.plan.root)
        how = self.how
        with cluster(site, how.scheduler) if how.scheduler else processes(site, how.jobs, how.warm) as submit:
            waiting = dict(self.submitted(submit))
            for future in as_completed(list(waiting)):
                match waiting.pop(future):
                    case Page() as page:
                        self.take(page, *future.result())
                    case Part() as part:
                        files, self.answers[part] = future.result()
                        self.put(files)
            for start_page in [submit(make_start_page, lang, self.answers_in(lang)) for lang in self.plan.languages]:
                self.put(start_page.result())
        return [self.results[page.address] for page in self.plan.pages]

    def submitted(self, submit: Submit) -> Iterator[tuple[Future, Page | Part]]:
        """Hand out the work, what may take longest first; of pages that are kept, what is around them."""
        self.clear_failed()
        for part in self.plan.long_parts:
            yield submit(make_part, part), part
        for page in sorted(self.plan.pages, key=self.length, reverse=True):
            job = self.job(page)
            kept = None if self.how.force else self.cache.get(job)
            if kept:
                self.kept.add(page.address)
            yield submit(make_page, job, page, kept), page
        for part in self.plan.short_parts:
            yield submit(make_part, part), part

    def answers_in(self, lang: str) -> dict[str, str]:
        """The answer of each edition in a language, in short."""
        return {part.edition: answer for part, answer in self.answers.items() if part.edition and part.lang == lang}

    def length(self, page: Page) -> int:
        """A guess at how long a page takes: long notebooks take long."""
        return (self.plan.root.notebooks / f"{page.notebook}.ipynb").stat().st_size

    def job(self, page: Page) -> Job:
        """The work that a page takes."""
        return Job(page.notebook, page.lang, page.parameters, self.how.warm, self.how.limit)

    def take(self, page: Page, drawn: Drawn | Failed, files: Files) -> None:
        """Take a page that a worker has made."""
        if isinstance(drawn, Failed):
            self.done(Result(page, drawn.seconds, 0, drawn.error + self.keep_failed(page, drawn.notebook)))
            return
        kept = page.address in self.kept
        if not kept:
            self.cache.put(self.job(page), drawn)
        folder = page.address.removesuffix(".html")
        self.put(files | {f"{folder}/{name}": content for name, content in drawn.files.items()})
        self.done(Result(page, drawn.seconds, len(files[page.address]), kept=kept))

    def done(self, result: Result) -> None:
        """Note what became of a page."""
        self.results[result.page.address] = result
        self.report(result)

    def put(self, files: Files) -> None:
        """Write files of the site."""
        for address, content in files.items():
            target = self.folder / address
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def path_of_failed(self, page: Page) -> Path:
        """Where the notebook of a page is kept if it fails."""
        return self.plan.root.failed / page.address.replace("/", "-").replace(".html", ".ipynb")

    def clear_failed(self) -> None:
        """Throw away the notebooks that failed in an earlier build of these pages."""
        for page in self.plan.pages:
            self.path_of_failed(page).unlink(missing_ok=True)

    def keep_failed(self, page: Page, notebook: bytes) -> str:
        """Keep a notebook that failed for reading; says where."""
        if not notebook:
            return ""
        path = self.path_of_failed(page)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook)
        return f"; kept as {self.plan.root.name(path)}"
