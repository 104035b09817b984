"""Programmes in other currencies, company spending, which flows, and all of them on one ladder."""

from __future__ import annotations

import datetime

import pytest

from analysis import compare, field, total
from analysis.characters import json_text
from analysis.errors import CallError, UnlikeError
from analysis.evidence import load
from analysis.evidence.readings import PAYMENTS
from analysis.model.amounts import KINDS
from analysis.pages import answer, field as page, landing, profile, yardsticks
from analysis.publish import pair
from analysis.study.field import field_of
from analysis.wording import quantity
from conftest import ROOT, call_analysis

DAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("programme", "currency", "per_euro"),
    [("other:uk-ai-growth-zones", "GBP", 0.8338), ("other:korea-gpu", "KRW", 1491.76), ("other:japan", "JPY", 175.68)],
)
def test_a_sum_is_told_in_dollars_at_the_cross_rate_of_the_day(programme, currency, per_euro):
    seat = compare("latest", subject=programme).subject
    assert seat.market_rate.unit == f"USD per {currency}"
    assert seat.market_rate.central == pytest.approx(1.1172 / per_euro)
    assert seat.market_rate.as_of == datetime.date(2026, 10, 30)


def test_a_rate_of_the_euro_given_by_hand_leaves_the_others():
    seat = compare("latest", subject="other:uk-ai-growth-zones", usd_per_eur=1.5).subject
    assert seat.market_rate.central == pytest.approx(1.1172 / 0.8338)


def test_a_rate_of_another_currency_is_set_by_hand_as_that_of_the_euro_is():
    study = compare("latest", subject="other:uk-ai-growth-zones", usd_per_gbp=1.5)
    assert (study.subject.market_rate.central, study.subject.market_rate.set_by) == (1.5, "call")
    assert study.comparison.usd_per_eur.central == 1.1172
    assert study.subject.announced.usd.central == pytest.approx(study.subject.announced.central * 1.5)
    with pytest.raises(CallError, match=r'"0" is not allowed \(allowed: US dollars for one pound sterling, above 0'):
        compare("latest", usd_per_gbp=0)


def test_power_that_is_asked_for_is_no_power_planned():
    france = compare("latest", subject="other:france-109bn").subject
    assert not france.power_planned.known
    power = {one.programme: one.power for one in field_of(compare("latest"))}["other:france-109bn"]
    assert (power["power_sought"].central, power["power_secured"].central) == (28_600, 5_800)
    assert power["power_in_service"].bound == "at least"


def test_compute_of_tracked_sites_alone_is_a_floor():
    study = compare("latest", subject="other:alphabet-capex")
    assert study.subject.h100e_in_service.bound == "at least"
    assert study.subject.share_of_world_in_service.said == "about", "a floor over a floor bounds nothing"


def test_public_money_per_head_is_the_sum_over_the_people_of_its_country():
    table = yardsticks.per_head(compare("latest")).table.set_index("programme")
    assert table.loc["Japan frame", "each"].central == pytest.approx(10_000 / 175.68 * 1.1172e9 / 123_366_734)
    assert "US-Japan pact" not in table.index, "money of one country for another has no people to be set against"


def test_what_happened_since_begins_with_the_first_announcement():
    drawing = page.since(compare("latest")).drawing
    assert drawing.announced_on("Stargate") == datetime.date(2025, 1, 21)
    assert "EU gigafactories, announced on 11" in drawing.describe()
    real = drawing.points("Stargate", drawing.real)
    assert real[-1]["value"].central == 58.9


def test_a_page_of_a_programme_says_what_overlaps_it_and_what_is_not_known():
    field, study = {one.programme: one for one in field_of(compare("latest"))}, compare("latest")
    assert profile.overlaps(study, field["other:openai-compute"])["contains"] == ["stargate"]
    told = profile.not_known(study, field["other:japan"])
    assert "money spent" in told
    assert "power planned" in told
    assert profile.ladder_over_time(study, field["other:japan"]) is None, "two readings make no line"


def test_the_money_of_one_year_is_not_set_against_a_whole_sum():
    study = compare("latest", subject="other:alphabet-capex")
    assert study.subject.announced.amount.measure == "bn of one year from 2026"
    assert not study.comparison.announced_ratio.known
    assert "over how long: in all against one year from 2026" in str(study.comparison.announced_ratio.gap)


def test_spending_of_one_year_is_no_part_of_what_is_meant_for_the_next():
    study = compare("latest", subject="other:alphabet-capex", comparator="other:amazon-capex")
    assert study.comparison.announced_ratio.central == 1.1
    assert "one year from 2025 against one year from 2026" in str(study.subject.spent_share.gap)
    assert not study.subject.span_years.known
    assert not study.comparison.h100e_by_money_ratio.known


def test_what_rests_on_two_sums_that_are_unlike_is_refused_as_they_are():
    comparison = compare("latest", subject="other:france-109bn", comparator="eu-gigafactories").comparison
    for name in ("announced_ratio", "announced_over_gdp_ratio", "announced_per_gdp_ratio"):
        assert "who pays: all against private" in str(comparison[name].gap), name


def test_two_programmes_that_overlap_say_so():
    tied = answer.overlap(compare("latest", subject="other:campus-ai-france", comparator="other:france-109bn"))
    assert (tied["whole"], tied["part"]) == ("the French AI pledges of February 2025", "Campus AI")
    shared = answer.overlap(compare("latest", subject="other:coreweave-capex"))
    assert (shared["whole"], shared["meaning"]) == ("", "part of the money is in both")


def test_no_line_is_drawn_between_the_years_of_a_flow():
    evidence = load(ROOT / "data")
    between = evidence.money("other:alphabet-capex", "spent", datetime.date(2026, 3, 31))
    assert (between.central, between.interpolated_between) == (91.4, None)
    assert evidence.money("other:xai-colossus", "spent", datetime.date(2026, 3, 31)).interpolated_between


def test_a_part_of_a_year_is_no_figure_of_a_year_unless_it_is_all_there_is():
    evidence = load(ROOT / "data")
    assert evidence.money("other:coreweave-capex", "spent", DAY).central == 14.9
    assert evidence.money("other:tencent", "spent", DAY).measure == "part of a year"


def test_the_field_knows_nothing_later_than_its_day():
    known = field(as_of="2025-12-04")
    assert known["as_of"].max() <= datetime.date(2025, 12, 4)
    assert not {"other:india", "other:china"} & set(known["programme"])
    assert set(known["programme"]) < set(field()["programme"])


def test_the_field_tells_a_sum_at_the_rates_of_the_day_by_hand():
    japan = field(rung="announced").set_index("programme").loc["other:japan"]
    assert japan["central"] == pytest.approx(10_000 / 175.68 * 1.1172)
    in_euro = field(rung="announced", currency="EUR").set_index("programme")
    assert in_euro.loc["eu-gigafactories", "central"] == pytest.approx(30)


def test_the_field_has_of_a_company_the_money_of_a_year_and_of_a_programme_none():
    for one in field_of(compare("latest")):
        known = [money for money in one.rungs.values() if money.known]
        assert {money.measure for money in known} <= ({"one year"} if one.is_flow else {"", PAYMENTS}), one.programme
    with pytest.raises(CallError, match=r"nearest: .spent"):
        field(rung="spnt")


def test_what_another_contains_stands_under_it_and_is_of_its_kind():
    found = field_of(compare("latest"))
    places = {one.programme: place for place, one in enumerate(found)}
    kinds = {one.programme: one.kind for one in found}
    inside = [one for one in found if one.inside]
    assert {"stargate", "eu-gigafactories", "other:campus-ai-france"} <= {one.programme for one in inside}
    assert all(places[one.inside] < places[one.programme] for one in inside)
    assert all(kinds[one.inside] == one.kind for one in inside)


def test_what_is_real_of_a_promise_is_told_where_the_two_are_alike_alone():
    found = {one.programme: one for one in field_of(compare("latest"))}
    assert found["stargate"].realised.central == pytest.approx(58.9 / 500)
    assert "who pays" in found["other:france-109bn"].realised.gap
    assert found["other:japan"].realised.gap == "none on record"


def test_a_year_of_the_five_companies_over_what_two_programmes_promised_in_all():
    told = page.values(compare("latest"))
    assert told["over_comparator"] == "1.7\N{NO-BREAK SPACE}times"  # 825 over 500
    assert told["over_subject"] == "about\N{NO-BREAK SPACE}25\N{NO-BREAK SPACE}times"  # over a floor plus a ceiling


def test_the_last_twelve_months_are_the_last_reading_less_that_of_a_year_before():
    study = compare("latest")
    stargate = next(one for one in field_of(study) if one.programme == "stargate")
    before = study.evidence.money("stargate", "spent", datetime.date(2025, 9, 30)).central
    assert yardsticks.last_twelve_months(study, stargate).central == pytest.approx(58.9 - before)


def test_programmes_that_overlap_are_not_added_up_unless_that_is_named():
    pair_of_india = ["other:india", "other:google-vizag"]
    with pytest.raises(UnlikeError, match="overlap other:india against other:google-vizag"):
        total(pair_of_india, "committed")
    assert total(pair_of_india, "committed", allow={"overlap", "payers", "measure", "span"}).value.central == 47.5
    with pytest.raises(UnlikeError, match="measure"):
        total(["stargate", "other:meta-capex"], "announced", allow={"overlap"})
    with pytest.raises(CallError, match="is not a programme with a sum on the rung spent"):
        total(["other:japan"], "spent")


def test_what_divides_by_a_sum_that_may_be_nothing_is_told_without_an_end():
    study = compare("latest", subject="other:us-japan-550bn", comparator="other:microsoft-india")
    ratio = study.comparison.committed_ratio
    assert (study.subject.committed.value.low, ratio.value.high, ratio.median) == (0, None, None)
    assert "0.53 or more" in quantity(ratio, "range")
    json_text(study.as_json())  # every number is one


def test_the_pair_on_the_page_refuses_what_ratios_refuse():
    assert set(pair.NAMES) == set(KINDS) - {"rung", "currency", "span"}


def test_the_command_prints_what_python_gives():
    printed = call_analysis("field", "--kind", "public", "--as-of", "2026-06-30", "--csv").stdout
    wanted = field(kind="public", as_of="2026-06-30").to_csv(index=False, lineterminator="\n")
    assert printed == wanted
    assert "2026-13-01" in call_analysis("field", "--as-of", "2026-13-01", code=2).stderr


def test_the_landing_page_names_what_else_runs_in_the_eu_once_and_no_unlike_sums():
    told = landing.elsewhere_in_the_eu(compare("latest"))
    assert told.count("Sines") == 1  # two programmes stand on that site
    assert "France" not in told  # what runs of the French pledges is Mistral's
    assert landing.elsewhere_in_the_eu(compare("latest", subject="other:japan")) == ""
    assert landing.headline(compare("latest")).startswith("Stargate promised")
    assert landing.headline(compare("latest", subject="other:microsoft-capex")) == ""
