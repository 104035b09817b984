"""When: slips of the call, calendars, lead times, catching up, what a delay costs."""

from __future__ import annotations

import datetime

import pytest

from analysis import tables
from analysis.charts import draw_calendars, draw_delay, draw_lead_times, draw_slips
from analysis.study import compare
from analysis.study.readers import year_of
from analysis.tables.when import day_of, window
from analysis.wording import number
from test_numbers import FRANCE, with_france

EDITIONS = ("article", "latest", "slow-eu")


@pytest.fixture(scope="module")
def swapped():
    """The seats the other way round."""
    return compare("latest", subject="stargate", comparator="eu-gigafactories")


def test_the_slips_are_those_on_record(latest):
    table = tables.slips(latest)
    assert table["last"].iloc[0] == datetime.date(2025, 12, 31)
    assert table["slip"].iloc[0] == 0
    assert table["opened"].tolist() == [False] * (len(table) - 1) + [True]
    assert table["last"].iloc[-1] == datetime.date(2026, 7, 30)
    assert table["said_on"].is_monotonic_increasing


def test_the_last_slip_agrees_with_the_model_and_with_the_documents(latest):
    slip = tables.slips(latest)["slip"].iloc[-1]
    assert slip == pytest.approx(latest.subject.call_slip.central)
    assert slip == pytest.approx(6.9, abs=0.1)
    counted_in_whole_months = latest.evidence.fact("v-013")["value"]
    assert counted_in_whole_months == 7
    assert slip == pytest.approx(counted_in_whole_months, abs=0.2)


def test_the_article_edition_knows_two_targets_and_no_opening(article):
    table = tables.slips(article)
    assert table["target"].tolist() == ["December 2025", "January to February 2026"]
    assert (table["said_on"] <= article.as_of).all()
    assert not tables.call_happened(article)


def test_the_call_is_found_in_either_seat(latest, swapped):
    assert tables.calling(swapped).programme == "eu-gigafactories"
    assert tables.slips(swapped)["slip"].tolist() == tables.slips(latest)["slip"].tolist()


@pytest.mark.parametrize("day", ["2028-07-01", "2026-07-30", "2024-12-31", "2025-01-01", "2027-02-15"])
def test_a_day_comes_back_from_its_year(day):
    day = datetime.date.fromisoformat(day)
    assert abs(day_of(year_of(day)) - day) <= datetime.timedelta(days=0)


def test_windows_are_worded_by_their_months():
    first, last = datetime.date(2026, 11, 1), datetime.date(2027, 1, 31)
    assert window(first, last) == "November 2026 to January 2027"
    assert window(first, datetime.date(2026, 11, 30)) == "November 2026"


def test_a_target_has_the_day_it_was_promised_and_what_happened_has_none(latest):
    table = tables.calendars(latest)
    targets = table[table["kind"] == "target"]
    assert set(targets["milestone"]) == {"work starts", "first service"}
    assert (targets["said_on"] == datetime.date(2026, 7, 30)).all()
    assert table.loc[table["kind"] != "target", "said_on"].isna().all()


def test_calendars_agree_with_the_study(latest):
    table = tables.calendars(latest).set_index(["seat", "milestone"])
    outside = latest.subject.first_service_outside_view.value
    row = table.loc[("subject", "first service, outside view")]
    assert row[["low", "central", "high"]].tolist() == [outside.low, outside.central, outside.high]
    assert table.loc[("comparator", "first service"), "when"].replace("\N{NO-BREAK SPACE}", " ") == "26 September 2025"
    assert ("comparator", "call opens") not in table.index


def test_dates_that_were_not_known_are_gaps_in_the_article_edition(article):
    table = tables.calendars(article).set_index(["seat", "milestone"])
    for milestone in ("work starts", "first service"):
        assert table.loc[("subject", milestone), "kind"] == "gap"
    assert "first service, outside view" not in table.index.get_level_values("milestone")
    assert table.loc[("subject", "call opens"), "kind"] == "target"
    chart = draw_calendars(tables.calendars(article), year_of(article.as_of))
    assert "EU gigafactories, first service: no date on record" in chart.description


def test_lead_times_are_in_months_and_not_anticipated(article, latest):
    cases = tables.lead_times(latest).set_index("case")
    assert cases.loc["A European site, on average", "central"] == 48
    assert cases.loc["Sites in the US, median and quartiles", ["low", "high"]].tolist() == [15.8, 29.5]
    assert cases.loc["Stargate, observed", "central"] == pytest.approx(15.9, abs=0.1)
    then = tables.lead_times(article)["case"]
    assert not then.str.contains("Sines|US").any()


def test_lags_come_with_a_way_or_a_reason(article, latest):
    assert all(years.known for years in tables.lags(latest)["years"])
    assert not any(years.known for years in tables.lags(article)["years"])
    assert tables.lags(article)["how"].str.startswith("no reading").all()


def test_a_lead_is_told_as_one_and_not_as_a_negative_lag(swapped):
    table = tables.lags(swapped)
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


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_year_of_delay_costs_what_the_model_says(edition):
    study = compare(edition)
    table = tables.delay(study).set_index("mark")
    lost = study.common.lost_by_a_year_of_delay.value
    assert table.loc["one year", ["low", "central", "high"]].tolist() == pytest.approx(
        [100 * (1 - lost.high), 100 * (1 - lost.central), 100 * (1 - lost.low)], rel=1e-3
    )
    kept = study.subject.relative_size_after_slip.value
    row = table.loc["the call's slip", ["low", "central", "high"]].tolist()
    assert row == pytest.approx([100 * kept.low, 100 * kept.central, 100 * kept.high], rel=1e-3)


def test_descriptions_hold_the_numbers_of_the_tables(latest):
    slips = draw_slips(tables.slips(latest)).description
    for slip in tables.slips(latest)["slip"].iloc[1:]:
        assert f"{number(slip, decimals=1)} months late" in slips
    assert "36 (20 to 51)" in draw_lead_times(tables.lead_times(latest)).description
    assert "One year: 33.3% (24 to 40%)" in draw_delay(tables.delay(latest)).description


def test_before_the_first_target_there_is_no_slip():
    study = compare("latest", as_of="2024-10-31")
    assert tables.slips(study).empty
    assert draw_slips(tables.slips(study)) is None
    assert list(tables.delay(study)["mark"].unique()) == ["", "one year"]


def test_a_programme_without_dates_is_a_row_of_gaps(copy, monkeypatch):
    monkeypatch.setenv("ANALYSIS_ROOT", str(with_france(copy).project.root))
    study = compare("latest", subject=FRANCE)
    table = tables.calendars(study)
    own = table[table["seat"] == "subject"]
    assert own["kind"].tolist() == ["observed", "gap", "gap"]
    assert "no date on record" in draw_calendars(table, year_of(study.as_of)).description
    assert draw_calendars(own.iloc[1:], year_of(study.as_of)) is None
    assert draw_slips(tables.slips(study)) is None
    assert set(tables.lead_times(study)["programme"]) == {"Stargate"}
