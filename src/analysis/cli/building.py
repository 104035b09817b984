"""Commands that build a site: ``build``, and ``sweep`` where it makes pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from analysis.cli.app import app, err, out
from analysis.cli.options import Jobs, Notebooks, OneEdition, Scheduler, Set, as_set, changes_of, varied
from analysis.errors import shown
from analysis.paths import project
from analysis.publish.pool import SECONDS_PER_CELL

if TYPE_CHECKING:
    from analysis.publish.build import Result
    from analysis.publish.planning import Plan


@app.command()
def build(
    edition: Annotated[list[str] | None, typer.Option(help="An edition to build; may be given again.")] = None,
    notebook: Notebooks = None,
    given: Set = None,
    out_dir: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder of the site; reports/site when left out.")
    ] = None,
    jobs: Jobs = None,
    force: Annotated[bool, typer.Option("--force", help="Make again what an earlier build made.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh-kernels", help="Run notebooks in kernels of Jupyter's.")] = False,
    scheduler: Scheduler = "",
    limit: Annotated[
        int, typer.Option("--cell-seconds", min=1, max=86_400, help="Seconds that a cell of a notebook may take.")
    ] = SECONDS_PER_CELL,
) -> None:
    """Run the notebooks and publish the pages; the site holds just what this call built."""
    from analysis.publish.cache import is_current, keep_record
    from analysis.publish.pool import start_server
    from analysis.publish.versions import made_from

    root, changes = project(), changes_of(given)
    site = out_dir or root.site
    made = made_from(root, {"editions": edition, "notebooks": notebook, "changes": changes})
    if not force and is_current(root, site, made):
        out.print(f"Nothing has changed since {site / 'index.html'} was built")
        return
    if not (fresh or scheduler):
        start_server()  # it imports the libraries while the plan is made
    from analysis.publish.planning import plan

    checked = plan(root, edition or (), notebook or (), changes, site, as_set)
    publish(checked, jobs, scheduler, force, fresh, limit)
    keep_record(root, site, made)


@app.command()
def preview(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port on this machine; 0 for one that is free.")] = 8000,
) -> None:
    """Serve the site on this machine while it is edited; an open page reloads itself when it has changed."""
    from analysis.publish.preview.server import serve

    serve(project(), port, out)


@app.command()
def notebooks(
    lang: Annotated[str, typer.Option(help="The language, such as fr.")],
    out_dir: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder that they are written into.")],
) -> None:
    """Write the notebooks in another language, for whoever explores in it."""
    from analysis.publish.notebooks import write_notebooks

    written = write_notebooks(project(), lang, out_dir)
    out.print(f"Wrote {len(written)} notebooks into {out_dir}")


@app.command()
def sweep(
    vary: Annotated[
        list[str],
        typer.Option("--vary", metavar="KEY=VALUES", help="Values a,b,c or start:stop:step; may be given again."),
    ],
    edition: OneEdition = None,
    given: Set = None,
    file: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="A .csv or .parquet file; CSV on standard output when left out."),
    ] = None,
    ranges: Annotated[bool, typer.Option("--ranges", help="Low and high too; takes longer.")] = False,
    pages: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Instead of a table a site with pages for each combination.")
    ] = None,
    notebook: Notebooks = None,
    jobs: Jobs = None,
    scheduler: Scheduler = "",
) -> None:
    """Work out all quantities at all combinations of some parameters' values, as one table or as pages."""
    from rich.progress import track

    from analysis.sweeps.files import checked_path, print_csv, write
    from analysis.sweeps.table import sweep_in

    path = file and checked_path(project(), file)
    values = varied(vary)
    places = {name: f"--vary {shown(name)}={shown(of_name)}" for name, of_name in values.items()}
    checked = sweep_in(project(), values, edition, changes_of(given), ranges, places, as_set)
    if pages:
        from analysis.publish.planning import plan

        settings = checked.settings()
        planned = plan(project(), [edition], notebook or (), changes_of(given), pages, as_set, settings)
        publish(planned, jobs, scheduler)
        return
    quiet = not err.is_terminal or (path is None and out.is_terminal)
    total = len(checked.starts())
    frames = track(checked.frames(), "settings", total, console=err, transient=True, disable=quiet)
    if path is None:
        print_csv(frames)
        return
    write(path, frames)
    out.print(f"Wrote every quantity at {len(checked):,} settings to {file}")


def publish(plan: Plan, jobs: int | None, *how: Any) -> None:
    """Build a site, one page a processor unless jobs say otherwise, and say what becomes of each page."""
    from analysis.publish.build import BuildError, Options, build
    from analysis.publish.pool import processors

    options = Options(jobs or processors(), *how)
    out.print(f"Building {len(plan.pages)} pages into {plan.out}")
    try:
        with progress(len(plan.pages)) as report:
            results = build(plan, options, report, err.print)
    except BuildError as error:
        print_results(error.results)
        raise
    print_results(results)
    out.print(f"Open {plan.out / 'index.html'}")


@contextmanager
def progress(pages: int) -> Iterator[Callable[[Result], None]]:
    """What a build tells of each page it has done: a bar on a terminal, plain lines in a log."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    def line(result: Result) -> None:
        spent = "" if result.kept else f" in {result.seconds:.1f} s"
        out.print(f"{result.page.address}: {result.status}{spent}")

    if not out.is_terminal:
        yield line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task("pages", total=pages)
        yield lambda result: bar.update(task, advance=1, description=result.page.address)


def print_results(results: list[Result]) -> None:
    """Print what became of each page."""
    table = Table("page", "seconds", "size", "status")
    for result in results:
        size = f"{result.size / 1000:.0f} kB" if result.size else ""
        table.add_row(result.page.address, f"{result.seconds:.1f}", size, result.status)
    out.print(table)
