"""The panel as a notebook shows it."""

from __future__ import annotations

from analysis.languages import spoken
from analysis.languages import translate as _
from analysis.publish.figure import Shown
from analysis.publish.text import escape
from analysis.publish.what_if.panel import panel_html
from analysis.study import Study


@spoken
def what_if(study: Study) -> Shown:
    """The what-if panel in a notebook: the published page has it here, JupyterLab has its own notebook for it.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Shown
        It holds the panel as a template, which browsers do not show, for the published page to take.

    Examples
    --------
    >>> from analysis import compare
    >>> what_if(compare("article")).html[:27]
    '<div class="what-if-here"><'
    """
    text = _(
        "Here the published page has controls. In JupyterLab they are in explore.ipynb; or change a parameter above "
        "and run all cells."
    )
    panel = panel_html(study, standalone=False)
    return Shown(f'<div class="what-if-here"><p>{escape(text)}</p><template>{panel}</template></div>', text)
