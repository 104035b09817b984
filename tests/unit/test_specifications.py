"""The specification curve: every combination by a plain loop, what is refused, and what it says of other editions."""

import csv
import datetime
import functools
import itertools
import math

import numpy as np
import pytest

from analysis.charts.canvas import NARROW, WIDE
from analysis.evidence.readings import records
from analysis.evidence.schemas.chosen import WAYS
from analysis.pages import uncertainty
from analysis.study import Study, compare
from analysis.study.specifications import distribution, influence, unlike
from analysis.study.study import study_in
from analysis.text import language, translate
from conftest import ROOT, Copy

EU, STARGATE = "eu-gigafactories", "stargate"
SEATS = {EU: "subject", STARGATE: "comparator"}
DAY = datetime.date.fromisoformat
NO_END = "9999-12-31"


def rows_of() -> list[dict[str, str]]:
    """The rows of the table as they are written."""
    with (ROOT / "data/chosen/specifications.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def year_of(day: str) -> float:
    """A day as a year with decimals."""
    date = DAY(day)
    days = (datetime.date(date.year + 1, 1, 1) - datetime.date(date.year, 1, 1)).days
    return round(date.year + (date.timetuple().tm_yday - 0.5) / days, 5)


def along_the_path(starts: float, span: float, yearly: float, to: float) -> float:
    """One unit spent along the S-curve in four quarters, at a yearly loss of value, brought to a day."""

    def reached(at: float) -> float:
        return 1 / (1 + math.exp(-10 * (at - 0.5)))

    whole = reached(1) - reached(0)
    shares = [round((reached((quarter + 1) / 4) - reached(quarter / 4)) / whole, 6) for quarter in range(4)]
    return sum(
        share * (1 + yearly) ** (to - starts - span * (quarter + 0.5) / 4) for quarter, share in enumerate(shares)
    )


class Loop:
    """Every combination, one after the other, with formulas of its own."""

    def __init__(self, study: Study):
        self.study, self.facts = study, study.evidence.rows_by("facts", "fact_id")
        self.rates = {
            str(day): rate
            for day, rate in study.evidence.exchange_rates[["date", "usd_per_eur"]].itertuples(index=False)
        }

    def read(self, name: str, seat: str) -> float:
        """A fact, or a quantity of the study."""
        if name in self.facts:
            return float(self.facts[name][0]["value"])
        return self.study.quantities[f"{seat}_{name}" if f"{seat}_{name}" in self.study.quantities else name].central

    def announced_on(self, seat: str) -> str:
        """Day of the sum that stood on the study's day."""
        programme = next(programme for programme, own in SEATS.items() if own == seat)
        return str(self.study.evidence.money(programme, "announced", self.study.as_of).as_of)

    def amount(self, row: dict[str, str], seat: str) -> float:
        """The number of a row."""
        total = float(row["value"] or 0)
        for column, sign in (("plus", 1), ("minus", -1)):
            total += sign * sum(self.read(part, seat) for part in row[column].split(";") if part)
        for part in filter(None, row["times"].split(";")):
            total *= self.read(part, seat)
        for part in filter(None, row["over"].split(";")):
            total /= self.read(part, seat)
        return total

    @functools.cache  # noqa: B019  one loop lives as long as its test
    def mean(self, year: str) -> float:
        """Mean rate of a year up to the study's day."""
        found = [rate for day, rate in self.rates.items() if day.startswith(year) and day <= str(self.study.as_of)]
        return sum(found) / len(found)

    def worth(self, programme, first, unit, time, years, scale) -> float:
        """What one combination is worth on one side."""
        seat, euro = SEATS[programme], programme == EU
        day = first["stood_from"] or self.announced_on(seat)
        span = float(first["years"] or self.read("span_years", seat)) + float(years["value"] or 0)
        found, dollars, inflation = self.amount(first, seat), 1.0, self.read("inflation", seat)
        if unit:
            dollars = {
                "rate of the announcement": self.rates[day] if euro else 1.0,
                "mean rate of the year": self.mean(str(self.study.as_of.year)) if euro else 1.0,
                "constant prices": self.read("base_year_rate", seat),
                "purchasing power": self.read("ppp_on_local_part_rate", seat),
            }.get(unit["method"], self.read("market_rate", seat))
            starts, today = max(year_of(day), self.read("spending_starts", seat)), year_of(str(self.study.as_of))
            if unit["method"] == "constant prices":
                found *= along_the_path(starts, span, inflation, 2025.5)
            if unit["method"] == "nominal rate":
                found *= along_the_path(starts, span, self.amount(unit, seat), today)
            if unit["method"] == "real rate":
                found *= along_the_path(starts, span, (1 + inflation) * (1 + self.amount(unit, seat)) - 1, today)
            if unit["method"] == "compute":
                since = self.read("chip_year", seat) if "chip_year" in self.study.quantities else 2025.5
                middle, it_part = starts + span / 2 - since, self.read("it_share_of_capex", seat)
                building = (1 - it_part) * (1 + self.read("construction_cost_growth", seat)) ** middle
                found /= it_part * self.read("price_performance_growth", seat) ** -middle + building
        if time["method"] == "per year":
            found /= span
        if scale["method"] == "per head":
            found *= dollars / self.read("population", seat) * (1e9 if unit else 1)
        elif scale["method"] == "per output":
            found /= self.read("gdp", seat) * (1.0 if unit or not euro else self.mean(str(self.study.denominator_year)))
        elif scale["method"] == "per output in volume":
            found /= self.read("gdp", seat) * self.read("ppp_rate", seat)
        else:
            found *= dollars
        return found

    def run(self) -> dict[tuple[str, ...], float]:
        """Every combination that the rules let in, each number once, by its choices."""
        rows = [row for row in rows_of() if row["class"] != "refused"]
        by = {(row["dimension"], row["programme"]): [] for row in rows}
        for row in rows:
            by[row["dimension"], row["programme"]].append(row)
        found: dict[tuple[str, ...], float] = {}
        for first, units in (
            ("sum", list(dict.fromkeys(r["choice"] for r in rows if r["dimension"] == "unit"))),
            ("plan", [""]),
        ):
            seen = set()
            years = [[*by["years", ""], *by["years", programme]] for programme in (STARGATE, EU)]
            for above, below, unit, time, scale, *spans in itertools.product(
                by[first, STARGATE], by[first, EU], units, by["time", ""], by["scale", ""], *years
            ):
                of = {
                    p: next((r for r in rows if r["choice"] == unit and r["programme"] in ("", p)), None) for p in SEATS
                }
                method = of[EU]["method"] if unit else ""
                if above["measure"] != below["measure"] or self.apart(above, below):
                    continue
                if method.endswith(" rate") and time["method"] == "per year":
                    continue
                if first == "sum" and scale["method"] == "per output in volume":
                    continue
                length = [float(row["years"] or self.read("span_years", SEATS[p])) + float(y["value"] or 0)
                          for p, row, y in zip((STARGATE, EU), (above, below), spans, strict=True)]  # fmt: skip
                if time["method"] == "per year" and length[0] == length[1]:
                    continue
                matter = time["method"] == "per year" or method in (
                    "constant prices",
                    "real rate",
                    "nominal rate",
                    "compute",
                )
                names = [row["choice"] if matter else "" for row in spans]
                key = (first, above["choice"], below["choice"], unit, time["choice"], *names, scale["choice"])
                ratio = self.worth(STARGATE, above, of[STARGATE], time, spans[0], scale) / self.worth(
                    EU, below, of[EU], time, spans[1], scale
                )
                number = (time["choice"], scale["choice"], round(math.log(ratio), 9))
                if key in found or number in seen:
                    continue
                seen.add(number)
                found[key] = ratio
        return found

    def apart(self, above: dict[str, str], below: dict[str, str]) -> bool:
        """Whether two sums never stood on one day."""
        starts = [
            row["stood_from"] or self.announced_on(seat) for row, seat in ((above, "comparator"), (below, "subject"))
        ]
        return max(starts) >= min(row["stood_to"] or NO_END for row in (above, below))


def test_a_plain_loop_finds_the_same_ratios(latest: Study):
    expected = Loop(latest).run()
    table = latest.specifications.table
    kind = {"money": "sum", "power": "plan"}
    columns = ["above", "below", "unit", "time", "years_above", "years_below", "scale"]
    found = {(kind[row["family"]], *(row[name] for name in columns)): row["ratio"] for _, row in table.iterrows()}
    assert len(found) == len(table) > 1500
    assert found == pytest.approx(expected, rel=1e-9)


def test_the_first_ratio_is_the_headline_of_the_study(latest: Study):
    parts = latest.specifications.parts
    assert parts["headline"]["ratio"].iloc[0] == pytest.approx(latest.comparison.announced_ratio.central)
    first = parts["power"].query("mainstream and above == 'stargate-it-load'")["ratio"].iloc[0]
    assert first == pytest.approx(latest.comparison.it_power_planned_ratio.central)


def test_usual_ways_lie_within_all_of_them_and_power_below(latest: Study):
    content = latest.as_json()["comparison"]["specifications"]
    headline, usual, power = (content[name] for name in ("headline", "headline_mainstream", "power"))
    assert headline["least"] < headline["low"] < usual["least"] < usual["most"] < headline["high"] < headline["most"]
    assert power["most"] < 10 < usual["least"]
    assert power["share_above_ten"] == 0
    for part in (headline, usual, power):
        assert sum(part["bounds"].values()) == part["number"]
        assert part["lower_quartile"] <= part["median"] <= part["upper_quartile"]
    assert headline["most_influential"][0]["choice"] == "subject_sum"
    assert headline["most_influential"][0]["dropped"] > 0.5


def test_bounds_are_told_and_move_no_ratio(latest: Study):
    table = latest.specifications.parts["headline"]
    bound = table.groupby(["above", "below"])["bound"].unique().map(list).to_dict()
    assert bound["stargate-announced", "eu-announced"] == ["none"]
    assert bound["stargate-announced", "eu-private"] == ["at most"]
    assert bound["stargate-450", "eu-announced"] == ["at least"]
    assert bound["stargate-450", "eu-private"] == ["none"]
    assert bound["stargate-announced", "eu-ceilings"] == ["unclear"]


REFUSED = [row["choice"] for row in rows_of() if row["class"] == "refused"]


@pytest.mark.parametrize("refused", REFUSED)
def test_what_is_refused_is_unlike_every_choice_of_the_other_side(latest: Study, refused: str):
    rows = records(latest.evidence.specifications)
    one = next(row for row in rows if row["choice"] == refused)
    others = [
        row for row in rows if row["dimension"] == one["dimension"] and row["programme"] not in ("", one["programme"])
    ]
    assert others
    assert all(unlike(one, other) for other in others if other["class"] != "refused")


def test_a_present_value_is_not_divided_by_its_years_again(latest: Study):
    rows = {row["choice"]: row for row in records(latest.evidence.specifications)}
    assert unlike(rows["present-real"], rows["yearly"]) == {"span": ("real rate", "per year")}
    assert "currency" in unlike(rows["stargate-announced"], rows["output-volume"])
    assert unlike(rows["stargate-facility"], rows["eu-it-load"]) == {
        "measure": ("MW of facility power", "MW of IT load")
    }
    assert unlike(rows["stargate-400"], rows["eu-private"]).keys() == {"day"}


def test_the_inferred_sum_alone_takes_the_ratio_below_ten(latest: Study, article: Study):
    table = latest.specifications.parts["headline"]
    stated = table[table["below"] != "eu-ceilings"]["ratio"]
    assert float(uncertainty.inferred(latest)["without"]) == pytest.approx(stated.min(), abs=0.05)
    assert table["ratio"].min() < 10 < stated.min()
    assert uncertainty.inferred(article) == {"inferred": None, "without": None}


def test_every_choice_that_is_open_makes_a_ratio(latest: Study):
    curve = latest.specifications
    used = set(np.unique(curve.table[["above", "below", "unit", "time", "years_above", "years_below", "scale"]]))
    assert set(curve.choices["choice"]) <= used
    assert set(curve.choices["method"]) - {""} == set(WAYS)


def test_an_earlier_edition_knows_no_later_choice(article: Study):
    curve = article.specifications
    assert 0 < len(curve.parts["headline"]) < len(compare("latest").specifications.parts["headline"])
    assert set(curve.table["below"]) == {"eu-announced"}
    assert "present-yield" not in set(curve.table["unit"])
    assert curve.parts["power"].empty
    assert all(day <= article.as_of for day in curve.choices["stood_from"])


def test_swapped_seats_are_told_the_readable_way_round(latest: Study):
    swapped = compare("latest", subject=STARGATE, comparator=EU)
    assert (latest.specifications.above, swapped.specifications.above) == ("comparator", "subject")
    ours, theirs = (sorted(study.specifications.table["ratio"]) for study in (latest, swapped))
    assert ours == pytest.approx(theirs)
    assert uncertainty.by_every_count(swapped) == uncertainty.by_every_count(latest)


def test_a_rate_moves_only_what_is_converted_at_it(latest: Study):
    moved = compare("latest", usd_per_eur=latest.rate.usd_per_eur * 2)
    before, after = (
        study.specifications.parts["headline"].set_index(["above", "below", "unit", "years_above", "years_below"])[
            "ratio"
        ]
        for study in (latest, moved)
    )
    change = (after / before).dropna().groupby("unit").mean()
    assert change["day"] == pytest.approx(0.5)
    assert change[["announcement", "year", "constant"]].tolist() == pytest.approx([1, 1, 1])


def test_programmes_without_choices_have_no_curve_and_say_so(copy: Copy):
    copy.write("data/chosen/specifications.csv", [row for row in rows_of() if row["programme"] != EU])
    study = study_in(copy.project, "latest")
    assert study.as_json()["comparison"]["specifications"].keys() == {"gap"}
    assert "EU AI gigafactories" in study.specifications.gap
    assert uncertainty.every_way(study) is None
    assert uncertainty.by_every_count(study)["stated"] is None
    assert uncertainty.bounds(study) is None


def test_influence_is_all_of_one_choice_where_only_one_moves(latest: Study):
    table = latest.specifications.parts["power"].query("below == 'eu-facility'")
    (only,) = influence(table)
    assert (only["choice"], only["dropped"], only["alone"]) == ("above", pytest.approx(1), pytest.approx(1))
    assert influence(table.head(1)) == []
    assert distribution(table)["number"] == len(table)


def test_the_sentence_says_how_much_of_what(study: Study, article: Study):
    said = uncertainty.by_every_count(study)
    count = str(len(study.specifications.parts["headline"]))
    assert count in said["ways"]
    assert said["ways"].startswith({"en": "nine in ten", "fr": "neuf sur dix"}[language()])
    assert said["usual"].split()[1] == {"en": "to", "fr": "à"}[language()]
    few = uncertainty.by_every_count(article)
    assert few["ways"].startswith({"en": "all ", "fr": "les "}[language()])
    assert few["power"] is None


def test_the_chart_has_a_stroke_for_each_combination_of_each_choice(study: Study):
    chart = uncertainty.every_way(study)
    ratios, choices = chart.drawing.table["ratio"], chart.table
    shown = choices[choices["dimension"] != "plan"]
    for width in (WIDE, NARROW):
        drawn = [np.asarray(line.get_ydata(), float) for line in chart.drawing.draw(width).axes[0].lines]
        assert sum(np.isnan(ys).sum() for ys in drawn) == shown["count"].sum()
        assert any(len(ys) == len(ratios) and not np.isnan(ys).any() for ys in drawn)
    assert ratios.is_monotonic_increasing
    assert all(translate(label) in chart.drawing.describe() for label in choices["label"])
    for choice in choices[choices["dimension"] == "sum"].itertuples():
        assert choice.ratios.central == ratios[chart.drawing.table[choice.column] == choice.id].median()


def test_the_refused_are_listed_with_their_reasons_once_these_are_known(latest: Study, article: Study):
    table = uncertainty.refused(latest).frame
    assert len(table) == len(REFUSED)
    then = set(uncertainty.refused(article).frame["label"])
    assert {"said to be invested", "expressions of interest"} <= then
    assert not {"Union money alone", "spent", "with Abilene's extension"} & then
    assert table["reason"].str.len().min() > 10
