"""The program itself: where it prints, and how it ends."""

import os
import sys

import typer
from rich.console import Console

from analysis.characters import visible
from analysis.errors import AnalysisError, Fault, said_by

app = typer.Typer(
    help="How do AI-infrastructure investment programmes really compare?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def main() -> None:
    """Run the command line; a user's mistake ends in one message and an exit code, never in a traceback."""
    replace_closed_streams()
    os.environ["PYTHONSAFEPATH"] = "1"  # processes started from here take no file in the working folder for a module
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal of few letters, or a name that is no text
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except AnalysisError as error:
        err.print(f"Error: {visible(str(error))}")
        code = error.exit_code
    except OSError as error:  # a full disk, a folder that was taken away
        err.print(f"Error: {said_by(error)}")
        sys.stdout = None  # what could not be written is not tried again at the end
        code = 1
    except (KeyboardInterrupt, typer.Abort):
        err.print("Stopped.")
        code = 130
    except Exception as error:
        if not hasattr(error, "format_message"):  # what typer raises for a bad call
            raise
        err.print(f"Error: {visible(error.format_message())}")
        code = 2
    sys.exit(code)


def replace_closed_streams() -> None:
    """Let standard streams that the caller has closed lead nowhere, or a file opened later would take their place."""
    for name, mode in {"stdin": "r", "stdout": "w", "stderr": "w"}.items():
        if getattr(sys, name) is None:
            number = os.open(os.devnull, os.O_RDWR)  # the lowest that is free: its own
            os.set_inheritable(number, True)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))


def stop_at(faults: list[Fault]) -> None:
    """Print faults and end with code 1; without any, go on."""
    for fault in faults:
        err.print(visible(str(fault)))
    if faults:
        err.print(f"{len(faults)} faults")
        raise typer.Exit(1)
