"""How far apart are they, really? Both programmes on the rungs of the ladder."""

from functools import partial

import pandas as pd

from analysis.charts.chart import Chart, chart
from analysis.charts.stairs import Stairs
from analysis.model.overlaps import tie
from analysis.pages import as_it_stood
from analysis.pages.common import Table, in_dollars, present, rate_source, table
from analysis.study import Study
from analysis.text import N_, Message, listed, translate, translate as _
from analysis.text.numbers import capitalised

CLAIM = "claimed_deployed"

WORDS = ("announced", CLAIM, "committed")
"""The rungs of what is said rather than done."""


def ladder(study: Study) -> pd.DataFrame:
    """Both programmes on every rung in one unit.

    Returns
    -------
    pandas.DataFrame
        One row per rung and seat, from the top: ``rung``, ``rung_name``, ``seat``, ``programme`` (short name), ``own``
        (:class:`Quantity` in the programme's own currency), ``value`` (in US dollars), ``as_of``, ``perimeter``,
        ``hollow`` (words rather than money or machines).

    Examples
    --------
    >>> from analysis.study import compare
    >>> table = ladder(compare("article")).query("rung == 'spent' and seat == 'comparator'")
    >>> round(table["value"].item().central, 1)
    18.3
    """
    rows = [
        {
            "rung": rung,
            "rung_name": word["name"],
            "seat": key,
            "programme": seat.short_name,
            "own": seat[rung],
            "value": in_dollars(seat[rung]),
            "as_of": seat[rung].as_of,
            "perimeter": seat[rung].perimeter or seat[rung].gap,
            "hollow": rung in WORDS,
        }
        for rung, word in study.evidence.rungs.items()
        for key, seat in study.seats.items()
    ]
    headings = {
        "rung_name": N_("Rung"),
        "programme": N_("Programme"),
        "own": N_("In its own currency"),
        "value": N_("In US dollars"),
        "as_of": N_("As of"),
        "perimeter": N_("What is counted"),
    }
    return present(rows, headings, rate_source(study))


def staircases(study: Study) -> Chart:
    """Both programmes' money from rung to rung, side by side on one scale; a claim without evidence is no step."""
    frame = ladder(study)
    steps = frame[frame["rung"] != CLAIM]
    drawing = Stairs(
        steps,
        larger(study),
        _("Two staircases of billions of US dollars, one step a rung, hollow where it is words."),
    )
    found = [
        N_(
            "{comparator.name} steps down from {comparator.announced:usd} announced to {comparator.spent:usd} "
            "spent; for {subject.name} we found nothing spent"
        ),
        N_("Both programmes on every rung of the ladder"),
    ]
    return chart(
        study,
        "ladder",
        drawing,
        frame,
        title=found if study.subject.spent.none_found and not study.comparator.announced.measure else found[1],
        subtitle=N_(
            "Billions of US dollars on each rung, from words down to machines, as of {as_of}. Hollow: words. Solid: "
            "money and machines. Upright lines: ranges"
        ),
        note=N_("Dotted: the staircase of the other programme. A broken edge: at least, at most or about so much."),
        lead=True,
        history=partial(as_it_stood.of_staircases, study, drawing),
    )


def larger(study: Study) -> str:
    """The seat of the programme that announced more; the comparator where that is not known."""
    ratio = study.comparison.announced_ratio
    return "subject" if ratio.known and ratio.central < 1 else "comparator"


def ratios(study: Study) -> Table:
    """The ratios of sums on the same rung.

    Returns
    -------
    Table
        One row a rung on which programmes are compared: ``rung``, ``subject``, ``comparator``, ``ratio``
        (:class:`Quantity`), ``counted`` (what the sums count, or why there is no ratio).
    """
    rows = [
        {
            "rung": capitalised(translate(word["name"])),
            **{key: seat[rung] for key, seat in study.seats.items()},
            "ratio": study.comparison[f"{rung}_ratio"],
            "counted": counted(study, rung),
        }
        for rung, word in study.evidence.rungs.items()
        if f"{rung}_ratio" in study.comparison
    ]
    headings = {
        "rung": N_("Rung"),
        "subject": study.subject.short_name,
        "comparator": study.comparator.short_name,
        "ratio": N_("Ratio"),
        "counted": N_("What is counted"),
    }
    return table(
        study,
        "ratios",
        present(rows, headings, rate_source(study)),
        title=N_("Ratios on the same rung, each sum in its own currency, as of {as_of}"),
        note=N_(
            "A ratio needs two sums of one kind: same rung, currency, prices and span. Nothing is divided by zero."
        ),
    )


def counted(study: Study, rung: str) -> str:
    """What the two sums on a rung count, first that it differs if it does; or why they have no ratio."""
    ratio = study.comparison[f"{rung}_ratio"]
    if not ratio.known:
        return _("No ratio: {gap}.", gap=ratio.gap)
    perimeters = {seat.short_name: seat[rung].perimeter or N_("not stated") for seat in study.seats.values()}
    if len(set(perimeters.values())) == 1:
        return _("Both: {perimeter}.", perimeter=next(iter(perimeters.values())))
    each = listed((Message("{name}: {perimeter}.", name=name, perimeter=one) for name, one in perimeters.items()), " ")
    return _("Not the same money. {each}", each=each)


def overlap(study: Study) -> dict[str, str] | None:
    """How money of the two programmes is, or may be, the same: ``whole`` and ``part`` where one holds the other.

    Returns
    -------
    dict or None
        ``whole`` and ``part`` (names, empty where neither is all of it), ``meaning`` (in words); None where none is on
        record.

    Examples
    --------
    >>> from analysis import compare
    >>> tied = overlap(compare("latest", subject="other:campus-ai-france", comparator="other:france-109bn"))
    >>> tied["part"], overlap(compare("latest"))
    ('Campus AI', None)
    """
    names = {seat.programme: seat.name for seat in study.seats.values()}
    tied = tie(*names, study.evidence.ties)
    if tied is None:
        return None
    holds = tied.how == "contains" and {tied.programme, tied.other} == names.keys()
    how = tied.how if holds or tied.how != "contains" else "shares"
    kinds = study.evidence.vocabularies["overlap_kinds"].words
    pair = {"whole": names[tied.programme], "part": names[tied.other]} if holds else {"whole": "", "part": ""}
    return pair | {"meaning": kinds[how]["meaning"]}


def overlap_in_words(study: Study) -> str:
    """How money of the two programmes is the same, in a sentence; empty where that is not on record."""
    tied = overlap(study)
    if tied is None:
        return ""
    if tied["whole"]:
        return _("The sum for {whole} holds that for {part}: the two must not be added.", **tied)
    return _("The two sums may count the same money: {meaning}.", **tied)
