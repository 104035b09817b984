"""Commands that print numbers: ``numbers``, ``field``, ``explain``, ``editions``, and ``diff`` for how they changed."""

import sys
from typing import Annotated, Literal

import typer
from rich.table import Column, Table

from analysis.characters import json_text
from analysis.cli.app import app, out
from analysis.cli.options import OneEdition, Set, study_for
from analysis.errors import CallError
from analysis.paths import project
from analysis.text import translate


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
            text = quantity(value, "range") if value.known else f"none: {translate(value.gap)}"
            table.add_row(key, text, str(value.as_of or ""), translate(value.label))
        out.print(table)


@app.command()
def field(
    rung: Annotated[str | None, typer.Option(help="One rung alone, such as spent.")] = None,
    kind: Annotated[str | None, typer.Option(help="One kind of programme alone, such as public.")] = None,
    currency: Annotated[str, typer.Option(help="What the sums are told in.")] = "USD",
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As known on this day.")] = None,
    edition: OneEdition = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Print every programme on every rung of the ladder."""
    from analysis.api import field as every

    study = study_for(edition, [f"as_of={as_of}"] if as_of else None)
    found = every(study, rung=rung, kind=kind, currency=currency)
    if as_json:
        sys.stdout.write(json_text(found.assign(as_of=found["as_of"].map(str)).to_dict("records")))
    elif as_csv:
        sys.stdout.write(found.to_csv(index=False, lineterminator="\n"))
    else:
        signs = {"at least": ">", "at most": "<", "": ""}
        found["sum"] = [f"{signs.get(row.bound, '~')}{row.central:,.3g}" for row in found.itertuples()]
        rungs = dict.fromkeys(found["rung"])
        table = Table(
            "programme", *rungs, title=f"Billions of {currency}, as known on {study.as_of}", title_justify="left"
        )
        for name, rows in found.groupby("name", sort=False):
            sums = dict(zip(rows["rung"], rows["sum"], strict=True))
            table.add_row(name, *(sums.get(rung, "") for rung in rungs))
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
    from analysis.api import editions as there

    folded = (Column(name, overflow="fold") for name in ("subject", "comparator"))
    table = Table("edition", "as of", *folded, Column("why", ratio=1))
    for name, as_of, *others in there().itertuples():
        table.add_row(name, as_of.isoformat(), *others)
    out.print(table)


@app.command()
def diff(
    revisions: Annotated[
        str, typer.Argument(metavar="BASE..HEAD", help="Revisions in git; BASE alone: against the working tree.")
    ] = "",
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="Instead of revisions: as of this day.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DATE", help="And as of this one.")] = "",
    edition: Annotated[
        list[str] | None, typer.Option(help="An edition to compare; may be given again; the manifest's when left out.")
    ] = None,
    form: Annotated[
        Literal["table", "markdown"], typer.Option("--format", help="For a terminal, or for a pull request.")
    ] = "table",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with code 1 where something changed.")] = False,
) -> None:
    """Print every number that changed between two revisions or two days, and why."""
    if bool(revisions) == bool(since or until) or bool(since) != bool(until):
        raise CallError("diff: needs revisions (such as main..HEAD, or HEAD~1), or two days (--from DATE --to DATE)")
    from analysis.diff import between_days, between_revisions
    from analysis.diff.report import as_markdown, as_tables, content_of

    found = (
        between_revisions(project(), revisions, edition or ())
        if revisions
        else between_days(project(), since, until, edition or ())
    )
    if as_json:
        sys.stdout.write(json_text(content_of(found)))
    elif form == "markdown":
        sys.stdout.write(as_markdown(found))
    else:
        for part in as_tables(found):
            out.print(part)
    if exit_code and found.any:
        raise typer.Exit(1)
