"""Room on paper: marks moved apart, labels set where they cover nothing. All lengths are points of 1/72 inch.

Boxes are upright rectangles, arrays of shape (boxes, 4): left, bottom, right, top.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

GAPS = (2.5, 5.0, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 65.0, 85.0, 110.0)
"""Tried distances between a mark and its label."""

DIRECTIONS = 24
LEADER_FROM = 5.5
"""From this distance on a line leads from the label to its mark."""

PAD = 1.5
"""Kept clear around a label and its line."""

NO_LABEL = 1000.0
"""What it costs to leave a mark without a label."""

PIECES, STEPS = 4, 200
"""A line is kept clear as so many boxes along it; marks are moved apart in so many steps."""

FINE = 10
"""Texts are measured at so many dots to the point."""


@functools.cache
def extent(text: str, size: int, weight: str = "normal", style: str = "normal") -> tuple[float, float]:
    """Width and height of a text [points]."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight, style=style)
    width, height, __ = RendererAgg(1, 1, 72 * FINE).get_text_width_height_descent(text, font, ismath=False)
    return width / FINE, height / FINE


def wrapped(text: str, width: float, size: int, weight: str = "normal") -> list[str]:
    """Break a text between its words into lines that fit a width [points].

    Examples
    --------
    >>> wrapped("US firm through an EU holding (illustrative)", 200, 12, "bold")
    ['US firm through an EU', 'holding (illustrative)']
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and extent(longer, size, weight)[0] <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def meeting(boxes: np.ndarray, others: np.ndarray, pad: float | np.ndarray = 0.0) -> np.ndarray:
    """Which of some boxes overlap which of others, or come nearer than a pad, in shape (boxes, others).

    The pad is one for all, or one a box in shape (boxes, 1, 1). Boxes may be of more dimensions.

    Examples
    --------
    >>> meeting(np.array([[0, 0, 2, 1]]), np.array([[1, 0, 3, 1], [2, 0, 3, 1]])).tolist()
    [[True, False]]
    """
    before, after = boxes[..., None, :2] < others[:, 2:] + pad, boxes[..., None, 2:] > others[:, :2] - pad
    return (before & after).all(axis=-1)


def moved_apart(places: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Move marks that overlap away from each other, each pair by as much as it needs.

    Parameters
    ----------
    places : numpy.ndarray
        Shape (marks, 2): where each belongs.
    radii : numpy.ndarray
        Shape (marks,).

    Returns
    -------
    numpy.ndarray
        Shape (marks, 2).

    Examples
    --------
    >>> moved_apart(np.array([[0.0, 1.0], [2.0, 1.0], [9.0, 1.0]]), np.array([2.0, 2.0, 1.0])).round(2).tolist()
    [[-1.0, 1.0], [3.0, 1.0], [9.0, 1.0]]
    """
    angles = 2.4 * np.arange(len(places))  # marks at one spot leave it each another way
    places = places + 1e-9 * np.column_stack([np.cos(angles), np.sin(angles)])
    for __ in range(STEPS):
        away = places[:, None] - places
        distances = np.hypot(*away.T).T
        np.fill_diagonal(distances, np.inf)
        lacking = (radii[:, None] + radii - distances).clip(0)
        places = places + (away * (lacking / distances / 2)[:, :, None]).sum(axis=1)
    return places


@dataclass(frozen=True, eq=False)
class Label:
    """Where a label may be set.

    Attributes
    ----------
    anchor : numpy.ndarray
        Where its text begins, ends or has its middle, as ``align`` says; half way up.
    align : str
        ``left`` where it stands to the right of its mark, ``right`` to the left, ``center`` above or below.
    line : numpy.ndarray
        Ends of the line that leads to its mark, of shape (2, 2); one point twice where it stands beside it.
    covers : numpy.ndarray
        Boxes of the text and of pieces of the line.
    cost : float
        What speaks against it.
    """

    anchor: np.ndarray
    align: str
    line: np.ndarray
    covers: np.ndarray
    cost: float


def set_labels(
    marks: np.ndarray, sizes: Sequence[tuple[float, float]], room: tuple[float, float, float, float], taken: np.ndarray
) -> list[Label | None]:
    """Set a label to each mark, near it, over no mark, no other label and no line.

    Labels are set one after the other in several orders; the best of these is taken.

    Parameters
    ----------
    marks : numpy.ndarray
        Boxes of the marks, which are as high as wide.
    sizes : sequence of tuple of float
        Width and height of each label.
    room : tuple of float
        The box that labels have to stay in.
    taken : numpy.ndarray
        Boxes that they must not cover either.

    Returns
    -------
    list of Label or None
        In the order of the marks; None where no place was found.

    Examples
    --------
    >>> marks = np.array([[0, 0, 4, 4], [8, 0, 12, 4]])
    >>> label, other = set_labels(marks, [(10, 4), (10, 4)], (-50, -50, 50, 50), np.empty((0, 4)))
    >>> print(label.align, other.align)
    right left
    """
    choices = [
        possible(mark, size, room, np.delete(marks, place, axis=0), taken)
        for place, (mark, size) in enumerate(zip(marks, sizes, strict=True))
    ]
    centres = (marks[:, :2] + marks[:, 2:]) / 2
    crowd = np.exp(-np.hypot(*(centres[:, None] - centres).T) / 40).sum(axis=0)
    orders = [np.argsort(key, kind="stable") for key in (-crowd, *centres.T, *-centres.T)]
    found = [set_in_turn(order, choices) for order in orders]
    return min(found, key=lambda labels: sum(label.cost if label else NO_LABEL for label in labels))


def set_in_turn(order: np.ndarray, choices: Sequence[Sequence[Label]]) -> list[Label | None]:
    """Set labels one after the other, each where it then stands best."""
    found: list[Label | None] = [None] * len(order)
    covered = np.empty((0, 4))
    for place in order:
        free = (label for label in choices[place] if not meeting(label.covers, covered, PAD).any())
        if label := next(free, None):
            found[place], covered = label, np.vstack([covered, label.covers])
    return found


def possible(
    mark: np.ndarray, size: tuple[float, float], room: tuple[float, ...], others: np.ndarray, taken: np.ndarray
) -> list[Label]:
    """Where the label of one mark may stand as far as other marks and room go, the best first.

    Distance speaks against a place, then not being beside the mark, then being nearly as close to other marks with no
    line that leads to its own.
    """
    size, width, centre = np.array(size), mark[2] - mark[0], (mark[:2] + mark[2:]) / 2
    gaps = np.repeat(GAPS, DIRECTIONS)
    angles = np.tile(2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS, len(GAPS))
    ways = np.column_stack([np.cos(angles), np.sin(angles)])
    apart = (width + size) / 2
    reach = (apart + gaps[:, None]) / np.maximum(np.abs(ways), 1e-9)
    middles = centre + ways * reach.min(axis=1, keepdims=True)
    side = np.where(reach[:, 0] <= reach[:, 1], np.sign(ways[:, 0]), 0).astype(int)
    boxes = np.hstack([middles - size / 2, middles + size / 2])

    starts = centre.clip(boxes[:, :2], boxes[:, 2:])
    led = gaps > LEADER_FROM
    edges = centre + (starts - centre) * (width / 2 / np.hypot(*(starts - centre).T))[:, None]
    lines = np.stack([starts, np.where(led[:, None], edges, starts)], axis=1)
    stops = lines[:, :1] + (lines[:, 1:] - lines[:, :1]) * np.linspace(0, 1, PIECES + 1)[:, None]
    pieces = np.dstack([np.minimum(stops[:, 1:], stops[:, :-1]), np.maximum(stops[:, 1:], stops[:, :-1])])
    covers = np.hstack([boxes[:, None], pieces])

    off = np.abs(middles - centre) / apart
    costs = gaps + np.where(side == 0, 3 + 3 * off[:, 0], 3 * off[:, 1]) + (side < 0) + 8 * led
    costs += 5 * ~led * meeting(boxes, others, (costs + 5)[:, None, None]).sum(axis=1)
    fits = (boxes[:, :2] >= room[:2]).all(axis=1) & (boxes[:, 2:] <= room[2:]).all(axis=1)
    fits &= ~meeting(covers, np.vstack([others, taken]), PAD).any(axis=(1, 2))
    anchors = middles - side[:, None] * size * (0.5, 0)
    aligns = np.array(["center", "left", "right"])[side]
    labels = [Label(*values) for *values, fit in zip(anchors, aligns, lines, covers, costs, fits, strict=True) if fit]
    return sorted(labels, key=attrgetter("cost"))
