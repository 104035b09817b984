"""A chart: something that can be drawn at any width and said in words, with its table and its texts."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.layout_engine import PlaceHolderLayoutEngine

from analysis.errors import CallError
from analysis.sentences import sentence
from analysis.study import Study


@runtime_checkable
class Drawing(Protocol):
    """What a chart shows, such as :class:`analysis.charts.rows.Rows`."""

    def draw(self, width: int) -> Figure:
        """Draw it at a width [pixels]."""

    def describe(self) -> str:
        """Say what is drawn: the alternative text."""


@dataclass(frozen=True)
class Picture:
    """A figure of one's own with its alternative text.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        One with subplots and no layout of its own is laid out so that no label is cut off. Closed to pyplot, so that
        JupyterLab does not show it a second time.
    description : str
        What the figure shows, made from the numbers that are drawn.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> drawn, axes = plt.subplots(figsize=(5, 2))
    >>> bars = axes.barh(["EU AI gigafactories", "Stargate"], [7, 10])
    >>> Picture(drawn, "EU AI gigafactories: 7 sites. Stargate: 10 sites.").describe()[:28]
    'EU AI gigafactories: 7 sites'
    """

    figure: Figure
    description: str

    def __post_init__(self) -> None:
        on_grid = any(axes.get_subplotspec() for axes in self.figure.axes)
        if on_grid and isinstance(self.figure.get_layout_engine(), PlaceHolderLayoutEngine | None):
            self.figure.set_layout_engine("tight")
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close(self.figure)

    def draw(self, width: int) -> Figure:
        """The figure, the same at every width."""
        return self.figure

    def describe(self) -> str:
        """The alternative text."""
        return self.description


@dataclass(frozen=True)
class Chart:
    """A drawing with its table and its texts, in the language that was spoken when it was made.

    Attributes
    ----------
    study : Study
        Knows the documents.
    name : str
        Anchor on its page, and name of its files: small letters, digits, hyphens.
    drawing : Drawing
    table : pandas.DataFrame
        The numbers that are drawn; its ``attrs`` hold headings and documents.
    title, subtitle, note : str
        What it finds; what is drawn, in which unit, on which rung, of which day; what else a reader has to be told.
    lead : bool
        Whether it stands for its page where a link to the page is shown.
    history : callable, optional
        Gives what was drawn on earlier days, as ``as-it-stood.js`` reads it.
    """

    study: Study
    name: str
    drawing: Drawing
    table: pd.DataFrame
    title: str
    subtitle: str
    note: str = ""
    lead: bool = False
    history: Callable[[], dict[str, Any]] | None = None


def chart(
    study: Study,
    name: str,
    drawing: Drawing,
    table: pd.DataFrame | None = None,
    *,
    title: str | Sequence[str],
    subtitle: str,
    note: str = "",
    values: Mapping[str, Any] | None = None,
    lead: bool = False,
    history: Callable[[], dict[str, Any]] | None = None,
) -> Chart | None:
    """Make a chart: fill its texts from a study, in the language spoken.

    Parameters
    ----------
    study : Study
    name : str
        Anchor of the chart on its page, and name of its files.
    drawing : Drawing
        What is drawn.
    table : pandas.DataFrame, optional
        The table of the numbers, from :func:`analysis.pages.common.present`; that of the drawing when left out.
    title : str or sequence of str
        Template of the finding; of several, the first without a gap.
    subtitle, note : str
        Templates.
    values : mapping, optional
        Further values for placeholders.
    lead : bool
        Whether it stands for its page.
    history : callable, optional
        As :class:`Chart` has it.

    Returns
    -------
    Chart or None
        None where the drawing says that nothing it could draw is known.

    Raises
    ------
    CallError
        If the drawing is none.

    Examples
    --------
    >>> from analysis import Picture, compare, present
    >>> study = compare("article")
    >>> frame = present([{"sites": study.subject.sites}], {"sites": "Sites"})
    >>> texts = {"title": "{subject.name} plan {subject.sites:number} sites", "subtitle": "Sites planned"}
    >>> chart(study, "sites", Picture(Figure(), "Five sites."), frame, **texts).title
    'The EU AI gigafactories plan 5 sites'
    """
    if not isinstance(drawing, Drawing):
        wanted = 'a drawing, such as Picture(figure, "what it shows in words"), from analysis'
        raise CallError(f'chart "{name}" needs {wanted} (this is {type(drawing).__name__})')
    if not getattr(drawing, "known", True):
        return None
    titles = [title] if isinstance(title, str) else title
    statistic = sentence(study, subtitle, values=values)
    headline = sentence(study, *titles, values=values) or statistic or name
    table = drawing.table if table is None else table
    beside = " ".join(filter(None, (sentence(study, note, values=values), table.attrs.get("note"))))
    return Chart(study, name, drawing, table, headline, statistic, beside, lead, history)
