"""The environment: one list of dependencies, for pip, for conda and in the lock file."""

import re
import tomllib

from conftest import ROOT
from environment_yml import environment_yml

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FIXED_BY_THE_USER = {"jupyterlab", "pandas", "matplotlib", "seaborn", "papermill", "nbval"}


def names(requirements: list[str]) -> set[str]:
    """Names of packages in a list of requirements."""
    return {re.match(r"[A-Za-z0-9_.-]+", requirement)[0].lower() for requirement in requirements}


def test_environment_yml_is_what_pyproject_says():
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == environment_yml()


def test_the_lock_file_pins_and_hashes_every_dependency():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", lock, re.MULTILINE))
    wanted = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["dev"])
    assert wanted <= set(pinned)
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z0-9])", lock)[1:])


def test_the_packages_the_user_fixed_are_there():
    wanted = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["dev"])
    assert wanted >= FIXED_BY_THE_USER
