"""The how-tos as a reader follows them: each command run in order in a copy of the project, its output pasted below it.

``make how-tos`` pastes the outputs anew; read what changed before you commit it.

A block marked ``console`` holds commands behind ``$``, on further lines after a backslash, each followed by what it
prints. A block marked ``bash`` is run too, and must succeed; what it prints is not shown.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from analysis.paths import Project
from conftest import ROOT, Copy

HOW_TOS = Project(ROOT).how_tos
BLOCK = re.compile(r"^```(console|bash)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.MULTILINE)


def followed(text: str, root: Project) -> str:
    """A how-to with what its commands print now.

    Parameters
    ----------
    text : str
        The how-to.
    root : Project
        A copy of the project to run the commands in.

    Returns
    -------
    str
    """

    def as_run(block: re.Match[str]) -> str:
        kind, content = block.groups()
        if kind == "bash":
            code, printed = run(content, root)
            assert code == 0, printed
            return block[0]
        commands = COMMAND.findall(content)
        return "```console\n" + "".join(f"$ {command}\n{run(command, root)[1]}" for command in commands) + "```"

    return BLOCK.sub(as_run, text)


def run(command: str, root: Project) -> tuple[int, str]:
    """Run a command as from the folder of the project; its exit code and what it prints."""
    scripts = Path(sys.executable).parent
    environment = os.environ | {
        "ANALYSIS_ROOT": str(root.root),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=root.root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    lines = done.stdout.replace(f"{root.root}/", "").splitlines()
    return done.returncode, "".join(f"{line.rstrip()}\n" for line in lines)


if __name__ == "__main__":
    for path in HOW_TOS:
        with tempfile.TemporaryDirectory() as folder:
            project = Copy(Path(folder) / "project").project
            path.write_text(followed(path.read_text(encoding="utf-8"), project), encoding="utf-8")
