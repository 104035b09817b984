"""Room on a surface: marks moved apart, labels set where they cover nothing. All lengths are pixels.

Boxes are arrays of shape (boxes, 4): left, top, right, bottom. What is set is the same each time.
"""

from collections.abc import Sequence

import numpy as np

GAPS = np.array((3.0, 6.0, 10.0, 15.0, 21.0, 28.0, 38.0, 50.0, 65.0, 85.0))
"""Tried distances between a mark and its label."""

LEADER_FROM = 6.0
"""From this distance on a line leads from the label to its mark."""

PAD, NEAR, STEPS, DIRECTIONS = 1.5, 7.0, 200, 24
"""Kept clear around a label; what is nearly as close to another mark; marks are moved apart in so many steps."""


def moved_apart(places: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Move marks that overlap away from each other, each pair by as much as it needs.

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


def meeting(boxes: np.ndarray, others: np.ndarray, pad: float = PAD) -> np.ndarray:
    """Which of some boxes, of shape (..., 4), come nearer to which of others than a pad."""
    before, after = boxes[..., None, :2] < others[:, 2:] + pad, boxes[..., None, 2:] > others[:, :2] - pad
    return (before & after).all(axis=-1)


def set_labels(
    places: np.ndarray, radii: np.ndarray, sizes: Sequence[tuple[float, float]], room: np.ndarray, taken: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray] | None]:
    """Set a label to each mark, near it, over no mark, no other label and no line; the most crowded come first.

    Parameters
    ----------
    places : numpy.ndarray
        Shape (marks, 2): the middle of each mark.
    radii : numpy.ndarray
        Shape (marks,).
    sizes : sequence of tuple of float
        Width and height of each label.
    room : numpy.ndarray
        The box that labels have to stay in.
    taken : numpy.ndarray
        Boxes that they must not cover either.

    Returns
    -------
    list of tuple, or None
        In the order of the marks: the box of each label, and the ends of the line that leads to its mark (one point
        twice for none). None where no place was found.

    Examples
    --------
    >>> marks, room = np.array([[2.0, 2.0], [10.0, 2.0]]), np.array([-50, -50, 50, 50])
    >>> found = set_labels(marks, np.array([2.0, 2.0]), [(10, 4), (10, 4)], room, np.empty((0, 4)))
    >>> [box.round().tolist() for box, line in found]
    [[-13.0, 0.0, -3.0, 4.0], [15.0, 0.0, 25.0, 4.0]]
    """
    marks = np.hstack([places - radii[:, None], places + radii[:, None]])
    crowd = np.exp(-np.hypot(*(places[:, None] - places).T) / 40).sum(axis=0)
    widths = np.array(sizes).reshape(-1, 2)[:, 0]
    found = [None] * len(places)
    for one in np.argsort(-crowd * widths, kind="stable"):
        boxes, lines, costs = candidates(places[one], radii[one], np.array(sizes[one]))
        covers = np.stack([boxes, np.hstack([lines.min(axis=1), lines.max(axis=1)])], axis=1)
        others = np.delete(marks, one, axis=0)
        free = (boxes[:, :2] >= room[:2]).all(axis=1) & (boxes[:, 2:] <= room[2:]).all(axis=1)
        free &= ~meeting(covers, np.vstack([others, taken])).any(axis=(1, 2))
        if free.any():
            near = meeting(boxes, others, NEAR).sum(axis=1)
            best = np.where(free, costs + 12 * near, np.inf).argmin()
            found[one] = boxes[best], lines[best]
            taken = np.vstack([taken, covers[best]])
    return found


def candidates(place: np.ndarray, radius: float, size: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where a label may stand around a mark: boxes, lines, and what speaks against each: far, not beside, a line."""
    turns = 2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    gaps, ways = np.repeat(GAPS, DIRECTIONS), np.tile(np.column_stack([np.cos(turns), np.sin(turns)]), (len(GAPS), 1))
    reach = (radius + size / 2 + gaps[:, None]) / np.maximum(np.abs(ways), 1e-9)
    middles = place + ways * reach.min(axis=1, keepdims=True)
    boxes = np.hstack([middles - size / 2, middles + size / 2])
    off = np.abs(middles - place) / (radius + size / 2)
    beside, led = reach[:, 0] <= reach[:, 1], gaps > LEADER_FROM
    costs = gaps + np.where(beside, 3 * off[:, 1], 3 + 3 * off[:, 0]) + (beside & (ways[:, 0] < 0)) + 8 * led
    starts = place.clip(boxes[:, :2], boxes[:, 2:])
    ends = place + (starts - place) * (radius / np.hypot(*(starts - place).T))[:, None]
    return boxes, np.stack([starts, np.where(led[:, None], ends, starts)], axis=1), costs
