"""The allowed words: one small table a vocabulary in ``data/vocabulary/``, its first column the word."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.errors import not_known


@dataclass(frozen=True)
class Vocabulary:
    """One list of allowed words.

    Attributes
    ----------
    name : str
        Name of the table: ``units``, ``statuses``, ``rungs``, ...
    column : str
        Name of the column that holds the words: ``unit``, ``status``, ``rung``, ...
    words : dict of str to dict of str to str
        Each word with the other cells of its row.
    """

    name: str
    column: str
    words: dict[str, dict[str, str]]

    @property
    def file(self) -> str:
        """Path as messages name it."""
        return f"data/vocabulary/{self.name}.csv"

    def refuse(self, word: str, what: str) -> str:
        """Word the refusal of a word that is not in the list."""
        return not_known(word, what, self.words, self.file)
