"""Room on paper: marks moved apart, labels set where they cover nothing. All lengths are points of 1/72 inch."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

GAPS = (2.5, 5.0, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 65.0, 85.0, 110.0)
"""Tried distances between a mark and its label."""

DIRECTIONS = 24
LEADER_FROM = 5.5
"""From this distance on a line leads from the label to its mark."""

PAD = 1.5
"""Kept clear around a label."""

NO_LABEL = 1000.0
"""What it costs to leave a mark without a label."""

FINE = 10
"""Texts are measured at so many dots to the point."""


@functools.cache
def extent(text: str, size: int, weight: str = "normal", slant: str = "normal") -> tuple[float, float]:
    """Width and height of a text [points]."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight, style=slant)
    width, height, __ = ruler().get_text_width_height_descent(text, font, ismath=False)
    return width / FINE, height / FINE


@functools.cache
def ruler() -> RendererAgg:
    """What texts are measured with, ``FINE`` dots to the point; nothing is ever drawn with it."""
    return RendererAgg(1, 1, 72 * FINE)


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


@dataclass(frozen=True)
class Box:
    """An upright rectangle.

    Attributes
    ----------
    left, bottom, right, top : float
        Its edges.
    """

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """The box of a width and a height around a point."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def meets(self, other: Box, pad: float = 0.0) -> bool:
        """Whether two boxes overlap, or come nearer than ``pad``.

        Examples
        --------
        >>> Box(0, 0, 2, 1).meets(Box(1, 0, 3, 1)), Box(0, 0, 2, 1).meets(Box(2, 0, 3, 1))
        (True, False)
        """
        return (
            self.left < other.right + pad
            and self.right > other.left - pad
            and self.bottom < other.top + pad
            and self.top > other.bottom - pad
        )

    def edges(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.left, self.bottom, self.right, self.top

    def is_in(self, other: Box) -> bool:
        """Whether the box is wholly inside another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of the box that is nearest to a point."""
        return min(max(x, self.left), self.right), min(max(y, self.bottom), self.top)


@dataclass(frozen=True)
class Label:
    """Where a label is set.

    Attributes
    ----------
    box : Box
        The room of its text.
    side : int
        1 where it stands to the right of its mark, -1 to the left, 0 above or below.
    leader : tuple of tuple of float or None
        Ends of the line that leads to its mark, the label's first; None where it stands beside it.
    """

    box: Box
    side: int
    leader: tuple[tuple[float, float], tuple[float, float]] | None

    @functools.cached_property
    def dots(self) -> np.ndarray:
        """The leading line as a row of small boxes, by their edges; empty where there is none."""
        if self.leader is None:
            return np.empty((0, 4))
        start, end = np.array(self.leader)
        shares = np.linspace(0, 1, max(2, int(math.dist(start, end) / 2)))[1:, None]
        centres = start + (end - start) * shares
        return np.hstack([centres - 0.5, centres + 0.5])


def meeting(boxes: np.ndarray, others: np.ndarray, pad: float | np.ndarray = 0.0) -> np.ndarray:
    """Which of some boxes meet which of others, as :meth:`Box.meets` has it.

    Parameters
    ----------
    boxes, others : numpy.ndarray
        Shapes (boxes, 4) and (others, 4): edges.
    pad : float or numpy.ndarray
        One for all, or one a box in shape (boxes, 1, 1).

    Returns
    -------
    numpy.ndarray
        Shape (boxes, others).
    """
    before, after = boxes[:, None, :2] < others[:, 2:] + pad, boxes[:, None, 2:] > others[:, :2] - pad
    return (before & after).all(axis=2)


def moved_apart(places: np.ndarray, radii: np.ndarray, rounds: int = 200) -> np.ndarray:
    """Move marks that overlap away from each other, each pair by as much as it needs.

    Parameters
    ----------
    places : numpy.ndarray
        Shape (marks, 2): where each belongs.
    radii : numpy.ndarray
        Shape (marks,).
    rounds : int
        After so many rounds what still overlaps stays so.

    Returns
    -------
    numpy.ndarray
        Shape (marks, 2).

    Examples
    --------
    >>> moved_apart(np.array([[0.0, 0.0], [2.0, 0.0], [9.0, 0.0]]), np.array([2.0, 2.0, 1.0])).round(2).tolist()
    [[-1.0, 0.0], [3.0, 0.0], [9.0, 0.0]]
    """
    places = places.astype(float).copy()
    for _ in range(rounds):
        still = True
        for one in range(len(places)):
            for other in range(one):
                away = places[one] - places[other]
                distance = math.hypot(*away)
                lacking = radii[one] + radii[other] - distance
                if lacking > 0.01:
                    still = False
                    angle = 2.4 * one  # marks at one spot leave it in turn, each another way
                    way = away / distance if distance > 0.01 else np.array([math.cos(angle), math.sin(angle)])
                    places[one] += way * lacking / 2
                    places[other] -= way * lacking / 2
        if still:
            break
    return places


def set_labels(
    marks: Sequence[Box], sizes: Sequence[tuple[float, float]], room: Box, taken: Sequence[Box] = ()
) -> list[Label | None]:
    """Set a label to each mark, near it, over no mark, no other label and no line.

    Labels are set one after the other in several orders, each then moved once more where it now can stand better; the
    best of these is taken.

    Parameters
    ----------
    marks : sequence of Box
        The marks.
    sizes : sequence of tuple of float
        Width and height of each label.
    room : Box
        What labels have to stay in.
    taken : sequence of Box
        What else they must not cover.

    Returns
    -------
    list of Label or None
        In the order of the marks; None where no place was found.

    Examples
    --------
    >>> label, other = set_labels([Box(0, 0, 4, 4), Box(8, 0, 12, 4)], [(10, 4), (10, 4)], Box(-50, -50, 50, 50))
    >>> label.side, other.side, label.leader
    (-1, 1, None)
    """
    choices = [possible(place, marks, sizes[place], room, taken) for place in range(len(marks))]
    best: list[Label | None] = [None] * len(marks)
    lowest = math.inf
    for order in orders(marks):
        found: list[Label | None] = [None] * len(marks)
        costs = [NO_LABEL] * len(marks)
        for place in order * 3:
            others = [label for index, label in enumerate(found) if label and index != place]
            costs[place], found[place] = next(
                (choice for choice in choices[place] if not any(cross(choice[1], label) for label in others)),
                (NO_LABEL, None),
            )
        if sum(costs) < lowest:
            best, lowest = found, sum(costs)
    return best


def orders(marks: Sequence[Box]) -> list[list[int]]:
    """Orders in which labels are set: the most crowded first, and from each side."""
    centres = np.array([box.centre for box in marks]).reshape(-1, 2)
    near = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1))
    keys = (-np.exp(-near / 40).sum(axis=1), centres[:, 0], -centres[:, 0], centres[:, 1], -centres[:, 1])
    return [np.argsort(key, kind="stable").tolist() for key in keys]


def possible(
    place: int, marks: Sequence[Box], size: tuple[float, float], room: Box, taken: Sequence[Box]
) -> list[tuple[float, Label]]:
    """Where the label of one mark may stand as far as marks and room go, the best first, each with its cost.

    To stand nearly as close to another mark costs, unless a line leads to its own.
    """
    others = np.array([box.edges() for index, box in enumerate(marks) if index != place]).reshape(-1, 4)
    in_the_way = np.vstack([others, *(box.edges() for box in taken)])
    inside = [(cost, label) for cost, label in candidates(marks[place], size) if label.box.is_in(room)]
    boxes = np.array([label.box.edges() for _, label in inside]).reshape(-1, 4)
    covering = meeting(boxes, np.vstack([in_the_way, marks[place].edges()]), PAD).any(axis=1)
    reach = np.array([cost + 5 for cost, _ in inside]).reshape(-1, 1, 1)
    near = meeting(boxes, others, reach).sum(axis=1)
    found = [
        (cost + 5 * (int(doubtful) if label.leader is None else 0), label)
        for (cost, label), covers, doubtful in zip(inside, covering, near, strict=True)
        if not covers and not meeting(label.dots, in_the_way, PAD / 2).any()
    ]
    return sorted(found, key=lambda choice: choice[0])


def cross(label: Label, other: Label) -> bool:
    """Whether two labels or their lines come over each other."""
    if label.box.meets(other.box, PAD):
        return True
    if label.leader is None and other.leader is None:
        return False
    one, another = (np.vstack([each.dots, each.box.edges()]) for each in (label, other))
    return bool(meeting(one, another, PAD / 2).any())


def candidates(mark: Box, size: tuple[float, float]) -> list[tuple[float, Label]]:
    """Places for a label around its mark, each with what speaks against it: distance, then not being beside it."""
    (width, height), found = size, []
    x, y = mark.centre
    across, up = (mark.right - mark.left + width) / 2, (mark.top - mark.bottom + height) / 2
    for gap in GAPS:
        for turn in range(DIRECTIONS):
            way = math.cos(2 * math.pi * turn / DIRECTIONS), math.sin(2 * math.pi * turn / DIRECTIONS)
            by_side = (across + gap) / abs(way[0]) if abs(way[0]) > 1e-9 else math.inf
            by_height = (up + gap) / abs(way[1]) if abs(way[1]) > 1e-9 else math.inf
            reach = min(by_side, by_height)
            box = Box.around(x + way[0] * reach, y + way[1] * reach, width, height)
            side = (1 if way[0] > 0 else -1) if by_side <= by_height else 0
            start = box.nearest(x, y)
            distance = math.hypot(start[0] - x, start[1] - y)
            share = min(1.0, (mark.right - mark.left) / 2 / distance) if distance else 0.0
            end = x + (start[0] - x) * share, y + (start[1] - y) * share
            leader = (start, end) if gap > LEADER_FROM else None
            aside = 3 * abs(box.centre[1] - y) / up if side else 3 + 3 * abs(box.centre[0] - x) / across
            found.append((gap + aside + (side < 0) + 8 * (leader is not None), Label(box, side, leader)))
    return found
