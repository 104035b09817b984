"""What is let in: one of each kind of input that is none, and a few changed at random; ``tests/long`` tries all."""

from pathlib import Path

import pytest

import fuzz_ground
import fuzzing
from analysis.checking import faults_of_project
from analysis.errors import LONGEST, DataError, shown
from analysis.text.catalogue import catalogue_in, path_of

BROKEN = {
    "data/outlines/outlines.csv": b"map,area\nusa,\n",
    "data/editions/latest.yml": b"why: !!python/object/apply:os.abort []\n",
}


@pytest.mark.parametrize("file", BROKEN)
def test_a_file_that_is_none_is_named_by_the_check(file: str):
    with fuzz_ground.holding(file, BROKEN[file]):
        assert file in {fault.file for fault in faults_of_project(fuzz_ground.ground())}


@pytest.mark.parametrize(
    "content", [b"msgid", b"\xff\xfe", b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nosuch\\n"\n']
)
def test_translations_that_cannot_be_read_are_named(tmp_path: Path, content):
    (tmp_path / "translations").mkdir()
    path_of(tmp_path, "fr").write_bytes(content)
    with pytest.raises(DataError, match=r"^data/translations/fr\.po: cannot be read as a catalogue"):
        catalogue_in(tmp_path, "fr")


@pytest.mark.parametrize("sign", ["<", "\u202e"])
def test_translations_bring_nothing_to_a_page_that_the_english_has_not(tmp_path: Path, sign: str):
    (tmp_path / "translations").mkdir()
    path_of(tmp_path, "fr").write_text(f'msgid "a"\nmsgstr "b"\n\nmsgid "c {sign}"\nmsgstr "d {sign}"\n', "utf-8")
    assert catalogue_in(tmp_path, "fr").gettext(f"c {sign}") == f"d {sign}"
    catalogue_in.cache_clear()
    path_of(tmp_path, "fr").write_text(f'msgid "a"\nmsgstr "b {sign}i>"\n', "utf-8")
    with pytest.raises(DataError, match=r'^data/translations/fr\.po, row 1: "b .*i>" has ".*", which its Engl'):
        catalogue_in(tmp_path, "fr")


def test_what_a_message_shows_is_one_short_line():
    assert shown("\x1b[31m\u202e\n\ud800") == "[U+001B][31m[U+202E][U+000A][U+D800]"
    assert len(shown("x" * 1_000_000)) < 2 * LONGEST


@pytest.mark.parametrize("kind", fuzzing.KINDS)
def test_changed_at_random_it_is_accepted_or_refused(kind: str):
    assert fuzzing.tried(kind, 1 if kind.startswith("tables") else 3).total() >= 1
