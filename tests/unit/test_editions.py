"""Editions: what they set, what a call may change, what is refused and how."""

import datetime
import re

import pytest
from hypothesis import given, strategies as st

from analysis.edition import PARAMETERS, settable_inputs
from analysis.errors import LONGEST, AnalysisError, CallError, DataError
from analysis.publish.figure import dated
from analysis.publish.simulator.inputs import far_from_data
from analysis.study import compare, study_in
from analysis.text import language, speaking
from conftest import Copy, call_analysis

REFUSED = [
    ({"subject_sites": 0}, 'subject_sites: "0" is not allowed (allowed: a whole number of sites, 1 to 1,000,000)'),
    ({"subject_sites": "5,5"}, '"5,5" is not allowed (allowed: a whole number of sites, 1 to 1,000,000)'),
    ({"usd_per_eur": "1,175"}, '"1,175" is not allowed (allowed: US dollars for one euro, above 0 and at most 1,000; '),
    ({"comparator_announced": "1,234,567"}, "its comma may part thousands or decimals: write a point before decimals"),
    ({"world_compute_growth": "1.234,5"}, '"1.234,5" is not allowed (allowed: a number from 1 to 100 [ratio]'),
    ({"subject_announced": "12,5\N{NO-BREAK SPACE}bn"}, '"12,5[U+00A0]bn" is not allowed (allowed: billions'),
    ({"subject_stes": 7}, '(nearest: "subject_sites"'),
    ({"comparator_announced": "abc"}, '"abc" is not allowed (allowed: billions'),
    ({"comparator_announced": float("inf")}, "0 to 1,000,000"),
    ({"subject_sites": "1_0"}, "1 to 1,000,000"),
    ({"as_of": 1764806400}, "a real day"),
    ({"subject_announced": True}, "0 to 1,000,000"),
    ({"usd_per_eur": 1.1, "rate_date": "2026-10-30"}, "allowed: one of the two"),
    ({"as_of": "2026-02-30"}, "a real day written YYYY-MM-DD"),
    ({"as_of": "2023-01-01"}, "is outside the data (allowed: 2023-03-17 to 2026-11-22)"),
    ({"as_of": "2026-11-10"}, "the European Central Bank's table runs from 2019-01-02 to 2026-10-30"),
    ({"rate_date": "2026-11-30"}, "is after the as-of date"),
    ({"subject": "eu-gigafactory"}, '(nearest: "eu-gigafactories"'),
    ({"subject": "stargate"}, "subject: stargate takes both seats"),
    ({"lang": "xx"}, "is not a language of the pages"),
    ({"lang": "fr\n"}, "is not a language of the pages"),
    ({"subject_sites": b"5"}, "1 to 1,000,000"),
    ({"subject_sites": "\uff15"}, "1 to 1,000,000"),
    ({"usd_per_eur": "1" * 31}, "is not allowed"),
    ({"usd_per_eur": "0." + "1" * 31}, "is not allowed"),
    ({"usd_per_eur": float("nan")}, "is not allowed"),
    ({"edition": "\ud800"}, "is not a known edition"),
    ({"edition": ["latest"]}, "is not a known edition"),
    ({"edition": "../editions/latest"}, "is not a known edition"),
    ({"changes": "subject_sites"}, "allowed: names with values"),
    ({"changes": {("a", "b"): 1}}, "is not a known parameter"),
    ({"changes": {"edition": "article"}}, "is not a known parameter"),
    ({"changes": {"dollars": "market\0"}}, "is not allowed"),
    ({"as_of": "0000-01-01"}, "a real day"),
    ({"as_of": "9999-12-31"}, "is outside the data"),
]


@pytest.mark.parametrize(("changes", "message"), REFUSED)
def test_a_bad_parameter_is_refused_in_one_short_line_with_its_place(changes, message):
    with pytest.raises(CallError) as refused:
        compare(**changes)
    said = str(refused.value)
    assert message in said
    assert said.startswith("parameter ")
    assert "\n" not in said
    assert len(said) < 10 * LONGEST
    assert refused.value.exit_code == 2


def test_a_rate_given_by_hand_stands_for_days_without_one():
    study = compare("latest", as_of="2026-11-10", usd_per_eur=1.1)
    assert study.comparison.usd_per_eur.central == 1.1
    assert study.comparison.usd_per_eur.set_by == "call"
    assert study.comparison.usd_per_eur.sources == ()


@pytest.mark.parametrize(("as_of", "day"), [("2026-03-02", (2026, 3, 2)), ("2025-12-07", (2025, 12, 5))])
def test_a_day_takes_its_own_rate_and_a_weekend_the_last_one_published(as_of, day):
    assert compare("latest", as_of=as_of).rate.date == datetime.date(*day)


def test_an_editions_sums_do_not_follow_another_programme_into_the_seat():
    swapped = compare("article", subject="stargate", comparator="eu-gigafactories")
    assert swapped.subject.announced.unit == "USD bn"
    assert swapped.subject.announced.central == 500
    assert swapped.comparator.claimed_deployed.value is None


@pytest.mark.parametrize("changes", [{"subject_sites": None}, {"subject": "eu-gigafactories"}, {"subject_sites": "5"}])
def test_what_the_edition_has_already_changes_nothing(changes):
    assert compare("article", **changes).subject.announced_per_site == compare("article").subject.announced_per_site


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12,5", 12.5),
        ("0,125", 0.125),
        ("1234,567", 1234.567),
        ("1,1750", 1.175),
        ("37 000", 37_000),
        ("37\N{NARROW NO-BREAK SPACE}000,5", 37_000.5),
        ("\N{NO-BREAK SPACE}12.5\n", 12.5),
    ],
)
def test_a_number_is_read_as_people_write_it(shared: Copy, typed, number):
    assert compare("latest", subject_announced=typed).subject.announced.central == number
    file = shared.project.data / "editions" / "typed.yml"
    file.write_text(f"based_on: latest\nwhy: test\nsubject_announced: {typed.strip()}\n", encoding="utf-8")
    assert study_in(shared.project, "typed").subject.announced.central == number


def test_a_study_is_worked_out_once_and_anew_after_its_file_changed(shared: Copy):
    file = shared.project.data / "editions" / "slow.yml"
    found = []
    for sites in (4, 4, 6):
        file.write_text(f"based_on: article\nwhy: test\nsubject_sites: {sites}\n")
        found.append(study_in(shared.project, "slow"))
    first, again, changed = found
    assert first is again
    assert (first.subject.sites.central, changed.subject.sites.central) == (4, 6)
    assert (first.subject.announced.central, first.subject.announced.set_by) == (20, "edition article")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("based_on: nosuch\nwhy: x\n", "data/editions/odd.yml, key based_on: "),
        ("based_on: odd\nwhy: x\n", "in a circle"),
        ("why: x\n", "key as_of: the key is missing"),
        ("as_of: 2025-12-04\nas_of: 2025-12-05\n", "stands there twice"),
        ("as_of: [2025-12-04]\n", "holds a list"),
        ("- 1\n", "holds no keys"),
        ("based_on: latest\nusd_per_eur: 1,175\n", 'key usd_per_eur: "1,175" is not allowed (allowed: US dollars'),
        ("as_of: 2026-02-30\n", 'key as_of: "2026-02-30" is not allowed'),
        ("as_of: 2025-12-04\nsource_id: nosuch\n", "is not a known source_id"),
        ("as_of: 2025-04-12\nsource_id: kulturegeek-202512-gigafactories\n", "was published (2025-12-04)"),
        ("as_of: 2025-12-04\n<<<<<<< HEAD\nsubject_sites: 5\n=======\n", "a merge was left open here (<<<<<<<)"),
        ("!!python/object/apply:os.system [ls]\n", "cannot be read"),
        (": : :\n\t- x", "cannot be read"),
    ],
)
def test_an_edition_file_that_cannot_be_used_is_named(shared: Copy, text, message):
    (shared.project.data / "editions" / "odd.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(message)):
        study_in(shared.project, "odd")


def test_a_figure_keeps_the_document_and_the_day_of_the_file_that_set_it(shared: Copy):
    (shared.project.data / "editions" / "mine.yml").write_text(
        "based_on: article\nwhy: test\nsource_id: ec-202607-call\nas_of: 2026-08-03\nsubject_sites: 9\n"
    )
    study = study_in(shared.project, "mine")
    assert study.subject.sites.sources == ("ec-202607-call",)
    assert study.subject.announced.sources == ("kulturegeek-202512-gigafactories",)
    assert study.subject.announced.as_of == datetime.date(2025, 12, 4)
    assert study.subject.sites.as_of == datetime.date(2026, 8, 3)


@given(
    st.sampled_from([*PARAMETERS[1:], *settable_inputs()]),
    st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.booleans()),
)
def test_any_value_is_accepted_or_refused_with_a_message(name, value):
    said = ""
    try:
        rate = compare("latest", **{name: value}).comparison.usd_per_eur.central
    except AnalysisError as error:
        rate, said = 0, str(error)
    assert (rate > 0) != bool(said)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"usd_per_eur": 105}, ["usd_per_eur = 105 is far from the data (0.957 to 1.23)."]),
        ({"usd_per_eur": 1.05, "subject_announced": 12.5}, []),
        ({"subject_sites": 700, "lang": "fr"}, ["subject_sites = 700 est loin des données (7)."]),
        ({"changes": {"world_compute_growth": 90}}, ["world_compute_growth = 90 is far from the data (2.5 to 4.1)."]),
        ({"subject": "stargate", "comparator": "eu-gigafactories", "subject_announced": 400}, []),
        ({"as_of": "2026-03-02", "chip": "H100 SXM"}, []),
    ],
)
def test_a_number_far_from_the_data_is_told_with_what_they_have(changes, said):
    study = compare("latest", **changes)
    with speaking(language()):
        assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in far_from_data(study)] == said
    assert all(line in str(dated(study)) for line in said)


def test_the_command_line_warns_of_a_number_far_from_the_data():
    run = call_analysis("numbers", "--set", "usd_per_eur=105")
    assert run.stderr.startswith("Warning: usd_per_eur = 105 is far from the data (0.957 to 1.23).")
    assert call_analysis("numbers", "--set", "usd_per_eur=1.2").stderr == ""


@pytest.mark.parametrize(
    "changes", [{"as_of": "2026-03-02", "usd_per_eur": 1.05}, {"comparator_announced": 400}, {"dollars": "ppp"}]
)
def test_what_a_scenario_asks_is_printed_only_where_nothing_was_changed(study, changes):
    asks = {"en": "What if", "fr": "Et si"}[language()]
    assert asks not in dated(study).html, "no scenario"
    assert asks in dated(compare("slow-eu")).html
    changed = dated(compare("slow-eu", **changes)).html
    assert asks not in changed
    assert "usd_per_eur" not in changes or "30 October 2026" not in changed.replace(chr(160), " ")


def test_the_check_warns_of_an_editions_number_far_from_the_data(copy: Copy):
    copy.append("data/editions/ppp.yml", "usd_per_eur: 0.86", "subject_sites: 700")
    said = copy.call("check").stdout
    assert "Warning: data/editions/ppp.yml: usd_per_eur = 0.86 is far from the data (0.957 to 1.23)." in said
    assert "Warning: data/editions/ppp.yml: subject_sites = 700 is far from the data (7)." in said
    assert said.count("Warning") == 2
