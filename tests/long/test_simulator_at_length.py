"""Hundreds of settings of the simulator, held to the model and to the command line."""

import pytest
from playwright.sync_api import Page

from test_simulator import addresses, held_to_python, held_to_the_command_line, page, studies  # noqa: F401


@pytest.mark.parametrize(("edition", "count"), [("latest", 200), ("article", 60), ("constant-prices", 60)])
def test_every_outcome_is_what_python_makes_of_the_figures(studies, addresses, page: Page, edition, count):
    held_to_python(studies[edition], addresses[edition], page, count)


@pytest.mark.parametrize(("edition", "count"), [("latest", 80), ("article", 10), ("constant-prices", 10)])
def test_every_outcome_is_what_the_command_line_makes_of_the_figures(studies, addresses, page: Page, edition, count):
    held_to_the_command_line(studies[edition], addresses[edition], page, count)
