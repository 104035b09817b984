"""A study: one edition read against the evidence and worked out by the model."""

from analysis.study.quantity import Quantities, Quantity
from analysis.study.study import Seat, Study, compare, study_in, study_of

__all__ = ["Quantities", "Quantity", "Seat", "Study", "compare", "study_in", "study_of"]
