"""Broken copies of every table: each fault is found, placed, and explained with the nearest valid word."""

from __future__ import annotations

import pytest

from analysis.checking import faults_of_project
from analysis.evidence.schemas import PATHS, VOCABULARIES
from conftest import Copy

BROKEN_CELLS = [
    # table, row, column, bad value, what the message must say
    ("facts", 12, "unit", "EUR m", '"EUR m" is not a known unit (nearest: "EUR bn"; all: data/vocabulary/units.csv)'),
    ("facts", 12, "status", "anounced", 'nearest: "announced"'),
    ("facts", 12, "confidence", "hgh", 'nearest: "high"'),
    ("facts", 12, "programme", "eu-gigafactory", 'nearest: "eu-gigafactories"'),
    ("facts", 12, "source_id", "ec-202607-cal", 'nearest: "ec-202607-call"; all: data/evidence/sources.csv'),
    ("facts", 12, "as_of", "2026-02-30", '"2026-02-30" is not a date'),
    ("facts", 12, "value", "1,5", '"1,5" is not allowed (allowed: a number)'),
    ("facts", 12, "value", "1e400", "is not allowed"),
    ("facts", 12, "value", "NaN", "is not allowed"),
    ("facts", 12, "value", "\uff11\uff12", "is not allowed"),
    ("facts", 12, "value", "", "is blank, and a value is needed here"),
    ("facts", 12, "fact_id", "comp-001", "stands in an earlier row too"),
    ("facts", 12, "fact_id", "Comp 11", "is not an identifier"),
    ("sources", 5, "kind", "prss", 'nearest: "press"'),
    ("sources", 5, "published", "2025-13", "is not a date"),
    ("sources", 5, "url", "javascript:alert(1)", "is not a web address"),
    ("corroboration", 4, "agrees", "yess", 'nearest: "yes"'),
    ("corroboration", 4, "fact_id", "comp-9999", "is not a known fact_id"),
    ("corrections", 3, "source_id", "nosuch", "is not a known source_id"),
    ("sites", 4, "lat", "95", "-90 or more and 90 or less"),
    ("sites", 4, "source_ids", "nosuch;derived", '"nosuch" is not a known source_id'),
    ("sites", 4, "status", "operatinal", 'nearest: "operational"'),
    ("events", 4, "kind", "cal", 'nearest: "call"'),
    ("events", 4, "precision", "dy", 'nearest: "day"'),
    ("events", 4, "date", "2025-06-31", "is not a date"),
    ("exchange_rates", 9, "usd_per_eur", "0", "a number, above 0"),
    ("exchange_rates", 9, "date", "2019-02-30", "is not a day"),
    ("exchange_rates", 9, "date", "2018-01-02", "comes after a later day"),
    ("chips", 4, "h100_equivalent", "fast", '"fast" is not allowed'),
    ("chips", 4, "release", "soon", "is not a date"),
    ("cost_breakdown", 2, "share_high", "1.4", "0 or more and 1 or less"),
    ("seats", 2, "currency", "EURO", 'nearest: "EUR"'),
    ("seats", 3, "territory", "USA", 'nearest: "US"'),
    ("seats", 3, "span_fact_ids", "sg-9999", "is not a known fact_id"),
    ("ladder", 3, "rung", "anounced", 'nearest: "announced"'),
    ("ladder", 3, "price_basis", "real", "is not a known price basis"),
    ("ladder", 3, "low", "31", "low 31, central 30, high 30 (allowed: low <= central <= high)"),
    ("ladder", 3, "as_of", "2026-07", '"2026-07" is not a day'),
    ("ladder", 3, "fact_ids", "", "is blank"),
    ("readings", 3, "quantity", "site", 'nearest: "sites"'),
    ("readings", 3, "high", "4", "low 4, central 5, high 4"),
    ("denominators", 5, "year", "25", '"25" is not a year'),
    ("denominators", 5, "territory", "EU", 'nearest: "EU27"'),
    ("assumptions", 3, "distribution", "normal", 'nearest: "lognormal"'),
    ("assumptions", 3, "distribution", "fixed", "allowed: fixed where low and high are equal, else not"),
    ("assumptions", 3, "quantity", "capex_per_h100", 'nearest: "capex_per_h100e_2025"'),
    ("assumptions", 3, "fact_ids", "comp-9999", "is not a known fact_id"),
    ("schedule", 3, "milestone", "call_open", 'nearest: "call_opens"'),
    ("schedule", 3, "central", "2026-12-31", "allowed: first <= central <= last"),
    ("schedule", 3, "stands", "hoped", "is not allowed"),
    ("record", 2, "delivered_fact_id", "ctx-9", "is not a known fact_id"),
    ("claims", 4, "quantity", "anounced", 'nearest: "announced"'),
    ("claims", 4, "event_ids", "euev-999", "is not a known event_id"),
    ("consortia", 2, "share", "47.99", "a number, above 0 and 1 or less"),
    ("consortia", 2, "seat", "EL", '"EL" is no country'),
    ("consortia", 2, "role", "owners", 'nearest: "owner"'),
    ("consortia", 2, "high_risk", "maybe", "is not allowed"),
    ("consortia", 2, "source_ids", "", "allowed: documents where documented"),
    ("consortia", 2, "source_ids", "moncloa-202607", 'nearest: "moncloa-202607-gigafactoria"'),
    ("consortia", 16, "as_of", "2026-07-01", "blank where illustrative"),
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
    ("corrections", 2, "found", "something else", "the fact changed"),
    ("corrections", 2, "column", "notes", 'nearest: "note"'),
]


def column_of(table: str, column: str, message: str) -> str:
    """Where a fault is shown: in the table's own column, or at the column a rule of the whole row names."""
    return "central" if message.startswith(("low", "share_low")) else column


@pytest.mark.parametrize(("table", "row", "column", "bad", "message"), BROKEN_CELLS + BROKEN_RELATIONS)
def test_a_bad_cell_is_found_and_placed(copy: Copy, table, row, column, bad, message):
    copy.change(PATHS[table], row, column, bad)
    faults = faults_of_project(copy.project)
    placed = [fault for fault in faults if fault.file == PATHS[table] and fault.row == row]
    assert placed, faults
    assert any(message in fault.message and fault.column == column_of(table, column, message) for fault in placed), [
        str(fault) for fault in placed
    ]


def test_every_table_is_broken_somewhere_above():
    assert {case[0] for case in BROKEN_CELLS} == set(PATHS)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_vocabulary_with_a_word_twice_is_refused(copy: Copy, name):
    file = f"data/vocabulary/{name}.csv"
    rows = copy.rows(file)
    copy.write(file, [*rows, rows[0]])
    assert any(
        fault.file == file and "stands in an earlier row too" in fault.message
        for fault in faults_of_project(copy.project)
    )


@pytest.mark.parametrize("path", [*PATHS.values(), *(f"data/vocabulary/{name}.csv" for name in VOCABULARIES)])
def test_a_missing_table_is_named_and_nothing_breaks(copy: Copy, path):
    (copy.project.root / path).unlink()
    assert f"{path}: the file is missing" in [str(fault) for fault in faults_of_project(copy.project)]


@pytest.mark.parametrize("path", PATHS.values())
def test_a_row_with_a_cell_too_many_is_named(copy: Copy, path):
    lines = (copy.project.root / path).read_text(encoding="utf-8").splitlines()
    copy.append(path, lines[-1] + ",surplus")
    assert any(fault.file == path and "cells where the header has" in fault.message for fault in found(copy))


def found(copy: Copy) -> list:
    """The faults of a copy."""
    return faults_of_project(copy.project)


def test_all_faults_are_listed_in_one_pass(copy: Copy):
    copy.change(PATHS["facts"], 5, "unit", "EUR m")
    copy.change(PATHS["facts"], 9, "as_of", "2026-02-30")
    copy.change(PATHS["sources"], 7, "kind", "prss")
    copy.change(PATHS["ladder"], 4, "rung", "nosuch")
    places = {(fault.file, fault.row) for fault in found(copy)}
    assert places >= {(PATHS["facts"], 5), (PATHS["facts"], 9), (PATHS["sources"], 7), (PATHS["ladder"], 4)}


def test_faults_of_every_kind_are_listed_together(copy: Copy):
    copy.change(PATHS["sources"], 7, "kind", "prss")
    copy.change(PATHS["ladder"], 4, "unit", "USD bn")
    copy.change(PATHS["corrections"], 2, "found", "something else")
    copy.append("data/editions/article.yml", "subject_stes: 7", "subject_sits: 7")
    (copy.project.notebooks / "01-promised.ipynb").write_text("{", encoding="utf-8")
    files = [fault.file for fault in found(copy)]
    assert set(files) >= {
        PATHS["sources"],
        PATHS["ladder"],
        PATHS["corrections"],
        "data/editions/article.yml",
        "notebooks/01-promised.ipynb",
    }
    assert files.count("data/editions/article.yml") == 2


def test_one_fault_does_not_hide_another(copy: Copy):
    copy.change("data/vocabulary/agreements.csv", 2, "meaning", "")
    copy.change(PATHS["ladder"], 3, "qualifier", "ovr")
    copy.change(PATHS["ladder"], 5, "unit", "USD bn")
    copy.change(PATHS["facts"], 12, "unit", "EUR m")
    copy.change(PATHS["corrections"], 2, "found", "something else")
    (copy.project.data / "editions" / "odd.yml").write_text("as_of: banana\nsubject_sites: 0\nnosuch: 1\n")
    copy.project.manifest.write_text("titel: x\nnotebooks: [00-answer]\neditions: [lates]\n")
    places = [(fault.file, fault.row, fault.column) for fault in found(copy)]
    for expected in (
        ("data/vocabulary/agreements.csv", 2, "meaning"),
        (PATHS["ladder"], 3, "qualifier"),
        (PATHS["ladder"], 5, "unit"),
        (PATHS["facts"], 12, "unit"),
        (PATHS["corrections"], 2, "found"),
        ("data/editions/odd.yml", None, "as_of"),
        ("data/editions/odd.yml", None, "subject_sites"),
        ("data/editions/odd.yml", None, None),
        ("reports/manifest.yml", None, "title"),
        ("reports/manifest.yml", None, "editions"),
        ("reports/manifest.yml", None, None),
    ):
        assert expected in places


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("data/editions/odd.yml", "as_of: 2025-12-04\nsubject_sites: !!int abc\n", "cannot be read"),
        ("data/editions/odd.yml", "as_of: !!timestamp foo\n", "cannot be read"),
        ("data/editions/odd.yaml", "as_of: 2025-12-04\n", "is no edition"),
        ("data/editions/.#latest.yml", "", "is no edition"),
        ("reports/manifest.yml", "title: 2025-02-30\nnotebooks: [00-answer]\neditions: [nosuch]\n", "nosuch"),
        ("reports/manifest.yml", "", "holds no keys"),
        ("reports/template/notebook.html.j2", "{% if %}", "is no template here"),
        ("notebooks/01-promised.ipynb", "{", "cannot be read as a notebook"),
        ("notebooks/01-promised.ipynb", '{"cells": []}', "cannot be read as a notebook"),
        ("README.md", "no place for an answer", "has no place for the answer"),
    ],
)
def test_files_of_other_kinds_are_checked_too(copy: Copy, file, text, message):
    (copy.project.root / file).write_text(text, encoding="utf-8")
    assert any(fault.file == file and message in fault.message for fault in found(copy)), found(copy)


def test_a_date_at_the_end_of_the_calendar_is_a_date(copy: Copy):
    copy.change(PATHS["events"], 4, "date", "2099-12")
    assert found(copy) == []


def test_a_group_of_inputs_that_is_none_is_named(copy: Copy):
    text = (copy.project.data / "vocabulary" / "quantities.csv").read_text(encoding="utf-8")
    broken = text.replace(",unit_cost,", ",unit_costs,", 1)
    (copy.project.data / "vocabulary" / "quantities.csv").write_text(broken, encoding="utf-8")
    assert any('"unit_costs" is not a known group (nearest: "unit_cost"' in str(fault) for fault in found(copy))


@pytest.mark.parametrize(("table", "row"), [("chips", "H100 SXM"), ("cost_breakdown", "networking")])
def test_a_row_that_the_model_reads_is_missed(copy: Copy, table, row):
    column = "chip" if table == "chips" else "item"
    copy.write(PATHS[table], [one for one in copy.rows(PATHS[table]) if one[column] != row])
    wanted = f'{PATHS[table]}, column {column}: the row "{row}" is missing, and the model asks for it'
    assert wanted in [str(fault) for fault in found(copy)]


def test_a_rung_that_the_model_does_not_have_is_named(copy: Copy):
    copy.append("data/vocabulary/rungs.csv", "commited,7,commited,step,pledged")
    wanted = 'column rung: "commited" is not a rung of the model (nearest: "committed"; all: announced, '
    assert any(str(fault).startswith(f"data/vocabulary/rungs.csv, {wanted}") for fault in found(copy))


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("networks", '"networks" is not a known item (nearest: "networking"; all: data/vocabulary/cost_items.csv)'),
        ("optics", '"optics" is no item of capital cost (allowed: accelerators, networking, servers_other_it, '),
        ("networking/optics", None),
    ],
)
def test_an_item_of_capital_cost_is_one_of_the_model_or_a_part_of_one(copy: Copy, item, said):
    copy.append("data/vocabulary/cost_items.csv", "optics,Optics,Optics\nnetworking/optics,Optics,Optics")
    copy.append("data/evidence/cost_breakdown.csv", f"{item},0.01,0.02,0.03,US,mckinsey-202504-cost-of-compute,")
    row = len(copy.rows("data/evidence/cost_breakdown.csv")) + 1
    of_item = [str(fault) for fault in found(copy) if fault.file == "data/evidence/cost_breakdown.csv"]
    place = f"data/evidence/cost_breakdown.csv, row {row}, column item: "
    assert [fault.startswith(f"{place}{said}") for fault in of_item] == ([True] if said else [])


def test_a_fault_in_a_corrected_fact_is_shown_at_its_own_correction(copy: Copy):
    rows = len(copy.rows(PATHS["corrections"]))
    note = copy.rows(PATHS["facts"])[0]["note"].replace('"', '""')
    copy.append(PATHS["corrections"], f'comp-001,note,"{note}",x,why,derived', "comp-001,value,55,abc,why,derived")
    placed = [fault.row for fault in found(copy) if fault.file == PATHS["corrections"]]
    assert placed == [rows + 3]


def test_describe_writes_nothing_from_data_with_faults(copy: Copy):
    before = (copy.project.data / "datapackage.json").read_bytes()
    (copy.project.data / "vocabulary" / "units.csv").unlink()
    assert copy.run("describe").returncode == 1
    assert (copy.project.data / "datapackage.json").read_bytes() == before


def test_a_correction_that_makes_a_fact_impossible_is_named(copy: Copy):
    copy.append(PATHS["corrections"], "eu-078,value,20,abc,why,derived")
    rows = len(copy.rows(PATHS["corrections"])) + 1
    assert any(fault.file == PATHS["corrections"] and fault.row == rows for fault in found(copy))


def test_readings_with_a_straight_line_between_them_have_one_price_basis(copy: Copy):
    rows = copy.rows(PATHS["ladder"])
    row = next(place for place, row in enumerate(rows, 2) if (row["rung"], row["as_of"]) == ("spent", "2026-06-30"))
    copy.change(PATHS["ladder"], row, "price_basis", "constant-2025")
    assert any("as in the other readings of stargate, spent" in fault.message for fault in found(copy))


def test_a_word_that_the_model_asks_for_is_missed(copy: Copy):
    rows = [row for row in copy.rows("data/vocabulary/rungs.csv") if row["rung"] != "in_service"]
    copy.write("data/vocabulary/rungs.csv", rows)
    assert any('the word "in_service" is missing' in fault.message for fault in found(copy))


@pytest.mark.parametrize("path", [*PATHS.values(), *(f"data/vocabulary/{name}.csv" for name in VOCABULARIES)])
def test_a_table_of_a_header_alone_is_named(copy: Copy, path):
    file = copy.project.root / path
    file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert f"{path}: has a header and no rows" in [str(fault) for fault in found(copy)]


def test_bad_bytes_and_bad_quotes_are_placed_by_row(copy: Copy):
    path = copy.project.root / PATHS["facts"]
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1200] = lines[1200].replace(b",", b"\xff,", 1)
    path.write_bytes(b"".join(lines))
    assert any(fault.file == PATHS["facts"] and fault.row == 1201 for fault in found(copy))


def test_a_blank_line_is_placed_by_row(copy: Copy):
    copy.append(PATHS["events"], "")
    rows = len(copy.rows(PATHS["events"])) + 2
    assert any(fault.row == rows and "blank line" in fault.message for fault in found(copy))


def test_an_edition_that_is_always_there_is_missed(copy: Copy):
    (copy.project.data / "editions" / "latest.yml").unlink()
    assert any("this edition is always there" in fault.message for fault in found(copy))


def test_an_unknown_column_is_named_with_the_nearest(copy: Copy):
    path = copy.project.root / PATHS["facts"]
    path.write_text(path.read_text(encoding="utf-8").replace("confidence", "confidense", 1), encoding="utf-8")
    messages = [str(fault) for fault in found(copy)]
    assert f'{PATHS["facts"]}, row 1, column confidence: the column is missing (is it "confidense"?)' in messages


def test_a_file_that_is_not_utf8_is_named(copy: Copy):
    path = copy.project.root / PATHS["events"]
    path.write_bytes(path.read_bytes() + "euev-999,stargate,2026-01-01,day,other,Café,derived\n".encode("latin-1"))
    assert any(fault.file == PATHS["events"] and "UTF-8" in fault.message for fault in found(copy))


def test_byte_order_mark_and_windows_line_ends_are_read(copy: Copy):
    path = copy.project.root / PATHS["events"]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert found(copy) == []


def test_an_edition_with_an_unknown_key_is_named_with_the_nearest(copy: Copy):
    copy.append("data/editions/article.yml", "subject_stes: 7")
    messages = [str(fault) for fault in found(copy)]
    assert len(messages) == 1
    assert messages[0].startswith("data/editions/article.yml: ")
    assert '(nearest: "subject_sites"' in messages[0]


def test_a_manifest_with_an_unknown_notebook_is_named_with_the_nearest(copy: Copy):
    path = copy.project.manifest
    path.write_text(path.read_text(encoding="utf-8").replace("00-answer", "00-anwser"), encoding="utf-8")
    assert any('"00-anwser" is not a notebook (nearest: "00-answer"' in str(fault) for fault in found(copy))


def test_a_descriptor_out_of_date_is_named(copy: Copy):
    path = copy.project.data / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace("One row is one claim", "Claims"), encoding="utf-8")
    assert any("analysis describe" in str(fault) for fault in found(copy))


def test_check_ends_with_code_1_and_no_traceback(copy: Copy):
    copy.change(PATHS["facts"], 12, "unit", "EUR m")
    run = copy.run("check")
    assert run.returncode == 1
    assert f'{PATHS["facts"]}, row 12, column unit: "EUR m" is not a known unit' in run.stderr
    assert "Traceback" not in run.stderr + run.stdout


def test_check_of_the_project_ends_with_code_0(analysis):
    run = analysis("check")
    assert run.returncode == 0, run.stderr
