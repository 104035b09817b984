"""The consortia in the data: documented and illustrative, held against the rules as of a day, drawn, and checked."""

import datetime
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis.evidence import load
from analysis.model.consortium import EU27, Member, members_of, ownership, part, problems_of
from analysis.model.rules import RULES, check_consortium
from analysis.pages import ownership as page
from analysis.pages.ownership import checked, owned
from analysis.study import compare
from analysis.text import speaking, translate
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


def test_parts_are_the_whole_and_what_is_made_up_says_so(latest):
    for row in owned(latest).to_dict("records"):
        assert row["named"].endswith("(illustrative)") == (row["case"] == "illustrative")
        assert sum(row[part].central for part in page.PARTS) == pytest.approx(1)


def test_the_rules_are_shown_where_a_programme_with_such_a_call_takes_a_seat(latest, monkeypatch):
    assert set(page.rules_held(latest).frame["consortium"]) == {"Spanish consortium", "AION"}
    monkeypatch.setattr(page, "of_call", lambda study: None)
    assert page.rules_held(latest).frame.empty


# The rules themselves: shares through holdings, outcomes, reasons, and what is refused. -------------------------------

FIELDS = ("member", "seat", "role", "share", "share_of", "high_risk")
SEATS = st.sampled_from(["FR", "ES", "US", "CN", "NO", ""])
ORDER = ("fails", "cannot be known", "passes")


def table(*rows: tuple) -> pd.DataFrame:
    """Members of one consortium; cells that are left out at the end are blank."""
    return pd.DataFrame([(*row, *[""] * (len(FIELDS) - len(row))) for row in rows], columns=list(FIELDS))


def owner(member: str, seat: str, share: float | str, share_of: str = "", high_risk: str = "no") -> tuple:
    """A row of an owner."""
    return member, seat, "owner", share, share_of, high_risk


def outcomes(members: pd.DataFrame) -> dict[str, str]:
    """The outcome of each rule."""
    return {finding.rule.name: finding.outcome for finding in check_consortium(members_of(members))}


def finding(members: pd.DataFrame, rule: str):
    """What one rule says."""
    return next(found for found in check_consortium(members_of(members)) if found.rule.name == rule)


@st.composite
def consortia(draw, complete: bool = False) -> pd.DataFrame:
    """Consortia of up to three levels, with shares in parts of one hundred; some owners in several companies."""
    rows, companies, made = [], [""], 0
    for _ in range(draw(st.integers(1, 3))):
        below: list[str] = []
        for company in companies:
            cuts = sorted(draw(st.sets(st.integers(1, 99), min_size=1, max_size=3)))
            shares = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
            kept = len(shares) if complete else draw(st.integers(1, len(shares)))
            for share in shares[:kept]:
                made += 1
                rows.append(owner(f"m{made}", draw(SEATS.filter(bool) if complete else SEATS), share / 100, company))
                below.append(f"m{made}")
        companies = draw(st.lists(st.sampled_from(below), unique=True, max_size=2)) if below else []
    return table(*rows)


@given(consortia(complete=True))
def test_shares_through_holdings_are_conserved(members):
    owned = ownership(members_of(members))
    assert sum(owned.by_owner.values()) == 1
    assert owned.unknown == 0
    assert owned.european + owned.non_european == 1


@given(consortia())
def test_the_three_parts_add_to_the_whole_exactly(members):
    owned = ownership(members_of(members))
    assert owned.european + owned.non_european + owned.unknown == 1
    assert min(owned.european, owned.non_european, owned.unknown) >= 0


@given(consortia(), st.randoms(use_true_random=False))
def test_other_names_and_another_order_change_nothing(members, random):
    names = {name: f"x{place}" for place, name in enumerate(random.sample(list(members["member"]), len(members)))}
    other = members.assign(
        member=members["member"].map(names), share_of=members["share_of"].map(names | {"": ""})
    ).sample(frac=1, random_state=random.randrange(1000))
    one, two = ownership(members_of(members)), ownership(members_of(other))
    assert (one.european, one.non_european, one.unknown) == (two.european, two.non_european, two.unknown)
    assert outcomes(members) == outcomes(other)


@given(consortia(), st.data())
def test_a_share_that_moves_to_an_owner_in_the_eu_never_makes_it_worse(members, data):
    end = set(members["member"]) - set(members["share_of"])
    outside = members[members["member"].isin(end) & ~members["seat"].isin(EU27)]
    if outside.empty:
        return
    row = data.draw(st.sampled_from(list(outside.index)))
    moved = data.draw(st.integers(1, round(outside.at[row, "share"] * 100))) / 100
    gains = owner("gaining", "FR", moved, members.at[row, "share_of"])
    rest = round(members.at[row, "share"] - moved, 2)
    after = members.assign(share=members["share"].where(members.index != row, rest))
    after = after[after["share"] > 0] if rest == 0 else after
    after = pd.concat([after, table(gains)], ignore_index=True)
    before, later = (finding(rows, "european_majority").outcome for rows in (members, after))
    assert ORDER.index(later) >= ORDER.index(before)


@given(st.integers(1, 99), st.integers(0, 99))
def test_what_is_known_decides_or_it_cannot_be_known(european, other):
    other = min(other, 100 - european)
    rows = [owner("a", "FR", european / 100)] + ([owner("b", "US", other / 100)] if other else [])
    unknown = 100 - european - other
    expected = "passes" if european > 50 else "cannot be known" if european + unknown > 50 else "fails"
    found = finding(table(*rows), "european_majority")
    assert found.outcome == expected
    assert ownership(members_of(table(*rows))).unknown == Fraction(unknown, 100)


HALVES = [owner("a", "FR", 0.5), owner("b", "US", 0.5)]
MORE = [owner("a", "FR", 0.500001), owner("b", "US", 0.499999)]
LESS = [owner("a", "FR", 0.499999), owner("b", "US", 0.500001)]
THREE = [owner("a", "FR", 0.4), owner("Cloud", "US", 0.3), owner("Bank", "JP", 0.3)]
HIDDEN = [owner("a", "FR", 0.55), owner("Cloud", "US", 0.1)]
HOLDING = [owner("holding", "FR", 1), owner("fund", "DE", 0.45, "holding"), owner("bank", "US", 0.15, "holding")]
BEHIND = [owner("h", "NL", 1), owner("vendor", "CN", 0.1, "h", "yes"), ("s", "FR", "supplier")]
SUPPLIED = [owner("a", "FR", 0.9), ("s", "FR", "supplier", "", "", "no")]
WHOLE, LEAD = owner("a", "FR", 1), ("lead", "FR", "coordinator")
OUTCOMES = [
    # members, rule, its outcome, what the reason says
    (HALVES, "european_majority", "fails", "50%"),
    (MORE, "european_majority", "passes", part(Fraction("0.500001"))),
    (LESS, "european_majority", "fails", part(Fraction("0.499999"))),
    ([owner("a", "FR", 0.1 + 0.2 + 0.2), owner("b", "US", 0.5)], "european_majority", "fails", "50%"),
    (HOLDING, "european_majority", "cannot be known", "40%"),  # that its listed owners do not hold
    (THREE, "european_majority", "fails", ""),
    (HIDDEN, "european_majority", "passes", ""),
    ([owner("a", "FR", 0.7), owner("Cloud", "US", 0.3)], "minority_partners", "passes", "Allowed: Cloud (US) 30%"),
    (HALVES, "minority_partners", "fails", ""),
    (THREE, "minority_partners", "passes", ""),
    (HIDDEN, "minority_partners", "passes", ""),
    (HIDDEN, "no_high_risk_vendor", "cannot be known", ""),
    ([WHOLE], "no_high_risk_vendor", "cannot be known", "High-risk vendors: no supplier is named"),
    ([*SUPPLIED, owner("vendor", "CN", 0.1, "", "yes")], "no_high_risk_vendor", "fails", "vendor (owner)"),
    ([*SUPPLIED, ("vendor", "CN", "supplier", "", "", "yes")], "no_high_risk_vendor", "fails", "vendor (supplier)"),
    ([*SUPPLIED, ("vendor", "CN", "coordinator", "", "", "yes")], "no_high_risk_vendor", "fails", "vendor (coord"),
    (BEHIND, "no_high_risk_vendor", "fails", ""),
    ([WHOLE, ("lead", "US", "coordinator"), owner("x", "FR", 1, "lead")], "coordinator", "fails", ""),
    ([WHOLE, LEAD, owner("x", "FR", 0.6, "lead")], "coordinator", "passes", ""),
    ([WHOLE, LEAD, owner("x", "FR", 0.5, "lead"), owner("y", "US", 0.5, "lead")], "coordinator", "fails", ""),
    ([WHOLE, LEAD, owner("x", "FR", 0.4, "lead")], "coordinator", "cannot be known", ""),
    ([WHOLE, LEAD], "coordinator", "cannot be known", ""),
    ([WHOLE, ("lead", "", "coordinator"), owner("x", "FR", 1, "lead")], "coordinator", "cannot be known", ""),
]


@pytest.mark.parametrize(("members", "rule", "outcome", "why"), OUTCOMES)
def test_a_rule_is_held_against_every_member(members, rule, outcome, why):
    found = finding(table(*members), rule)
    assert found.outcome == outcome
    assert why in found.why


def test_halves_that_meet_through_holdings_are_exact():
    members = table(
        *(owner(f"h{place}", "US", 0.1) for place in range(10)),
        *(owner(f"e{place}", "FR", 0.5, f"h{place}") for place in range(10)),
        *(owner(f"u{place}", "US", 0.5, f"h{place}") for place in range(10)),
    )
    assert ownership(members_of(members)).european == Fraction(1, 2)
    assert outcomes(members)["european_majority"] == "fails"


def test_one_owner_through_two_holdings_is_added_up():
    members = table(
        owner("left", "NL", 0.5),
        owner("right", "LU", 0.5),
        owner("parent", "US", 0.6, "left"),
        owner("parent", "US", 0.5, "right"),
    )
    owned = ownership(members_of(members))
    assert owned.by_owner == {"parent": Fraction(55, 100)}
    assert owned.through["parent"] == ("left", "right")
    assert owned.unknown == Fraction(45, 100)


def test_a_seat_that_is_not_known_is_not_european():
    owned = ownership(members_of(table(owner("a", "FR", 0.5), owner("b", "", 0.5))))
    assert owned.unknown == Fraction(1, 2)


def test_europe_is_the_union():
    assert len(set(EU27)) == 27
    for code in ("GB", "CH", "NO", "UA", "EL"):
        assert code not in EU27


IMPOSSIBLE = [
    ([owner("a", "FR", 0.5, "b"), owner("b", "FR", 0.5, "a"), owner("c", "FR", 1)], 1, "a holds b, b holds a"),
    ([owner("a", "FR", 1), owner("a", "FR", 0.1, "a")], 1, "holdings in a circle: a holds a"),
    ([owner("a", "FR", 0.6), owner("b", "US", 0.5)], 1, "with b the shares of the consortium add to 1.1"),
    ([owner("a", "FR", 1), owner("b", "US", 0.7, "a"), owner("c", "US", 0.31, "a")], 2, "shares of a add to 1.01"),
    ([owner("a", "FR", 0.5), owner("b", "FR", 0.5), owner("c", "US", 0.1)], 2, "with c the shares of the consortium"),
    ([owner("a", "FR", 1), owner("b", "FR", 1, "acme")], 1, '"acme" is not a member of this consortium'),
    ([owner("a", "FR", 0.5), owner("a", "FR", 0.2)], 1, 'a row above has "a" as owner already'),
    ([owner("a", "FR", 1), ("b", "FR", "coordinator"), ("c", "FR", "coordinator")], 2, "second coordinator beside"),
    ([owner("a", "FR", 1), ("b", "FR", "supplier", 0.1)], 1, "a supplier holds nothing by this row"),
    ([("b", "FR", "supplier")], 0, "nobody owns the consortium"),
]


@pytest.mark.parametrize(("rows", "row", "message"), IMPOSSIBLE)
def test_what_cannot_be_is_told_in_words(rows, row, message):
    assert any(message in told for at, _, told in problems_of(members_of(table(*rows))) if at == row)


def test_longer_circles_and_circles_beside_others_are_found():
    ring = [owner(f"m{place}", "FR", 0.1, f"m{(place + 1) % 4}") for place in range(4)]
    pair = [owner("x", "FR", 0.1, "y"), owner("y", "FR", 0.1, "x")]
    problems = problems_of(members_of(table(owner("m0", "FR", 0.5), *ring, *pair)))
    assert sum("holdings in a circle" in told for _, _, told in problems) == 2


def test_a_statement_is_told_from_the_law():
    kinds = {rule.name: (rule.kind, rule.fact_id) for rule in RULES}
    assert kinds == {
        "european_majority": ("statement", "eu-041"),
        "no_high_risk_vendor": ("statement", "v-018"),
        "minority_partners": ("statement", "eu-041"),
        "coordinator": ("law", "v-003"),
    }
    evidence = load(ROOT / "data")
    assert evidence.fact("eu-041")["value"] == 0.5
    assert "no numeric majority" in evidence.fact("v-003")["note"]
    assert "no such wording in Regulation 2026/150" in evidence.fact("v-018")["note"]


def test_rules_give_their_reasons_in_french():
    found = check_consortium(case("US firm through an EU holding"))
    with speaking("fr"):
        told = plain(translate(found[0].why))
        assert told.startswith("Les propriétaires européens détiennent 46 % ; il faut plus de 50 %")
        assert told.endswith("Entreprise américaine (US) 54 % à travers Holding de l'UE")
        assert plain(translate(part(Fraction("0.5000001")))) == "un peu plus de 50 %"
