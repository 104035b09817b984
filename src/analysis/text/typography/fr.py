"""French as a newspaper prints it: no-break spaces, apostrophes, and articles that melt into the word before them."""

import datetime
import functools
import re

from analysis.text.typography import JOINT, NO_BREAK

NARROW = "\N{NARROW NO-BREAK SPACE}"
DECIMAL_COMMA = True

SPACED = (
    (re.compile(r"(?<=\S) (?=[;!?](?:\s|$|[*_)\]<»]))"), NARROW),
    (re.compile(r"(?<=\S) (?=(?::(?:\s|$)|»))"), NO_BREAK),
    (re.compile(r"(?<=[\w)»’])(?=; )"), NARROW),
    (re.compile(r"(?<=[\w)»’])(?=: )"), NO_BREAK),
    (re.compile(r"(?<=«) "), NO_BREAK),
    (re.compile(r"(?<=\d) (?=%)"), NARROW),
    (
        re.compile(r"(?<=\d) (?=(?:milliers?|millions?|milliards?|Md|M€|MW|GW|TWh|€|\$|fois\b|mois\b|ans\b|sites?\b))"),
        NO_BREAK,
    ),
    (re.compile(r"(?<=[^\W\d_])'(?=[\w«{])"), "’"),
    (re.compile(r"(?<=llion|lions|liard|iards)[ \xa0](?=équivalents?|euros?\b)"), "\xa0d’"),
    (re.compile(r"(?<=llion|lions|liard|iards)[ \xa0](?=puces|personnes|habitants|sites|dollars?\b)"), "\xa0de\xa0"),
)
CODE = re.compile(r"(`[^`]*`|<[^<>]*>|&#?\w+;)")

JOINTS = (
    (re.compile(rf"\b([Dd])e {JOINT}les "), r"\1es "),
    (re.compile(rf"\b([Dd])e {JOINT}le "), r"\1u "),
    (re.compile(rf"\bà {JOINT}les "), "aux "),
    (re.compile(rf"\bà {JOINT}le "), "au "),
    (re.compile(rf"\bÀ {JOINT}les "), "Aux "),
    (re.compile(rf"\bÀ {JOINT}le "), "Au "),
    (re.compile(rf"\b([Dd])e {JOINT}((?:<[^<>]*>)?)(?=[AEIOUÉÈÊaeiouéèê](?![A-Z0-9]))"), r"\1’\2"),
)


@functools.lru_cache(1 << 13)
def typeset(text: str) -> str:
    """Set a text: no-break spaces at double marks and inside quotes, curly apostrophes; code, tags, entities stay.

    Examples
    --------
    >>> typeset("Combien ? L'« effet » : 20 %").replace(NARROW, "|").replace(NO_BREAK, "_")
    'Combien|? L’«_effet_»_: 20|%'
    """
    parts = CODE.split(text)
    return "".join(part if place % 2 else spaced(part) for place, part in enumerate(parts))


def spaced(text: str) -> str:
    """Set a stretch of text without code."""
    for found, put in SPACED:
        text = found.sub(put, text)
    return text


def joined(text: str) -> str:
    """Join values to the words before them: *de* and *les* give *des*, *de* loses its vowel before another.

    Examples
    --------
    >>> joined(f"de {JOINT}les sites, à {JOINT}le bord, de {JOINT}Oracle, de {JOINT}Stargate")
    'des sites, au bord, d’Oracle, de Stargate'
    """
    for found, put in JOINTS:
        text = found.sub(put, text)
    return text.replace(JOINT, "")


def of_day(text: str, day: datetime.date) -> str:
    """A day that was written out: the first of a month is *1er*."""
    return text.replace("1", "1er", 1) if day.day == 1 else text


def of_large(text: str) -> str:
    """A number with a word for millions or more: below two of anything is singular."""
    return text.removesuffix("s") if text[:2] in ("1 ", "1,", f"1{NO_BREAK}") else text


def with_unit(counted: str, number: str) -> str:
    """A number with its unit: long units may be broken, the number stays with the word after it."""
    return typeset(counted.replace(f"{number} ", f"{number}{NO_BREAK}", 1))
