"""The map of sites in words, from the table that is drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from analysis.languages import of_data, plural
from analysis.languages import translate as _
from analysis.wording import number


def counted(count: int) -> str:
    """So many sites.

    Examples
    --------
    >>> counted(1), counted(7)
    ('1 site', '7 sites')
    """
    return plural("{count} site", "{count} sites", count, count=number(count))


def share_of(count: int, known: int) -> str:
    """So many sites of those known.

    Examples
    --------
    >>> share_of(7, 7), share_of(15, 18)
    ('7 sites', '15 of 18 sites')
    """
    if count == known:
        return counted(known)
    values = {"count": number(count), "known": number(known)}
    return plural("{count} of {known} sites", "{count} of {known} sites", count, **values)


def describe(
    table: pd.DataFrame, drawn: Collection[str], moved: Collection[str] = (), unlabelled: Collection[str] = ()
) -> str:
    """What the map shows and what it cannot show.

    Parameters
    ----------
    table : pandas.DataFrame
        As for :func:`analysis.charts.draw_site_map`.
    drawn : collection of str
        Ids of the sites that are on a map.
    moved : collection of str
        Places whose marks stand beside them, for otherwise they would cover one another.
    unlabelled : collection of str
        Places for whose name there was no room.

    Returns
    -------
    str
    """
    told = [_("Two maps at one scale, the United States above Europe.")]
    for programme, rows in table.groupby("programme", sort=False):
        told.append(of_programme(str(programme), rows))
    for programme, count in table.attrs.get("left_out", {}).items():
        values = {"programme": programme, "sites": counted(count)}
        told.append(_("{programme}: {sites} left out, their state on this day not being known.", **values))
    nowhere = table[table["lat"].isna() | table["lon"].isna()]
    if len(nowhere):
        told.append(_("Not drawn for want of coordinates: {sites}.", sites=listed(nowhere["name"])))
    beyond = table[~table["site_id"].isin(set(drawn) | set(nowhere["site_id"]))]
    if len(beyond):
        told.append(_("Outside both maps: {sites}.", sites=listed(beyond["name"])))
    if moved:
        told.append(_("Marks moved aside so as not to cover one another: {sites}.", sites=listed(moved)))
    if unlabelled:
        told.append(_("Drawn without a name for want of room: {sites}.", sites=listed(unlabelled)))
    return " ".join(told)


def listed(names: Iterable[str]) -> str:
    """Names in a row."""
    return _("; ").join(map(of_data, names))


def of_programme(programme: str, rows: pd.DataFrame) -> str:
    """One programme: its sites by state, what runs, the largest, the smallest, those of unknown power."""
    states = rows.groupby("state", sort=False)["place"].agg(list)
    parts = [
        _("{count} {state}{places}", count=number(len(places)), state=of_data(state), places=named(places))
        for state, places in states.items()
    ]
    values = {"programme": programme, "sites": counted(len(rows)), "states": _("; ").join(parts)}
    told = [_("{programme}, {sites}: {states}.", **values)]
    serving = rows[rows["state"] == "in service"]
    if serving.empty:
        told.append(_("None is in service."))
    elif serving["operating_mw"].notna().any():
        told.append(_("Power in service: {power} MW.", power=number(serving["operating_mw"].sum())))
    known = rows[rows["planned_mw"] > 0]
    if len(known):
        values = power_of(known.loc[known["planned_mw"].idxmax()])
        told.append(_("The largest is planned at {place}: {power} MW.", **values))
    if len(known) > 1:
        values = power_of(known.loc[known["planned_mw"].idxmin()])
        told.append(_("The smallest is planned at {place}: {power} MW.", **values))
    if len(known) < len(rows):
        told.append(_("Power planned is not known for {count}.", count=number(len(rows) - len(known))))
    return " ".join(told)


def power_of(site: pd.Series) -> dict[str, str]:
    """A site and the power planned there, in words."""
    return {"place": of_data(site["place"] or site["name"]), "power": number(site["planned_mw"])}


def named(places: list[str]) -> str:
    """The places of some sites in brackets; empty where none has one."""
    known = [of_data(place) for place in places if place]
    without = len(places) - len(known)
    further = [_("{count} without a place", count=number(without))] if without and known else []
    return f" ({', '.join(known + further)})" if known else ""
