"""Hostile calls: parameters of notebooks, command lines, names in a build."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import strategies as st

from analysis.cli import main
from analysis.publish.planning import plan
from analysis.study import compare
from fuzz_ground import NAMES, VALUES, ending, ground, outcome, works

ODD = st.recursive(
    st.one_of(VALUES, st.floats(), st.integers(), st.none(), st.booleans(), st.binary(max_size=5), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
"""What papermill may hand to a notebook: any value that YAML has."""


@st.composite
def parameters(draw: st.DrawFn) -> dict[str, Any]:
    """The parameters of a notebook, one or two of them hostile."""
    named = draw(st.dictionaries(NAMES.filter(bool), st.one_of(VALUES, ODD), max_size=1))
    return named | ({"changes": draw(ODD)} if draw(st.integers(0, 3)) == 0 else {})


def called(case: dict[str, Any]) -> str:
    """A comparison with the parameters of a notebook; what it accepts is what it was given."""

    def compared() -> None:
        study = compare(**case)
        works(study)
        for name, value in case.items():
            held = study.loaded.value_of(name) if isinstance(value, str) and name != "edition" else None
            if isinstance(held, float | int):
                assert held == float(value), name

    return outcome(compared, "parameter", "changes", *({"data/"} if "edition" in case else set()))


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """A command with hostile options."""
    value = VALUES.filter(lambda text: "\0" not in text)  # no system hands such an argument on
    pair = st.builds(lambda name, text: f"{name}={text}", NAMES, value)
    option = st.one_of(
        st.tuples(st.just("--set"), st.one_of(pair, value)),
        st.tuples(st.just("--edition"), value),
        st.tuples(st.sampled_from(("--json", "--nosuch", "--help", "--"))),
    )
    options = [word for words in draw(st.lists(option, max_size=3)) for word in words]
    match draw(st.sampled_from(("numbers", "explain", "sweep", "other"))):
        case "sweep":
            varied = draw(st.one_of(st.just("subject_sites=4,5"), pair, value))
            return ["sweep", "--vary", varied, *options]
        case "explain":
            return ["explain", draw(value), *options]
        case "numbers":
            return ["numbers", *options]
    return [draw(value), *options]


def typed(case: list[str]) -> str:
    """A command line in this process: it ends with code 0, or with one message and code 1 or 2."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    project = mock.patch.dict("os.environ", {"ANALYSIS_ROOT": str(ground().root)})
    streams = mock.patch.multiple(sys, stdout=out, stderr=err, argv=["analysis", *case])
    with project, streams, ending():
        try:
            main()
        except SystemExit as done:
            code = done.code or 0
    err.flush()
    said = err.buffer.getvalue().decode()
    assert code in (0, 1, 2), code
    assert (code == 0) == ("Error: " not in said), said
    assert "Traceback" not in said
    assert "\x1b" not in said.replace("\n", "")
    return "refused" if code else "accepted"


@st.composite
def builds(draw: st.DrawFn) -> dict[str, Any]:
    """What a build may be asked for: names of editions, of notebooks, of the folder."""
    return {
        "editions": draw(st.lists(VALUES, max_size=1)),
        "notebooks": draw(st.lists(st.one_of(VALUES, st.just("00-answer")), max_size=1)),
        "folder": draw(VALUES),
    }


def planned(case: dict[str, Any]) -> str:
    """A build up to the moment at which its first kernel would start; nothing is written by then."""
    inside = Path(tempfile.mkdtemp(prefix="fuzz-out-"))
    try:
        folder = inside / case["folder"]
        found = outcome(lambda: plan(ground(), case["editions"], case["notebooks"], {}, folder), "edition", "--")
        assert not list(inside.iterdir())
        return found
    finally:
        inside.rmdir()
