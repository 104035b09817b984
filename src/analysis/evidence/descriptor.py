"""Describe the tables as a Frictionless Data Package, so that any tool can read and check them."""

from __future__ import annotations

import json
from pathlib import Path

import pandera.pandas as pa

from analysis.errors import Fault
from analysis.evidence import outlines
from analysis.evidence.csv_files import known_names, read_all
from analysis.evidence.schemas import BUILDERS, VOCABULARIES, vocabulary

FILE = "data/datapackage.json"
VERSION = "2026.11.22"

PACKAGE = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "ai-programmes-compared",
    "title": "AI-infrastructure investment programmes compared",
    "description": "Claims about the money, sites, power and chips of AI-infrastructure programmes, each with its "
    "source and date, and the readings chosen among them. NOTES.md says what the figures can bear.",
    "version": VERSION,
    "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
}


def field(name: str, column: pa.Column) -> dict:
    """A column as a Table Schema field."""
    metadata = column.metadata
    constraints = {key: True for key in ("required", "unique") if metadata[key]} | metadata.get("constraints", {})
    described = {"name": name, "type": metadata["kind"], "description": column.description}
    return described | ({"constraints": constraints} if constraints else {})


def resource(name: str, path: str, description: str, schema: pa.DataFrameSchema, own: set[str]) -> dict:
    """A table as a resource; foreign keys to tables of the package where its columns have them."""
    keys = [
        {"fields": [column], "reference": {"resource": table if table != name else "", "fields": [field_name]}}
        for column, spec in schema.columns.items()
        if (found := spec.metadata.get("refers_to")) and (table := found[0]) in own and (field_name := found[1])
    ]
    described = {
        "name": name,
        "path": path,
        "description": description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [field(column, spec) for column, spec in schema.columns.items()]},
    }
    if keys:
        described["schema"]["foreignKeys"] = keys
    return described


def descriptor(data: Path) -> dict:
    """The data package of a data folder, made from the schemas of its tables."""
    tables, vocabularies, _ = read_all(data)
    known = known_names(tables, vocabularies)
    own = {*BUILDERS, *(f"vocabulary-{name}" for name in VOCABULARIES)}
    resources = [
        resource(name, f"{folder}/{name}.csv", builder.__doc__, builder(known), own)
        for name, (folder, builder) in BUILDERS.items()
    ]
    for name, (column, _) in VOCABULARIES.items():
        description = f"Allowed words for {column.replace('_', ' ')}."
        resources.append(resource(f"vocabulary-{name}", f"vocabulary/{name}.csv", description, vocabulary(name), own))
    resources.append(resource("outlines", outlines.FILE, outlines.DESCRIPTION, outlines.SCHEMA, own))
    return PACKAGE | {"resources": resources}


def as_text(content: dict) -> str:
    """The descriptor as it stands in its file."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def write_descriptor(data: Path) -> Path:
    """Write the descriptor of a data folder; returns its path."""
    path = data / "datapackage.json"
    path.write_text(as_text(descriptor(data)), encoding="utf-8")
    return path


def faults_of_descriptor(data: Path) -> list[Fault]:
    """List what is wrong with the data package: out of date, or refused by frictionless.

    Parameters
    ----------
    data : Path
        A data folder whose tables have no faults of their own.

    Returns
    -------
    list of Fault
    """
    path = data / "datapackage.json"
    wanted = as_text(descriptor(data)).encode()
    if not path.is_file() or path.read_bytes() != wanted:
        return [Fault(FILE, None, None, "does not describe the tables as they are: run 'analysis describe'")]
    from frictionless import validate

    report = validate(str(path))
    faults = [
        Fault(f"data/{task.place}", getattr(error, "row_number", None), getattr(error, "field_name", None), error.note)
        for task in report.tasks
        for error in task.errors
    ]
    return faults + [Fault(FILE, None, None, error.message) for error in report.errors]
