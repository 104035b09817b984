"""The command line: ``analysis`` and ``python -m analysis``."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from analysis.errors import AnalysisError, CallError, Fault
from analysis.paths import project

if TYPE_CHECKING:
    from analysis.publish.build import Result
    from analysis.publish.planning import Plan
    from analysis.study import Study

app = typer.Typer(
    help="How do AI-infrastructure investment programmes really compare?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a parameter; may be given again.")
]
OneEdition = Annotated[str | None, typer.Option("--edition", help="A file in data/editions; latest when left out.")]
Notebooks = Annotated[list[str] | None, typer.Option(help="A notebook to build; may be given again.")]
Jobs = Annotated[
    int | None, typer.Option(min=1, max=1000, help="Pages at the same time; one a processor when left out.")
]
Scheduler = Annotated[
    str, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers do the work: tcp://host:8786.")
]


def as_option(name: str, value: object) -> str:
    """Name a parameter as it was written on the command line."""
    return f"--edition {value}" if name == "edition" else f"--set {name}={value}"


def changes_of(given: list[str] | None) -> dict[str, str]:
    """Read ``KEY=VALUE`` options.

    Raises
    ------
    CallError
        If one has no key, no value or a key that was given before.
    """
    changes: dict[str, str] = {}
    for option in given or []:
        key, equals, value = option.partition("=")
        if not (key and equals and value):
            raise CallError(f"--set {option}: is not of the form KEY=VALUE (such as subject_sites=5)")
        if key in changes:
            raise CallError(f"--set {option}: {key} is set twice")
        changes[key] = value
    return changes


def study_for(edition: str | None, given: list[str] | None) -> Study:
    """The study that a command asks for."""
    from analysis.study import study_in

    return study_in(project(), edition, changes_of(given), as_option)


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
    fresh: Annotated[bool, typer.Option("--fresh-kernels", help="Fork no kernel from a warm process.")] = False,
    scheduler: Scheduler = "",
) -> None:
    """Run the notebooks and publish the pages; the site holds just what this call built."""
    from analysis.publish.kernels.server import start_server
    from analysis.publish.unchanged import is_current, keep
    from analysis.publish.versions import made_from

    root, changes = project(), changes_of(given)
    site = out_dir or root.site
    made = made_from(root, {"editions": edition, "notebooks": notebook, "changes": changes})
    if not force and is_current(root, site, made):
        out.print(f"Nothing has changed since {site / 'index.html'} was built")
        return
    if not (fresh or scheduler):
        start_server()  # it gets warm while the plan is made
    from analysis.publish.planning import plan

    checked = plan(root, edition or (), notebook or (), changes, site, as_option)
    publish(checked, jobs, scheduler, force, warm=not fresh)
    keep(root, site, made)


def publish(plan: Plan, jobs: int | None, scheduler: str, force: bool = False, warm: bool = True) -> None:
    """Build a site, and say what becomes of each page."""
    from analysis.publish.build import BuildError, How, build
    from analysis.publish.progress import progress
    from analysis.publish.workers import processors

    out.print(f"Building {len(plan.pages)} pages into {plan.out}")
    try:
        with progress(out, len(plan.pages)) as report:
            results = build(plan, How(jobs or processors(), scheduler, force, warm), report)
    except BuildError as error:
        print_results(error.results)
        raise
    print_results(results)
    out.print(f"Open {plan.out / 'index.html'}")


def print_results(results: list[Result]) -> None:
    """Print what became of each page."""
    table = Table("page", "seconds", "size", "status")
    for result in results:
        size = f"{result.size / 1000:.0f} kB" if result.size else ""
        table.add_row(result.page.address, f"{result.seconds:.1f}", size, result.status)
    out.print(table)


@app.command()
def numbers(
    edition: OneEdition = None,
    given: Set = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print all quantities of an edition."""
    study = study_for(edition, given)
    if as_json:
        sys.stdout.write(json.dumps(study.as_json(), indent=2, ensure_ascii=False, allow_nan=False) + "\n")
        return
    from analysis.wording import quantity

    out.print(f"Edition {study.loaded.parameters.edition}, as of {study.as_of}")
    titles = {name: seat.name for name, seat in study.seats.items()} | {"common": "The same for both"}
    for group, quantities in study.groups.items():
        name = titles.get(group, group.capitalize())
        table = Table("quantity", "value", "as of", "what it is", title=name, title_justify="left")
        for key, value in quantities.items():
            text = quantity(value, "range") if value.known else f"none: {value.gap}"
            table.add_row(key, text, str(value.as_of or ""), value.label)
        out.print(table)


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
    from analysis.sweeps.settings import as_option as as_vary
    from analysis.sweeps.settings import options
    from analysis.sweeps.table import sweep_in

    path = file and checked_path(project(), file)
    checked = sweep_in(project(), options(vary), edition, changes_of(given), ranges, as_vary, as_option)
    if pages:
        from analysis.publish.planning import plan_of_settings

        settings = checked.settings()
        publish(
            plan_of_settings(project(), settings, edition, notebook or (), changes_of(given), pages, as_option),
            jobs,
            scheduler,
        )
        return
    quiet = not err.is_terminal or (path is None and out.is_terminal)
    blocks = track(checked.blocks(), "settings", checked.runs, console=err, transient=True, disable=quiet)
    if path is None:
        print_csv(blocks)
        return
    write(path, blocks)
    out.print(f"Wrote every quantity at {len(checked):,} settings to {file}")


@app.command()
def editions() -> None:
    """List the editions, with their day and what they are for."""
    from analysis.edition import load_edition, names_of_editions
    from analysis.evidence import load

    root = project()
    evidence = load(root.data)
    folded = (Column(name, overflow="fold") for name in ("subject", "comparator"))
    table = Table("edition", "as of", *folded, Column("why", ratio=1))
    for name in names_of_editions(root.data / "editions"):
        parameters = load_edition(root.data / "editions", evidence, name, {}).parameters
        table.add_row(name, parameters.as_of.isoformat(), parameters.subject, parameters.comparator, parameters.why)
    out.print(table)


@app.command()
def check() -> None:
    """Check the data, the editions, the manifest, the data package and the README; list every fault."""
    from analysis.checking import faults_of_project

    stop_at(faults_of_project(project()))
    out.print("No faults: tables, words, references, corrections, editions, manifest, data package and README.")


@app.command("check-site")
def check_site(
    folder: Annotated[Path | None, typer.Argument(help="A built site; reports/site when left out.")] = None,
    served: Annotated[bool, typer.Option("--served", help="Over a local web server, rather than from disk.")] = False,
    only: Annotated[str, typer.Option(metavar="PATTERN", help="Pages to check, such as 'fr/*'.")] = "",
) -> None:
    """Check published pages in a browser and as files; list every fault."""
    from rich.progress import track

    try:
        from analysis.publish.check_site import faults_of_site, read_site
    except ModuleNotFoundError as missing:
        raise CallError(f"check-site needs {missing.name}: run 'make', or pip install -e '.[dev]'") from None

    site = read_site(folder or project().site, only)
    progress = partial(track, description="pages", console=out, transient=True, disable=not out.is_terminal)
    stop_at(faults_of_site(site, served, progress))
    out.print(
        f"No faults in {len(site.chosen)} pages: requests, accessibility, markup, alternative text, figures, links, "
        "languages and weight."
    )


def stop_at(faults: list[Fault]) -> None:
    """Print faults and end with code 1; without any, go on."""
    for fault in faults:
        err.print(str(fault))
    if faults:
        err.print(f"{len(faults)} faults")
        raise typer.Exit(1)


@app.command()
def describe() -> None:
    """Write anew what is made from the data: the data package, the README's answer and its chart."""
    from analysis.evidence import load
    from analysis.evidence.descriptor import write_descriptor
    from analysis.publish.answer import write_answer

    root = project()
    load(root.data)  # what is made from data with faults would spread them
    for path in (write_descriptor(root.data), *write_answer(root)):
        out.print(f"Wrote {root.name(path)}")


@app.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="QUANTITY", help="Such as announced_ratio or comparator.spent.")],
    edition: OneEdition = None,
    given: Set = None,
) -> None:
    """Print how a number is made: formula in words, inputs, chosen row, facts, sources."""
    from analysis.explain import explanation

    for line in explanation(study_for(edition, given), name):
        out.print(line)


def main() -> None:
    """Run the command line; a user's mistake ends in one message and an exit code, never in a traceback."""
    try:
        code = app(standalone_mode=False)
    except AnalysisError as error:
        err.print(f"Error: {error}")
        code = error.exit_code
    except typer.Exit as done:
        code = done.exit_code
    except (KeyboardInterrupt, typer.Abort):
        err.print("Stopped.")
        code = 130
    except Exception as error:
        if not hasattr(error, "format_message"):  # what typer raises for a bad call
            raise
        err.print(f"Error: {error.format_message()}")
        code = 2
    sys.exit(code)
