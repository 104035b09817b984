"""Each how-to, followed word for word in a fresh copy, prints what it says it prints."""

from pathlib import Path

import pytest

from analysis.paths import Project
from analysis.text import DEFAULT, languages
from conftest import ROOT, Copy
from how_tos import COMMAND, HOW_TOS, followed, run


@pytest.mark.parametrize("path", HOW_TOS, ids=lambda path: path.stem)
def test_a_how_to_prints_what_it_says(copy: Copy, path: Path):
    text = path.read_text(encoding="utf-8")
    assert followed(text, copy.project) == text, "run: make how-tos, and read what changed"
    assert "Traceback" not in text


@pytest.mark.parametrize("lang", languages().keys() - {DEFAULT})
def test_the_methods_say_the_same_in_every_language(lang: str):
    english, other = (Project(ROOT).methods(which).read_text(encoding="utf-8") for which in (DEFAULT, lang))
    assert english != other, "has no translation"
    for mark in ("#", "##", "-", "|"):
        lines = [sum(line.split(" ")[0] == mark for line in text.splitlines()) for text in (english, other)]
        assert lines[0] == lines[1], f"{lines} lines that begin with {mark}"


def test_drift_is_seen_and_commands_are_read_as_a_shell_shows_them(copy: Copy):
    text = "```console\n$ echo a \\\n    b\na b\n$ pwd; false\nelsewhere\n```\n\n```bash\ntouch made\n```\n"
    assert COMMAND.findall(text) == ["echo a \\\n    b", "pwd; false"]
    as_run = followed(text, copy.project)
    assert as_run == text.replace("elsewhere", str(copy.project.root))
    assert (copy.project.root / "made").exists()
    with pytest.raises(AssertionError, match="no such"):
        followed("```bash\necho no such; exit 3\n```\n", copy.project)
    assert run("exit 3", copy.project) == (3, "")
