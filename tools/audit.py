"""Ask OSV, the open database of known holes, about every locked package, through pip-audit.

A known hole ends with code 1. Where OSV cannot be reached nothing is checked, which is said and ends with code 0: a
build without network must not fail for it, and must not look as if it had been checked.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys

from lock_file import LOCK

UNREACHED = re.compile(r"ConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|Could not connect|ServiceError")


def audit(*further: str) -> tuple[int, str]:
    """The exit code and what is said; ``further`` are options of pip-audit."""
    locked = ("--requirement", str(LOCK), "--require-hashes", "--disable-pip", "--vulnerability-service", "osv")
    form = ("--format", "json", "--desc", "off", "--progress-spinner", "off", "--timeout", "10")
    command = [sys.executable, "-m", "pip_audit", *locked, *form, *further]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(run.stdout)["dependencies"]
    except ValueError:
        if UNREACHED.search(run.stderr):
            return 0, "Warning: the database of known holes could not be reached: NOTHING WAS CHECKED"
        return 1, f"pip-audit failed:\n{run.stderr}"
    skipped = [f"{package['name']}: {package['skip_reason']}" for package in packages if "skip_reason" in package]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']} (mended in {', '.join(hole['fix_versions']) or 'none'})"
        for package in packages
        for hole in package.get("vulns", ())
    ]
    if skipped or holes:
        return 1, "\n".join([*holes, *skipped, f"{len(holes)} known holes"])
    return 0, f"No known holes in {len(packages)} locked packages"


if __name__ == "__main__":
    code, said = audit(*sys.argv[1:])
    print(said)
    sys.exit(code)
