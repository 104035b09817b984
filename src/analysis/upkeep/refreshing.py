"""Fetch figures anew: what would change, and the change itself."""

from __future__ import annotations

import datetime

from analysis.evidence import Evidence
from analysis.evidence.schemas import PATHS
from analysis.upkeep.denominators import QUANTITIES, changes_of_denominators, write_denominators
from analysis.upkeep.services import ECB, Change, document, exchange_rates, lacking
from analysis.upkeep.staging import Staged, with_row


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
    table = evidence.exchange_rates
    had = dict(zip(table["date"], table["usd_per_eur"], strict=True))
    found = exchange_rates(max(had), timeout)
    lacking(ECB, [] if max(had) in found else [max(had).isoformat()])
    changes = []
    for day, rate in sorted(found.items()):
        if rate != had.get(day):
            old, kept = (f"{had[day]:g}", "a rate that was published is not rewritten") if day in had else (None, "")
            changes.append(Change("usd_per_eur", "", day.isoformat(), old, f"{rate:g}", "USD per EUR", kept))
    return changes


def write_rates(stage: Staged, evidence: Evidence, changes: list[Change], today: datetime.date) -> None:
    """Write new rates into the copy, on a document of the day they were fetched."""
    source_id, text = document(stage, ECB, today), stage.read(PATHS["exchange_rates"])
    for change in changes:
        text = with_row(text, {"date": change.period, "usd_per_eur": change.new, "source_id": source_id})
    stage.write(PATHS["exchange_rates"], text)


FIGURES = {
    "fx": (changes_of_rates, write_rates),
    **dict.fromkeys(QUANTITIES, (changes_of_denominators, write_denominators)),
}
"""What can be fetched anew: how to find what the services have that the data have not, and how to write it."""
