"""The explorer of JupyterLab without a browser: what moves, what is said, what is written."""

import pytest

from analysis.edition import NOTEBOOK_PARAMETERS, load_edition
from analysis.edition.loading import write_edition
from analysis.errors import CallError
from analysis.evidence import load
from analysis.lab import tour
from analysis.lab.explorer import Explorer, explore
from analysis.lab.results import VIEWS, chart_html
from analysis.model.price import DOLLARS
from analysis.publish.simulator.inputs import HELD, UNREAD, control_of
from analysis.study import compare, study_in
from analysis.text import speaking, translate
from analysis.text.numbers import typed
from analysis.wording import quantity
from conftest import Copy, plain
from test_edges import EDGES, held


@pytest.fixture
def explorer(shared: Copy, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    """An explorer of the shared copy."""
    monkeypatch.setenv("ANALYSIS_ROOT", str(shared.project.root))
    return explore(compare("latest"))


def test_a_slider_moves_the_numbers_to_those_of_the_command_line(explorer: Explorer, shared: Copy):
    before = explorer.numbers.value, explorer.chart.value
    explorer.sliders["usd_per_eur"].value = 1.2
    explorer.sliders["subject_sites"].value = 9
    there = study_in(shared.project, "latest", {"usd_per_eur": 1.2, "subject_sites": 9})
    assert explorer.study.quantities == there.quantities
    assert (explorer.numbers.value, explorer.chart.value) != before
    said = quantity(there.comparison.announced_per_site_ratio, "number")
    assert plain(said) == "about 18"
    assert f"<b>{said}</b>" in explorer.numbers.value


def test_a_slider_moved_back_changes_nothing(explorer: Explorer):
    slider = explorer.sliders["price_performance_growth"]
    before = slider.value
    slider.value = before + slider.step
    slider.value = before
    assert explorer.settings.changes == {}
    assert "<b>" not in explorer.numbers.value


def test_a_figure_is_read_as_it_is_typed_or_the_reason_is_said():
    explorer = explore(compare("latest", lang="fr"))
    announced, sites = explorer.fields["subject_announced"], explorer.fields["subject_sites"]
    announced.value = "12,53781"
    assert explorer.settings.changes == {"subject_announced": 12.53781}
    assert (announced.value, explorer.trouble.value) == ("12,53781", "")
    sites.value = "5,7"
    assert (explorer.sliders["subject_sites"].value, sites.value) == (6, "6")
    assert "5,7" in explorer.trouble.value
    announced.value = "douze"
    assert (explorer.sliders["subject_announced"].value, announced.value) == (12.53781, "12,53781")
    assert "douze" in explorer.trouble.value


@pytest.mark.parametrize(
    ("lang", "name", "text", "value", "said"),
    [
        ("en", "subject_announced", "12,5", 12.5, ""),
        ("fr", "subject_announced", "12.5", 12.5, ""),
        ("en", "chip_price", "42\N{NO-BREAK SPACE}000,5", 42_000.5, ""),
        ("fr", "usd_per_eur", "1,175", 1.175, ""),
        ("en", "usd_per_eur", "1,175", 1.1, UNREAD),
        ("en", "subject_announced", "125", 90, HELD),
        ("fr", "subject_announced", "-1e3", 3, HELD),
        ("en", "subject_sites", "5,7", 6, HELD),
        ("fr", "subject_announced", "1.234,5", 1.1, UNREAD),
        ("en", "subject_announced", "12,5 bn", 1.1, UNREAD),
        ("en", "subject_announced", "1e999", 1.1, UNREAD),
        ("en", "subject_announced", "", 1.1, UNREAD),
    ],
)
def test_typed_text_is_read_held_or_refused(lang, name, text, value, said):
    control = control_of(compare("latest", lang=lang), name)
    with speaking(lang):
        wanted = translate(said, text=text, value=typed(value)) if said else ""
        assert control.taken(text, 1.1) == (value, wanted)


def test_every_slider_ends_where_an_edition_may(explorer: Explorer, shared: Copy):
    folder, evidence = shared.project.data / "editions", load(shared.project.data)
    assert {"usd_per_eur", "subject_sites", "capex_per_h100e_2025", "world_compute_growth"} <= explorer.sliders.keys()
    for name, slider in explorer.sliders.items():
        for end in (slider.min, slider.max):
            assert load_edition(folder, evidence, "latest", {name: end}).value_of(name) == end


def test_prices_and_chip_are_chosen_and_what_was_moved_stays(explorer: Explorer):
    assert [value for _, value in explorer.dollars._options_full] == list(DOLLARS)
    explorer.sliders["subject_announced"].value = 40
    explorer.sliders["chip_price"].value = 20_000
    explorer.dollars.value = "ppp"
    assert explorer.settings.changes == {"dollars": "ppp", "subject_announced": 40, "chip_price": 20_000}
    explorer.chip.value = "H100 SXM"
    assert explorer.settings.changes == {"dollars": "ppp", "chip": "H100 SXM", "subject_announced": 40}
    assert explorer.sliders["subject_announced"].value == 40
    assert explorer.sliders["chip_price"].value == compare(changes={"chip": "H100 SXM"}).common.chip_price.central


def test_another_edition_begins_anew(explorer: Explorer):
    explorer.sliders["subject_sites"].value = 9
    explorer.edition.value = "constant-prices"
    assert (explorer.settings.changes, explorer.dollars.value) == ({}, "constant-2025")
    explorer.sliders["subject_sites"].value = 4
    explorer.reset.click()
    assert (explorer.sliders["subject_sites"].value, "<b>" in explorer.numbers.value) == (7, False)


def test_a_rung_stands_first_and_alone_on_the_ladder(explorer: Explorer):
    explorer.rung.value = "financed"
    assert explorer.numbers.value.index('data-quantity="comparator_financed"') < explorer.numbers.value.index(
        'data-quantity="announced_ratio"'
    )
    assert "Financed" in explorer.chart.value
    assert "In service" not in explorer.chart.value


def test_every_chart_is_drawn_in_both_languages(study):
    for view in VIEWS:
        assert "<desc" in chart_html(study, view, "")


def test_it_speaks_french():
    explorer = explore(compare("article", lang="fr"))
    assert explorer.edition.description == "Édition"
    explorer.sliders["subject_sites"].value = 7
    assert "Avec ces chiffres" in explorer.numbers.value
    assert "lang" not in explorer.settings.changes


@pytest.mark.parametrize("parameters", EDGES[::4], ids=str)
def test_it_begins_at_the_edges_of_the_data(parameters):
    explorer = explore(compare(**parameters))
    assert explorer.settings.changes.keys() == explorer.study.loaded.changes.keys()
    held(explorer.numbers.value)


def test_an_edition_is_written_that_gives_the_same_numbers(explorer: Explorer, shared: Copy):
    explorer.sliders["usd_per_eur"].value = 1.2
    explorer.dollars.value = "ppp"
    explorer.name.value, explorer.why.value = "strong-euro", 'What if: "a strong euro" # and buying power?'
    explorer.save.click()
    assert "Written: data/editions/strong-euro.yml." in explorer.saved.value
    written = study_in(shared.project, "strong-euro")
    assert {name: one.value for name, one in written.quantities.items()} == {
        name: one.value for name, one in explorer.study.quantities.items()
    }
    assert written.loaded.parameters.why == 'What if: "a strong euro" # and buying power?'
    assert "strong-euro" in explorer.edition.options
    assert explorer.edition.value == "latest"


def test_an_edition_with_other_figures_than_the_controls_is_not_published(explorer: Explorer):
    explorer.name.value = "article"
    explorer.publish.click()
    assert "article has other figures than the controls now" in explorer.saved.value
    explorer.name.value = "nosuch"
    explorer.publish.click()
    assert "says why it is there" in explorer.saved.value
    assert explorer.published.outputs == ()


@pytest.mark.parametrize(
    ("name", "why", "changes", "message"),
    [
        ("", "x", {"subject_sites": 9}, "cannot name an edition"),
        ("../up", "x", {"subject_sites": 9}, "cannot name an edition"),
        ("Größe", "x", {"subject_sites": 9}, "cannot name an edition"),
        ("latest", "x", {"subject_sites": 9}, "is the name of an edition that is there"),
        ("mine", "  ", {"subject_sites": 9}, "says why it is there"),
        ("mine", "x", {"subject_sites": 0}, "parameter subject_sites: "),
        ("mine", "x", {}, "nothing differs"),
        ("taken", "x", {"subject_sites": 9}, "data/editions/taken.yml cannot be written"),
    ],
)
def test_an_edition_that_cannot_be_is_refused_and_nothing_is_written(shared: Copy, name, why, changes, message):
    folder = shared.project.data / "editions"
    (folder / "taken.yml").mkdir(exist_ok=True)
    before = sorted(folder.iterdir())
    with pytest.raises(CallError, match=message):
        write_edition(folder, load(shared.project.data), name, "latest", why, changes)
    assert sorted(folder.iterdir()) == before


def test_data_that_went_bad_are_named_and_the_numbers_stay(in_copy: Copy):
    explorer = explore(compare("latest"))
    before = explorer.numbers.value
    in_copy.change("data/evidence/facts.csv", 12, "unit", "EUR m")
    explorer.sliders["subject_sites"].value = 9
    assert "data/evidence/facts.csv, row 12, column unit" in explorer.trouble.value
    assert explorer.numbers.value == before


def test_a_notebook_that_is_being_saved_keeps_its_link(in_copy: Copy):
    (in_copy.project.notebooks / "00-answer.ipynb").write_bytes(b"")  # so JupyterLab leaves it for an instant
    (in_copy.project.notebooks / "03-when.ipynb").write_text('{"cells": [{"cell_type": "mark', encoding="utf-8")
    (in_copy.project.notebooks / "05-gone.ipynb").symlink_to("nowhere.ipynb")
    listed = tour.questions().html
    for name in ("00-answer", "03-when", "05-gone"):
        assert f'<a href="{name}.ipynb">{name}</a> cannot be read at this moment</li>' in listed
    assert '<a href="07-how-sure.ipynb">07-how-sure</a> How sure are we?</li>' in listed
    with speaking("fr"):
        assert '<a href="03-when.ipynb">03-when</a> illisible' in tour.questions().html


def test_the_tour_is_read_off_the_project(in_copy: Copy):
    (in_copy.project.notebooks / "00-answer.ipynb").rename(in_copy.project.notebooks / "08-other.ipynb")
    (in_copy.project.data / "editions" / "mine.yml").write_text("based_on: article\nwhy: mine\nsubject_sites: 9\n")
    study = compare("mine", usd_per_eur=1.1)
    assert '<a href="08-other.ipynb">08-other</a> How far apart are they, really?' in tour.questions().html
    assert '<a href="../data/editions/mine.yml">mine</a>' in tour.data_files().html
    assert '<a href="../docs/how-to/add-a-fact.md">Add a fact</a>' in tour.guides().html
    assert "mine" in tour.editions(study).frame["why"].tolist()
    shown = tour.parameters(study).frame.set_index("parameter")
    assert set(shown.index) == set(NOTEBOOK_PARAMETERS) - {"changes"}
    assert shown.loc["subject_sites"].tolist() == [9, "Set by the edition mine"]
    assert shown.loc["usd_per_eur"].tolist() == [1.1, "Set by this call"]


@pytest.mark.parametrize("changes", [{}, {"usd_per_eur": 1.05, "lang": "fr"}, {"edition": "article"}], ids=str)
def test_the_start_page_shows_the_value_in_force_of_every_parameter_and_where_it_is_from(changes):
    shown = tour.parameters(compare(**changes)).frame.set_index("parameter")
    assert not shown["value"].isna().any()
    assert all(map(str, shown["value"]))
    if not changes:
        assert shown.loc["subject_announced", "set_by"] == "Read from eu-081"
        assert shown.loc["subject_announced", "value"].central == 30
