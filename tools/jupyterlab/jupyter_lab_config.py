"""How `make lab` starts JupyterLab: on the start page, with the commands of this environment in its terminals."""

import os
import sys
from pathlib import Path

c.ServerApp.root_dir = str(Path(__file__).parents[2])  # noqa: F821 (Jupyter gives it)
c.LabApp.default_url = "/lab/tree/notebooks/README.ipynb"  # noqa: F821
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
c.ServerApp.terminado_settings = {"shell_command": [os.environ.get("SHELL") or "/bin/sh"]}  # noqa: F821 (no login: PATH)
c.LabApp.news_url = None  # noqa: F821
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"  # noqa: F821
