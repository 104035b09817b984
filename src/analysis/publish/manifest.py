"""The manifest: which notebooks are published, for which editions, in which languages."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.edition import names_of_editions
from analysis.errors import CallError, not_known
from analysis.paths import Project

FILE = "reports/manifest.yml"


class Manifest(BaseModel):
    """What a build publishes when the call names nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(description="the question that the site answers")
    notebooks: list[str] = Field(min_length=1, description="a list of notebooks in the notebooks folder, in order")
    editions: list[str] = Field(min_length=1, description="a list of editions in data/editions, the first the main one")
    languages: list[str] = Field(min_length=1, description="a list of languages of data/vocabulary/page_languages.csv")


def names_of_notebooks(folder: Path) -> list[str]:
    """Names of the notebooks that can be published: those whose name begins with a number."""
    return sorted(path.stem for path in folder.glob("[0-9]*.ipynb"))


def load_manifest(root: Project) -> Manifest:
    """Load the manifest and refuse notebooks and editions that are not there.

    Raises
    ------
    CallError
        Naming the key, the bad value and the nearest valid name.
    """
    try:
        content = yaml.safe_load(root.manifest.read_text(encoding="utf-8"))
        manifest = Manifest.model_validate(content)
    except FileNotFoundError:
        raise CallError(f"{FILE}: the file is missing") from None
    except yaml.YAMLError as error:
        raise CallError(f"{FILE}: cannot be read ({' '.join(str(error).split())})") from None
    except ValidationError as error:
        fault = error.errors()[0]
        key = str(fault["loc"][0]) if fault["loc"] else "the file"
        if key not in Manifest.model_fields:
            raise CallError(f"{FILE}: {not_known(key, 'a known key', Manifest.model_fields)}") from None
        raise CallError(f"{FILE}, key {key}: needs {Manifest.model_fields[key].description}") from None
    known = {
        "notebooks": ("a notebook", names_of_notebooks(root.notebooks)),
        "editions": ("a known edition", names_of_editions(root.data / "editions")),
    }
    for key, (what, names) in known.items():
        for name in getattr(manifest, key):
            if name not in names:
                raise CallError(f"{FILE}, key {key}: {not_known(name, what, names)}")
    return manifest
