"""The parameters of an edition: one typed model, the same names in edition files, calls and notebooks."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Billions = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Sites = Annotated[int, Field(ge=1)]
Rate = Annotated[float, Field(gt=0, allow_inf_nan=False)]

BILLIONS = "billions of the programme's own currency, 0 or more"
SITES = "a whole number of sites, 1 or more"
DAY = "a real day written YYYY-MM-DD"


class Edition(BaseModel):
    """One set of parameters for the comparison.

    A parameter left out takes what the evidence says on the ``as_of`` date. Field descriptions say what is allowed.

    Examples
    --------
    >>> Edition(edition="mine", as_of="2025-12-04", subject_sites="5").subject_sites
    5
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    edition: str = Field(description="the name of a file in data/editions")
    why: str = Field("", description="a sentence: what the edition is for")
    source_id: str | None = Field(None, description="the document behind the figures that the edition sets")
    as_of: datetime.date = Field(description=DAY)
    rate_date: datetime.date | None = Field(None, description=f"{DAY}; the day of the exchange rate")
    subject: str = Field("eu-gigafactories", description="a programme with a row in data/chosen/seats.csv")
    comparator: str = Field("stargate", description="a programme with a row in data/chosen/seats.csv")
    subject_announced: Billions | None = Field(None, description=BILLIONS)
    subject_sites: Sites | None = Field(None, description=SITES)
    comparator_announced: Billions | None = Field(None, description=BILLIONS)
    comparator_sites: Sites | None = Field(None, description=SITES)
    comparator_claimed_deployed: Billions | None = Field(None, description=BILLIONS)
    usd_per_eur: Rate | None = Field(None, description="US dollars for one euro, above 0")
    lang: str = Field("en", description="a language in data/vocabulary/page_languages.csv")


FILE_KEYS = frozenset({"based_on", "why", "source_id"})
"""Keys of an edition file that are not parameters of a call."""

PARAMETERS = tuple(name for name in Edition.model_fields if name not in FILE_KEYS)
"""Names of the parameters, in the order in which a notebook lists them."""
