"""The article's claims: verdicts of three words that respect the day, second documents, and sums near the claim."""

import datetime

import pytest

from analysis.pages import fact_check, since_article
from analysis.pages.fact_check import FAILS, HOLDS, UNKNOWN, near_claim, publisher, second_documents, verdicts
from analysis.study import Study, compare
from conftest import Copy, plain


@pytest.fixture
def words(latest: Study) -> dict[str, str]:
    """The verdict on each statement, as of the newest evidence."""
    table = verdicts(latest).frame
    return dict(zip(table["statement"], table["word"], strict=True))


def test_every_statement_has_one_of_three_verdicts(words):
    assert set(words.values()) == {HOLDS, FAILS, UNKNOWN}
    assert words["Stargate is a USD 500bn project"] == HOLDS
    assert words["Consortia must be majority-owned by European entities"] == UNKNOWN


def test_a_verdict_waits_for_its_day(article: Study):
    then = verdicts(article).frame.set_index("statement")
    assert then.loc["The call will open in January or February 2026", ["word", "verdict"]].tolist() == [UNKNOWN, ""]
    assert "not known yet" in then.loc["The call will open in January or February 2026", "why"]
    day_before = verdicts(compare("latest", as_of="2026-02-28")).frame.set_index("statement")
    day_of = verdicts(compare("latest", as_of="2026-03-01")).frame.set_index("statement")
    assert day_before.loc["The call will open in January or February 2026", "word"] == UNKNOWN
    assert day_of.loc["The call will open in January or February 2026", "word"] == FAILS


def test_the_counts_add_up(latest: Study):
    counted = fact_check.values(latest)
    assert counted["holding"] + counted["failing"] + counted["unknown"] == counted["claims"] == 13


def test_a_claimed_sum_is_judged_against_the_evidence_of_its_day(latest: Study):
    held = verdicts(latest).frame.set_index("statement")["verdict"]
    assert held["USD 100bn of Stargate is already invested"] == "not supported: above the evidence"
    assert held["The fund is meant for five sites"] == "correct then"


def test_a_publisher_counts_once_by_the_least_favourable_and_never_for_itself(latest: Study):
    evidence, order = latest.evidence, list(fact_check.AGREES).index
    for fact_id in ("v-013", "eu-041", "eu-081", "eu-094"):
        own = publisher(evidence, evidence.fact(fact_id)["source_id"])
        found = second_documents(evidence, [fact_id], latest.as_of)
        assert own not in found
        for row in evidence.beside(fact_id):
            name = publisher(evidence, row["source_id"])
            assert name not in found or order(found[name]["agrees"]) <= order(row["agrees"])


def test_a_second_document_is_not_anticipated(latest: Study):
    before = second_documents(latest.evidence, ["eu-041"], datetime.date(2026, 1, 18))
    after = second_documents(latest.evidence, ["eu-041"], datetime.date(2026, 1, 19))
    assert len(before) < len(after)


def test_sums_near_the_claim_are_rounded_only_where_they_are_no_ones_word(latest: Study):
    for name, sum_ in near_claim(latest).items():
        assert (sum_.qualifier == "about") is (name not in ("pledge", "claim"))
        assert all(end == round(end) for end in (sum_.value.low, sum_.value.central, sum_.value.high))


def test_the_claim_is_drawn_as_a_line_that_no_spending_reaches(latest: Study):
    chart = fact_check.sums_near_the_claim(latest)
    [line] = chart.drawing.marks.values()
    assert line == latest.comparator.claimed_deployed.central
    assert all(value.value.high < line for value in chart.table["value"] if value.rung == "spent")


def test_a_claim_set_by_hand_moves_no_sum_near_the_one_of_the_article(latest: Study):
    assert near_claim(compare("latest", comparator_claimed_deployed=20)) == near_claim(latest)


def test_no_claim_no_chart(swapped: Study):
    assert fact_check.sums_near_the_claim(swapped) is None


def test_what_changed_is_complete_and_never_the_same_twice(latest: Study):
    table = since_article.further_changes(latest).frame
    assert {"the call for tenders opens", "H100 equivalents planned, at 8 bit"} <= set(table["what"])
    opening = table.set_index("what").loc["the call for tenders opens"]
    assert opening["then"].startswith("planned")
    assert plain(opening["now"]) == "30 July 2026"
    for rows in (table, since_article.money_changes(latest).frame):
        assert all(row["then"] != row["now"] for _, row in rows.iterrows())
        assert len(rows)


def test_nothing_has_changed_on_the_day_of_the_article_or_before_it(article: Study):
    for study in (article, compare("latest", as_of="2025-02-11")):
        assert since_article.money_changes(study).frame.empty
        assert since_article.further_changes(study).frame.empty


def test_a_statement_held_against_nothing_needs_a_verdict(copy: Copy):
    copy.change("data/chosen/claims.csv", 6, "verdict_word", "")
    assert "blank where held against a quantity" in copy.call("check", code=1).stderr
    copy.change("data/chosen/claims.csv", 6, "verdict_word", "hold")
    assert 'nearest: "holds"' in copy.call("check", code=1).stderr


def test_nothing_is_judged_before_the_article():
    assert verdicts(compare("latest", as_of="2025-12-03")).frame.empty


def test_a_verdict_is_the_same_in_french(french: Study):
    table = verdicts(french).frame.set_index("statement")
    assert set(table["word"]) == {HOLDS, FAILS, UNKNOWN}, "values of a table stay in English"
    row = table.loc["USD 100bn of Stargate is already invested"]
    told = plain(row["why"] + row["evidence"] + row["documents"])
    assert "plus que n'en montrent les preuves" in told
    assert "milliards de dollars" in told
    assert "contradiction" in told


def test_a_count_stays_with_its_word(study: Study):
    told = verdicts(study).frame.set_index("statement").loc["USD 100bn of Stargate is already invested", "documents"]
    assert all(part.rstrip(";\u202f").endswith(tuple("123456789")) for part in told.split(" "))


def test_what_changed_is_told_in_french(french: Study):
    opening = since_article.further_changes(french).frame.set_index("what").loc["the call for tenders opens"]
    assert "prévu" in opening["then"]
    assert opening["now"] == "30 juillet 2026"
    assert opening["note"].startswith("30 juillet 2026")
