"""What a chart function gives back."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.layout_engine import PlaceHolderLayoutEngine


@dataclass(frozen=True)
class Chart:
    """A drawn figure with its text alternative.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        One with subplots and no layout of its own is laid out so that no label is cut off. Closed to pyplot, so that
        JupyterLab does not show it a second time.
    description : str
        What the figure shows, made from the numbers that are drawn.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> drawn, axes = plt.subplots(figsize=(5, 2))
    >>> bars = axes.barh(["EU AI gigafactories", "Stargate"], [7, 10])
    >>> Chart(drawn, "EU AI gigafactories: 7 sites. Stargate: 10 sites.").description[:28]
    'EU AI gigafactories: 7 sites'
    """

    figure: Figure
    description: str

    def __post_init__(self) -> None:
        on_grid = any(axes.get_subplotspec() for axes in self.figure.axes)
        if on_grid and isinstance(self.figure.get_layout_engine(), PlaceHolderLayoutEngine | None):
            self.figure.set_layout_engine("tight")
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close(self.figure)
