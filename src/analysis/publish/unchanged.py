"""Whether there is anything to build: told in an instant, from files alone."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from analysis.files import written_beside
from analysis.paths import Project
from analysis.publish.versions import digests


def path_of(root: Project, out: Path) -> Path:
    """Where it is kept what the site in a folder was last made from."""
    return root.cache / "builds" / f"{hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:16]}.json"


def is_current(root: Project, out: Path, made_from: str) -> bool:
    """Whether a site stands as its last build left it, made from the same as a build now would.

    Parameters
    ----------
    root : Project
    out : Path
        Folder of the site.
    made_from : str
        From :func:`analysis.publish.versions.made_from`.
    """
    try:
        kept = json.loads(path_of(root, out).read_text(encoding="utf-8"))
        return kept == {"made_from": made_from, "site": digests(out)}
    except (OSError, ValueError, RuntimeError):  # the last for links in a circle, ValueError for no path at all
        return False


def keep(root: Project, out: Path, made_from: str) -> None:
    """Keep what a site was made from, and what it consists of, if the disk takes it."""
    path = path_of(root, out)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path) as new:
            new.write_text(json.dumps({"made_from": made_from, "site": digests(out)}, indent=1), encoding="utf-8")
