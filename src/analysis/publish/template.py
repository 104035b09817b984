"""The page template in ``reports/template``."""

import functools
import html
from pathlib import Path
from traceback import extract_tb
from typing import Any

import jinja2
from markupsafe import Markup

from analysis.characters import open_merge, visible
from analysis.errors import DataError, Fault
from analysis.paths import Project
from analysis.text import languages, translate
from analysis.text.numbers import capitalised, date

PAIR = "pair.html.j2"
"""The template that a notebook fills itself, so that its output rests on it."""

PAGES = (
    "base.html.j2",
    "notebook.html.j2",
    "index.html.j2",
    "simulator.html.j2",
    PAIR,
    "figure.html.j2",
    "as-it-stood.html.j2",
    "as-it-stood-head.html.j2",
    "embed.html.j2",
    "table.html.j2",
    "parts.html.j2",
    "numbers.html.j2",
    "changes.html.j2",
    "programme.html.j2",
    "sources.html.j2",
    "glossary.html.j2",
    "methods.html.j2",
    "data.html.j2",
    "feed.xml.j2",
)
STYLES = ("style.css", "as-it-stood.css", "simulator.css")
SCRIPTS = ("site.js", "find.js", "staircases.js", "ladders.js", "as-it-stood.js", "draws.js", "simulator.js", "pair.js")
ICON = "favicon.svg"

LONGEST = 154
"""Of a description in a search engine or a preview, which cut off what is longer [characters]."""


def brief(text: str) -> str:
    """A text as a description of its page: whole sentences as far as there is room, or else whole words.

    Examples
    --------
    >>> brief(f"Nothing &lt; something. {'More words. ' * 3}{'And more ' * 30}")
    'Nothing < something. More words. More words. More words.'
    >>> brief("word " * 40)[-10:]
    'word word…'
    """
    plain = " ".join(html.unescape(str(text)).split(" "))
    if len(plain) <= LONGEST:
        return plain
    sentences = plain[:LONGEST].rpartition(". ")[0]
    return f"{sentences}." if sentences else plain[: LONGEST - 1].rpartition(" ")[0].rstrip(",;: ") + "…"


@functools.cache
def environment(root: Project) -> jinja2.Environment:
    """The templates of ``reports/template``; everything is escaped that is no ``Markup``, and no filter makes it so."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root.template),
        autoescape=True,
        finalize=lambda value: visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": translate, "date": date, "capitalised": capitalised, "brief": brief}
    del environment.filters["safe"]
    return environment


def render(root: Project, template: str, /, **values: Any) -> Markup:
    """Fill a template of ``reports/template``, its words in the language spoken.

    Raises
    ------
    DataError
        If it asks for a value that there is none of, with its file and line.
    """
    try:
        return Markup(environment(root).get_template(template).render(**values))
    except jinja2.UndefinedError as error:
        of_templates = [one for one in extract_tb(error.__traceback__) if Path(one.filename).parent == root.template]
        at = of_templates[-1]
        raise DataError([Fault(root.name(Path(at.filename)), at.lineno, None, error.message)]) from None


def faults_of_template(root: Project) -> list[Fault]:
    """List the files that every build needs and that are missing, have a merge left open or cannot be read by Jinja."""
    own = {root.template / name for name in PAGES}
    copied = {root.template / name for name in (*STYLES, *SCRIPTS, ICON)}
    faults = []
    for path in sorted({*own, *copied, *map(root.methods, languages()), root.citation}):
        file = root.name(path)
        if not path.is_file():
            faults.append(Fault(file, None, None, "the file is missing"))
        elif merge := open_merge(path.read_bytes()):
            faults.append(Fault(file, None, None, merge))
        elif path in own:
            try:
                environment(root).get_template(path.name)
            except jinja2.TemplateSyntaxError as error:
                faults.append(Fault(file, error.lineno, None, f"is no template here ({error.message})"))
    return faults
