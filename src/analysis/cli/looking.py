"""Commands that print numbers and how they are made: ``numbers``, ``explain``, ``editions``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.table import Column, Table

from analysis.characters import json_text
from analysis.cli.app import app, out
from analysis.cli.options import OneEdition, Set, study_for
from analysis.paths import project


@app.command()
def numbers(
    edition: OneEdition = None,
    given: Set = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print all quantities of an edition."""
    study = study_for(edition, given)
    if as_json:
        sys.stdout.buffer.write(json_text(study.as_json()).encode())
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
def explain(
    name: Annotated[str, typer.Argument(metavar="QUANTITY", help="Such as announced_ratio or comparator.spent.")],
    edition: OneEdition = None,
    given: Set = None,
) -> None:
    """Print how a number is made: formula in words, inputs, chosen row, facts, sources."""
    from analysis.provenance import explanation

    for line in explanation(study_for(edition, given), name):
        out.print(line)


@app.command()
def editions() -> None:
    """List the editions, with their day and what they are for."""
    from analysis.edition import all_editions
    from analysis.evidence import load

    root = project()
    folded = (Column(name, overflow="fold") for name in ("subject", "comparator"))
    table = Table("edition", "as of", *folded, Column("why", ratio=1))
    for name, parameters in all_editions(root.data / "editions", load(root.data)).items():
        table.add_row(name, parameters.as_of.isoformat(), parameters.subject, parameters.comparator, parameters.why)
    out.print(table)
