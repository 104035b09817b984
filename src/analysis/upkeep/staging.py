"""A change of the data: made on a copy, checked there, shown, and put in place file by file.

Until :meth:`Staged.put` nothing in the project is touched: a refusal, a lost connection or Ctrl-C leaves it as it was.
"""

import csv
import difflib
import io
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from analysis.edition import faults_of_editions
from analysis.errors import AnalysisError, DataError, Fault
from analysis.evidence import load
from analysis.evidence.data_package import write_package
from analysis.evidence.derivations import Unfollowed
from analysis.evidence.schemas import PATHS
from analysis.files import on_signal, temporary_folder, written_beside
from analysis.paths import Project
from analysis.text.catalogue import path_of, translated_languages

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Lines:
    """A CSV file as lines, and the lines that each row takes.

    Parameters
    ----------
    text : str
        The file, with its own line ends; a cell may hold line ends too.
    """

    def __init__(self, text: str):
        self.lines = list(io.StringIO(text, newline=""))
        reader = csv.reader(self.lines)
        self.header = next(reader)
        self.header[0] = self.header[0].removeprefix(BYTE_ORDER_MARK)
        self.end = "\r\n" if self.lines[0].endswith("\r\n") else "\n"
        self.rows: list[tuple[slice, list[str]]] = []
        begin = reader.line_num
        for cells in reader:
            self.rows.append((slice(begin, reader.line_num), cells))
            begin = reader.line_num
        if not self.lines[-1].endswith("\n"):
            self.lines[-1] += self.end

    def put(self, place: slice, cells: list[str]) -> str:
        """The text with a row written in a place: before its first line, and instead of the lines it spans."""
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator=self.end).writerow(cells)
        return "".join([*self.lines[: place.start], written.getvalue(), *self.lines[place.stop :]])


def with_row(text: str, row: dict[str, str]) -> str:
    r"""A table's text with one more row.

    Parameters
    ----------
    text : str
        The file as it stands.
    row : dict of str to str
        Cells by column; one that is left out is blank. The row stands in the order of the first column where the table
        is in order, else at the end.

    Returns
    -------
    str

    Examples
    --------
    >>> with_row("id,note\na,1\nc,3\n", {"id": "b", "note": "2, or so"})
    'id,note\na,1\nb,"2, or so"\nc,3\n'
    """
    table = Lines(text)
    keys = [cells[0] for _, cells in table.rows]
    later = (place.start for place, cells in table.rows if cells[0] > row[table.header[0]])
    begin = next(later, len(table.lines)) if keys == sorted(keys) else len(table.lines)
    return table.put(slice(begin, begin), [row.get(column, "") for column in table.header])


def with_cells(text: str, number: int, changes: dict[str, str]) -> str:
    r"""A table's text with some cells of one row changed; rows are counted as a spreadsheet does.

    Examples
    --------
    >>> with_cells("id,note\na,1\nc,3\n", 3, {"note": "4"})
    'id,note\na,1\nc,4\n'
    """
    table = Lines(text)
    place, cells = table.rows[number - 2]
    return table.put(place, [changes.get(column, cell) for column, cell in zip(table.header, cells, strict=True)])


TEXTS = (".csv", ".json", ".md", ".yml")
"""Endings of files whose change is shown line by line."""

ANSWERS_READ = ("data/chosen/", PATHS["exchange_rates"])
"""What the README's answer may rest on: facts and documents are read through what is chosen."""

NOTHING = "Nothing is written."


@dataclass(frozen=True)
class Staged:
    """A copy of what is made from rows, beside the project itself.

    Attributes
    ----------
    root : Project
        The project.
    copy : Project
        Its data, README and chart, to be changed.
    before : dict of str to bytes
        Every file of the copy as it was, by its path inside the project.
    """

    root: Project
    copy: Project
    before: dict[str, bytes]

    def read(self, file: str) -> str:
        """A file of the copy as text, with its own line ends."""
        return (self.copy.root / file).read_bytes().decode("utf-8")

    def write(self, file: str, text: str) -> None:
        """Write a file of the copy."""
        (self.copy.root / file).write_bytes(text.encode("utf-8"))

    def add(self, file: str, row: dict[str, str]) -> None:
        """Write one more row into a table of the copy."""
        self.write(file, with_row(self.read(file), row))

    def change(self, file: str, number: int, cells: dict[str, str]) -> None:
        """Change cells of a row of a table of the copy; rows are counted as a spreadsheet does."""
        self.write(file, with_cells(self.read(file), number, cells))

    @property
    def changed(self) -> list[str]:
        """The files that now differ from the project's, in alphabetical order."""
        return [file for file, was in self.before.items() if (self.copy.root / file).read_bytes() != was]

    def faults(self) -> list[Fault]:
        """What is wrong with the tables and the editions of the copy."""
        try:
            load(self.copy.data)
        except DataError as error:
            return error.faults
        return faults_of_editions(self.copy.data, sound=True)

    def untranslated(self) -> dict[str, int]:
        """How many texts of the tables each catalogue lacks, by its file; one that lacks none is left out.

        Raises
        ------
        DataError
            If a catalogue cannot be read.
        """
        from analysis.publish.catalogues import entries_of, texts_of_data  # slow to import

        texts, found = {text.english for text in texts_of_data(self.copy)}, {}
        for lang in translated_languages(self.copy.data):
            known = {entry.id for entry in entries_of(self.copy, lang) if entry.string}
            found[self.copy.name(path_of(self.copy.data, lang))] = len(texts - known)
        return {file: count for file, count in found.items() if count}

    def derive(self) -> None:
        """Bring what is made from the tables up to them: the data package, and the README's answer where it changed.

        Where rows that were not changed no longer follow from their facts, which a person has to decide on, nothing is
        made from them.

        Raises
        ------
        AnalysisError
            If the tables or the editions have further faults: each with its place.
        """
        faults = self.faults()
        if any(not isinstance(fault, Unfollowed) or fault.file in self.changed for fault in faults):
            raise AnalysisError("\n".join([*map(str, faults), NOTHING]))
        if faults:
            return
        write_package(self.copy.data)
        if any(file.startswith(ANSWERS_READ) for file in self.changed):
            from analysis.publish.answer import faults_of_readme, write_answer  # slow to import, as charts are

            if faults_of_readme(self.copy):
                write_answer(self.copy)

    def diff(self) -> Iterator[str]:
        """The change as a unified diff without numbers of lines; a drawing that changed is named alone."""
        for file in self.changed:
            if not file.endswith(TEXTS):
                yield f"{file} is drawn anew"
                continue
            lines = (text.split("\n") for text in (self.before[file].decode("utf-8"), self.read(file)))
            for line in difflib.unified_diff(*lines, f"a/{file}", f"b/{file}", lineterm="", n=1):
                yield "@@" if line.startswith("@@") else line

    def put(self) -> None:
        """Put the changed files in place: all are written beside the old ones, then renamed, which takes no time.

        Raises
        ------
        AnalysisError
            If a file changed since the copy was made, or cannot be written; then nothing is.
        """
        files = {(self.root.root / file).resolve(): file for file in self.changed}
        for path, file in files.items():
            if path.read_bytes() != self.before[file]:
                raise AnalysisError(f"{file} has been changed meanwhile: nothing is written, run the command again")
        try:
            with on_signal(signal.SIGINT, signal.SIG_IGN), ExitStack() as all_at_once:  # Ctrl-C waits for the last
                for path, file in files.items():
                    new = all_at_once.enter_context(written_beside(path))
                    shutil.copyfile(self.copy.root / file, new)
                    shutil.copymode(path, new)
        except OSError as error:
            raise AnalysisError(f"{file} cannot be written ({error.strerror or error})") from None


@contextmanager
def staged(root: Project) -> Iterator[Staged]:
    """Copy what rows are written into, and what is made from them, for the time of a block."""
    with temporary_folder() as folder:
        copy = Project(Path(folder))
        shutil.copytree(root.data, copy.data, ignore=shutil.ignore_patterns(".*"))  # links of editors that lead nowhere
        copy.docs.mkdir()
        for file in ("README.md", "docs/ladder.svg"):
            shutil.copyfile(root.root / file, copy.root / file)
        files = sorted(path for path in copy.root.rglob("*") if path.is_file())
        yield Staged(root, copy, {copy.name(path): path.read_bytes() for path in files})
