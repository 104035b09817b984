"""The prose of notebooks: paragraphs with guards, as a cell of ``%%say`` writes them.

.. code-block:: text

    %%say if spent.known
    Of {subject.announced} for {subject.name}, {subject.spent} were spent.
    --- if subject.spent.none_found
    None of it was found spent.
    --- else
    How much of it was spent is not known.

The first block is said whose condition holds and whose numbers are all known.
"""

import re
from dataclasses import dataclass

MAGIC = "%%say"

BETWEEN = re.compile(r"^---[ \t]*(?:if[ \t]+(?P<condition>.+?)|else)?[ \t]*$", re.MULTILINE)
"""The line between two blocks."""


@dataclass(frozen=True)
class Block:
    """One way to say something.

    Attributes
    ----------
    condition : str
        A Python expression; empty for none.
    text : str
        Paragraphs with their placeholders, lines joined: a message for translators.
    """

    condition: str
    text: str


def joined_lines(text: str) -> str:
    """Paragraphs without the line breaks that are an editor's.

    Examples
    --------
    >>> joined_lines(chr(10).join(["One", "line.", "", "Another."])).splitlines()
    ['One line.', '', 'Another.']
    """
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n[ \t]*\n", text) if paragraph.strip())


def blocks(line: str, body: str) -> list[Block]:
    """The blocks of a cell.

    Parameters
    ----------
    line : str
        What stands behind ``%%say``: ``if`` and a condition, or nothing.
    body : str
        The rest of the cell.

    Returns
    -------
    list of Block

    Raises
    ------
    ValueError
        If the line is no condition.

    Examples
    --------
    >>> blocks("if known", chr(10).join(["Known.", "--- else", "Not known."]))
    [Block(condition='known', text='Known.'), Block(condition='', text='Not known.')]
    """
    first = line.strip()
    if first and not first.startswith("if "):
        raise ValueError(f'"{first}" is no condition (allowed: if and an expression, such as: if study.rate.date)')
    conditions, starts, ends = [first.removeprefix("if ").strip()], [0], []
    for found in BETWEEN.finditer(body):
        conditions.append(found["condition"] or "")
        ends.append(found.start())
        starts.append(found.end())
    texts = (joined_lines(body[start:end]) for start, end in zip(starts, [*ends, len(body)], strict=True))
    return [Block(condition, text) for condition, text in zip(conditions, texts, strict=True)]


def messages_in(kind: str, source: str) -> list[str]:
    """The messages that a cell of a notebook holds: a Markdown cell is one, a cell of ``%%say`` one a block."""
    if kind == "markdown":
        return [source.strip()] if source.strip() else []
    first, __, body = source.partition("\n")
    return [block.text for block in blocks(first.removeprefix(MAGIC), body)] if first.startswith(MAGIC) else []
