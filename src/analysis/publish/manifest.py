"""The manifest: which notebooks are published, for which editions, in which languages."""

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.edition import names_of_editions, settings_in
from analysis.errors import DataError, Fault, not_known
from analysis.paths import Project
from analysis.publish.notebooks import names_of_notebooks
from analysis.text import languages

FILE = "reports/manifest.yml"


class Manifest(BaseModel):
    """What a build publishes when the call names nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(description="the question that the site answers")
    notebooks: list[str] = Field(min_length=1, description="a list of notebooks in the notebooks folder, in order")
    editions: list[str] = Field(min_length=1, description="a list of editions in data/editions, the first the main one")
    languages: list[str] = Field(min_length=1, description="a list of languages of the pages, the first at the root")
    address: str = Field(
        "",
        pattern=r"^https?://[\w.-]+(:\d+)?(/[\w.~%+-]+)*/?$",
        description="the http or https address the site is published at, such as https://owner.github.io/name/",
    )

    author: str = Field("", description="who publishes the site, as the name is printed")
    contact: str = Field(
        "",
        pattern=r"^(https?://[^\s]+|[^\s@]+@[\w.-]+)$",
        description="an address of the web or of mail at which who publishes the site is reached",
    )

    def url(self, path: str) -> str:
        """Where a path inside the site is published; empty where the manifest names no address.

        Examples
        --------
        >>> of_site = {"title": "?", "notebooks": ["x"], "editions": ["y"], "languages": ["en"]}
        >>> Manifest(**of_site, address="https://example.org/site").url("fr/index.html")
        'https://example.org/site/fr/index.html'
        """
        return f"{self.address.rstrip('/')}/{path}" if self.address else ""


def load_manifest(root: Project) -> Manifest:
    """Load the manifest and refuse notebooks and editions that are not there.

    Raises
    ------
    DataError
        With every fault: the key, the bad value and the nearest valid name.
    """
    try:
        content = settings_in(root.manifest)
    except ValueError as error:
        raise DataError([Fault(FILE, None, None, str(error))]) from None
    if not isinstance(content, dict):
        raise DataError([Fault(FILE, None, None, f"holds no keys (allowed: {', '.join(Manifest.model_fields)})")])
    faults = []
    try:
        manifest = Manifest.model_validate(content)
    except ValidationError as error:
        faults += [refused(str(fault["loc"][0])) for fault in error.errors()]
    known = {
        "notebooks": ("a notebook", names_of_notebooks(root.notebooks)),
        "editions": ("a known edition", names_of_editions(root.data / "editions")),
        "languages": ("a language of the pages", list(languages(root.data))),
    }
    for key, (what, names) in known.items():
        listed = content.get(key) if isinstance(content.get(key), list) else []
        faults += [Fault(FILE, None, key, not_known(name, what, names)) for name in listed if name not in names]
    if faults:
        raise DataError(dict.fromkeys(faults))
    return manifest


def refused(key: str) -> Fault:
    """Word a key that pydantic refused."""
    if key not in Manifest.model_fields:
        return Fault(FILE, None, None, not_known(key, "a known key", Manifest.model_fields))
    return Fault(FILE, None, key, f"needs {Manifest.model_fields[key].description}")
