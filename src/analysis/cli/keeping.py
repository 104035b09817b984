"""Commands for whoever keeps the project: rows by hand, figures from their services, and the check of it all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from analysis.cli.app import app, out, stop_at
from analysis.cli.options import Yes, pairs
from analysis.errors import CallError, not_known, shown
from analysis.paths import project

if TYPE_CHECKING:
    from analysis.upkeep.services import Change
    from analysis.upkeep.staging import Staged

COLOURS = {"+": "green", "-": "red", "@": "cyan"}
"""Colour of a line of a diff, by its first character."""


@app.command()
def add(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="fact, correction, source, site, event, forecast; word, programme, kind, overlap, rung, reading, "
            "assumption, date or denominator of what the model reads.",
        ),
    ],
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="COLUMN=VALUE", help="A cell of the row; may be given again.")
    ] = None,
    yes: Yes = False,
) -> None:
    """Add a row to a table: ask for its cells, check them, show the change, write it in its place."""
    from analysis.upkeep.adding import add as write_row, chosen_on, form
    from analysis.upkeep.staging import staged

    asked = form(project(), kind)
    cells = asked.checked(pairs(given or (), "--set", "COLUMN=VALUE (such as unit=EUR bn)", "set"))
    row = {
        column: cells.get(column) or ("" if yes else ask(asked.question(column), partial(asked.fault, column)))
        for column in asked.columns
    }
    with staged(project()) as stage:
        write_row(stage, asked, row)
        stage.derive()
        for line in stage.diff():
            out.print(line, style=COLOURS.get(line[:1], ""))
        for line in chosen_on(asked, row.get("fact_id", "")):
            out.print(f"Rests on {row['fact_id']}: {line}")
        settle(stage, yes)


@app.command()
def refresh(
    what: Annotated[str, typer.Argument(metavar="FIGURES", help="fx, population, gdp or prices.")],
    yes: Yes = False,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds to wait for an answer.")] = 30,
) -> None:
    """Fetch exchange rates, people, output or prices anew; show what changed, and write it beside what was."""
    import datetime

    from analysis.evidence import load
    from analysis.upkeep.refreshing import FIGURES
    from analysis.upkeep.staging import staged

    if what not in FIGURES:
        raise CallError(not_known(what, "what can be refreshed", FIGURES))
    today = datetime.date.today()
    with staged(project()) as stage:
        evidence = load(stage.copy.data)
        changes_of, write = FIGURES[what]
        changes = changes_of(evidence, what, today, timeout)
        wanted = [change for change in changes if not change.kept]
        print_changes(changes)
        if not wanted:
            out.print("Nothing to write.")
            return
        write(stage, evidence, wanted, today)
        stage.derive()
        settle(stage, yes)
    if what == "fx":
        out.print("Editions with a rate_date still read the rate of that day: see data/editions/")


def print_changes(changes: list[Change]) -> None:
    """Print what a refresh found: as it stands, as it is now, and what becomes of it."""
    if not changes:
        return
    table = Table("quantity", "of", "old", "new", "unit", "difference", "")
    for change in changes:
        what_becomes = f"stays: {change.kept}" if change.kept else ("new" if change.old is None else "changes")
        of = f"{change.territory} {change.period}".strip()
        old, new = change.old or "", change.new or ""
        table.add_row(change.quantity, of, old, new, change.unit, change.difference, what_becomes)
    out.print(table)


def ask(question: str, fault: Callable[[str], str | None]) -> str:
    """Ask for a text until nothing is wrong with it; it may be blank."""

    def checked(answer: str) -> str:
        if message := fault(answer.strip()):
            raise typer.BadParameter(message)
        return answer.strip()

    return typer.prompt(question, default="", show_default=False, value_proc=checked)


def settle(stage: Staged, yes: bool) -> None:
    """Ask whether a change is wanted, unless that was said, write it, and say what is left to do."""
    from analysis.upkeep.staging import NOTHING

    untranslated = stage.untranslated()
    if not (yes or typer.confirm("Write this?")):
        out.print(NOTHING)
        raise typer.Exit(1)
    files = stage.changed
    stage.put()
    out.print(f"Wrote {', '.join(files)}")
    for fault in stage.faults():
        out.print(f"Still to do, or 'analysis check' fails: {fault}")
    for file, count in untranslated.items():
        out.print(
            f"Texts of the data without a translation in {file}: {count} ('make translations' gives their places)"
        )


@app.command()
def check() -> None:
    """Check the data, the editions, the manifest, the data package and the README; list every fault."""
    from analysis.checking import faults_of_project
    from analysis.edition import names_of_editions
    from analysis.publish.catalogues import missing_in
    from analysis.publish.data_files import left_beside
    from analysis.publish.simulator.inputs import far_from_data
    from analysis.study import study_in
    from analysis.text.catalogue import translated_languages

    _, hidden = left_beside(project().data)
    if hidden:
        out.print(f"Left by systems or editors, neither read nor published: {shown(', '.join(hidden))}")
    stop_at(faults_of_project(project()))
    for name in names_of_editions(project().data / "editions"):
        study = study_in(project(), name)
        for line in far_from_data(study, study.loaded.settings):
            out.print(f"Warning: data/editions/{name}.yml: {line}")
    for lang in translated_languages(project().data):
        for fault in missing_in(project(), lang):
            out.print(f"Warning: {fault}")
    out.print("No faults: tables, words, references, corrections, editions, manifest, data package and README.")


@app.command()
def describe() -> None:
    """Write anew what data and code give: the data package and the README's answer and chart."""
    from analysis.evidence import load
    from analysis.evidence.data_package import write_package
    from analysis.publish.answer import write_answer

    root = project()
    load(root.data)  # what is made from data with faults would spread them
    for path in (write_package(root.data), *write_answer(root)):
        out.print(f"Wrote {root.name(path)}")
