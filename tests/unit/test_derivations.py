"""Chosen rows hold the numbers of their facts, or say how they follow: computed, and a correction is followed."""

import pandas as pd
import pytest

from analysis.evidence.check import faults_of_cells
from analysis.evidence.columns import points_elsewhere
from analysis.evidence.corrections import corrected
from analysis.evidence.derivations import COPIES, ENDS, JUDGED, OF_ANY_UNIT, ROUNDED, faults_of_derivations
from analysis.evidence.schemas import PATHS, SCHEMAS
from analysis.model.exchange import rate_on
from analysis.paths import Project
from analysis.publish.catalogues import entries_of
from conftest import ROOT, Copy, row_of, with_cells
from test_adding import CORRECTION

HEADLINE = "58.9, fact sg-279 is 50 (33.6 to 94)"


@pytest.fixture(scope="module")
def tables(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables of the project as text, the facts corrected."""
    return tables | {"facts": corrected(tables["facts"], tables["corrections"])}


def said(tables: dict[str, pd.DataFrame]) -> list[str]:
    """What is said of the chosen rows."""
    return list(map(str, faults_of_derivations(tables)))


SPENT = {"fact_ids": "sg-279"}
SUM = {"derivation": "sum", "as_of": "2026-07-07"}
NO_SITE = {"quantity": "h100e_in_service", "fact_ids": "eu-098"}
RUNNING = {"quantity": "h100e_in_service", "derivation": "product"}
MONTHS = {"derivation": "judged central", "unit": "months"}
"""Cells that one row alone has."""

CORRECTED = [
    # fact, what is corrected; table and cells of the row that rests on it; column and what the message must say
    ("sg-279", {"value": "50"}, "ladder", SPENT, f"column central: {HEADLINE}"),
    ("sg-279", {"high": "90"}, "ladder", SPENT, "column high: 94, fact sg-279 is 58.9 (33.6 to 90)"),
    ("eu-060", {"value": "1.5"}, "ladder", {"fact_ids": "eu-060;v-010"}, "column central: 2.3, fact eu-060 is 1.5"),
    ("eu-098", {"value": "2"}, "readings", NO_SITE, "column fact_ids: none of eu-098 is in H100e"),
    ("eu-030", {"value": "2"}, "readings", {"fact_ids": "eu-029;eu-030"}, "column low: 1, fact eu-029 is 5; fact"),
    ("comp-092", {"value": "2880244"}, "readings", SUM, "17786044, the sum of comp-257, comp-092,"),
    ("comp-256", {"value": "2.6"}, "readings", RUNNING, "is 262080"),
    ("comp-192", {"value": "22"}, "assumptions", MONTHS, "column low: 20,"),
    ("comp-128", {"value": "0.9"}, "assumptions", {"derivation": "midpoint"}, "high: 0.8, fact comp-129 is 0.725"),
    ("sg-002", {"value": "5"}, "seats", {"programme": "stargate"}, "column span_central: 4, fact sg-002 is 5"),
    ("sg-271", {"value": "10"}, "facts", {"fact_id": "sg-279"}, "sg-279 is 58.9, and its parts add up to 54.8"),
]


@pytest.mark.parametrize(("fact_id", "cells", "name", "place", "message"), CORRECTED, ids=lambda value: str(value)[:20])
def test_a_row_that_does_not_follow_a_corrected_fact_is_one_fault_with_both_numbers(
    tables, fact_id, cells, name, place, message
):
    faults = said(with_cells(tables, "facts", row_of(tables, "facts", fact_id=fact_id), **cells))
    begin = f"{PATHS[name]}, row {row_of(tables, name, **place)}, column "
    [of_row] = [fault for fault in faults if fault.startswith(begin)]
    assert message in of_row


EDITED = [
    ("ladder", SPENT, {"central": "60.9"}, "column central: 60.9, fact sg-279 is 58.9 (33.6 to 94)"),
    ("ladder", SPENT, {"low": "58.9", "high": "58.9"}, "column low: 58.9, fact sg-279"),
    ("readings", SUM, {"derivation": "sum;rounded"}, '"sum;rounded" is not allowed (allowed: one word'),
    ("readings", SUM, {"derivation": ""}, "column central: 17786044, fact comp-257 is 1020000; fact"),
    ("readings", {"fact_ids": "eu-070"}, {"fact_ids": "eu-063"}, "none of eu-063 is in MW (allowed: facts"),
    ("readings", NO_SITE, {"high": "1"}, "column high: 1, fact eu-098 is 0"),
    ("assumptions", {"derivation": "midpoint"}, {"central": "0.76"}, "column central: 0.76, fact comp-129 is 0.725"),
    ("assumptions", {"quantity": "training_utilisation"}, {"high": "0.39"}, "is 0.32 (0.2625 to 0.3825)"),
]


@pytest.mark.parametrize(("name", "place", "cells", "message"), EDITED, ids=lambda value: str(value)[:20])
def test_a_row_that_was_edited_is_held_to_its_facts(tables, name, place, cells, message):
    row = row_of(tables, name, **place)
    [fault] = said(with_cells(tables, name, row, **cells))
    assert fault.startswith(f"{PATHS[name]}, row {row}, ")
    assert message in fault


def test_every_row_is_held_but_for_what_is_judged(tables):
    """Once every fact is another, no row follows that has a number which is no judgement."""
    values = (pd.to_numeric(tables["facts"]["value"]) * 1.5 + 1e-3).map(str)
    facts = tables["facts"].assign(value=values, low="", high="")
    faulty = {(fault.file, fault.row) for fault in faults_of_derivations(tables | {"facts": facts})}
    for name, own in COPIES.items():
        for row, cells in tables[name].iterrows():
            words = cells.get(own.get("derivation", "derivation"), "").split(";")
            judged = set().union(*(JUDGED.get(word, ()) for word in words)) == set(ENDS)
            held = not judged and cells[own.get("central", "central")] and cells[own.get("fact_ids", "fact_ids")]
            assert bool(held) == ((PATHS[name], row) in faulty), (name, row)


def test_euro_and_dollars_are_converted_at_the_rate_of_the_day(tables):
    rates = tables["exchange_rates"]
    days, values = list(rates["date"]), list(map(float, rates["usd_per_eur"]))
    row = row_of(tables, "ladder", fact_ids="eu-078")
    rate = rate_on(tables["ladder"].at[row, "as_of"], days, values, days).usd_per_eur
    in_euro = f"{500 / rate:.1f}"
    cells = {"fact_ids": "sg-228", "derivation": "converted", "low": in_euro, "central": in_euro, "high": in_euro}
    assert said(with_cells(tables, "ladder", row, **cells)) == []
    [fault] = said(with_cells(tables, "ladder", row, **(cells | {"high": "490"})))
    assert f"column high: 490, fact sg-228 is {500 / rate:.12g}" in fault
    [fault] = said(with_cells(tables, "ladder", row, **(cells | {"derivation": ""})))
    assert "none of sg-228 is in EUR bn" in fault
    [fault] = said(with_cells(tables, "ladder", row, **(cells | {"as_of": "2099-01-01"})))
    assert "none of sg-228 is in EUR bn" in fault


def test_the_words_of_the_vocabulary_are_those_that_are_computed(tables):
    known = {*ROUNDED, *OF_ANY_UNIT, *JUDGED, "midpoint"}
    assert set(tables["derivations"]["derivation"]) == known


@pytest.mark.parametrize("cell", ["As above", "ditto.", "See the note of the previous row", "Same", '"'])
@pytest.mark.parametrize(("name", "column"), [("ladder", "note"), ("assumptions", "basis"), ("facts", "note")])
def test_a_reason_that_stands_in_another_row_is_refused(tables, name, column, cell):
    table = tables[name].tail(2)[list(SCHEMAS[name].columns)]
    row = table.index[-1]
    broken = table.assign(**{column: table[column].where(table.index != row, cell)})
    [fault] = [fault for fault in faults_of_cells(broken, SCHEMAS[name], PATHS[name], {}) if fault.row == row]
    assert fault.column == column
    assert f'"{cell}" points to another row' in fault.message


def test_no_french_points_to_another_row():
    """What a text says by itself, its French says too."""
    texts = [str(entry.string).lower().strip(" .") for entry in entries_of(Project(ROOT), "fr")]
    assert not {"comme ci-dessus", "voir ci-dessus", "idem", "même chose"} & set(texts)
    assert not points_elsewhere("Same three firms")


def row_of_spent(copy: Copy) -> str:
    """The row of Stargate's money spent that rests on the estimate which is corrected."""
    ladder = PATHS["ladder"]
    return f"{ladder}, row {copy.row_of(ladder, programme='stargate', rung='spent', as_of='2026-09-30')}"


def test_a_correction_names_the_rows_to_look_at_and_check_asks_for_them(copy: Copy, command):
    told = command("add", "correction", "--yes", **CORRECTION)
    spent = row_of_spent(copy)
    assert f"Rests on sg-279: {spent}: programme stargate, rung spent, as_of 2026-09-30, low 33.6, central 58.9" in told
    assert f"Rests on sg-279: {PATHS['claims']}, row 5: claim_id article-4, value 100, unit USD bn" in told
    assert "Wrote data/evidence/corrections.csv\n" in told
    left = f"{spent}, column central: {HEADLINE}"
    assert f"Still to do, or 'analysis check' fails: {left}" in told
    told = command("check", code=1)
    assert left in told


def test_a_correction_of_a_part_names_the_rows_that_rest_on_the_sum(copy: Copy, command):
    of_part = {"fact_id": "sg-271", "found": "14.1", "corrected": "10"}
    told = command("add", "correction", "--yes", **(CORRECTION | of_part))
    assert f"Rests on sg-271: {row_of_spent(copy)}: programme stargate, rung spent" in told
    assert "sg-279 is 58.9, and its parts add up to 54.8" in told


def test_a_correction_that_changes_no_number_leaves_nothing_to_do(copy: Copy, command):
    note = next(row["note"] for row in copy.rows(PATHS["facts"]) if row["fact_id"] == "eu-028")
    cells = {"fact_id": "eu-028", "column": "note", "found": note, "corrected": "Direct subsidies to all sites"}
    told = command("add", "correction", "--yes", **(CORRECTION | cells))
    row = next(place for place, one in enumerate(copy.rows(PATHS["readings"]), 2) if one["fact_ids"] == "eu-028")
    where = f"{PATHS['readings']}, row {row}: programme eu-gigafactories, quantity union_budget"
    assert f"Rests on eu-028: {where}" in told
    assert "Still to do" not in told


def test_a_chosen_row_that_does_not_follow_is_not_added(copy: Copy, command):
    row = {"programme": "stargate", "rung": "committed", "as_of": "2026-01-01", "unit": "USD bn", "fact_ids": "sg-230"}
    row |= dict.fromkeys(("low", "central", "high"), "460") | {"price_basis": "nominal", "perimeter": "x"}
    with copy.unchanged():
        told = command("add", "rung", "--yes", **row, code=1)
    assert "column central: 460, fact sg-230 is 450" in told
