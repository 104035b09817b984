"""Build the site: have the notebooks of a plan run, write the pages, swap the site in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import AnalysisError, said_by
from analysis.files import clear_left_behind
from analysis.publish.cache import Cache
from analysis.publish.cluster import cluster
from analysis.publish.maker import Maker
from analysis.publish.notebook_error import NotebookError
from analysis.publish.page_context import PageContext
from analysis.publish.planning import Page, Part, Plan
from analysis.publish.pool import SECONDS_PER_CELL, Submit, forking, forks, threads
from analysis.publish.site import swapped_in, write_record
from analysis.publish.versions import why_no_commit

if TYPE_CHECKING:
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
        super().__init__(results)

    def __str__(self) -> str:
        return "\n".join(
            f"notebooks/{result.page.notebook}.ipynb, edition {result.page.edition}, {result.error}\n"
            f"  repeat it with: {result.page.command}"
            for result in self.results
            if result.error
        )


@dataclass(frozen=True)
class Options:
    """How a build goes about its work; the site is the same in every way.

    Attributes
    ----------
    jobs : int
        How many pages are made at the same time.
    scheduler : str
        Address of a Dask scheduler whose workers do the work; empty for this machine.
    force : bool
        Whether pages of earlier builds are made again.
    fresh_kernels : bool
        Whether notebooks run in kernels that Jupyter starts, in place of forked processes.
    limit : int
        How long a cell may take [seconds].
    """

    jobs: int = 1
    scheduler: str = ""
    force: bool = False
    fresh_kernels: bool = False
    limit: int = SECONDS_PER_CELL


def build(
    plan: Plan,
    options: Options = Options(),
    report: Callable[[Result], None] = lambda result: None,
    tell: Callable[[str], None] = lambda text: None,
) -> list[Result]:
    """Run the notebooks of a plan and publish the site if all of them succeed.

    Parameters
    ----------
    plan : Plan
        From :func:`analysis.publish.planning.plan`.
    options : Options
        With how many processes, and whether pages of earlier builds are taken.
    report : callable
        Called with the result of each page when it is done.
    tell : callable
        Called with what else a person should know.

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
    wait = f"Another build is writing {plan.out}; this one begins when that has ended"
    with swapped_in(plan.out, lambda: tell(wait)) as folder:
        builder = Builder(plan, options, folder, report)
        results = builder.run()
        if any(result.error for result in results):
            raise BuildError(results)
        write_record(folder, builder.record)
    if why := why_no_commit(plan.root.root):
        tell(f"Pages do not say from which commit they are made: {why}")
    builder.cache.prune()
    if builder.old_failure:
        tell(f"A notebook that failed in an earlier build is still there: {builder.old_failure}")
    if builder.cache.trouble:
        tell(f"Pages could not be kept for the next build: {builder.cache.trouble}")
    return results


@contextmanager
def workers(maker: Maker, options: Options) -> Iterator[Submit]:
    """What makes the pages of a site: the cluster that was asked for, else forked processes, else threads."""
    context = None if options.fresh_kernels else forking()
    if options.scheduler:
        chosen = cluster(maker, options.scheduler)
    elif context:
        chosen = forks(context, options.jobs, options.limit)
    else:
        chosen = threads(options.jobs)
    with chosen as submit:
        yield submit


class Builder:
    """One build on its way.

    Parameters
    ----------
    plan : Plan
    options : Options
    folder : Path
        Where the files of the site go.
    report : callable
        Called with the result of each page when it is done.
    """

    def __init__(self, plan: Plan, options: Options, folder: Path, report: Callable[[Result], None]):
        self.plan = plan
        self.options = options
        self.folder = folder
        self.report = report
        self.cache = Cache(plan.root)
        self.context = PageContext.of(plan)
        self.results: dict[str, Result] = {}
        self.answers: dict[Part, str] = {}
        self.old_failure = ""

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
        options = self.options
        in_process = not (options.fresh_kernels or options.scheduler) and forking() is not None
        maker = Maker(self.context, self.plan.root, in_process, options.limit)
        here = replace(maker)  # workers are sent the other one, without what this one keeps
        self.clear_failed()
        with workers(maker, options) as submit:
            waiting = dict(self.submitted(submit, maker))
            self.make_parts_until_a_page_is_there(here, waiting)
            for future in as_completed(list(waiting)):
                match waiting.pop(future):
                    case Page() as page, Path() as entry, kept:
                        self.take(page, entry, kept, future)
                    case Part() as part:
                        self.take_part(part, *future.result())
            for lang in self.plan.languages:
                self.put(here.index(lang, self.answers))
        return [self.results[page.address] for page in self.plan.pages]

    def submitted(self, submit: Submit, maker: Maker) -> Iterator[tuple[Future, Part | tuple[Page, Path, bool]]]:
        """Hand out the work, what may take longest first; of pages that are kept, what is around them."""
        for page in sorted(self.plan.pages, key=self.length, reverse=True):
            entry = self.cache.path(page.notebook, page.parameters)
            kept = None if self.options.force else self.cache.get(entry)
            yield submit(maker.page, page, kept), (page, entry, kept is not None)
        for part in self.plan.parts:
            yield submit(maker.part, part), part

    def make_parts_until_a_page_is_there(self, maker: Maker, waiting: dict[Future, Any]) -> None:
        """Make parts in this process, which has nothing else to do for the seconds in which others begin."""
        for future, part in reversed(list(waiting.items())):
            if not isinstance(part, Part) or any(one.done() for one in waiting):
                return
            if future.cancel():
                del waiting[future]
                self.take_part(part, *maker.part(part))

    def length(self, page: Page) -> int:
        """A guess at how long a page takes: long notebooks take long."""
        return (self.plan.root.notebooks / f"{page.notebook}.ipynb").stat().st_size

    def take(self, page: Page, entry: Path, kept: bool, future: Future) -> None:
        """Take a page that was made, or note why it failed."""
        try:
            made = future.result()
        except NotebookError as error:
            self.done(Result(page, 0, 0, f"{error}{self.keep_failed(page, error.notebook)}"))
            return
        if not kept:
            self.cache.put(entry, made.content)
        self.put(made.files)
        self.done(Result(page, made.seconds, len(made.files[page.address]), kept=kept))

    def take_part(self, part: Part, files: Files, answer: str) -> None:
        """Take a part that was made."""
        self.answers[part] = answer
        self.put(files)

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
            try:
                self.path_of_failed(page).unlink(missing_ok=True)
            except OSError as error:  # a project that cannot be written
                self.old_failure = said_by(error)

    def keep_failed(self, page: Page, notebook: bytes) -> str:
        """Keep a notebook that failed for reading; says where."""
        if not notebook:
            return ""
        path = self.path_of_failed(page)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(notebook)
        except OSError as error:
            return f"; it could not be kept ({said_by(error)})"
        return f"; kept as {self.plan.root.name(path)}"
