"""The page of what a program calls, held to the functions themselves."""

from __future__ import annotations

import doctest
import inspect

import pytest

import analysis
from analysis.languages import speaking
from analysis.publish.pages.api import api, prose

PAGE = {one.name: one for one in api()}
STARS = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}


def test_every_name_is_there_with_what_it_is_and_an_example():
    assert list(PAGE) == sorted(analysis.__all__, key=str.lower)
    for name, one in PAGE.items():
        assert one.text, name
        assert doctest.DocTestParser().get_examples(one.example), f"{name} has no example"


@pytest.mark.parametrize("name", [name for name in PAGE if inspect.isfunction(getattr(analysis, name))])
def test_a_call_is_shown_as_it_is_and_each_thing_it_takes_is_described(name: str):
    one, takes = PAGE[name], inspect.signature(getattr(analysis, name)).parameters
    shown = inspect.signature(eval(f"lambda {one.signature.partition('(')[2].removesuffix(')')}: None")).parameters
    assert [(key, taken.kind, taken.default) for key, taken in shown.items()] == [
        (key, taken.kind, taken.default) for key, taken in takes.items()
    ]
    described = {key for term, _ in dict(one.sections).get("Takes", []) for key in term.partition(":")[0].split(", ")}
    if "as for" not in one.text:
        assert described == {STARS.get(taken.kind, "") + key for key, taken in takes.items()}


def test_a_class_shows_its_methods_and_properties():
    members = {member.name: member for member in PAGE["Study"].members}
    assert {".as_of", ".draw", ".tornado"} <= members.keys()
    assert members[".draw"].signature.startswith(".draw(*names")
    assert not any(name.startswith("._") for name in members)


def test_text_of_a_docstring_is_text():
    assert prose("a < b & ``<c>``") == "<p>a &lt; b &amp; <code>&lt;c&gt;</code></p>"
    assert 'href="#figure"' in prose(":func:`analysis.figure`")
    assert "href" not in prose(":class:`Nothing`")


def test_headings_are_in_the_language_spoken():
    with speaking("fr"):
        assert dict(next(one for one in api() if one.name == "compare").sections).keys() == {"Prend", "Donne", "Refuse"}
