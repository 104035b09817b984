"""When: slips of the call, calendars, lead times, catching up."""

import datetime
import math

import pytest

from analysis.charts.rows import EPOCH, days_of
from analysis.pages import timing
from analysis.pages.timing import like_sites, milestones, targets, window
from analysis.study import compare
from analysis.study.readers import year_of
from conftest import FRANCE


def test_the_slips_are_those_on_record(latest):
    table = targets(latest)
    assert table["shape"].tolist() == ["box"] * (len(table) - 1) + ["dot"]
    assert table["said_on"].is_monotonic_increasing


def test_the_last_slip_agrees_with_the_model_and_with_the_documents(latest):
    slip = targets(latest)["slip"].iloc[-1].central
    assert slip == pytest.approx(latest.subject.call_slip.central, abs=0.5)
    assert slip == latest.evidence.cited_fact("call_delay")["value"], "counted in whole months"


def test_the_article_edition_knows_of_no_opening(article):
    found = timing.values(article)
    assert found["opened"] is None


def test_the_call_is_found_in_either_seat(latest, swapped):
    assert timing.calling(swapped).programme == "eu-gigafactories"
    assert targets(swapped)["slip"].tolist() == targets(latest)["slip"].tolist()


@pytest.mark.parametrize("day", ["2028-07-01", "2026-07-30", "2024-12-31", "2025-01-01", "2027-02-15"])
def test_a_year_stands_on_its_day(day):
    day = datetime.date.fromisoformat(day)
    assert math.floor(days_of(year_of(day))) == day.toordinal() - EPOCH


def test_windows_are_worded_by_their_months():
    first, last = datetime.date(2026, 11, 1), datetime.date(2027, 1, 31)
    assert window(first, last) == "November 2026 to January 2027"
    assert window(first, datetime.date(2026, 11, 30)) == "November 2026"


def test_a_target_has_the_day_it_was_promised_and_what_happened_has_none(latest):
    table = milestones(latest)
    promised = table[table["kind"] == "target"]
    assert set(promised["milestone"]) == {"work starts", "first service"}
    assert (promised["said_on"] == datetime.date(2026, 7, 30)).all()
    assert table.loc[table["kind"] != "target", "said_on"].isna().all()


def test_lags_come_with_a_value_or_a_reason(article, latest):
    assert all(years.known for years in timing.lags(latest).frame["years"])
    assert timing.lags(article).frame.empty, "no table of gaps alone"


def test_a_lead_is_told_as_one_and_not_as_a_negative_lag(swapped):
    table = timing.lags(swapped).frame
    known = table[[years.known for years in table["years"]]]
    assert len(known) > 0
    assert all(years.value.low <= years.central and years.central >= 0 for years in known["years"])
    assert known["what"].str.endswith("here Stargate is ahead").any()


def test_what_has_happened_has_no_outside_view(latest, swapped):
    assert not latest.comparator.first_service_outside_view.known
    assert not latest.comparator.first_service_gap.known
    assert latest.comparator.first_service_expected.value == latest.comparator.first_service_stated.value
    lag = latest.comparison.first_service_lag_outside_view.central
    assert lag == pytest.approx(4.39, abs=0.01)  # of a referee's own recomputation, from 26 September 2025
    assert swapped.comparison.first_service_lag_outside_view.central == pytest.approx(-lag)


def test_before_the_first_target_there_is_no_slip(early):
    assert targets(early).empty
    assert timing.slips(early) is None
    assert timing.values(early)["slip"] is None


@pytest.mark.usefixtures("france")
def test_a_programme_without_dates_is_a_row_of_gaps():
    study = compare("latest", subject=FRANCE)
    table = milestones(study)
    assert table[table["seat"] == "subject"]["kind"].tolist() == ["observed", "gap", "gap"]
    assert "no date on record" in timing.calendars(study).drawing.describe()
    assert timing.slips(study) is None
    assert set(like_sites(study)["programme"]) == {"Stargate"}
