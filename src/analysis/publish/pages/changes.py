"""What changed between two days, for its page and for the feed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.publish.figure import show_table
from analysis.publish.table import cell
from analysis.study import Study
from analysis.tables.changes import happened, news
from analysis.tables.claims import article_day
from analysis.text import translate
from analysis.text import translate as _
from analysis.wording import date


def changes(study: Study) -> list[str]:
    """What changed from the day of the article to that of a study: tables as HTML."""
    since = article_day(study)
    span = {"since": date(since), "until": date(study.as_of)}
    readings, events, corrections = news(study, since), happened(study, since), corrected(study)
    shown = (
        show_table(study, "readings", readings, title=_("Readings that changed from {since} to {until}", **span)),
        show_table(study, "events", events, title=_("Events from {since} to {until}", **span)),
        show_table(study, "corrections", corrections, title=_("Corrections to facts, with their reasons")),
    )
    return [table.html for table in shown if table.html]


def corrected(study: Study) -> pd.DataFrame:
    """Every correction to a fact."""
    table = study.evidence.corrections.copy()
    table.attrs = {
        "headings": {"fact_id": _("Fact"), "found": _("Found"), "corrected": _("Corrected"), "reason": _("Reason")},
        "sources": tuple(dict.fromkeys(name for names in table["source_id"] for name in names.split(";") if name)),
    }
    return table


def entries(study: Study) -> list[dict[str, Any]]:
    """The readings that changed since the article as entries of a feed, the latest first.

    Returns
    -------
    list of dict
        ``id`` (which stays), ``title``, ``summary`` and ``updated`` [YYYY-MM-DD].
    """
    return [
        {
            "id": f"tag:ai-programmes-compared,2026:{row['key']}",
            "title": _(
                "{programme}, {what}: {after} (before: {before})",
                programme=row["programme"],
                what=row["what"],
                after=cell(row["after"]),
                before=cell(row["before"]),
            ),
            "summary": translate(row["note"]),
            "updated": row["day"].isoformat(),
        }
        for _place, row in news(study, article_day(study)).iterrows()
    ]
