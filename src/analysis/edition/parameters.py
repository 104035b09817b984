"""The parameters of an edition: one typed model, the same names in edition files, calls and notebooks."""

import datetime
import functools
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from analysis.characters import pointed
from analysis.model.exchange import CURRENCIES, rate_name
from analysis.model.graph import graph
from analysis.model.price import DOLLARS


def written_as(pattern: str) -> Callable[[Any], Any]:
    """Refuse text that is not written as the pattern says, and truth values and bytes, which would count as numbers.

    A number may have a decimal comma.
    """

    def check(value: Any) -> Any:
        value = pointed(value) if isinstance(value, str) else value
        misspelt = isinstance(value, str) and not re.fullmatch(pattern, value, re.ASCII)
        if misspelt or isinstance(value, bool | bytes | bytearray):
            raise ValueError
        return value

    return check


def unsigned_zero(value: float) -> float:
    """A number; a zero below zero, which floats have, is the zero that people have."""
    return value + 0.0


def day(value: Any) -> Any:
    """Refuse everything but days and text written YYYY-MM-DD."""
    if not isinstance(value, str | datetime.date) or isinstance(value, datetime.datetime):
        raise ValueError
    return written_as(r"\d{4}-\d\d-\d\d")(value)


NUMBER = r"-?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,3})?"
Day = Annotated[datetime.date, BeforeValidator(day)]
Decimal = Annotated[float, BeforeValidator(written_as(NUMBER)), AfterValidator(unsigned_zero)]
Billions = Annotated[Decimal, Field(ge=0, le=1e6, allow_inf_nan=False)]
Sites = Annotated[int, Field(ge=1, le=1_000_000), BeforeValidator(written_as(r"\d{1,7}"))]
Number = Annotated[Decimal, Field(allow_inf_nan=False)]
Rate = Annotated[Decimal, Field(gt=0, le=1000, allow_inf_nan=False)]

BILLIONS = "billions of the programme's own currency, 0 to 1,000,000"
SITES = "a whole number of sites, 1 to 1,000,000"
DAY = "a real day written YYYY-MM-DD"


class Edition(BaseModel):
    """One set of parameters for the comparison.

    A parameter left out takes what the evidence says on the ``as_of`` date. Field descriptions say what is allowed.
    ``inputs`` holds every further input of the model that is set, by its name in the model.

    Examples
    --------
    >>> Edition(edition="mine", as_of="2025-12-04", subject_sites="5").subject_sites
    5
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    edition: str = Field(description="the name of a file in data/editions")
    title: str = Field("", description="a few words: what the edition is called")
    why: str = Field("", description="a sentence: what the edition is for")
    as_of: Day = Field(description=DAY)
    rate_date: Day | None = Field(None, description=f"{DAY}; the day of the exchange rate")
    subject: str = Field("eu-gigafactories", description="a programme with a row in data/chosen/seats.csv")
    comparator: str = Field("stargate", description="a programme with a row in data/chosen/seats.csv")
    subject_announced: Billions | None = Field(None, description=BILLIONS)
    subject_sites: Sites | None = Field(None, description=SITES)
    comparator_announced: Billions | None = Field(None, description=BILLIONS)
    comparator_sites: Sites | None = Field(None, description=SITES)
    comparator_claimed_deployed: Billions | None = Field(None, description=BILLIONS)
    usd_per_eur: Rate | None = Field(None, description="US dollars for one euro, above 0 and at most 1,000")
    usd_per_gbp: Rate | None = Field(None, description="US dollars for one pound sterling, above 0 and at most 1,000")
    usd_per_jpy: Rate | None = Field(None, description="US dollars for one Japanese yen, above 0 and at most 1,000")
    usd_per_krw: Rate | None = Field(None, description="US dollars for one Korean won, above 0 and at most 1,000")
    usd_per_inr: Rate | None = Field(None, description="US dollars for one Indian rupee, above 0 and at most 1,000")
    usd_per_cny: Rate | None = Field(None, description="US dollars for one Chinese yuan, above 0 and at most 1,000")
    usd_per_cad: Rate | None = Field(None, description="US dollars for one Canadian dollar, above 0 and at most 1,000")
    usd_per_aud: Rate | None = Field(
        None, description="US dollars for one Australian dollar, above 0 and at most 1,000"
    )
    usd_per_sek: Rate | None = Field(None, description="US dollars for one Swedish krona, above 0 and at most 1,000")
    dollars: Literal[tuple(DOLLARS)] = Field("market", description=", ".join(DOLLARS))
    chip: str = Field("B200 (GB200 NVL72)", description="a chip in data/evidence/chips.csv with price and power")
    lang: str = Field("en", description="a language with a catalogue in data/translations")
    inputs: dict[str, Number] = Field(default_factory=dict, description="a number, as data/vocabulary/quantities.csv")


FILE_KEYS = ("based_on", "title", "why", "source_id")
"""Keys of an edition file that are not parameters of a call."""

PARAMETERS = tuple(name for name in Edition.model_fields if name not in (*FILE_KEYS, "inputs"))
"""Names of the parameters."""

CHOICES = ("dollars", "chip")
"""Parameters that are one of a few words."""

IN_CHANGES = (*CHOICES, *map(rate_name, CURRENCIES[2:]))
"""Parameters that a notebook takes among its ``changes``, as it does the inputs of the model."""

NOTEBOOK_PARAMETERS = (*(name for name in PARAMETERS if name not in IN_CHANGES), "changes")
"""Names of the parameters of every notebook, in the order in which it lists them."""

READ_ONLY = ("as_of_year", "subject_market_rate", "comparator_market_rate")
"""Inputs of the model that follow from other parameters."""


@functools.cache
def settable_inputs() -> tuple[str, ...]:
    """Inputs of the model that may be set by name beside the parameters: ``subject_months_to_first_power``."""
    return tuple(name for name in graph().inputs if name not in (*READ_ONLY, *Edition.model_fields))
