"""The page template in ``reports/template``."""

from __future__ import annotations

import functools
from typing import Any

import jinja2
from markupsafe import Markup

from analysis.errors import Fault
from analysis.languages import translate
from analysis.paths import Project
from analysis.text import visible
from analysis.wording import date

PANEL = "what-if-panel.html.j2"
"""The template that a notebook fills itself, so that its output rests on it."""

PAGES = (
    "base.html.j2",
    "notebook.html.j2",
    "index.html.j2",
    "what-if.html.j2",
    PANEL,
    "numbers.html.j2",
    "changes.html.j2",
    "sources.html.j2",
    "glossary.html.j2",
    "methods.html.j2",
    "data.html.j2",
    "feed.xml.j2",
)
STYLES = ("style.css", "what-if.css")
SCRIPTS = ("site.js", "what-if.js")


@functools.cache
def environment(root: Project) -> jinja2.Environment:
    """The templates of ``reports/template``; everything is escaped that is no ``Markup``, and no filter makes it so."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root.template),
        autoescape=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": translate, "date": date}
    del environment.filters["safe"]
    return environment


def render(root: Project, template: str, /, **values: Any) -> Markup:
    """Fill a template of ``reports/template``, its words in the language spoken."""
    return Markup(environment(root).get_template(template).render(**values))


def faults_of_template(root: Project) -> list[Fault]:
    """List the files that every build needs and that are missing or that Jinja cannot read."""
    faults = []
    for name in PAGES:
        try:
            environment(root).get_template(name)
        except jinja2.TemplateNotFound:
            faults.append(Fault(f"reports/template/{name}", None, None, "the file is missing"))
        except jinja2.TemplateSyntaxError as error:
            faults.append(
                Fault(f"reports/template/{name}", error.lineno, None, f"is no template here ({error.message})")
            )
    copied = [root.template / name for name in (*STYLES, *SCRIPTS)]
    needed = [*copied, root.docs / "methods.md", root.citation]
    return faults + [Fault(root.name(path), None, None, "the file is missing") for path in needed if not path.is_file()]
