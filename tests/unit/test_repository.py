"""What surrounds the project: workflows that hold and give away no rights, the container, Binder."""

import ast
import json
import re
import shlex
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from analysis.paths import PACKAGE
from conftest import ROOT, call_analysis, ran

BIN = Path(sys.executable).parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
WRITERS = {("comment.yml", "pull-requests"), ("reports.yml", "pages"), ("reports.yml", "id-token")}
"""All that any workflow may write."""


def held_to_schema(schema: str, *files: Path) -> None:
    """Files are of the form that their service asks for."""
    done = CliRunner().invoke(check_jsonschema, ["--builtin-schema", f"vendor.{schema}", *map(str, files)])
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def workflows() -> dict[str, dict]:
    """Each workflow as it is read."""
    return {path.name: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in WORKFLOWS}


def steps_of(workflow: dict) -> list[dict]:
    """Every step of every job."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_workflows_and_dependabot_are_of_githubs_form():
    held_to_schema("github-workflows", *WORKFLOWS)
    held_to_schema("dependabot", GITHUB / "dependabot.yml")


def test_the_citation_is_of_the_citation_file_format():
    held_to_schema("citation-file-format", ROOT / "CITATION.cff")


def test_there_is_one_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    released = re.findall(r"^## (\S+) \((\S+)\)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert (cited["version"], cited["date-released"].isoformat()) == released[0], "CITATION.cff and CHANGELOG.md"
    assert stated == cited["version"], "pyproject.toml and CITATION.cff"
    assert version("ai-programmes-compared") == stated, "what pages cite: run make"


def test_what_zenodo_is_told_is_what_the_citation_says():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    told = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    assert "version" not in told, "Zenodo takes it from the tag"
    assert (told["title"], told["keywords"], told["upload_type"]) == (cited["title"], cited["keywords"], cited["type"])
    assert told["creators"] == [{"name": author["name"]} for author in cited["authors"]]
    assert told["description"] == cited["abstract"]
    assert told["license"] in map(str.lower, cited["license"])


def test_no_weakness_is_found_in_workflows():
    ran(BIN / "zizmor", "--offline", "--persona", "pedantic", "--no-progress", GITHUB)


def test_scripts_in_workflows_are_bash(workflows):
    scripts = [step["run"] for workflow in workflows.values() for step in steps_of(workflow) if "run" in step]
    assert scripts
    for script in scripts:
        ran("bash", "-n", "-c", script)


def test_each_job_has_a_limit_and_the_least_rights(workflows):
    written = set()
    for name, workflow in workflows.items():
        assert workflow["permissions"] == {}, name
        assert "concurrency" in workflow, name
        for job in workflow["jobs"].values():
            assert int(job["timeout-minutes"]) <= 60
            written |= {(name, scope) for scope, right in job["permissions"].items() if right == "write"}
    assert written == WRITERS


def test_a_job_that_may_write_runs_no_code_of_a_pull_request(workflows):
    for name, workflow in workflows.items():
        from_outside = {"pull_request_target", "workflow_run"} & set(workflow["on"])
        used = [step.get("uses", "") for step in steps_of(workflow)]
        assert not from_outside or not any(action.startswith("actions/checkout") for action in used), name
        if "pull_request" in workflow["on"]:
            assert not {name} & {writer for writer, _ in WRITERS}


def test_actions_are_pinned_to_commits_with_their_version(workflows):
    for path in WORKFLOWS:
        for line in re.findall(r"uses: .*", path.read_text(encoding="utf-8")):
            assert re.fullmatch(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_workflows_run_what_the_makefile_has(workflows):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {*re.findall(r"^([a-z-]+):", makefile, re.MULTILINE), ".venv/ready"}
    scripts = [step["run"] for workflow in workflows.values() for step in steps_of(workflow) if "run" in step]
    asked = [line.split()[1] for script in scripts for line in script.splitlines() if line.startswith("make ")]
    assert {"test", "test-long", "audit", "report", "check-site", ".venv/ready"} == set(asked) <= targets
    assert asked.count("audit") == 2, "with every push, and once a week: holes become known without one"
    keyed = re.findall(r"hashFiles\((.*)\)", (GITHUB / "workflows" / "reports.yml").read_text(encoding="utf-8"))[0]
    assert all((ROOT / pattern.removesuffix("/**")).exists() for pattern in re.findall(r"'([^']+)'", keyed))


def test_help_names_every_target_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: ((?:.*\\\n)*.*)$", makefile, re.MULTILINE)[1].replace("\\", " ").split()
    lines = ran("make", "--no-print-directory", "help", cwd=ROOT).stdout.splitlines()
    told = dict(line.split(maxsplit=1) for line in lines)
    assert told.keys() == set(phony) - {"browser"}
    assert told["lab"] == "Open JupyterLab on its start page"


@pytest.mark.parametrize(
    ("package", "upgraded"),
    [
        ("", [["--upgrade"], []]),
        ("rich", [["--upgrade-package rich"]] * 2),
        ("rich babel", [["--upgrade-package rich", "--upgrade-package babel"]] * 2),
    ],
)
def test_a_named_package_alone_is_upgraded(package: str, upgraded: list[list[str]]):
    script = ran("make", "--dry-run", "lock", f"PACKAGE={package}", cwd=ROOT).stdout
    calls = re.findall(r"uv pip compile (.*)", script)
    assert [re.findall(r"--upgrade(?:-package \S+)?", call) for call in calls] == upgraded
    assert ("cp requirements.lock benchmarks/peers.txt" in script) == (not package)


def test_an_upgrade_of_no_package_is_refused():
    make = ("make", "--no-print-directory", "--old-file=.venv/ready", "lock", "PACKAGE=rich richh")
    done = ran(*make, code=2, cwd=ROOT)
    assert done.stdout == "PACKAGE=richh: neither requirements.lock nor pyproject.toml has a package of that name\n"


def test_the_workflow_of_numbers_makes_a_call_that_the_command_takes(workflows):
    script = next(step["run"] for step in steps_of(workflows["numbers.yml"]) if "analysis diff" in step.get("run", ""))
    call = shlex.split(next(line for line in script.splitlines() if "analysis diff" in line))
    arguments = [word.replace("$BASE", "HEAD") for word in call[1 : call.index(">")]]
    assert arguments == ["diff", "HEAD...HEAD", "--format", "markdown"]
    assert call_analysis(*arguments, "--edition", "article").stdout.startswith("### Numbers that changed from HEAD")


def test_a_pull_request_is_asked_for_source_date_and_price_basis():
    text = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    assert all(f"**{asked}**" in text for asked in ("Source", "Date", "Price basis"))


def test_binder_finds_the_one_environment():
    assert not any((ROOT / folder).exists() for folder in ("binder", ".binder")), "Binder would read that folder alone"
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert {"pip": "-e ."} in [{"pip": one} for part in dependencies if isinstance(part, dict) for one in part["pip"]]
    assert any(str(one).startswith("jupyterlab") for one in dependencies)


def test_the_container_takes_what_the_makefile_needs_and_leaves_what_it_makes():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    made = [line for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines() if "reports/" in line]
    assert {".venv", *(line.rstrip("/") for line in made)} <= set(ignored)
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    python = re.search(r"^FROM docker\.io/library/python:(\d+\.\d+)-slim$", text, re.MULTILINE)[1]
    assert f"python={python}" in (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert "RUN make .venv/ready" in text
    assert "USER analyst" in text


def test_every_test_is_of_a_suite():
    folders = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    assert folders == {"tests/unit", "tests/pages", "tests/site", "tests/long"}


# The layers that import-linter holds are those that a newcomer reads of. ---------------------------------------------


DOC = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def layers() -> list[list[str]]:
    """The layers of the contract in ``pyproject.toml`` from the top, each with its packages and modules."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contract = next(contract for contract in linter["contracts"] if contract["type"] == "layers")
    return [re.findall(r"\w+", layer) for layer in contract["layers"]]


def test_every_package_and_module_has_a_layer_and_a_row_in_the_text():
    names = [name for layer in layers() for name in layer]
    there = {path.stem for path in PACKAGE.glob("[a-z]*.py")} | {path.parent.name for path in PACKAGE.glob("*/*.py")}
    assert set(names) == there
    assert re.findall(r"^\| `(\w+)` \|", DOC, re.MULTILINE) == names


def test_the_drawing_has_the_layers_in_their_order():
    drawing = re.search(r"```mermaid\n(.*?)```", DOC, re.DOTALL)[1]
    boxes = dict(re.findall(r'(\w+)\["([^"]+)"\]', drawing))
    arrows = re.findall(r"(\w+)(?:\[[^]]*\])? --> (\w+)", drawing)
    order = [arrows[0][0], *(below for _above, below in arrows)]
    assert [above for above, _below in arrows] == order[:-1], "each arrow begins where the one before it ends"
    assert [re.findall(r"\w+", boxes.get(key, key)) for key in order] == layers()


# Every promise names tests that are there: in ``make test`` and in ``make test-long``. -------------------------------


TEXT = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
ROWS = [row for row in re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", TEXT, re.MULTILINE) if row[0] != "promise"]
SAME = "the same"


def named_in(cell: str) -> list[tuple[str, str]]:
    """File and name of each test that a cell names."""
    return re.findall(r"`([\w./]+)::(\w+)`", cell)


def is_there(file: str, name: str) -> bool:
    """Whether a file has a test of that name."""
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in tree.body)


def test_every_test_that_a_promise_names_is_there():
    named = {test for _, *cells in ROWS for cell in cells for test in named_in(cell)}
    assert len(named) > 15
    assert [f"{file}::{name}" for file, name in sorted(named) if not is_there(file, name)] == []


def test_every_promise_names_a_test_of_each_suite():
    lines = re.findall(r"^\| (?!promise)", TEXT, re.MULTILINE)
    assert len(ROWS) == len(lines)
    for promise, short, long in ROWS:
        assert named_in(short), promise
        assert named_in(long) or long == SAME, promise
        assert not any(file.startswith("long/") for file, _ in named_in(short)), promise
        assert all(file.startswith("long/") for file, _ in named_in(long)), promise
