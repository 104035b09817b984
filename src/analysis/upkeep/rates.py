"""Bring the exchange rates up to the last day that the European Central Bank published."""

from __future__ import annotations

import datetime

from analysis.evidence import Evidence
from analysis.evidence.schemas import PATHS
from analysis.upkeep.changes import Change, document, lacking
from analysis.upkeep.rows import with_row
from analysis.upkeep.services import ECB, exchange_rates
from analysis.upkeep.staging import Staged

SERIES = "EXR.D.USD.EUR.SP00.A"


def changes_of_rates(evidence: Evidence, timeout: float) -> list[Change]:
    """What the service has that the table has not; a rate that differs stays as it was published first.

    Parameters
    ----------
    evidence : Evidence
    timeout : float
        Seconds to wait for an answer.

    Returns
    -------
    list of Change

    Raises
    ------
    AnalysisError
        If the service gives no answer, or none that covers the days of the table.
    """
    table = evidence.exchange_rates
    had = dict(zip(table["date"], table["usd_per_eur"], strict=True))
    found = exchange_rates(min(had), timeout)
    lacking(ECB, [day.isoformat() for day in had if day not in found])
    changes = []
    for day, rate in sorted(found.items()):
        if day not in had:
            changes.append(Change("usd_per_eur", "", day.isoformat(), None, f"{rate:g}", "USD per EUR"))
        elif rate != had[day]:
            kept = "a rate that was published is not rewritten"
            changes.append(
                Change("usd_per_eur", "", day.isoformat(), f"{had[day]:g}", f"{rate:g}", "USD per EUR", kept)
            )
    return changes


def write_rates(stage: Staged, changes: list[Change], today: datetime.date) -> None:
    """Write new rates into the copy, on a document of the day they were fetched."""
    title = f"Euro foreign exchange reference rates, US dollar, daily ({SERIES}), read from the data service"
    url = f"https://data.ecb.europa.eu/data/datasets/EXR/{SERIES}"
    source_id = document(stage, ECB, "reference-rates", title, url, today)
    text = stage.read(PATHS["exchange_rates"])
    for change in changes:
        text = with_row(text, {"date": change.period, "usd_per_eur": change.new, "source_id": source_id})
    stage.write(PATHS["exchange_rates"], text)
