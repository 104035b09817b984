"""Who pays and who decides: parts that add up, agree with the record, and are never said where they are not known."""

import pandas as pd
import pytest

from analysis.pages import capital, ownership, sites
from analysis.pages.capital import facts_known, parted, payers
from analysis.study import Study, compare
from analysis.text import speaking, translate

PAYERS = ("union_budget", "member_states", "public", "private", "unknown")


@pytest.fixture(scope="module")
def told(latest: Study) -> pd.DataFrame:
    """The tellings of the gigafactories' sum by their month, the parts as numbers."""
    table = capital.splits(latest, "subject")
    parts = table[[*PAYERS, "on_record"]].map(lambda part: part.central if part else float("nan"))
    return parts.set_index(pd.Index([f"{day:%Y-%m}" for day in table["told"]]))


def test_parts_add_up_to_the_sum(latest):
    for seat in latest.seats:
        for row in capital.splits(latest, seat).to_dict("records"):
            parts = [row[payer].central for payer in PAYERS if row[payer]]
            assert sum(parts) == pytest.approx(row["announced"].central)


@pytest.mark.parametrize(
    ("month", "fact_id"), [("2025-10", "eu-071"), ("2025-12", "eu-072"), ("2026-06", "eu-073"), ("2026-07", "eu-074")]
)
def test_the_private_remainder_is_the_private_sum_on_record(latest, told, month, fact_id):
    on_record = float(latest.evidence.fact(fact_id)["value"])
    assert told.loc[month, "private"] == pytest.approx(on_record, abs=0.05)
    assert told.loc[month, "on_record"] == on_record


def test_nothing_is_told_before_its_day(article):
    assert f"{capital.splits(article, 'subject')['told'].iloc[-1]:%Y-%m}" == "2025-12"
    assert capital.values(article)["part"] is None
    assert capital.values(article)["cap"] is None, "the law came later"


def test_public_money_above_the_sum_gives_no_private_part():
    assert parted(5, {"union_budget": 5, "member_states": 5}, None) == {"unknown": 5}


def test_one_sum_is_read_three_ways(latest):
    ways = capital.ways_to_read(latest).set_index("way")
    assert [round(total.central) for total in ways["total"]] == [20, 30, 60]
    assert [round(ratio.central, 1) for ratio in ways["ratio"]] == [22.4, 14.9, 7.5]
    moved = capital.values(latest)
    assert (moved["whole"].isoformat(), moved["part"].isoformat()) == ("2026-06-02", "2026-07-30")


def test_leverage_names_both_sums_and_none_is_given_over_what_is_zero_or_not_known(latest, article):
    assert capital.ratios(latest)["what"].str.contains(" over ").all()
    nothing = compare("latest", changes={"comparator_union_budget": 0, "comparator_member_states": 0})
    for study, gap in (
        (latest, "no public money was found"),
        (nothing, "public money is zero"),
        (article, "public money is not known"),
    ):
        lever = capital.ratios(study)
        assert [value.gap for value in lever["value"][lever["programme"] == "Stargate"]] == [gap]


def test_the_audited_ratio_is_the_two_sums_on_record(latest):
    audited = latest.evidence.fact("ctx-0500")["value"] / latest.evidence.fact("ctx-0501")["value"]
    *__, target, found = capital.ratios(latest)["value"]
    assert found.central == pytest.approx(audited, abs=0.05)
    assert found.central == latest.evidence.fact("comp-243")["value"]
    assert target.central == 15


def test_charts_with_nothing_to_draw_are_none(latest, early):
    assert capital.split(early, "subject") is None
    assert capital.split(latest, "comparator") is None, "no public money was told"
    assert capital.leverage(early).frame.empty
    assert capital.debt(early) is None


def test_payers_are_called_what_they_are(latest):
    assert payers(latest.subject)["union_budget"] == "EU budget"
    assert payers(latest.comparator)["union_budget"] == "federal budget"


def test_what_was_said_and_what_is_law(latest, article):
    now, then = ownership.values(latest), ownership.values(article)
    assert now["apart"] == "US firm as majority; High-risk vendor as supplier"
    assert now["law"] == "The coordinator has its seat in the EU and EU entities control it"
    assert [now[name] for name in ("passes", "fails", "unknown")] == ["Spanish consortium", "none", "AION"]
    assert then["law"] is then["apart"] is then["passes"] is None


def test_sites_in_service_are_not_counted_where_their_state_is_not_known(latest, article):
    assert sites.in_service(sites.sites(latest))["comparator_runs"] == 1
    assert set(sites.in_service(sites.sites(article)).values()) == {None}


def test_tables_keep_english_values_and_are_read_in_their_language(latest):
    here = ownership.owned(latest)
    with speaking("fr"):
        there, found = ownership.owned(latest), ownership.values(latest)
        assert translate(found["passes"]) == "Consortium espagnol"
        assert "fournisseur à haut risque" in translate(found["apart"])
        assert set(sites.sites(latest)["state"]) == {"announced or bid", "in service", "under construction"}
        assert sites.in_service(sites.sites(latest))["comparator_runs"] == 1
    pd.testing.assert_frame_equal(pd.DataFrame(here), pd.DataFrame(there))


def test_facts_are_of_the_programme_as_a_whole(latest):
    assert (facts_known(latest, "eu-gigafactories", "private_investment")["entity"] == "").all()
