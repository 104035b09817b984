"""What a build takes from an earlier one: nothing that rests on anything that has changed."""

import sys
from pathlib import Path

import pytest

from analysis.paths import project
from analysis.publish import cache as module
from analysis.publish.cache import Cache, Content, is_current, keep_record
from analysis.publish.versions import made_from
from conftest import ROOT, Copy, ran

CONTENT = {"body.html": b"<p>two</p>", "ladder.csv": b"a,b\n1,2\n", "ladder.svg": b"<svg/>"}
PARAMETERS = {"edition": "article"}


@pytest.fixture
def cache(copy: Copy) -> Cache:
    """A cache that keeps one page."""
    cache = Cache(copy.project)
    cache.put(cache.path("01-promised", PARAMETERS), CONTENT)
    assert cache.trouble == ""
    return cache


def kept(copy: Copy, notebook: str = "01-promised", **parameters: object) -> Content | None:
    """What a later build finds of a page."""
    cache = Cache(copy.project)
    return cache.get(cache.path(notebook, PARAMETERS | parameters))


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("notebooks/01-promised.ipynb", None),
        ("data/evidence/sites.csv", None),
        ("data/editions/slow-eu.yml", None),
        ("data/translations/fr.po", None),
        ("reports/template/pair.html.j2", None),
        ("requirements.lock", None),
        ("notebooks/02-real.ipynb", CONTENT),
        ("docs/methods.md", CONTENT),
        ("README.md", CONTENT),
        ("reports/manifest.yml", CONTENT),
    ],
)
def test_a_page_is_made_again_when_anything_it_may_rest_on_has_changed(copy: Copy, cache: Cache, file, found):
    path = copy.project.root / file
    path.write_bytes(path.read_bytes() + b"\n")
    assert kept(copy) == found


def test_a_page_is_made_again_when_the_code_has_changed(copy: Copy, cache: Cache, tmp_path: Path, monkeypatch):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "model.py").write_text("answer = 42\n")
    monkeypatch.setattr(module, "PACKAGE", tmp_path / "package")
    assert kept(copy) is None


def test_pages_with_other_parameters_are_kept_apart(copy: Copy, cache: Cache):
    assert kept(copy, subject_sites=5) is None
    assert kept(copy, lang="fr") is None
    assert kept(copy, "02-real") is None
    paths = {cache.path("01-promised", PARAMETERS | {"subject_sites": value}) for value in (5, 5.5, "5")}
    assert len(paths) == 3


def test_a_project_that_was_moved_keeps_its_pages(copy: Copy, cache: Cache, tmp_path: Path):
    moved = Cache(type(copy.project)(copy.project.root.rename(tmp_path / "elsewhere")))
    assert moved.get(moved.path("01-promised", PARAMETERS)) == CONTENT


def test_a_page_made_while_the_data_changed_is_not_kept(copy: Copy):
    cache = Cache(copy.project)
    copy.change("data/evidence/facts.csv", 2, "note", "changed while pages were being made")
    cache.put(cache.path("01-promised", PARAMETERS), CONTENT)
    assert cache.get(cache.path("01-promised", PARAMETERS)) is None


@pytest.mark.parametrize("damage", [lambda entry: entry[:-30], lambda entry: b"", lambda entry: entry[30:]])
def test_an_entry_that_is_damaged_is_thrown_away(copy: Copy, cache: Cache, damage):
    path = cache.path("01-promised", PARAMETERS)
    path.write_bytes(damage(path.read_bytes()))
    assert kept(copy) is None
    assert not path.exists()


def test_a_cache_that_cannot_be_written_says_why(copy: Copy):
    copy.project.cache.write_text("no folder")
    cache = Cache(copy.project)
    cache.put(cache.path("01-promised", PARAMETERS), CONTENT)
    assert str(copy.project.cache) in cache.trouble


def test_old_entries_and_half_ones_of_killed_builds_are_cleared(copy: Copy, cache: Cache):
    (half := cache.folder / ".entry.zip.999999999").write_bytes(b"half an entry")
    cache.prune()
    assert not half.exists()
    assert kept(copy) == CONTENT


def test_a_site_is_current_until_it_or_what_it_is_made_from_changes(copy: Copy, tmp_path: Path):
    out, root = tmp_path / "site", copy.project
    out.mkdir()
    (out / "index.html").write_text("<p>all</p>")
    asked = {"editions": ["article"]}
    keep_record(root, out, made_from(root, asked))
    assert is_current(root, out, made_from(root, asked))
    assert not is_current(root, out, made_from(root, {"editions": ["latest"]}))
    assert not is_current(root, tmp_path / "other", made_from(root, asked))
    (out / "index.html").write_text("<p>al</p>")
    assert not is_current(root, out, made_from(root, asked))
    (out / "index.html").write_text("<p>all</p>")
    copy.append("docs/methods.md", "A sentence.")
    assert not is_current(root, out, made_from(root, asked))


def test_whether_a_site_is_current_is_told_without_importing_what_is_slow(copy: Copy):
    out, root = copy.project.site, copy.project
    out.mkdir()
    (out / "index.html").write_text("<p>all</p>")
    keep_record(root, out, made_from(root, {"editions": None, "notebooks": None, "changes": {}}))
    code = (
        "import sys; from analysis.cli import app\n"
        "app(['build'], standalone_mode=False)\n"
        "print(sorted({'pandas', 'numpy', 'papermill', 'nbformat', 'jupyter_client', 'zmq'} & set(sys.modules)))"
    )
    environment = {"ANALYSIS_ROOT": str(root.root), "PATH": ""}
    message, imported = ran(sys.executable, "-c", code, env=environment).stdout.strip().split("\n")
    assert message.startswith("Nothing has changed since ")
    assert imported == "[]"


def test_the_project_itself_has_a_lock_file_and_a_cache_that_git_ignores():
    root = project()
    assert root.lock.is_file()
    assert ran("git", "check-ignore", root.cache / "pages", cwd=ROOT).stdout
