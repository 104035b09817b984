"""What the rows of one consortium must have in common."""

from __future__ import annotations

import pandas as pd

from analysis.errors import Fault
from analysis.evidence.schemas import PATHS
from analysis.holdings import members_of, problems_between_rows


def faults_of_consortia(consortia: pd.DataFrame) -> list[Fault]:
    """List the rows that cannot stand beside the other rows of their consortium.

    Parameters
    ----------
    consortia : pandas.DataFrame
        The table as text.

    Returns
    -------
    list of Fault
        Shares that add to more than 1, holdings in a circle, a share of somebody who is not there, two coordinators,
        seats, kinds or days that differ, rows that stand there twice.
    """
    faults = []
    for name, rows in consortia.groupby("consortium", sort=False):
        for column in ("kind", "as_of"):
            first = rows[column].iloc[0]
            faults += [
                Fault(
                    PATHS["consortia"], row, column, f'"{cell}" is not allowed (allowed: "{first}", as above in {name})'
                )
                for row, cell in rows[column].items()
                if cell != first
            ]
        faults += [
            Fault(PATHS["consortia"], problem.row, problem.column, f"{problem.message}, in {name}")
            for problem in problems_between_rows(members_of(rows))
        ]
    return faults
