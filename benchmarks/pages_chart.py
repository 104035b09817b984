"""The chart of the benchmark of pages: how long each way of making them takes."""

from __future__ import annotations

from pathlib import Path

from matplotlib.backends.backend_svg import FigureCanvasSVG

from analysis.charts.style import COLOURS, HATCHES, new_figure, style

ROW = 0.62
"""Height of a bar with its heading [inches]."""


Bar = tuple[str, int, float, float]
"""What was run, how many notebooks at a time, its seconds, how many times as long as this project; which is first."""


def write_chart(file: Path, title: str, bars: list[Bar]) -> None:
    """Draw one bar a way, each with its seconds and how many times as long it takes as the first.

    Parameters
    ----------
    file : Path
        The SVG file.
    title : str
        What is measured.
    bars : list of Bar
        From top to bottom.
    """
    own, longest = bars[0], max(taken for _, _, taken, _ in bars)
    with style():
        figure, axes = new_figure(ROW * len(bars) + 0.9)
        figure.set_facecolor(COLOURS["paper"])
        for place, bar in enumerate(bars):
            kind = "subject" if bar[0] == own[0] else "comparator"
            axes.barh(place, bar[2], 0.4, color=COLOURS[kind], hatch=HATCHES[kind], edgecolor=COLOURS["paper"], lw=0)
            heading, numbers = said(bar, own)
            axes.annotate(heading, (0, place - 0.22), (0, 2), textcoords="offset points", va="bottom", fontsize=10)
            axes.annotate(numbers, (bar[2], place), (4, 0), textcoords="offset points", va="center", fontsize=10)
        axes.set(xlim=(0, longest * 1.5), ylim=(len(bars) - 0.6, -0.8), yticks=[])
        axes.set_xlabel("seconds", fontsize=10)
        axes.tick_params(labelsize=10)
        axes.set_title(title, loc="left", fontsize=11, weight="bold")
        FigureCanvasSVG(figure).print_svg(file, metadata={"Date": None, "Title": title})


def said(bar: Bar, own: Bar) -> tuple[str, str]:
    """What a bar is, and its seconds with their ratio to this project."""
    heading, width, taken, ratio = bar
    times = "" if bar == own else f", {ratio:.1f} times as long"
    return f"{heading}, {width} at a time", f"{taken:.0f} s{times}"


def described(title: str, bars: list[Bar]) -> str:
    """What the chart shows, in words."""
    return f"{title}. {'; '.join(': '.join(said(bar, bars[0])) for bar in bars)}."
