"""What a service has that the data have not, and the document that it is written on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from analysis.evidence.csv_files import read_text
from analysis.evidence.schemas import PATHS
from analysis.upkeep.rows import with_row
from analysis.upkeep.services import Service, refused
from analysis.upkeep.staging import Staged


@dataclass(frozen=True)
class Change:
    """One figure as it stands and as its service has it now.

    Attributes
    ----------
    quantity, territory, period : str
        What it is of.
    old, new : str or None
        As a table writes them; None where there is none.
    unit : str
    kept : str
        Why the old one stays; empty where the new one is to be written.
    """

    quantity: str
    territory: str
    period: str
    old: str | None
    new: str | None
    unit: str
    kept: str = ""

    @property
    def difference(self) -> str:
        """The new against the old, as a signed part of it."""
        return f"{float(self.new) / float(self.old) - 1:+.3%}" if self.old and self.new else ""


def lacking(service: Service, missing: list[str]) -> None:
    """Refuse an answer that lacks what the data have: half of an answer is none.

    Raises
    ------
    AnalysisError
        If anything is missing.
    """
    if missing:
        more = f" and {len(missing) - 1} more" if missing[1:] else ""
        raise refused(service, f"gave half an answer: it lacks {missing[0]}{more}, which the data have")


def document(stage: Staged, service: Service, subject: str, title: str, url: str, today: datetime.date) -> str:
    """The id of the document of a day on which a service was read; its row is written where it is not there yet."""
    source_id = f"{service.key}-{today:%Y%m%d}-{subject}"
    file = PATHS["sources"]
    sources, _ = read_text(stage.copy.root / file, file)
    if source_id not in set(sources["source_id"]):
        row = {
            "source_id": source_id,
            "publisher": service.publisher,
            "title": f"{title} on {today.isoformat()}",
            "published": today.isoformat(),
            "url": url,
            "kind": "statistics",
            "language": "en",
        }
        stage.write(file, with_row(stage.read(file), row))
    return source_id
