"""The simulator: as HTML, a list of inputs and of what follows from them, and the script that makes it move."""

import json
from decimal import Decimal
from typing import Any

from analysis.characters import IN_DOUBT, TYPED, plain, visible
from analysis.model import formula
from analysis.pages.answer import WORDS, larger
from analysis.publish.simulator.draws import draws
from analysis.publish.simulator.inputs import HELD, RATE, UNREAD, Control, controls
from analysis.publish.simulator.outcomes import MAIN, STEPS, alive, outcomes, worked_out
from analysis.publish.simulator.presets import Preset, presets
from analysis.study import Study
from analysis.study.derived import bounds_by_input, converted, known
from analysis.text import language, translate, translate as _
from analysis.text.numbers import capitalised, large, number, percent, typed
from analysis.wording import missing, quantity, with_unit


def simulator(study: Study) -> dict[str, Any]:
    """What the template of the page prints of one edition, in the language spoken."""
    found = presets(study)
    columns = [*(f"{seat}_announced_usd" for seat in study.seats), *MAIN]
    return {
        "example": f"analysis numbers --edition {study.loaded.parameters.edition} --set {RATE}=1.2",
        "groups": {heading: [row_of(control) for control in of_group] for heading, of_group in controls(study).items()},
        "outcomes": [
            {"name": name, "label": label, "edition": quantity(study.quantities[name], "range")}
            for name, label in outcomes(study).items()
        ],
        "main": {name: translate(label) for name, label in MAIN.items()},
        "labels": [outcomes(study)[name] for name in columns],
        "buttons": [preset for preset in found if can_be_set(study, preset)],
        "presets": [
            {"title": title, "values": [quantity(one.quantities[name], "range") for name in columns]}
            for title, one in [(_("As it is"), study), *((preset.title, preset.study) for preset in found)]
        ],
    }


def can_be_set(study: Study, preset: Preset) -> bool:
    """Whether a reader can set all that a preset changes."""
    return preset.changes.keys() <= {control.name for of_group in controls(study).values() for control in of_group}


def scale_of(unit: str) -> int:
    """What a figure is multiplied by where it is shown: a share is set in percent."""
    return 100 if unit.startswith("share") else 1


def row_of(control: Control) -> dict[str, str]:
    """What the template prints of an input."""
    unit, stated = control.quantity.unit, quantity(control.quantity, "range")
    scale = scale_of(unit)
    least, most, step = (scale * one for one in (control.least, control.most, control.step))
    value = scale * Decimal(repr(control.value))
    if control.name == RATE:
        stated = with_unit(quantity(control.quantity, "rate"), unit, control.value)
    ends = [number(float(end), decimals_of(end)) for end in (least, most)]
    return {
        "name": control.name,
        "label": control.label,
        "unit": "%" if scale > 1 else " ".join(with_unit("", unit).split()),
        "value": plain(value),
        "typed": typed(float(value)),
        "least": plain(least),
        "most": plain(most),
        "step": plain(step),
        "edition": _("In this edition: {value}.", value=stated),
        "bounds": _("Can be set from {least} to {most}.", least=ends[0], most=ends[1]),
    }


def decimals_of(value: Decimal) -> int:
    """Decimals of a number, without noughts at its end."""
    return max(0, -value.normalize().as_tuple().exponent)


def model_script(study: Study) -> str:
    """The script that ``simulator.js`` works with, in the language spoken.

    Parameters
    ----------
    study : Study
        One edition.

    Returns
    -------
    str
        A function ``model(v)`` with the formulas behind the outcomes and no others, and an object ``SIMULATOR``: the
        inputs that can be moved, all others at full precision, the distributions of those that have one, the outcomes,
        the staircases, the words.
    """
    wanted = alive(study)
    moved = [control for of_group in controls(study).values() for control in of_group]
    fed = {name for control in moved for name in control.feeds}
    behind = frozenset().union(*map(study.graph.upstream, wanted))
    values, nodes = known(study.inputs), study.graph.nodes
    used = {need for name in study.graph.run(values, wanted) if name in nodes for need in nodes[name].needs}
    shown = {name: study.quantities[name] for name in worked_out()}
    units = [control.quantity.unit for control in moved] + [one.unit for one in shown.values()]
    ways = ways_of(study, wanted, fed)
    said = {word for way in ways.values() for word in way["bounds"].values()}
    content = {
        "lang": language(),
        "inputs": {
            control.name: {
                "feeds": control.feeds,
                "unit": control.quantity.unit,
                "whole": control.is_whole,
                "scale": scale_of(control.quantity.unit),
            }
            for control in moved
        },
        "constants": {name: value for name, value in values.items() if name in used - fed},
        **draws(study, behind),
        "outcomes": ways,
        "panels": panels(study, wanted),
        "presets": {one.name: as_numbers(one.changes) for one in presets(study) if can_be_set(study, one)},
        "units": {unit: forms(unit) for unit in units},
        "typed": {"number": TYPED, "inDoubt": IN_DOUBT},
        "words": {
            "noFigure": _("no figure"),
            "zero": _("zero"),
            "said": {word: translate(word) for word in sorted({"about", *said})},
            "range": _(" ({low} to {high})"),
            "orMore": _(" ({low} or more)"),
            "orLess": _(" ({high} or less)"),
            "step": _("{rung} {sum}"),
            "panel": _("{programme}: {sums}."),
            "part": _("expected in time: {sum}"),
            "changed": _("{outcome}: {value}. In this edition: {edition}."),
            "reset": _("All figures are those of this edition again."),
            "copied": _("The address of this view is copied."),
            "held": translate(HELD),
            "atTheEnd": _("{value} is as far as this can be moved here."),
            "unread": translate(UNREAD),
            "notCopied": _("The address of this view stands in the address bar; copy it from there."),
        },
    }
    script = formula.javascript(study.graph, wanted, study.graph.inputs.keys() - values.keys())
    return f"{script}\nconst SIMULATOR = {visible(written(content))};\n"


def as_numbers(changes: dict[str, Any]) -> dict[str, float]:
    """The figures of a preset."""
    return {name: float(value) for name, value in changes.items()}


def ways_of(study: Study, wanted: list[str], fed: set[str]) -> dict[str, dict[str, Any]]:
    """How the script writes each outcome, and what its range is.

    Its ``kind``: a month, a share in percent, or a number with its unit. ``bounds``: what it bounds on account of each
    input. ``read``: the input that it is only another currency for, and whose ends it keeps. ``rests``: the inputs
    behind it that a reader can set, and ``open`` those that have an end without a bound, with which it has no range.
    """
    bounds, in_dollars = bounds_by_input(study.graph, study.inputs), converted(study.graph, study.inputs)
    unbounded = {name for name, one in study.inputs.items() if one.distribution} - study.uncertain.keys()
    found = {}
    for name in worked_out():
        unit, own = study.quantities[name].unit, name.removesuffix("_usd")
        between = (
            of for of in study.graph.upstream(name) if of in study.inputs and study.inputs[of].interpolated_between
        )
        said = dict.fromkeys(sorted(between), "about") | bounds[name] if name in wanted else {}
        found[name] = {
            "kind": "month" if unit == "year" else "share" if unit.startswith("share") else "number",
            "unit": unit,
            "bounds": {of: study.inputs[of].said if of == own else word for of, word in said.items()},
            "read": in_dollars.get(name),
            "rests": sorted(fed & study.graph.upstream(name)),
            "open": sorted(unbounded & study.graph.upstream(name)),
        }
    return found


def panels(study: Study, wanted: list[str]) -> list[dict[str, Any]]:
    """Both staircases as ``staircases.js`` draws them, without figures; the larger promise first."""
    first = larger(study)
    return [
        {
            "seat": seat,
            "name": translate(study.seats[seat].short_name),
            "part": f"{seat}_expected_delivered_usd",
            "steps": [
                {
                    "of": name,
                    "name": capitalised(translate(study.evidence.rungs[rung]["name"])),
                    "hollow": rung in WORDS,
                    "missing": capitalised(missing(study.quantities[name])),
                }
                for rung in STEPS
                if (name := f"{seat}_{rung}_usd")
            ],
        }
        for seat in sorted(study.seats, key=lambda seat: seat != first)
    ]


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
