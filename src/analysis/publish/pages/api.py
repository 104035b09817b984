"""The page of what a notebook or a program calls: each name of :mod:`analysis` as its docstring describes it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import griffe
from markupsafe import Markup, escape

from analysis.languages import marked, of_data
from analysis.paths import PACKAGE
from analysis.publish.code import NAME, Code

TITLES = {
    "parameters": marked("Takes"),
    "attributes": marked("Has"),
    "returns": marked("Gives"),
    "raises": marked("Refuses"),
}
"""The sections of a docstring that list something, each with its heading."""


@dataclass(frozen=True)
class Described:
    """A name as the page shows it.

    Attributes
    ----------
    id, name, signature : str
        Its anchor, how it is called, and with what.
    text : Markup
        What it is.
    sections : list of tuple of str and list of tuple of str and Markup
        What it takes, has, gives and refuses: a heading, then terms with their descriptions.
    example : str
        As typed and printed in Python.
    members : list of Described
        The methods and properties of a class.
    """

    id: str
    name: str
    signature: str
    text: Markup
    sections: list[tuple[str, list[tuple[str, Markup]]]] = field(default_factory=list)
    example: str = ""
    members: list[Described] = field(default_factory=list)


def api() -> list[Described]:
    """Every name of the surface, in alphabetical order, its headings in the language spoken."""
    return [described(found, name, name) for name, found in surface().items()]


@functools.cache
def surface() -> dict[str, griffe.Object]:
    """Each name that ``from analysis import ...`` gives, as it stands in the code; nothing is imported."""
    code = Code(PACKAGE)
    found = {}
    for name, (home, _inner) in code.module(NAME).names.items():
        module, _passed = code.followed(home, name)
        path = code.module(module).path
        visited = griffe.visit(
            module,
            path,
            path.read_text(encoding="utf-8"),
            docstring_parser=griffe.Parser.numpy,
            docstring_options={"warnings": False},
        )
        found[name] = visited[name]
    return dict(sorted(found.items(), key=lambda item: item[0].lower()))


def described(item: griffe.Object, name: str, anchor: str) -> Described:
    """A function, a class or a property from its docstring."""
    text, sections, example = Markup(), [], ""
    for section in item.docstring.parsed if item.docstring else []:
        if section.kind.value == "text":
            text += prose(section.value)
        elif section.kind.value == "examples":
            example = "\n".join(part for _kind, part in section.value)
        elif title := TITLES.get(section.kind.value):
            sections.append((of_data(title), [row(entry) for entry in section.value]))
    return Described(anchor, name, signature(item, name), text, sections, example, list(members_of(item, anchor)))


def members_of(item: griffe.Object, anchor: str) -> Iterator[Described]:
    """What a class offers: its public methods and properties."""
    for name, member in item.members.items() if item.is_class else ():
        if not name.startswith("_") and member.docstring and ("property" in member.labels or member.is_function):
            yield described(member, f".{name}", f"{anchor}-{name}")


def signature(item: griffe.Object, name: str) -> str:
    """How a name is called; a property and a class are shown as they are."""
    if not item.is_function:
        return name
    return f"{name}({', '.join(taken(item.parameters))})"


def taken(parameters: Iterable[griffe.Parameter]) -> Iterator[str]:
    """Parameters with their defaults, a star where names have to be given."""
    starred = False
    for parameter in parameters:
        if parameter.name == "self":
            continue
        kind = parameter.kind.value
        if kind == "keyword-only" and not starred:
            starred = True
            yield "*"
        star = {"variadic positional": "*", "variadic keyword": "**"}.get(kind, "")
        starred = starred or star == "*"
        default = f"={parameter.default}" if parameter.default is not None and not star else ""
        yield f"{star}{parameter.name}{default}"


def row(entry: griffe.DocstringNamedElement) -> tuple[str, Markup]:
    """A parameter, attribute, result or error: its name and type, and its description."""
    kind = str(entry.annotation or "")
    name = getattr(entry, "name", "")
    return f"{name}: {kind}" if name and kind else name or kind, prose(entry.description)


def prose(text: str) -> Markup:
    """A text of a docstring as paragraphs, its code and its names marked.

    Examples
    --------
    >>> prose("As for :func:`figure`; ``None`` is *none*.")
    Markup('<p>As for <a href="#figure"><code>figure</code></a>; <code>None</code> is <em>none</em>.</p>')
    """
    return Markup("").join(Markup("<p>{}</p>").format(inline(part)) for part in re.split(r"\n\s*\n", text.strip()))


def inline(text: str) -> Markup:
    """A paragraph with its code and its names marked."""
    text = str(escape(" ".join(text.split())))
    text = re.sub(r":[a-z]+:`~?([^`]+)`", lambda found: named(found[1]), text)
    text = re.sub(r"``([^`]+)``", r"<code>\1</code>", text)
    return Markup(re.sub(r"(?<![\w*])\*([^*\s][^*]*)\*(?!\w)", r"<em>\1</em>", text))


def named(path: str) -> str:
    """A name in the text of another, with the way to it where it is on the page."""
    name = path.rpartition(".")[2]
    return f'<a href="#{name}"><code>{name}</code></a>' if name in surface() else f"<code>{path}</code>"
