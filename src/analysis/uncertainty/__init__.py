"""Uncertainty: triplets as distributions, draws, bands, and which input matters most."""

from analysis.uncertainty.distributions import Distribution
from analysis.uncertainty.sampling import Sample, sample
from analysis.uncertainty.sensitivity import convergence, sobol_indices, tornado

__all__ = ["Distribution", "Sample", "convergence", "sample", "sobol_indices", "tornado"]
