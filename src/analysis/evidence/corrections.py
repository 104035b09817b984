"""Corrections to facts: declared as rows, applied on loading, refused once what they expect has changed."""

from __future__ import annotations

import pandas as pd

from analysis.errors import Fault, not_known
from analysis.evidence.schemas import PATHS


def faults_of_corrections(facts: pd.DataFrame, corrections: pd.DataFrame) -> list[Fault]:
    """List the corrections that cannot be applied to the facts as they stand.

    Parameters
    ----------
    facts, corrections : pandas.DataFrame
        The tables as text, indexed by row.

    Returns
    -------
    list of Fault
    """
    by_id = facts.drop_duplicates("fact_id").set_index("fact_id")
    faults = []
    for row, correction in corrections.iterrows():
        if correction["fact_id"] not in by_id.index:
            continue  # an id that does not resolve is a fault of its own
        if correction["column"] not in by_id.columns:
            message = not_known(correction["column"], "a column of facts.csv", by_id.columns)
            faults.append(Fault(PATHS["corrections"], row, "column", message))
            continue
        found = by_id.at[correction["fact_id"], correction["column"]]
        if found != correction["found"]:
            message = (
                f'expects "{correction["found"]}" in {correction["column"]} of {correction["fact_id"]}, but '
                f'{PATHS["facts"]} has "{found}": the fact changed, so look again whether the correction is needed'
            )
            faults.append(Fault(PATHS["corrections"], row, "found", message))
    return faults


def corrected(facts: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """Apply the corrections.

    Parameters
    ----------
    facts, corrections : pandas.DataFrame
        The tables as text, with no fault in them, but that a correction may name a fact which is not there.

    Returns
    -------
    pandas.DataFrame
        The facts with corrected cells, and in ``corrected_by`` the documents behind the corrections, joined by
        semicolons.
    """
    facts = facts.assign(corrected_by="")
    row_of = {fact_id: row for row, fact_id in facts["fact_id"].items()}
    for correction in corrections[corrections["fact_id"].isin(row_of)].to_dict("records"):
        row = row_of[correction["fact_id"]]
        facts.at[row, correction["column"]] = correction["corrected"]
        behind = [source for source in facts.at[row, "corrected_by"].split(";") if source]
        facts.at[row, "corrected_by"] = ";".join(dict.fromkeys([*behind, correction["source_id"]]))
    return facts
