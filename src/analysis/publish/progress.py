"""Progress of a build: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from analysis.publish.build import Result


@contextmanager
def progress(console: Console, pages: int) -> Iterator[Callable[[Result], None]]:
    """Give what a build tells of each page it has done.

    Parameters
    ----------
    console : rich.console.Console
        Where to print.
    pages : int
        Pages in all.
    """
    if not console.is_terminal:
        yield lambda result: console.print(line(result))
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("pages", total=pages)
        yield lambda result: bar.update(task, advance=1, description=result.page.address)


def line(result: Result) -> str:
    """One page in one line."""
    spent = "" if result.kept else f" in {result.seconds:.1f} s"
    return f"{result.page.address}: {result.status}{spent}"
