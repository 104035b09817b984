"""The model of one edition as a script: its formulas, its other inputs as numbers, and the words of the panel."""

from __future__ import annotations

import json
from typing import Any

from analysis.characters import IN_DOUBT, TYPED, visible
from analysis.model import formula
from analysis.publish.what_if.inputs import HELD, UNREAD, Control, controls
from analysis.publish.what_if.outcomes import Outcome, alive, outcomes
from analysis.study import Study
from analysis.study.derived import known
from analysis.text import language, translate
from analysis.text import translate as _
from analysis.wording import large, percent, with_unit


def model_script(study: Study) -> str:
    """The script that ``what-if.js`` works with, in the language of the study.

    Parameters
    ----------
    study : Study
        One edition.

    Returns
    -------
    str
        A function ``model(inputs)`` with the formulas behind the outcomes and no others, and an object ``WHAT_IF``:
        the inputs that can be moved, all others at full precision, the outcomes, the words.
    """
    wanted = alive(study)
    moved = [control for of_group in controls(study).values() for control in of_group]
    fed = {name for control in moved for name in control.feeds}
    behind = frozenset().union(*map(study.graph.upstream, wanted))
    content = {
        "lang": language(),
        "inputs": {control.name: as_json(control) for control in moved},
        "constants": {name: value for name, value in known(study.inputs).items() if name in behind - fed},
        "outcomes": {outcome.name: shown_as(outcome) for outcome in outcomes(study)},
        "units": {one.quantity.unit: forms(one.quantity.unit) for one in (*moved, *outcomes(study))},
        "typed": {"number": TYPED, "inDoubt": IN_DOUBT},
        "words": {
            "noFigure": _("no figure"),
            "changed": _("{outcome}: {value}. In this edition: {edition}."),
            "reset": _("All figures are those of this edition again."),
            "copied": _("The address of this view is copied."),
            "held": translate(HELD),
            "unread": translate(UNREAD),
            "notCopied": _("The address of this view stands in the address bar; copy it from there."),
        },
    }
    return f"{formula.javascript(study.graph, wanted)}\nconst WHAT_IF = {visible(written(content))};\n"


def as_json(control: Control) -> dict[str, Any]:
    """What the script has to know of an input beside its field: the inputs of the graph that it sets, its unit."""
    return {"feeds": control.feeds, "unit": control.quantity.unit, "whole": control.is_whole}


def shown_as(outcome: Outcome) -> dict[str, str]:
    """How the script writes an outcome: as a month, a share in percent or a number with its unit; its bound."""
    unit = outcome.quantity.unit
    kind = "month" if unit == "year" else "share" if unit.startswith("share") else "number"
    said = outcome.quantity.said
    return {"kind": kind, "unit": unit, "said": said and translate(said)}


def written(content: dict[str, Any]) -> str:
    """An object in JSON, each of its innermost parts on a line of its own."""
    if not isinstance(content, dict) or not any(isinstance(part, dict) for part in content.values()):
        return json.dumps(content, ensure_ascii=False)
    lines = [f"{json.dumps(name, ensure_ascii=False)}: {written(part)}" for name, part in content.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def forms(unit: str) -> dict[str, str]:
    """A unit around a number, for which ``{}`` stands: beside one, beside many, and beside millions in words."""
    if unit.startswith("share"):
        return dict.fromkeys(("one", "many", "millions"), percent(0.02).replace("2", "{}"))
    numbers = {"one": ("1", 1), "many": ("2", 2), "millions": (large(2e6), 2e6)}
    return {form: with_unit(text, unit, count).replace(text, "{}", 1) for form, (text, count) in numbers.items()}
