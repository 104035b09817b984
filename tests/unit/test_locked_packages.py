"""What the project is built from: pinned by hash, free to reuse, listed, and without holes that are known."""

import json
import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, metadata

from license_expression import get_spdx_licensing
from packaging.version import Version

from audit import audit
from conftest import ROOT
from environment_yml import environment_yml
from lock_file import LICENCES, LOCK, licences, pins
from sbom import sbom

FREE = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "NIST-PD"),
    *("PSF-2.0", "Zlib", "MPL-2.0", "Artistic-1.0-Perl"),
}
"""Licences that restrict no reuse of this project.

MPL-2.0 asks for the source of changes to its own files, of which there are none here. Artistic-1.0-Perl is that of one
small package, used as it is.
"""

FAMILIES = {
    "Apache Software License": {"Apache-2.0"},
    "Artistic License": {"Artistic-1.0-Perl"},
    "BSD License": {"BSD-2-Clause", "BSD-3-Clause"},
    "DFSG approved": set(),  # says that some licence is free, not which
    "GNU General Public License (GPL)": {"GPL-2.0-or-later"},
    "GNU General Public License v2 or later (GPLv2+)": {"GPL-2.0-or-later"},
    "ISC License (ISCL)": {"ISC"},
    "MIT License": {"MIT"},
    "Mozilla Public License 2.0 (MPL 2.0)": {"MPL-2.0"},
    "Python Software Foundation License": {"PSF-2.0"},
}
"""What the classifiers of PyPI may mean."""

LEAST = {"nbconvert": "7.17.2"}
"""Versions below these have holes that mattered here, known whether or not a database can be asked."""

SPDX = get_spdx_licensing()


def names_in(expression: str) -> set[str]:
    """The licences of an SPDX expression."""
    return {str(key) for key in SPDX.license_keys(expression, unique=True)}


def is_free(expression: str) -> bool:
    """Whether all parts joined by AND, and one of those joined by OR, are free."""
    return all(
        names_in(part) & FREE and (" OR " in part or names_in(part) <= FREE) for part in expression.split(" AND ")
    )


def test_every_locked_package_has_a_hash_for_each_file():
    assert len(pins()) > 100
    assert [pin.name for pin in pins() if not pin.hashes] == []


def test_every_install_asks_for_hashes():
    installs = [line for line in (ROOT / "Makefile").read_text().splitlines() if "pip install" in line]
    own = [line for line in installs if "-e ." in line]
    assert len(own) == 1
    assert "--no-deps" in own[0]
    assert all("--require-hashes" in line for line in installs if line not in own)


def test_every_locked_package_has_its_licence():
    assert sorted(licences()) == sorted({pin.name for pin in pins()}), f"bring {LICENCES.name} up to the lock file"


def test_no_licence_restricts_reuse():
    assert {name: found for name, found in licences().items() if SPDX.validate(found).errors} == {}
    assert {name: found for name, found in licences().items() if not is_free(found)} == {}, f"free are {sorted(FREE)}"


def test_licences_are_those_that_the_packages_state():
    wrong = {}
    for package, expression in licences().items():
        try:
            said = metadata(package)
        except PackageNotFoundError:
            continue  # for another system or version of Python
        classified = {name.rpartition(" :: ")[2] for name in said.get_all("Classifier") or [] if "License ::" in name}
        of_classifiers = set().union(*(FAMILIES[name] for name in classified))
        if said["License-Expression"]:
            if said["License-Expression"] != expression:
                wrong[package] = said["License-Expression"]
        elif of_classifiers and not names_in(expression) & of_classifiers:
            wrong[package] = classified
    assert wrong == {}


def test_a_licence_that_restricts_reuse_is_seen():
    assert not is_free("GPL-3.0-or-later")
    assert not is_free("MIT AND LGPL-2.1-only")
    assert is_free("GPL-2.0-or-later OR MIT")


def test_versions_with_holes_that_mattered_are_not_locked():
    found = {pin.name: Version(pin.version) for pin in pins() if pin.name in LEAST}
    assert set(found) == set(LEAST)
    assert all(found[name] >= Version(least) for name, least in LEAST.items())


# The bill of materials -----------------------------------------------------------------------------------------------


def test_the_bill_of_materials_is_complete():
    listed = {(part["name"], part["version"]) for part in json.loads(sbom())["components"]}
    assert listed == {(pin.name, pin.version) for pin in pins()}


def test_what_the_audit_found_is_listed_and_that_it_could_not_ask_is_said(monkeypatch):
    hole = {"id": "PYSEC-0000-1", "fix_versions": ["9"]}
    packages = json.dumps({"dependencies": [{"name": "jinja2", "version": "1", "vulns": [hole]}]})
    for said, complaint, expected in (
        (packages, "", (1, "jinja2 1: PYSEC-0000-1 (mended in 9)\n1 known holes")),
        ("", "ConnectionError", (0, "Warning: the database of known holes could not be reached: NOTHING WAS CHECKED")),
    ):
        done = subprocess.CompletedProcess([], 0, said, complaint)
        monkeypatch.setattr("audit.subprocess.run", lambda *_, done=done, **__: done)
        assert audit() == expected


def test_the_lock_is_the_one_that_is_installed_from():
    assert f"-r {LOCK.name}" in (ROOT / "Makefile").read_text()


# The environment: one list of dependencies, for pip, for conda and in the lock file. ---------------------------------


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FIXED_BY_THE_USER = {"jupyterlab", "pandas", "matplotlib", "seaborn", "papermill", "nbval"}


def names(requirements: list[str]) -> set[str]:
    """Names of packages in a list of requirements."""
    return {re.match(r"[A-Za-z0-9_.-]+", requirement)[0].lower() for requirement in requirements}


def test_environment_yml_is_what_pyproject_says():
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == environment_yml()


def test_the_lock_file_has_every_dependency_and_those_that_the_user_fixed():
    wanted = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["dev"])
    assert FIXED_BY_THE_USER <= wanted <= {pin.name for pin in pins()}
