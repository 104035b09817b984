"""Fetch figures anew: what a service has beside what the data have, and the change itself.

A rate that was published stays. Of people, output and prices a value that changed becomes a fact beside the old one,
and is read instead; old facts stay, each on the document it was read from. A row of ``denominators.csv`` that rests on
what another publisher measured, or on another metric than the service has, is left to whoever chose it.
"""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from analysis.evidence import Evidence
from analysis.evidence.readings import Row
from analysis.evidence.schemas import PATHS
from analysis.model.exchange import CURRENCIES, rate_column
from analysis.upkeep.services import (
    ECB,
    EUROSTAT,
    WORLD_BANK,
    Change,
    Service,
    Yearly,
    document,
    eurostat,
    exchange_rates,
    lacking,
    world_bank,
)
from analysis.upkeep.staging import Staged


def changes_of_rates(evidence: Evidence, what: str, today: datetime.date, timeout: float) -> list[Change]:
    """What the service has from the last day of the table on; a rate that differs stays as it was published first.

    Parameters
    ----------
    evidence : Evidence
    what : str
        ``fx``.
    today : datetime.date
    timeout : float
        Seconds to wait for an answer.

    Returns
    -------
    list of Change

    Raises
    ------
    AnalysisError
        If the service gives no answer, or none with the last day of the table.
    """
    had = {row["date"]: row for row in evidence.exchange_rates.to_dict("records")}
    found = exchange_rates(CURRENCIES[1:], max(had), timeout)
    lacking(ECB, [] if max(had) in found else [max(had).isoformat()])
    changes = []
    for day, currency in itertools.product(sorted(found), CURRENCIES[1:]):
        name, rate, old, kept = rate_column(currency), found[day][currency], None, ""
        if day in had:
            old, kept = f"{had[day][name]:g}", "a rate that was published is not rewritten"
        if old is None or rate != had[day][name]:
            changes.append(Change(name, "", day.isoformat(), old, f"{rate:.10g}", f"{currency} per EUR", kept))
    return changes


def write_rates(stage: Staged, evidence: Evidence, changes: list[Change], today: datetime.date) -> None:
    """Write new rates into the copy, on a document of the day they were fetched."""
    source_id = document(stage, ECB, today)
    for day, of_day in itertools.groupby(changes, attrgetter("period")):
        rates = {change.quantity: change.new for change in of_day}
        stage.add(PATHS["exchange_rates"], {"date": day} | rates | {"source_id": source_id})


BASE_YEAR = 2019
"""The year of which price levels are 100."""

CODES = {EUROSTAT: {"EU27": "EU27_2020"}, WORLD_BANK: {"EU27": "EU"}}
"""How a service names a territory where it does not by its code of ISO 3166."""


@dataclass(frozen=True)
class Series:
    """Where a denominator is read from.

    Attributes
    ----------
    quantity : str
        Of ``denominators.csv``.
    territory : str
        The one it is read for; empty: all that no other series is for.
    metric, unit : str
        Of the facts that are written.
    service : Service
    code : str
        The service's name for it.
    scale : float
        What a value is multiplied with to be in the unit; 0 for an index, which is put to 100 in the base year.
    digits : int
        Decimals that are kept.
    """

    quantity: str
    territory: str
    metric: str
    unit: str
    service: Service
    code: str
    scale: float
    digits: int

    def read(self, territories: list[str], first: int, last: int, timeout: float) -> Yearly:
        """The values of territories between two years, in the unit of the facts."""
        codes = {CODES[self.service].get(territory, territory): territory for territory in territories}
        if self.service is EUROSTAT:
            found = eurostat("nama_10_gdp", f"A.{self.code}.B1GQ.{'+'.join(codes)}", first, timeout)
        else:
            found = world_bank(self.code, codes, first, last, timeout)
        values = {(codes[code], year): value for (code, year), value in found.items() if code in codes}
        if self.scale:
            return {key: value * self.scale for key, value in values.items()}
        lacking(self.service, [f"{name} {BASE_YEAR}" for name in territories if (name, BASE_YEAR) not in values])
        return {(name, year): 100 * value / values[name, BASE_YEAR] for (name, year), value in values.items()}

    def written(self, value: float) -> str:
        """A value as a table writes it."""
        return f"{round(value, self.digits):.12g}"

    def kept(self, fact: Row, publisher: str) -> str:
        """Why a row that rests on a fact is left as it is; empty where it is not."""
        if fact["metric"] != self.metric:
            return f"rests on {fact['metric']}"
        if fact["status"] == "measured" and publisher != self.service.publisher:
            return f"rests on what {publisher} measured"
        return ""


SERIES = (
    Series("population", "", "population", "people", WORLD_BANK, "SP.POP.TOTL", 1, 0),
    Series("gdp", "EU27", "gdp_nominal_eur", "EUR bn", EUROSTAT, "CP_MEUR", 1e-3, 3),
    Series("gdp", "", "gdp_nominal_usd", "USD bn", WORLD_BANK, "NY.GDP.MKTP.CD", 1e-9, 1),
    Series("gdp_deflator", "EU27", "gdp_deflator_index", "index", EUROSTAT, "PD15_EUR", 0, 2),
    Series("gdp_deflator", "", "gdp_deflator_index", "index", WORLD_BANK, "NY.GDP.DEFL.ZS", 0, 2),
    Series("ppp", "", "ppp_lcu_per_intl_usd", "ratio", WORLD_BANK, "PA.NUS.PPP", 1, 5),
)

NOTES = {
    "SP.POP.TOTL": "mid-year",
    "CP_MEUR": "GDP at market prices, table nama_10_gdp",
    "NY.GDP.MKTP.CD": "current USD at average market rate",
    "PD15_EUR": "2019 = 100, implicit deflator in euro, table nama_10_gdp",
    "NY.GDP.DEFL.ZS": "2019 = 100, implicit deflator",
    "PA.NUS.PPP": "national currency units per international dollar, GDP basis",
}
"""What a reader of a fact has to know, by the code of its series."""

QUANTITIES = {"population": ("population",), "gdp": ("gdp",), "prices": ("gdp_deflator", "ppp")}
"""What is fetched together."""


def series_of(quantity: str, territory: str) -> Series:
    """The series that a denominator of a territory is read from."""
    own = [series for series in SERIES if series.quantity == quantity and series.territory in (territory, "")]
    return max(own, key=lambda series: series.territory)


def changes_of_denominators(evidence: Evidence, what: str, today: datetime.date, timeout: float) -> list[Change]:
    """What the services have now beside what the data have, where the two differ, and what is left as it is.

    Parameters
    ----------
    evidence : Evidence
    what : str
        ``population``, ``gdp`` or ``prices``.
    today : datetime.date
    timeout : float
        Seconds to wait for each answer.

    Returns
    -------
    list of Change

    Raises
    ------
    AnalysisError
        If a service gives no answer, or none that covers what the data have from it.
    """
    rows, changes = evidence.denominators, []
    for series in (series for series in SERIES if series.quantity in QUANTITIES[what]):
        read = rows[[series_of(*of) is series for of in zip(rows["quantity"], rows["territory"], strict=True)]]
        territories = {
            name: dict(zip(own["year"], own["fact_id"], strict=True)) for name, own in read.groupby("territory")
        }
        if territories:
            found = series.read(list(territories), int(read["year"].min()), today.year, timeout)
            of_series = list(compared(evidence, series, territories, found))
            lacking(series.service, [f"{c.territory} {c.period}" for c in of_series if not (c.new or c.kept)])
            changes += of_series
    return [change for change in changes if change.kept or change.old != change.new]


def compared(
    evidence: Evidence, series: Series, territories: dict[str, dict[int, str]], found: Yearly
) -> Iterator[Change]:
    """Each value of a series as the data have it and as it was found, and the years that are new."""
    for territory, years in territories.items():
        last = max(years)
        new_years = [year for name, year in sorted(found) if name == territory and year > last]
        for year in [*years, *new_years]:
            fact = evidence.fact(years.get(year, years[last]))
            kept = series.kept(fact, evidence.source(fact["source_id"])["publisher"])
            value = found.get((territory, year))
            yield Change(
                series.quantity,
                territory,
                str(year),
                f"{fact['value']:.12g}" if year in years else None,
                None if value is None or fact["metric"] != series.metric else series.written(value),
                fact["unit"],
                kept,
            )


def write_denominators(stage: Staged, evidence: Evidence, changes: list[Change], today: datetime.date) -> None:
    """Write new values into the copy: facts on a document of the day, and the rows that read them."""
    table = evidence.denominators
    row_of = {(row.territory, row.quantity, str(row.year)): row.Index for row in table.itertuples()}
    last = max(int(fact_id.removeprefix("ctx-")) for fact_id in evidence.facts["fact_id"] if fact_id[:4] == "ctx-")
    for number, change in enumerate(changes, last + 1):
        series = series_of(change.quantity, change.territory)
        fact = {
            "fact_id": f"ctx-{number:04d}",
            "programme": "context",
            "entity": change.territory,
            "metric": series.metric,
            "value": change.new,
            "unit": series.unit,
            "as_of": change.period,
            "status": "measured",
            "source_id": document(stage, series.service, today),
            "confidence": "high",
            "note": NOTES[series.code],
        }
        stage.add(PATHS["facts"], fact)
        place = (change.territory, change.quantity, change.period)
        row = dict(zip(("territory", "quantity", "year"), place, strict=True)) | {"fact_id": fact["fact_id"]}
        if place in row_of:
            stage.change(PATHS["denominators"], row_of[place], row)
        else:
            stage.add(PATHS["denominators"], row)


FIGURES = {
    "fx": (changes_of_rates, write_rates),
    **dict.fromkeys(QUANTITIES, (changes_of_denominators, write_denominators)),
}
"""What can be fetched anew: how to find what the services have that the data have not, and how to write it."""
