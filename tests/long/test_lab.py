"""JupyterLab as a person meets it: the real server, real kernels, a real browser; every notebook, and the explorer."""

import contextlib
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from analysis.publish.table import cell
from analysis.study import study_in
from conftest import ROOT, Copy, ran

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PATIENCE = 120_000
"""Milliseconds that a slow machine may take for one notebook."""

PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
BAD = '[data-mime-type="application/vnd.jupyter.stderr"], [data-mime-type="application/vnd.jupyter.error"]'


def started_by_make() -> tuple[list[str], dict[str, str]]:
    """What ``make lab`` runs, with the Python that runs the tests, and what it sets in the environment."""
    asked = ran("make", "--no-print-directory", "--dry-run", "lab", cwd=ROOT)
    *settings, program, command = shlex.split(asked.stdout.splitlines()[-1])
    assert program.endswith("/jupyter")
    return [sys.executable, "-m", "jupyter", command], dict(setting.split("=", 1) for setting in settings)


def started(runtime: Path, server: subprocess.Popen) -> dict[str, str]:
    """Where a server says that it listens."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        assert server.poll() is None, "JupyterLab ended"
        for path in runtime.glob("jpserver-*.json"):
            if (text := path.read_text(encoding="utf-8")).rstrip().endswith("}"):
                return json.loads(text)
        time.sleep(0.1)
    raise AssertionError("JupyterLab did not start")


@pytest.fixture(scope="module")
def lab(tmp_path_factory, chromium: Browser) -> Iterator[SimpleNamespace]:
    """JupyterLab in a copy of the project, with its start page open: ``page``, ``copy``, and other ``hosts`` asked."""
    folder = tmp_path_factory.mktemp("lab")
    copy = Copy(folder / "project")
    own = {"config": "JUPYTER_CONFIG_DIR", "data": "JUPYTER_DATA_DIR", "runtime": "JUPYTER_RUNTIME_DIR"}
    environment = os.environ | {name: str(folder / part) for part, name in own.items()}
    environment |= {"ANALYSIS_ROOT": str(copy.project.root), "IPYTHONDIR": str(folder / "ipython")}
    command, settings = started_by_make()
    environment |= {name: value.replace("$JUPYTER_CONFIG_PATH", "") for name, value in settings.items()}
    options = ["--no-browser", "--ServerApp.port=0", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    options += [f"--ServerApp.root_dir={copy.project.root}"]
    options += ["--ServerApp.allow_root=True"]  # containers run tests so
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [*command, *options], cwd=copy.project.root, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            address = started(folder / "runtime", server)
            page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.set_default_timeout(PATIENCE)
            hosts: set[str] = set()
            page.on("request", lambda request: hosts.add(request.url.split("/")[2].partition(":")[0]))
            page.goto(f"{address['url']}?token={address['token']}")
            yield SimpleNamespace(page=page, copy=copy, hosts=hosts)
            page.context.close()
        finally:
            server.terminate()
            server.wait(60)


def opened(page: Page, name: str) -> Locator:
    """Bring a notebook to the front from the list of files, and wait until its kernel is idle."""
    page.locator(".jp-DirListing-item", has_text=f"{name}.ipynb").dblclick()
    expect(page.locator(".lm-DockPanel-tabBar .lm-mod-current")).to_contain_text(f"{name}.ipynb")
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=PATIENCE)
    return page.locator(PANEL)


def choose(page: Page, menu: str, item: str) -> None:
    """Choose from a menu."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def run_all(page: Page, name: str) -> None:
    """Run a notebook from the menu: again where a busy JupyterLab took no notice, as a person would."""
    last = opened(page, name).locator(".jp-CodeCell .jp-InputPrompt").last
    for _ in range(3):
        choose(page, "Run", "Run All Cells")
        with contextlib.suppress(AssertionError):
            expect(last).not_to_have_text("[ ]:", timeout=20_000)  # waits for its turn, or ran
            return
    raise AssertionError(f"{name} was not run")


@pytest.fixture(scope="module")
def running(lab: SimpleNamespace) -> SimpleNamespace:
    """The same with every notebook open and running: one is looked at while others run."""
    for name in NOTEBOOKS:
        run_all(lab.page, name)
    return lab


def test_it_opens_on_the_start_page(lab: SimpleNamespace):
    expect(lab.page.get_by_role("heading", name="Where do I begin?")).to_be_visible(timeout=PATIENCE)
    assert lab.page.url.endswith("/lab/tree/notebooks/README.ipynb")


def test_a_terminal_of_the_lab_knows_the_command_line(lab: SimpleNamespace):
    page = lab.page
    expect(page.get_by_role("heading", name="Where do I begin?")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Control+Shift+L")
    page.locator(".jp-LauncherCard", has_text="Terminal").click()
    terminal = page.locator(".jp-Terminal .xterm-helper-textarea")
    terminal.press_sequentially("analysis editions > /dev/null; echo $? > $ANALYSIS_ROOT/code.txt\n")
    deadline, code = time.monotonic() + PATIENCE / 1000, lab.copy.project.root / "code.txt"
    while not (code.exists() and code.read_text()) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert code.read_text() == "0\n"


def saved(page: Page, path: Path) -> list[nbformat.NotebookNode]:
    """Save the notebook in front, and read its cells of code."""
    page.keyboard.press("Control+s")
    while True:
        page.wait_for_timeout(500)
        with contextlib.suppress(nbformat.reader.NotJSONError):  # it is being written
            return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_from_the_menu_without_an_error(running: SimpleNamespace, name):
    path = running.copy.project.notebooks / f"{name}.ipynb"
    panel = opened(running.page, name)
    deadline = time.monotonic() + PATIENCE / 1000
    while not (cells := saved(running.page, path))[-1].execution_count:
        assert time.monotonic() < deadline, f"{name} did not end"
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert panel.locator(BAD).count() == 0
    kinds = {output.output_type for cell in cells for output in cell.outputs}
    assert kinds <= {"execute_result", "display_data"}
    assert kinds


def test_in_the_explorer_a_slider_moves_the_numbers_and_a_button_writes_an_edition(running: SimpleNamespace):
    page, copy = running.page, running.copy
    panel = opened(page, "explore")
    explorer = panel.locator(".explorer")
    row = explorer.locator('tr[data-quantity="announced_ratio"] td')
    before, drawn = row.first.text_content(), explorer.locator("svg.chart desc").text_content()
    assert before == row.last.text_content()
    rate = explorer.locator(".moved-here", has_text="US dollars for one euro")
    for _ in range(10):
        rate.locator(".noUi-handle").press("ArrowRight")
    expect(row.first).not_to_have_text(before)
    expect(row.last).to_have_text(before)
    expect(explorer.locator("svg.chart desc")).not_to_have_text(drawn)
    announced = explorer.get_by_label("Capital announced, EU gigafactories")
    announced.fill("12,5")
    announced.press("Enter")
    expect(announced).to_have_value("12.5")
    announced.fill("125")
    announced.press("Enter")
    expect(announced).to_have_value("90")
    expect(explorer.get_by_role("alert")).to_contain_text("“125” cannot be set here; held at 90")
    announced.fill("30")
    announced.press("Enter")
    explorer.get_by_label("Name").fill("from-the-lab")
    explorer.get_by_label("Why").fill("What if a euro bought more?")
    explorer.get_by_role("button", name="Save as edition").click()
    expect(explorer).to_contain_text("Written: data/editions/from-the-lab.yml.")
    study = study_in(copy.project, "from-the-lab")
    assert study.rate.usd_per_eur == pytest.approx(study_in(copy.project).rate.usd_per_eur + 0.05)
    assert row.first.text_content() == cell(study.comparison.announced_ratio)
    explorer.get_by_role("button", name="Save as edition").click()
    expect(explorer.get_by_role("alert")).to_contain_text("is the name of an edition that is there")
    explorer.get_by_role("button", name="Publish").click()
    explorer.get_by_role("link", name="reports/what-if/from-the-lab/from-the-lab/00-answer.html").click(
        timeout=3 * PATIENCE  # every page in every language, beside all those kernels
    )
    answer = page.frame_locator(".jp-HTMLViewer iframe")
    expect(answer.get_by_role("heading", level=1)).to_have_text("How far apart are they, really?")
    assert answer.locator("body").evaluate("body => getComputedStyle(body).fontFamily") != "Times New Roman"


def test_a_fault_is_where_the_person_looks(lab: SimpleNamespace):
    page = lab.page
    panel = opened(page, "00-answer")
    cell = panel.locator(".jp-CodeCell", has_text="subject_announced = None").locator(".cm-content")
    cell.evaluate("element => element.scrollIntoView()")
    line = cell.locator(".cm-line", has_text="subject_announced = None")
    line.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type("subject_anounced = 40")
    choose(page, "Run", "Run All Cells")
    expect(panel.get_by_text('nearest: "subject_announced"')).to_be_in_viewport(timeout=PATIENCE)


def test_the_start_page_leads_to_the_notebooks_and_the_data(running: SimpleNamespace):
    page = running.page
    panel = opened(page, "README")
    panel.get_by_role("link", name="03-when").click()
    expect(page.locator(".lm-DockPanel-tabBar .lm-mod-current")).to_contain_text("03-when.ipynb")
    panel = opened(page, "README")
    panel.get_by_role("link", name="seats", exact=True).click()
    expect(page.locator(".lm-DockPanel-tabBar .lm-mod-current")).to_contain_text("seats.csv")


def test_nothing_is_asked_of_another_host(lab: SimpleNamespace):
    assert lab.hosts <= {"localhost", "127.0.0.1"}
