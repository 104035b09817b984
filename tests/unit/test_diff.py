"""``analysis diff``: the numbers that changed, all of them and no others, each with what explains it."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from analysis.cli import app
from analysis.diff import between_days, between_revisions, labelled, of_edition
from analysis.diff.report import LONGEST, as_markdown
from analysis.diff.result import Changed, Difference, OfEdition, code_reason
from analysis.diff.revision import Repository, Revision
from analysis.diff.version import Version
from analysis.errors import AnalysisError, CallError
from analysis.paths import Project
from analysis.publish.versions import commit_of, why_no_commit
from analysis.study import Quantity, compare
from conftest import ROOT, Copy, ran

PEOPLE, LADDER = "data/evidence/facts.csv", "data/chosen/ladder.csv"
ANNOUNCED = (
    "eu-gigafactories,announced,2026-10-01,,24,24,24,,EUR bn,nominal,all sites,all,,,,,eu-081,judged,Made up for a test"
)


def git(folder: Path, *arguments: str) -> str:
    """Run git as nobody in particular."""
    who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    return ran("git", "-C", folder, *who, *arguments).stdout


class History(Copy):
    """A copy of the project, its package included, in a git repository of its own."""

    def __init__(self, root: Path):
        super().__init__(root)
        shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
        git(root, "init", "--quiet", "--initial-branch=main")
        self.commit("The beginning", "base")

    def commit(self, subject: str, tag: str) -> None:
        """Commit all there is under a tag."""
        git(self.project.root, "add", "--all")
        git(self.project.root, "commit", "--quiet", f"--message={subject}")
        git(self.project.root, "tag", tag)


def judge(copy: Copy, file: str, row: int) -> None:
    """Say of a chosen row that its numbers are a judgement: they may differ from its facts and each other."""
    for column, cell in copy.rows(file)[row - 2].items():
        if column.endswith("derivation"):
            copy.change(file, row, column, "judged")
        elif column.endswith("distribution") and not cell:
            copy.change(file, row, column, "scenarios")


@pytest.fixture(scope="module")
def history(tmp_path_factory) -> History:
    """One commit a kind of change, each on the one before it."""
    found = History(tmp_path_factory.mktemp("history") / "project")
    found.change(PEOPLE, found.row_of(PEOPLE, fact_id="ctx-0083"), "value", "460000000")
    found.commit("More people", "people")
    rows = found.rows(LADDER)
    place = found.row_of(LADDER, rung="announced", as_of="2026-07-30") - 2
    found.write(LADDER, [*rows[: place + 1], dict(zip(rows[0], ANNOUNCED.split(","), strict=True)), *rows[place + 1 :]])
    found.commit("A later announcement", "announcement")
    found.append("data/editions/latest.yml", "subject_sites: 6")
    (found.project.data / "editions" / "small.yml").write_text("based_on: latest\nwhy: A test\nsubject_sites: 2\n")
    found.commit("Six sites", "sites")
    found.replace("src/analysis/model/scale.py", "return announced / sites\n", "return announced / (sites + 1)\n")
    found.commit("One site too many", "formula")
    return found


@pytest.fixture(scope="module")
def difference(history: History) -> Iterator[Callable[..., dict[str, Changed]]]:
    """What changed in one edition, by the name of the number; each revision is taken out once for all tests."""
    taken_out, folders = Repository.taken_out, {}

    @contextlib.contextmanager
    def once(repository: Repository, revision: Revision) -> Iterator[Project]:
        if revision.commit not in folders:
            folders[revision.commit] = kept.enter_context(taken_out(repository, revision))
        yield folders[revision.commit]

    def between(asked: str, edition: str = "latest") -> dict[str, Changed]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Repository, "taken_out", once)
            found = between_revisions(history.project, asked, (edition,))
        return {changed.key: changed for changed in found.editions[0].changed}

    with contextlib.ExitStack() as kept:
        yield between


def because(changed: Changed) -> list[str]:
    """Why a number changed, in words."""
    return [reason.text for reason in changed.why]


def resting_on(*inputs: str) -> set[str]:
    """Full names of the numbers of the latest edition with a value that rest on some inputs."""
    study = compare("latest")
    return {
        full
        for full, (inside, value) in labelled(study).items()
        if value.known and study.graph.upstream(inside) & set(inputs)
    }


def test_a_fact_explains_the_numbers_that_rest_on_it_and_no_others(history: History, difference):
    changes = difference("base..people")
    assert set(changes) == {
        "subject.population",
        "subject.announced_per_head",
        "subject.announced_per_head_usd",
        "comparison.announced_per_head_ratio",
    }
    row = history.row_of(PEOPLE, fact_id="ctx-0083")
    expected = f"{PEOPLE}, row {row} changed: value 451127411 → 460000000"
    assert all(because(changed) == [expected] for changed in changes.values())
    people = changes["subject.population"]
    assert (people.old["central"], people.new["central"]) == (451127411, 460000000)
    assert people.percent == pytest.approx((460000000 / 451127411 - 1) * 100)
    assert changes["comparison.announced_per_head_ratio"].percent == pytest.approx((460000000 / 451127411 - 1) * 100)


def test_an_added_row_explains_what_is_read_from_it_though_rows_below_moved(history: History, difference):
    changes = difference("people..announcement")
    row = history.row_of(LADDER, rung="announced", as_of="2026-10-01")
    added = f"{LADDER}, row {row} added: eu-gigafactories, announced, 2026-10-01"
    assert {name: because(changed) for name, changed in changes.items() if because(changed) != [added]} == {}
    assert changes["subject.announced"].percent == pytest.approx(-20)
    assert changes["comparison.announced_ratio"].percent == pytest.approx(25)
    assert set(changes) <= resting_on("subject_announced", "subject_private_part") | {"subject.chips_included"}
    assert changes["subject.private_part"].new["central"] == pytest.approx(20 / 24)
    assert {"subject.announced_usd", "subject.h100e_by_money"} <= set(changes)
    assert "subject.announced_on" not in changes, "what is announced later moves no date"
    gone = because(difference("announcement..people")["subject.announced"])
    assert gone == [added.replace("added", "removed"), f"{LADDER}: row {row - 1} is read"]


def test_an_edition_explains_its_numbers_by_the_key_of_its_file_and_a_new_one_is_said_to_be_new(history, difference):
    changes = difference("announcement..sites")
    expected = ["data/editions/latest.yml, key subject_sites: not set → 6"]
    assert because(changes["subject.sites"]) == expected
    assert all(because(changed) == expected for changed in changes.values())
    assert set(changes) <= resting_on("subject_sites")
    assert "subject.announced_per_site" in changes
    assert "Edition small is new" in as_markdown(between_revisions(history.project, "announcement..sites", ("small",)))


def test_a_formula_is_named_with_its_commit_and_told_from_data(history: History, difference):
    changes = difference("sites..formula")
    commit = git(history.project.root, "log", "-1", "--format=%h %s", "formula").strip()
    expected = f"code: src/analysis/model/scale.py ({commit})"
    assert set(changes) == {"subject.announced_per_site", "comparator.announced_per_site"}
    assert all(because(changed) == [expected] for changed in changes.values())
    assert changes["subject.announced_per_site"].percent == pytest.approx((6 / 7 - 1) * 100)
    over_several = difference("people..formula")
    kinds = {
        "subject.announced_per_site": ["row", "parameter", "code"],
        "subject.announced": ["row"],
        "comparator.announced_per_site": ["code"],
    }
    assert {key: [reason.kind for reason in over_several[key].why] for key in kinds} == kinds


def test_the_working_tree_is_compared_with_a_revision(history: History, tmp_path: Path):
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--branch=sites", str(history.project.root), str(clone))
    path = clone / "data" / "editions" / "latest.yml"
    path.write_text(path.read_text(encoding="utf-8") + "subject_announced: 60\n", encoding="utf-8")
    found = between_revisions(Project(clone), "HEAD", ("latest",))
    assert found.new == "the working tree"
    changes = {changed.key: changed for changed in found.editions[0].changed}
    assert changes["subject.announced"].new["central"] == 60
    assert because(changes["subject.announced"]) == ["data/editions/latest.yml, key subject_announced: not set → 60.0"]


def test_three_dots_begin_where_the_branch_left(history: History):
    git(history.project.root, "branch", "side", "people")
    commits = {name: git(history.project.root, "rev-parse", name).strip() for name in ("people", "formula")}
    repository = Repository(history.project)
    assert [end.commit for end in repository.ends("formula...side")] == [commits["people"], commits["people"]]
    assert [end.commit for end in repository.ends("formula..side")] == [commits["formula"], commits["people"]]
    assert [end.commit for end in repository.ends("formula..")] == [commits["formula"], commits["formula"]]


def diff(history: Copy, monkeypatch, *arguments: str) -> Result:
    """Call the command in this process, on the history."""
    monkeypatch.setenv("ANALYSIS_ROOT", str(history.project.root))
    monkeypatch.setenv("COLUMNS", "200")
    return CliRunner().invoke(app, ["diff", *arguments])


def test_the_command_prints_a_table_or_json(history: History, monkeypatch):
    run = diff(history, monkeypatch, "base..people", "--edition", "latest", "--exit-code")
    assert run.exit_code == 1
    assert "subject.announced_per_head" in run.stdout
    assert "value 451127411 → 460000000" in run.stdout
    run = diff(history, monkeypatch, "base..people", "--json")
    assert run.exit_code == 0
    content = json.loads(run.stdout)
    assert [edition["edition"] for edition in content["editions"]] == ["latest", "article"]
    people = content["editions"][0]["changed"][0]
    assert people["key"] == "subject.population"
    assert people["new"]["unit"] == "people"
    assert people["why"] == [
        {
            "kind": "row",
            "file": PEOPLE,
            "row": history.row_of(PEOPLE, fact_id="ctx-0083"),
            "change": "changed",
            "key": ["ctx-0083"],
            "columns": [["value", "451127411", "460000000"]],
        }
    ]


BAD_CALLS = [
    (["poeple..HEAD"], 'diff: "poeple" is not a revision (nearest: "people"; all: git branch'),
    (["HEAD", "--edition", "latst"], '--edition latst: "latst" is not a known edition (nearest: "latest"'),
    (["HEAD", "--from", "2025-12-04"], "diff: needs revisions (such as main..HEAD, or HEAD~1), or two days"),
    ([], "diff: needs revisions (such as main..HEAD, or HEAD~1), or two days"),
    (["--from", "2025-12-04", "--to", "2026-02-30"], '--to 2026-02-30: "2026-02-30" is not allowed'),
    (["--from", "1999-01-01", "--to", "2026-02-28"], '--from 1999-01-01: "1999-01-01" is outside the data'),
]


@pytest.mark.parametrize(("arguments", "message"), BAD_CALLS)
def test_a_bad_call_is_told_what_is_allowed(history: History, monkeypatch, arguments, message):
    assert message in str(diff(history, monkeypatch, *arguments).exception)


def test_a_folder_without_git_and_a_revision_without_a_model_are_named(history: History, copy: Copy, monkeypatch):
    told = str(diff(copy, monkeypatch, "HEAD").exception)
    assert f"diff: git reads no revisions of {copy.project.root}: fatal: not a git repository" in told
    tree = git(history.project.root, "rev-parse", "base:docs").strip()
    commit = git(history.project.root, "commit-tree", tree, "-m", "No model yet").strip()
    told = str(diff(history, monkeypatch, f"{commit}..base").exception)
    assert f"diff: git cannot give data and src/analysis of {commit[:10]}: fatal: pathspec 'data' did not match" in told


@pytest.mark.parametrize("named", [{"GIT_DIR": "other/.git"}, {"GIT_INDEX_FILE": "other/nosuch"}, {"GIT_PREFIX": "x/"}])
def test_the_repository_of_a_hook_is_not_asked(history: History, monkeypatch, tmp_path: Path, named):
    root = history.project.root
    status = Repository(history.project).lines("status", "--porcelain")
    git(tmp_path, "init", "--quiet", "other")
    git(tmp_path / "other", "commit", "--quiet", "--allow-empty", "--message=Of another project")
    for name, value in named.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    repository = Repository(history.project)
    assert repository.revision("base").name == "base"
    assert repository.lines("status", "--porcelain") == status
    assert commit_of(root) == repository.revision("HEAD").commit[:12]
    assert why_no_commit(root) == ""


def test_what_git_refuses_is_told_in_its_words(history: History, monkeypatch, tmp_path: Path):
    program = tmp_path / "git"
    program.write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {shutil.which("git")} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    run = diff(history, monkeypatch, "base..people")
    assert isinstance(run.exception, CallError)
    assert "fatal: detected dubious ownership in repository at" in str(run.exception)
    assert f"git config --global --add safe.directory {history.project.root}" in str(run.exception)
    assert commit_of(history.project.root) == ""
    assert why_no_commit(history.project.root).startswith("fatal: detected dubious ownership in repository at")
    assert "\n" not in str(run.exception)


def test_a_remote_that_is_not_reached_is_told(history: History, tmp_path: Path):
    git(history.project.root, "config", "uploadpack.allowFilter", "true")
    origin, clone = history.project.root.as_uri(), tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--no-checkout", "--filter=blob:none", origin, str(clone))
    git(clone, "config", "remote.origin.url", str(tmp_path / "gone"))
    repository = Repository(Project(clone))
    with (
        pytest.raises(AnalysisError, match=r"^diff: git cannot give data and src/analysis of base .*: fatal: .*gone"),
        repository.taken_out(repository.revision("base")),
    ):
        pass


def test_temporary_folders_are_gone_after_a_failure_and_a_stop(history: History, monkeypatch, tmp_path: Path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run = diff(history, monkeypatch, "base..people", "--edition", "nosuch")
    assert isinstance(run.exception, CallError)
    assert not list(tmp_path.iterdir())
    environment = os.environ | {"TMPDIR": str(tmp_path), "ANALYSIS_ROOT": str(history.project.root)}
    command = [sys.executable, "-m", "analysis", "diff", "sites..formula"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list(tmp_path.glob("analysis-*/*")) and running.poll() is None:  # the folder is there and in use
        time.sleep(0.01)
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) == 128 + signal.SIGTERM
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def days() -> Difference:
    """The latest edition as of two days."""
    return between_days(Project(ROOT), "2025-12-04", "2026-10-30", ("latest",))


def test_two_days_are_explained_by_the_rows_that_each_reads(days: Difference, latest):
    changes = {changed.key: changed for changed in days.editions[0].changed}
    as_of = "--to 2026-10-30: as_of 2025-12-04 → 2026-10-30"
    announced = changes["subject.announced"]
    assert (announced.old["central"], announced.new["central"]) == (20, 30)
    table = latest.evidence.ladder
    read = table[(table["programme"] == "eu-gigafactories") & (table["rung"] == "announced")]["as_of"].astype(str)
    before, now = (read.index[read <= day][-1] for day in ("2025-12-04", "2026-10-30"))
    assert because(announced) == [as_of, f"{LADDER}: row {now} is read instead of row {before}"]
    assert all(as_of in because(changed) for changed in changes.values())
    assert "comparator.announced" not in changes


PERTURBED = [
    ("data/chosen/ladder.csv", {"programme": "stargate", "rung": "committed"}, "high", 1.5),
    ("data/chosen/assumptions.csv", {"quantity": "months_to_first_power", "programme": "stargate"}, "central", 1.05),
    ("data/chosen/readings.csv", {"programme": "eu-gigafactories", "quantity": "power_planned"}, "high", 1.5),
    ("data/chosen/seats.csv", {"programme": "eu-gigafactories"}, "span_high", 1.5),
    ("data/evidence/facts.csv", {"fact_id": "ctx-0138"}, "value", 1.1),
    ("data/evidence/exchange_rates.csv", {"date": "2026-10-30"}, "usd_per_eur", 1.05),
    ("data/evidence/chips.csv", {"chip": "B200 (GB200 NVL72)"}, "system_w_per_chip", 1.1),
    ("data/evidence/cost_breakdown.csv", {"item": "networking"}, "share_high", 1.1),
    ("data/vocabulary/correlation_groups.csv", {"correlation_group": "unit_cost"}, "rank_correlation", 0.5),
]
"""One number in each table that the model reads, with the factor that it is changed by."""


def test_every_number_of_every_table_has_its_row_as_reason(copy: Copy):
    changed_rows = set()
    moved = "data/chosen/schedule.csv", {"programme": "eu-gigafactories", "milestone": "work_starts"}, "central", None
    for file, cells, column, factor in (*PERTURBED, moved):
        rows = copy.rows(file)
        place = max(place for place, row in enumerate(rows, 2) if cells.items() <= row.items())
        value = f"{float(rows[place - 2][column]) * factor:.6g}" if factor else "2027-03-15"
        copy.change(file, place, column, value)
        judge(copy, file, place)
        changed_rows.add((file, place))
    versions = [Version(str(root), root) for root in (Project(ROOT), copy.project)]
    found = of_edition(*versions, "latest")
    assert {(one.told["file"], one.told["row"]) for changed in found.changed for one in changed.why} == changed_rows
    assert [changed.key for changed in found.changed if not changed.why] == []
    why = {changed.key: {reason.told["file"] for reason in changed.why} for changed in found.changed}
    expected = {
        "comparator.committed": "data/chosen/ladder.csv",
        "comparator.months_to_first_power": "data/chosen/assumptions.csv",
        "subject.power_planned": "data/chosen/readings.csv",
        "subject.span_years": "data/chosen/seats.csv",
        "subject.work_starts": "data/chosen/schedule.csv",
        "subject.gdp": "data/evidence/facts.csv",
        "common.watts_per_chip": "data/evidence/chips.csv",
        "common.networking_share": "data/evidence/cost_breakdown.csv",
        **dict.fromkeys(
            ("comparison.usd_per_eur", "subject.announced_usd", "comparison.announced_ratio"),
            "data/evidence/exchange_rates.csv",
        ),
    }
    assert {key: why[key] for key in expected} == {key: {file} for key, file in expected.items()}


def test_what_the_program_cannot_read_is_not_told_apart(history: History, monkeypatch, difference):
    root = history.project.root
    git(root, "checkout", "--quiet", "-b", "older", "base")
    history.replace("data/vocabulary/terms.csv", "term,meaning", "word,meaning")
    history.replace(
        "src/analysis/evidence/schemas/vocabulary.py", '"terms": vocabulary("term")', '"terms": vocabulary("word")'
    )
    history.change(PEOPLE, history.row_of(PEOPLE, fact_id="ctx-0083"), "value", "460000000")
    history.commit("Terms are words", "words")
    git(root, "checkout", "--quiet", "main")
    people = difference("base..words")["subject.population"]
    assert people.new["central"] == 460000000
    assert [reason.kind for reason in people.why] == ["not told"]
    assert "this program cannot read the data of words" in people.why[0].text


def test_a_comment_has_each_number_in_a_row_and_says_how_many_it_leaves_out(days: Difference):
    lines = as_markdown(days).splitlines()
    assert "| `subject.announced` | capital announced | €20bn | about €30bn | +50% |" in lines
    assert sum(line.startswith("| `") for line in lines) == len(days.editions[0].changed)
    text = as_markdown(Difference(days.old, days.new, days.editions * 6))
    shown = sum(line.startswith("| `") for line in text.splitlines())
    left = len(days.editions[0].changed) * 6 - shown
    assert len(text) < LONGEST + 200
    assert f"And {left} numbers more" in text


def test_texts_of_data_are_no_markup_in_a_comment(article):
    like = article.subject.announced
    label = "a | b `c` <script> @somebody\nnew line"
    changed = Changed("subject.announced", Quantity(like.name, label, None, "EUR bn"), None, None, ())
    text = as_markdown(Difference("main", "[HEAD](x)", (OfEdition("latest", 1, (changed,)),)))
    row = next(line for line in text.splitlines() if line.startswith("| `subject"))
    assert row.count("|") == 6
    assert "<script>" not in text
    assert "@somebody" not in text
    assert "[HEAD](x)" not in text


def test_many_modules_are_named_by_the_first_few():
    text = code_reason([f"src/analysis/module_{number}.py" for number in range(7)], ["abc Subject"]).text
    assert text.startswith("code: src/analysis/module_0.py, ")
    assert text.endswith("src/analysis/module_4.py, 2 more (abc Subject)")
