"""Evidence: the tables of ``data/``, validated, corrected, typed, and read as of a date."""

from analysis.evidence.loading import Evidence, load
from analysis.evidence.validation import faults_of_evidence

__all__ = ["Evidence", "faults_of_evidence", "load"]
