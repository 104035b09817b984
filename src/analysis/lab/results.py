"""What an explorer shows: the headline numbers now and as they were at first, and a chart."""

from collections.abc import Callable

from analysis.charts.canvas import WIDE
from analysis.charts.chart import Chart, Drawing
from analysis.charts.rows import Rows
from analysis.pages import answer, promised, timing
from analysis.publish.shown import escape
from analysis.publish.simulator.inputs import label_of
from analysis.publish.simulator.outcomes import outcomes
from analysis.publish.svg import inline_svg, svg_of
from analysis.publish.table import cell
from analysis.study import Study
from analysis.text import N_, translate, translate as _

ALL_RUNGS = ""
"""In place of a rung: all of them."""


def rungs(study: Study) -> dict[str, str]:
    """The rungs that can be looked at, by what they are called."""
    return {_("All rungs"): ALL_RUNGS} | {
        translate(word["name"]).capitalize(): rung for rung, word in study.evidence.rungs.items()
    }


def on_rung(study: Study, rung: str) -> dict[str, str]:
    """The sums of both programmes on a rung and, where they can be compared, their ratio, each in words."""
    names = [name for name in (f"subject_{rung}", f"comparator_{rung}", f"{rung}_ratio") if name in study.quantities]
    return {name: label_of(study, name) for name in names}


def numbers_html(study: Study, at_first: Study, rung: str) -> str:
    """The headline numbers as a table, in bold where they have changed.

    Parameters
    ----------
    study, at_first : Study
        The comparison now, and before anything was moved.
    rung : str
        The rung whose sums stand first; :data:`ALL_RUNGS` for none.

    Returns
    -------
    str
    """
    rows = []
    for name, label in ((on_rung(study, rung) if rung else {}) | outcomes(study)).items():
        now, before = (cell(one.quantities[name]) for one in (study, at_first))
        mark = "b" if now != before else "span"
        rows.append(
            f'<tr data-quantity="{name}"><th scope="row">{escape(label)}</th>'
            f"<td><{mark}>{escape(now)}</{mark}></td><td>{escape(before)}</td></tr>"
        )
    heads = (_("Quantity"), _("With these figures"), _("At first"))
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    return f'<table class="numbers"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def ladder(study: Study, rung: str) -> Drawing | None:
    """The ladder, or one rung of it."""
    if not rung:
        return answer.staircases(study).drawing
    frame = answer.ladder(study)
    drawing = Rows(frame[frame["rung"] == rung], says="", group="rung_name", hollow="hollow")
    return drawing if drawing.known else None


VIEWS: dict[str, Callable[[Study, str], Drawing | None]] = {
    N_("The ladder"): ladder,
    N_("By every yardstick"): lambda study, _rung: drawing_of(promised.yardsticks(study)),
    N_("In other prices, and at other times"): lambda study, _rung: drawing_of(promised.treatments(study)),
    N_("Both calendars"): lambda study, _rung: drawing_of(timing.calendars(study)),
}
"""The charts that can be looked at, by what they show; each is drawn from a study and a rung."""


def drawing_of(chart: Chart | None) -> Drawing | None:
    """What a chart draws."""
    return chart and chart.drawing


def chart_html(study: Study, view: str, rung: str) -> str:
    """A chart as SVG, or a sentence where there is nothing to draw.

    Parameters
    ----------
    study : Study
        The comparison.
    view : str
        One of :data:`VIEWS`.
    rung : str
        The rung that is looked at; :data:`ALL_RUNGS` for all.

    Returns
    -------
    str
    """
    drawing = VIEWS[view](study, rung)
    if drawing is None:
        nothing = _("There is nothing to draw at these settings.")
        return f"<p>{escape(nothing)}</p>"
    return inline_svg(svg_of(drawing.draw(WIDE), "explored", translate(view), drawing.describe()))
