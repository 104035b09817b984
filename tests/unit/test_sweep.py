"""Sweeps: every cell is what ``analysis numbers`` prints for its setting; the grid, and what is refused."""

import csv
import io
import itertools
import math
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import compare, sweep
from analysis.cli.options import varied
from analysis.edition import load_edition, settable_inputs
from analysis.errors import CallError
from analysis.evidence import load
from analysis.model.graph import Graph, without_seat
from analysis.paths import project
from analysis.provenance import named
from analysis.study import Study
from analysis.study.study import given_by
from analysis.sweeps.axes import steps
from analysis.sweeps.files import checked_path, write
from analysis.sweeps.table import sweep_in
from conftest import ROOT

OF_THE_EDITION = (
    "subject_announced",
    "subject_sites",
    "comparator_announced",
    "comparator_sites",
    "comparator_claimed_deployed",
)
ENDS = ("low", "central", "high")


def printed(study: Study) -> dict[str, dict[str, float] | None]:
    """What ``analysis numbers --json`` prints of every quantity, by the name that ``analysis explain`` takes."""
    content, found = study.as_json(), {}
    for group in study.groups:
        for key in study.groups[group]:
            name = f"{group}.{key}"
            found[name] = content[group][key]
            twin = f"{key}_usd" if group in ("comparison", "common") else f"{group}_{key}_usd"
            if twin in study.quantities:
                found[f"{name}_usd"] = content[group][key] and content[group][key].get("usd")
    return found


def unlike(table: pd.DataFrame, study: Study) -> list[tuple[str, str, float, float | None]]:
    """The cells of one setting that differ from what is printed."""
    wanted = printed(study)
    assert sorted(table["quantity"]) == sorted(wanted)
    found = []
    for row in table.to_dict("records"):
        value = wanted[row["quantity"]]
        for end in set(ENDS) & row.keys():
            expected = None if value is None else value[end]
            alike = math.isnan(row[end]) if expected is None else math.isclose(row[end], expected, rel_tol=1e-9)
            if not alike:
                found.append((row["quantity"], end, row[end], expected))
        if value is not None and row["unit"] != value.get("unit", row["unit"]):
            found.append((row["quantity"], "unit", row["unit"], value["unit"]))
    return found


def some_values(name: str, study: Study, chance: random.Random) -> list[float]:
    """Two values of a number: near what it is, or at the ends of what is allowed."""
    if name.endswith("sites"):
        return chance.sample([1, 2, 3, 7, 30, 400], 2)
    if name in OF_THE_EDITION:
        return chance.sample([0.0, 1.0, 20.0, 500.0, 1e6], 2)
    word = study.evidence.quantities[without_seat(name)]
    least, most = float(word["least"]), float(word["most"])
    central = study.quantities[name].central
    near = [least + 0.3 * (most - least)] if central is None else [central * by for by in (0.5, 0.9, 1.1, 2)]
    return chance.sample(list(dict.fromkeys([least, most, *(min(most, max(least, value)) for value in near)])), 2)


def unlike_cells(vary: dict[str, list[Any]], edition: str, changes: dict[str, Any], some: range, ranges: bool) -> list:
    """The cells of some settings of a sweep that differ from what is printed, each with its setting."""
    table = sweep(vary, edition, changes, ranges)
    settings = [dict(zip(vary, values, strict=True)) for values in itertools.product(*vary.values())]
    each = len(table) // len(settings)
    return [
        (settings[number], cell)
        for number in some or range(len(settings))
        for cell in unlike(
            table.iloc[number * each : (number + 1) * each], compare(edition, changes | settings[number])
        )
    ]


CALLS = [
    ("latest", {}),
    ("latest", {"subject": "stargate", "comparator": "eu-gigafactories"}),
    ("latest", {"as_of": "2025-12-04", "dollars": "constant-2025"}),
    ("article", {}),
    ("article", {"dollars": "ppp"}),
    ("constant-prices", {"usd_per_eur": 1.3}),
    ("slow-eu", {"chip": "H100 SXM"}),
    ("half-stargate", {"lang": "fr"}),
]


@pytest.mark.parametrize("call", CALLS, ids=str)
@pytest.mark.parametrize("seed", range(2))
def test_every_cell_is_what_numbers_prints(call, seed):
    edition, changes = call
    chance = random.Random(f"{call} {seed}")
    study = compare(edition, changes)
    names = chance.sample([*OF_THE_EDITION, *settable_inputs()], 3)
    vary: dict[str, Any] = {name: some_values(name, study, chance) for name in names}
    if "usd_per_eur" not in changes:
        vary["usd_per_eur"] = [0.9, 1.2]
    if seed == 0:
        vary |= {"dollars": ["market", "ppp", "constant-2025"]} if "dollars" not in changes else {}
        vary |= {"as_of": ["2026-03-02", "2026-08-01"]} if "as_of" not in changes else {}
    vary = dict(chance.sample(list(vary.items()), len(vary)))
    some = chance.sample(range(math.prod(map(len, vary.values()))), 3)
    assert unlike_cells(vary, edition, changes, some, ranges=seed > 0) == []


@pytest.mark.parametrize(
    ("vary", "edition"),
    [
        ({"as_of": ["2025-12-04", "2026-06-15", "2026-11-22"], "usd_per_eur": [1.0, 1.1]}, "latest"),
        ({"rate_date": ["2025-12-04", "2026-06-15"], "subject_sites": [4, 9]}, "latest"),
        ({"subject": ["stargate"], "comparator": ["eu-gigafactories"]}, "article"),
        ({"chip": ["H100 SXM", "B200 (GB200 NVL72)"], "chip_price": [20_000, 40_000]}, "latest"),
        ({"comparator_announced": [250, 500], "dollars": ["market", "constant-2025"]}, "half-stargate"),
    ],
)
def test_what_changes_the_study_itself(vary, edition):
    assert unlike_cells(vary, edition, {}, range(0), ranges=True) == []


def test_gaps_infinite_results_and_unlike_sums_are_blank(latest):
    table = sweep({"subject_announced": [0, 30]}).set_index(["subject_announced", "quantity"])["central"]
    assert math.isnan(table[0, "comparison.announced_ratio"])  # over zero
    assert table[30, "comparison.announced_ratio"] == pytest.approx(latest.comparison.announced_ratio.central)
    assert table[:, "subject.claimed_deployed"].isna().all()
    assert table[:, "comparator.first_service_outside_view"].isna().all()
    assert "not alike" in latest.comparison.committed_ratio.gap
    table = sweep({"comparator_committed": [0, 1, 2]}).set_index("quantity")["central"]
    assert table["comparator.committed"].tolist() == [0, 1, 2]
    assert table["comparison.committed_ratio"].isna().all()


def moved(vary: dict[str, list[float]]) -> dict[str, tuple[float, float]]:
    """The inputs that are not the same at the first setting and at the second, each with its value at both."""
    evidence, folder = load(project().data), project().data / "editions"
    settings = [{name: values[end] for name, values in vary.items()} for end in (0, 1)]
    before, after = (given_by(load_edition(folder, evidence, None, one), evidence).inputs for one in settings)
    found = {name: (before[name].central, after[name].central) for name in before if before[name] != after[name]}
    for name in found:
        assert after[name] == replace(before[name], value=after[name].value), f"more of {name} moves than its value"
    return found


NUMBERS = {name: name for name in (*OF_THE_EDITION, *settable_inputs())} | {"usd_per_eur": "subject_market_rate"}
"""Each number that may be varied, with the input that it moves."""


@pytest.mark.parametrize(("name", "fed"), NUMBERS.items(), ids=NUMBERS)
def test_every_number_moves_one_input_and_nothing_else(name, fed):
    word = load(project().data).quantities.get(without_seat(name), {"least": 1, "most": 2})
    vary = {name: [float(word["least"]), float(word["most"])]}
    assert sweep_in(project(), vary).case(0).fed == {fed: name}
    assert moved(vary) == {fed: tuple(vary[name])}


def test_order_and_columns(latest):
    table = sweep({"subject_sites": "4,5,7", "usd_per_eur": "0.95:1.25:0.01"})
    assert list(table.columns) == ["subject_sites", "usd_per_eur", "quantity", "unit", "central"]
    rates = [round(0.95 + number / 100, 2) for number in range(31)]
    settings = table.groupby(["subject_sites", "usd_per_eur"], sort=False).size()
    assert list(settings.index) == list(itertools.product([4, 5, 7], rates))
    assert settings.nunique() == 1
    names = list(table["quantity"][: settings.iloc[0]])
    assert list(table["quantity"]) == names * len(settings)
    groups = [name.partition(".")[0] for name in names]
    assert groups == sorted(groups, key=["subject", "comparator", "comparison", "common"].index)
    assert set(names) == set(printed(latest))
    assert set(names) - set(named(latest)) == {"comparison.usd_per_eur"}, "names that explain takes"
    assert str(table["subject_sites"].dtype) == "int64"
    assert sweep({"subject_sites": [5]}, ranges=True).columns[-3:].tolist() == list(ENDS)


def test_parts_do_not_show(monkeypatch):
    vary = {"usd_per_eur": "0.9:1.3:0.1", "dollars": ["market", "ppp"], "subject_sites": [3, 4, 5]}
    whole = sweep(vary, ranges=True)
    monkeypatch.setattr("analysis.sweeps.table.AT_A_TIME_WITH_RANGES", 7)
    pd.testing.assert_frame_equal(sweep(vary, ranges=True), whole)


def test_a_thousand_settings_are_worked_out_together(tmp_path, latest, monkeypatch):
    runs, run = [], Graph.run
    monkeypatch.setattr(Graph, "run", lambda *arguments: runs.append(arguments) or run(*arguments))
    checked = sweep_in(project(), {"usd_per_eur": "0.5:1.499:0.001"})
    write(tmp_path / "out.csv", checked.frames())
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert len(checked) == 1000
    assert len(lines) == 1 + 1000 * len(printed(latest))
    assert len(runs) == 1


def test_steps_are_exact_decimals_with_both_ends():
    rates = steps("0.95:1.25:0.01", "here", 100)
    assert (len(rates), rates[0], rates[5], rates[-1]) == (31, "0.95", "1", "1.25")
    assert steps("7:4:-1", "here", 100) == ("7", "6", "5", "4")
    assert steps("1e2:3e2:1e2", "here", 100) == ("100", "200", "300")
    assert steps("0.1:0.1:5", "here", 100) == ("0.1",)
    assert steps("0,9:1,1:0,1", "here", 100) == ("0.9", "1", "1.1")
    assert set(sweep({"usd_per_eur": ["1,05", "1.1"]})["usd_per_eur"]) == {1.05, 1.1}, "no comma parts values here"


@pytest.mark.parametrize(
    ("vary", "said"),
    [
        ("usd_per_eur", "is not of the form KEY=VALUES"),
        ("usd_per_eu=1,2", '"usd_per_eu" is not a known parameter (nearest: "usd_per_eur"; all: as_of,'),
        ("usd_per_eur=0.95:1.25:0", "the step is zero (allowed: a step that leads from 0.95 to 1.25)"),
        ("usd_per_eur=1.25:0.95:0.01", "the step 0.01 leads away from 0.95 (allowed: -0.01)"),
        ("usd_per_eur=0.95:1.25:0.07", "the step 0.07 does not lead to 1.25 (nearest stops: 1.23 or 1.3)"),
        ("usd_per_eur=1:2", '"1:2" is not of the form start:stop:step (such as 0.95:1.25:0.01)'),
        ("usd_per_eur=1:inf:1", '"1:inf:1" is not of the form start:stop:step'),
        ("usd_per_eur=1e-999:1e999:1e-999", "makes more than 1,000,000 settings"),
        ("usd_per_eur=1,1.0", '"1.0" stands there twice'),
        ("usd_per_eur=1,05", 'a comma parts values here, and "1,05" may have decimals (write decimals with a point'),
        ("subject_announced=12,5", "and two whole numbers as 20.0,40.0)"),
        ("usd_per_eur=1,15;1,2", "a comma parts values here"),
        ("usd_per_eur=1,,2", "there is a value missing"),
        ("usd_per_eur=1,x", '"x" is not allowed (allowed: US dollars for one euro, above 0 and at most 1,000)'),
        ("usd_per_eur=0:1:0.5", '"0" is not allowed'),
        ("subject_sites=4:7:0.5", '"4.5" is not allowed (allowed: a whole number of sites, 1 to 1,000,000)'),
        ("world_compute_growth=2:200:1", '"101" is not allowed (allowed: a number from 1 to 100 [ratio]'),
        ("as_of=2026-01-01,2030-01-01", '"2030-01-01" is outside the data'),
        ("dollars=market,gold", '"gold" is not allowed (allowed: market, ppp, constant-2025)'),
        ("subject=eu-gigafactories,nosuch", '"nosuch" is not a programme'),
        ("lang=en,fr", "a language changes no number"),
    ],
)
def test_what_cannot_be_varied_is_refused_in_place(vary, said):
    with pytest.raises(CallError) as refused:
        sweep_in(project(), varied([vary]), places={vary.partition("=")[0]: f"--vary {vary}"})
    assert str(refused.value).startswith(f"--vary {vary}: ")
    assert said in str(refused.value)


def test_what_does_not_go_together_is_refused():
    with pytest.raises(CallError, match=r"--vary subject_sites=5: subject_sites is varied twice"):
        varied(["subject_sites=4", "subject_sites=5"])
    with pytest.raises(CallError, match=r"vary subject_sites: subject_sites is set to 7 too"):
        sweep({"subject_sites": [4, 5]}, changes={"subject_sites": 7})
    with pytest.raises(CallError, match=r"parameter rate_date: a rate is given by usd_per_eur too"):
        sweep({"usd_per_eur": [1, 2]}, changes={"rate_date": "2026-01-02"})
    with pytest.raises(CallError, match="takes both seats"):
        sweep({"subject": ["eu-gigafactories", "stargate"], "comparator": ["stargate"]})
    with pytest.raises(CallError, match="makes more than 1,000,000 settings"):
        sweep({"usd_per_eur": "1:2:0.001", "subject_announced": "0:999:1"})
    for nothing in ({}, {"usd_per_eur": []}, {"usd_per_eur": None}, {"usd_per_eur": [1, None]}, ["usd_per_eur=1,2"]):
        with pytest.raises(CallError, match=r"^vary"):
            sweep(nothing)


def test_a_value_is_allowed_where_numbers_allows_it():
    evidence, folder = load(project().data), project().data / "editions"
    free = {"unit": "", "least": 0, "most": 1000}
    words = {name: evidence.quantities.get(without_seat(name), free) for name in settable_inputs()}
    of_each_kind = {(word["unit"], word["least"], word["most"]): name for name, word in words.items()}
    for name in (*OF_THE_EDITION, "usd_per_eur", *of_each_kind.values()):
        word = words.get(name, free)
        least, most = float(word["least"]), float(word["most"])
        for value in (least, most, least - 0.001, most * 1.001, "1", "1.5", "1e1", " 1", "", True, math.nan):
            outcomes = []
            for call in (
                lambda name=name, value=value: load_edition(folder, evidence, None, {name: value}),
                lambda name=name, value=value: sweep_in(project(), {name: [value]}),
            ):
                try:
                    call()
                    outcomes.append("allowed")
                except CallError:
                    outcomes.append("refused")
            assert outcomes in (["allowed"] * 2, ["refused"] * 2), (name, value)


# Sweeps on the command line: the same table printed and written, as CSV, Parquet and pages; what is refused. ---------


VARY = ("--vary", "usd_per_eur=1:1.2:0.1", "--vary", "as_of=2025-12-04,2026-03-02", "--vary", "subject_sites=4,5")


def test_the_command_line_prints_and_writes_the_same(command, tmp_path):
    shown = command("sweep", *VARY, "--ranges")
    csv_file, parquet = tmp_path / "out.csv", tmp_path / "out.parquet"
    csv_file.write_text("old", encoding="utf-8")
    for file in (csv_file, parquet):
        run = command("sweep", *VARY, "--ranges", "--out", str(file))
        assert run == f"Wrote every quantity at 12 settings to {file}\n"
    assert csv_file.read_bytes() == shown.encode()
    assert b"\r" not in csv_file.read_bytes()
    assert sorted(path.name for path in tmp_path.glob("*out*")) == ["out.csv", "out.parquet"]

    vary = {"usd_per_eur": [1, 1.1, 1.2], "as_of": ["2025-12-04", "2026-03-02"], "subject_sites": [4, 5]}
    table = sweep(vary, ranges=True)
    texts = {name: table[name].astype(str) for name in ("usd_per_eur", "subject_sites", "quantity", "unit")}
    texts |= {"as_of": table["as_of"].dt.strftime("%Y-%m-%d")}
    texts |= {end: table[end].map(lambda value: "" if math.isnan(value) else repr(value)) for end in ENDS}
    assert list(csv.reader(io.StringIO(shown))) == [
        list(table.columns),
        *map(list, zip(*(texts[name] for name in table.columns), strict=True)),
    ]
    read = pd.read_parquet(parquet)
    assert read.dtypes[["usd_per_eur", "as_of", "subject_sites", "central"]].map(str).to_list() == [
        *("float64", "datetime64[us]", "int64", "float64"),
    ]
    words = ["quantity", "unit"]
    pd.testing.assert_frame_equal(read.astype(dict.fromkeys(words, str)), table.astype(dict.fromkeys(words, str)))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_same_sweep_gives_the_same_bytes_through_a_link_too(tmp_path, ending):
    file, link = tmp_path / f"file.{ending}", tmp_path / f"link.{ending}"
    link.symlink_to(tmp_path / f"real.{ending}")
    for path in (file, checked_path(project(), link)):
        write(path, sweep_in(project(), {"usd_per_eur": "1:1.2:0.01", "dollars": ["market", "constant-2025"]}).frames())
    assert link.is_symlink()
    assert link.read_bytes() == file.read_bytes()


def test_parquet_of_many_parts(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.sweeps.table.AT_A_TIME", 5)
    seats = {"subject": ["stargate"], "comparator": ["eu-gigafactories"], "subject_announced": "100:500:25"}
    table = sweep(seats)
    write(tmp_path / "out.parquet", sweep_in(project(), seats).frames())
    read = pd.read_parquet(tmp_path / "out.parquet")
    for name in table.columns:
        assert list(read[name].dropna()) == list(table[name].dropna()), name


def test_files_that_cannot_be_written_are_refused(command, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for out, said in (
        (tmp_path / "out.xlsx", '".xlsx" is not an ending of a file that can be written'),
        (tmp_path / "out", '"" is not an ending of a file that can be written'),
        (tmp_path / "folder.csv", "is there and is no plain file"),
        (tmp_path / "pipe.csv", "is there and is no plain file"),
        (tmp_path / "no" / "out.csv", f"{tmp_path / 'no'} is no folder that can be written"),
        (ROOT / "data" / "evidence" / "facts.csv", "is in a folder of the project itself"),
    ):
        with pytest.raises(CallError) as refused:
            checked_path(project(), out)
        assert str(refused.value).startswith(f"--out {out}: {said}")
    text = command("sweep", "--vary", "subject_sites=4,5", "--out", str(tmp_path), code=2)
    assert text.count("\n") == 1
    assert text.startswith(f"Error: --out {tmp_path}: ")


def test_a_failure_leaves_the_old_file(tmp_path):
    file = tmp_path / "out.csv"
    file.write_text("old", encoding="utf-8")

    def failing():
        yield from itertools.islice(sweep_in(project(), {"subject_sites": [4, 5]}).frames(), 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(file, failing())
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_who_reads_only_the_beginning_sees_no_traceback():
    command = f"{sys.executable} -m analysis sweep --vary usd_per_eur=0.5:1.5:0.001 | head -1"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=True, cwd=Path(ROOT))
    assert (run.stdout, run.stderr) == ("usd_per_eur,quantity,unit,central\n", "")


def test_a_mistake_on_the_command_line(command):
    assert command("sweep", code=2) == "Error: Missing option '--vary'.\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--notebook", "99-none"), "--notebook 99-none: "),
        (("--set", "subject_sites=0"), "--set subject_sites=0: "),
    ],
)
def test_pages_that_cannot_be_made_are_refused_before_anything_runs(command, tmp_path: Path, options, said):
    out = tmp_path / "site"
    text = command("sweep", "--vary", "comparator_sites=4,5", *options, "--pages", str(out), code=2)
    assert text.startswith(f"Error: {said}")
    assert not out.exists()
