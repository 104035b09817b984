"""The answer in short, for the first screen of the README."""

import re
from pathlib import Path

from analysis.charts.canvas import WIDE
from analysis.errors import DataError, Fault
from analysis.pages.answer import staircases
from analysis.pages.fact_check import near_claim
from analysis.pages.landing import in_proportion
from analysis.paths import Project
from analysis.publish.svg import inline_svg, svg_of
from analysis.sentences import sentence
from analysis.study import Study, study_in
from analysis.text import N_
from analysis.text.numbers import date

BEGIN, END = "<!-- the answer: written by 'analysis describe' -->", "<!-- end of the answer -->"
CHART = "docs/ladder.svg"


def answer(study: Study) -> str:
    """The answer of a study in short: what was announced and spent, what is only a claim, and a year beside it."""
    announced = sentence(
        study,
        N_(
            "The sum announced for {comparator.name} is {comparison.announced_ratio:times} that for {subject.name}: "
            "{comparator.announced} against {subject.announced}."
        ),
        N_("No ratio of the announced sums can be given: {comparison.announced_ratio.gap}."),
    )
    none_found = N_(
        "Money spent: {comparator.spent:range} at {comparator.name} ({comparator.spent:basis}), and none found at "
        "{subject.name}."
    )
    both = N_(
        "Money spent: {comparator.spent:range} at {comparator.name} ({comparator.spent:basis}), {subject.spent:range} "
        "at {subject.name} ({subject.spent:basis})."
    )
    claimed = sentence(
        study,
        N_(
            "A French site wrote that {comparator.claimed_deployed} was already invested in {comparator.name}; we "
            "estimate that {spent_then:range} had been spent by that day."
        ),
        values=near_claim(study),
    )
    spent = sentence(study, *((none_found,) if study.subject.spent.none_found else ()), both)
    return " ".join(filter(None, (announced, spent, claimed, in_proportion(study))))


def readme_answer(study: Study) -> str:
    """The dated answer as it stands in the README, in Markdown."""
    text = f"**As of {date(study.as_of)}:** {answer(study)}"
    if ratio := sentence(study, "{comparison.announced_ratio:times}"):
        text = text.replace(ratio, f"**{ratio}**")
    return text.replace("\N{NO-BREAK SPACE}", " ")


def readme_with_answer(root: Project) -> str:
    """The README with its answer as the data have it now.

    Raises
    ------
    DataError
        If there is no README, or no place in it for the answer.
    """
    try:
        text = (root.root / "README.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise DataError([Fault("README.md", None, None, "the file is missing or is not UTF-8 text")]) from None
    place = f"{re.escape(BEGIN)}.*?{re.escape(END)}"
    if not re.search(place, text, re.DOTALL):
        message = f'has no place for the answer: the lines "{BEGIN}" and "{END}"'
        raise DataError([Fault("README.md", None, None, message)])
    block = f"{BEGIN}\n{readme_answer(study_in(root))}\n{END}"
    return re.sub(place, lambda _: block, text, flags=re.DOTALL)


def ladder_svg(root: Project) -> str:
    """The signature chart of the latest edition as a file of its own, on paper so that it reads on any page."""
    study = study_in(root)
    drawing = staircases(study).drawing
    return inline_svg(svg_of(drawing.draw(WIDE), "ladder", "The ladder", drawing.describe())) + "\n"


def write_answer(root: Project) -> list[Path]:
    """Write the README's answer and chart anew; returns the files."""
    readme, chart = root.root / "README.md", root.root / CHART
    chart.parent.mkdir(exist_ok=True)
    readme.write_text(readme_with_answer(root), encoding="utf-8")
    chart.write_text(ladder_svg(root), encoding="utf-8")
    return [readme, chart]


def faults_of_readme(root: Project) -> list[Fault]:
    """The fault of a README whose answer is not that of the data."""
    try:
        wanted = readme_with_answer(root)
    except DataError as error:
        return error.faults
    stale = [] if (root.root / "README.md").read_text(encoding="utf-8") == wanted else ["README.md"]
    stale += [] if (root.root / CHART).exists() else [CHART]
    return [Fault(file, None, None, "is not what the data give: run 'analysis describe'") for file in stale]
