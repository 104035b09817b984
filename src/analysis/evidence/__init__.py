"""Evidence: the tables of ``data/``, validated, corrected, typed, and read as of a date."""

from analysis.evidence.loading import Evidence, load

__all__ = ["Evidence", "load"]
