"""Bring the catalogues of translations up to the texts there are: ``make translations``."""

from analysis.paths import project
from analysis.publish.catalogues import updated
from analysis.text.catalogue import path_of, translated_languages

if __name__ == "__main__":
    here = project()
    for lang in translated_languages(here.data):
        path_of(here.data, lang).write_text(updated(here, lang), encoding="utf-8", newline="\n")
