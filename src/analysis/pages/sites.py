"""Where it is to be built: the sites of both programmes, how much power, how far they had come."""

import re

import pandas as pd

from analysis.charts.chart import Chart, chart
from analysis.charts.maps import SiteMap
from analysis.evidence.columns import last_day
from analysis.evidence.outlines import outlines
from analysis.evidence.readings import Row
from analysis.model.amounts import Triplet
from analysis.model.graph import SEATS
from analysis.pages.common import present
from analysis.pages.ownership import of_call
from analysis.study import Quantity, Study
from analysis.text import N_, listed, plural, translate as _
from analysis.text.numbers import NO_BREAK, date, period

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

ENGLISH = (N_("Baltic"),)
"""Places that ids name in English and no other column of the tables does."""


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
        ``planned``, ``operating`` (:class:`Quantity` in MW), ``state`` (its step on a map), ``status_date`` (in words).

        A site whose status is of a later day than the study's is left out, for what it was before is not known:
        ``attrs["left_out"]`` counts such sites by programme. Of a site with a document of a later day, power is left
        out, for it may come from there. ``attrs["note"]`` says both, and names the sites without a place.

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = sites(compare("latest"))
    >>> table.query("state == 'in service'")[["programme", "place", "operating"]].values.tolist()
    [['Stargate', 'Abilene', <operating: 590 MW, as of None>]]
    """
    headings = {
        "name": N_("Site"),
        "programme": N_("Programme"),
        "country": N_("Country"),
        "planned": N_("Power planned"),
        "operating": N_("Power in service"),
        "state": N_("State"),
        "status_date": N_("State as of"),
    }
    rows, sources, left_out, later = [], [], {}, []
    for seat, programme in study.seats.items():
        known, ahead = sites_of(study, programme.programme)
        if ahead:
            left_out[programme.short_name] = ahead
        for site in known:
            later += [] if site["is_dated"] else [site["name"]]
            rows.append(site | {"seat": seat, "programme": programme.short_name, "place": place(site)})
            sources += site["documents"]
    columns = [*headings, "seat", "site_id", "place", "lat", "lon"]
    note = beside(rows, left_out, later, date(study.as_of))
    return present(rows or pd.DataFrame(columns=columns), headings, sources, note=note, left_out=left_out)


def sites_of(study: Study, programme: str) -> tuple[list[Row], int]:
    """The sites of a programme in the state that is known of them, and how many have one of a later day.

    Each has ``planned`` and ``operating``, ``state``, ``status_date`` in words, ``documents``, and whether these are of
    no later day (``is_dated``): else its power is left out.
    """
    table = study.evidence.sites
    mine = table[table["programme"] == programme].to_dict("records")
    rows = [site for site in mine if last_day(site["status_date"]) <= study.as_of]
    found = []
    for site in rows:
        documents = [source for source in site["source_ids"].split(";") if source]
        days = [last_day(study.evidence.source(source)["published"]) for source in documents]
        known = all(day is None or day <= study.as_of for day in days)
        power = {"planned": site["power_mw_planned"], "operating": site["power_mw_operational"]}
        found.append(
            {name: site[name] for name in ("site_id", "name", "country", "region", "lat", "lon")}
            | {name: megawatts(name, value, known) for name, value in power.items()}
            | {
                "state": STATES.get(site["status"], NO_STATE),
                "status_date": period(site["status_date"]).replace(NO_BREAK, " "),
                "documents": documents,
                "is_dated": known,
            }
        )
    return found, len(mine) - len(rows)


def megawatts(name: str, value: float, known: bool) -> Quantity:
    """Power of a site, where it is known."""
    return Quantity(name, name, Triplet.exact(float(value)) if known and not pd.isna(value) else None, "MW")


def place(site: Row) -> str:
    """A site's place in a word or two: the words of its id after the country, spelt as its name or region has them.

    Examples
    --------
    >>> site = {"site_id": "us-saline", "name": "The Barn (Saline Township)", "country": "US", "region": "Michigan"}
    >>> place(site | {"lat": 42.2})
    'Saline'
    """
    if pd.isna(site["lat"]):
        return ""
    words, country = site["site_id"].split("-"), site["country"].lower()
    words = (words[words.index(country) + 1 :] if country in words else []) or words
    written = reversed(f"{site['name']} {site['region']}".split())
    spelt = {re.sub(r"[^a-z0-9]", "", word.lower()): re.sub(r"^\W+|[^\w+]+$", "", word) for word in written}
    spelt[country] = country.upper()
    return " ".join(spelt.get(word, word.capitalize()) for word in words)


def beside(rows: list[dict], left_out: dict[str, int], later: list[str], day: str) -> str:
    """What a reader of the table or its map has to be told beside it."""
    pins = _(
        "A mark stands for a town or a county, not for a plot; marks that would cover one another stand side by side."
    )
    told = [pins] if rows else []
    if placeless := [row["name"] for row in rows if not row["place"]]:
        told.append(_("Without a place, and so not on the map: {sites}.", sites=listed(placeless)))
    told += [
        plural(
            "{programme}: {count} site is left out, for what is known of its state is later than {day}.",
            "{programme}: {count} sites are left out, for what is known of their state is later than {day}.",
            count,
            programme=programme,
            day=day,
        )
        for programme, count in left_out.items()
    ]
    if later:
        told.append(_("Power is left out where a document is later than {day}: {sites}.", day=day, sites=listed(later)))
    return " ".join(told)


def in_service(frame: pd.DataFrame) -> dict[str, int | None]:
    """How many of the sites of each programme run; None where the state of some is not known.

    Parameters
    ----------
    frame : pandas.DataFrame
        As :func:`sites` gives it.

    Returns
    -------
    dict
        ``subject_runs``, ``subject_sites``, ``comparator_runs``, ``comparator_sites``.
    """
    counts: dict[str, int | None] = {f"{seat}_{what}": None for seat in SEATS for what in ("runs", "sites")}
    for seat, rows in () if frame.attrs["left_out"] else frame.groupby("seat"):
        counts |= {f"{seat}_runs": int(rows["state"].eq("in service").sum()), f"{seat}_sites": len(rows)}
    return counts


def site_map(study: Study) -> Chart | None:
    """The sites on maps of the United States and of Europe at one scale; None where no site is on either."""
    frame = sites(study)
    drawing = SiteMap(frame, outlines())
    if not drawing.known:
        return None
    running = N_(
        "In service: {subject_runs} of {subject_sites} places named for {subject.name}, {comparator_runs} of "
        "{comparator_sites} for {comparator.name}"
    )
    return chart(
        study,
        "sites",
        drawing,
        frame,
        title=[running, N_("Sites whose state was known by {as_of}")],
        subtitle=N_("Power planned [MW] and state of each site, {as_of}"),
        note=N_("A bid is a wish to host, not a site that was chosen.") if of_call(study) else "",
        values=in_service(frame),
    )
