"""What was promised: treatments of price, place and time that hold for both sums, and shares of output that say so."""

import pytest

from analysis.pages import promised
from analysis.pages.promised import FULL_PPP, PRICE_YEAR, TREATMENTS
from analysis.study import Study, compare

NAMED = {name: words.format(year=PRICE_YEAR) for name, words in TREATMENTS.items()}
"""What a table calls each treatment."""


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


def test_buying_power_on_the_whole_bounds_that_on_the_local_part(latest: Study, article: Study):
    for study in (latest, article):
        table = promised.treated(study).set_index("measure")
        found = table["ratio"].map(lambda ratio: ratio.central)
        assert found[FULL_PPP] < found[NAMED["announced_ppp"]] < found[NAMED["announced_market"]]
        assert table.loc[FULL_PPP, "colour"] == "other"
    assert promised.full_ppp(article.subject).central == pytest.approx(31.4, abs=0.05), "as data/NOTES.md has it"
    assert promised.full_ppp(latest.comparator).central == latest.comparator.announced.central, "dollars need none"


def test_shares_of_output_stand_undivided_beside_divided(article):
    measures = promised.measures(article).set_index("measure")
    whole = measures.loc["In all and undivided, over one year's GDP"]
    yearly = measures.loc["For each year, as a share of GDP"]
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


def test_no_ratio_is_no_chart(early: Study):
    assert not any(ratio.known for ratio in [*promised.treated(early)["ratio"], *promised.measures(early)["ratio"]])
    assert promised.treatments(early) is promised.yardsticks(early) is None
    partly = promised.yardsticks(compare("latest", as_of="2025-02-15"))
    assert partly is None or "no ratio" in partly.drawing.describe()


def test_rates_of_other_days_agree_on_the_day_of_the_edition(latest: Study):
    by_rate = promised.ratio_by_rate(latest)
    of_day = by_rate.loc[by_rate["date"] == latest.rate.date, "ratio"].item()
    assert of_day == pytest.approx(latest.comparison.announced_ratio.central)
    assert promised.values(latest)["rates"] == "14\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}16\N{NO-BREAK SPACE}times"
