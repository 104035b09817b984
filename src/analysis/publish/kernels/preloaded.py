"""What the warm server holds: imported by it once, and there in every process that it forks."""

import contextlib
import importlib
import os

MODULES = (
    "pandas",
    "seaborn",
    "scipy.stats.qmc",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "analysis.tables",
    "analysis.charts",
    "analysis.publish.figure",
    "analysis.publish.kernels.running",
    "analysis.publish.writing",
)
"""What notebooks and the workers that run them import."""


def warm_up() -> None:
    """Import the modules and read the data, unless whoever started the server has gone in the meantime."""
    asked_by = os.getppid()
    for module in MODULES:
        if os.getppid() != asked_by:
            os._exit(0)
        importlib.import_module(module)

    from analysis.evidence import load
    from analysis.languages import LANGUAGES
    from analysis.languages.catalogues import catalogue
    from analysis.paths import project

    with contextlib.suppress(Exception):  # whoever asks for the data is told what is wrong with them
        load(project().data)
        for lang in LANGUAGES:
            catalogue(lang)


warm_up()
