"""The simulator in a browser: in a reader's hands, and held to what the model makes of the same figures."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from typer.testing import CliRunner

from analysis.cli import app
from analysis.model.amounts import Triplet
from analysis.paths import project
from analysis.publish.planning import plan
from analysis.publish.simulator.inputs import HELD, UNREAD, Control, controls
from analysis.publish.simulator.outcomes import LABELS, alive
from analysis.publish.simulator.page import model_script
from analysis.publish.writing import MODEL, SitePages
from analysis.study import Study, compare
from analysis.study.derived import known
from analysis.text import DEFAULT, speaking, translate
from analysis.text.numbers import typed
from analysis.uncertainty.sampling import DRAWS, SEED, points_of_chunk
from analysis.wording import quantity
from browser_rules import watched

SET = """figures => {
    for (const [name, value] of Object.entries(figures)) {
        const field = document.getElementById(`simulator-${name}`);
        field.value = value * SIMULATOR.inputs[name].scale;
        field.dispatchEvent(new Event("input", {bubbles: true}));
    }
}"""
"""Set figures, as a call of the command line has them."""

SETTLE = "document.querySelector('[data-copy]').click()"
"""Have all draws made at once, as happens once a reader pauses."""

READ = """() => Object.fromEntries([...document.querySelectorAll("[data-outcome]")].map(row => {
    const place = row.querySelector("data");
    return [row.dataset.outcome, [place.value, place.textContent]];
}))"""
ENDS = """() => Object.fromEntries([...document.querySelectorAll("[data-outcome]")].map(row => {
    const {low, high} = row.querySelector("data").dataset;
    return [row.dataset.outcome, [low, high].map(end => end === "" ? null : Number(end))];
}))"""
PAGES = {
    "latest": ("latest", {}),
    "article": ("article", {}),
    "constant-prices": ("constant-prices", {}),
    "french": ("latest", {}),
    "flat": ("latest", {"world_compute_growth": 1.0}),
}
"""Editions that differ in what is known and in how sums are converted, each with what a call changes."""


@pytest.fixture(scope="module")
def studies() -> dict[str, Study]:
    """The study behind each page."""
    return {name: compare(edition, changes) for name, (edition, changes) in PAGES.items()}


@pytest.fixture(scope="module")
def addresses(tmp_path_factory) -> dict[str, str]:
    """The address of a page of each."""
    return {name: written(name, tmp_path_factory.mktemp(name)) for name in PAGES}


def language_of(name: str) -> str:
    """The language that the page of a study is written in."""
    return "fr" if name == "french" else DEFAULT


def written(name: str, folder: Path) -> str:
    """Write the page of a study with all that it loads; returns its address."""
    edition, changes = PAGES[name]
    planned = plan(project(), [edition], ["00-answer"], changes, folder / "site")
    pages, lang = SitePages(planned), language_of(name)
    made = pages.part("common") | pages.part("of_simulator", lang, planned.editions[0])
    for path, content in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return next((folder / path).as_uri() for path in made if path.endswith("simulator.html"))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that must not complain of anything, be it an error, a refused resource or a violated policy."""
    with watched(chromium) as (page, complaints):
        yield page
    assert complaints == []


def all_controls(study: Study) -> dict[str, Control]:
    """The inputs of a page by name."""
    return {control.name: control for found in controls(study).values() for control in found}


def some_settings(study: Study, count: int) -> list[dict[str, float]]:
    """Figures for every input, anywhere within its bounds."""
    dice = random.Random(20261122)
    return [{name: anywhere(control, dice) for name, control in all_controls(study).items()} for _ in range(count)]


def anywhere(control: Control, dice: random.Random) -> float:
    """A figure within the bounds of an input."""
    if control.is_whole:
        return dice.randint(int(control.least), int(control.most))
    return dice.uniform(float(control.least), float(control.most))


def by_python(study: Study, figures: dict[str, float]) -> dict[str, float]:
    """What the graph makes of figures; the other inputs stay."""
    fed = {feed: value for name, value in figures.items() for feed in all_controls(study)[name].feeds}
    found = study.graph.run(known(study.inputs) | fed, LABELS)
    return {name: float(found[name]) for name in alive(study) if name in LABELS}


def values_of(page: Page) -> dict[str, float]:
    """The outcomes that have a value, as the page holds them."""
    return {name: float(value) for name, (value, _) in page.evaluate(READ).items() if value}


def same(values: dict[str, float]) -> dict:
    """Equal to nine digits; times to a billionth of a year."""
    return {name: pytest.approx(value, rel=1e-9, abs=1e-9) for name, value in values.items()}


# The simulator in a reader's hands: moved, typed, shared, read aloud, without JavaScript; nothing breaks it.


def test_a_shared_address_restores_the_view(chromium: Browser, addresses, page: Page):
    page.goto(addresses["latest"])
    page.get_by_label("US dollars for one euro").nth(1).fill("1.2345678901")
    page.get_by_label("Number of sites planned, EU gigafactories").nth(1).fill("5")
    page.wait_for_url("**/simulator.html#simulator:usd_per_eur=1.2345678901&subject_sites=5")
    shown = page.evaluate(READ)
    link = page.get_by_role("link", name="Address of this view").evaluate("link => link.href")
    assert link == page.url
    context = chromium.new_context()
    other = context.new_page()
    other.goto(page.url)
    assert other.evaluate(READ) == shown
    assert other.locator("#simulator-subject_sites").input_value() == "5"
    context.close()
    page.goto(f"{addresses['latest']}#simulator:chip_price=30000")  # in the same tab: no page is loaded
    assert page.locator("#simulator-subject_sites").input_value() == "7"
    assert page.locator("#simulator-chip_price").input_value() == "30000"


def test_an_anchor_of_the_page_is_left_alone(addresses, page: Page):
    page.goto(f"{addresses['latest']}#simulator:subject_sites=5")
    page.evaluate("location.hash = '#content'")
    assert page.locator("#simulator-subject_sites").input_value() == "5"
    page.goto(f"{addresses['latest']}#content")
    assert page.url.endswith("#content")


@pytest.mark.parametrize(
    ("fragment", "figures"),
    [
        ("usd_per_eur=abc&subject_sites=&comparator_sites=%20&chip_price=NaN&subject_announced=1e999", {}),
        ("__proto__=1&constructor=2&toString=3&hasOwnProperty&&&===", {}),
        ("%E0%A4%A&subject_sites=%", {}),
        ("chip_price=<img src=x onerror=alert(1)>&<script>alert(1)</script>=1", {}),
        ("subject_sites=999999&usd_per_eur=-5", {"subject_sites": "21", "usd_per_eur": "0.6822"}),
        ("subject_sites=3.7", {"subject_sites": "4"}),
        ("subject_sites=5&subject_sites=6&market_rate=2&subject_market_rate=9", {"subject_sites": "5"}),
    ],
)
def test_garbage_in_the_address_is_ignored_and_clamped(addresses, page: Page, fragment, figures):
    for asked in (fragment, quote(fragment, safe="=&%")):
        page.goto("about:blank")
        page.goto(f"{addresses['latest']}#simulator:{asked}")
        fields = page.locator("#simulator input[type=text]").evaluate_all(
            "all => all.filter(one => one.value !== one.defaultValue).map(one => [one.id.slice(10), one.value])"
        )
        assert dict(fields) == figures
        assert page.locator("#simulator :is(img, script)").count() == 0
        if not figures:
            assert page.locator("#simulator .changed").count() == 0


def test_reset_takes_everything_back(addresses, page: Page, studies):
    page.goto(addresses["latest"])
    before = page.evaluate(READ)
    page.evaluate(SET, some_settings(studies["latest"], 1)[0])
    page.wait_for_url("**#simulator:*")
    assert page.locator("#simulator .changed").count() > 15
    page.get_by_role("button", name="As it is").click()
    assert page.evaluate(READ) == before
    assert page.url == addresses["latest"]
    assert page.locator("#simulator .changed").count() == 0
    fields = page.locator("#simulator input[type=text]")
    assert fields.evaluate_all("fields => fields.every(field => field.value === field.defaultValue)")
    assert page.get_by_role("status").text_content() == "All figures are those of this edition again."


def test_the_keyboard_moves_figures_and_reaches_everything(addresses, page: Page, studies):
    page.goto(addresses["latest"])
    before = values_of(page)
    page.get_by_role("slider", name="Number of sites planned, EU gigafactories").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#simulator-subject_sites").input_value() == "8"
    assert values_of(page)["announced_per_site_ratio"] == pytest.approx(before["announced_per_site_ratio"] * 8 / 7)
    slider = page.get_by_role("slider", name="US dollars for one euro")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#simulator-usd_per_eur").input_value() == "1.1122", "a step from the edition's own value"
    assert slider.get_attribute("aria-valuetext").replace("\N{NO-BREAK SPACE}", " ") == "$1.1122 per euro"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "simulator-usd_per_eur"
    page.keyboard.type("9")  # at the end of the figure that stands there, which Tab has selected
    assert values_of(page)["subject_announced_usd"] == pytest.approx(30 * 1.5072), "held at the end of its range"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("#simulator-usd_per_eur").input_value() == "1.5072"
    reached = {page.evaluate("document.activeElement.textContent")}
    for _ in range(2 * len(all_controls(studies["latest"])) + 3):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent"))
    assert reached >= {"Reset", "Copy the address of this view", "Address of this view"}


def test_a_figure_typed_digit_by_digit_is_left_as_it_is_typed(studies, addresses, page: Page):
    page.goto(addresses["latest"])
    field = page.locator("#simulator-chip_price")
    field.fill("")
    field.press_sequentially("42000")  # the first digits alone lie below the least price
    assert field.input_value() == "42000"
    assert values_of(page) == same(by_python(studies["latest"], {"chip_price": 42_000}))


def test_a_field_left_empty_changes_nothing(addresses, page: Page):
    page.goto(addresses["latest"])
    before = page.evaluate(READ)
    field = page.locator("#simulator-chip_price")
    field.fill("")
    assert page.evaluate(READ) == before
    field.blur()
    assert field.input_value() == "37000"


TYPED = [
    ("subject_announced", "12,5", 12.5, ""),
    ("subject_announced", "12.60", 12.6, ""),
    ("subject_announced", "\N{NO-BREAK SPACE}12,7 ", 12.7, ""),
    ("chip_price", "42\N{NARROW NO-BREAK SPACE}000,5", 42_000.5, ""),
    ("subject_announced", "125", 90, HELD),
    ("subject_announced", "-1,5", 3, HELD),
    ("subject_sites", "5,5", 6, HELD),
    ("subject_announced", "12,5,5", 3, UNREAD),
    ("subject_announced", "30 bn", 3, UNREAD),
    ("chip_price", "1.234,5", 42_000.5, UNREAD),
]
"""Figures typed one after the other: the input, the text, what the input is then, what is said of it."""


@pytest.mark.parametrize("edition", ["latest", "french"])
def test_a_figure_is_read_as_it_is_typed_or_the_reader_is_told(studies, addresses, page: Page, edition):
    study, figures = studies[edition], {}
    page.goto(addresses[edition])
    for name, text, value, said in TYPED:
        field, note = page.locator(f"#simulator-{name}"), page.locator(f"#simulator-{name}-note[aria-live=polite]")
        field.fill("")
        field.press_sequentially(text)
        field.press("Tab")
        figures[name] = value
        with speaking(language_of(edition)):
            shown = typed(value)
            assert note.text_content() == (translate(said, text=text.strip(), value=shown) if said else "")
        assert field.input_value() == shown
        assert values_of(page) == same(by_python(study, figures))
        assert note.get_attribute("id") in field.get_attribute("aria-describedby").split()


def test_a_comma_before_three_digits_is_a_decimal_one_in_french_and_in_doubt_in_english(addresses, page: Page):
    for edition, value, said in (("french", "1,175", False), ("latest", "1.1522", True)):
        page.goto(addresses[edition])
        field = page.locator("#simulator-usd_per_eur")
        before = field.input_value()
        field.fill("1,175")
        field.press("Enter")
        assert field.input_value() == (before if said else value)
        assert ("1,175" in page.locator("#simulator-usd_per_eur-note").inner_text()) is said


def test_what_an_address_asks_for_and_does_not_get_is_told(addresses, page: Page):
    page.goto(f"{addresses['latest']}#simulator:subject_announced=125&usd_per_eur=1,175&subject_sites=5&chip_price=abc")
    notes = page.locator(".control .note:not(:empty)").all_inner_texts()
    assert [note.split("”")[0] for note in notes] == ["“1,175", "“125"]
    page.get_by_role("button", name="As it is").click()
    expect(page.locator(".control .note:not(:empty)")).to_have_count(0)


def test_results_are_told_once_a_reader_pauses(addresses, page: Page):
    page.goto(addresses["latest"])
    status = page.get_by_role("status")
    assert status.text_content() == ""
    page.evaluate(
        """() => {
            window.tellings = 0;
            const count = records => window.tellings += records.length;
            new MutationObserver(count).observe(document.querySelector("[role=status]"), {childList: true});
            const range = document.querySelector("[data-control=chip_price] input");
            for (const value of [36800, 36000, 34000, 32000, 30000]) {
                range.value = value;
                range.dispatchEvent(new Event("input", {bubbles: true}));
            }
        }"""
    )
    expect(status).to_have_text(re.compile("^Compute that the sum buys, EU gigafactories: .* In this edition: .*"))
    told = status.text_content().replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(r": about 1.7 million H100e \(.*\). In this edition: about 1.4 million H100e \(.*\).$", told)
    assert page.evaluate("window.tellings") == 1


def test_the_address_is_copied_or_the_reader_is_told_where_it_stands(chromium: Browser, addresses):
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(addresses["latest"])
    page.evaluate(SET, {"subject_sites": 6})
    page.get_by_role("button", name="Copy the address of this view").click()
    expect(page.get_by_role("status")).to_have_text("The address of this view is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{addresses['latest']}#simulator:subject_sites=6"
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    page.get_by_role("button", name="Copy the address of this view").click()
    expect(page.get_by_role("status")).to_contain_text("stands in the address bar")
    assert page.url == f"{addresses['latest']}#simulator:subject_sites=6"
    context.close()


@pytest.mark.parametrize("broken", ["no JavaScript", "no model"])
def test_without_javascript_the_edition_s_values_stand(chromium: Browser, studies, tmp_path, broken):
    address = written("latest", tmp_path)
    (tmp_path / "latest" / MODEL).unlink()
    context = chromium.new_context(java_script_enabled=broken == "no model")
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("With JavaScript these figures could be moved here")).to_be_visible()
    assert (
        page.locator("#simulator input, #simulator button, #simulator [role=status]").locator("visible=true").count()
        == 0
    )
    for text in ("Move a figure", "Can be set from", "With these figures"):
        assert page.get_by_text(text).locator("visible=true").count() == 0
    rows = page.locator("[data-outcome] td >> visible=true").all_inner_texts()
    assert rows == [quantity(studies["latest"].quantities[name], "range") for name in LABELS]
    assert page.locator("#simulator-chip_price-edition").inner_text().startswith("In this edition: $37,000")
    context.close()


def test_the_simulator_fits_a_narrow_screen(addresses, page: Page):
    for width in (360, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(addresses["latest"])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for slider in page.get_by_role("slider").all():
            assert slider.bounding_box()["width"] >= 80


def test_every_field_has_a_visible_label_a_unit_and_the_edition_s_value(addresses, page: Page, studies):
    page.goto(addresses["latest"])
    for name, control in all_controls(studies["latest"]).items():
        row = page.locator(f"[data-control={name}]")
        assert row.locator("label").inner_text() == control.label
        assert row.get_by_label(control.label, exact=True).count() == 2
        described = row.locator(".edition").inner_text().replace("\N{NO-BREAK SPACE}", " ")
        assert re.match(r"In this edition: .*\. Can be set from .* to .*\.", described)
        unit = row.locator(".unit").inner_text()
        assert bool(unit) == (control.quantity.unit != "ratio")
    expect(page.get_by_text("With JavaScript these figures could be moved here")).to_be_hidden()


# The figures of the simulator are Python's, worded as on the other pages. ----------------------------------------


@pytest.mark.parametrize(("edition", "count"), [("latest", 20), ("article", 5), ("constant-prices", 5)])
def test_every_outcome_is_what_python_makes_of_the_figures(studies, addresses, page: Page, edition, count):
    held_to_python(studies[edition], addresses[edition], page, count)


@pytest.mark.parametrize(("edition", "count"), [("latest", 3), ("article", 1), ("constant-prices", 1)])
def test_every_outcome_is_what_the_command_line_makes_of_the_figures(studies, addresses, page: Page, edition, count):
    held_to_the_command_line(studies[edition], addresses[edition], page, count)


def held_to_python(study: Study, address: str, page: Page, count: int) -> None:
    """The outcomes of a page are those of the model, as it stands and with figures for every input."""
    page.goto(address)
    assert values_of(page) == same(by_python(study, {}))
    for figures in some_settings(study, count):
        page.evaluate(SET, figures)
        assert values_of(page) == same(by_python(study, figures)), figures


def held_to_the_command_line(study: Study, address: str, page: Page, count: int) -> None:
    """The outcomes of a page are those that ``analysis numbers`` prints for the same figures."""
    page.goto(address)
    for figures in some_settings(study, count):
        call = [f"--set={name}={value}" for name, value in figures.items()]
        run = CliRunner().invoke(app, ["numbers", "--edition", study.loaded.name, "--json", *call])
        assert run.exit_code == 0, run.output
        content = json.loads(run.stdout)
        page.evaluate(SET, figures)
        assert values_of(page) == same({name: in_json(content, name) for name in alive(study) if name in LABELS})


def in_json(content: dict, name: str) -> float:
    """A quantity in what ``analysis numbers --json`` prints; a sum in dollars stands within the same sum."""
    seat = next((seat for seat in ("subject", "comparator") if name.startswith(f"{seat}_")), None)
    group, own = content[seat or "comparison"], name.removeprefix(f"{seat}_")
    return group[own]["central"] if own in group else group[own.removesuffix("_usd")]["usd"]["central"]


@pytest.mark.parametrize(("name", "count"), [("latest", 4), ("french", 2), ("article", 2), ("constant-prices", 2)])
def test_ranges_and_words_are_those_of_a_study_of_the_figures(studies, addresses, page: Page, name, count):
    held_to_studies(studies[name], name, addresses[name], page, count)


def held_to_studies(study: Study, name: str, address: str, page: Page, count: int) -> None:
    """The central values, the ranges and the words of a page are those of a study with the same figures set.

    A figure that is set to that of the edition is not set. Points are those of the study. Where some inputs of a group
    are set, others of it may be drawn otherwise than there, as the group has members that no outcome of the page rests
    on: the ends then differ by an error of sampling.
    """
    dice = random.Random(20261201)
    page.goto(address)
    for figures in [{}, *some_settings(study, count)]:
        chosen = {key: value for key, value in figures.items() if dice.random() < 0.3}
        chosen = {key: value for key, value in chosen.items() if value != all_controls(study)[key].value}
        page.get_by_role("button", name=start_of(name)).click()
        page.evaluate(SET, chosen)
        page.evaluate(SETTLE)
        wanted, found, texts = compare(study.loaded.name, chosen), page.evaluate(ENDS), page.evaluate(READ)
        for outcome in LABELS:
            one = wanted.quantities[outcome]
            assert bool(texts[outcome][0]) == one.known, (outcome, chosen)
            if not one.known:
                continue
            assert float(texts[outcome][0]) == pytest.approx(one.central, rel=1e-9, abs=1e-9)
            ends = one.value.low, one.value.high
            assert [end is None for end in found[outcome]] == [end is None for end in ends], (outcome, chosen)
            room = 0.01 * abs((ends[1] or one.central) - (ends[0] or one.central)) + 1e-6 * abs(one.central)
            assert found[outcome] == [end and pytest.approx(end, abs=room) for end in ends], (outcome, chosen)
            low, high = found[outcome]
            with speaking(language_of(name)):
                of_page = replace(one, value=Triplet(low, float(texts[outcome][0]), high))
                assert texts[outcome][1] == quantity(of_page, "range"), (outcome, chosen)


def start_of(name: str) -> str:
    """What the button is called that takes everything back."""
    with speaking(language_of(name)):
        return translate("As it is")


def test_draws_are_those_of_the_studies(studies, addresses, page: Page):
    page.goto(addresses["latest"])
    names = list(studies["latest"].graph.drawable)
    points = points_of_chunk(len(names), DRAWS, SEED)
    for name in ("world_compute_growth", "subject_months_to_first_power"):  # of no group
        drawn = page.evaluate(
            "name => [...drawsOf(SIMULATOR).drawnWithout(new Set()).find(one => one.name === name).values]", name
        )
        wanted = studies["latest"].uncertain[name].quantile(points[:, names.index(name)])
        assert drawn == pytest.approx(wanted.tolist(), rel=1e-7)


def test_what_has_no_value_reads_as_no_figure(studies, addresses, page: Page):
    page.goto(addresses["article"])
    gaps = [name for name in LABELS if not studies["article"].quantities[name].known]
    assert "planned_compute_ratio" in gaps
    assert {name: page.evaluate(READ)[name] for name in gaps} == {name: ["", "no figure"] for name in gaps}
    page.goto(addresses["flat"])
    assert page.evaluate(READ)["lag_at_first_service"] == ["", "no figure"], "growth by one never doubles anything"
    page.evaluate(SET, {"world_compute_growth": 2})
    assert page.evaluate(READ)["lag_at_first_service"][1].startswith("3.2\N{NO-BREAK SPACE}years")


def test_a_ratio_that_the_study_refuses_has_no_value_in_the_simulator_either(studies):
    study = studies["latest"]
    refused = replace(study.quantities["announced_ratio"], value=None, gap="the two sums are not alike")
    changed = replace(study, quantities=study.quantities | {"announced_ratio": refused})
    assert alive(study) == ["announced_ratio", *alive(changed)]
    assert "v.announced_ratio" not in model_script(changed)


def test_only_what_the_outcomes_need_is_in_the_script(studies):
    script = model_script(studies["latest"])
    worked_out = set(re.findall(r"^  v\.(\w+) = ", script, re.MULTILINE))
    needed = studies["latest"].graph.behind(alive(studies["latest"]))
    assert set(alive(studies["latest"])) <= worked_out <= needed
    assert not any(studies["latest"].quantities[name].known for name in needed - worked_out), "what rests on a gap"
    for name in worked_out - set(alive(studies["latest"])):
        assert script.count(f"v.{name}") > 1, f"nothing needs {name}"
    constants = re.search(r'^"constants": (.*),$', script, re.MULTILINE)[1]
    for name, value in json.loads(constants).items():
        assert value == studies["latest"].quantities[name].central, "every digit counts"
        assert f"v.{name}" in script


def test_the_edition_s_value_lies_within_bounds_and_on_a_step(studies):
    for study in studies.values():
        assert len(all_controls(study)) >= 9
        for control in all_controls(study).values():
            value = type(control.step)(repr(control.value))
            assert control.least < value < control.most or control.value in (float(control.least), float(control.most))
            assert (value - control.least) % control.step == 0 == (control.most - value) % control.step
            ends = control.quantity.value
            assert float(control.least) <= ends.low <= ends.high <= float(control.most), control.name
    assert all_controls(studies["latest"])["subject_sites"].step == 1


# What a reader sees move: the staircases, the presets, the way back. -----------------------------------------------


def words_drawn(page: Page) -> list[str]:
    """The words of the drawing."""
    return page.locator("#simulator svg text").all_text_contents()


def test_the_staircases_are_drawn_anew_with_their_ranges(addresses, page: Page):
    page.goto(addresses["latest"])
    first = words_drawn(page)
    assert {"Stargate", "500", "over 450", "93", "90 to 96", "34 to 94", "about 34", "None found", "zero"} <= set(first)
    steps = page.locator("#simulator svg rect[fill='var(--comparator)']")
    spent = float(steps.nth(2).get_attribute("height"))
    page.evaluate(SET, {"comparator_spent": 117.8})
    assert float(steps.nth(2).get_attribute("height")) == pytest.approx(2 * spent, abs=0.2)
    assert "120" in words_drawn(page)
    assert "34 to 94" not in words_drawn(page), "a figure that is set is exact"
    told = page.locator("#simulator svg").get_attribute("aria-label")
    assert told.startswith("Stargate: Announced 500; Committed over 450; Financed 93 90 to 96; Spent 120;")


def test_presets_are_the_editions_that_a_reader_can_set(studies, addresses, page: Page):
    page.goto(addresses["latest"])
    page.get_by_role("button", name="Half of Stargate").click()
    assert page.url.endswith("#simulator:comparator_announced=250")
    half = compare("half-stargate").comparison
    assert values_of(page)["announced_ratio"] == pytest.approx(half.announced_ratio.central)
    page.get_by_role("button", name="A slow start in Europe").click()
    assert page.url.endswith("#simulator:subject_months_to_first_power=51")
    pressed = page.locator("#simulator [aria-pressed=true]")
    assert pressed.all_text_contents() == ["A slow start in Europe"]
    rows = page.locator("[aria-labelledby=presets] tbody tr").all_text_contents()
    assert len(rows) == 5, "as it is, and each edition that asks a question"
    wanted = quantity(half.h100e_by_money_ratio, "range")
    assert wanted in next(row for row in rows if "Half of Stargate" in row)


def test_a_figure_is_reset_by_itself_and_one_at_its_limit_says_so(addresses, page: Page):
    page.goto(addresses["latest"])
    slider = page.get_by_role("slider", name="Capital spent, Stargate")
    slider.focus()
    page.keyboard.press("End")
    note = page.locator("#simulator-comparator_spent-note")
    expect(note).to_have_text("153.9 is as far as this can be moved here.")
    page.evaluate(SET, {"subject_sites": 5})
    page.locator("[data-control=comparator_spent] [data-reset]").click()
    assert slider.evaluate("slider => slider === document.activeElement")
    assert page.locator("#simulator-comparator_spent").input_value() == "58.9"
    assert page.locator("#simulator-subject_sites").input_value() == "5"
    expect(note).to_be_empty()
    assert page.locator("#simulator [data-reset]:visible").count() == 1


def test_the_drawing_is_in_view_on_a_phone_whatever_is_moved(addresses, page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(addresses["latest"])
    for slider in page.get_by_role("slider").all():
        slider.evaluate("slider => slider.scrollIntoView({block: 'center'})")
        drawing, moved = page.locator("#simulator svg").bounding_box(), slider.bounding_box()
        assert drawing["y"] >= 0
        assert drawing["y"] + drawing["height"] < moved["y"] < 844


def test_nothing_to_move_is_printed(addresses, page: Page):
    page.emulate_media(media="print")
    page.goto(addresses["latest"])
    assert page.locator("#simulator :is(input, button)").locator("visible=true").count() == 0
    expect(page.get_by_role("region", name="What the scenarios give")).to_be_visible()
