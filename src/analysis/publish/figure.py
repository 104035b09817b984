"""The one way in which charts and tables reach a notebook and its page."""

import functools
import json
import re
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.charts.canvas import NARROW, WIDE
from analysis.charts.chart import Chart
from analysis.errors import CallError
from analysis.pages.answer import overlap_in_words
from analysis.pages.common import Table
from analysis.paths import project
from analysis.publish.citing import TITLE, attribution, citation, credit, documents
from analysis.publish.picture import picture
from analysis.publish.shown import ALONE, FOLDER, Shown, escape
from analysis.publish.simulator.inputs import far_from_data
from analysis.publish.svg import header_and_footer, inline_svg, svg_file, svg_of
from analysis.publish.table import as_printed, csv_of
from analysis.publish.template import render
from analysis.study import Study
from analysis.study.history import SINCE
from analysis.study.study import Seat
from analysis.text import translate, translate as _
from analysis.text.numbers import date, decimals_of, number
from analysis.wording import with_unit

AROUND = 240
"""Room in a frame for the words around a chart [pixels]."""


def in_order(name: str) -> str:
    """Refuse a name that cannot be the anchor of a figure."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise CallError(f'"{name}" cannot name a figure (allowed: small letters, digits and hyphens)')
    return name


def sources_of(table: pd.DataFrame) -> tuple[str, ...]:
    """The documents behind a table; one that names none, or has no headings, is refused."""
    if missing := [f'attrs["{name}"]' for name in ("headings", "sources") if name not in table.attrs]:
        there = "present(rows, headings, sources), from analysis, makes one that has both"
        raise CallError(f"the table lacks {' and '.join(missing)} ({there})")
    return table.attrs["sources"]


def filled(template: str, study: Study, frame: pd.DataFrame, **values: Any) -> str:
    """A template with a table of a study and the documents behind it."""
    names = {
        id(quantity): f"{group}.{name}"
        for group, quantities in study.groups.items()
        for name, quantity in quantities.items()
        if quantity.known
    }
    behind = documents(study, sources_of(frame))
    return str(render(project(), template, **as_printed(frame, names), documents=behind, **values))


def figure(chart: Chart | None) -> Shown:
    """Publish a chart with its text alternative, its data, its files and its sources.

    Parameters
    ----------
    chart : Chart or None
        What :func:`analysis.charts.chart.chart` makes; None where there is nothing to draw, and nothing is shown.

    Returns
    -------
    Shown
        In JupyterLab the files are carried by their links; the published page puts them beside it. A page has the
        chart in two widths, of which its stylesheet shows one.

    Examples
    --------
    >>> from analysis import compare
    >>> from analysis.pages import answer
    >>> str(figure(answer.staircases(compare("article"))))[:8]
    'Stargate'
    """
    if chart is None:
        return Shown("", "nothing to draw")
    name, study, table = in_order(chart.name), chart.study, chart.table
    described = f"{chart.subtitle}. {chart.drawing.describe()}"
    sources = sources_of(table)
    attributed = attribution(study, sources)
    wide, narrow = chart.drawing.draw(WIDE), chart.drawing.draw(NARROW)
    with header_and_footer(wide, chart.title, chart.subtitle, credit(study, sources)) as whole:
        drawing = svg_of(wide, name, chart.title, described, whole)
    drawings = inline_svg(drawing)
    if narrow is not wide:
        on_a_phone = svg_of(narrow, f"{name}-narrow", same_as=name)
        drawings = f'<div class="on-a-desk">{drawings}</div><div class="on-a-phone">{inline_svg(on_a_phone)}</div>'
    files = {f"{name}.csv": csv_of(table).encode("utf-8-sig"), f"{name}.svg": svg_file(drawing).encode()}
    if chart.lead:
        files[f"{name}.png"] = picture(chart, translate(TITLE), attributed.striptags())
    fill = functools.partial(
        filled,
        "figure.html.j2",
        study,
        table,
        chart=chart,
        drawings=Markup(drawings),
        folder=FOLDER,
        alone=ALONE,
        height=round(72 * wide.get_figheight()) + AROUND,
        attribution=attributed,
        citation=citation(study, chart.title, sources),
    )
    has_history = chart.history and study.as_of > SINCE
    page = fill(history=json.dumps(chart.history(), ensure_ascii=False)) if has_history else ""
    return Shown(fill(history=""), f"{chart.title}. {described}", files, page)


def table(shown: Table) -> Shown:
    """Publish a table, as :func:`analysis.pages.common.table` makes it, with its sources; without rows, nothing.

    Examples
    --------
    >>> from analysis import compare
    >>> from analysis.pages import answer
    >>> str(table(answer.ratios(compare("article")))).partition(",")[0]
    'Ratios on the same rung'
    """
    study, name, frame = shown.study, in_order(shown.name), shown.frame
    if frame.empty:
        return Shown("", "no rows")
    texts = {"title": shown.title, "note": shown.note, "find": shown.find}
    html = filled("table.html.j2", study, frame, name=name, folder=FOLDER, **texts)
    return Shown(html, shown.title, {f"{name}.csv": csv_of(frame).encode("utf-8-sig")} if shown.find else {})


def dated(study: Study) -> Shown:
    """The line under the question of a page: its day, exchange rates and overlap, what a scenario asks or changes.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Shown

    Examples
    --------
    >>> from analysis import compare
    >>> str(dated(compare("article"))).replace(chr(160), " ")[:43]
    'As known on 4 December 2025. €1 is $1.1666,'
    """
    loaded = study.loaded
    changed = ", ".join(f"{key} = {value}" for key, value in loaded.changed.items())
    said = [
        _("As known on {day}.", day=date(study.as_of)),
        *dict.fromkeys(rate_in_words(seat) for seat in study.seats.values()),
        overlap_in_words(study),
        translate(loaded.why) if loaded.is_scenario else "",
        _("Changed by hand: {changed}.", changed=changed) if changed else "",
        *far_from_data(study),
    ]
    text = " ".join(filter(None, said))
    return Shown(f'<p class="dated">{escape(text)}</p>', text)


def rate_in_words(seat: Seat) -> str:
    """The exchange rate of a programme's currency, and whose it is; nothing for dollars."""
    if seat.currency == "USD":
        return ""
    rate = seat.market_rate
    sums = (
        with_unit("1", seat.currency, 1),
        with_unit(number(rate.central, max(4, decimals_of(rate.central))), "USD", rate.central),
    )
    one, dollars = (one.replace("\N{NO-BREAK SPACE}", " ") for one in sums)
    if rate.as_of is None:
        return _("{one} is set at {dollars}.", one=one, dollars=dollars)
    return _("{one} is {dollars}, the ECB's rate of {day}.", one=one, dollars=dollars, day=date(rate.as_of))
