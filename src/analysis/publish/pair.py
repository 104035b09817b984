"""Any two programmes of the field side by side, chosen on the published page, whose script divides where it may."""

import json
from typing import Any

from analysis.pages.common import in_dollars
from analysis.pages.field import WHOSE
from analysis.paths import project
from analysis.publish.shown import Shown, escape, programme_page
from analysis.publish.template import PAIR, render
from analysis.study import Quantity, Study
from analysis.study.derived import KINDS
from analysis.study.field import Programme, field_of
from analysis.text import N_, language, translate, translate as _
from analysis.text.numbers import capitalised, date
from analysis.wording import missing, quantity

NAMES = {kind: name for kind, name in KINDS.items() if kind not in ("span", "rung", "currency")}
"""What sums on one rung may differ in, so that no ratio is given; all else is the same by then."""


def pair(study: Study) -> Shown:
    """Two programmes of the field on one ladder, to be chosen on the published page.

    Parameters
    ----------
    study : Study
        Its two programmes stand there first.

    Returns
    -------
    Shown
        JupyterLab shows a sentence in its place: there any pair is two parameters.

    Examples
    --------
    >>> from analysis import compare
    >>> pair(compare("article")).page[:20]
    '<section class="pair'
    """
    known = [one for one in field_of(study) if any(money.known for money in one.rungs.values())]
    content = {
        "lang": language(),
        "rungs": {rung: capitalised(translate(study.evidence.rungs[rung]["name"])) for rung in known[0].rungs},
        "kinds": {kind: translate(name) for kind, name in NAMES.items()},
        "programmes": {one.programme: content_of(one) for one in known},
        "words": {
            "times": _("{ratio} times"),
            "bounds": {"at least": _("at least"), "at most": _("at most"), "about": _("about")},
            "refused": _("refused"),
            "none": _("none to give"),
            "unlike": _("{kind}: {one} against {other}"),
            "counted": _("{name}: {perimeter}"),
            "apart": _("{larger} announced {ratio} what {smaller} did"),
            "no ratio": _("The sums announced cannot be set against each other"),
            "same": _("Choose two different programmes"),
        },
    }
    text = _(
        "Here the published page sets any two programmes side by side. In JupyterLab set subject and comparator above."
    )
    page = render(
        project(),
        PAIR,
        content=json.dumps(content, ensure_ascii=False),
        chosen=[seat.programme for seat in study.seats.values()],
        groups={translate(name): [one for one in known if one.kind == kind] for kind, name in WHOSE.items()},
        rungs=content["rungs"],
        edition=study.loaded.parameters.edition,
    )
    return Shown(f"<p>{escape(text)}</p>", text, page=str(page))


def content_of(one: Programme) -> dict[str, Any]:
    """What the script reads of a programme: its name and page, and of each rung the sum, its words, what it is like."""
    return {
        "name": translate(one.short_name),
        "page": f"../{programme_page(one.programme)}",
        "rungs": {rung: of_rung(money) for rung, money in one.rungs.items()},
    }


def of_rung(money: Quantity) -> dict[str, Any]:
    """A sum on a rung: in billions of dollars and in words; a gap has its reason."""
    if not money.known:
        return {"words": missing(money) if money.none_found else translate(money.gap)}
    dollars = in_dollars(money)
    alike = {kind: getattr(dollars, kind) or "" for kind in NAMES} | {"measure": money.time or N_("in all")}
    return {
        "value": money.usd.central,
        "words": quantity(dollars, "range"),
        "bound": money.bound if money.bound in ("at least", "at most", "") else "about",
        "perimeter": f"{translate(money.perimeter)} ({date(money.as_of)})",
        **{kind: translate(word) for kind, word in alike.items()},
    }
