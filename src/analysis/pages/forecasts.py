"""Were we right? Forecasts as they were written down, what came of them, and how well they did."""

import math
from dataclasses import replace

import pandas as pd

from analysis.charts.chart import Chart, chart
from analysis.charts.rows import Rows
from analysis.evidence.readings import Row, records
from analysis.evidence.schemas.forecasts import QUANTILES
from analysis.forecasts import brier_score, crps, scores as scores_of
from analysis.model.amounts import Triplet
from analysis.pages.common import Table, in_unit, present, table
from analysis.study import Quantity, Study
from analysis.text import N_, translate as _
from analysis.text.numbers import date, number
from analysis.wording import precise

HOW = {"recorded": N_("recorded before the event"), "rebuilt": N_("rebuilt afterwards")}
"""How forecasts came about, in words."""

HEADINGS = {
    "event": N_("What was forecast"),
    "deadline": N_("By, or as of"),
    "said": N_("What was said"),
    "half": N_("The same, with one half"),
    "came": N_("What came"),
    "score": N_("Score"),
    "made": N_("How it was made"),
    "as_of": N_("Known up to"),
    "reason": N_("Why"),
    "settled_by": N_("What settles it"),
}
"""The columns that are shown; the range in ``said`` is that of nine tenths."""


def known_forecasts(study: Study) -> pd.DataFrame:
    """The rows of ``forecasts.csv`` made from evidence of the study's day or before; what came later is left blank."""
    known = study.evidence.forecasts
    known = known[known["as_of"] <= study.as_of].copy()
    later = known["settled_on"].map(lambda day: day is None or day > study.as_of).astype(bool)
    known.loc[later, ["outcome", "outcome_fact_id"]] = [math.nan, ""]
    return known


def forecasts(study: Study) -> pd.DataFrame:
    """Every forecast known on the study's day: what was said, what came.

    Returns
    -------
    pandas.DataFrame
        One row a forecast, in the order of the days that settle them: the columns of :data:`HEADINGS`, with ``said``
        (:class:`Quantity`: a probability, or the middle with its 90% interval) and ``half`` (with its 50% interval;
        empty for an event), ``came`` in words, ``score`` (Brier, or CRPS over the median; NaN while open). Beside them
        ``forecast_id``, ``how``, ``seat`` (``other`` for a programme in neither), ``is_event``, ``is_number``,
        ``is_open``; what is drawn [share of the middle, or of one]: ``value``, ``inner``, ``outcome``; its ``words``,
        and all of them ``aloud``.

    Examples
    --------
    >>> from analysis.study import compare
    >>> row = forecasts(compare("latest")).set_index("forecast_id").loc["call-opens-by-february-2026"]
    >>> row["said"].central, row["outcome"].central
    (0.33, 0.0)
    """
    seats = {seat.programme: name for name, seat in study.seats.items()}
    known = known_forecasts(study).sort_values(["deadline", "forecast_id"])
    rows = [row_of(row) | {"seat": seats.get(row["programme"], "other")} for row in records(known)]
    fact_ids = ";".join([*known["fact_ids"], *known["outcome_fact_id"]]).split(";")
    sources = study.evidence.documents(filter(None, fact_ids))
    kinds = dict.fromkeys(("is_event", "is_number", "is_open"), bool)
    made = pd.DataFrame(rows, columns=None if rows else [*HEADINGS, *kinds, "how"]).astype(kinds)
    return present(made, HEADINGS, sources, decimals={"score": 2}, precise=("said", "half"))


def row_of(row: Row) -> dict[str, object]:
    """One forecast as a row of the table."""
    is_event, is_open = bool(pd.notna(row["probability"])), bool(pd.isna(row["outcome"]))
    five = [row["probability"] if is_event else row[name] for name in QUANTILES]
    low, lower, middle, upper, high = five
    said = Quantity(row["forecast_id"], row["event"], Triplet(low, middle, high), "share" if is_event else row["unit"])
    half, outcome = (
        replace(said, value=value)
        for value in (Triplet(lower, middle, upper), None if is_open else Triplet.exact(row["outcome"]))
    )
    spoken = precise(said)
    if is_event:
        score, came = brier_score(middle, row["outcome"]), N_("it came") if row["outcome"] else N_("it did not come")
    else:
        score, came = crps(five, row["outcome"]) / middle, _("in fact {value}", value=precise(outcome))
        middle_said = precise(replace(said, value=Triplet.exact(middle)))
        ends = {"lower": number(lower), "upper": number(upper), "low": number(low), "high": number(high)}
        spoken = _("{middle}; half {lower} to {upper}, nine tenths {low} to {high}", middle=middle_said, **ends)
    came = _("open until {day}", day=date(row["deadline"])) if is_open else came
    over = 1.0 if is_event else 1 / middle
    return {
        **{name: row[name] for name in ("forecast_id", "how", "as_of", "deadline", "event", "reason", "settled_by")},
        "is_event": is_event,
        "is_number": not is_event and middle > 0,
        "is_open": is_open,
        "said": said,
        "half": "" if is_event else half,
        "came": came,
        "score": float(score),
        "made": HOW[row["how"]],
        "value": in_unit(said, over, "share"),
        "inner": in_unit(half, over, "share"),
        "outcome": in_unit(outcome, over, "share"),
        "words": precise(said) if is_open else _("{said}; {came}", said=precise(said), came=came),
        "aloud": _("{event}: {said}; {came}", event=row["event"], said=spoken, came=came),
    }


def part(study: Study, which: str, *left_out: str) -> pd.DataFrame:
    """The forecasts of one kind, without the columns that say nothing of it."""
    made = forecasts(study)
    headings = {name: heading for name, heading in HEADINGS.items() if name not in left_out}
    return present(made[made[which]], **made.attrs | {"headings": headings})


def values(study: Study) -> dict[str, object]:
    """How many forecasts there are and how many are settled, when the next falls due, and how the settled ones did."""
    made, found = forecasts(study), scored(study)
    settled, due = made[~made["is_open"]], made.loc[made["is_open"], "deadline"]
    of_events = found[["said", "came"]].mul(found["events"], axis="index").sum()
    rebuilt = found.set_index("how").loc["rebuilt"]
    return {
        "all": len(made),
        "settled": len(settled),
        "open": len(due),
        "next": min(due, default=None),
        **{how: int((settled["how"] == how).sum()) for how in HOW},
        "events": int(rebuilt["events"]),
        "brier": float(rebuilt["brier"]),
        "came": round(of_events["came"]),
        "said": round(of_events["said"], 1),
        "held": int(found["in_ninety"].sum()),
    }


def chart_of(
    study: Study, name: str, frame: pd.DataFrame, says: str, unit: str, look: dict[str, str], **texts: object
) -> Chart | None:
    """Forecasts as dots, hollow while they are open; a diamond is what came."""
    look |= {"shape": "dot", "hollow": "is_open", "words": "words", "aloud": "aloud"}
    outcome = {"also": "outcome", "also_as": ("diamond", "ink")}
    drawing = Rows(frame, says, unit=unit, scale=100.0, marks={"": 100.0}, **look, **outcome)
    told = values(study) | {"count": int((~frame["is_open"]).sum()) or None}
    return None if frame.empty else chart(study, name, drawing, values=told, **texts)


def events(study: Study) -> Chart | None:
    """How likely events were said to be, and which of them came."""
    return chart_of(
        study,
        "events",
        part(study, "is_event", "half"),
        _("Dots at the probability said; a diamond at 0 or at 100 is what came."),
        _("probability said, in percent"),
        {"name": "event"},
        title=[
            N_("Of {count} events settled so far {came} came; the forecasts had led one to expect {said}"),
            N_("Events forecast, and how likely each was said to be"),
        ],
        subtitle=N_("Probability said, in percent, and what came by {as_of}"),
        note=N_("Hollow: still open."),
        lead=True,
    )


def numbers(study: Study) -> Chart | None:
    """The intervals that numbers were said to lie in, each over its own middle, and what came."""
    return chart_of(
        study,
        "numbers",
        part(study, "is_number"),
        _("Dark bars hold half, pale ones nine tenths of what was thought likely; a diamond is what came."),
        _("percent of the middle that was said"),
        {"name": "", "group": "event", "inner": "inner"},
        title=[
            N_("{held} of {count} numbers settled lay where nine tenths of them were meant to"),
            N_("Numbers forecast, each over its own middle"),
        ],
        subtitle=N_("Percent of the middle that was said: 50% and 90% intervals, and what came by {as_of}"),
        note=N_("Hollow: still open. In brackets: the range of nine tenths."),
    )


def scored(study: Study) -> pd.DataFrame:
    """How well the settled forecasts did, recorded and rebuilt apart.

    Returns
    -------
    pandas.DataFrame
        As :func:`analysis.forecasts.scores` gives it, with ``made`` in words, and of the intervals ``half`` and
        ``ninety`` in words.

    Examples
    --------
    >>> from analysis.study import compare
    >>> scored(compare("latest"))[["how", "events"]].values.tolist()[0]
    ['recorded', 0]
    """
    known = known_forecasts(study)
    found = scores_of(known[known["outcome"].notna()])
    found["made"] = found["how"].map(HOW)
    for name in ("half", "ninety"):
        found[name] = [
            _("{count} of {all}", count=row[f"in_{name}"], all=row["numbers"]) if row["numbers"] else ""
            for row in found.to_dict("records")
        ]
    headings = {
        "made": N_("How it was made"),
        "events": N_("Events settled"),
        "brier": N_("Brier score, mean"),
        "said": N_("Probability said, mean"),
        "came": N_("Share that came"),
        "numbers": N_("Numbers settled"),
        "crps_of_median": N_("CRPS over the median, mean"),
        "half": N_("Within the 50% interval"),
        "ninety": N_("Within the 90% interval"),
    }
    return present(found, headings, decimals=dict.fromkeys(("brier", "said", "came", "crps_of_median"), 2))


def scores(study: Study) -> Table:
    """How well the settled forecasts did, as a table."""
    title, note = N_("How well the settled forecasts did by {as_of}"), N_("The lower a score, the better.")
    return table(study, "scores", scored(study), title=title, note=note)


def still_open(study: Study) -> Table:
    """The forecasts that were open on the study's day, with what each rests on and what settles it."""
    frame = part(study, "is_open", "came", "score", "made", "as_of")
    note = N_("In brackets: the range of nine tenths, then that of one half.")
    return table(study, "open", frame, title=N_("Forecasts open on {as_of}"), note=note)
