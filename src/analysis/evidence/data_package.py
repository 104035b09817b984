"""Describe the tables as a Frictionless Data Package, so that any tool can read and check them."""

from pathlib import Path

import pandera.pandas as pa

from analysis.characters import json_text
from analysis.errors import Fault
from analysis.evidence import outlines
from analysis.evidence.schemas import PATHS, SCHEMAS, VOCABULARIES

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


NAMES = {table: f"vocabulary-{table}" if table in VOCABULARIES else table for table in SCHEMAS}
"""The name of each table in the package."""


def field(name: str, column: pa.Column) -> dict:
    """A column as a Table Schema field."""
    needed = {"required": not column.nullable, "unique": column.unique}
    constraints = {key: True for key, holds in needed.items() if holds} | column.metadata.get("constraints", {})
    described = {"name": name, "type": column.metadata["kind"], "description": column.description}
    return described | ({"constraints": constraints} if constraints else {})


def resource(name: str, file: str, schema: pa.DataFrameSchema) -> dict:
    """A table as a resource, with foreign keys where a cell of its columns names one row of another."""
    described = {"fields": [field(*named) for named in schema.columns.items()]}
    keys = [
        {"fields": [column], "reference": {"resource": NAMES[other], "fields": [next(iter(SCHEMAS[other].columns))]}}
        for column, spec in schema.columns.items()
        if (other := spec.metadata.get("refers_to")) and "several" not in spec.metadata
    ]
    return {
        "name": name,
        "path": file.removeprefix("data/"),
        "description": schema.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": described | ({"foreignKeys": keys} if keys else {}),
    }


def text_of_package() -> str:
    """The data package as it stands in its file, made from the schemas of the tables."""
    resources = [resource(NAMES[table], PATHS[table], schema) for table, schema in SCHEMAS.items()]
    resources.append(resource("outlines", outlines.FILE, outlines.SCHEMA))
    return json_text(PACKAGE | {"resources": resources})


def write_package(data: Path) -> Path:
    """Write the data package of a data folder; returns its path."""
    path = data / "datapackage.json"
    path.write_text(text_of_package(), encoding="utf-8")
    return path


def faults_of_package(data: Path) -> list[Fault]:
    """The data package, where it is out of date."""
    path = data / "datapackage.json"
    if path.is_file() and path.read_bytes() == text_of_package().encode():
        return []
    message = "does not describe the tables as they are: run 'analysis describe'"
    return [Fault("data/datapackage.json", None, None, message)]
