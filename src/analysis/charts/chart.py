"""What a chart function gives back."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure


@dataclass(frozen=True)
class Chart:
    """A drawn figure with its text alternative.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        Closed to pyplot, so that JupyterLab does not show it a second time.
    description : str
        What the figure shows, made from the numbers that are drawn.
    """

    figure: Figure
    description: str
