"""What was promised: treatments of price, place and time that hold for both sums, and shares of output that say so."""

import re

import pytest

from analysis.pages import promised
from analysis.pages.promised import FULL_PPP, PRICE_YEAR, TREATMENTS
from analysis.paths import project
from analysis.publish.run import run_notebook
from analysis.study import Study, compare
from conftest import Copy
from describing import plain
from test_edges import FRANCE_SEATED, held
from test_numbers import with_france

NAME = "01-promised"
NAMED = {name: words.format(year=PRICE_YEAR) for name, words in TREATMENTS.items()}
"""What a table calls each treatment."""


def text_at(parameters: dict) -> str:
    """What the page says."""
    cells = run_notebook(project(), NAME, parameters, in_process=True).cells
    bundles = [output.data for cell in cells for output in cell.get("outputs", [])]
    shown = "\n".join(data.get("text/html") or data.get("text/markdown", "") for data in bundles)
    held(shown)
    return " ".join(plain(re.sub(r"<[^>]+>", " ", shown)).split())


def ratios(study: Study) -> dict[str, float]:
    """Ratio by treatment."""
    table = promised.treated(study)
    return {words: ratio.central for words, ratio in zip(table["measure"], table["ratio"], strict=True)}


def test_each_treatment_is_the_model_s_own(latest):
    found = ratios(latest)
    for name, words in NAMED.items():
        assert found[words] == latest.comparison[f"{name}_ratio"].central


def test_a_treatment_is_applied_to_both_sums(latest):
    for _, row in promised.treated(latest).iterrows():
        assert row["comparator"].central / row["subject"].central == pytest.approx(row["ratio"].central)


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        ("latest", "All at the market rate"),
        ("ppp", "Building and land at buying power"),
        ("constant-prices", f"In prices of {PRICE_YEAR}"),
    ],
)
def test_the_treatment_that_an_edition_uses_gives_its_own_ratio(edition, words):
    study = compare(edition)
    table = promised.treated(study)
    used = table[table["used"]]
    assert list(used["measure"]) == [words]
    assert used["ratio"].item().central == pytest.approx(study.comparison.announced_ratio.central)
    assert list(promised.treatments(study).drawing.marks.values()) == [study.comparison.announced_ratio.central]


def test_buying_power_on_the_whole_bounds_that_on_the_local_part(latest, article):
    for study in (latest, article):
        found = ratios(study)
        assert found[FULL_PPP] < found[NAMED["announced_ppp"]] < found[NAMED["announced_market"]]
        assert promised.treated(study).set_index("measure").loc[FULL_PPP, "colour"] == "other"
    assert promised.full_ppp(article.subject).central == pytest.approx(31.4, abs=0.05), "as data/NOTES.md has it"


def test_dollars_need_no_buying_power(latest):
    assert promised.full_ppp(latest.comparator).central == latest.comparator.announced.central


def test_shares_of_output_stand_undivided_beside_divided(article):
    measures = promised.measures(article).set_index("measure")
    whole = measures.loc["In all and undivided, over one year's GDP"]
    yearly = measures.loc["For each year, as a share of GDP"]
    assert round(whole["subject"].central, 5) == 0.00106
    assert round(whole["comparator"].central, 4) == 0.0163
    assert whole["subject"].central / yearly["subject"].central == article.subject.span_years.central
    assert (whole["colour"], yearly["colour"]) == ("other", "comparator")


def test_an_announced_sum_is_converted_at_the_rate_of_its_day_and_of_the_edition(latest):
    first, second, last = promised.announced(latest).to_dict("records")
    assert [row["amount"].central for row in (first, second, last)] == [500, 20, 30]
    assert [round(row["then"].central, 2) for row in (first, second, last)] == [500, 20.65, 34.43]
    assert last["now"].central == latest.subject.announced_market_usd.central
    late = compare("latest", as_of="2026-11-22", usd_per_eur=1.05)
    assert promised.announced(late)["now"].iloc[1].central == 20 * 1.05
    assert not promised.at_rate(last["amount"], None).known


def test_the_page_says_both_shares_and_the_bound():
    text = text_at({"edition": "article"})
    assert "0.106% in the EU and 1.63% in the United States" in text
    assert "USD 31.4 bn: an upper bound, and wrong for chips" in text


def test_no_ratio_is_no_chart():
    early = compare("latest", as_of="2024-10-31")
    assert not any(ratio.known for ratio in [*promised.treated(early)["ratio"], *promised.measures(early)["ratio"]])
    assert promised.treatments(early) is promised.yardsticks(early) is promised.by_rate(early) is None
    partly = promised.yardsticks(compare("latest", as_of="2025-02-15"))
    assert "For each site planned or named no ratio." in partly.drawing.describe()


def test_rates_of_other_days_say_that_an_edition_works_otherwise(latest):
    assert not promised.ratio_by_rate(latest).attrs["note"]
    assert "otherwise" in promised.by_rate(compare("ppp")).note


def test_the_rate_chart_agrees_with_the_study_on_its_own_day(latest):
    by_rate = promised.ratio_by_rate(latest)
    of_day = by_rate.loc[by_rate["date"] == latest.rate.date, "ratio"].item()
    assert of_day == pytest.approx(latest.comparison.announced_ratio.central)
    shown = promised.by_rate(latest).table["ratio"]
    assert (shown.min(), shown.max(), len(shown)) == (by_rate["ratio"].min(), by_rate["ratio"].max(), 24)


@pytest.mark.parametrize("edition", ["latest", "article", "ppp", "constant-prices", "slow-eu", "half-stargate"])
def test_the_page_has_every_treatment_in_every_edition(edition):
    text = text_at({"edition": edition})
    for words in (*NAMED.values(), FULL_PPP, "Present value.", "Buying power."):
        assert words in text


def test_the_page_runs_with_swapped_seats_and_a_third_programme(copy: Copy, monkeypatch: pytest.MonkeyPatch):
    assert "about 6.7% of" in text_at({"subject": "stargate", "comparator": "eu-gigafactories"})
    monkeypatch.setenv("ANALYSIS_ROOT", str(with_france(copy).project.root))
    for parameters in FRANCE_SEATED:
        text_at(parameters)


def test_the_page_is_the_same_in_french():
    text = text_at({"edition": "article", "lang": "fr"})
    assert "On a promis 500 milliards de dollars pour Stargate et 20 milliards d'euros pour les gigafabriques" in text
    assert "0,106 % pour l'UE et 1,63 % pour les États-Unis" in text
    assert "elle serait de 31,4 milliards de dollars : une borne haute, fausse pour les puces" in text
    for words in (
        "Bâtiments et terrains à la PPA",
        f"Aux prix de {PRICE_YEAR}",
        "Somme entière, sur le PIB d'un an",
        "Tout à la PPA : une borne, fausse pour les puces",
        "Par habitant",
        "28,3 fois celle-ci par habitant",
    ):
        assert words in text


def test_the_page_in_french_stands_with_swapped_seats_and_a_gap():
    swapped = text_at({"subject": "stargate", "comparator": "eu-gigafactories", "lang": "fr"})
    assert "pour les gigafabriques d'IA de l'UE et 500 milliards de dollars pour Stargate" in swapped
    early = text_at({"as_of": "2024-10-31", "lang": "fr"})
    assert "ne se comparent pas selon toutes les mesures au 31 octobre 2024" in early
