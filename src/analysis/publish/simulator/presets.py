"""The editions that differ from others in what a reader may ask for: settings to start from."""

from dataclasses import dataclass
from typing import Any

from analysis.edition import load_edition, names_of_editions
from analysis.edition.parameters import FILE_KEYS
from analysis.paths import project
from analysis.study import Study, study_of
from analysis.text import translate

OF_OTHER_FIGURES = frozenset({"as_of", "rate_date", "subject", "comparator"})
"""An edition that sets one of these is no question about the figures of another."""


@dataclass(frozen=True)
class Preset:
    """An edition as a question about the figures of another.

    Attributes
    ----------
    name, title : str
        The edition, and what it is called.
    changes : dict of str to object
        The parameters in which it differs.
    study : Study
        What follows from them.
    """

    name: str
    title: str
    changes: dict[str, Any]
    study: Study


def presets(study: Study) -> list[Preset]:
    """The presets of a study: the changes of each edition that asks a question, laid over its own figures."""
    root, found = project(), []
    for name in names_of_editions(root.data / "editions"):
        of_edition = load_edition(root.data / "editions", study.evidence, name, {})
        changes = {
            key: setting.value
            for key, setting in of_edition.settings.items()
            if setting.set_by == f"edition {name}" and key not in FILE_KEYS
        }
        if not changes or changes.keys() & OF_OTHER_FIGURES:
            continue
        laid_over = study.loaded.changed | changes
        loaded = load_edition(root.data / "editions", study.evidence, study.loaded.parameters.edition, laid_over)
        title = translate(of_edition.parameters.title or name)
        found.append(Preset(name, title, changes, study_of(loaded, study.evidence)))
    return found
