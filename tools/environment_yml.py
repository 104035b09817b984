"""Print environment.yml as pyproject.toml has it: the same dependencies for conda and Binder, and this package."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def environment_yml() -> str:
    """What environment.yml must say."""
    command = ["yaml", "--extra", "dev", "--name", "ai-programmes-compared", "--python-include", "python~=3.13"]
    run = subprocess.run(
        [sys.executable, "-m", "pyproject2conda", *command, "--custom-command", "make lock"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return f"{run.stdout.rstrip()}\n      - -e .\n"


if __name__ == "__main__":
    sys.stdout.write(environment_yml())
