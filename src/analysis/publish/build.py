"""Build the site: run the notebooks of a plan, write the pages, swap the site in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from analysis.errors import AnalysisError
from analysis.publish.planning import Page, Plan
from analysis.publish.site import swapped_in
from analysis.publish.writing import SiteWriter


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
    """

    page: Page
    seconds: float
    size: int
    error: str


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


def build(checked: Plan, report: Callable[[Result], None] = lambda result: None) -> list[Result]:
    """Run the notebooks of a plan and publish the site if all of them succeed.

    Parameters
    ----------
    checked : Plan
        From :func:`plan`.
    report : callable
        Told of each page when it is done.

    Returns
    -------
    list of Result
        One a page.

    Raises
    ------
    BuildError
        If a page failed. The others ran all the same; the old site stands.
    """
    with swapped_in(checked.out) as folder:
        writer = SiteWriter(checked, folder)
        results = []
        for page in checked.pages:
            results.append(built(checked, page, writer))
            report(results[-1])
        if any(result.error for result in results):
            raise BuildError(results)
        writer.finish()
    return results


def built(checked: Plan, page: Page, writer: SiteWriter) -> Result:
    """Run one notebook and write its page."""
    from analysis.publish.kernels import run_notebook  # takes seconds to import: after the first line of a build

    started = time.perf_counter()
    failed = checked.root.failed / page.address.replace("/", "-").replace(".html", ".ipynb")
    try:
        notebook = run_notebook(checked.root, page.notebook, page.parameters, failed)
    except AnalysisError as error:
        kept = f"; kept as {checked.root.name(failed)}" if failed.exists() else ""
        return Result(page, time.perf_counter() - started, 0, f"{error}{kept}")
    size = writer.write(page, notebook)
    return Result(page, time.perf_counter() - started, size, "")
