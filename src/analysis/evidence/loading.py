"""Load the tables: checked, corrected and typed."""

import datetime
import functools
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from analysis.errors import DataError
from analysis.evidence.check import faults_of_tables
from analysis.evidence.columns import as_day, last_day
from analysis.evidence.corrections import corrected
from analysis.evidence.csv_files import contents_of, tables_of
from analysis.evidence.derivations import COPIES, PARTS, parts_of
from analysis.evidence.readings import FLOWS, Reading, Row, reading_as_of, records
from analysis.evidence.schemas import CHOSEN, EVIDENCE, FORECASTS, PATHS, SCHEMAS, VOCABULARIES, key_of
from analysis.model.overlaps import Overlap

PART_OF_A_YEAR = FLOWS[1]
"""The measure of money that is no figure of a year."""


@dataclass(frozen=True)
class Vocabulary:
    """One list of allowed words.

    Attributes
    ----------
    file : str
        Path as messages name it.
    words : dict of str to dict of str to str
        Each word with the other cells of its row.
    """

    file: str
    words: dict[str, dict[str, str]]


class Evidence:
    """Everything the project knows: its tables, typed, with the corrections applied.

    Attributes
    ----------
    facts, corrections, sources, corroboration, sites, events, exchange_rates, chips, cost_breakdown, seats, ladder,
    readings, schedule, denominators, assumptions, record, cited, kinds, overlaps, claims, consortia,
    specifications, forecasts : pandas.DataFrame
        The tables of ``data/`` of the same names. Numbers are floats (blank: NaN), days are ``datetime.date``,
        the index is the row as a spreadsheet counts it. ``facts`` has ``corrected_by`` beside its own columns.
    vocabularies : dict of str to Vocabulary
        The allowed words.
    """

    def __init__(self, tables: dict[str, pd.DataFrame], vocabularies: dict[str, Vocabulary]):
        vars(self).update(tables)
        self.vocabularies = vocabularies
        self._rows: dict[tuple[str, ...], dict[Any, list[Row]]] = {}

    @property
    def first_day(self) -> datetime.date:
        """The earliest day a chosen reading speaks of."""
        return min(self.ladder["as_of"].min(), self.readings["as_of"].min())

    @property
    def last_day(self) -> datetime.date:
        """The latest day a chosen reading speaks of."""
        return max(self.ladder["as_of"].max(), self.readings["as_of"].max())

    @property
    def rungs(self) -> dict[str, dict[str, str]]:
        """The rungs of the ladder from the top, each with its row in the vocabulary."""
        words = self.vocabularies["rungs"].words
        return dict(sorted(words.items(), key=lambda item: int(item[1]["rank"])))

    @property
    def quantities(self) -> dict[str, dict[str, str]]:
        """What the model may ask for, each with its row in the vocabulary."""
        return self.vocabularies["quantities"].words

    def rows_by(self, table: str, *columns: str) -> dict[Any, list[Row]]:
        """The rows of a table by what stands in one column, or in several together; worked out once."""
        if (table, *columns) not in self._rows:
            found = self._rows[table, *columns] = {}
            for row in records(getattr(self, table)):
                found.setdefault(itemgetter(*columns)(row), []).append(row)
        return self._rows[table, *columns]

    def seat(self, programme: str) -> Row:
        """The row of a programme that can take a seat."""
        return self.rows_by("seats", "programme")[programme][0]

    def money(self, programme: str, rung: str, day: datetime.date) -> Reading | None:
        """Read the money of a programme on a rung as of a day; None where nothing is known.

        Between the years of a flow no line is drawn, and a part of a year is read only where there is no whole one.
        """
        rows = self.rows_by("ladder", "programme", "rung").get((programme, rung), [])
        whole = [row for row in rows if row["measure"] != PART_OF_A_YEAR] or rows
        flows = any(row["measure"] for row in whole)
        return reading_as_of(whole, day, "step" if flows else self.rungs[rung]["between_readings"])

    def announcements(self, programme: str, day: datetime.date) -> pd.DataFrame:
        """The readings of what was announced for a programme up to a day."""
        rows = self.ladder
        return rows[(rows["programme"] == programme) & (rows["rung"] == "announced") & (rows["as_of"] <= day)]

    def quantity(self, programme: str, quantity: str, day: datetime.date) -> Reading | None:
        """Read a quantity off the ladder of a programme as of a day; None where nothing is known."""
        rows = self.rows_by("readings", "programme", "quantity").get((programme, quantity), [])
        return reading_as_of(rows, day, self.quantities[quantity]["between_readings"])

    def denominator(self, territory: str, quantity: str, year: int) -> Row | None:
        """The chosen fact for the people or output of a territory in a year; None where there is none."""
        rows = self.rows_by("denominators", "territory", "quantity", "year").get((territory, quantity, year))
        return self.fact(rows[0]["fact_id"]) if rows else None

    def common_year(self, territories: Iterable[str], day: datetime.date) -> int | None:
        """The last year up to a day for which all territories have people and output: like is set against like."""
        rows = self.rows_by("denominators", "territory", "quantity")
        wanted = itertools.product(territories, ("population", "gdp"))
        common = set.intersection(*({row["year"] for row in rows.get(one, ())} for one in wanted))
        return max((year for year in common if year <= day.year), default=None)

    def assumption(self, quantity: str, programme: str = "") -> Row | None:
        """The chosen range of an uncertain input, of a programme or the same for all; None where there is none."""
        rows = self.rows_by("assumptions", "quantity", "programme").get((quantity, programme))
        return rows[0] if rows else None

    def last_year(self, territory: str, quantity: str, year: int) -> int | None:
        """The last year, up to one, that a territory has a denominator for."""
        rows = self.rows_by("denominators", "territory", "quantity").get((territory, quantity), ())
        return max((row["year"] for row in rows if row["year"] <= year), default=None)

    def schedule_of(self, programme: str, milestone: str, day: datetime.date) -> list[Row]:
        """The dates named for a milestone up to a day, in the order in which they came to be known."""
        rows = self.rows_by("schedule", "programme", "milestone").get((programme, milestone), [])
        return sorted((row for row in rows if row["known_by"] <= day), key=itemgetter("known_by", "last"))

    def fact(self, fact_id: str) -> Row:
        """One fact by its id, corrected."""
        return self.rows_by("facts", "fact_id")[fact_id][0]

    def cited_fact(self, name: str) -> Row:
        """One fact by the name that ``cited.csv`` gives it."""
        return self.fact(self.rows_by("cited", "name")[name][0]["fact_id"])

    def cited_label(self, name: str) -> str:
        """What a chart calls the fact of this name."""
        return self.rows_by("cited", "name")[name][0]["label"]

    def known_from(self, fact_id: str) -> datetime.date:
        """The day from which a fact was known: that of which it speaks, or of its document where that came earlier."""
        fact = self.fact(fact_id)
        return min(last_day(fact["as_of"]), last_day(self.source(fact["source_id"])["published"]))

    def kind_of(self, programme: str) -> str:
        """The kind of a programme's promise, which follows from who pays; empty where none is on record."""
        rows = self.rows_by("kinds", "programme").get(programme, [])
        return self.vocabularies["programme_kinds"].words[rows[0]["kind"]]["promise"] if rows else ""

    @functools.cached_property
    def ties(self) -> tuple[Overlap, ...]:
        """The programmes whose money is, or may be, in part the same."""
        return tuple(itertools.starmap(Overlap, self.overlaps[["programme", "other_programme", "how"]].values.tolist()))

    def cases(self, day: datetime.date) -> list[Row]:
        """What earlier programmes had delivered of what they promised, as known on a day.

        Returns
        -------
        list of dict
            The rows of ``record.csv`` with a ratio, each with ``kind``, ``share`` (delivered, of what was promised) and
            ``fact_ids`` (of what was delivered, then of what was promised).
        """
        found = []
        for row in self.rows_by("record", "ratio")["yes"]:
            fact_ids = tuple(filter(None, (row["delivered_fact_id"], row["promised_fact_id"])))
            if all(self.known_from(fact_id) <= day for fact_id in fact_ids):
                delivered, *promised = (float(self.fact(fact_id)["value"]) for fact_id in fact_ids)
                share = delivered / promised[0] if promised else delivered
                found.append(row | {"kind": self.kind_of(row["programme"]), "share": share, "fact_ids": fact_ids})
        return found

    def parts(self, fact: Row) -> list[Row]:
        """The facts that a fact is the sum of; none for most."""
        return parts_of(
            fact, itertools.chain(*(self.rows_by("facts", "metric").get(metric, ()) for metric in PARTS.values()))
        )

    def derivation(self, file: str, row: int) -> list[str]:
        """How the numbers of a chosen row follow from its facts, in sentences; none where they are the facts' own."""
        name, known = Path(file).stem, self.vocabularies["derivations"].words
        column = COPIES.get(name, {}).get("derivation", "derivation")
        words = getattr(self, name).loc[row].get(column, "")
        return [known[word]["meaning"] for word in words.split(";") if word]

    def source(self, source_id: str) -> Row:
        """One document by its id."""
        return self.rows_by("sources", "source_id")[source_id][0]

    def beside(self, fact_id: str) -> list[Row]:
        """What other documents say of a fact, as ``corroboration.csv`` has it."""
        return self.rows_by("corroboration", "fact_id").get(fact_id, [])

    def documents(self, fact_ids: Iterable[str]) -> tuple[str, ...]:
        """Ids of the documents behind some facts and behind the corrections to them, each once, in order."""
        behind = (f"{fact['source_id']};{fact['corrected_by']}".split(";") for fact in map(self.fact, fact_ids))
        return tuple(dict.fromkeys(filter(None, itertools.chain(*behind))))

    def confidence(self, fact_ids: Iterable[str]) -> str:
        """The lowest confidence among some facts."""
        order = list(self.vocabularies["confidence"].words)
        return max((self.fact(fact_id)["confidence"] for fact_id in fact_ids), key=order.index, default="")

    def tier(self, source_ids: Iterable[str]) -> str:
        """The best tier among some documents; empty where there are none."""
        order = list(self.vocabularies["tiers"].words)
        return min((self.source(source_id)["tier"] for source_id in source_ids), key=order.index, default="")

    def events_known(self, day: datetime.date) -> pd.DataFrame:
        """Events that had happened, or whose plan had been published, on a day."""
        days = zip(self.events["date"], self.events["source_id"].map(self.source), strict=True)
        return self.events[[min(last_day(date), last_day(source["published"])) <= day for date, source in days]]


def typed(table: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Turn the text of a table without faults into numbers and days."""
    convert = {
        "number": lambda cells: pd.to_numeric(cells.replace("", None)).astype(float) + 0.0,  # no zero is below zero
        "integer": lambda cells: cells.astype(int),
        "date": lambda cells: cells.map(as_day),
        "string": lambda cells: cells,
    }
    return pd.DataFrame({name: convert[schema.columns[name].metadata["kind"]](table[name]) for name in schema.columns})


def load(data: Path) -> Evidence:
    """Load the tables of a data folder.

    Parameters
    ----------
    data : Path
        The ``data`` folder.

    Returns
    -------
    Evidence
        The same one again as long as its files hold the same, wherever they lie.

    Raises
    ------
    DataError
        With every fault found.
    """
    return loaded(contents_of(data))


@functools.lru_cache(maxsize=4)
def loaded(contents: tuple[bytes | OSError, ...]) -> Evidence:
    """Load the tables that files hold."""
    tables, of_form = tables_of(contents)
    if faults := faults_of_tables(tables, of_form):
        raise DataError(faults)
    facts = corrected(tables["facts"], tables["corrections"])
    frames = {name: typed(tables[name], SCHEMAS[name]) for name in (*EVIDENCE, *CHOSEN, *FORECASTS)}
    frames["facts"] = typed(facts, SCHEMAS["facts"]).assign(corrected_by=facts["corrected_by"])
    vocabularies = {
        name: Vocabulary(PATHS[name], {row[key_of(SCHEMAS[name])[0]]: row for row in tables[name].to_dict("records")})
        for name in VOCABULARIES
    }
    return Evidence(frames, vocabularies)
