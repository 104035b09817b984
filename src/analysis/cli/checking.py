"""Commands for whoever keeps the project: ``check``, ``check-site`` and ``describe``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.app import app, out, stop_at
from analysis.errors import CallError
from analysis.paths import project


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
        f"No faults in {len(site.chosen)} pages: requests, accessibility, markup, policy, alternative text, figures, "
        "links, languages, weight and traces of the machine."
    )


@app.command()
def describe() -> None:
    """Write anew what data and code give: the data package, the README's answer and chart, the picture of the steps."""
    from analysis.evidence import load
    from analysis.evidence.data_package import write_package
    from analysis.publish.answer import write_answer
    from analysis.publish.structure import write_structure

    root = project()
    load(root.data)  # what is made from data with faults would spread them
    for path in (write_package(root.data), *write_answer(root), write_structure(root)):
        out.print(f"Wrote {root.name(path)}")
