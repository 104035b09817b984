"""The one way in which charts and tables reach a notebook and its page."""

from __future__ import annotations

import re

import pandas as pd
from babel.numbers import format_decimal

from analysis.charts import Chart
from analysis.errors import CallError
from analysis.publish.citing import citation, cited, credit
from analysis.publish.shown import FOLDER, Shown
from analysis.publish.svg import header_and_footer, inline_svg, png_of, svg_file, svg_of
from analysis.publish.table import csv_of, table_html
from analysis.publish.text import edition_and_day, escape
from analysis.publish.what_if.inputs import far_from_data
from analysis.sentences import sentence
from analysis.study import Study
from analysis.text import language, translate
from analysis.text import translate as _
from analysis.wording import date


def in_order(name: str) -> str:
    """Refuse a name that cannot be the anchor of a figure."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise CallError(f'"{name}" cannot name a figure (allowed: small letters, digits and hyphens)')
    return name


def sources_of(table: pd.DataFrame) -> tuple[str, ...]:
    """The documents behind a table; one that names none, or has no headings, is refused."""
    if missing := [f'attrs["{name}"]' for name in ("headings", "sources") if name not in table.attrs]:
        there = "tables of analysis.tables have both; its present(rows, headings, sources) makes one"
        raise CallError(f"the table lacks {' and '.join(missing)} ({there})")
    return table.attrs["sources"]


def names_of(study: Study) -> dict[int, str]:
    """The full name of each quantity of a study, by the identity of the quantity."""
    return {
        id(quantity): f"{group}.{name}"
        for group, quantities in study.groups.items()
        for name, quantity in quantities.items()
    }


def figure(
    study: Study,
    name: str,
    chart: Chart | None,
    table: pd.DataFrame,
    *,
    title: str | list[str],
    subtitle: str,
    note: str = "",
    lead: bool = False,
    **further: object,
) -> Shown:
    """Publish a chart with its text alternative, its data, its files and its sources.

    Parameters
    ----------
    study : Study
        Fills the placeholders of the texts and knows the documents.
    name : str
        Anchor of the figure on its page, and name of its files: small letters, digits, hyphens.
    chart : Chart or None
        The drawing; None where there is nothing to draw, and nothing is shown.
    table : pandas.DataFrame
        The table that is drawn; its ``attrs`` hold headings and documents.
    title : text, or list of texts
        Template of the headline: what the figure finds. Of several, the first without a gap.
    subtitle : text
        Template of the statistic, its unit, rung and date.
    note : text
        Template of what a reader has to be told beside it.
    lead : bool
        Whether this is the chart that stands for its page where a link to the page is shown.
    **further
        Further values for placeholders.

    Returns
    -------
    Shown
        In JupyterLab the files are carried by their links; the published page puts them beside it.

    Examples
    --------
    >>> from analysis import compare, tables
    >>> from analysis.charts import draw_ladder
    >>> study = compare("article")
    >>> table = tables.ladder(study)
    >>> shown = figure(study, "ladder", draw_ladder(table), table, title="{comparator.announced}", subtitle="USD bn")
    >>> str(shown).replace(chr(160), " ")[:18]
    'USD 500 bn. USD bn'
    """
    name = in_order(name)
    if chart is None:
        return Shown("", "nothing to draw")
    if not isinstance(chart, Chart):
        wanted = 'a Chart, with what the drawing shows in words: Chart(drawing, "..."), from analysis'
        raise CallError(f'figure "{name}" needs {wanted} (this is {type(chart).__name__})')
    titles = title if isinstance(title, list) else [title]
    headline = sentence(study, *titles, values=further)
    statistic = sentence(study, subtitle, values=further)
    headline = headline or statistic or name
    beside = " ".join(filter(None, (sentence(study, note, values=further), table.attrs.get("note"))))
    described = f"{statistic}. {chart.description}"
    opened, reused, here = _("Data of this chart"), _("Download, link, cite"), _("Link to this chart")
    as_csv, as_svg, as_png = _("Data (CSV)"), _("Chart (SVG)"), _("Chart (PNG)")
    sources = sources_of(table)
    source = credit(study, sources)
    with header_and_footer(chart.figure, headline, statistic, source) as whole:
        drawing = svg_of(chart.figure, name, headline, described, whole)
        picture = {f"{name}.png": png_of(chart.figure, whole, headline, source)} if lead else {}
    files = {f"{name}.csv": csv_of(table).encode("utf-8-sig"), f"{name}.svg": svg_file(drawing).encode()} | picture
    parts = [
        f'<figure class="figure" id="{name}"{" data-lead" if lead else ""}>',
        f'<figcaption><h3 class="title">{escape(headline)}</h3>',
        f'<p class="subtitle">{escape(statistic)}</p></figcaption>',
        inline_svg(drawing),
        f'<p class="note">{escape(beside)}</p>' if beside else "",
        f'<details class="data"><summary>{opened}</summary>',
        table_html(table, statistic or headline, names_of(study)),
        "</details>",
        cited(study, sources),
        f'<details class="reuse"><summary>{reused}</summary>',
        f'<ul class="files"><li>{link(f"{name}.csv", as_csv)}</li><li>{link(f"{name}.svg", as_svg)}</li>',
        f'<li hidden><button type="button" data-png="{name}.png">{as_png}</button></li>',
        f'<li><a class="anchor" href="#{name}">{here}</a></li></ul>',
        f'<p class="cite">{escape(citation(study, headline, sources))}</p></details>',
        f'<p class="made">{edition_and_day(study.loaded.parameters)}</p>',
        "</figure>",
    ]
    return Shown("".join(parts), f"{headline}. {described}", files)


def link(file: str, text: str) -> str:
    """A link that saves a file of a figure."""
    return f'<a download="{file}" href="{FOLDER}{file}">{escape(text)}</a>'


def show_table(study: Study, name: str, table: pd.DataFrame, *, title: str, note: str = "") -> Shown:
    """Publish a table with its sources; parameters as for :func:`figure`. A table without rows shows nothing.

    Examples
    --------
    >>> from analysis import compare, tables
    >>> study = compare("article")
    >>> show_table(study, "ratios", tables.rung_by_rung(study), title="Ratios on the same rung")
    Ratios on the same rung
    """
    name = in_order(name)
    if table.empty:
        return Shown("", "no rows")
    sources = sources_of(table)
    headline, beside = sentence(study, title), sentence(study, note)
    parts = [
        f'<div class="tabled" id="{name}">',
        table_html(table, headline, names_of(study)),
        f'<p class="note">{escape(beside)}</p>' if beside else "",
        cited(study, sources) if sources else "",
        "</div>",
    ]
    return Shown("".join(parts), headline)


def dated(study: Study) -> Shown:
    """The line under the question of a page: edition, day, exchange rate, and what was changed by hand or, else, why.

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
    'Edition article, as of 4 December 2025. Sta'
    """
    loaded = study.loaded
    parameters = loaded.parameters
    rate = _("{rate} US dollars for one euro", rate=format_decimal(study.rate.usd_per_eur, "0.0000", language()))
    whose = _("European Central Bank, {day}", day=date(study.rate.date)) if study.rate.date else _("set by hand")
    changed = ", ".join(f"{key} = {value}" for key, value in loaded.changed.items())
    said = [
        _("Edition {edition}, as of {day}.", edition=parameters.edition, day=date(study.as_of)),
        sentence(study, _("{comparator.name} against {subject.name}.")),
        _("Rate: {rate} ({whose}).", rate=rate, whose=whose),
        _("Changed by hand: {changed}.", changed=changed) if changed else "",
        *far_from_data(study),
    ]
    text = " ".join(filter(None, said))
    why = f'<p class="why">{escape(translate(loaded.why))}</p>' if loaded.why else ""
    return Shown(f'<p class="dated">{escape(text)}</p>{why}', text)
