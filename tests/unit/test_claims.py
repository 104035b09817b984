"""The article's claims: verdicts of three words that respect the day, second documents, and sums near the claim."""

from __future__ import annotations

import datetime

import pytest

from analysis import tables
from analysis.charts import draw_near_claim
from analysis.charts.style import style
from analysis.study import Study, compare
from analysis.tables.claims import FAILS, HOLDS, UNKNOWN, publisher, second_documents
from analysis.wording import quantity
from conftest import Copy
from test_promised import plain

SWAPPED = {"subject": "stargate", "comparator": "eu-gigafactories"}


@pytest.fixture
def words(latest: Study) -> dict[str, str]:
    """The verdict on each statement, as of the newest evidence."""
    table = tables.claims_held(latest)
    return dict(zip(table["statement"], table["word"], strict=True))


def test_every_statement_has_one_of_three_verdicts(words):
    assert set(words.values()) == {HOLDS, FAILS, UNKNOWN}
    assert words["USD 100bn of Stargate is already invested"] == FAILS
    assert words["Stargate is a USD 500bn project"] == HOLDS
    assert words["Consortia must be majority-owned by European entities"] == UNKNOWN


def test_a_verdict_waits_for_its_day(article: Study):
    then = tables.claims_held(article).set_index("statement")
    assert then.loc["The call will open in January or February 2026", "word"] == UNKNOWN
    assert "not known yet" in then.loc["The call will open in January or February 2026", "why"]
    day_before = tables.claims_held(compare("latest", as_of="2026-02-28")).set_index("statement")
    day_of = tables.claims_held(compare("latest", as_of="2026-03-01")).set_index("statement")
    assert day_before.loc["The call will open in January or February 2026", "word"] == UNKNOWN
    assert day_of.loc["The call will open in January or February 2026", "word"] == FAILS


def test_a_tally_adds_up(latest: Study):
    counts = tables.tally(tables.claims_held(latest))
    assert counts["holding"] + counts["failing"] + counts["unknown"] == counts["claims"]


def test_a_publisher_counts_once_by_the_least_favourable_and_never_for_itself(latest: Study):
    evidence = latest.evidence
    found = second_documents(evidence, ["eu-094", "eu-095", "eu-096"], latest.as_of)
    assert found["publisher"].is_unique
    for fact_id in ("v-013", "eu-041", "eu-081"):
        own = publisher(evidence, evidence.fact(fact_id)["source_id"])
        assert own not in set(second_documents(evidence, [fact_id], latest.as_of)["publisher"])


def test_a_second_document_is_not_anticipated(latest: Study):
    before = second_documents(latest.evidence, ["eu-041"], datetime.date(2026, 1, 18))
    after = second_documents(latest.evidence, ["eu-041"], datetime.date(2026, 1, 19))
    assert len(before) < len(after)


def test_sums_near_the_claim_stand_on_their_own_rungs_and_days(latest: Study):
    near = tables.near_claim(latest)
    assert {name: sum_.rung for name, sum_ in near.items() if sum_.known} == {
        "pledge": "announced",
        "claim": "claimed_deployed",
        "debt": "committed",
        "raised_then": "financed",
        "raised_now": "financed",
        "spent_then": "spent",
        "spent_now": "spent",
    }
    text = quantity(near["spent_then"], "range").replace("\N{NO-BREAK SPACE}", " ")
    assert text == "about USD 18 bn (10 to 30)"
    assert near["spent_then"].as_of == latest.comparator.claimed_deployed.as_of


def test_sums_near_the_claim_are_rounded_only_where_they_are_no_ones_word(latest: Study):
    for name, sum_ in tables.near_claim(latest).items():
        assert (sum_.qualifier == "about") is (name not in ("pledge", "claim"))
        assert all(end == round(end) for end in (sum_.value.low, sum_.value.central, sum_.value.high))


def test_nothing_later_is_near_the_claim_in_the_edition_of_the_article(article: Study):
    near = tables.near_claim(article)
    assert not near["raised_now"].known
    assert not near["spent_now"].known
    table = tables.readings_near_the_claim(article)
    assert all(day <= article.as_of for day in table["as_of"])
    assert list(table["as_of"]) == sorted(table["as_of"])


def test_the_claim_is_drawn_as_a_line_that_no_spending_reaches(latest: Study):
    table = tables.readings_near_the_claim(latest)
    chart = draw_near_claim(table)
    [line] = [line for line in chart.figure.axes[0].lines if line.get_label() == "claim"]
    assert set(line.get_xdata()) == {latest.comparator.claimed_deployed.central}
    assert table.loc[table["rung"] == "spent", "high"].max() < line.get_xdata()[0]
    said = chart.description.replace("\N{NO-BREAK SPACE}", " ")
    assert "Spent, 4 Dec 2025: about 18 (10 to 30)" in said


def test_no_claim_no_chart():
    swapped = compare("latest", **SWAPPED)
    assert tables.readings_near_the_claim(swapped).empty
    assert draw_near_claim(tables.readings_near_the_claim(swapped)) is None


def test_what_changed_is_complete_and_never_the_same_twice(latest: Study):
    table = tables.further_changes_since_article(latest)
    assert {"the call for tenders opens", "H100 equivalents planned, at 8 bit"} <= set(table["what"])
    opening = table.set_index("what").loc["the call for tenders opens"]
    assert "planned" in opening["then"]
    assert "planned" not in opening["now"]
    for _, row in table.iterrows():
        assert row["then"] != row["now"]


def test_nothing_further_has_changed_on_the_day_of_the_article(article: Study):
    assert tables.further_changes_since_article(article).empty


def test_a_statement_held_against_nothing_needs_a_verdict(copy: Copy):
    copy.change("data/chosen/claims.csv", 6, "verdict_word", "")
    run = copy.call("check")
    assert run.returncode != 0
    assert "blank where held against a quantity" in run.stderr
    copy.change("data/chosen/claims.csv", 6, "verdict_word", "hold")
    assert 'nearest: "holds"' in copy.call("check").stderr


def test_nothing_is_judged_before_the_article():
    assert tables.claims_held(compare("latest", as_of="2025-12-03")).empty


def test_a_verdict_is_the_same_in_french(latest: Study):
    french = tables.claims_held(compare("latest", lang="fr"))
    assert list(french["word"]) == list(tables.claims_held(latest)["word"]), "values of a table stay in English"
    row = french.set_index("statement").loc["USD 100bn of Stargate is already invested"]
    told = plain(row["why"] + row["evidence"] + row["documents"])
    assert "plus que n'en montrent les preuves" in told
    assert "milliards de dollars" in told
    assert "contradiction" in told


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_count_stays_with_its_word(lang: str):
    table = tables.claims_held(compare("latest", lang=lang)).set_index("statement")
    told = table.loc["USD 100bn of Stargate is already invested", "documents"]
    assert all(part.rstrip(";\u202f").endswith(tuple("123456789")) for part in told.split(" "))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_text_of_the_chart_crosses_the_claim(lang: str):
    table = tables.readings_near_the_claim(compare("latest", lang=lang))
    figure = draw_near_claim(table).figure
    with style():
        figure.draw_without_rendering()
    axes = figure.axes[0]
    line = axes.transData.transform((table.attrs["claim"], 0))[0]
    ends = [text.get_window_extent().x1 for text in axes.texts]
    assert max(ends) <= line + 1


def test_what_changed_is_told_in_french():
    table = tables.further_changes_since_article(compare("latest", lang="fr"))
    opening = table.set_index("what").loc["the call for tenders opens"]
    assert "prévu" in opening["then"]
    assert opening["now"] == "30 juillet 2026"
    assert opening["note"].startswith("30 juillet 2026")
