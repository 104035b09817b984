"""The gettext catalogues: of the text in code and templates, and of that in the tables of the project."""

from __future__ import annotations

import functools
import gettext
import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from analysis.errors import DataError, Fault, shown
from analysis.paths import project
from analysis.text import open_merge

OWN = Path(__file__).parent


def catalogue(lang: str) -> gettext.NullTranslations:
    """What a language has for the texts of the code and of the project's tables.

    Parameters
    ----------
    lang : str
        Such as ``fr``.

    Returns
    -------
    gettext.NullTranslations
        Texts it does not have come back as they are.

    Raises
    ------
    DataError
        If a catalogue cannot be read.
    """
    return both(lang, project().data)


@functools.cache
def both(lang: str, data: Path) -> gettext.NullTranslations:
    """The catalogue of the code, with that of a project's tables behind it."""
    of_code, of_data = (read(folder / f"{lang}.po", f"{name}/{lang}.po") for folder, name in folders(data))
    of_code.add_fallback(of_data)
    return of_code


def folders(data: Path) -> tuple[tuple[Path, str], ...]:
    """Where the catalogues stand, each with its name in messages."""
    return (OWN, "src/analysis/languages"), (data / "translations", "data/translations")


def read(path: Path, file: str) -> gettext.NullTranslations:
    """Read one catalogue, which messages name ``file``; an empty one where there is no file."""
    if not path.exists():
        return gettext.NullTranslations()
    compiled, content = io.BytesIO(), b""
    try:
        content = path.read_bytes()
        write_mo(compiled, parsed(content))
        compiled.seek(0)
        return gettext.GNUTranslations(compiled)
    except OSError as error:
        fault = f"cannot be read ({error.strerror})"
    except (PoFileError, ValueError, LookupError) as error:
        fault = open_merge(content) or f"cannot be read as a catalogue ({shown(error)})"
    raise DataError([Fault(file, None, None, fault)])


@functools.lru_cache(2)
def parsed(content: bytes) -> Catalog:
    """A catalogue with its entries, marks and lines; of what was read last, without reading it again."""
    return read_po(io.BytesIO(content), abort_invalid=True)
