"""The consortia in the data: documented and illustrative, held against the rules as of a day, drawn, and checked."""

import datetime
from fractions import Fraction

import pandas as pd
import pytest

from analysis.evidence import load
from analysis.evidence.check import faults_of_tables
from analysis.evidence.csv_files import read_all
from analysis.evidence.schemas import PATHS
from analysis.model.consortium import Member, members_of, ownership
from analysis.model.rules import RULES, check_consortium
from analysis.pages import ownership as page
from analysis.pages.ownership import checked, owned
from analysis.study import compare
from conftest import ROOT, plain

EXPECTED = {
    "Spanish consortium": ("passes", "cannot be known", "passes", "cannot be known"),
    "AION": ("cannot be known", "cannot be known", "cannot be known", "cannot be known"),
    "US firm as minority": ("passes", "passes", "passes", "passes"),
    "US firm as majority": ("fails", "passes", "fails", "passes"),
    "US firm through an EU holding": ("fails", "passes", "fails", "fails"),
    "High-risk vendor as supplier": ("passes", "fails", "passes", "passes"),
    "Shares not published": ("cannot be known", "cannot be known", "cannot be known", "cannot be known"),
}


def rows(name: str) -> pd.DataFrame:
    """The rows of one consortium in the data."""
    consortia = load(ROOT / "data").consortia
    return consortia[consortia["consortium"] == name]


def case(name: str) -> list[Member]:
    """One consortium in the data."""
    return members_of(rows(name))


@pytest.mark.parametrize(("name", "expected"), EXPECTED.items())
def test_each_consortium_comes_out_as_it_should(name, expected):
    assert tuple(found.outcome for found in check_consortium(case(name))) == expected


def test_every_consortium_in_the_data_is_tested_above():
    assert list(load(ROOT / "data").consortia["consortium"].unique()) == list(EXPECTED)


def test_the_reason_names_member_share_and_way():
    why = check_consortium(case("US firm through an EU holding"))[0].why
    assert why == ("European owners hold 46%, not more than 50%; outside the EU: US firm (US) 54% through EU holding")


def test_the_spanish_shares_are_those_of_the_fact():
    shares = rows("Spanish consortium").set_index("member")["share"]
    fact = load(ROOT / "data").fact("eu-116")
    assert shares["SETT"] == fact["value"] == 0.4799
    assert sum(Fraction(str(share)) for share in shares) == 1
    for told in ("15.67% each", "Multiverse 4%", "Generalitat 1%"):
        assert told in fact["note"]
    assert ownership(case("Spanish consortium")).european == 1


def test_an_illustrative_case_rests_on_no_document():
    consortia = load(ROOT / "data").consortia
    made_up = consortia[consortia["kind"] == "illustrative"]
    assert set(made_up["source_ids"]) == set(made_up["fact_ids"]) == {""}
    assert (consortia.drop(made_up.index)["source_ids"] != "").all()


DAYS = [
    ("2025-12-03", set(), False),
    ("2025-12-04", {"eu-041", "v-018"}, False),
    ("2026-01-15", {"eu-041", "v-018"}, False),
    ("2026-01-16", {"eu-041", "v-018", "v-003"}, False),
    ("2026-06-30", {"eu-041", "v-018", "v-003"}, False),
    ("2026-07-01", {"eu-041", "v-018", "v-003"}, True),
]


@pytest.mark.parametrize(("day", "facts", "spanish"), DAYS)
def test_rules_and_documents_count_from_their_own_day(day, facts, spanish):
    study = compare("latest", as_of=datetime.date.fromisoformat(day))
    table, drawn = checked(study), owned(study)
    words = {rule.words for rule in RULES if rule.fact_id in facts}
    assert set(table["rule"]) == words
    assert ("Spanish consortium" in set(drawn["consortium"])) == spanish
    assert ("Spanish consortium" in set(table["consortium"])) == (spanish and bool(facts))
    assert "US firm as majority" in set(drawn["consortium"])
    assert drawn["outcome"].ne("").all() == ("eu-041" in facts)
    published = study.evidence.sources.set_index("source_id")["published"]
    if not spanish:
        assert "moncloa-202607-gigafactoria" not in {*table.attrs["sources"], *drawn.attrs["sources"]}
    assert set(drawn.attrs["sources"]) <= set(published.index)


def test_the_table_tells_documented_from_illustrative_and_statement_from_law(latest):
    table = checked(latest)
    assert set(table["case"]) == {"documented", "illustrative"}
    assert set(table["kind"]) == {"statement", "law"}
    assert len(table) == len(EXPECTED) * len(RULES)
    assert set(table.attrs["headings"]) <= set(table.columns)
    assert "US firm as majority (illustrative)" in set(table["named"])
    assert "(law of 16 January 2026)" in plain(" ".join(table["rule_dated"]))
    assert {"moncloa-202607-gigafactoria", "legalize-202601-reg-2026-150"} <= set(table.attrs["sources"])


def test_the_law_is_spoken_of_only_where_there_was_one(latest, article):
    for made in (owned, checked):
        assert "The law names no share" in made(latest).attrs["note"]
        assert "law" not in made(article).attrs["note"]


def test_the_chart_says_in_words_what_it_draws_and_marks_what_is_made_up(latest):
    told = plain(page.ownership(latest).drawing.describe())
    for row in owned(latest).to_dict("records"):
        assert f"{row['named']}, majority {row['outcome']}: " in told
        assert row["named"].endswith("(illustrative)") == (row["case"] == "illustrative")
        assert sum(row[part].central for part in page.PARTS) == pytest.approx(1)
    assert "US firm through an EU holding (illustrative), majority fails: European 46%; From outside the EU 54%" in told
    assert "Highest: 100% (Spanish consortium; High-risk vendor as supplier (illustrative)). Lowest: 0% (AION)." in told
    assert "European majority: more than 50%." in told


def test_the_chart_before_the_rule_names_no_majority():
    chart = page.ownership(compare("latest", as_of="2025-12-03"))
    assert "majority" not in chart.drawing.describe().replace("US firm as majority", "")
    assert chart.drawing.marks == {}


def test_the_rules_are_shown_where_a_programme_with_such_a_call_takes_a_seat(latest, monkeypatch):
    assert len(page.rules_held(latest).frame) == len(checked(latest))
    monkeypatch.setattr(page, "of_call", lambda study: None)
    assert page.rules_held(latest).frame.empty
    assert page.ownership(latest) is None


BROKEN_ROWS = [
    ("share", "0.9", "share", "with Telefonica the shares of the consortium add to 1.3799 (allowed: 1 or less)"),
    ("member", "SETT", "member", 'a row above has "SETT" as owner already'),
    ("share_of", "Telefonica", "share_of", "holdings in a circle: Telefonica holds Telefonica"),
    ("share_of", "Telefonic", "share_of", 'nearest: "Telefonica"'),
    ("as_of", "2026-07-02", "as_of", 'allowed: "2026-07-01", as above in Spanish consortium'),
    ("role", "supplier", "share", "a supplier holds nothing by this row"),
]


@pytest.mark.parametrize(("column", "bad", "shown_at", "message"), BROKEN_ROWS)
def test_rows_that_contradict_one_another_are_found_and_placed(column, bad, shown_at, message):
    tables, _ = read_all(ROOT / "data")
    tables["consortia"].at[3, column] = bad
    faults = [fault for fault in faults_of_tables(tables) if fault.file == PATHS["consortia"]]
    assert any((fault.row, fault.column) == (3, shown_at) and message in fault.message for fault in faults), faults
