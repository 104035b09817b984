"""The page template in ``reports/template``."""

from __future__ import annotations

from typing import Any

import jinja2

from analysis.errors import Fault
from analysis.paths import Project

PAGES = ("page.html.j2", "index.html.j2")
STYLE = "style.css"


def environment(root: Project) -> jinja2.Environment:
    """The templates of ``reports/template``; everything is escaped unless it is marked as safe."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(root.template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(root: Project, template: str, **values: Any) -> str:
    """Fill a template of ``reports/template``."""
    return environment(root).get_template(template).render(**values)


def faults_of_template(root: Project) -> list[Fault]:
    """List the files of the template that are missing or that Jinja cannot read."""
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
    if not (root.template / STYLE).is_file():
        faults.append(Fault(f"reports/template/{STYLE}", None, None, "the file is missing"))
    return faults
