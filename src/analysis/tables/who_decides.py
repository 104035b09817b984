"""Who decides, in words: what the rules of the call say of consortia, and how many sites run."""

from __future__ import annotations

import pandas as pd

from analysis.languages import of_data, spoken
from analysis.languages import translate as _
from analysis.model.graph import SEATS
from analysis.study import Study
from analysis.study.study import Seat

CALL = "eu-gigafactories"
"""The programme whose call has rules of ownership."""


def of_call(study: Study) -> Seat | None:
    """The programme whose call has rules of ownership, where it takes a seat."""
    return next((seat for seat in study.seats.values() if seat.programme == CALL), None)


@spoken
def majorities(owned: pd.DataFrame) -> dict[str, str | None]:
    """The documented consortia by whether they are shown to have a European majority.

    Parameters
    ----------
    owned : pandas.DataFrame
        As :func:`analysis.tables.ownership` gives it.

    Returns
    -------
    dict
        ``passes``, ``fails``, ``unknown``: names in a row, ``none`` where there are none; all None where no consortium
        is documented or no majority was asked for.

    Examples
    --------
    >>> from analysis.study import compare
    >>> from analysis.tables.rules import ownership
    >>> majorities(ownership(compare("latest")))
    {'passes': 'Spanish consortium', 'fails': 'none', 'unknown': 'AION'}
    """
    rows = owned[(owned["case"] == "documented") & (owned["outcome"] != "")]
    outcomes = {"passes": "passes", "fails": "fails", "unknown": "cannot be known"}
    if rows.empty:
        return dict.fromkeys(outcomes)
    return {
        name: ", ".join(map(of_data, rows.loc[rows["outcome"] == outcome, "consortium"])) or _("none")
        for name, outcome in outcomes.items()
    }


@spoken
def said_and_law(checked: pd.DataFrame) -> dict[str, str | None]:
    """What was said beside what is law, and the cases that tell them apart.

    Parameters
    ----------
    checked : pandas.DataFrame
        As :func:`analysis.tables.consortia_checked` gives it.

    Returns
    -------
    dict
        ``said``, ``law``: the rules in a row; ``apart``: consortia that fail what was said and pass the law. None
        where there is none.

    Examples
    --------
    >>> from analysis.study import compare
    >>> from analysis.tables.rules import consortia_checked
    >>> said_and_law(consortia_checked(compare("latest")))["apart"]
    'US firm as majority; High-risk vendor as supplier'
    """
    between = _("; ")
    words = {kind: between.join(map(of_data, rows["rule"].unique())) for kind, rows in checked.groupby("kind")}
    apart = [
        of_data(name)
        for name, rows in checked.groupby("consortium", sort=False)
        if "fails" in set(rows.loc[rows["kind"] == "statement", "outcome"])
        and set(rows.loc[rows["kind"] == "law", "outcome"]) == {"passes"}
    ]
    return {"said": words.get("statement"), "law": words.get("law"), "apart": between.join(apart) or None}


@spoken
def in_service(sites: pd.DataFrame) -> dict[str, int | None]:
    """How many of the sites of each programme run; None where the state of some is not known.

    Parameters
    ----------
    sites : pandas.DataFrame
        As :func:`analysis.tables.sites` gives it.

    Returns
    -------
    dict
        ``subject_runs``, ``subject_sites``, ``comparator_runs``, ``comparator_sites``.
    """
    counts: dict[str, int | None] = {f"{seat}_{what}": None for seat in SEATS for what in ("runs", "sites")}
    for seat, rows in () if sites.attrs.get("left_out") else sites.groupby("seat"):
        counts |= {f"{seat}_runs": int(rows["state"].eq("in service").sum()), f"{seat}_sites": len(rows)}
    return counts
