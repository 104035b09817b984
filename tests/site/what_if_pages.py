"""Pages of the what-if panel, opened from files in a real browser, and what the model makes of the same figures."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from analysis.publish.what_if import model_script, panel_html
from analysis.publish.what_if.inputs import Control, controls
from analysis.publish.what_if.outcomes import LABELS, alive
from analysis.study import Study, compare
from analysis.study.derived import known
from analysis.text import DEFAULT, language, speaking
from conftest import ROOT

TEMPLATE = ROOT / "reports" / "template"
POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' file:"
PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>What if?</title>
<link rel="stylesheet" href="style.css">
<link rel="stylesheet" href="what-if.css">
<script src="what-if-model.js" defer></script>
<script src="what-if.js" defer></script>
</head>
<body><main id="content"><h1>What if?</h1>
{panel}
</main></body>
</html>
"""
SET = """figures => {
    for (const [name, value] of Object.entries(figures)) {
        const field = document.getElementById(`what-if-${name}`);
        field.value = value;
        field.dispatchEvent(new Event("input", {bubbles: true}));
    }
}"""
READ = """() => Object.fromEntries([...document.querySelectorAll("[data-outcome]")].map(row => {
    const place = row.querySelector("data");
    return [row.dataset.outcome, [place.value, place.textContent]];
}))"""


@pytest.fixture(scope="module")
def studies() -> dict[str, Study]:
    """Editions that differ in what is known and in how sums are converted."""
    return {
        "latest": compare("latest"),
        "article": compare("article"),
        "constant-prices": compare("constant-prices"),
        "french": compare("latest"),
        "flat": compare("latest", {"world_compute_growth": 1.0}),
    }


@pytest.fixture(scope="module")
def addresses(studies, tmp_path_factory) -> dict[str, str]:
    """The address of a page of each."""
    found = {}
    for name, study in studies.items():
        with speaking(language_of(name)):
            found[name] = written(study, tmp_path_factory.mktemp(name))
    return found


def language_of(name: str) -> str:
    """The language that the page of a study is written in."""
    return "fr" if name == "french" else DEFAULT


def written(study: Study, folder: Path) -> str:
    """Write the page of a study with all that it loads; returns its address."""
    for name in ("style.css", "what-if.css", "what-if.js"):
        shutil.copy(TEMPLATE / name, folder)
    (folder / "what-if-model.js").write_text(model_script(study), encoding="utf-8")
    page = folder / "page.html"
    text = PAGE.format(lang=language(), policy=POLICY, panel=panel_html(study, standalone=True))
    page.write_text(text, encoding="utf-8")
    return page.as_uri()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that must not complain of anything, be it an error, a refused resource or a violated policy."""
    context = chromium.new_context()
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield page
    context.close()
    assert complaints == []


def all_controls(study: Study) -> dict[str, Control]:
    """The inputs of a panel by name."""
    return {control.name: control for found in controls(study).values() for control in found}


def some_settings(study: Study, count: int) -> list[dict[str, float]]:
    """Figures for every input, anywhere within its bounds."""
    dice = random.Random(20261122)
    return [
        {
            name: dice.randint(int(control.least), int(control.most))
            if control.is_whole
            else dice.uniform(float(control.least), float(control.most))
            for name, control in all_controls(study).items()
        }
        for _ in range(count)
    ]


def by_python(study: Study, figures: dict[str, float]) -> dict[str, float]:
    """What the graph makes of figures; the other inputs stay."""
    fed = {feed: value for name, value in figures.items() for feed in all_controls(study)[name].feeds}
    found = study.graph.run(known(study.inputs) | fed, LABELS)
    return {name: float(found[name]) for name in alive(study)}


def values_of(page: Page) -> dict[str, float]:
    """The outcomes that have a value, as the page holds them."""
    return {name: float(value) for name, (value, _) in page.evaluate(READ).items() if value}


def same(values: dict[str, float]) -> dict:
    """Equal to nine digits; times to a billionth of a year."""
    return {name: pytest.approx(value, rel=1e-9, abs=1e-9) for name, value in values.items()}
