"""Sweeps: every quantity at many settings of the parameters, as one table."""

from analysis.sweeps.table import sweep

__all__ = ["sweep"]
