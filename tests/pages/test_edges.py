"""Parameters at the edges of the data: every cell runs, and nothing false or broken is said.

Here each edge is met by one notebook, whose charts are made but not painted; ``test_all_edges.py`` has all of both.
"""

import io
import re
from html import escape
from typing import Any

import nbformat
import pytest
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.text import Text

from analysis.edition import names_of_editions
from analysis.publish.run import shell
from analysis.study import study_in
from conftest import FRANCE, FRANCE_ROWS, ROOT, Copy, plain, without_france

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
EDITIONS = names_of_editions(ROOT / "data" / "editions")
SWAPPED = {"subject": "stargate", "comparator": "eu-gigafactories"}
EDGES = [
    *({"edition": name} for name in EDITIONS),
    {"as_of": "2024-10-31"},
    {"as_of": "2025-01-20"},
    {"as_of": "2025-01-21"},
    {"as_of": "2025-02-10"},
    {"as_of": "2025-02-11"},
    {"subject_announced": 0},
    {"subject_announced": 0, "comparator_announced": 0},
    {"comparator_announced": 1_000_000, "usd_per_eur": 0.0001},
    {"subject_announced": 1e-27},
    {"as_of": "2024-10-31", "subject_announced": 5, "comparator_announced": 10},
    SWAPPED,
    {"edition": "article"} | SWAPPED,
    {"edition": "article", "as_of": "2026-10-01"},
    {"edition": "slow-eu", "changes": {"world_compute_growth": 5, "private_premium": 0}},
    {"edition": "ppp"} | SWAPPED,
    {"subject_announced": 5},
    {"changes": {"chip": "H100 SXM", "price_performance_growth": 0.9}},
    {"changes": {"subject_power_planned": 0, "subject_h100e_planned": 0}},
    {"changes": {"chip": "Rubin (VR200 NVL72)", "dollars": "constant-2025"}},
    {"changes": {"subject_h100e_in_service": 1e6, "subject_spent": 600, "subject_committed": 600}},
    {"changes": {"subject_union_budget": 0, "subject_member_states": 0, "world_compute_growth": 1}},
    {"subject": "other:uk-compute-roadmap", "comparator": "other:eu-ai-factories"},
    {"subject": "other:alibaba", "comparator": "other:bytedance"},
    {"subject": "other:microsoft-capex", "comparator": "other:us-japan-550bn"},
]
FRANCE_SEATED = [
    {"subject": FRANCE},
    {"comparator": FRANCE},
    {"subject": FRANCE, "comparator": "eu-gigafactories"},
    {"comparator": FRANCE, "as_of": "2025-01-20"},
    {"comparator": FRANCE, "as_of": "2024-10-31"},
]


def run_cells(name: str, parameters: dict[str, Any]) -> str:
    """Run the code cells of a notebook in this process; gives back what they show."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    shell().reset()
    shown = []
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
        own = parameters if "parameters" in cell.metadata.get("tags", []) else {}
        for output in shell().run("\n".join([cell.source, *(f"{key} = {value!r}" for key, value in own.items())])):
            assert output.output_type != "error", f"{cell.source}: {output.get('evalue')}"
            shown += [output.data[kind] for kind in ("text/html", "text/markdown") if kind in output.get("data", {})]
    return "\n".join(shown)


def held(text: str) -> None:
    """No gap, placeholder or machine word is shown to a reader."""
    words = re.sub(r"<[^>]+>", " ", text)
    assert not re.search(r"\b(nan|inf|None(?!\s+(?:of|is|found))|NaT)\b", words)
    assert not re.search(r"\{[a-z_.]+(:[a-z ]+)?\}", words)
    assert ". ." not in words


def print_texts(canvas: FigureCanvasSVG, stream: io.StringIO, **_: object) -> None:
    """The texts of a chart as a drawing of nothing else."""
    texts = "".join(f"<text>{escape(text.get_text())}</text>" for text in canvas.figure.findobj(Text))
    size = 'viewBox="0 0 544 300" width="544" height="300" version="1.1"'
    stream.write(f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style/>{texts}</svg>')


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts of which the texts alone reach a page: to paint them takes most of the time."""
    monkeypatch.setattr(FigureCanvasSVG, "print_svg", print_texts)
    monkeypatch.setattr("analysis.publish.svg.lay_out", lambda figure: None)


MET = [
    (name, parameters)
    for place, parameters in enumerate(EDGES)
    for number, name in enumerate(NOTEBOOKS)
    if (place - number) % len(NOTEBOOKS) == 0
]
"""Each edge with one notebook, each notebook with every eighth edge."""


@pytest.mark.parametrize(("name", "parameters"), MET, ids=str)
@pytest.mark.usefixtures("unpainted")
def test_cells_run_at_the_edges(name, parameters):
    held(run_cells(name, parameters))


def test_every_edge_and_every_notebook_is_met():
    assert {name for name, _ in MET} == set(NOTEBOOKS)
    assert [parameters for parameters in EDGES if parameters not in [met for _, met in MET]] == []


TREATED = ["What later money is worth.", "At home prices.", "In prices of 2025."]
SAID = [
    # notebook, parameters, what is said and what is not
    ("00-answer", SWAPPED, ["is about 6.7% of that for Stargate**"], []),
    ("01-promised", {"edition": "article", "lang": "en"}, ["0.11% in the EU, 1.6% in the United States"], []),
    *(("01-promised", {"edition": name}, TREATED, []) for name in EDITIONS),
    (
        "01-promised",
        {"edition": "article", "lang": "fr"},
        [
            "On a promis 500 milliards de dollars pour Stargate et 20 milliards d'euros pour les gigafabriques",
            "0,11 % pour l'UE, 1,6 % pour les États-Unis",
            *("Somme entière, sur le PIB d'un an", "Par habitant, elle vaut 28 fois la seconde"),
        ],
        [],
    ),
    (
        "01-promised",
        SWAPPED | {"lang": "fr"},
        [
            "environ 6,7 % de** la seconde",
            "pour les gigafabriques d'IA de l'UE et 500 milliards de dollars pour Stargate",
        ],
        [],
    ),
    ("01-promised", {"as_of": "2024-10-31", "lang": "fr"}, ["ne se compare pas"], []),
    ("04-compute", {}, ["In service at Stargate"], []),
    ("04-compute", SWAPPED, ["or about 8.4% of the former"], []),
    *(
        ("05-who-pays", {"edition": name}, ["of the money for the EU AI gigafactories is to be private"], [])
        for name in EDITIONS
    ),
    (
        "05-who-pays",
        SWAPPED,
        [
            "How the money for Stargate splits into public and private is not known",
            "For Stargate there is no such ratio",
            "Read as the public part",
        ],
        ["of the money for Stargate is to be private"],  # no public money was found, which is not none
    ),
    ("06-who-is-paid", {}, ["goes to chips**", "left open"], []),
    ("06-who-is-paid", SWAPPED, [], ["left open"]),
]


@pytest.mark.parametrize(("name", "parameters", "said", "unsaid"), SAID)
@pytest.mark.usefixtures("unpainted")
def test_what_a_page_says_follows_its_parameters(name, parameters, said, unsaid):
    shown = run_cells(name, parameters)
    held(shown)
    text = " ".join(plain(re.sub(r"<[^>]+>", "", shown)).split())
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []
    assert not re.search(r"\b0[.,]\d+ (times|fois)", text), "the smaller is told as a share of the larger"


@pytest.mark.parametrize(("name", "said"), [("04-compute", "would buy"), ("06-who-is-paid", "goes to chips**")])
@pytest.mark.usefixtures("unpainted")
def test_a_page_answers_before_its_first_chart(name, said):
    shown = run_cells(name, {})
    assert shown.index(said) < shown.index("<figure")


@pytest.mark.usefixtures("unpainted")
def test_cells_run_with_a_third_programme_and_with_one_of_which_nothing_is_known(france: Copy):
    france.append("data/chosen/seats.csv", "other:galileo,Galileo,Galileo,EUR,EU27,,,,,,,")
    for name, parameters in {
        "00-answer": {"subject": FRANCE},
        "01-promised": {"comparator": FRANCE, "as_of": "2025-01-20"},
        "05-who-pays": {"comparator": "other:galileo"},
    }.items():
        held(run_cells(name, parameters))


def test_a_programme_of_one_year_is_still_compared(copy: Copy):
    without_france(copy)
    copy.append("data/chosen/seats.csv", f"{FRANCE},the French pledges,France 109bn,EUR,FR,1,1,1,,ctx-0445,judged,")
    copy.append("data/chosen/ladder.csv", FRANCE_ROWS["data/chosen/ladder.csv"][0])
    study = study_in(copy.project, "latest", {"subject": FRANCE})
    assert study.comparison.announced_ratio.known
    assert study.subject.announced_per_year.central == 109


def test_a_range_above_zero_is_not_called_nothing(copy: Copy):
    rows = copy.rows("data/chosen/ladder.csv")
    for row in rows:
        if (row["programme"], row["rung"]) == ("eu-gigafactories", "spent"):
            row |= {"high": "3", "distribution": "scenarios", "derivation": "none found;judged high"}
    copy.write("data/chosen/ladder.csv", rows)
    study = study_in(copy.project)
    assert not study.subject.spent.is_zero
