"""The what-if panel: a few inputs of the model that a reader may move in the page, and what follows from them."""

from analysis.publish.what_if.panel import panel_html
from analysis.publish.what_if.script import model_script

__all__ = ["model_script", "panel_html"]
