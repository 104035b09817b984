"""The command that sets two states of the project against each other: ``diff``."""

from __future__ import annotations

import enum
import sys
from typing import Annotated

import typer

from analysis.characters import json_text
from analysis.cli.app import app, out
from analysis.errors import CallError
from analysis.paths import project


class Format(enum.StrEnum):
    """How a difference is printed."""

    TABLE = "table"
    MARKDOWN = "markdown"


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
    form: Annotated[Format, typer.Option("--format", help="For a terminal, or for a pull request.")] = Format.TABLE,
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
    elif form is Format.MARKDOWN:
        sys.stdout.write(as_markdown(found))
    else:
        for part in as_tables(found):
            out.print(part)
    if exit_code and found.any:
        raise typer.Exit(1)
