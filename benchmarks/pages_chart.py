"""The chart of the benchmark of pages: how long each way of making them takes."""

from pathlib import Path

from analysis import present
from analysis.charts.canvas import WIDE
from analysis.charts.rows import Rows
from analysis.charts.style import COLOURS, style
from analysis.model.amounts import Triplet
from analysis.study import Quantity

Bar = tuple[str, int, float, float]
"""What was run, how many notebooks at a time, its seconds, how many times as long as this project; which is first."""


def bars_of(title: str, bars: list[Bar]) -> Rows:
    """One bar a way, each with its seconds and how many times as long it takes as the first."""
    rows = [
        {
            "name": f"{heading}, {width} at a time",
            "seat": "subject" if heading == bars[0][0] else "comparator",
            "value": Quantity("seconds", "seconds", Triplet.exact(taken), "seconds"),
            "words": f"{taken:.0f} s" + (f", {times:.1f} times as long" if heading != bars[0][0] else ""),
        }
        for heading, width, taken, times in bars
    ]
    return Rows(
        present(rows, {"name": "Way", "value": "Seconds"}), f"{title}.", name="name", words="words", unit="seconds"
    )


def write_chart(file: Path, title: str, drawing: Rows) -> None:
    """Write a drawing into an SVG file."""
    with style():
        drawing.draw(WIDE).savefig(
            file, format="svg", facecolor=COLOURS["paper"], metadata={"Date": None, "Title": title}
        )
