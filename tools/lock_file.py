"""What the lock file pins, and the licence of each package."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
LICENCES = ROOT / "docs" / "dependencies.csv"


@dataclass(frozen=True)
class Pin:
    """One version of one package, with the SHA-256 of each of its files."""

    name: str
    version: str
    hashes: tuple[str, ...]


def pins() -> list[Pin]:
    """Every pin, in the order of the file."""
    blocks = re.split(r"\n(?=[a-z0-9])", LOCK.read_text(encoding="utf-8"))
    heads = ((re.match(r"([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", block), block) for block in blocks)
    return [
        Pin(head[1], head[2], tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", block)))
        for head, block in heads
        if head
    ]


def licences() -> dict[str, str]:
    """The licence of each package, as an SPDX expression."""
    with LICENCES.open(encoding="utf-8", newline="") as stream:
        return {row["package"]: row["licence"] for row in csv.DictReader(stream)}
