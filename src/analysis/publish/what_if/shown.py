"""The panel as a notebook shows it."""

from __future__ import annotations

from analysis.publish.shown import Shown
from analysis.publish.text import escape
from analysis.publish.what_if.panel import panel_html
from analysis.study import Study
from analysis.text import translate as _


def what_if(study: Study) -> Shown:
    """The what-if panel in a notebook: the published page has it here, JupyterLab has its own notebook for it.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Shown
        The panel is on the published page alone; JupyterLab shows a sentence in its place.

    Examples
    --------
    >>> from analysis import compare
    >>> what_if(compare("article")).page[:24]
    '<section class="what-if"'
    """
    text = _(
        "Here the published page has controls. In JupyterLab they are in explore.ipynb; or change a parameter above "
        "and run all cells."
    )
    return Shown(f"<p>{escape(text)}</p>", text, page=str(panel_html(study, standalone=False)))
