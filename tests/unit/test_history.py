"""What a slider of days shows of a day is what a study of that day reads, at the rate of the page."""

import datetime

import pytest

from analysis import compare
from analysis.charts.stairs import in_words, range_in_words
from analysis.model.exchange import CURRENCIES, rate_name
from analysis.pages import answer, field
from analysis.publish.figure import figure
from analysis.study import Study
from analysis.study.history import SINCE
from analysis.wording import missing
from conftest import plain

DAYS = ("2025-01-20", "2025-02-11", "2025-08-15", "2025-12-04", "2026-06-01", "2026-11-22")
KINDS = ("private", "public-private", "public", "company-capex")
ENDS = ("value", "low", "high")


def state_on(states: list[dict], day: datetime.date) -> dict:
    """A state on a day, moved along its line as the script moves it."""
    place = (day - SINCE).days
    at = max(number for number, state in enumerate(states) if state["from"] <= place)
    state, later = states[at], states[at + 1 : at + 2]
    if not state.get("moves") or not later:
        return state
    share = (place - state["from"]) / (later[0]["from"] - state["from"])
    ends = {end: [one.get(end, one["value"]) for one in (state, *later)] for end in ENDS}
    return state | {end: first + (last - first) * share for end, (first, last) in ends.items()}


def then(study: Study, day: str) -> Study:
    """A study of a day, at the rates of another."""
    rates = {rate_name(currency): study.rate.crosses[currency] for currency in CURRENCIES[2:]}
    return compare("latest", rates, as_of=day, usd_per_eur=study.rate.usd_per_eur)


@pytest.fixture(scope="module")
def staircases(latest) -> dict[tuple[str, str], list[dict]]:
    """The states of each step by seat and rung."""
    panels = answer.staircases(latest).history()["panels"]
    rungs = [rung for rung in latest.evidence.rungs if rung != answer.CLAIM]
    return {
        (panel["seat"], rung): step["states"]
        for panel in panels
        for rung, step in zip(rungs, panel["steps"], strict=True)
    }


@pytest.fixture(scope="module")
def ladders(latest) -> dict[str, dict]:
    """The rows of the field by name."""
    return {row["name"]: row for kind in KINDS for row in field.ladders(latest, kind).history()["rows"]}


@pytest.mark.parametrize("day", DAYS)
def test_every_step_is_what_a_study_of_the_day_reads(latest, staircases, day):
    rows = answer.ladder(then(latest, day)).query("rung != @answer.CLAIM").to_dict("records")
    assert len(rows) == len(staircases) == 10
    for row in rows:
        value, state = row["value"], state_on(staircases[row["seat"], row["rung"]], datetime.date.fromisoformat(day))
        assert state.get("missing") == (None if value.known else missing(value)), row["rung"]
        if value.known:
            assert state["words"] == " ".join(in_words(value))
            assert state.get("range", "") == range_in_words(value)
            assert state.get("bound", False) == bool(value.said)
            ends = [value.central, value.value.low, value.value.high]
            assert ends == pytest.approx([state.get(end, state["value"]) for end in ENDS], rel=1e-5)


@pytest.mark.parametrize("day", DAYS)
def test_every_rung_of_the_field_is_what_a_study_of_the_day_reads(latest, ladders, day):
    assert len(ladders) > 50
    moment, rows = datetime.date.fromisoformat(day), field.programmes(then(latest, day)).to_dict("records")
    for row in (row for row in rows if row["programme"] in ladders):
        drawn = ladders[row["programme"]]
        for rung, states in zip(field.RUNGS, drawn["rungs"], strict=True):
            state, value = state_on(states, moment), row[rung]
            assert ("value" in state) == value.known, (row["programme"], rung)
            if value.known:
                assert state["value"] == pytest.approx(value.central, rel=1e-5, abs=1e-9)
                assert state.get("towards") == {"at least": 1, "at most": -1}.get(value.bound)
        told = [[words for first, words in texts if first <= (moment - SINCE).days][-1] for texts in drawn["texts"]]
        assert told == [row["promised"], row["real"]], row["programme"]


def test_what_an_edition_took_from_a_document_is_not_known_before_it(article):
    panels = answer.staircases(article).history()["panels"]
    announced = {panel["seat"]: panel["steps"][0]["states"] for panel in panels}
    assert "value" not in state_on(announced["comparator"], datetime.date(2025, 1, 20))
    assert state_on(announced["comparator"], datetime.date(2025, 1, 21))["value"] == 500
    rows = answer.ladder(article).query("rung == 'announced'").to_dict("records")
    newest = {seat: states[-1]["words"] for seat, states in announced.items()}
    assert newest == {row["seat"]: " ".join(in_words(row["value"])) for row in rows}


def test_events_are_named_on_their_day_and_none_is_of_the_future(latest):
    events = answer.staircases(latest).history()["events"]
    days = [event["from"] for event in events]
    assert days == sorted(days)
    assert 0 <= days[0] <= days[-1] <= (latest.as_of - SINCE).days
    assert plain(next(event["day"] for event in events if event["programme"] == "Stargate")) == "21 January 2025"


def test_a_study_of_a_day_before_the_slider_begins_has_none(early):
    shown = figure(answer.staircases(early))
    assert "data-as-it-stood" not in shown.html + shown.page
