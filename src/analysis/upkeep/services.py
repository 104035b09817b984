"""The statistical services that figures are fetched from, and what they have that the data have not.

Whatever goes wrong on the way ends in one message: no answer, half an answer, or one that cannot be read.
"""

from __future__ import annotations

import copy
import datetime
import io
import logging
import math
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import partial
from time import sleep
from typing import TYPE_CHECKING

from analysis.errors import AnalysisError, CallError, shown
from analysis.evidence.csv_files import read_text
from analysis.evidence.schemas import PATHS
from analysis.upkeep.staging import Staged

if TYPE_CHECKING:
    from requests import Response

Yearly = dict[tuple[str, int], float]
"""Values by territory and year."""


@dataclass(frozen=True)
class Service:
    """Where figures come from.

    Attributes
    ----------
    publisher : str
        As ``sources.csv`` names it.
    variable : str
        Variable of the environment with another address of it, such as that of a mirror.
    document : str
        Id of the document that it is on a day, which stands for ``{day}``.
    title, url : str
        Of that document.
    """

    publisher: str
    variable: str
    document: str
    title: str
    url: str

    @property
    def address(self) -> str | None:
        """The other address, if one was given."""
        return os.environ.get(self.variable)


ECB = Service(
    "European Central Bank",
    "ANALYSIS_ECB_URL",
    "ecb-{day}-reference-rates",
    "Euro foreign exchange reference rates, daily (EXR.D..EUR.SP00.A), read from the data service",
    "https://data.ecb.europa.eu/data/datasets/EXR",
)
EUROSTAT = Service(
    "Eurostat",
    "ANALYSIS_EUROSTAT_URL",
    "eurostat-{day}-nama-10-gdp",
    "GDP and main components, table nama_10_gdp, read from the service",
    "https://ec.europa.eu/eurostat/databrowser/product/view/nama_10_gdp",
)
WORLD_BANK = Service(
    "World Bank",
    "ANALYSIS_WORLD_BANK_URL",
    "worldbank-{day}-wdi",
    "World Development Indicators, read from the service",
    "https://databank.worldbank.org/source/2",
)


@contextmanager
def asking(service: Service, timeout: float) -> Iterator[None]:
    """Ask a service in a block; what goes wrong becomes one message.

    Raises
    ------
    CallError
        If the library for it is not installed.
    AnalysisError
        If it cannot be reached, gives no answer in time, breaks off, or answers what cannot be read.
    """
    try:
        import requests

        yield
    except AnalysisError:
        raise
    except ModuleNotFoundError as missing:
        raise CallError(f"refresh needs {missing.name}: run 'make', or pip install -e '.[refresh]'") from None
    except requests.Timeout:
        reason = f"gave no answer within {timeout:g} s (--timeout)"
    except requests.exceptions.ChunkedEncodingError:
        reason = "broke off in the middle of its answer"
    except requests.HTTPError as error:
        reason = f"answered {error.response.status_code} {error.response.reason}"
    except requests.RequestException as error:
        reason = f"cannot be reached ({type(error).__name__})"
    except (AttributeError, LookupError, TypeError):
        reason = "gave an answer without figures, or of another form"
    except Exception as error:  # each library has its own for an answer that it does not understand
        said = getattr(error, "msg", "") or str(error).partition("\n")[0] or type(error).__name__
        reason = f"gave an answer that cannot be read ({shown(said)})"
    else:
        return
    raise refused(service, reason)


def refused(service: Service, reason: str) -> AnalysisError:
    """The message about a service whose answer is of no use."""
    at = f" at {service.address}" if service.address else ""
    return AnalysisError(f"{service.publisher}{at} {reason}. The data are as they were.")


BUSY = (429, 503)
"""What a service answers that is to be asked again later."""

TRIES = 3
"""How often it is asked."""


def patient(service: Service, longest: float, response: Response, **options: object) -> Response:
    """A hook of requests for a response of a service: wait as one that is busy says, and ask again.

    Parameters
    ----------
    service : Service
    longest : float
        The longest wait [seconds]; a service that asks for more is not asked again.
    response : requests.Response
    **options
        Of the request.
    """
    from urllib3.util import Retry

    for attempt in range(1, TRIES):
        if response.status_code not in BUSY:
            break
        told = response.headers.get("Retry-After")
        seconds = Retry().parse_retry_after(told) if told else min(2**attempt, longest)
        status = f"answered {response.status_code} {response.reason}"
        if seconds > longest:
            raise refused(service, f"{status} and asks to wait {seconds:,.0f} s, which is more than --timeout")
        print(f"{service.publisher} {status}: asked again in {seconds:g} s", file=sys.stderr)
        response.close()
        sleep(seconds)
        response = response.connection.send(response.request, **options)
    response.raise_for_status()
    return response


def exchange_rates(
    currencies: Iterable[str], first: datetime.date, timeout: float
) -> dict[datetime.date, dict[str, float]]:
    """Units of currencies for one euro on each day since one for which the European Central Bank has all of them."""
    found = sdmx(ECB, "ECB", "EXR", f"D.{'+'.join(currencies)}.EUR.SP00.A", first.isoformat(), timeout)
    with asking(ECB, timeout):
        rates: dict[datetime.date, dict[str, float]] = {}
        for keys, value in found:
            day = datetime.date.fromisoformat(keys["TIME_PERIOD"])
            rates.setdefault(day, {})[keys["CURRENCY"]] = positive(value)
        return {day: of_day for day, of_day in rates.items() if day >= first and of_day.keys() >= set(currencies)}


def eurostat(flow: str, key: str, first: int, timeout: float) -> Yearly:
    """A yearly series of Eurostat since a year, by its code of a territory."""
    found = sdmx(EUROSTAT, "ESTAT", flow, key, str(first), timeout)
    with asking(EUROSTAT, timeout):
        return {(keys["geo"], int(keys["TIME_PERIOD"])): positive(value) for keys, value in found}


def sdmx(
    service: Service, source: str, flow: str, key: str, first: str, timeout: float
) -> list[tuple[dict[str, str], float]]:
    """Observations of a service that speaks SDMX: what each is of, and its value; those without one are left out."""
    with asking(service, timeout), redirect_stdout(io.StringIO()):  # its reader prints what it cannot read
        from sdmx import Client, to_pandas

        logging.getLogger("sdmx").setLevel(logging.ERROR)  # it warns of each answer without its structure
        client = Client(source)
        client.source = copy.copy(client.source)
        client.source.url = service.address or client.source.url
        client.session.hooks["response"].append(partial(patient, service, timeout))
        message = client.data(flow, key=key, params={"startPeriod": first}, timeout=timeout)
        if message.footer and not message.data:
            raise refused(service, f"gave no figures, and says: {shown('; '.join(map(str, message.footer.text)))}")
        values = to_pandas(message).dropna()
        return [(dict(zip(values.index.names, keys, strict=True)), value) for keys, value in values.items()]


def world_bank(indicator: str, territories: Iterable[str], first: int, last: int, timeout: float) -> Yearly:
    """A yearly series of the World Bank between two years, by its two-letter code of a territory; gaps left out."""
    with asking(WORLD_BANK, timeout):
        import wbgapi

        wbgapi.endpoint = WORLD_BANK.address or wbgapi.endpoint
        wbgapi.get_options = {"timeout": timeout, "hooks": {"response": partial(patient, WORLD_BANK, timeout)}}
        asked = f"country/{';'.join(territories)}/indicator/{indicator}"
        rows = list(wbgapi.fetch(asked, {"date": f"{first}:{last}"}))
        return {
            (row["country"]["id"], int(row["date"])): positive(row["value"]) for row in rows if row["value"] is not None
        }


def positive(value: float) -> float:
    """A value as a number above zero, which all of these are."""
    number = float(value)
    if not (math.isfinite(number) and number > 0):
        raise ValueError(f"{value} is no number above zero")
    return number


@dataclass(frozen=True)
class Change:
    """One figure as it stands and as its service has it now.

    Attributes
    ----------
    quantity, territory, period : str
        What it is of.
    old, new : str or None
        As a table writes them; None where there is none.
    unit : str
    kept : str
        Why the old one stays; empty where the new one is to be written.
    """

    quantity: str
    territory: str
    period: str
    old: str | None
    new: str | None
    unit: str
    kept: str = ""

    @property
    def difference(self) -> str:
        """The new against the old, as a signed part of it."""
        return f"{float(self.new) / float(self.old) - 1:+.3%}" if self.old and self.new else ""


def lacking(service: Service, missing: list[str]) -> None:
    """Refuse an answer that lacks what the data have: half of an answer is none.

    Raises
    ------
    AnalysisError
        If anything is missing.
    """
    if missing:
        more = f" and {len(missing) - 1} more" if missing[1:] else ""
        raise refused(service, f"gave half an answer: it lacks {missing[0]}{more}, which the data have")


def document(stage: Staged, service: Service, today: datetime.date) -> str:
    """The id of the document that a service is on a day; its row is written where it is not there yet."""
    source_id, file = service.document.format(day=f"{today:%Y%m%d}"), PATHS["sources"]
    sources, _ = read_text(stage.copy.root / file, file)
    if source_id not in set(sources["source_id"]):
        row = {
            "source_id": source_id,
            "publisher": service.publisher,
            "title": f"{service.title} on {today.isoformat()}",
            "published": today.isoformat(),
            "url": service.url,
            "kind": "statistics",
            "language": "en",
            "tier": "official or company",
        }
        stage.add(file, row)
    return source_id
