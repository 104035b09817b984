"""The field: every programme with a seat on every rung of the ladder, as known on the day of a study.

Method: sums are set against each other in US dollars at the study's market rate. What is part of another programme
stands under it, and is counted with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from analysis.evidence.readings import FLOWS, GUIDANCE, Row
from analysis.model.amounts import Triplet
from analysis.model.exchange import usd_per_unit
from analysis.study.context import Context
from analysis.study.denominators import of_denominators
from analysis.study.derived import DOWNWARD, UPWARD, together
from analysis.study.quantity import Quantity, quantity_of
from analysis.study.readers import of_ladder, of_readings
from analysis.study.study import Study
from analysis.text import N_

FLOW = FLOWS[0]
"""The measure of such money: one year."""

WORDS, REAL = ("announced", "committed", "financed"), ("spent", "in_service")
"""The rungs of what is said, signed or raised, from the top; and those of money and machines."""

POWER = ("power_sought", "power_planned", "power_secured", "power_contracted", "power_in_service")
"""The rungs of power, from what is asked for to what runs."""


@dataclass(frozen=True)
class Programme:
    """One programme of the field.

    Attributes
    ----------
    programme, name, short_name, currency, territory, kind : str
        Its row in ``data/chosen/seats.csv``; the word of ``data/vocabulary/programme_kinds.csv`` for who pays, empty
        for none.
    inside : str
        The programme of its kind that contains it; empty for none.
    years : float or None
        Over how many years its promise is spread; None where no document says so.
    is_flow : bool
        Whether it is what a company spends in a year, or a sum of such, and no programme.
    rungs : mapping of str to Quantity
        Its money on each rung, in its own currency and in US dollars; a gap where none of its kind is on record.
    power : mapping of str to Quantity
        Its power on each rung of :data:`POWER` [MW], IT load or facility power as its perimeter says.
    attributable : mapping of str to Quantity
        Of what is real, by rung: one where it counts towards the sum announced, a gap where it does not.
    people, output : Quantity
        Of its territory, in the last year that has both: persons, and billions of its currency.
    """

    programme: str
    name: str
    short_name: str
    currency: str
    territory: str
    kind: str
    inside: str
    years: float | None
    is_flow: bool
    rungs: Mapping[str, Quantity]
    power: Mapping[str, Quantity]
    attributable: Mapping[str, Quantity]
    people: Quantity
    output: Quantity

    @property
    def real(self) -> Quantity:
        """What is real of it: the money spent, else the cost of what is in service."""
        return next((self.rungs[rung] for rung in REAL if self.rungs[rung].known), self.rungs["spent"])

    @property
    def moved(self) -> bool:
        """Whether money spent or machines at work are on record, and more than none."""
        return self.real.known and self.real.central > 0

    @property
    def size(self) -> float:
        """The sum that it is sorted by [USD bn]: what was announced, else the next rung that is known; 0 for none."""
        return next((self.rungs[rung].usd.central for rung in (*WORDS, *REAL) if self.rungs[rung].known), 0.0)

    @property
    def realised(self) -> Quantity:
        """What is real of each unit of money announced; a gap where it does not count, or one is not known."""
        announced, found = self.rungs["announced"], self.real
        result = Quantity("realised", N_("real of each dollar announced"), None, "ratio", sources=announced.sources)
        if not (announced.known and found.known):
            return replace(result, gap=found.gap or announced.gap)
        if not (counts := self.attributable[found.rung]).known:
            return replace(result, gap=counts.gap)
        top, bottom = found.value, announced.value
        value = Triplet(top.low / bottom.high, top.central / bottom.central, top.high / bottom.low)
        bounds = {UPWARD.get(found.qualifier, ""), DOWNWARD.get(announced.qualifier, "")} - {""}
        further = {"sources": (*announced.sources, *found.sources), "as_of": found.as_of, "rung": found.rung}
        return replace(result, value=value, qualifier=together(bounds), **further)


def field_of(study: Study) -> tuple[Programme, ...]:
    """Every programme with a seat, kind by kind: the largest first, and under each what it contains.

    Examples
    --------
    >>> from analysis.study import compare
    >>> found = {one.programme: one for one in field_of(compare("latest"))}
    >>> found["stargate"].inside, found["stargate"].rungs["announced"].usd.central
    ('other:openai-compute', 500.0)
    """
    evidence = study.evidence
    kinds = {row["programme"]: row["kind"] for row in evidence.kinds.to_dict("records")}
    contains = [(tie.programme, tie.other) for tie in evidence.ties if tie.how == "contains"]
    inside = {other: one for one, other in contains if kinds.get(one) == kinds.get(other)}
    rows = evidence.seats.to_dict("records")
    found = [programme(study, row, kinds.get(row["programme"], ""), inside.get(row["programme"], "")) for row in rows]
    known = {one.programme for one in found}
    found = [one if one.inside in known else replace(one, inside="") for one in found]
    order = (*evidence.vocabularies["programme_kinds"].words, "")
    return tuple(one for kind in order for one in nested([one for one in found if one.kind == kind]))


def programme(study: Study, row: Row, kind: str, inside: str) -> Programme:
    """One programme by its row in ``seats.csv``."""
    year = study.evidence.common_year([row["territory"]], study.as_of)
    context = Context(study.evidence, study.loaded, study.rate, "subject", {"subject": row}, year)
    is_flow = flows(study, row["programme"])
    years = row["span_central"] if row["span_central"] > 0 else None
    named = {name: row[name] for name in ("programme", "name", "short_name", "currency", "territory")}
    rungs = {rung: money_of(study, row["programme"], rung) for rung in (*WORDS, *REAL)}
    power = {rung: of_readings(rung, context) for rung in POWER}
    counts = {rung: of_ladder(f"{rung}_attributable", context) for rung in REAL}
    further = {"people": of_denominators("population", context), "output": of_denominators("gdp", context)}
    return Programme(
        **named,
        kind=kind,
        inside=inside,
        years=years,
        is_flow=is_flow,
        rungs=rungs,
        power=power,
        attributable=counts,
        **further,
    )


def flows(study: Study, programme: str) -> bool:
    """Whether a programme is what a company spends in a year, or a sum of such."""
    return study.evidence.kind_of(programme) == GUIDANCE


def money_of(study: Study, programme: str, rung: str) -> Quantity:
    """Money of a programme of the field on a rung, in its own currency and in US dollars.

    Examples
    --------
    >>> from analysis.study import compare
    >>> money_of(compare("latest"), "other:japan", "announced").unit
    'JPY bn'
    """
    context = Context(
        study.evidence, study.loaded, study.rate, "subject", {"subject": study.evidence.seat(programme)}, None
    )
    return in_dollars(flow_or_sum(of_ladder(rung, context), flows(study, programme)), study)


def history(study: Study, programme: str, name: str) -> list[Quantity]:
    """What was known of a rung of money or of power on each day that has a reading, up to the study's.

    Examples
    --------
    >>> from analysis.study import compare
    >>> [power.central for power in history(compare("latest"), "stargate", "power_in_service")]
    [0.0, 147.0, 295.0, 590.0]
    """
    evidence, is_power = study.evidence, name in POWER
    table, column, read = (
        ("readings", "quantity", evidence.quantity) if is_power else ("ladder", "rung", evidence.money)
    )
    rows = evidence.rows_by(table, "programme", column).get((programme, name), [])
    days = sorted({row["as_of"] for row in rows if row["as_of"] <= study.as_of})
    label = evidence.quantities[name]["meaning"] if is_power else evidence.rungs[name]["name"]
    found = {reading.as_of: reading for day in days if (reading := read(programme, name, day))}
    read_on = (quantity_of(reading, name, label, evidence) for reading in found.values())
    return [one if is_power else in_dollars(replace(one, rung=name), study) for one in read_on]


def flow_or_sum(money: Quantity, is_flow: bool) -> Quantity:
    """Money on a rung as the field has it: of a programme its sums, of a company the money of a year."""
    if money.known and (money.measure == FLOW) != is_flow:
        other = N_("no money of a year") if is_flow else N_("on record for a single year alone")
        return replace(money, value=None, gap=other)
    return money if money.known or money.none_found else replace(money, gap=N_("none on record"))


def in_dollars(money: Quantity, study: Study) -> Quantity:
    """A sum with its value in US dollars at the market rate of a study beside it."""
    if money.value is None:
        return money
    rate = usd_per_unit(money.unit.split()[0], study.rate.usd_per_eur, study.rate.crosses)
    return replace(
        money, usd=Triplet(*(end * rate for end in (money.value.low, money.value.central, money.value.high)))
    )


def nested(programmes: Iterable[Programme], inside: str = "") -> Iterator[Programme]:
    """Programmes from the largest to the smallest, each followed by those that it contains."""
    found = list(programmes)
    for one in sorted((one for one in found if one.inside == inside), key=lambda one: -one.size):
        yield one
        yield from nested(found, one.programme)
