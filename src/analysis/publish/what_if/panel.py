"""The panel as HTML. Without JavaScript it is a list of inputs and a table of what follows from them."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from analysis.characters import plain
from analysis.paths import project
from analysis.publish.template import PANEL, render
from analysis.publish.what_if.inputs import RATE, Control, controls
from analysis.publish.what_if.outcomes import outcomes
from analysis.study import Study
from analysis.text import translate as _
from analysis.wording import number, quantity, typed, with_unit


def panel_html(study: Study, standalone: bool) -> Markup:
    """The panel of one edition, in the language of the study.

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
            {"name": outcome.name, "label": outcome.label, "edition": quantity(outcome.quantity, "range")}
            for outcome in outcomes(study)
        ],
    )


def row_of(control: Control) -> dict[str, str]:
    """What the template prints of an input."""
    stated = quantity(control.quantity, "range")
    if control.name == RATE:
        stated = with_unit(quantity(control.quantity, "rate"), control.quantity.unit, control.value)
    ends = [number(float(end), decimals_of(end)) for end in (control.least, control.most)]
    return {
        "name": control.name,
        "label": control.label,
        "unit": " ".join(with_unit("", control.quantity.unit).split()),
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
