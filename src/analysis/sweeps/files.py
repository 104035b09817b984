"""Write a sweep as CSV or Parquet, part by part: written beside and renamed, so that there is never half a file."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis.characters import harmless
from analysis.errors import CallError, not_known, shown
from analysis.files import written_beside
from analysis.paths import Project


def write_csv(path: Path, frames: Iterable[pd.DataFrame]) -> None:
    """Write a table as CSV: UTF-8, a line feed behind each line, numbers at full precision, a gap empty."""
    with path.open("x", encoding="utf-8", newline="") as stream:
        stream.writelines(csv_texts(frames))


def print_csv(frames: Iterable[pd.DataFrame]) -> None:
    """Write a table as CSV to standard output, until who reads it has read enough."""
    try:
        for text in csv_texts(frames):
            sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to be flushed at the end


def csv_texts(frames: Iterable[pd.DataFrame]) -> Iterator[str]:
    """The header, and the lines of one part after the other; no text that a spreadsheet takes for a formula."""
    for number, frame in enumerate(frames):
        table = frame.astype({"unit": "category"})
        for name in table.select_dtypes("category"):  # the csv module puts no quotes around a lone \r
            words = [harmless(word).replace("\r", "\n") for word in table[name].cat.categories]
            table[name] = table[name].cat.rename_categories(words)
        yield table.to_csv(index=False, header=number == 0, lineterminator="\n", date_format="%Y-%m-%d")


def write_parquet(path: Path, frames: Iterable[pd.DataFrame]) -> None:
    """Write a table as Parquet, each part a row group: numbers as numbers, days as timestamps, words as text."""
    from fastparquet import write

    for number, frame in enumerate(frames):
        write(str(path), frame, compression="ZSTD", append=number > 0, write_index=False)


FORMATS: dict[str, Callable[[Path, Iterable[pd.DataFrame]], None]] = {".csv": write_csv, ".parquet": write_parquet}
"""How to write each kind of file, by the ending of its name."""


def checked_path(root: Project, out: Path) -> Path:
    """Refuse a file that a sweep must not or cannot write.

    Parameters
    ----------
    root : Project
        The project, whose own files are not overwritten.
    out : Path
        The file, as asked for.

    Returns
    -------
    Path
        The file itself, links resolved.

    Raises
    ------
    CallError
        If its ending is none of ``FORMATS``, if it is there and no plain file, if its folder cannot be written, or if
        it is in a folder of the project's own.
    """
    asked = f"--out {shown(out)}"
    if out.suffix not in FORMATS:
        raise CallError(f"{asked}: {not_known(out.suffix, 'an ending of a file that can be written', FORMATS)}")
    try:
        path = out.resolve(strict=False)
        folder = path.parent.is_dir() and os.access(path.parent, os.W_OK | os.X_OK)
        taken = path.exists() and not path.is_file()
    except (OSError, RuntimeError, ValueError) as error:
        raise CallError(f"{asked}: cannot be used ({getattr(error, 'strerror', None) or error})") from None
    if taken:
        raise CallError(f"{asked}: is there and is no plain file (allowed: a new file, or one to be overwritten)")
    if not folder:
        raise CallError(f"{asked}: {path.parent} is no folder that can be written")
    if path.exists() and not os.access(path, os.W_OK):
        raise CallError(f"{asked}: cannot be written")
    if root.keeps(path):
        raise CallError(f"{asked}: is in a folder of the project itself (allowed: a file elsewhere)")
    return path


def write(path: Path, frames: Iterable[pd.DataFrame]) -> None:
    """Write a table to a file that :func:`checked_path` has passed; its ending says how.

    Raises
    ------
    CallError
        If it cannot be written.
    """
    try:
        with written_beside(path) as new:
            FORMATS[path.suffix](new, frames)
    except OSError as error:
        raise CallError(f"--out {path}: cannot be written ({error.strerror or error})") from None
