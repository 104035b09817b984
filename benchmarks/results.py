"""The file of results: one part a benchmark, each written by its own run while the others stay as they are."""

from __future__ import annotations

from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = "# Benchmarks\n\nWritten by `make bench`. Ratios matter more than seconds, which are those of one machine."


def write_part(title: str, lines: list[str]) -> None:
    """Write one part of the results in the place of the one with the same title, else at the end, and print it."""
    part = "\n".join([title, "", *lines])
    _, *parts = RESULTS.read_text(encoding="utf-8").rstrip("\n").split("\n\n## ") if RESULTS.exists() else [HEAD]
    titles = [other.partition("\n")[0] for other in parts]
    place = titles.index(title) if title in titles else len(parts)
    parts[place : place + 1] = [part]
    RESULTS.write_text("\n\n## ".join([HEAD, *parts]) + "\n", encoding="utf-8")
    print(f"## {part}\n")
