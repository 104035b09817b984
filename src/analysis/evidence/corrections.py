"""Corrections to facts: declared as rows, applied on loading, refused once what they expect has changed."""

from collections.abc import Iterator

import pandas as pd

from analysis.errors import Fault, not_known
from analysis.evidence.relations import beside
from analysis.evidence.schemas import PATHS


def faults_of_corrections(facts: pd.DataFrame, corrections: pd.DataFrame) -> Iterator[Fault]:
    """List the corrections that cannot be applied to the facts as they stand.

    Parameters
    ----------
    facts, corrections : pandas.DataFrame
        The tables as text, indexed by row.
    """
    for row, correction, fact in beside(corrections, "fact_id", facts):
        column, expected = correction["column"], correction["found"]
        if column not in fact:
            message = not_known(column, "a column of facts.csv", fact)
            yield Fault(PATHS["corrections"], row, "column", message)
        elif fact[column] != expected:
            message = (
                f'expects "{expected}" in {column} of {correction["fact_id"]}, but {PATHS["facts"]} has '
                f'"{fact[column]}": the fact changed, so look again whether the correction is needed'
            )
            yield Fault(PATHS["corrections"], row, "found", message)


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
    row_of = dict(zip(facts["fact_id"], facts.index, strict=True))
    for correction in corrections[corrections["fact_id"].isin(row_of)].to_dict("records"):
        row = row_of[correction["fact_id"]]
        facts.at[row, correction["column"]] = correction["corrected"]
        behind = [*filter(None, facts.at[row, "corrected_by"].split(";")), correction["source_id"]]
        facts.at[row, "corrected_by"] = ";".join(dict.fromkeys(behind))
    return facts
