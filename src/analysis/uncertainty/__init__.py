"""Uncertainty: triplets as distributions, draws, bands, and which input matters most."""

from analysis.uncertainty.distributions import Distribution
from analysis.uncertainty.draws import Drawn, draw
from analysis.uncertainty.sensitivity import convergence, sobol_indices, tornado

__all__ = ["Distribution", "Drawn", "convergence", "draw", "sobol_indices", "tornado"]
