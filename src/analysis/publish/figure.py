"""The one way in which charts and tables reach a notebook and its page."""

from __future__ import annotations

import re
from html import escape

import pandas as pd

from analysis.charts import Chart
from analysis.errors import CallError
from analysis.publish.html_table import table_html
from analysis.publish.svg import inline_svg
from analysis.study import Study
from analysis.wording import date, period, sentence


class Shown:
    """Something that JupyterLab and the published page show as HTML.

    Parameters
    ----------
    html : str
        The element.
    text : str
        What a terminal shows instead.
    """

    def __init__(self, html: str, text: str):
        self.html = html
        self.text = text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def cited(study: Study, sources: tuple[str, ...]) -> str:
    """The documents behind a figure or a table, each with publisher, title and date, linked where it can be."""
    items = []
    for source_id in sources:
        source = study.evidence.source(source_id)
        title = escape(source["title"])
        if source["url"]:
            title = f'<a href="{escape(source["url"])}" rel="external">{title}</a>'
        items.append(f"<li>{escape(source['publisher'])}: {title} ({escape(period(source['published']))})</li>")
    return f'<details class="sources"><summary>Sources ({len(items)})</summary><ol>{"".join(items)}</ol></details>'


def in_order(name: str) -> str:
    """Refuse a name that cannot be the anchor of a figure."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise CallError(f'"{name}" cannot name a figure (allowed: small letters, digits and hyphens)')
    return name


def figure(
    study: Study,
    name: str,
    chart: Chart | None,
    table: pd.DataFrame,
    *,
    title: str | tuple[str, ...],
    subtitle: str,
    note: str = "",
    **further: object,
) -> Shown:
    """Publish a chart with its text alternative, its data and its sources.

    Parameters
    ----------
    study : Study
        Fills the placeholders of the texts and knows the documents.
    name : str
        Anchor of the figure on its page: small letters, digits, hyphens.
    chart : Chart or None
        The drawing; None where there is nothing to draw, and nothing is shown.
    table : pandas.DataFrame
        The table that is drawn; its ``attrs`` hold headings and documents.
    title : str or tuple of str
        Template of the headline: what the figure finds. Of several, the first without a gap.
    subtitle : str
        Template of the statistic, its unit, rung and date.
    note : str
        Template of what a reader has to be told beside it.
    **further
        Further values for placeholders.

    Returns
    -------
    Shown
    """
    name = in_order(name)
    if chart is None:
        return Shown("", "nothing to draw")
    titles = [title] if isinstance(title, str) else title
    headline = next(filter(None, (sentence(study, text, **further) for text in titles)), "")
    statistic = sentence(study, subtitle, **further)
    headline = headline or statistic or name
    beside = " ".join(filter(None, (sentence(study, note, **further), table.attrs.get("note"))))
    svg = inline_svg(chart.figure, name, headline, f"{statistic}. {chart.description}")
    parts = [
        f'<figure class="figure" id="{name}">',
        f'<figcaption><h3 class="title">{escape(headline)}</h3>',
        f'<p class="subtitle">{escape(statistic)}</p></figcaption>',
        svg,
        f'<p class="note">{escape(beside)}</p>' if beside else "",
        f"<details><summary>Data of this chart</summary>{table_html(table, statistic or headline)}</details>",
        cited(study, table.attrs["sources"]),
        "</figure>",
    ]
    return Shown("".join(parts), f"{headline}. {chart.description}")


def show_table(study: Study, name: str, table: pd.DataFrame, *, title: str, note: str = "") -> Shown:
    """Publish a table with its sources; parameters as for :func:`figure`. A table without rows shows nothing."""
    name = in_order(name)
    if table.empty:
        return Shown("", "no rows")
    headline, beside = sentence(study, title), sentence(study, note)
    parts = [
        f'<section class="tabled" id="{name}">',
        table_html(table, headline),
        f'<p class="note">{escape(beside)}</p>' if beside else "",
        cited(study, table.attrs["sources"]) if table.attrs["sources"] else "",
        "</section>",
    ]
    return Shown("".join(parts), headline)


def dated(study: Study) -> Shown:
    """The line under the question of a page: edition, day, exchange rate, and what was changed by hand."""
    loaded = study.loaded
    parameters = loaded.parameters
    rate = f"{study.rate.usd_per_eur:.4f} US dollars for one euro"
    rate += f" (European Central Bank, {date(study.rate.date)})" if study.rate.date else " (set by hand)"
    changed = ", ".join(f"{key} = {value}" for key, value in loaded.changes.items())
    text = (
        f"Edition {parameters.edition}, as of {date(study.as_of)}. "
        f"{study.comparator.name[:1].upper()}{study.comparator.name[1:]} against {study.subject.name}. Rate: {rate}."
        + (f" Changed by hand: {changed}." if changed else "")
    )
    why = f'<p class="why">{escape(parameters.why)}</p>' if parameters.why else ""
    return Shown(f'<p class="dated">{escape(text)}</p>{why}', text)
