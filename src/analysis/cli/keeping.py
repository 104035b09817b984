"""Commands that change the data: ``add`` for rows by hand, ``refresh`` for figures from their services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.app import app, out
from analysis.cli.options import Yes, pairs
from analysis.paths import project

if TYPE_CHECKING:
    from analysis.upkeep.adding import Form
    from analysis.upkeep.staging import Staged

COLOURS = {"+": "green", "-": "red", "@": "cyan"}
"""Colour of a line of a diff, by its first character."""


@app.command()
def add(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="fact, source, site, event, programme or rung.")],
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="COLUMN=VALUE", help="A cell of the row; may be given again.")
    ] = None,
    french: Annotated[
        list[str] | None,
        typer.Option("--french", metavar="COLUMN=TEXT", help="A cell's French, for pages; may be given again."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Add a row to a table: ask for its cells, check them, show the change, write it in its place."""
    from analysis.upkeep.adding import add as write_row
    from analysis.upkeep.adding import form, french_of, new_texts, translate
    from analysis.upkeep.staging import staged

    asked = form(project(), kind)
    cells = asked.checked(pairs(given or (), "--set", "COLUMN=VALUE (such as unit=EUR bn)", "set"))
    said = pairs(french or (), "--french", "COLUMN=TEXT (such as note=première phase)", "given")
    row = {column: cells.get(column) or ("" if yes else ask(asked, column)) for column in asked.schema.columns}
    with staged(project()) as stage:
        write_row(stage, asked, row)
        stage.derive()
        texts = new_texts(stage)
        known = french_of(texts, row, said)
        if not yes:
            known |= {text: ask_french(text) for text in texts if text not in known}
        translate(stage, known)
        settle(stage, yes)
    for text in texts:
        if not known.get(text):
            out.print(f'Still to do, or tests fail: the French of "{text}" in data/translations/fr.po')


def ask(asked: Form, column: str) -> str:
    """Ask for one cell of a new row until it may stand there."""

    def checked(answer: str) -> str:
        if fault := asked.fault(column, answer.strip()):
            raise typer.BadParameter(fault)
        return answer.strip()

    return typer.prompt(asked.question(column), default="", show_default=False, value_proc=checked)


def ask_french(text: str) -> str:
    """Ask for the French of a text; blank where nobody at hand knows it."""
    return typer.prompt(f'French of "{text}" (blank: later)', default="", show_default=False).strip()


def settle(stage: Staged, yes: bool) -> None:
    """Show a change, ask whether it is wanted unless that was said, and write it."""
    for line in stage.diff():
        out.print(line, style=COLOURS.get(line[:1], ""))
    if not (yes or typer.confirm("Write this?")):
        out.print("Nothing is written.")
        raise typer.Exit(1)
    files = stage.changed
    stage.put()
    out.print(f"Wrote {', '.join(files)}")
