"""Figures fetched anew: what is shown, what is written beside the old, and that no failure writes anything."""

import csv
import datetime
import functools
import io
import json
import math
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from itertools import starmap
from urllib.parse import parse_qs, urlsplit

import pytest

from analysis.evidence import load
from analysis.model.exchange import CURRENCIES, rate_column
from analysis.upkeep import refreshing
from conftest import Copy, served

MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
GENERIC = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
COMMON = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"
SPECIFIC = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
HEADER = """<message:Header><message:ID>IREF000001</message:ID><message:Test>false</message:Test>
<message:Prepared>2026-11-27T09:00:00</message:Prepared><message:Sender id="{sender}"/>
<message:Structure structureID="S1" {namespace} dimensionAtObservation="TIME_PERIOD">
<common:Structure><Ref agencyID="{sender}" id="{structure}" version="1.0"/></common:Structure></message:Structure>
</message:Header>"""


IN_PREPARATION = f"""<?xml version="1.0" encoding="UTF-8"?>
<message:GenericData xmlns:message="{MESSAGE}" xmlns:footer="{MESSAGE}/footer" xmlns:common="{COMMON}">
{HEADER.format(sender="ESTAT", structure="S", namespace="")}<footer:Footer>
<footer:Message code="413" severity="Information"><common:Text>Your request is in preparation</common:Text>
</footer:Message></footer:Footer></message:GenericData>"""
"""What a service that speaks SDMX sends where an answer takes it long."""


def ecb(series: dict[str, dict[str, float | None]]) -> str:
    """Rates by currency and day as the European Central Bank sends them: generic SDMX-ML 2.1; some are no number."""
    written = "".join(starmap(ecb_series, series.items()))
    header = HEADER.format(sender="ECB", structure="ECB_EXR1", namespace="")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<message:GenericData xmlns:message="{MESSAGE}" xmlns:common="{COMMON}" xmlns:generic="{GENERIC}">{header}
<message:DataSet action="Replace" structureRef="S1">{written}
</message:DataSet></message:GenericData>"""


def ecb_series(currency: str, rates: dict[str, float | None]) -> str:
    """The rates of one currency; one may be no number, or left out."""
    key = {"FREQ": "D", "CURRENCY": currency, "CURRENCY_DENOM": "EUR", "EXR_TYPE": "SP00", "EXR_SUFFIX": "A"}
    keys = "".join(f'<generic:Value id="{name}" value="{value}"/>' for name, value in key.items())
    obs = "".join(
        f'<generic:Obs><generic:ObsDimension value="{day}"/>'
        + ("" if rate is None else f'<generic:ObsValue value="{rate}"/>')
        + "</generic:Obs>"
        for day, rate in rates.items()
    )
    return f"<generic:Series><generic:SeriesKey>{keys}</generic:SeriesKey>{obs}</generic:Series>"


def eurostat(unit: str, values: dict[tuple[str, int], float]) -> str:
    """Values by territory and year as Eurostat sends them: structure-specific SDMX-ML 2.1."""
    series = ""
    for territory in dict.fromkeys(name for name, _ in values):
        obs = "".join(
            f'<Obs TIME_PERIOD="{year}" OBS_VALUE="{value}"/>'
            for (name, year), value in values.items()
            if name == territory
        )
        series += f'<Series freq="A" unit="{unit}" na_item="B1GQ" geo="{territory}">{obs}</Series>'
    own = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ESTAT:NAMA_10_GDP(1.0):ObsLevelDim:TIME_PERIOD"
    header = HEADER.format(sender="ESTAT", structure="NAMA_10_GDP", namespace=f'namespace="{own}"')
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<message:StructureSpecificData xmlns:message="{MESSAGE}" xmlns:common="{COMMON}" xmlns:ss="{SPECIFIC}" xmlns:ns1="{own}"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{header}
<message:DataSet ss:dataScope="DataStructure" xsi:type="ns1:DataSetType" ss:structureRef="S1">{series}
</message:DataSet></message:StructureSpecificData>"""


def world_bank(indicator: str, values: dict[tuple[str, int], float | None], page: int, per_page: int) -> str:
    """A page of values by territory and year as the World Bank sends them: its JSON of two parts."""
    rows = [
        {
            "indicator": {"id": indicator, "value": indicator},
            "country": {"id": territory, "value": territory},
            "countryiso3code": "",
            "date": str(year),
            "value": value,
            "unit": "",
            "obs_status": "",
            "decimal": 0,
        }
        for (territory, year), value in values.items()
    ]
    header = {
        "page": page,
        "pages": math.ceil(len(rows) / per_page),
        "per_page": per_page,
        "total": len(rows),
        "sourceid": "2",
        "lastupdated": "2026-11-20",
    }
    return json.dumps([header, rows[(page - 1) * per_page : page * per_page]])


@dataclass
class Figures:
    """What the server has, and how it fails.

    Attributes
    ----------
    rates : dict of str to float or None
        US dollars for a euro, by day.
    others : dict of str to dict of str to float
        The same of each further currency; on later days it is what it was on the last.
    values : dict of str to dict
        Of Eurostat's units and the World Bank's indicators: values by territory and year.
    fails : str
        Nothing, or one of ``slow``, ``half`` (the connection ends), ``cut`` (the text ends), ``empty`` (no text),
        ``page`` (not of figures), ``nonsense`` (nothing above zero), ``nothing`` (no figure), ``queued`` (none yet).
    busy : list of tuple
        What the next requests are answered in place of figures: a status, and when to ask again (``Retry-After``).
    asked : list of str
        The addresses of all requests.
    address : str
    """

    rates: dict[str, float | None] = field(default_factory=dict)
    others: dict[str, dict[str, float]] = field(default_factory=dict)
    values: dict[str, dict[tuple[str, int], float | None]] = field(default_factory=dict)
    fails: str = ""
    busy: list[tuple[int, str | None]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def answer(self, address: str) -> tuple[str, str]:
        """Kind and text of an answer."""
        parts = urlsplit(address)
        asked = parse_qs(parts.query)
        service, *path = parts.path.strip("/").split("/")
        if service == "ecb":
            assert path == ["data", "EXR", f"D.{'+'.join(CURRENCIES[1:])}.EUR.SP00.A"], path
            days = {day: rate for day, rate in self.rates.items() if day >= asked["startPeriod"][0]}
            others = {other: {day: of.get(day, of[max(of)]) for day in days} for other, of in self.others.items()}
            return "application/xml", ecb({"USD": days} | others)
        if service == "eurostat":
            assert path[:2] == ["data", "nama_10_gdp"], path
            _, unit, item, territories = path[2].split(".")
            assert item == "B1GQ"
            first = int(asked["startPeriod"][0])
            wanted = territories.split("+")
            of_unit = self.values[unit].items()
            return "application/xml", eurostat(unit, {k: v for k, v in of_unit if k[0] in wanted and k[1] >= first})
        assert service == "worldbank"
        _, _, territories, _, indicator = path
        first, last = map(int, asked["date"][0].split(":"))
        wanted = {
            key: value
            for key, value in self.values[indicator].items()
            if key[0] in territories.split(";") and first <= key[1] <= last
        }
        return "application/json", world_bank(indicator, wanted, int(asked["page"][0]), 20)


@contextmanager
def serving(figures: Figures) -> Iterator[Figures]:
    """Serve figures on a free port for the time of a block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            figures.asked.append(self.path)
            status, later = figures.busy.pop(0) if figures.busy else (200, None)
            kind, text = figures.answer(self.path)
            match figures.fails:
                case "slow":
                    time.sleep(1)
                case "cut":
                    text = text[: len(text) // 2]
                case "empty":
                    text = ""
                case "page":
                    kind, text = "text/html", "<html><body>Maintenance</body></html>"
                case "nonsense":
                    text = re.sub(r'(ObsValue value="|OBS_VALUE="|"value": )[\d.]+', r"\g<1>0", text)
                case "nothing" | "queued" if kind == "application/json":
                    text = '[{"page": 0, "pages": 0, "per_page": 0, "total": 0}, null]'
                case "nothing":
                    text = re.sub("<(generic:Series|Series).*</(generic:Series|Series)>", "", text, flags=re.DOTALL)
                case "queued":
                    text = IN_PREPARATION
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if later is not None:
                self.send_header("Retry-After", later)
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if figures.fails == "half" else body)

        def log_message(self, *_):
            """Say nothing."""

    with served(Handler) as figures.address:
        yield figures


TODAY = datetime.date.today()
UNREAD, HALF, QUEUED = (
    "gave an answer that cannot be read",
    "gave half an answer: it lacks {}",
    "gave no figures, and says: Your request is in preparation",
)
NO_FIGURES = "gave an answer without figures"
FAILURES = {
    "slow": ("gave no answer within 0.5 s (--timeout)",) * 3,
    "half": ("broke off in the middle of its answer",) * 3,
    "cut": (UNREAD,) * 3,
    "empty": (UNREAD,) * 3,
    "page": (UNREAD,) * 3,
    "nonsense": ("is no number above zero",) * 3,
    "nothing": (HALF.format("2026-10-30, which the data have"), HALF.format("EU27 20"), NO_FIGURES),
    "queued": (QUEUED, QUEUED, NO_FIGURES),
}
"""What is said of rates, of output and of people where a service fails so."""


def figures_of(copy: Copy) -> Figures:
    """Services that have what the data have."""
    evidence = load(copy.project.data)
    table = evidence.exchange_rates
    days = table["date"].astype(str)
    of_usd, *of_others = (dict(zip(days, table[rate_column(currency)], strict=True)) for currency in CURRENCIES[1:])
    figures = Figures(of_usd, dict(zip(CURRENCIES[2:], of_others, strict=True)))
    for row in evidence.denominators.to_dict("records"):
        series = refreshing.series_of(row["quantity"], row["territory"])
        code = refreshing.CODES[series.service].get(row["territory"], row["territory"])
        value = evidence.fact(row["fact_id"])["value"]
        if not series.kept(evidence.fact(row["fact_id"]), series.service.publisher):
            figures.values.setdefault(series.code, {})[code, row["year"]] = value / (series.scale or 1)
    return figures


@pytest.fixture
def figures(copy: Copy, monkeypatch) -> Iterator[Figures]:
    with serving(figures_of(copy)) as served:
        for name, path in (("ECB", "ecb"), ("EUROSTAT", "eurostat"), ("WORLD_BANK", "worldbank")):
            monkeypatch.setenv(f"ANALYSIS_{name}_URL", f"{served.address}/{path}")
        yield served


@pytest.fixture
def refresh(command) -> Callable[..., tuple[int, str]]:
    """The command that fetches anew."""
    return functools.partial(command, "refresh")


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_new_rates_stand_behind_the_old_on_a_document_of_the_day(copy: Copy, figures: Figures, refresh):
    before = copy.contents()
    figures.rates |= {"2026-11-02": 1.1201, "2026-11-03": 1.12}
    del figures.rates["2020-06-30"]
    refresh("fx", "--yes")
    assert [address.partition("startPeriod=")[2] for address in figures.asked] == ["2026-10-30"], "the last day known"
    after = copy.contents()
    source = f"ecb-{TODAY:%Y%m%d}-reference-rates"
    others = "".join(f",{of[max(of)]:g}" for of in figures.others.values())
    added = f"2026-11-02,1.1201{others},{source}\n2026-11-03,1.12{others},{source}\n".encode()
    assert after["data/evidence/exchange_rates.csv"] == before["data/evidence/exchange_rates.csv"] + added
    assert {file for file in after if after[file] != before.get(file)} == {
        "data/evidence/exchange_rates.csv",
        "data/evidence/sources.csv",
    }
    document = next(row for row in rows_of(after["data/evidence/sources.csv"]) if row["source_id"] == source)
    assert document["publisher"] == "European Central Bank"
    assert document["published"] == TODAY.isoformat()
    load(copy.project.data)


def test_a_published_rate_is_not_rewritten_and_nothing_is_without_consent(copy: Copy, figures: Figures, refresh):
    before = copy.contents()
    figures.rates["2026-10-30"] = 1.2
    said = refresh("fx", "--yes")
    assert "1.1172" in said
    assert "stays: a rate that was published is not rewritten" in said
    assert "Nothing to write" in said
    figures.rates["2026-11-02"] = 1.12
    refresh("fx", answers="n\n", code=1)
    refresh("fx", answers="", code=130)
    assert copy.contents() == before


def test_a_changed_value_becomes_a_fact_and_the_old_one_stays(copy: Copy, figures: Figures, refresh):
    before = copy.contents()
    figures.values["SP.POP.TOTL"] |= {("FR", 2025): 68_800_000, ("FR", 2026): 68_900_000, ("EU", 2026): None}
    said = refresh("population", "--yes")
    assert "68720337" in said
    assert "+0.116%" in said
    after = copy.contents()
    facts = {row["fact_id"]: row for row in rows_of(after["data/evidence/facts.csv"])}
    old = {row["fact_id"]: row for row in rows_of(before["data/evidence/facts.csv"])}
    assert facts | old == facts, "no old fact has changed"
    changed, new = (facts[name] for name in facts if name not in old)
    assert (changed["entity"], changed["as_of"], changed["value"]) == ("FR", "2025", "68800000")
    assert (new["entity"], new["as_of"], new["value"]) == ("FR", "2026", "68900000")
    assert changed["source_id"] == f"worldbank-{TODAY:%Y%m%d}-wdi"
    evidence = load(copy.project.data)
    assert evidence.denominator("FR", "population", 2025)["value"] == 68_800_000
    assert evidence.denominator("FR", "population", 2026)["value"] == 68_900_000
    assert evidence.denominator("EU27", "population", 2025)["value"] == 451_127_411
    assert refresh("population") == "Nothing to write.\n"


def test_what_another_publisher_measured_is_left_alone(copy: Copy, figures: Figures, refresh):
    figures.values["CP_MEUR"]["EU27_2020", 2025] = 18_900_000.0
    figures.values["NY.GDP.MKTP.CD"]["US", 2025] = 30_769.7e9
    said = refresh("gdp", "--yes")
    assert "stays: rests on what FRED (BEA data) measured" in said
    assert "stays: rests on gdp_nominal_eur" in said
    evidence = load(copy.project.data)
    assert evidence.denominator("US", "gdp", 2025)["value"] == 30_762.1
    assert evidence.denominator("DE", "gdp", 2025)["value"] == 4469.8
    fact = evidence.denominator("EU27", "gdp", 2025)
    assert (fact["value"], fact["unit"], fact["note"]) == (18900, "EUR bn", "GDP at market prices, table nama_10_gdp")


def test_price_levels_are_put_to_the_base_year(copy: Copy, figures: Figures, refresh):
    level = figures.values["PD15_EUR"]
    figures.values["PD15_EUR"] = {key: value * 1.05 for key, value in level.items()} | {("EU27_2020", 2026): 134.4}
    said = refresh("prices", answers="y\n")
    assert "Write this?" in said
    evidence = load(copy.project.data)
    assert evidence.denominator("EU27", "gdp_deflator", 2026)["value"] == 128
    assert evidence.denominator("EU27", "gdp_deflator", 2025)["fact_id"] == "ctx-0269", "the same level is no new fact"
    assert "Texts of the data without a translation in data/translations/fr.po: 1 " in said
    assert evidence.denominator("EU27", "ppp", 2025)["fact_id"] == "ctx-0265"


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_is_one_message_and_leaves_the_data_as_they_were(copy: Copy, figures: Figures, refresh, failure):
    before = copy.contents()
    figures.rates["2026-11-02"] = 1.12
    figures.fails = failure
    services = {"fx": "European Central Bank", "gdp": "Eurostat", "population": "World Bank"}
    for (what, publisher), reason in zip(services.items(), FAILURES[failure], strict=True):
        said = refresh(what, "--yes", "--timeout", "0.5" if failure == "slow" else "20", code=1)
        assert said.startswith(f"Error: {publisher} at http://127.0.0.1:")
        assert said.endswith("The data are as they were.\n")
        assert reason in said
        assert said.count("\n") == 1
        assert "object" not in said, "these are the words of a program"
    assert copy.contents() == before


@pytest.fixture
def waits(monkeypatch) -> list[float]:
    """How long was waited for a service, all of it in no time [seconds]."""
    found = []
    monkeypatch.setattr("analysis.upkeep.services.sleep", found.append)
    return found


@pytest.mark.parametrize("what", ["fx", "gdp", "population"])
def test_a_busy_service_is_asked_again_when_it_says(copy: Copy, figures: Figures, refresh, waits, what):
    figures.busy += [(429, "7"), (503, None)]
    said = refresh(what)
    assert waits == [7, 4]
    assert said.count(" answered 429 Too Many Requests: asked again in 7 s\n") == 1
    assert "Nothing to write" in said


@pytest.mark.parametrize(
    ("busy", "refusal", "waited"),
    [
        ([(503, None)] * 3, "answered 503 Service Unavailable. The data", [2, 4]),
        ([(429, "3600")], "answered 429 Too Many Requests and asks to wait 3,600 s, which is more than --timeout", []),
        ([(429, "soon")], "cannot be read (Invalid Retry-After header: soon)", []),
        ([(404, "1")], "answered 404 Not Found", []),
    ],
)
def test_a_service_that_stays_busy_is_told(copy: Copy, figures: Figures, refresh, waits, busy, refusal, waited):
    before = copy.contents()
    for what in ("fx", "gdp", "population"):
        waits.clear()
        figures.busy += busy
        said = refresh(what, "--yes", code=1)
        assert (waits, figures.busy) == (waited, [])
        assert refusal in said
    assert copy.contents() == before


@pytest.mark.parametrize("value", [float("nan"), None])
def test_a_day_or_a_year_without_a_value_is_a_gap(copy: Copy, figures: Figures, refresh, value):
    figures.rates |= {"2026-11-02": 1.12, "2026-11-03": value}
    said = refresh("fx", "--yes")
    assert "2026-11-03" not in said
    assert load(copy.project.data).exchange_rates["usd_per_eur"].iloc[-1] == 1.12
    figures.values["CP_MEUR"]["EU27_2020", TODAY.year] = float("nan")
    refresh("gdp")


def test_an_answer_that_lacks_what_the_data_have_is_half_an_answer(copy: Copy, figures: Figures, refresh):
    before = copy.contents()
    del figures.rates["2026-10-30"]
    del figures.values["SP.POP.TOTL"]["JP", 2024]
    del figures.values["PD15_EUR"]["EU27_2020", 2019]
    for what, missing in (("fx", "2026-10-30"), ("population", "JP 2024"), ("prices", "EU27 2019")):
        said = refresh(what, "--yes", code=1)
        assert f"gave half an answer: it lacks {missing}, which the data have" in said
    assert copy.contents() == before


@pytest.mark.parametrize("library", ["sdmx", "wbgapi", "requests"])
def test_a_missing_library_is_named_with_the_extra_that_brings_it(copy: Copy, figures, monkeypatch, refresh, library):
    monkeypatch.setitem(__import__("sys").modules, library, None)
    said = refresh("population" if library == "wbgapi" else "fx", code=2)
    assert f"refresh needs {library}: run 'make', or pip install -e '.[refresh]'" in said


def test_a_service_that_is_not_there_and_figures_that_nobody_fetches(copy: Copy, monkeypatch, refresh):
    monkeypatch.setenv("ANALYSIS_ECB_URL", "http://127.0.0.1:9")
    said = refresh("fx", code=1)
    assert said.count("\n") == 1
    assert "European Central Bank at http://127.0.0.1:9 cannot be reached" in said
    wanted = 'Error: "fxx" is not what can be refreshed (nearest: "fx"; all: fx, population, gdp, prices)\n'
    assert refresh("fxx", code=2) == wanted
