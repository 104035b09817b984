"""The sites of both programmes: where they are, how much power, how far they had come."""

from __future__ import annotations

import re

import pandas as pd

from analysis.evidence.columns import last_day
from analysis.study import Study
from analysis.tables.presentation import NOTHING, present
from analysis.text import N_, plural, translate
from analysis.text import translate as _
from analysis.wording import NO_BREAK, date, period

STATES = {
    "announced": N_("announced or bid"),
    "committed": N_("announced or bid"),
    "contracted": N_("contracted"),
    "financed": N_("contracted"),
    "under_construction": N_("under construction"),
    "operational": N_("in service"),
    "paused": N_("paused or handed over"),
    "transferred": N_("paused or handed over"),
}
"""How far a site had come, in the few steps that a map can tell apart, by the statuses that say so."""

NO_STATE = N_("state not told")

HEADINGS = {
    "name": N_("Site"),
    "programme": N_("Programme"),
    "country": N_("Country"),
    "planned_mw": N_("Power planned [MW]"),
    "operating_mw": N_("Power in service [MW]"),
    "state": N_("State"),
    "status_date": N_("State as of"),
}
ENGLISH = (N_("Baltic"),)
"""Places that ids name in English and no other column of the tables does."""

NOT_SHOWN = ("seat", "site_id", "place", "status", "lat", "lon", "note")


def sites(study: Study) -> pd.DataFrame:
    """The sites of the programmes in the seats, in the state that is known of them as of the study's day.

    Parameters
    ----------
    study : Study

    Returns
    -------
    pandas.DataFrame
        One row a site: ``seat``, ``programme`` (short name), ``site_id``, ``name``, ``place`` (a word or two, empty
        where no place is known), ``country`` (ISO 3166), ``lat``, ``lon`` [degrees; NaN where no place is known],
        ``planned_mw``, ``operating_mw`` [MW; NaN where no figure is known], ``status``, ``state`` (its step on a map),
        ``status_date`` (in words), ``note`` (what a reader has to know to use the row).

        A site whose status is of a later day than the study's is left out, for what it was before is not known:
        ``attrs["left_out"]`` counts such sites by programme. Of a site with a document of a later day, power and note
        are left out, for they may come from there. ``attrs["note"]`` says both, and names the sites without a place.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = sites(compare("latest"))
    >>> table.query("state == 'in service'")[["programme", "place", "operating_mw"]].values.tolist()
    [['Stargate', 'Abilene', 590.0]]
    """
    rows, sources, left_out, later = [], [], {}, []
    table = study.evidence.sites
    for name, seat in study.seats.items():
        mine = table[table["programme"] == seat.programme]
        ahead = mine["status_date"].map(last_day) > study.as_of
        if ahead.any():
            left_out[seat.short_name] = int(ahead.sum())
        for __, site in mine[~ahead].iterrows():
            documents = [source for source in site["source_ids"].split(";") if source]
            dated = [last_day(study.evidence.source(source)["published"]) for source in documents]
            if any(day is not None and day > study.as_of for day in dated):
                later.append(site["name"])
                site = pd.Series({**site, "power_mw_planned": NOTHING, "power_mw_operational": NOTHING, "note": ""})
            rows.append({"seat": name, "programme": seat.short_name} | columns(site))
            sources += documents
    note = beside(rows, left_out, later, date(study.as_of))
    shape = rows or pd.DataFrame(columns=[*HEADINGS, *NOT_SHOWN])
    return present(shape, HEADINGS, sources, note=note, left_out=left_out)


def columns(site: pd.Series) -> dict[str, object]:
    """What the table says of one row of the evidence."""
    return {
        **site[["site_id", "name", "country", "lat", "lon", "status", "note"]],
        "place": place(site),
        "planned_mw": site["power_mw_planned"],
        "operating_mw": site["power_mw_operational"],
        "state": STATES.get(site["status"], NO_STATE),
        "status_date": period(site["status_date"]).replace(NO_BREAK, " "),
    }


def place(site: pd.Series) -> str:
    """A site's place in a word or two: the words of its id after the country, spelt as its name or region has them.

    Examples
    --------
    >>> site = {"site_id": "us-saline", "name": "The Barn (Saline Township)", "country": "US", "region": "Michigan"}
    >>> place(pd.Series(site | {"lat": 42.2}))
    'Saline'
    """
    if pd.isna(site["lat"]):
        return ""
    words = site["site_id"].split("-")
    country = site["country"].lower()
    words = (words[words.index(country) + 1 :] if country in words else []) or words
    written = f"{site['name']} {site['region']}".split()
    spelt = {plain(word): re.sub(r"^\W+|[^\w+]+$", "", word) for word in reversed(written)}
    spelt[country] = country.upper()
    return " ".join(spelt.get(word, word.capitalize()) for word in words)


def plain(word: str) -> str:
    """A word as an id has it: small letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", word.lower())


def beside(rows: list[dict], left_out: dict[str, int], later: list[str], day: str) -> str:
    """What a reader of the table or its map has to be told beside it."""
    pins = _(
        "A mark stands for a town or a county, not for a plot; marks that would cover one another stand side by side."
    )
    told = [pins] if rows else []
    if placeless := [translate(row["name"]) for row in rows if not row["place"]]:
        told.append(_("Without a place, and so not on the map: {sites}.", sites=_("; ").join(placeless)))
    for programme, count in left_out.items():
        told.append(
            plural(
                "{programme}: {count} site is left out, for what is known of its state is later than {day}.",
                "{programme}: {count} sites are left out, for what is known of their state is later than {day}.",
                count,
                programme=programme,
                day=day,
            )
        )
    if later:
        named = _("; ").join(map(translate, later))
        told.append(_("Power is left out where a document is later than {day}: {sites}.", day=day, sites=named))
    return " ".join(told)
