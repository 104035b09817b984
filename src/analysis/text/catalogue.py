"""The gettext catalogues of a project, one a language: ``data/translations/fr.po``."""

import functools
import gettext
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from analysis.characters import UNSEEN, open_merge
from analysis.errors import DataError, Fault, first_of, shown
from analysis.paths import project

FOLDER = "translations"
"""Where catalogues stand in the folder of data."""


def catalogue(lang: str) -> gettext.NullTranslations:
    """What a language, such as ``fr``, has for the texts of the project; others come back as they are.

    Raises
    ------
    DataError
        If the catalogue cannot be read, or an entry holds what its English does not: HTML, or characters unseen.
    """
    return catalogue_in(project().data, lang)


@functools.cache
def catalogue_in(data: Path, lang: str) -> gettext.NullTranslations:
    """The catalogue of a language in a folder of data; an empty one where there is no file."""
    path, file, compiled, content = path_of(data, lang), f"data/{FOLDER}/{lang}.po", io.BytesIO(), b""
    if not path.exists():
        return gettext.NullTranslations()
    try:
        content = path.read_bytes()
        write_mo(compiled, parsed(content))
    except OSError as error:
        faults = [Fault(file, None, None, f"cannot be read ({error.strerror})")]
    except (PoFileError, ValueError, LookupError) as error:
        why = open_merge(content) or f"cannot be read as a catalogue ({shown(error)})"
        faults = [Fault(file, None, None, why)]
    else:
        faults = [fault for entry in parsed(content) if entry.id for fault in intruders(file, entry)]
    if faults:
        raise DataError(first_of(faults))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def intruders(file: str, entry: Message) -> Iterator[Fault]:
    """What an entry must not bring to a page: HTML of a notebook is HTML there, that of a translation is a mistake."""
    texts = (entry.id, entry.string or "")
    english, said = (text if isinstance(text, str) else " ".join(text) for text in texts)
    for sign in sorted(set(re.findall(f"<|{UNSEEN.pattern}", said)) - set(english)):
        fault = f'"{shown(said)}" has "{shown(sign)}", which its English has not'
        yield Fault(file, entry.lineno, None, fault)


def path_of(data: Path, lang: str) -> Path:
    """Where the catalogue of a language stands."""
    return data / FOLDER / f"{lang}.po"


def translated_languages(data: Path) -> list[str]:
    """The languages that have a catalogue in a folder of data."""
    return sorted(path.stem for path in (data / FOLDER).glob("*.po"))


@functools.lru_cache(2)
def parsed(content: bytes) -> Catalog:
    """A catalogue with its entries, marks and lines; of what was read last, without reading it again."""
    return read_po(io.BytesIO(content), abort_invalid=True)
