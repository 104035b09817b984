"""The map of sites in words, from the table that is drawn."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.wording import number


def counted(count: int) -> str:
    """So many sites.

    Examples
    --------
    >>> counted(1), counted(7)
    ('1 site', '7 sites')
    """
    return "1 site" if count == 1 else f"{count} sites"


def share_of(count: int, known: int) -> str:
    """So many sites of those known.

    Examples
    --------
    >>> share_of(7, 7), share_of(15, 18)
    ('7 sites', '15 of 18 sites')
    """
    return counted(known) if count == known else f"{count} of {counted(known)}"


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
    told = ["Two maps at one scale, the United States above Europe."]
    for programme, rows in table.groupby("programme", sort=False):
        told.append(of_programme(str(programme), rows))
    for programme, count in table.attrs.get("left_out", {}).items():
        told.append(f"{programme}: {counted(count)} left out, their state on this day not being known.")
    nowhere = table[table["lat"].isna() | table["lon"].isna()]
    if len(nowhere):
        told.append(f"Not drawn for want of coordinates: {'; '.join(nowhere['name'])}.")
    beyond = table[~table["site_id"].isin(set(drawn) | set(nowhere["site_id"]))]
    if len(beyond):
        told.append(f"Outside both maps: {'; '.join(beyond['name'])}.")
    if moved:
        told.append(f"Marks moved aside so as not to cover one another: {'; '.join(moved)}.")
    if unlabelled:
        told.append(f"Drawn without a name for want of room: {'; '.join(unlabelled)}.")
    return " ".join(told)


def of_programme(programme: str, rows: pd.DataFrame) -> str:
    """One programme: its sites by state, what is in service, the largest, and those whose power is not known."""
    states = rows.groupby("state", sort=False)["place"].agg(list)
    parts = [f"{len(places)} {state}{named(places)}" for state, places in states.items()]
    told = [f"{programme}, {counted(len(rows))}: {'; '.join(parts)}."]
    serving = rows[rows["state"] == "in service"]
    if serving.empty:
        told.append("None is in service.")
    elif serving["operating_mw"].notna().any():
        told.append(f"Power in service: {number(serving['operating_mw'].sum())} MW.")
    known = rows[rows["planned_mw"] > 0]
    if len(known):
        largest = known.loc[known["planned_mw"].idxmax()]
        where = largest["place"] or largest["name"]
        told.append(f"The largest is planned at {where}: {number(largest['planned_mw'])} MW.")
    if len(known) < len(rows):
        told.append(f"Power planned is not known for {len(rows) - len(known)}.")
    return " ".join(told)


def named(places: list[str]) -> str:
    """The places of some sites in brackets; empty where none has one."""
    known = [place for place in places if place]
    without = len(places) - len(known)
    further = [f"{without} without a place"] if without and known else []
    return f" ({', '.join(known + further)})" if known else ""
