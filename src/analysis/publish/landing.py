"""The landing page of a language: what its template prints, and the files of its two figures."""

from typing import Any

from markupsafe import Markup

from analysis.charts.chart import Chart
from analysis.pages import answer, field, landing as told
from analysis.pages.cards import CARDS
from analysis.publish import navigation
from analysis.publish.figure import figure
from analysis.publish.html import with_addresses, with_ways
from analysis.publish.planning import Plan
from analysis.publish.shown import FOLDER
from analysis.study import Study

FILES = "index/"
"""The folder of the files of its figures."""


def landing(plan: Plan, lang: str, study: Study) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the template of the landing page prints, and the files beside the page by their addresses.

    Parameters
    ----------
    plan : Plan
        What is built.
    lang : str
        The language that is spoken.
    study : Study
        That of the main edition.
    """
    files: dict[str, bytes] = {}

    def drawn(chart: Chart | None) -> Markup:
        shown = figure(chart)
        files.update({FILES + name: content for name, content in shown.files.items() if not name.endswith(".png")})
        body = with_ways((shown.page or shown.html).replace(f'"{FOLDER}', f'"{FILES}'), "")
        return Markup(with_addresses(body, plan.manifest.url(plan.address(lang, "index.html")), alone=True))

    edition = plan.editions[0]
    questions = navigation.questions_of(plan, edition)
    cards = {f"{edition}/{name}.html": card for name, card in CARDS.items()}
    main, of_field = next(iter(questions)), f"{edition}/{plan.field}.html"
    editions = navigation.in_editions(plan, lang, main.partition("/")[2])
    values = {
        "headline": told.headline(study),
        "lede": told.lede(study),
        "things": told.things(study),
        "elsewhere": told.elsewhere_in_the_eu(study),
        "numbers": told.numbers(study),
        "newest": told.newest_document(study),
        "lately": told.lately(study),
        "hero": drawn(answer.staircases(study)),
        "cards": [
            (page, question, cards[page](study) if page in cards else None)
            for page, question in questions.items()
            if page not in (main, of_field)
        ],
        "field": {
            "page": of_field,
            "question": questions[of_field],
            "lead": told.in_proportion(study),
            "chart": drawn(field.largest(study)),
        }
        if plan.field
        else None,
        "archive": {page: text for page, text in editions.items() if page != main},
    }
    return values, files
