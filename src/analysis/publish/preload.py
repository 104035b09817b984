"""What the fork server has in memory: imported by it once, and there in every process that it forks."""

import contextlib
import gc
import importlib
import os
import sys
from pickle import UnpicklingError
from types import TracebackType

MODULES = (
    "pandas",
    "seaborn",
    "scipy.stats.qmc",
    "analysis.cli",
    "analysis.notebook",
    "analysis.publish.figure",
    "analysis.publish.run",
    "analysis.publish.writing",
)
"""What notebooks and what runs them import, and the main module of a build, which each process imports anew."""

SPARED = ("hypothesis", "rfc3987_syntax")
"""What these import where it is installed and do as well without: tests, and a grammar that takes a second."""


def preload() -> None:
    """Import the modules and draw something, unless whoever started the server has gone in the meantime."""
    os.environ.pop("PYTHONSAFEPATH", None)  # for this process alone: a notebook may start what needs its own folder
    parent = os.getppid()
    sys.excepthook = silent_on_orphans
    gc.disable()  # until all is there: none of it is garbage
    spared = dict.fromkeys(set(SPARED) - sys.modules.keys())
    sys.modules.update(spared)
    for module in MODULES:
        if os.getppid() != parent:
            os._exit(0)
        importlib.import_module(module)
    with contextlib.suppress(Exception):  # whoever asks for the data is told what is wrong with them
        work_something_out()
    for module in spared:
        del sys.modules[module]  # a notebook may ask for it
    gc.freeze()  # what is there now is never looked at again, or each fork would copy all of it
    gc.enable()
    gc.set_threshold(500_000, 20, 100)  # a page makes many objects and keeps them: to look for garbage costs a tenth


def silent_on_orphans(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print an error, but not that of a forked process whose parent was gone before it had said what is to be done."""
    if not issubclass(kind, EOFError | UnpicklingError):
        sys.__excepthook__(kind, error, trace)


def work_something_out() -> None:
    """Do once what notebooks do: the editions that are published, and a figure."""
    from analysis import compare, figure
    from analysis.pages.answer import staircases
    from analysis.paths import project
    from analysis.publish.manifest import load_manifest
    from analysis.publish.run import shell

    study = compare()
    figure(staircases(study))
    shell().run("1")
    shell().reset()
    for edition in load_manifest(project()).editions:
        compare(edition)


preload()
