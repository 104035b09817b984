"""JupyterLab as a person meets it: the real server, real kernels, a real browser; every notebook, and the explorer."""

from __future__ import annotations

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

from analysis.study import study_in
from conftest import ROOT, Copy

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PATIENCE = 120_000
"""Milliseconds that a slow machine may take for one notebook."""

QUIET = {
    "notebook-extension/tracker": {"windowingMode": "defer"},  # all cells are in the page, not only those in view
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
"""Settings of JupyterLab for the test."""

PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
BAD = '[data-mime-type="application/vnd.jupyter.stderr"], [data-mime-type="application/vnd.jupyter.error"]'


def command() -> list[str]:
    """What ``make lab`` runs, with the Python that runs the tests."""
    asked = subprocess.run(["make", "--dry-run", "lab"], cwd=ROOT, capture_output=True, text=True, check=True)
    program, *arguments = shlex.split(asked.stdout.splitlines()[-1])
    assert program.endswith("/jupyter")
    return [sys.executable, "-m", "jupyter", *arguments]


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
    for name, content in QUIET.items():
        path = folder / "config" / "lab" / "user-settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    own = {"config": "JUPYTER_CONFIG_DIR", "data": "JUPYTER_DATA_DIR", "runtime": "JUPYTER_RUNTIME_DIR"}
    environment = os.environ | {name: str(folder / part) for part, name in own.items()}
    environment |= {"ANALYSIS_ROOT": str(copy.project.root), "IPYTHONDIR": str(folder / "ipython")}
    options = ["--no-browser", "--ServerApp.port=0", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    options += ["--ServerApp.allow_root=True"]  # containers run tests so
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [*command(), *options], cwd=copy.project.root, env=environment, stdout=log, stderr=subprocess.STDOUT
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
    """Open a notebook from the list of files and wait for its kernel."""
    page.locator(".jp-DirListing-item", has_text=f"{name}.ipynb").dblclick()
    panel = page.locator(PANEL).filter(has=page.get_by_role("heading", level=1))
    expect(page.locator(".lm-DockPanel-tabBar .lm-mod-current")).to_contain_text(f"{name}.ipynb")
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=PATIENCE)
    return panel


def run_all(page: Page, panel: Locator, cells: int) -> None:
    """Run all cells from the menu, and wait until each has its number."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    prompts = panel.locator(".jp-CodeCell .jp-InputPrompt")
    expect(prompts).to_have_text([f"[{count}]:" for count in range(1, cells + 1)], timeout=PATIENCE)
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=PATIENCE)


def test_it_opens_on_the_start_page(lab: SimpleNamespace):
    expect(lab.page.get_by_role("heading", name="Where do I begin?")).to_be_visible(timeout=PATIENCE)
    assert lab.page.url.endswith("/lab/tree/notebooks/README.ipynb")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_from_the_menu_without_an_error(lab: SimpleNamespace, name):
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    panel = opened(lab.page, name)
    run_all(lab.page, panel, cells)
    assert panel.locator(BAD).count() == 0
    assert panel.locator(".jp-OutputArea-output").count() > 0


def test_in_the_explorer_a_slider_moves_the_numbers_and_a_button_writes_an_edition(lab: SimpleNamespace):
    page, copy = lab.page, lab.copy
    panel = opened(page, "explore")
    explorer = panel.locator(".explorer")
    row = explorer.locator('tr[data-quantity="announced_ratio"] td')
    before, drawn = row.first.text_content(), explorer.locator("svg.chart desc").text_content()
    assert before == row.last.text_content()
    rate = explorer.locator(".moved-here", has_text="US dollars for one euro")
    rate.locator(".noUi-handle").press("ArrowRight")
    rate.locator(".noUi-handle").press("ArrowRight")
    expect(row.first).not_to_have_text(before)
    expect(row.last).to_have_text(before)
    expect(explorer.locator("svg.chart desc")).not_to_have_text(drawn)
    explorer.get_by_label("Name").fill("from-the-lab")
    explorer.get_by_label("Why").fill("What if a euro bought more?")
    explorer.get_by_role("button", name="Save as edition").click()
    expect(explorer.locator("pre")).to_have_text("analysis build --edition from-the-lab")
    study = study_in(copy.project, "from-the-lab")
    assert study.rate.usd_per_eur == pytest.approx(study_in(copy.project).rate.usd_per_eur + 0.01)
    assert row.first.text_content() == f"{study.comparison.announced_ratio.central:.3g}"
    explorer.get_by_role("button", name="Save as edition").click()
    expect(explorer.get_by_role("alert")).to_contain_text("is the name of an edition that is there")


def test_the_start_page_leads_to_the_notebooks_and_the_data(lab: SimpleNamespace):
    page = lab.page
    panel = opened(page, "README")
    panel.get_by_role("link", name="03-when").click()
    expect(page.locator(".lm-DockPanel-tabBar .lm-mod-current")).to_contain_text("03-when.ipynb")
    panel = opened(page, "README")
    panel.get_by_role("link", name="seats", exact=True).click()
    expect(page.locator(".lm-DockPanel-tabBar .lm-mod-current")).to_contain_text("seats.csv")


def test_nothing_is_asked_of_another_host(lab: SimpleNamespace):
    assert lab.hosts <= {"localhost", "127.0.0.1"}
