"""The gettext catalogues: of the text in code and templates, and of that in the tables of the project."""

from __future__ import annotations

import functools
import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from analysis.errors import DataError, Fault
from analysis.paths import project

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
    of_code, of_data = read(OWN / f"{lang}.po"), read(data / "translations" / f"{lang}.po")
    of_code.add_fallback(of_data)
    return of_code


def read(path: Path) -> gettext.NullTranslations:
    """Read one catalogue; an empty one where there is no file."""
    if not path.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    try:
        with path.open("rb") as stream:
            write_mo(compiled, read_po(stream, abort_invalid=True))
    except (PoFileError, ValueError, OSError) as error:
        raise DataError([Fault(path.name, None, None, f"cannot be read as a catalogue ({error})")]) from None
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
