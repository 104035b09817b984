"""Read what is to be varied: ``KEY=a,b,c`` and ``KEY=start:stop:step``, each value checked as ``--set`` checks it."""

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

import numpy as np
import pandas as pd
from pydantic import Field, TypeAdapter, ValidationError

from analysis.characters import plain, pointed
from analysis.edition import PARAMETERS, Edition, LoadedEdition, settable_inputs
from analysis.edition.files import LISTED
from analysis.edition.parameters import NUMBER, Number
from analysis.errors import CallError, not_known, shown
from analysis.evidence import Evidence
from analysis.model.graph import without_seat

MOST = 1_000_000
"""Settings that one sweep may have."""

FORM = "KEY=VALUES (such as subject_sites=4,5,7 or usd_per_eur=0.95:1.25:0.01)"

MISREAD = re.compile(r"^\s*-?\d+,\d+\s*$|(^|,)\s*-?0\d|;")
"""Values of which some are one number with a decimal comma, or may be."""

Load: TypeAlias = Callable[[dict[str, Any]], LoadedEdition]
"""Loads the edition with further parameters set, and refuses what ``--set`` refuses."""

Value: TypeAlias = float | int | str | datetime.date


@dataclass(frozen=True)
class Axis:
    """One parameter that is varied.

    Attributes
    ----------
    name : str
        The parameter.
    given : tuple
        Its values as ``--set`` would be given them, in order.
    values : tuple of float, int, str or datetime.date
        The same with their types.
    """

    name: str
    given: tuple[Any, ...]
    values: tuple[Value, ...]

    @property
    def is_number(self) -> bool:
        """Whether it is a number, of which the model takes many at once."""
        return isinstance(self.values[0], int | float)

    @property
    def column(self) -> np.ndarray | pd.Categorical:
        """Its values as a column: numbers, days, or words."""
        if not self.is_number and not isinstance(self.values[0], datetime.date):
            return pd.Categorical(self.values, self.values)
        return np.array(self.values, dtype=None if self.is_number else "datetime64[us]")


def refuse_names(vary: Mapping[str, Any], changes: Mapping[str, Any], places: Mapping[str, str]) -> None:
    """Refuse parameters that are not there, that change no number, or that are set to one value too."""
    allowed = [name for name in (*PARAMETERS[1:], *settable_inputs()) if name != "lang"]
    if not vary:
        raise CallError(f"vary: there is nothing to vary (allowed: {FORM})")
    for name in vary:
        if name == "lang":
            raise CallError(f"{places[name]}: a language changes no number (allowed: every other parameter)")
        if name not in allowed:
            raise CallError(f"{places[name]}: {not_known(name, 'a known parameter', allowed, LISTED)}")
        if changes.get(name) is not None:
            raise CallError(f"{places[name]}: {name} is set to {shown(changes[name])} too (allowed: one of the two)")


def read_axes(
    vary: Mapping[str, str | Iterable[Any]], places: Mapping[str, str], evidence: Evidence, load: Load
) -> tuple[Axis, ...]:
    """Read what is to be varied.

    Parameters
    ----------
    vary : mapping of str to str or iterable
        For each parameter its values: ``"4,5,7"``, ``"0.95:1.25:0.01"`` or the values themselves.
    places : mapping of str to str
        What messages call each.
    evidence : Evidence
        For what an input may be set to.
    load : callable
        Says what is wrong with a value.

    Returns
    -------
    tuple of Axis
        In the order given.

    Raises
    ------
    CallError
        If values are not of a form that can be read, stand there twice or are too many, or if one is not allowed.
    """
    axes, settings = [], 1
    for name, values in vary.items():
        allowed = type_of(name, evidence)
        given = written(values, kind_of(allowed), places[name], MOST // settings)
        settings *= len(given)
        typed = tuple(checked(name, value, allowed, load) for value in given)
        for value, times in Counter(typed).items():
            if times > 1:
                raise CallError(f'{places[name]}: "{shown(value)}" stands there twice')
        axes.append(Axis(name, given, typed))
    return tuple(axes)


def written(values: str | Iterable[Any], kind: str, place: str, most: int) -> tuple[Any, ...]:
    """The values of one parameter, which is of a kind, as ``--set`` would be given them."""
    if isinstance(values, str):
        if kind != "string" and ":" in values:
            return steps(values, place, most)
        if kind == "number" and MISREAD.search(values):
            whole = "write decimals with a point, and two whole numbers as 20.0,40.0"
            raise CallError(f'{place}: a comma parts values here, and "{shown(values)}" may have decimals ({whole})')
        found = [part.strip() for part in values.split(",")]
    elif isinstance(values, Iterable):
        found = [one.item() if isinstance(one, np.generic) else one for one in itertools.islice(values, most + 1)]
    else:
        found = [values]
    if not found or any(one is None or one == "" for one in found):
        raise CallError(f"{place}: there is a value missing (allowed: {FORM})")
    refuse_too_many(len(found), place, most)
    return tuple(found)


def refuse_too_many(count: int, place: str, most: int) -> None:
    """Refuse more values than the parameters before leave room for."""
    if count > most:
        raise CallError(f"{place}: makes more than {MOST:,} settings (allowed: at most {MOST:,}, all values combined)")


def steps(text: str, place: str, most: int) -> tuple[str, ...]:
    """The values of ``start:stop:step``, both ends included, in exact decimals.

    Examples
    --------
    >>> steps("0.95:1.25:0.1", "here", 100)
    ('0.95', '1.05', '1.15', '1.25')
    """
    parts = [pointed(part) for part in text.split(":")]
    if len(parts) != 3 or not all(re.fullmatch(NUMBER, part, re.ASCII) for part in parts):
        raise CallError(f'{place}: "{shown(text)}" is not of the form start:stop:step (such as 0.95:1.25:0.01)')
    start, stop, step = map(Decimal, parts)
    if not step:
        raise CallError(f"{place}: the step is zero (allowed: a step that leads from {parts[0]} to {parts[1]})")
    count = (Fraction(stop) - Fraction(start)) / Fraction(step)
    if count < 0:
        raise CallError(f"{place}: the step {parts[2]} leads away from {parts[1]} (allowed: {plain(-step)})")
    refuse_too_many(int(count) + 1, place, most)
    with localcontext(prec=10_000):
        found = tuple(plain(start + number * step) for number in range(int(count) + 1))
        if count.denominator != 1:
            ends = f"{found[-1]} or {plain(start + (int(count) + 1) * step)}"
            raise CallError(f"{place}: the step {parts[2]} does not lead to {parts[1]} (nearest stops: {ends})")
    return found


def checked(name: str, value: Any, allowed: TypeAdapter, load: Load) -> Value:
    """A value with its type; one that may not be allowed is put to the edition, which refuses it in its own words.

    Loading an edition takes milliseconds, too long for every value of a number.
    """
    try:
        return allowed.validate_python(value)
    except ValidationError:
        return load({name: value}).value_of(name)


def type_of(name: str, evidence: Evidence) -> TypeAdapter:
    """What a parameter may be: as the edition has it, or a number within the bounds of an input."""
    if field := Edition.model_fields.get(name):
        return TypeAdapter(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)
    word = evidence.quantities[without_seat(name)]
    return TypeAdapter(Annotated[Number, Field(ge=float(word["least"]), le=float(word["most"]))])


def kind_of(allowed: TypeAdapter) -> str:
    """What a parameter is: ``number``, ``integer``, or ``string`` for words and days."""
    schema = allowed.json_schema()
    return schema.get("anyOf", [schema])[0]["type"]
