"""The panel: as HTML, which is a list of inputs and of what follows from them, and the script that makes it move."""

import json
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from analysis.characters import IN_DOUBT, TYPED, plain, visible
from analysis.model import formula
from analysis.paths import project
from analysis.publish.shown import Shown, escape
from analysis.publish.template import PANEL, render
from analysis.publish.what_if.inputs import HELD, RATE, UNREAD, Control, controls
from analysis.publish.what_if.outcomes import alive, outcomes
from analysis.study import Quantity, Study
from analysis.study.derived import known
from analysis.text import language, translate, translate as _
from analysis.wording import large, number, percent, quantity, typed, with_unit


def what_if(study: Study) -> Shown:
    """The what-if panel in a notebook: the published page has it here, JupyterLab has its own notebook for it.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Shown
        The panel is on the published page alone; JupyterLab shows a sentence in its place.

    Examples
    --------
    >>> from analysis import compare
    >>> what_if(compare("article")).page[:24]
    '<section class="what-if"'
    """
    text = _(
        "Here the published page has controls. In JupyterLab they are in explore.ipynb; or change a parameter above "
        "and run all cells."
    )
    return Shown(f"<p>{escape(text)}</p>", text, page=str(panel_html(study, standalone=False)))


def panel_html(study: Study, standalone: bool) -> Markup:
    """The panel of one edition, in the language spoken.

    Parameters
    ----------
    study : Study
        The edition.
    standalone : bool
        Whether the panel is a page of its own, under its ``h1``; else it is part of a page, under an ``h2``, and leads
        to its own page.

    Returns
    -------
    Markup
        An element with the id ``what-if``; all other ids in it begin so.
    """
    return render(
        project(),
        PANEL,
        standalone=standalone,
        command=f"analysis numbers --edition {study.loaded.parameters.edition} --set {RATE}=1.2",
        groups={heading: [row_of(control) for control in found] for heading, found in controls(study).items()},
        outcomes=[
            {"name": name, "label": label, "edition": quantity(study.quantities[name], "range")}
            for name, label in outcomes(study).items()
        ],
    )


def row_of(control: Control) -> dict[str, str]:
    """What the template prints of an input."""
    unit, stated = control.quantity.unit, quantity(control.quantity, "range")
    if control.name == RATE:
        stated = with_unit(quantity(control.quantity, "rate"), unit, control.value)
    ends = [number(float(end), decimals_of(end)) for end in (control.least, control.most)]
    return {
        "name": control.name,
        "label": control.label,
        "unit": " ".join(with_unit("", unit).split()),
        "value": plain(Decimal(repr(control.value))),
        "typed": typed(control.value),
        "least": plain(control.least),
        "most": plain(control.most),
        "step": plain(control.step),
        "edition": _("In this edition: {value}.", value=stated),
        "bounds": _("Can be set from {least} to {most}.", least=ends[0], most=ends[1]),
    }


def decimals_of(value: Decimal) -> int:
    """Decimals of a number, without noughts at its end."""
    return max(0, -value.normalize().as_tuple().exponent)


def model_script(study: Study) -> str:
    """The script that ``what-if.js`` works with, in the language spoken.

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
    shown = {name: study.quantities[name] for name in outcomes(study)}
    units = [control.quantity.unit for control in moved] + [one.unit for one in shown.values()]
    content = {
        "lang": language(),
        "inputs": {
            control.name: {"feeds": control.feeds, "unit": control.quantity.unit, "whole": control.is_whole}
            for control in moved
        },
        "constants": {name: value for name, value in known(study.inputs).items() if name in behind - fed},
        "outcomes": {name: shown_as(outcome) for name, outcome in shown.items()},
        "units": {unit: forms(unit) for unit in units},
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


def shown_as(outcome: Quantity) -> dict[str, str]:
    """How the script writes an outcome: as a month, a share in percent or a number with its unit; its bound."""
    unit, said = outcome.unit, outcome.said
    kind = "month" if unit == "year" else "share" if unit.startswith("share") else "number"
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
