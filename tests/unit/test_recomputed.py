"""The main numbers against a script that works them out from the tables and imports nothing of the package."""

import json
import subprocess
import sys

import pytest

from analysis.provenance import named
from conftest import ROOT


def test_the_main_numbers_are_those_worked_out_by_hand(latest):
    command = [sys.executable, "-I", "-S", str(ROOT / "tools" / "recompute.py")]  # without any installed package
    by_hand = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert len(by_hand) >= 60
    names = named(latest)
    for name, value in by_hand.items():
        assert latest.quantities[names[name]].central == pytest.approx(value, rel=2e-5), name
