"""A server on this machine that speaks as the statistical services do, with figures that a test makes."""

import json
import math
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from conftest import served

MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
GENERIC = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
COMMON = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"
SPECIFIC = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
HEADER = """<message:Header><message:ID>IREF000001</message:ID><message:Test>false</message:Test>
<message:Prepared>2026-11-27T09:00:00</message:Prepared><message:Sender id="{sender}"/>
<message:Structure structureID="S1" {namespace} dimensionAtObservation="TIME_PERIOD">
<common:Structure><Ref agencyID="{sender}" id="{structure}" version="1.0"/></common:Structure></message:Structure>
</message:Header>"""


QUEUED = f"""<?xml version="1.0" encoding="UTF-8"?>
<message:GenericData xmlns:message="{MESSAGE}" xmlns:footer="{MESSAGE}/footer" xmlns:common="{COMMON}">
{HEADER.format(sender="ESTAT", structure="S", namespace="")}<footer:Footer>
<footer:Message code="413" severity="Information"><common:Text>Your request is in preparation</common:Text>
</footer:Message></footer:Footer></message:GenericData>"""
"""What a service that speaks SDMX sends where an answer takes it long."""


def ecb(rates: dict[str, float | None]) -> str:
    """Rates by day as the European Central Bank sends them: generic SDMX-ML 2.1; one may be no number, or left out."""
    key = {"FREQ": "D", "CURRENCY": "USD", "CURRENCY_DENOM": "EUR", "EXR_TYPE": "SP00", "EXR_SUFFIX": "A"}
    keys = "".join(f'<generic:Value id="{name}" value="{value}"/>' for name, value in key.items())
    obs = "".join(
        f'<generic:Obs><generic:ObsDimension value="{day}"/>'
        + ("" if rate is None else f'<generic:ObsValue value="{rate}"/>')
        + "</generic:Obs>"
        for day, rate in rates.items()
    )
    header = HEADER.format(sender="ECB", structure="ECB_EXR1", namespace="")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<message:GenericData xmlns:message="{MESSAGE}" xmlns:common="{COMMON}" xmlns:generic="{GENERIC}">{header}
<message:DataSet action="Replace" structureRef="S1"><generic:Series><generic:SeriesKey>{keys}</generic:SeriesKey>{obs}
</generic:Series></message:DataSet></message:GenericData>"""


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
            assert path == ["data", "EXR", "D.USD.EUR.SP00.A"], path
            first = asked["startPeriod"][0]
            return "application/xml", ecb({day: rate for day, rate in self.rates.items() if day >= first})
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
                    text = QUEUED
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
