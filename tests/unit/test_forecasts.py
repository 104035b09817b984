"""Forecasts: what a row must satisfy, that none is ever edited, their scores, and delivery by the record."""

import csv
import io
import subprocess

import numpy as np
import pandas as pd
import pytest

from analysis.evidence.schemas import PATHS
from analysis.evidence.schemas.forecasts import QUANTILES, SETTLED
from analysis.forecasts import LEVELS, brier_score, crps, scores
from analysis.model.formula import javascript
from analysis.model.graph import graph
from analysis.model.ladder import expected_delivered
from analysis.pages import forecasts, realisation
from analysis.study import compare
from analysis.uncertainty import Distribution
from analysis.uncertainty.reference_class import BORROWED, expected_share
from conftest import ROOT

FILE = PATHS["forecasts"]
NUMBER = "stargate-spent-june-2026"


def rows_of(text: str) -> dict[str, dict[str, str]]:
    """The rows of the file by the id of each."""
    return {row["forecast_id"]: row for row in csv.DictReader(io.StringIO(text))}


def edits(before: str, now: str, day: str = "9999") -> list[str]:
    """What was changed or dropped since a version of a day, cells filled in at settling apart.

    On the day on which it is made a forecast may still be put right.
    """
    later, found = rows_of(now), []
    for name, row in rows_of(before).items():
        if row["made_on"] >= day:
            continue
        if name not in later:
            found.append(f"{name} was dropped")
            continue
        for column in row.keys() & later[name].keys():
            filled_in = column in SETTLED and not row[column]
            if row[column] != later[name][column] and not filled_in:
                found.append(f"{name}, {column}: {row[column]} became {later[name][column]}")
    return found


def git(*arguments: str) -> str:
    """What git prints; nothing where there is no git, or no history of it."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def test_no_forecast_was_ever_edited_or_dropped():
    """Against each version in the history of git; without one, or in a shallow clone, against those there are."""
    now = (ROOT / FILE).read_text(encoding="utf-8")
    versions = [line.split() for line in git("log", "--format=%H %cs", "--", FILE).splitlines()]
    assert [edit for name, day in versions for edit in edits(git("show", f"{name}:{FILE}"), now, day)] == []


def test_an_edit_is_seen_and_an_outcome_is_none():
    before = "forecast_id,made_on,probability,settled_on,outcome\na,2025-10-01,0.3,,\nb,2025-10-01,0.5,2026-01-01,1\n"
    assert edits(before, before.replace("0.3,,", "0.3,2026-03-01,0") + "c,2026-02-01,0.1,,\n") == []
    changed = before.replace("0.3", "0.4")
    assert edits(before, changed) == ["a, probability: 0.3 became 0.4"]
    assert edits(before, changed, "2025-10-01") == []
    assert edits(before, changed, "2025-10-02") == ["a, probability: 0.3 became 0.4"]
    assert edits(before, before.replace("a,2025-10-01,0.3,,\n", "")) == ["a was dropped"]
    assert edits(before, before.replace("01-01,1", "01-01,0")) == ["b, outcome: 1 became 0"]


def test_crps_of_five_quantiles_comes_near_the_integral():
    rng = np.random.default_rng(0)
    draws = np.sort(rng.normal(10, 2, 20_000))
    exact = np.abs(draws - 11).mean() - np.abs(draws - rng.permutation(draws)).mean() / 2
    assert crps(np.quantile(draws, LEVELS), 11) == pytest.approx(exact, rel=0.15)


def test_a_proper_score_is_best_at_the_truth():
    chance, said = 0.3, np.linspace(0, 1, 101)
    expected = chance * brier_score(said, 1.0) + (1 - chance) * brier_score(said, 0.0)
    assert said[expected.argmin()] == pytest.approx(chance)


def test_scores_are_apart_and_count_what_they_are_of():
    base = {"probability": np.nan, **dict.fromkeys(QUANTILES, np.nan)}
    number = dict(zip(QUANTILES, (1.0, 2.0, 3.0, 4.0, 5.0), strict=True))
    rows = [
        base | {"how": "recorded", "probability": 0.9, "outcome": 1.0},
        base | {"how": "rebuilt", "probability": 0.2, "outcome": 1.0},
        base | number | {"how": "rebuilt", "outcome": 4.5},
        base | number | {"how": "rebuilt", "outcome": 9.0},
    ]
    found = scores(pd.DataFrame(rows)).set_index("how")
    assert found["brier"].tolist() == pytest.approx([0.01, 0.64])
    assert found.loc["rebuilt", ["events", "numbers", "in_half", "in_ninety"]].tolist() == [1, 2, 0, 1]
    by_hand = np.mean([crps(list(number.values()), outcome) for outcome in (4.5, 9.0)]) / 3
    assert found.loc["rebuilt", "crps_of_median"] == pytest.approx(by_hand)


def test_what_came_later_is_not_known_before(article, latest):
    then, now = forecasts.forecasts(article), forecasts.forecasts(latest)
    assert set(then["how"]) == {"rebuilt"}
    assert then["is_open"].all()
    assert not now.query("how == 'rebuilt'")["is_open"].any()
    assert len(forecasts.forecasts(compare("latest", as_of="2025-12-03"))) == 0
    assert forecasts.scored(article)["events"].sum() == 0
    assert (now.query("how == 'recorded'")["deadline"] > pd.Timestamp("2026-11-30").date()).all()


def test_a_number_is_drawn_over_its_own_middle_and_scored_by_it(latest):
    row = forecasts.forecasts(latest).set_index("forecast_id").loc[NUMBER]
    drawn = [row["value"].value.low, row["value"].central, row["inner"].value.high, row["outcome"].central]
    assert drawn == pytest.approx([18 / 36, 1, 42 / 36, 42 / 36])
    assert row["score"] == pytest.approx(crps([18, 30, 36, 42, 58], 42) / 36)


def test_nothing_forecast_is_no_chart():
    nothing = compare("latest", as_of="2025-12-03")
    assert forecasts.events(nothing) is forecasts.numbers(nothing) is None
    assert forecasts.still_open(nothing).frame.empty
    assert forecasts.values(nothing)["next"] is None


def test_the_page_counts_what_is_settled(latest):
    counted = forecasts.values(latest)
    assert [counted[name] for name in ("all", "settled", "open", "recorded", "rebuilt")] == [28, 11, 17, 0, 11]
    assert [counted[name] for name in ("events", "came", "said", "held")] == [7, 1, 1.9, 3]
    assert counted["brier"] == pytest.approx(0.115, abs=0.0005)
    assert forecasts.numbers(latest).title.startswith("3 of 4 numbers settled")


def test_ranges_of_delivery_hold_the_share_of_cases_they_claim(latest):
    """All six cases lie within 90% and three within 50%, and each within the 90% of the others alone."""
    cases = latest.evidence.cases(latest.as_of)
    shares = [case["share"] for case in cases]
    assert len(shares) == 6
    in_ninety, in_half, left_out = [], [], []
    for case in cases:
        of_class = [other for other in cases if other["kind"] == case["kind"]]
        programmes = {other["programme"] for other in of_class}
        value = expected_share(shares, [other["share"] for other in of_class], len(programmes))
        lower, upper = Distribution("lognormal", value.low, value.central, value.high).quantile([0.25, 0.75])
        in_ninety.append(value.low <= case["share"] <= value.high)
        in_half.append(lower <= case["share"] <= upper)
        others = [other for other in cases if other is not case]
        alike = [other for other in of_class if other is not case]
        value = expected_share(
            [other["share"] for other in others],
            [other["share"] for other in alike],
            len({other["programme"] for other in alike}),
        )
        left_out.append(value.low <= case["share"] <= value.high)
    assert (sum(in_ninety), sum(in_half), sum(left_out)) == (6, 3, 6)
    northvolt = 0.06  # read in no document, so it is not on file
    assert all(seat.delivery_rate_by_promised_date.value.low <= northvolt for seat in latest.seats.values())


def test_a_class_of_few_programmes_borrows_from_all(latest):
    shares = [case["share"] for case in latest.evidence.cases(latest.as_of)]
    whole, private = expected_share(shares, [], 0), expected_share(shares, [0.06, 0.2], 2)
    assert 0.11 < private.central < whole.central
    assert expected_share(shares, [0.06, 0.2], 1000).central == pytest.approx(0.11)
    assert BORROWED > 2


def test_delivery_is_conditional_on_what_is_spent(latest):
    for seat in latest.seats.values():
        rate, announced = seat.delivery_rate_by_promised_date.central, seat.announced.central
        spent = seat.spent.central or 0.0
        assert seat.expected_delivered.central == pytest.approx(spent + (announced - spent) * rate)
    spent = latest.comparator.spent.value
    assert latest.comparator.expected_delivered.value.low > spent.low
    assert expected_delivered(40.0, 0.3, 58.9, 1.0) == 58.9
    assert expected_delivered(40.0, 0.3, 10.0, 1.0, 20.0, 1.0) == pytest.approx(26)  # what runs has been spent
    assert (
        latest.subject.delivery_rate_by_promised_date.central > latest.comparator.delivery_rate_by_promised_date.central
    )


def test_nothing_known_to_be_spent_leaves_the_rate_for_the_whole():
    values = {"subject_announced": 30.0, "subject_delivery_rate_by_promised_date": 0.4}
    assert graph().run(values)["subject_expected_delivered"] == pytest.approx(12)
    spent = values | {"subject_spent": 10.0}
    assert graph().run(spent)["subject_expected_delivered"] == pytest.approx(12)  # no part of this sum
    spent["subject_spent_attributable"] = 1.0
    assert graph().run(spent)["subject_expected_delivered"] == pytest.approx(18)
    assert "subject_spent_share" not in graph().run(values)
    assert "(v.subject_spent ?? 0.0)" in javascript(graph(), ["subject_expected_delivered"])
    assert "??" not in javascript(graph(), ["subject_spent_share"])


def test_the_pace_so_far_is_no_more_than_that(latest):
    seat = latest.comparator
    days = (pd.Timestamp("2026-09-30") - pd.Timestamp("2025-01-21")).days
    assert seat.spent_per_year.central == pytest.approx(58.9 / (days / 365.25), rel=0.01)
    assert seat.spent_at_this_pace.central == pytest.approx(58.9 * 4 / (days / 365.25), rel=0.01)
    assert realisation.at_latest_pace(latest, seat).central == pytest.approx(58.9 + 16.9 / 92 * 843, rel=0.01)
