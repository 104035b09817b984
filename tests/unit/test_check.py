"""Broken copies of every table: each fault is found, placed, and explained with the nearest valid word."""

import json
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

from analysis.checking import faults_of_project
from analysis.errors import DataError, Fault
from analysis.evidence.check import faults_of_cells, faults_of_tables
from analysis.evidence.csv_files import read_all, read_text
from analysis.evidence.relations import faults_of_relations
from analysis.evidence.schemas import PATHS, SCHEMAS
from analysis.publish.template import render
from conftest import ROOT, Copy, row_of, with_cells

BROKEN_CELLS = [
    # table, row, column, bad value, what the message must say
    ("facts", 12, "unit", "EUR m", '"EUR m" is not a known unit (nearest: "EUR bn"; all: data/vocabulary/units.csv)'),
    ("facts", 12, "source_id", "ec-202607-cal", 'nearest: "ec-202607-call"; all: data/evidence/sources.csv'),
    ("facts", 12, "as_of", "2026-02-30", '"2026-02-30" is not a date'),
    ("facts", 12, "value", "1,5", '"1,5" is not allowed (allowed: a number with a point before decimals)'),
    ("facts", 12, "value", "1\N{NARROW NO-BREAK SPACE}500", '"1[U+202F]500" is not allowed'),
    ("facts", 12, "as_of", "2026-03-02\N{NO-BREAK SPACE}", '"2026-03-02[U+00A0]" is not a date'),
    ("facts", 12, "unit", "EUR\N{NO-BREAK SPACE}bn", '"EUR[U+00A0]bn" is not a known unit (nearest: "EUR bn"'),
    ("facts", 12, "unit", "EUR bn\N{ZERO WIDTH SPACE}", '"EUR bn[U+200B]" is not a known unit'),
    ("facts", 12, "value", "1e400", "is not allowed"),
    ("facts", 12, "value", "\uff11\uff12", "is not allowed"),
    ("facts", 12, "value", "", "is blank, and a value is needed here"),
    ("facts", 12, "fact_id", "comp-001", "stands in an earlier row too"),
    ("facts", 12, "fact_id", "Comp 11", "is not an identifier"),
    ("sources", 5, "url", "javascript:alert(1)", "is not a web address"),
    ("sites", 4, "lat", "95", "-90 or more and 90 or less"),
    ("sites", 4, "source_ids", "nosuch;derived", '"nosuch" is not a known source_id'),
    ("exchange_rates", 9, "usd_per_eur", "0", "a number with a point before decimals, above 0"),
    ("exchange_rates", 9, "date", "2019-02-30", "is not a day"),
    ("exchange_rates", 9, "date", "2018-01-02", "comes after a later day"),
    *(
        ("events", 4, "date", day, f'"{day}" is not a date')
        for day in ("0000-01-01", "1899-12-31", "2100-01-01", "9999-12", "2026-02-30")
    ),
    ("kinds", 3, "programme", "eu-gigafactories", "stands in an earlier row too"),
    ("record", 2, "delivered_fact_id", "", "a fact where there is a ratio"),
    ("ladder", 3, "low", "31", "low 31, central 30, high 30 (allowed: low <= central <= high)"),
    ("ladder", 3, "fact_ids", "", "is blank"),
    ("denominators", 5, "year", "25", '"25" is not a year'),
    ("assumptions", 3, "distribution", "fixed", "allowed: fixed where low and high are equal, else not"),
    ("schedule", 3, "central", "2026-12-31", "allowed: first <= central <= last"),
    ("specifications", 2, "class", "usual", "mainstream, arguable, refused"),
    ("specifications", 2, "measure", "", "what a sum or a plan is counted in"),
    ("specifications", 2, "method", "whole", "blank for a sum"),
    ("consortia", 2, "share", "0", "a number with a point before decimals, above 0 and 1 or less"),
    ("consortia", 2, "member", " ", "is blank, and a value is needed here"),
    ("consortia", 2, "seat", "UK", '"UK" is no country'),
    ("consortia", 2, "source_ids", "", "allowed: documents where documented"),
    ("consortia", 16, "as_of", "2026-07-01", "blank where illustrative"),
    ("seats", 2, "span_central", "", "(allowed: all three or none)"),
    ("claims", 5, "verdict_word", "holds", "blank where held against a quantity, else not"),
    ("units", 3, "unit", "EUR", "stands in an earlier row too"),
    ("rungs", 2, "rung", "anounced", '"anounced" is not a rung of the model (nearest: "announced"; all: announced, '),
    ("quantities", 53, "correlation_group", "unit_costs", 'not a known correlation group (nearest: "unit_cost"'),
]

BROKEN_RELATIONS = [
    ("ladder", 3, "unit", "USD bn", '"USD bn" is not allowed (allowed: EUR bn)'),
    ("ladder", 3, "programme", "other:galileo", "is not a programme with a row in seats.csv"),
    ("readings", 3, "programme", "other:galileo", "is not a programme with a row in seats.csv"),
    ("readings", 3, "quantity", "spent", "spent is read from ladder"),
    ("assumptions", 2, "unit", "MW", '"MW" is not allowed (allowed: USD bn/GW)'),
    ("assumptions", 2, "programme", "other:galileo", "is not a programme with a row in seats.csv"),
    ("schedule", 2, "programme", "other:galileo", "is not a programme with a row in seats.csv"),
    ("denominators", 2, "fact_id", "ctx-0087", "ctx-0087 is population of US in 2023, not of EU27 in 2023"),
    ("denominators", 2, "fact_id", "sg-001", "(allowed: population)"),
    ("denominators", 2, "quantity", "sites", 'is not a denominator (nearest: "'),
    ("specifications", 2, "plus", "anounced", '"anounced" is not a fact or a quantity of the model'),
    ("specifications", 2, "programme", "other:galileo", "is not a programme with a row in seats.csv"),
    ("claims", 5, "value", "some", '"some" is not allowed (allowed: a number, as it is held against a quantity)'),
    ("facts", 340, "unit", "EUR bn", '"EUR bn" is not the unit of population (allowed: people'),
    ("corrections", 2, "found", "something else", "the fact changed"),
    ("corrections", 2, "column", "notes", 'nearest: "note"'),
    ("consortia", 17, "seat", "US", '"US" is not allowed (allowed: "FR", as in the row of EU utility above)'),
    ("ladder", 3, "as_of", "2025-07-30", "within half a year of a fact it names: 2026-07-30"),
    ("readings", 3, "as_of", "2062-04-09", "within half a year of a fact it names: 2025-04-09"),
    ("exchange_rates", 9, "usd_per_eur", "11.5", "within a tenth of the row above: 1."),
    ("exchange_rates", 9, "usd_per_eur", "0.87", "within a tenth of the row above: 1."),
]

SPENT = {"programme": "stargate", "rung": "spent", "as_of": "2026-06-30"}
EVENT, NUMBER = ({"forecast_id": name} for name in ("call-opens-by-february-2026", "stargate-spent-june-2026"))
MEMBER = {"consortium": "Spanish consortium", "member": "Telefonica"}
BROKEN_ROWS = [
    # table, cells that one row has, its bad cells, the column that is named, what the message must say
    ("ladder", SPENT, {"price_basis": "constant-2025"}, "price_basis", "as in the other readings of stargate, spent"),
    ("forecasts", EVENT, {"probability": "1.2"}, "probability", "0 or more and 1 or less"),
    ("forecasts", EVENT, {"probability": ""}, "probability", "a probability"),
    ("forecasts", EVENT, {"q50": "4"}, "q50", "all five quantiles with their unit, or none of the six"),
    ("forecasts", EVENT, {"outcome": "0.5"}, "outcome", "1 where the event came, 0 where it did not"),
    ("forecasts", EVENT, {"settled_on": "2026-02-27"}, "outcome", "before it can be known (allowed: 2026-02-28"),
    ("forecasts", EVENT, {"settled_on": "2025-12-04"}, "settled_on", "a day after the forecast"),
    ("forecasts", EVENT, {"outcome_fact_id": ""}, "settled_on", "a day where outcome and outcome_fact_id are given"),
    ("forecasts", EVENT, {"settled_on": "2026-03-01"}, "settled_on", "2026-07-30, of which the fact speaks, or later"),
    ("forecasts", EVENT, {"deadline": "2025-12-01"}, "deadline", "a day after the forecast"),
    ("forecasts", EVENT, {"as_of": "2026-12-01"}, "as_of", "the day on which it was made, or earlier"),
    ("forecasts", EVENT, {"how": "recorded"}, "settled_on", "a day after the forecast"),
    ("forecasts", NUMBER, {"q25": "50"}, "q25", "q05 <= q25 <= q50 <= q75 <= q95"),
    ("forecasts", NUMBER, {"unit": "", "outcome": "42"}, "q50", "all five quantiles with their unit"),
    ("forecasts", NUMBER, {"outcome": "43"}, "outcome", "42 USD bn, as fact sg-270 says"),
    ("consortia", MEMBER, {"share": "0.9"}, "share", "the shares of the consortium add to 1.3799 (allowed: 1 or less)"),
    ("consortia", MEMBER, {"member": "SETT"}, "member", 'a row above has "SETT" as owner already'),
    ("consortia", MEMBER, {"share_of": "Telefonica"}, "share_of", "holdings in a circle: Telefonica holds Telefonica"),
    ("consortia", MEMBER, {"share_of": "Telefonic"}, "share_of", 'nearest: "Telefonica"'),
    ("consortia", MEMBER, {"as_of": "2026-07-02"}, "as_of", 'allowed: "2026-07-01", as above in Spanish consortium'),
    ("consortia", MEMBER, {"role": "supplier"}, "share", "a supplier holds nothing by this row"),
]


def column_of(table: str, column: str, message: str) -> str:
    """Where a fault is shown: in the table's own column, or at the column a rule of the whole row names."""
    return "central" if message.startswith(("low", "share_low")) else column


def with_rows(tables: dict[str, pd.DataFrame], name: str, *rows: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """The tables with further rows."""
    table = tables[name]
    further = range(table.index[-1] + 1, table.index[-1] + 1 + len(rows))
    return tables | {name: pd.concat([table, pd.DataFrame(rows, index=further, columns=table.columns)])}


def faults_of_one(tables: dict[str, pd.DataFrame], name: str) -> list[Fault]:
    """What is wrong with the cells of one table."""
    return faults_of_cells(tables[name], SCHEMAS[name], PATHS[name], tables)


def held(faults: Iterable[Fault], table: str, row: int, column: str, message: str) -> None:
    """A fault is found at its place, with its message."""
    placed = [fault for fault in faults if (fault.file, fault.row) == (PATHS[table], row)]
    assert any(message in fault.message and fault.column == column_of(table, column, message) for fault in placed), [
        str(fault) for fault in placed
    ]


@pytest.mark.parametrize(("table", "row", "column", "bad", "message"), BROKEN_CELLS)
def test_a_bad_cell_is_found_and_placed(tables, table, row, column, bad, message):
    held(faults_of_one(with_cells(tables, table, row, **{column: bad}), table), table, row, column, message)


@pytest.mark.parametrize(("table", "row", "column", "bad", "message"), BROKEN_RELATIONS)
def test_a_row_that_contradicts_another_is_found_and_placed(tables, table, row, column, bad, message):
    held(faults_of_tables(with_cells(tables, table, row, **{column: bad})), table, row, column, message)


@pytest.mark.parametrize(("table", "place", "cells", "column", "message"), BROKEN_ROWS)
def test_a_row_that_cannot_be_is_refused(tables, table, place, cells, column, message):
    row = row_of(tables, table, **place)
    held(faults_of_tables(with_cells(tables, table, row, **cells)), table, row, column, message)


def test_a_missing_table_breaks_nothing(tables):
    for name in PATHS:
        rest = {other: table for other, table in tables.items() if other != name}
        assert [fault for fault in faults_of_relations(rest) if fault.file != PATHS[name]] == []


def test_missing_tables_are_named(tmp_path: Path):
    assert [str(fault) for fault in faults_of_tables(*read_all(tmp_path))] == sorted(
        f"{path}: the file is missing" for path in PATHS.values()
    )


def test_a_table_of_odd_form_is_named(tmp_path: Path):
    path, file = PATHS["events"], tmp_path / "table.csv"
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines, lines[-1].strip() + ",surplus\n"]), encoding="utf-8")
    [fault] = read_text(file, path)[1]
    assert (fault.row, "has 8 cells where the header has 7" in fault.message) == (len(lines) + 1, True)
    file.write_text(lines[0], encoding="utf-8")
    assert [str(fault) for fault in read_text(file, path)[1]] == [f"{path}: has a header and no rows"]


def found(copy: Copy) -> list:
    """The faults of a copy."""
    return faults_of_project(copy.project)


def test_faults_of_every_kind_are_listed_together(copy: Copy):
    copy.change("data/vocabulary/agreements.csv", 2, "meaning", "")
    copy.change(PATHS["ladder"], 3, "qualifier", "ovr")
    copy.change(PATHS["ladder"], 5, "unit", "USD bn")
    copy.change(PATHS["facts"], 9, "as_of", "2026-02-30")
    copy.change(PATHS["facts"], 12, "unit", "EUR m")
    copy.change(PATHS["corrections"], 2, "found", "something else")
    assert {(fault.file, fault.row, fault.column) for fault in found(copy)} >= {
        ("data/vocabulary/agreements.csv", 2, "meaning"),
        (PATHS["ladder"], 3, "qualifier"),
        (PATHS["ladder"], 5, "unit"),
        (PATHS["facts"], 9, "as_of"),
        (PATHS["facts"], 12, "unit"),
        (PATHS["corrections"], 2, "found"),
    }


def notebook_of(**changed: object) -> str:
    """A notebook of one cell, with some of what it has changed."""
    cell = {"cell_type": "code", "metadata": {}, "source": "1", "outputs": [], "execution_count": None} | changed
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})


BROKEN_FILES = [
    [
        ("data/editions/odd.yml", "as_of: 2025-12-04\nsubject_sites: !!int abc\n", "cannot be read"),
        ("data/editions/odd.yaml", "as_of: 2025-12-04\n", "is no edition"),
        ("data/datapackage.json", "{}", "run 'analysis describe'"),
        ("reports/manifest.yml", "title: 2025-02-30\nnotebooks: [00-anwser]\neditions: [nosuch]\n", "nosuch"),
        ("reports/template/notebook.html.j2", "{% if %}", "is no template here"),
        ("notebooks/01-promised.ipynb", "{", "cannot be read as a notebook"),
    ],
    [
        ("data/editions/odd.yml", "as_of: !!timestamp foo\n", "cannot be read"),
        ("data/editions/article.yml", "as_of: 2025-12-04\nsubject_stes: 7\n", '(nearest: "subject_sites"'),
        ("reports/manifest.yml", "", "holds no keys"),
        ("notebooks/01-promised.ipynb", '{"cells": []}', "cannot be read as a notebook"),
        ("notebooks/02-real.ipynb", notebook_of(metadata={"tags": None}), "(cells, 0, code, metadata, tags: "),
        ("notebooks/03-when.ipynb", notebook_of(outputs=None), "(cells, 0, code, outputs: "),
        ("notebooks/04-compute.ipynb", '{"nbformat": 4, "metadata": {}, "cells": []}', "(nbformat_minor: Field "),
    ],
    [("README.md", "no place for an answer", "has no place for the answer")],
    [("reports/manifest.yml", "title: x\nnotebooks: [00-anwser]\neditions: [latest]\n", '(nearest: "00-answer"')],
]


@pytest.mark.parametrize("files", BROKEN_FILES)
def test_files_of_other_kinds_are_checked_too(copy: Copy, files):
    for file, text, _ in files:
        (copy.project.root / file).write_text(text, encoding="utf-8")
    faults = found(copy)
    for file, _, message in files:
        assert any(fault.file == file and message in fault.message for fault in faults), faults


def test_a_date_at_the_end_of_the_calendar_is_a_date(tables):
    assert faults_of_one(with_cells(tables, "events", 4, date="2099-12"), "events") == []


@pytest.mark.parametrize(
    ("table", "row"), [("chips", "H100 SXM"), ("cost_breakdown", "networking"), ("rungs", "in_service")]
)
def test_a_row_that_the_model_reads_is_missed(tables, table, row):
    wanted = f'{PATHS[table]}, column {tables[table].columns[0]}: the row "{row}" is missing, and the model asks for it'
    rest = tables[table][tables[table].iloc[:, 0] != row]
    assert wanted in [str(fault) for fault in faults_of_tables(tables | {table: rest})]


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("networks", '"networks" is not a known item (nearest: "networking"; all: data/vocabulary/cost_items.csv)'),
        ("optics", '"optics" is no item of capital cost (allowed: accelerators, networking, servers_other_it, '),
        ("networking/optics", None),
    ],
)
def test_an_item_of_capital_cost_is_one_of_the_model_or_a_part_of_one(tables, item, message):
    words = [(word, "Optics", "Optics") for word in ("optics", "networking/optics")]
    share = (item, "0.01", "0.02", "0.03", "", "US", "mckinsey-202504-cost-of-compute", "")
    broken = with_rows(with_rows(tables, "cost_items", *words), "cost_breakdown", share)
    faults = faults_of_tables(broken)
    if message:
        held(faults, "cost_breakdown", broken["cost_breakdown"].index[-1], "item", message)
    else:
        assert faults == []


def test_a_fault_in_a_corrected_fact_is_shown_at_its_own_correction(tables):
    note = tables["facts"].at[2, "note"]
    corrections = [
        ("comp-001", "note", note, "x", "why", "derived"),
        ("comp-001", "value", "55", "abc", "why", "derived"),
    ]
    broken = with_rows(tables, "corrections", *corrections)
    [fault] = [fault for fault in faults_of_tables(broken) if fault.file == PATHS["corrections"]]
    assert fault.row == broken["corrections"].index[-1]
    assert 'comp-001, value: "abc" is not allowed (allowed: a number with a point before decimals)' in fault.message


def test_describe_writes_nothing_from_data_with_faults(copy: Copy, command):
    before = (copy.project.data / "datapackage.json").read_bytes()
    (copy.project.data / "vocabulary" / "units.csv").unlink()
    command("describe", code=1)
    assert (copy.project.data / "datapackage.json").read_bytes() == before


def test_bad_bytes_are_placed_by_row(tmp_path: Path):
    lines = (ROOT / PATHS["facts"]).read_bytes().splitlines(keepends=True)
    lines[1200] = lines[1200].replace(b",", b"\xff,", 1)
    (tmp_path / "facts.csv").write_bytes(b"".join(lines))
    assert [fault.row for fault in read_text(tmp_path / "facts.csv", PATHS["facts"])[1]] == [1201]


def spoiled(content: str) -> dict[str, tuple[str, int | None, str]]:
    """What spreadsheets and merges leave of a table: its text, the row of the one fault, what that says."""
    head, *rows = content.splitlines()
    end = len(rows) + 2
    commas = "," * head.count(",")
    merged = [head, rows[0], "<<<<<<< HEAD", rows[1], "=======", rows[1], ">>>>>>> branch", *rows[2:]]
    return {
        "French Excel": (f"\ufeff{content.replace(',', ';').replace('.', ',')}", 1, "has semicolons between its cells"),
        "tabs": (content.replace(",", "\t"), 1, "has tabs between its cells (save the file with commas, and numbers"),
        "quoted": ("\r\n".join('"' + line.replace(",", '";"') + '"' for line in (head, *rows)), 1, "has semicolons"),
        "sep": (f"sep=,\r\n{content}", 1, "is the line sep=,, which is for Excel alone (take it out"),
        "quoted sep": (f'"sep=;"\n{content.replace(",", ";")}', 1, "which is for Excel alone"),
        "rows of commas": ("\n".join([head, *rows, *[commas] * 300]), end, "is a blank line, as all below it are"),
        "too many commas": ("\n".join([head, *rows, f"{commas},,", ""]), end, "is a blank line"),
        "columns of commas": ("\n".join(f"{line},," for line in (head, *rows)), 1, "ends in columns without a name"),
        "blank within": ("\n".join([head, rows[0], commas, *rows[1:]]), 3, "is a blank line (take it out)"),
        "merge": ("\n".join(merged), None, "a merge was left open here (<<<<<<<), line 3"),
        "merge on Windows": ("\r\n".join(merged[:5] + merged[7:]), None, "(<<<<<<<), line 3"),
        "half a merge": ("\n".join([head, *rows, ">>>>>>> 1a2b3c4 (a commit)"]), None, f"(>>>>>>>), line {end}"),
    }


@pytest.mark.parametrize("kind", spoiled("a,b\n1,2\n3,4\n"))
def test_what_spreadsheets_and_merges_leave_is_named_first_and_alone(tables, tmp_path: Path, kind):
    path = PATHS["exchange_rates"]
    text, row, message = spoiled((ROOT / path).read_text(encoding="utf-8"))[kind]
    (tmp_path / "table.csv").write_bytes(text.encode())
    table, of_form = read_text(tmp_path / "table.csv", path)
    [fault] = faults_of_tables(tables | {"exchange_rates": table}, of_form)
    assert (fault.file, fault.row) == (path, row)
    assert message in fault.message


OPEN = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> branch\n"
"""A file of which a merge has left both versions."""


@pytest.mark.parametrize(
    "files",
    [
        [PATHS["facts"], "data/translations/fr.po", "data/editions/constant-prices.yml", "notebooks/01-promised.ipynb"],
        ["reports/manifest.yml", "reports/template/base.html.j2", "reports/template/style.css", "docs/methods.fr.md"],
        ["data/outlines/outlines.csv", PATHS["seats"], "data/editions/latest.yml", "reports/template/simulator.js"],
    ],
)
def test_a_merge_left_open_is_the_one_fault_of_a_file(copy: Copy, files):
    for file in files:
        path = copy.project.root / file
        text = path.read_text(encoding="utf-8")
        path.write_text(OPEN.format(text, text), encoding="utf-8")
    assert sorted(map(str, found(copy))) == sorted(
        f"{file}: a merge was left open here (<<<<<<<), line 1" for file in files
    )


def test_an_edition_that_is_always_there_is_missed(copy: Copy):
    (copy.project.data / "editions" / "latest.yml").unlink()
    assert any("this edition is always there" in fault.message for fault in found(copy))


def test_an_unknown_column_is_named_with_the_nearest(tables):
    faults = faults_of_tables(tables | {"facts": tables["facts"].rename(columns={"confidence": "confidense"})})
    wanted = f'{PATHS["facts"]}, row 1, column confidence: the column is missing (is it "confidense"?)'
    assert wanted in [str(fault) for fault in faults]


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path):
    further = "euev-999,stargate,2026-01-01,day,other,Café,derived\n".encode("latin-1")
    (tmp_path / "events.csv").write_bytes((ROOT / PATHS["events"]).read_bytes() + further)
    [fault] = read_text(tmp_path / "events.csv", PATHS["events"])[1]
    assert "UTF-8" in fault.message


def test_byte_order_mark_and_windows_line_ends_are_read(tables, tmp_path: Path):
    content = (ROOT / PATHS["events"]).read_bytes()
    (tmp_path / "events.csv").write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    table, faults = read_text(tmp_path / "events.csv", PATHS["events"])
    assert faults == []
    pd.testing.assert_frame_equal(table, tables["events"])


def test_a_template_that_asks_for_what_there_is_not_is_named_with_its_line(copy: Copy):
    page = copy.project.template / "feed.xml.j2"
    page.write_text("<feed>\n{{ upadted }}</feed>", encoding="utf-8")
    with pytest.raises(DataError) as refused:
        render(copy.project, "feed.xml.j2", updated="2026-11-22")
    assert str(refused.value) == "reports/template/feed.xml.j2, row 2: 'upadted' is undefined"
