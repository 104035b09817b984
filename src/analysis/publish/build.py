"""Build the site: have the notebooks of a plan run, write the pages, swap the site in."""

import functools
import importlib
from collections.abc import Callable
from concurrent.futures import as_completed
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import AnalysisError, said_by
from analysis.files import clear_left_behind
from analysis.paths import Project
from analysis.publish.cache import Cache
from analysis.publish.cluster import cluster
from analysis.publish.planning import Page, Plan
from analysis.publish.pool import SECONDS_PER_CELL, NotebookError, Submit, forking, forks, threads
from analysis.publish.site import swapped_in, write_record
from analysis.publish.versions import why_no_commit
from analysis.publish.writing import Files, SitePages


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
        cache, old_failure = Cache(plan.root), clear_failed(plan)
        results = made(plan, options, cache, folder, report)
        if any(result.error for result in results):
            raise BuildError(results)
        record = {"commit": plan.commit, "data_version": plan.data_version, "changes": plan.pages[0].loaded.changes}
        write_record(folder, record | {"pages": [page.address for page in plan.pages]})
    if why := why_no_commit(plan.root.root):
        tell(f"Pages do not say from which commit they are made: {why}")
    cache.prune()
    if old_failure:
        tell(f"A notebook that failed in an earlier build is still there: {old_failure}")
    if cache.trouble:
        tell(f"Pages could not be kept for the next build: {cache.trouble}")
    return results


def site_of(plan: Plan, options: Options) -> tuple[SitePages, AbstractContextManager[Submit]]:
    """The pages of a site, and what makes them: the cluster that was asked for, else forked processes, else threads."""
    context = None if options.fresh_kernels or options.scheduler else forking()
    if context is None:
        importlib.import_module("analysis.publish.run")  # before threads: IPython and matplotlib look into each other
    site = SitePages(plan, context is not None, options.limit)
    if options.scheduler:
        return site, cluster(site, options.scheduler)
    return site, forks(context, options.jobs, options.limit) if context else threads(options.jobs)


def made(plan: Plan, options: Options, cache: Cache, folder: Path, report: Callable[[Result], None]) -> list[Result]:
    """Make all files of a site in a folder, what may take longest first; returns what became of each page."""
    site, workers = site_of(plan, options)
    results, pages, parts = {}, {}, {}
    with workers as submit:
        for page in sorted(plan.pages, key=functools.partial(length, plan.root), reverse=True):
            entry = cache.path(page.notebook, page.parameters)
            kept = None if options.force else cache.get(entry)
            pages[submit(site.make, page, kept)] = page, entry, kept is not None
        for part in plan.parts:
            parts[submit(site.part, *part)] = part
        for future, part in reversed(list(parts.items())):  # until a page is there, this process has nothing to do
            if any(one.done() for one in (*pages, *parts)):
                break
            if future.cancel():
                del parts[future]
                write(folder, site.part(*part))
        for future in as_completed([*pages, *parts]):
            if parts.pop(future, None):
                write(folder, future.result())
                continue
            page, entry, kept = pages.pop(future)
            try:
                content, files, seconds = future.result()
            except NotebookError as error:
                result = Result(page, 0, 0, f"{error}{keep_failed(plan.root, page, error.notebook)}")
            else:
                if not kept:
                    cache.put(entry, content)
                write(folder, files)
                result = Result(page, seconds, len(files[page.address]), kept=kept)
            results[page.address] = result
            report(result)
    return [results[page.address] for page in plan.pages]


def length(root: Project, page: Page) -> int:
    """A guess at how long a page takes: long notebooks take long."""
    return (root.notebooks / f"{page.notebook}.ipynb").stat().st_size


def write(folder: Path, files: Files) -> None:
    """Write files of the site."""
    for address, content in files.items():
        target = folder / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def path_of_failed(root: Project, page: Page) -> Path:
    """Where the notebook of a page is kept if it fails."""
    return root.failed / page.address.replace("/", "-").replace(".html", ".ipynb")


def clear_failed(plan: Plan) -> str:
    """Throw away the notebooks that failed in an earlier build of these pages; says which one cannot be."""
    trouble = ""
    for page in plan.pages:
        try:
            path_of_failed(plan.root, page).unlink(missing_ok=True)
        except OSError as error:  # a project that cannot be written
            trouble = said_by(error)
    return trouble


def keep_failed(root: Project, page: Page, notebook: bytes) -> str:
    """Keep a notebook that failed for reading; says where."""
    if not notebook:
        return ""
    path = path_of_failed(root, page)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook)
    except OSError as error:
        return f"; it could not be kept ({said_by(error)})"
    return f"; kept as {root.name(path)}"
