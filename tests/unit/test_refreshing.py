"""Figures fetched anew: what is shown, what is written beside the old, and that no failure writes anything."""

import csv
import datetime
import functools
import io
from collections.abc import Callable, Iterator

import pytest

from analysis.evidence import load
from analysis.upkeep import denominators
from conftest import Copy
from services import Figures, serving

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
    figures = Figures({str(day): rate for day, rate in zip(table["date"], table["usd_per_eur"], strict=True)})
    for row in evidence.denominators.to_dict("records"):
        series = denominators.series_of(row["quantity"], row["territory"])
        code = denominators.CODES[series.service].get(row["territory"], row["territory"])
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
    code, said = refresh("fx", "--yes")
    assert code == 0, said
    assert [address.partition("startPeriod=")[2] for address in figures.asked] == ["2026-10-30"], "the last day known"
    after = copy.contents()
    source = f"ecb-{TODAY:%Y%m%d}-reference-rates"
    added = f"2026-11-02,1.1201,{source}\n2026-11-03,1.12,{source}\n".encode()
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
    code, said = refresh("fx", "--yes")
    assert code == 0
    assert "1.1172" in said
    assert "stays: a rate that was published is not rewritten" in said
    assert "Nothing to write" in said
    figures.rates["2026-11-02"] = 1.12
    assert refresh("fx", answers="n\n")[0] == 1
    assert refresh("fx", answers="")[0] == 130
    assert copy.contents() == before


def test_a_changed_value_becomes_a_fact_and_the_old_one_stays(copy: Copy, figures: Figures, refresh):
    before = copy.contents()
    figures.values["SP.POP.TOTL"] |= {("FR", 2025): 68_800_000, ("FR", 2026): 68_900_000, ("EU", 2026): None}
    code, said = refresh("population", "--yes")
    assert code == 0, said
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
    assert refresh("population") == (0, "Nothing to write.\n")


def test_what_another_publisher_measured_is_left_alone(copy: Copy, figures: Figures, refresh):
    figures.values["CP_MEUR"]["EU27_2020", 2025] = 18_900_000.0
    figures.values["NY.GDP.MKTP.CD"]["US", 2025] = 30_769.7e9
    code, said = refresh("gdp", "--yes")
    assert code == 0, said
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
    code, said = refresh("prices", answers="y\n")
    assert code == 0, said
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
        code, said = refresh(what, "--yes", "--timeout", "0.5" if failure == "slow" else "20")
        assert code == 1
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
    code, said = refresh(what)
    assert (code, waits) == (0, [7, 4])
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
        code, said = refresh(what, "--yes")
        assert (code, waits, figures.busy) == (1, waited, [])
        assert refusal in said
    assert copy.contents() == before


@pytest.mark.parametrize("value", [float("nan"), None])
def test_a_day_or_a_year_without_a_value_is_a_gap(copy: Copy, figures: Figures, refresh, value):
    figures.rates |= {"2026-11-02": 1.12, "2026-11-03": value}
    code, said = refresh("fx", "--yes")
    assert code == 0, said
    assert "2026-11-03" not in said
    assert load(copy.project.data).exchange_rates["usd_per_eur"].iloc[-1] == 1.12
    figures.values["CP_MEUR"]["EU27_2020", TODAY.year] = float("nan")
    assert refresh("gdp")[0] == 0


def test_an_answer_that_lacks_what_the_data_have_is_half_an_answer(copy: Copy, figures: Figures, refresh):
    before = copy.contents()
    del figures.rates["2026-10-30"]
    del figures.values["SP.POP.TOTL"]["JP", 2024]
    del figures.values["PD15_EUR"]["EU27_2020", 2019]
    for what, missing in (("fx", "2026-10-30"), ("population", "JP 2024"), ("prices", "EU27 2019")):
        code, said = refresh(what, "--yes")
        assert code == 1
        assert f"gave half an answer: it lacks {missing}, which the data have" in said
    assert copy.contents() == before


@pytest.mark.parametrize("library", ["sdmx", "wbgapi", "requests"])
def test_a_missing_library_is_named_with_the_extra_that_brings_it(copy: Copy, figures, monkeypatch, refresh, library):
    monkeypatch.setitem(__import__("sys").modules, library, None)
    code, said = refresh("population" if library == "wbgapi" else "fx")
    assert code == 2
    assert f"refresh needs {library}: run 'make', or pip install -e '.[refresh]'" in said


def test_a_service_that_is_not_there_and_figures_that_nobody_fetches(copy: Copy, monkeypatch, refresh):
    monkeypatch.setenv("ANALYSIS_ECB_URL", "http://127.0.0.1:9")
    code, said = refresh("fx")
    assert (code, said.count("\n")) == (1, 1)
    assert "European Central Bank at http://127.0.0.1:9 cannot be reached" in said
    assert refresh("fxx") == (
        2,
        'Error: "fxx" is not what can be refreshed (nearest: "fx"; all: fx, population, gdp, prices)\n',
    )
