"""Options that several commands have, and what is read from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.app import err
from analysis.errors import CallError, shown
from analysis.paths import project
from analysis.text import DEFAULT, speak

if TYPE_CHECKING:
    from analysis.study import Study

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

Yes = Annotated[bool, typer.Option("--yes", help="Ask nothing: what is not given stays blank.")]


def as_set(name: str, value: object) -> str:
    """Name a parameter as it was written on the command line."""
    return f"--edition {shown(value)}" if name == "edition" else f"--set {shown(name)}={shown(value)}"


def changes_of(given: Iterable[str] | None) -> dict[str, str]:
    """Read ``--set KEY=VALUE`` options.

    Raises
    ------
    CallError
        If one has no key, no value or a key that was given before.
    """
    return pairs(given or (), "--set", "KEY=VALUE (such as subject_sites=5)", "set")


def varied(given: Iterable[str]) -> dict[str, str]:
    """Read ``--vary KEY=VALUES`` options.

    Raises
    ------
    CallError
        If one has no key, no values or a key that was given before.
    """
    from analysis.sweeps.axes import FORM

    return pairs(given, "--vary", FORM, "varied")


def pairs(given: Iterable[str], option: str, form: str, done: str) -> dict[str, str]:
    """Read what was given to an option as keys and values; a key may be given once."""
    found: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not (key and equals and value):
            raise CallError(f"{option} {shown(text)}: is not of the form {form}")
        if key in found:
            raise CallError(f"{option} {shown(text)}: {shown(key)} is {done} twice")
        found[key] = value
    return found


def study_for(edition: str | None, given: Iterable[str] | None) -> Study:
    """The study that a command asks for; a number far from the data is told."""
    from analysis.publish.simulator.inputs import far_from_data
    from analysis.study import study_in

    changes = changes_of(given)
    study = study_in(project(), edition, changes, as_set)
    speak(changes.get("lang", DEFAULT))
    for line in far_from_data(study):
        err.print(f"Warning: {line}", style="yellow")
    return study
