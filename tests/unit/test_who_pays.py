"""Who pays and who decides: parts that add up, agree with the record, and are never said where they are not known."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analysis import tables
from analysis.charts import draw_debt, draw_leverage, draw_split
from analysis.study import Study, compare
from analysis.tables.capital import facts_known, parted, payers
from test_edges import held, run_cells

NAME = "05-who-pays"
SEATS_SWAPPED = {"subject": "stargate", "comparator": "eu-gigafactories"}
GALILEO = "other:galileo"


@pytest.fixture(scope="module")
def told(latest: Study) -> pd.DataFrame:
    """The tellings of the gigafactories' sum by their month."""
    return tables.splits(latest, "subject").set_index("told")


def text_at(parameters: dict) -> str:
    """What the page says, without the word that starts an English sentence and looks like a gap."""
    shown = run_cells(NAME, parameters)
    held(re.sub(r"\bNone (of|is)\b", r"Not one \1", shown))
    return re.sub(r"<[^>]+>", " ", shown).replace("\N{NO-BREAK SPACE}", " ")


def test_each_restatement_has_its_parts(told):
    divided = told.loc[["October 2025", "June 2026", "July 2026"], ["union_budget", "member_states", "private"]]
    assert divided.to_numpy().round(1).tolist() == [[3.4, 3.4, 13.2], [4.1, 4.1, 11.8], [5, 5, 20]]
    together = told.loc["December 2025"]
    assert [together["public"], together["private"]] == [6, 14]
    assert pd.isna(together["union_budget"])
    assert told.loc["February 2025", "unknown"] == 20


def test_parts_add_up_to_the_sum(latest):
    for seat in latest.seats:
        for _, row in tables.splits(latest, seat).iterrows():
            parts = row[["union_budget", "member_states", "public", "private", "unknown"]]
            assert parts.dropna().sum() == pytest.approx(row["announced"].central)


@pytest.mark.parametrize(
    ("month", "fact_id"),
    [("October 2025", "eu-071"), ("December 2025", "eu-072"), ("June 2026", "eu-073"), ("July 2026", "eu-074")],
)
def test_the_private_remainder_is_the_private_sum_on_record(latest, told, month, fact_id):
    on_record = float(latest.evidence.fact(fact_id)["value"])
    assert told.loc[month, "private"] == pytest.approx(on_record, abs=0.05)
    assert told.loc[month, "on_record"].central == on_record


def test_the_share_that_one_day_told_is_the_one_on_record(told):
    assert told.loc["December 2025", "private"] / 20 == pytest.approx(0.7)
    assert told.loc["October 2025", "union_budget"] / 20 == pytest.approx(0.17)


def test_nothing_is_told_before_its_day(article):
    assert list(tables.splits(article, "subject")["told"])[-1] == "December 2025"
    assert tables.whole_then_part(tables.ways_to_read(article))["part"] is None


def test_public_money_above_the_sum_gives_no_private_part():
    assert parted(5, {"union_budget": 5, "member_states": 5}, None) == {"unknown": 5}


def test_a_sum_set_by_hand_is_a_telling_of_its_own():
    last = tables.splits(compare("latest", subject_announced=50), "subject").iloc[-1]
    assert (last["told"], last["private"]) == ("As set here", 40)


def test_one_sum_is_read_three_ways(latest):
    ways = tables.ways_to_read(latest).set_index("way")
    assert [round(total.central) for total in ways["total"]] == [20, 30, 60]
    assert ways["ratio"].is_monotonic_decreasing
    moved = tables.whole_then_part(tables.ways_to_read(latest))
    assert (moved["whole"].isoformat(), moved["part"].isoformat()) == ("2026-06-02", "2026-07-30")


def test_leverage_names_both_sums_and_none_is_given_over_zero(latest):
    lever = tables.leverage(latest)
    assert lever[["numerator", "denominator"]].ne("").all(axis=None)
    stargate = lever[lever["programme"] == "Stargate"]
    assert list(stargate["why"]) == ["no public money was found"]
    assert stargate["ratio"].isna().all()
    assert "no ratio: no public money was found" in draw_leverage(lever).description
    nothing = tables.leverage(compare("latest", changes={"comparator_union_budget": 0, "comparator_member_states": 0}))
    assert list(nothing.loc[nothing["programme"] == "Stargate", "why"]) == ["public money is zero"]


def test_the_audited_ratio_is_the_two_sums_on_record(latest):
    audited = latest.evidence.fact("ctx-0500")["value"] / latest.evidence.fact("ctx-0501")["value"]
    lever = tables.leverage(latest).set_index("kind")
    assert lever.loc["audited", "ratio"] == pytest.approx(audited, abs=0.05)
    assert lever.loc["audited", "ratio"] == latest.evidence.fact("comp-243")["value"]
    assert lever.loc["target", "ratio"] == 15


def test_unknown_public_money_is_not_called_zero(article):
    lever = tables.leverage(article)
    assert "public money is not known" in set(lever["why"])
    assert "public money is zero" not in set(lever["why"])


def test_debt_of_sites_and_of_all_together(latest):
    debt = tables.site_debt(latest).set_index("site")
    assert debt.loc["Abilene", "percent"] == pytest.approx(62.7)
    assert debt.loc["All of these sites", "percent"] == pytest.approx(100 * 79.4 / 92)
    assert "98.3% debt, confidence low" in draw_debt(tables.site_debt(latest)).description


def test_charts_with_nothing_to_draw_are_none(latest):
    early = compare("latest", as_of="2024-10-31")
    assert draw_split(tables.splits(early, "subject")) is None
    assert draw_split(tables.splits(latest, "comparator")) is None, "no public money was told"
    assert draw_leverage(tables.leverage(early)) is None
    assert draw_debt(tables.site_debt(early)) is None


def test_the_chart_says_what_it_draws(latest):
    split = draw_split(tables.splits(latest, "subject")).description
    assert (
        "June 2026, EUR\N{NO-BREAK SPACE}20\N{NO-BREAK SPACE}bn: EU budget 4.1, member states 4.1, private 11.8"
        in split
    )
    assert "December 2025" in split
    assert "public, not divided 6, private 14" in split
    assert "ranges: EU budget 1 to 5, member states 1.3 to 5" in split


def test_payers_are_called_what_they_are(latest):
    assert payers(latest.subject)["union_budget"] == "EU budget"
    assert payers(latest.comparator)["union_budget"] == "federal budget"


def test_what_was_said_and_what_is_law(latest, article):
    now = tables.said_and_law(tables.consortia_checked(latest))
    assert now["apart"] == "US firm as majority; High-risk vendor as supplier"
    assert now["law"] == "The coordinator has its seat in the EU and EU entities control it"
    then = tables.said_and_law(tables.consortia_checked(article))
    assert then["law"] is None
    assert then["apart"] is None


def test_sites_in_service_are_not_counted_where_their_state_is_not_known(latest, article):
    assert tables.in_service(tables.sites(latest))["comparator_runs"] == 1
    assert set(tables.in_service(tables.sites(article)).values()) == {None}


@pytest.mark.parametrize("edition", ["latest", "article", "ppp", "constant-prices", "slow-eu", "half-stargate"])
def test_the_page_says_who_pays_in_every_edition(edition):
    text = text_at({"edition": edition})
    assert "of the money for the EU AI gigafactories is to be private" in text


def test_with_swapped_seats_the_public_money_is_still_that_of_the_eu():
    text = text_at(SEATS_SWAPPED)
    assert "How the money for Stargate splits into public and private is not known" in text
    assert "of the money for Stargate is to be private" not in text, "no public money was found, which is not none"
    assert "For Stargate there is no such ratio" in text
    assert "Read as the public part" in text


def test_facts_are_of_the_programme_as_a_whole(latest):
    assert (facts_known(latest, "eu-gigafactories", "private_investment")["entity"] == "").all()
