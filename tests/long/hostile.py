"""A hostile project: every text that the tables, editions and catalogues may hold is one that would do harm."""

import io
import json
import re
from collections.abc import Iterator

import yaml
from babel.messages.pofile import read_po, write_po

from analysis.evidence.schemas import EVIDENCE, PATHS, SCHEMAS, VOCABULARIES
from analysis.publish.catalogues import updated
from analysis.text import languages
from conftest import Copy

WAYS = {
    "script": "<script>hurt()</script>",
    "element": "<img src=x onerror=hurt()><svg onload=hurt()><iframe srcdoc='<script>parent.hurt()</script>'></iframe>",
    "attribute": "\" tabindex=0 autofocus onfocus=hurt() x=\" ' tabindex=0 autofocus onfocus=hurt() x='",
    "address": "javascript:hurt()",
    "link": '[a](javascript:hurt()) <javascript:hurt()> ![b](x "c" onerror=hurt()) [d]: javascript:hurt()',
    "markdown": "**bold** `code` $x$ | a | ~~gone~~",
    "end of script": "</script></style></textarea></title>--><script>hurt()</script>",
    "entities": "&lt;script&gt;hurt()&lt;/script&gt; &#60;b&#62;",
    "address of a page": "#simulator:subject_sites=3 ?lang=fr ../../x /etc/passwd",
    "unseen": "a\u202eb\u2028c\u0085d\u200ff",
}
"""Ways in which a text can try to be more than text, all in one cell; they try to call ``hurt()``."""

TEMPLATES = "{{ hurt() }} {% raw %} {0.__class__} {subject.name} %s %(x)d ${hurt()}"
"""The same for what fills templates; a translation is itself one, so it has none of these."""

OF_TRANSLATIONS = re.sub("[<\u202e\u2028\u0085\u200f]", "", " ".join(WAYS.values()))
"""The same without what a catalogue refuses, in which translations may be HTML."""

BLOCKS = "\n\n# Heading\n\n- item\n\n    <script>hurt()</script>\n"
"""The same for what a new line begins."""

KEPT = {
    ("facts", "metric"): "code asks for facts by it",
    ("facts", "entity"): "code asks for facts by it",
    ("chips", "chip"): "code and editions ask for chips by it",
    ("claims", "value"): "a number, where the claim is held against a quantity",
    ("corrections", "column"): "names a column, or is refused",
    ("corrections", "found"): "is the cell of facts.csv, or is refused",
}
"""Columns of text whose cells stay in the rows there are, with the reason; a new row has hostile ones."""

SAME = {
    ("consortia", "share_of"): "consortia.member",
}
"""Columns that name what stands in another."""

CLOSED = {
    "corrections": "the check refuses a row of hostile words",
    "corroboration": "has no words of its own but its note",
    "exchange_rates": "has no text",
    "cost_breakdown": "the check refuses an item that is none of the model's",
    "currencies": "the check refuses a currency without a rate",
    "overlap_kinds": "the check refuses a way to overlap that is none of the model's",
    "rungs": "the check refuses a rung that is none of the model's",
}
"""Tables that take no new row of hostile words, with the reason."""

PROGRAMME = "programmes.programme"
"""The hostile programme, which has all that Stargate has."""


def harm(place: str) -> str:
    """A text that would call ``hurt()`` if any way in were open, and says where it stood."""
    return f"{place} {' '.join(WAYS.values())} {TEMPLATES}{BLOCKS}"


def shown(text: str) -> str:
    """A text as a reader sees it: what turns or breaks it is written as its number, white space is one space."""
    for sign in "\u202e\u2028\u0085\u200f":
        text = text.replace(sign, f"[U+{ord(sign):04X}]")
    return " ".join(text.split())


def columns() -> Iterator[tuple[str, str, bool]]:
    """Table, column, and whether any text may stand in it: told from the schemas, so that none is forgotten."""
    for table, schema in SCHEMAS.items():
        for name, column in schema.columns.items():
            yield table, name, any("is a formula" in check.error for check in column.checks)


def make_hostile(copy: Copy) -> None:
    """Fill a copy of the project with hostile texts: tables, vocabularies, edition, translations, manifest, methods."""
    free = {(table, column) for table, column, any_text in columns() if any_text}
    corrected = {row["fact_id"] for row in copy.rows(PATHS["corrections"])}
    for table, schema in SCHEMAS.items():
        rows = copy.rows(PATHS[table])
        further = dict(max(rows, key=lambda row: sum(map(bool, row.values()))))
        for column, kind in schema.columns.items():
            text = harm(SAME.get((table, column), f"{table}.{column}"))
            if (table, column) in free:
                if not is_kept(table, column):
                    for row in rows:
                        # a correction fits what it was made for
                        if row[column] and row.get("fact_id") not in corrected:
                            row[column] = f"{row[column]} {text}"
                further[column] = text
            elif kind.unique:
                further[column] = "hostile" if kind.metadata["kind"] == "string" else "99"
            elif (other := kind.metadata.get("refers_to")) in VOCABULARIES and "several" not in kind.metadata:
                further[column] = harm(f"{other}.{next(iter(SCHEMAS[other].columns))}")
        if table not in CLOSED and table in (*VOCABULARIES, *EVIDENCE):
            rows.append(further)
        elif "programme" in schema.columns and table not in ("claims", "record"):
            keys = [column for column, kind in schema.columns.items() if kind.unique]
            rows += [
                row | {key: f"{row[key]}-hostile" for key in keys} | {"programme": harm(PROGRAMME)}
                for row in rows
                if row["programme"] == "stargate"
            ]
        copy.write(PATHS[table], rows)
    of_edition(copy)
    of_other_files(copy)


def of_edition(copy: Copy) -> None:
    """Fill the latest edition with hostile texts."""
    edition = copy.project.data / "editions" / "latest.yml"
    settings = yaml.safe_load(edition.read_text(encoding="utf-8"))
    settings |= {"why": harm("edition.why"), "chip": harm("chips.chip")}
    edition.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


def of_other_files(copy: Copy) -> None:
    """Fill the translations, the data package, the manifest and the methods with hostile texts."""
    path = copy.project.data / "translations" / "fr.po"
    catalogue = read_po(io.BytesIO(updated(copy.project, "fr").encode()))
    for message in catalogue:
        if isinstance(message.id, str) and message.id:  # what is hostile already has no French of its own
            said = message.string or message.id
            message.string = f"{said} {OF_TRANSLATIONS}"
    with path.open("wb") as stream:
        write_po(stream, catalogue)
    path = copy.project.data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package |= {key: f"{package[key]} {harm(f'datapackage.{key}')}" for key in ("title", "description")}
    path.write_text(json.dumps(package), encoding="utf-8")
    manifest = yaml.safe_load(copy.project.manifest.read_text(encoding="utf-8")) | {"title": harm("manifest.title")}
    copy.project.manifest.write_text(yaml.safe_dump(manifest, allow_unicode=True), encoding="utf-8")
    for text in {copy.project.methods(lang) for lang in languages()}:
        text.write_text(f"{text.read_text(encoding='utf-8')}\n{harm('methods')}", encoding="utf-8")


def is_kept(table: str, column: str) -> bool:
    """Whether the cells of a column stay: words that other tables name do."""
    of_word = table in VOCABULARIES and column in (next(iter(SCHEMAS[table].columns)), "unit")
    return of_word or (table, column) in KEPT
