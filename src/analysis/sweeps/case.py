"""The studies behind a sweep: one for every combination of what is no number, each taking its numbers as arrays."""

import functools
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.edition import LoadedEdition
from analysis.evidence import Evidence
from analysis.model.amounts import Triplet
from analysis.model.exchange import rate_name
from analysis.model.graph import SEATS, Graph
from analysis.study.derived import Ranged, checked, described, known, ranges, uncertain
from analysis.study.inputs import ranks_of
from analysis.study.readers import usd_rate
from analysis.study.study import given_by, in_order
from analysis.uncertainty import Distribution
from analysis.uncertainty.sampling import DRAWS, SEED, WORKERS, band, behind, inputs_at, points_of_chunk

Band = tuple[float, float, float]

RATE = "usd_per_eur"
"""The exchange rate: no quantity of the graph, and in the comparison of every study all the same."""

GROUPS = (*SEATS, "comparison", "common")


class Case:
    """One combination of what is no number.

    Parameters
    ----------
    loaded : LoadedEdition
        The edition where every number that is varied has its first value.
    varied : collection of str
        The numbers that are varied. One that is an input of the graph moves that input; a rate such as
        ``usd_per_eur`` moves that of the programmes that count in its currency.
    evidence : Evidence
        The tables.

    Attributes
    ----------
    given : Given
        What the model is given at the first values.
    ranks : dict of str to float
        Rank correlation in each group of inputs.
    fed : dict of str to str
        The inputs of the graph that move with a number that is varied, each with the name of that number.
    names : dict of str to str
        Every quantity by its full name, ``subject.spent``, with its name in the graph; in the order of ``analysis
        numbers``.
    units : list of str
        Their units.
    unlike : set of str
        The quantities that set unlike sums against each other: they have no value where both sums have one.
    """

    def __init__(self, loaded: LoadedEdition, varied: Collection[str], evidence: Evidence):
        self.varied, self.ranks = varied, ranks_of(evidence)
        self.given = given = given_by(loaded, evidence)
        rates = {f"{seat}_market_rate": rate_name(row["currency"]) for seat, row in given.pair.items()}
        moving = {name: name for name in varied} | {name: rate for name, rate in rates.items() if rate in varied}
        self.fed = {name: axis for name, axis in moving.items() if name in given.inputs}
        graph, one = given.graph, Ranged(Triplet.exact(1.0), 1.0)
        shapes = given.inputs | {  # as if each had a value: what they are measured in, and which sums are unlike
            name: described(graph, node, one, given.inputs, given.pair) for name, node in graph.nodes.items()
        }
        units = {name: shape.unit for name, shape in shapes.items()} | {RATE: usd_rate("EUR", given.rate, loaded).unit}
        scopes = graph.scopes | {RATE: "comparison"}
        ordered = sorted([RATE, *in_order(graph.scopes, evidence)], key=lambda name: GROUPS.index(scopes[name]))
        self.names = {f"comparison.{RATE}" if name == RATE else graph.full_name(name): name for name in ordered}
        self.units = [units[name] for name in ordered]
        self.unlike = {
            name for name, node in graph.nodes.items() if not checked(graph, shapes[name], node, shapes).known
        }

    def frame(self, settings: pd.DataFrame, with_ranges: bool) -> pd.DataFrame:
        """Work out every quantity at many settings.

        Parameters
        ----------
        settings : pandas.DataFrame
            One row a setting.
        with_ranges : bool
            Whether to work out low and high.

        Returns
        -------
        pandas.DataFrame
            One row a setting and quantity, in the order of ``names``: the columns of ``settings``, the quantity, its
            unit, its value and where it is wanted its range; NaN for a gap.
        """
        varied = {RATE: np.full(len(settings), self.given.rate.usd_per_eur)}
        varied |= {name: settings[name].to_numpy(float) for name in self.varied}
        columns = {"central": self.central(varied)}
        if with_ranges:
            gaps = np.isnan(columns["central"])
            low, high = (np.where(gaps, np.nan, end) for end in np.moveaxis(self.ends(varied), -1, 0))
            columns = {"low": low, **columns, "high": high}
        quantity = pd.Categorical.from_codes(np.tile(range(len(self.names)), len(settings)), list(self.names))
        return settings.loc[settings.index.repeat(len(self.names))].assign(
            quantity=quantity,
            unit=np.tile(np.array(self.units, dtype=object), len(settings)),
            **{name: values.ravel() for name, values in columns.items()},
        )

    def central(self, varied: Mapping[str, np.ndarray]) -> np.ndarray:
        """The central values: one row a setting and one column a quantity."""
        graph, fed = self.given.graph, {name: varied[axis] for name, axis in self.fed.items()}
        found = graph.run(known(self.given.inputs) | fed) | {RATE: varied[RATE]}
        for name in self.unlike & found.keys():
            both = np.logical_and(*(np.isfinite(found[need]) for need in graph.nodes[name].needs))
            found[name] = np.where(both, np.nan, found[name])
        shape = varied[RATE].shape
        table = np.column_stack([np.broadcast_to(found.get(name, np.nan), shape) for name in self.names.values()])
        return np.where(np.isfinite(table), table, np.nan)

    def ends(self, varied: Mapping[str, np.ndarray]) -> np.ndarray:
        """Low and high, as a study of each setting has them: one row a setting and one column a quantity."""

        def at(setting: int) -> list[tuple[float | None, float | None]]:
            values = {name: Triplet.exact(float(numbers[setting])) for name, numbers in varied.items()}
            moved = {name: replace(self.given.inputs[name], value=values[axis]) for name, axis in self.fed.items()}
            inputs = self.given.inputs | moved
            studied = inputs | ranges(self.given.graph, inputs, self.ranks, self.bands)
            found = {name: one.value for name, one in studied.items()} | {RATE: values[RATE]}
            ordered = (found.get(name) or Triplet(None, None, None) for name in self.names.values())
            return [(value.low, value.high) for value in ordered]

        with ThreadPoolExecutor(WORKERS) as pool:
            return np.array(list(pool.map(at, range(len(varied[RATE])))), dtype=float)

    def bands(
        self,
        graph: Graph,
        values: Mapping[str, float],
        distributions: Mapping[str, Distribution],
        ranks: Mapping[str, float],
        wanted: Iterable[str],
    ) -> dict[str, Band]:
        """The bands of draws, as :func:`analysis.study.derived.ranges` asks for them; what stays is drawn once."""
        still, bands = drawn_once(self, tuple(wanted))
        moving = [name for name in wanted if name not in bands]
        found = graph.run(still | {name: values[name] for name in self.fed}, moving)
        return bands | {name: band_of(found[name]) for name in moving}


@functools.lru_cache(2)  # each takes some 20 MB
def drawn_once(case: Case, wanted: tuple[str, ...]) -> tuple[dict[str, np.ndarray], dict[str, Band]]:
    """What some quantities rest on and is the same at every setting: drawn values, and the bands of those wanted.

    A study draws the same points whatever its inputs are, so this is worked out once.
    """
    graph, inputs = case.given.graph, case.given.inputs
    moving = behind(graph, uncertain(inputs), wanted)
    points = points_of_chunk(len(graph.drawable), DRAWS, SEED)
    with np.errstate(all="ignore"):
        values = known(inputs) | inputs_at(points, graph.drawable, moving, case.ranks)
    still = [name for name in graph.nodes if not graph.upstream(name) & case.fed.keys()]
    values = graph.run({name: value for name, value in values.items() if name not in case.fed}, still)
    return values, {name: band_of(values[name]) for name in wanted if name in values}


def band_of(values: np.ndarray) -> Band:
    """The 5th, 50th and 95th percentile of draws, as :class:`analysis.uncertainty.Sample` has them."""
    with np.errstate(over="ignore"):  # what is beyond all bounds is infinite
        return band(np.full(DRAWS, values, dtype=np.float32))
