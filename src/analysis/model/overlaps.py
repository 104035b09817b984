"""Programmes whose money is in part the same, and sums that refuse them.

Method: a sum over programmes counts each euro once, so it refuses two that an overlap ties: by a row of their own, or
through what either of them contains.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from analysis.errors import UnlikeError
from analysis.model.amounts import Amount, Triplet, require_alike


@dataclass(frozen=True)
class Overlap:
    """Two programmes whose money is, or may be, in part the same.

    Attributes
    ----------
    programme, other : str
        Words of ``data/vocabulary/programmes.csv``.
    how : str
        ``contains``, where all of the other is part of the first, else ``shares``, ``same-site`` or ``may-share``.
    """

    programme: str
    other: str
    how: str


def contents_of(programme: str, contents: Mapping[str, Collection[str]]) -> set[str]:
    """A programme and all that it contains, also by way of what it contains.

    Examples
    --------
    >>> sorted(contents_of("all", {"all": ["one", "two"], "two": ["part"]}))
    ['all', 'one', 'part', 'two']
    """
    found, ahead = set(), [programme]
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += contents.get(one, ())
    return found


def tie(programme: str, other: str, overlaps: Iterable[Overlap]) -> Overlap | None:
    """What ties two programmes, so that their sums may not be added up; None where nothing does.

    Examples
    --------
    >>> rows = [Overlap("five firms", "firm", "contains"), Overlap("firm", "site", "shares")]
    >>> tie("five firms", "site", rows)
    Overlap(programme='firm', other='site', how='shares')
    >>> tie("site", "another site", rows) is None
    True
    """
    rows, contents = list(overlaps), {}
    for row in rows:
        if row.how == "contains":
            contents.setdefault(row.programme, []).append(row.other)
    one, two = contents_of(programme, contents), contents_of(other, contents)
    if common := sorted(one & two):
        return Overlap(programme if common[0] != programme else other, common[0], "contains")
    pairs = set(itertools.product(one, two)) | set(itertools.product(two, one))
    return next((row for row in rows if (row.programme, row.other) in pairs), None)


def total(sums: Mapping[str, Amount], overlaps: Iterable[Overlap], allow: Collection[str] = ()) -> Amount:
    """Add up sums of several programmes, each euro once.

    Parameters
    ----------
    sums : mapping of str to Amount
        Each programme's sum, alike in every one of :data:`analysis.model.amounts.KINDS`.
    overlaps : iterable of Overlap
        The overlaps on record.
    allow : collection of str
        Kinds of difference that the caller names and will print; ``overlap`` among them.

    Returns
    -------
    Amount
        Of the first one's kind, as of the last day of all, its ends blank where one of them is not known.

    Raises
    ------
    UnlikeError
        If two sums differ in a kind that is not named, or are of programmes that an overlap ties.

    Examples
    --------
    >>> import datetime
    >>> day = datetime.date(2026, 6, 30)
    >>> plan = Amount(Triplet.exact(20), "USD", "announced", "nominal", day, 5, "all sites")
    >>> total({"one": plan, "two": plan}, []).value.central
    40
    """
    rows = list(overlaps)
    for (one, amount), (other, another) in itertools.combinations(sums.items(), 2):
        require_alike(amount, another, allow)
        if "overlap" not in allow and tie(one, other, rows):
            raise UnlikeError({"overlap": (one, other)})
    amounts = list(sums.values())
    ends = [
        None if None in values else sum(values)
        for values in zip(*((one.value.low, one.value.central, one.value.high) for one in amounts), strict=True)
    ]
    perimeters = "; ".join(dict.fromkeys(one.perimeter for one in amounts))
    return replace(amounts[0], value=Triplet(*ends), as_of=max(one.as_of for one in amounts), perimeter=perimeters)
