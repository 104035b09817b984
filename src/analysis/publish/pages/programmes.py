"""A page a programme: who pays, its ladder over time, its power and sites, what happened, what overlaps it."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from analysis.charts.canvas import NARROW
from analysis.pages import profile
from analysis.pages.field import WHOSE
from analysis.publish.figure import table
from analysis.publish.html import with_notes, with_ways
from analysis.publish.pages.numbers import fact_row
from analysis.publish.shown import programme_page
from analysis.publish.svg import inline_svg, svg_of
from analysis.study import Study
from analysis.study.field import Programme, field_of
from analysis.text import translate
from analysis.text.numbers import capitalised


def profiles(study: Study) -> Iterator[tuple[str, dict[str, Any]]]:
    """The page of each programme of the field: its address inside a language's part of the site, for its template.

    Examples
    --------
    >>> from analysis import compare
    >>> address, content = next(profiles(compare("latest")))
    >>> address, content["name"]
    ('programmes/openai-compute.html', "OpenAI's compute plan, Stargate included")
    """
    field = field_of(study)
    names = {one.programme: translate(one.short_name) for one in field}
    for one in field:
        yield programme_page(one.programme), content_of(study, one, names)


def content_of(study: Study, one: Programme, names: dict[str, str]) -> dict[str, Any]:
    """What the template prints of a programme."""
    evidence = study.evidence
    why = evidence.rows_by("kinds", "programme").get(one.programme, [{"note": ""}])[0]["note"]
    ties = {
        how: [(programme_page(other), names[other]) for other in others if other in names]
        for how, others in profile.overlaps(study, one).items()
    }
    parts = (profile.readings, profile.power, profile.sites, profile.events)
    shown = (str(table(made).html) for part in parts if not (made := part(study, one)).frame.empty)
    chart = profile.ladder_over_time(study, one)
    return {
        "programme": one.programme,
        "name": capitalised(translate(one.name)),
        "short_name": names[one.programme],
        "lead": profile.lead(study, one),
        "whose": WHOSE.get(one.kind, ""),
        "why": why,
        "territory": evidence.vocabularies["territories"].words[one.territory]["name"],
        "ties": {how: others for how, others in ties.items() if others},
        "chart": chart,
        "drawing": Markup(
            inline_svg(svg_of(chart.drawing.draw(NARROW), chart.name, chart.title, chart.drawing.describe()))
        )
        if chart
        else "",
        "tables": Markup(with_ways(with_notes("\n".join(shown), "../"), "../")),
        "not_known": profile.not_known(study, one),
        "facts": [fact_row(fact) for fact in evidence.rows_by("facts", "programme").get(one.programme, [])],
        "other": next(seat for seat in reversed(study.seats.values()) if seat.programme != one.programme),
    }
