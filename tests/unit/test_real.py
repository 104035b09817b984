"""How much of it is real: readings over time, shares of the promise, the record of earlier programmes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.charts import draw_expected, draw_money_over_time, draw_record, draw_shares
from analysis.charts.style import WIDTH
from analysis.evidence.readings import NONE_FOUND
from analysis.study import Study, compare
from analysis.wording import number

ENDS = ["low", "central", "high"]
EDITIONS = ("article", "latest", "ppp", "constant-prices", "slow-eu", "half-stargate")


def swapped() -> Study:
    """The seats the other way round."""
    return compare("latest", subject="stargate", comparator="eu-gigafactories")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_last_point_of_each_line_is_what_the_ladder_shows(edition):
    study = compare(edition)
    over_time, ladder = tables.money_over_time(study), tables.ladder(study).set_index(["rung", "seat"])
    for (rung, seat), rows in over_time.groupby(["rung", "seat"]):
        last = rows.iloc[-1]
        central = ladder.loc[(rung, seat), "central"]
        assert last["central"] == pytest.approx(central, nan_ok=True), (rung, seat)


def test_every_dated_reading_up_to_the_day_is_drawn(latest):
    table = tables.money_over_time(latest).query("kind == 'reading'")
    seats = [seat.programme for seat in latest.seats.values()]
    ladder = latest.evidence.ladder
    known = ladder[ladder["programme"].isin(seats) & (ladder["rung"] != "claimed_deployed")]
    absent = known["derivation"] == NONE_FOUND
    assert absent.any()
    keys = ["rung", "programme", "as_of"]
    drawn = table.assign(programme=table["seat"].map({name: seat.programme for name, seat in latest.seats.items()}))
    assert set(map(tuple, drawn[keys].values)) == set(map(tuple, known.loc[~absent, keys].values))
    assert len(table) == len(known) - absent.sum()
    spent = table.query("rung == 'spent' and seat == 'comparator'")
    assert spent[ENDS].iloc[-1].tolist() == [33.6, 58.9, 94.0]


def test_the_article_edition_draws_nothing_of_a_later_day(article):
    table = tables.money_over_time(article)
    assert table["as_of"].max() == article.as_of
    assert (table.query("kind == 'interpolated'")["as_of"] == article.as_of).all()
    assert set(table.query("kind == 'interpolated'")["rung"]) == {"financed", "spent", "in_service"}


def test_what_an_edition_sets_is_marked_as_set():
    table = tables.money_over_time(compare("half-stargate")).query("rung == 'announced' and seat == 'comparator'")
    assert table[["kind", "central"]].values.tolist() == [["reading", 500.0], ["set", 250.0]]
    chart = draw_money_over_time(table, table["as_of"].max())
    assert "set to 250" in chart.description


def test_the_claim_is_a_mark_and_no_reading(latest):
    table = tables.money_over_time(latest)
    claim = table[table["kind"] == "claim"]
    assert claim["central"].tolist() == [100.0]
    assert str(claim["as_of"].iloc[0]) == "2025-12-04"


def test_shares_are_those_of_the_model_and_say_what_they_cross(latest):
    table = tables.shares(latest).set_index(["rung", "seat"])
    assert table.loc[("spent", "comparator"), "central"] == pytest.approx(100 * 58.9 / 500)
    assert table.loc[("spent", "subject"), "value"].none_found
    assert np.isnan(table.loc[("spent", "subject"), "central"])
    assert table["crossed"].str.contains("over announced").equals(table["central"].notna())
    assert (
        table.loc[("financed", "comparator"), "counted"]
        == "the two sums are not alike: chips left out against included"
    )
    assert "price basis" in table.loc[("in_service", "comparator"), "crossed"]


def test_the_record_has_the_audited_part_of_the_juncker_plan(latest):
    table = tables.record(latest).set_index("measure")
    assert table.loc["investment after audit, of the target", "percent"] == pytest.approx(100 * 372 / 500)
    assert table.loc["incentives paid, of those authorised", "percent"] == pytest.approx(100 * 6 / 39)
    assert not table.loc["gain in world market share forecast, of that targeted", "firm"]


def test_the_record_is_not_anticipated(article, latest):
    named = set(latest.evidence.record["delivered_fact_id"]) | set(latest.evidence.record["promised_fact_id"]) - {""}
    late = {fact_id for fact_id in named if article.evidence.known_from(fact_id) > article.as_of}
    assert late, "the test needs a case that came to be known after the article"
    assert len(tables.record(article)) < len(tables.record(latest))
    assert not tables.record(article)["case"].str.contains("Paris").any()
    assert tables.record_in_words(compare("latest", as_of="2025-02-01"))["case"].nunique() < 3


def test_what_is_expected_counts_on_what_is_spent(latest):
    table = tables.expected(latest).set_index("seat")
    rates = tables.delivery_rates(latest).set_index("seat")
    central = 58.9 + (500 - 58.9) * rates.loc["comparator", "central"] / 100
    assert table.loc["comparator", "central"] == pytest.approx(central)
    assert (table["low"] > table["spent"].fillna(0)).all()
    assert (table["high"] < table["announced"]).all()
    assert table.loc["comparator", "pace"] == pytest.approx(latest.comparator.spent_at_this_pace.central)


def test_descriptions_hold_the_numbers_of_the_tables(latest):
    record, shares = tables.record(latest), tables.shares(latest)
    text = draw_record(record, tables.delivery_rates(latest)).description
    for value in record["percent"]:
        assert f"{number(value, decimals=0)}%" in text
    text = draw_shares(shares).description
    for value in shares["central"].dropna():
        assert f"{number(value)}%" in text
    for rung in ("Financed", "Spent"):
        assert f"{rung}, EU gigafactories: none found." in text
    assert "Financed, Stargate: no figure." in text, "chips are left out of it, and in what was announced"
    money = draw_money_over_time(tables.money_over_time(latest), latest.as_of)
    assert "Spent, Stargate: 58.9 (33.6 to 94), up from 4.9" in money.description
    assert "227 (75 to 460); spent so far: 58.9" in draw_expected(tables.expected(latest)).description
    assert money.figure.get_figwidth() == WIDTH


def test_charts_stand_gaps_swapped_seats_and_early_days():
    for study in (swapped(), compare("latest", as_of="2025-02-01"), compare("latest", as_of="2024-11-01")):
        table = tables.money_over_time(study)
        chart = draw_money_over_time(table, study.as_of, tables.article_day(study))
        assert chart is None or "no figure" in chart.description or study.as_of.year == 2026
        assert (table["kind"] == "gap").sum() == table["central"].isna().sum()
        draw_shares(tables.shares(study))
        draw_expected(tables.expected(study))


def test_nothing_to_draw_gives_no_chart():
    gap = pd.DataFrame({"central": [float("nan")], "kind": ["gap"]})
    assert draw_money_over_time(gap, None) is None
    assert draw_shares(gap) is None
    assert draw_record(gap.iloc[:0], gap) is None
    assert draw_expected(gap.iloc[:0]) is None
