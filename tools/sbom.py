"""Write what the project is built from as a CycloneDX bill of materials: the same lock file, the same bytes."""

from __future__ import annotations

import json
import sys
import tomllib
import uuid
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from lock_file import LOCK, ROOT, Pin, licences, pins


def component(pin: Pin, licence: str) -> Component:
    """One locked package: where it comes from, its licence, and the files that may be installed."""
    purl = PackageURL("pypi", name=pin.name, version=pin.version)
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(f"https://pypi.org/project/{pin.name}/{pin.version}/#files"),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=content) for content in pin.hashes],
    )
    return Component(
        name=pin.name,
        version=pin.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        licenses=[LicenseFactory().make_from_string(licence)],
        external_references=[files],
    )


def sbom() -> str:
    """The bill of materials as JSON; its number follows from the lock file, and it has no time."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )
    licence = licences()
    bom = Bom(
        components=[component(pin, licence[pin.name]) for pin in pins()],
        serial_number=uuid.uuid5(uuid.NAMESPACE_URL, LOCK.read_text(encoding="utf-8")),
    )
    bom.metadata.component = own
    bom.register_dependency(own, bom.components)
    content = json.loads(JsonV1Dot6(bom).output_as_string())
    del content["metadata"]["timestamp"]
    return json.dumps(content, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(sbom(), encoding="utf-8")
    print(f"Wrote {path}: {len(pins())} locked packages")
