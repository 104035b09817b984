"""What was promised: treatments of price, place and time that hold for both sums, and shares of output that say so."""

from __future__ import annotations

import math
import re

import pytest

from analysis import tables
from analysis.charts import draw_measures, draw_treatments
from analysis.study import Study, compare
from analysis.tables.promised import FULL_PPP, PRICE_YEAR, TREATMENTS
from conftest import Copy
from test_edges import FRANCE_SEATED, held, run_cells
from test_numbers import with_france

NAME = "01-promised"
NAMED = {name: words.format(year=PRICE_YEAR) for name, words in TREATMENTS.items()}
"""What a table calls each treatment."""


def plain(text: str) -> str:
    """A text with ordinary spaces and apostrophes."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("’", "'")


def text_at(parameters: dict) -> str:
    """What the page says."""
    shown = run_cells(NAME, parameters)
    held(shown)
    return " ".join(plain(re.sub(r"<[^>]+>", " ", shown)).split())


def by_treatment(study: Study) -> dict[str, float]:
    """Ratio by treatment."""
    table = tables.treatments(study)
    return dict(zip(table["measure"], table["ratio"], strict=True))


def test_each_treatment_is_the_model_s_own(latest):
    ratios = by_treatment(latest)
    for name, words in NAMED.items():
        assert ratios[words] == latest.comparison[f"{name}_ratio"].central


def test_a_treatment_is_applied_to_both_sums(latest):
    for _, row in tables.treatments(latest).iterrows():
        assert row["comparator"].central / row["subject"].central == pytest.approx(row["ratio"])


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
    table = tables.treatments(study)
    used = table[table["used"]]
    assert list(used["measure"]) == [words]
    assert used["ratio"].item() == pytest.approx(study.comparison.announced_ratio.central)
    assert table.attrs["present"] == study.comparison.announced_ratio.central


def test_buying_power_on_the_whole_bounds_that_on_the_local_part(latest, article):
    for study in (latest, article):
        ratios = by_treatment(study)
        assert ratios[FULL_PPP] < ratios[NAMED["announced_ppp"]] < ratios[NAMED["announced_market"]]
        bound = tables.treatments(study).set_index("measure").loc[FULL_PPP]
        assert bound["aside"] == "a bound"
    assert tables.full_ppp(article.subject).central == pytest.approx(31.4, abs=0.05), "as data/NOTES.md has it"


def test_dollars_need_no_buying_power(latest):
    assert tables.full_ppp(latest.comparator).central == latest.comparator.announced.central


def test_shares_of_output_stand_undivided_beside_divided(article):
    measures = tables.measures(article).set_index("measure")
    whole, yearly = measures.loc["In all, over one year's GDP"], measures.loc["For each year, as a share of GDP"]
    assert round(whole["subject"].central, 5) == 0.00106
    assert round(whole["comparator"].central, 4) == 0.0163
    assert whole["subject"].central / yearly["subject"].central == article.subject.span_years.central
    assert (whole["aside"], yearly["aside"]) == ("undivided", "")


def test_what_is_no_result_is_drawn_apart_and_said(latest):
    assert "10.6, a bound" in draw_treatments(tables.treatments(latest)).description
    assert "10.2, undivided" in draw_measures(tables.measures(latest)).description
    assert "this edition: 14.9" in draw_treatments(tables.treatments(latest)).description


def test_the_page_says_both_shares_and_the_bound():
    text = text_at({"edition": "article"})
    assert "0.106% in the EU and 1.63% in the United States" in text
    assert "USD 31.4 bn: an upper bound, and wrong for chips" in text


def test_no_ratio_is_no_chart():
    early = compare("latest", as_of="2024-10-31")
    table = tables.treatments(early)
    assert draw_treatments(table) is None
    assert all(math.isnan(ratio) for ratio in table["ratio"])


def test_rates_of_other_days_say_that_an_edition_works_otherwise(latest):
    assert not tables.ratio_by_rate(latest).attrs["note"]
    assert "otherwise" in tables.ratio_by_rate(compare("ppp")).attrs["note"]


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
        "Par habitant",
        "28,3 fois celle-ci par habitant",
    ):
        assert words in text


def test_the_page_in_french_stands_with_swapped_seats_and_a_gap():
    swapped = text_at({"subject": "stargate", "comparator": "eu-gigafactories", "lang": "fr"})
    assert "pour les gigafabriques d'IA de l'UE et 500 milliards de dollars pour Stargate" in swapped
    early = text_at({"as_of": "2024-10-31", "lang": "fr"})
    assert "ne se comparent pas selon toutes les mesures au 31 octobre 2024" in early
