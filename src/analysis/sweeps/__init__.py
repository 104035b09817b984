"""Sweeps: every quantity at many settings of the parameters, as one table."""
