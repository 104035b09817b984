"""The comparison of AI-infrastructure investment programmes: a small surface for notebooks.

``compare`` makes a study of an edition; ``numbers``, ``explain`` and ``frame`` give its numbers as tables, how one is
made, and any table of ``analysis.pages`` with units in its columns; ``field`` gives every programme, ``total`` a sum
over some; ``figure`` and ``table`` show a study; ``explore`` moves it. ``?`` behind a name shows what it takes, its
units and an example.

>>> from analysis import compare
>>> compare("article").comparison.announced_ratio.as_json()["central"].__round__(2)
21.43
"""

import importlib

_HOMES = {
    "compare": "analysis.study",
    "Study": "analysis.study",
    "Quantity": "analysis.study",
    "ratio": "analysis.model.amounts",
    "UnlikeError": "analysis.errors",
    "numbers": "analysis.api",
    "explain": "analysis.api",
    "frame": "analysis.api",
    "editions": "analysis.api",
    "field": "analysis.api",
    "total": "analysis.api",
    "sweep": "analysis.sweeps.table",
    "explore": "analysis.lab.explorer",
    "say": "analysis.sentences",
    "speak": "analysis.text",
    "speaking": "analysis.text",
    "Picture": "analysis.charts.chart",
    "chart": "analysis.charts.chart",
    "present": "analysis.pages.common",
    "figure": "analysis.publish.figure",
    "table": "analysis.publish.figure",
    "dated": "analysis.publish.figure",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str):
    """Import a name when it is first asked for, so that the command line starts at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r} (all: {', '.join(__all__)})")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
