"""A study: one edition read against the evidence and worked out by the model."""

from analysis.study.quantity import Quantities, Quantity
from analysis.study.study import Seat, Study, compare

__all__ = ["Quantities", "Quantity", "Seat", "Study", "compare"]
