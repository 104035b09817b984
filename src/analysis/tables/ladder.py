"""Both programmes on the rungs of the ladder."""

from __future__ import annotations

import pandas as pd

from analysis.study import Study
from analysis.tables.presentation import USD_BN, ends, present, rate_source, sources_of
from analysis.text import N_, translate
from analysis.text import translate as _


def ladder(study: Study) -> pd.DataFrame:
    """Both programmes on every rung in one unit.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        One row per rung and seat, from the top: ``rung``, ``rung_name``, ``seat``, ``programme`` (short name),
        ``value`` (:class:`Quantity` in the programme's own currency), ``low``, ``central``, ``high`` [USD bn; NaN where
        nothing is known], ``as_of``, ``interpolated``, ``perimeter``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> ladder(compare("article")).query("rung == 'spent' and seat == 'comparator'")["central"].round(1).item()
    18.3
    """
    rows = []
    for rung, word in study.evidence.rungs.items():
        for name, seat in study.seats.items():
            quantity = seat[rung]
            rows.append(
                {
                    "rung": rung,
                    "rung_name": word["name"],
                    "seat": name,
                    "programme": seat.short_name,
                    "value": quantity,
                    **ends(quantity.usd),
                    "as_of": quantity.as_of,
                    "interpolated": quantity.interpolated_between is not None,
                    "perimeter": quantity.perimeter or quantity.gap,
                }
            )
    headings = {
        "rung_name": N_("Rung"),
        "programme": N_("Programme"),
        **USD_BN,
        "as_of": N_("As of"),
        "perimeter": N_("What is counted"),
    }
    star = _("A star marks a value read on a straight line between two dated readings.")
    note = star if any(row["interpolated"] for row in rows) else ""
    return present(rows, headings, sources_of(rows) + rate_source(study), note=note)


def rung_by_rung(study: Study) -> pd.DataFrame:
    """The ratios of sums on the same rung.

    Returns
    -------
    pandas.DataFrame
        One row a rung on which programmes are compared: ``rung``, ``subject``, ``comparator``, ``ratio``
        (:class:`Quantity`), ``counted`` (what the sums count, or why there is no ratio).
    """
    pairs = {rung: {seat: study.seats[seat][rung] for seat in study.seats} for rung in study.evidence.rungs}
    rows = [
        {
            "rung": translate(study.evidence.rungs[rung]["name"]).capitalize(),
            **pair,
            "ratio": study.comparison[f"{rung}_ratio"],
            "counted": counted(study, rung),
        }
        for rung, pair in pairs.items()
        if f"{rung}_ratio" in study.comparison
    ]
    sources = sources_of(pairs[rung] for rung in pairs if f"{rung}_ratio" in study.comparison)
    headings = {
        "rung": N_("Rung"),
        "subject": study.subject.short_name,
        "comparator": study.comparator.short_name,
        "ratio": N_("Ratio"),
        "counted": N_("What is counted"),
    }
    return present(rows, headings, sources + rate_source(study))


def counted(study: Study, rung: str) -> str:
    """What the two sums on a rung count, first that it differs if it does; or why they have no ratio."""
    ratio = study.comparison[f"{rung}_ratio"]
    if not ratio.known:
        return _("No ratio: {gap}.", gap=ratio.gap)
    perimeters = {seat.short_name: seat[rung].perimeter or _("not stated") for seat in study.seats.values()}
    if len(set(perimeters.values())) == 1:
        return _("Both: {perimeter}.", perimeter=next(iter(perimeters.values())))
    each = (_("{name}: {perimeter}.", name=name, perimeter=perimeter) for name, perimeter in perimeters.items())
    return _("Different things. {each}", each=" ".join(each))
