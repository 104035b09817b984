"""The command line: ``analysis`` and ``python -m analysis``.

Modules of commands are imported in the order in which help lists them; none imports a library before it is called.
"""

# ruff: noqa: I001
from analysis.cli.app import app, main
from analysis.cli import building, looking, keeping

__all__ = ["app", "building", "keeping", "looking", "main"]
