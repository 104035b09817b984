"""How much of it is real: readings over time, shares of the promise, the record of earlier programmes."""

from dataclasses import replace

import pytest

from analysis.charts.canvas import NARROW, WIDE
from analysis.evidence.readings import NONE_FOUND
from analysis.pages import answer
from analysis.pages.realisation import (
    earlier_promises,
    happened,
    happenings,
    money,
    money_over_time,
    record_in_words,
    values,
)
from analysis.study import Study, compare
from analysis.text import language
from conftest import plain

EDITIONS = ("article", "latest", "ppp", "constant-prices", "slow-eu", "half-stargate")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_last_point_of_each_line_is_what_the_ladder_shows(edition):
    study = compare(edition)
    ladder = answer.ladder(study).set_index(["rung", "seat"])
    for (rung, seat), rows in money_over_time(study).groupby(["rung", "seat"]):
        last, shown = rows.iloc[-1]["value"].value, ladder.loc[(rung, seat), "value"].value
        assert (last and last.central) == pytest.approx(shown and shown.central), (rung, seat)


def test_every_dated_reading_up_to_the_day_is_drawn(latest):
    table = money_over_time(latest).query("kind == 'reading'")
    seats = {seat.programme: name for name, seat in latest.seats.items()}
    ladder = latest.evidence.ladder
    known = ladder[ladder["programme"].isin(seats) & (ladder["rung"] != "claimed_deployed")]
    absent = known["derivation"] == NONE_FOUND
    assert absent.any()
    found = known[~absent].assign(seat=known["programme"].map(seats))
    keys = ["rung", "seat", "as_of"]
    assert set(map(tuple, table[keys].values)) == set(map(tuple, found[keys].values))
    assert len(table) == len(found)


def test_the_article_edition_draws_nothing_of_a_later_day(article):
    table = money_over_time(article)
    assert table["as_of"].max() == article.as_of
    between = table.query("kind == 'interpolated'")
    assert (between["as_of"] == article.as_of).all()
    assert set(between["rung"]) == {"financed", "spent", "in_service"}


def test_what_an_edition_sets_is_marked_as_set():
    table = money_over_time(compare("half-stargate")).query("rung == 'announced' and seat == 'comparator'")
    assert [(kind, value.central) for kind, value in table[["kind", "value"]].values] == [
        ("reading", 500.0),
        ("set", 250.0),
    ]


def test_sums_in_constant_prices_are_said_to_be_so(latest):
    assert "Money in service is counted in prices of 2025." in money(latest).note


def test_the_year_of_stargate_has_what_was_given_up_and_what_failed(latest: Study, article: Study):
    table = happened(latest).set_index("title")
    assert len(table) >= 6
    assert table.loc["Oracle serves force majeure notice at Dona Ana", "shape"] == "ring"
    assert "FT: joint venture abandoned in practice" in table.index
    assert values(latest)["left"]
    assert not values(article)["left"]


def test_the_record_has_the_audited_part_of_the_juncker_plan(latest):
    table = earlier_promises(latest).set_index("measure")
    assert table.loc["investment after audit, of the target", "value"].central == pytest.approx(372 / 500)
    assert table.loc["incentives paid, of those authorised", "value"].central == pytest.approx(6 / 39)


def test_the_record_is_not_anticipated(article, latest):
    record = latest.evidence.record
    named = (set(record["delivered_fact_id"]) | set(record["promised_fact_id"])) - {""}
    late = {fact_id for fact_id in named if article.evidence.known_from(fact_id) > article.as_of}
    assert late, "the test needs a case that came to be known after the article"
    assert len(earlier_promises(article)) < len(earlier_promises(latest))
    assert not earlier_promises(article)["case"].str.contains("Paris").any()
    assert record_in_words(compare("latest", as_of="2025-02-01")).frame["case"].nunique() < 3


def test_charts_stand_gaps_swapped_seats_and_early_days(swapped: Study):
    for study in (swapped, compare("latest", as_of="2025-02-01"), compare("latest", as_of="2024-11-01")):
        table, found = money_over_time(study), values(study)
        assert (table["kind"] == "gap").sum() == sum(not value.known for value in table["value"])
        assert found["nothing"] is False
        assert found["gap"]
        for chart in filter(None, (money(study), happenings(study))):
            chart.drawing.draw(358)


def test_nothing_known_gives_no_chart(early: Study):
    assert happenings(early) is None
    drawing = money(early).drawing
    assert not replace(drawing, table=drawing.table.query("kind == 'gap'")).known


# The answer: every rung is told as it stands, a gap has its reason, nothing is divided that is not alike. ------------


def test_the_steps_are_as_high_as_the_sums(article: Study):
    chart = answer.staircases(article)
    sums = [row["value"].central or 0 for row in chart.table.to_dict("records") if row["rung"] != answer.CLAIM]
    heights = sorted(step.get_height() for step in chart.drawing.draw(WIDE).axes[0].patches)
    steps = sorted(filter(None, sums))
    assert heights == pytest.approx([step / steps[-1] * heights[-1] for step in steps])


def test_what_is_said_of_both_is_said_only_where_it_is_so(swapped: Study, early: Study):
    for study in (swapped, early):
        chart = answer.staircases(study)
        assert chart.title == "Both programmes on every rung of the ladder"
        assert chart.drawing.draw(NARROW)


def test_a_ratio_that_cannot_be_made_says_why(study: Study):
    counted = answer.ratios(study).frame["counted"].map(plain)
    reasons = {
        "en": ("No ratio: none was found", "Not the same money. "),
        "fr": ("Pas de rapport : aucun n'a été trouvé", "Deux choses différentes. "),
    }
    assert [sum(counted.str.startswith(reason)) for reason in reasons[language()]] == [2, 1]
