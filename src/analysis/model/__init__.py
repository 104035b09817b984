"""The model: one plain function a quantity. It knows no file and no chart."""

from typing import Any, TypeAlias

Number: TypeAlias = Any
"""A float, a NumPy array or a symbol: the model's functions run on each."""
