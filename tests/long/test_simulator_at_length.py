"""Hundreds of settings of the simulator, held to the model, to studies and to the command line."""

import pytest
from playwright.sync_api import Page

from test_simulator import (  # noqa: F401
    addresses,
    held_to_python,
    held_to_studies,
    held_to_the_command_line,
    page,
    studies,
)


@pytest.mark.parametrize(("edition", "count"), [("latest", 200), ("article", 60), ("constant-prices", 60)])
def test_every_outcome_is_what_python_makes_of_the_figures(studies, addresses, page: Page, edition, count):
    held_to_python(studies[edition], addresses[edition], page, count)


@pytest.mark.parametrize(("name", "count"), [("latest", 200), ("french", 20), ("article", 60), ("constant-prices", 60)])
def test_ranges_and_words_are_those_of_a_study_of_the_figures(studies, addresses, page: Page, name, count):
    held_to_studies(studies[name], name, addresses[name], page, count)


@pytest.mark.parametrize(("edition", "count"), [("latest", 80), ("article", 10), ("constant-prices", 10)])
def test_every_outcome_is_what_the_command_line_makes_of_the_figures(studies, addresses, page: Page, edition, count):
    held_to_the_command_line(studies[edition], addresses[edition], page, count)
