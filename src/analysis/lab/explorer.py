"""The explorer: controls over the inputs of the model, the numbers and a chart beside them, and a button that saves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from analysis.edition import names_of_editions
from analysis.edition.loading import CARRIED, chips_with_price
from analysis.edition.parameters import CHOICES
from analysis.errors import AnalysisError
from analysis.lab.results import ALL_RUNGS, VIEWS, chart_html, numbers_html, rungs
from analysis.lab.settings import Settings, movable
from analysis.lab.tour import link, listed
from analysis.paths import Project, project
from analysis.publish.shown import Shown
from analysis.publish.simulator.inputs import Control
from analysis.study import Study
from analysis.text import N_, translate, translate as _
from analysis.text.numbers import typed

PRICES = {
    "market": N_("At the market rate"),
    "ppp": N_("Local part at buying power"),
    "constant-2025": N_("In prices of 2025"),
}
"""The ways to convert sums, as parameter ``dollars`` has them, with what to call them."""

STYLE = f"<style>\n{Path(__file__).with_name('explorer.css').read_text(encoding='utf-8')}</style>"
"""JupyterLab sets the label of a slider before it, where it has room for two words."""


def explore(study: Study) -> Explorer:
    """Explore a comparison with sliders: numbers and a chart follow, and the settings can be saved as an edition.

    Parameters
    ----------
    study : Study
        Where to begin; its language is that of the controls.

    Returns
    -------
    Explorer
        JupyterLab shows it; without a front end it can be moved from code.

    Examples
    --------
    >>> from analysis import compare
    >>> explorer = explore(compare("article"))
    >>> explorer.sliders["subject_sites"].value = 7  # what moving the slider does
    >>> explorer.study.subject.announced_per_site
    <announced_per_site: 2.85714 EUR bn per site, as of 2025-12-04>
    """
    return Explorer(study)


class Explorer:
    """Controls, numbers and a chart that belong together.

    Parameters
    ----------
    study : Study
        Where to begin.

    Attributes
    ----------
    study : Study
        The comparison as it is set now.
    sliders, fields : dict of str to widget
        For each input that can be moved, by its name: a slider, and the figure it stands at, to be typed.
    edition, dollars, chip, rung, view : Dropdown
        What else can be chosen: the set of figures, whose prices, the chip, the rung that is looked at, the chart.
    name, why : Text
        What to call the edition that is saved, and what it is for.
    """

    def __init__(self, study: Study):
        parameters = study.loaded.parameters
        self.start = Settings.of(study)
        self.study = self.at_first = study
        self.settling, self.moves = False, {}
        ways = {translate(text): dollars for dollars, text in PRICES.items()}
        self.edition = dropdown(_("Edition"), names_of_editions(project().data / "editions"), parameters.edition)
        self.dollars = dropdown(_("Prices"), ways, parameters.dollars)
        self.chip = dropdown(_("Chip"), chips_with_price(study.evidence), parameters.chip)
        self.rung = dropdown(_("Rung"), rungs(study), ALL_RUNGS)
        self.view = dropdown(_("Chart"), {translate(view): view for view in VIEWS}, next(iter(VIEWS)))
        self.reset = widgets.Button(description=_("Back to the start"))
        self.name = widgets.Text(description=_("Name"), placeholder="my-edition")
        self.why = widgets.Text(description=_("Why"), placeholder=_("What if ...?"))
        self.save = widgets.Button(description=_("Save as edition"), button_style="primary")
        self.publish = widgets.Button(description=_("Publish"))
        self.inputs, self.numbers, self.chart = widgets.Accordion(), widgets.HTML(), widgets.HTML()
        self.trouble, self.saved, self.published = widgets.HTML(), widgets.HTML(), widgets.Output()
        self.lay_out_sliders(study)
        self.show()
        self.edition.observe(self.choose_edition, "value")
        for name in CHOICES:
            getattr(self, name).observe(partial(self.choose_treatment, name), "value")
        for chosen in (self.rung, self.view):
            chosen.observe(lambda change: self.show(), "value")
        self.reset.on_click(lambda button: self.begin(self.start))
        self.save.on_click(lambda button: self.write())
        self.publish.on_click(lambda button: self.build())
        self.box = self.together()

    def _repr_mimebundle_(self, **how: Any) -> Any:
        return self.box._repr_mimebundle_(**how) | {"text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<explorer of edition {self.settings.edition}, changed: {self.settings.changes}>"

    def together(self) -> widgets.Box:
        """The parts in their places: controls beside the chart, the numbers under both."""
        parts = {
            "choices": widgets.Box([self.edition, self.dollars, self.chip, self.rung, self.view]),
            "trouble": self.trouble,
            "inputs": widgets.VBox([self.inputs, self.reset]),
            "chart": self.chart,
            "numbers": self.numbers,
            "saving": widgets.Box([self.name, self.why, self.save, self.publish, self.saved, self.published]),
        }
        for name, part in parts.items():
            part.add_class(name)
        box = widgets.Box([widgets.HTML(STYLE), *parts.values()])
        box.add_class("explorer")
        return box

    def lay_out_sliders(self, study: Study) -> None:
        """Make a slider for each input that can be moved, where it stands in a study or where it was moved to."""
        groups = movable(study)
        self.sliders, self.fields = {}, {}
        opened, before = self.inputs.selected_index or 0, self.inputs.children
        self.inputs.children = [widgets.VBox(list(map(self.row, controls))) for controls in groups.values()]
        self.inputs.titles = tuple(groups)
        self.inputs.selected_index = min(opened, len(groups) - 1)
        for box in before:
            close(box)

    def row(self, control: Control) -> widgets.Box:
        """An input: its figure to be typed, as a readout of ipywidgets reads 12 where 12,5 is typed, and a slider."""
        kind, of = (widgets.IntSlider, int) if control.is_whole else (widgets.FloatSlider, float)
        ends = {"min": of(control.least), "max": of(control.most), "step": of(control.step)}
        value = of(self.moves.get(control.name, control.value))
        slider = kind(value=value, **ends, readout=False, continuous_update=False)
        unit = "" if control.quantity.unit in ("ratio", "sites") else f" [{control.quantity.unit}]"
        field = widgets.Text(
            value=typed(exact(slider.value)), description=control.label + unit, continuous_update=False
        )
        slider.observe(lambda change: self.move(control, change["new"]), "value")
        field.observe(lambda change: self.type_in(control, change["new"]), "value")
        self.sliders[control.name], self.fields[control.name] = slider, field
        row = widgets.Box([field, slider])
        row.add_class("moved-here")
        return row

    def type_in(self, control: Control, text: str) -> None:
        """Set an input to what was typed; where it becomes another figure, or stays as it is, that is said."""
        slider, field = self.sliders[control.name], self.fields[control.name]
        if text == typed(exact(slider.value)):
            return
        slider.value, said = control.taken(text, slider.value)
        field.value = typed(exact(slider.value))
        if said:
            self.trouble.value = refused(said)

    def move(self, control: Control, value: float) -> None:
        """Set an input, or back to where it began."""
        value = exact(value)
        self.fields[control.name].value = typed(value)
        self.moves.pop(control.name, None)
        if value != exact(control.value):
            self.moves[control.name] = value
        self.work_out()

    def choose_edition(self, change: dict[str, Any]) -> None:
        """Begin with another edition, without what was changed in the one before."""
        if not self.settling:
            self.begin(Settings(change["new"]))

    def choose_treatment(self, name: str, change: dict[str, Any]) -> None:
        """Convert otherwise, or count in another chip; what was moved stays moved, but for the old chip."""
        if self.settling:
            return
        self.moves = {moved: to for moved, to in self.moves.items() if not moved.startswith(CARRIED.get(name, ()))}
        if self.work_out():
            self.lay_out_sliders(self.treatment.study() if self.moves else self.study)

    @property
    def treatment(self) -> Settings:
        """Where the sliders stand before any is moved: the start, converted and counted as chosen."""
        parameters = self.at_first.loaded.parameters
        chosen = {name: getattr(self, name).value for name in CHOICES}
        return self.start.changed({name: one for name, one in chosen.items() if one != getattr(parameters, name)})

    @property
    def settings(self) -> Settings:
        """What everything is set to now."""
        return self.treatment.changed(self.moves)

    def begin(self, settings: Settings) -> None:
        """Begin anew with settings."""
        with told(self.trouble):
            study = settings.study()
            self.start, self.study, self.at_first, self.moves = settings, study, study, {}
            self.settle({name: getattr(study.loaded.parameters, name) for name in ("edition", *CHOICES)})
            self.show()
            self.lay_out_sliders(study)

    def settle(self, values: dict[str, str]) -> None:
        """Set dropdowns without working anything out; editions that came in the meantime are among the options."""
        self.settling = True
        self.edition.options = names_of_editions(project().data / "editions")
        for name, value in values.items():
            getattr(self, name).value = value
        self.settling = False

    def work_out(self) -> bool:
        """Work out everything at the present settings, or say why that cannot be; gives whether it could."""
        with told(self.trouble):
            self.study = self.settings.study()
            self.show()
            return True
        return False

    def show(self) -> None:
        """Show the numbers, then the chart, which takes longer."""
        self.trouble.value = ""
        self.numbers.value = numbers_html(self.study, self.at_first, self.rung.value)
        self.chart.value = chart_html(self.study, self.view.value, self.rung.value)

    def write(self) -> bool:
        """Write the present settings as an edition, and say where; gives whether that could be done."""
        with told(self.saved):
            path = self.settings.save(self.name.value.strip(), self.why.value)
            self.settle({"edition": self.start.edition})
            said = _("Written: {file}.", file=project().name(path))
            self.saved.value = f"<p>{escape(said)}</p>"
            return True
        return False

    def build(self) -> None:
        """Publish the edition of the name given, which is written first where it is not there, and link its answer."""
        self.published.outputs, name = (), self.name.value.strip()
        if name not in self.edition.options and not self.write():
            return
        with told(self.saved):
            if figures(Settings(name).study()) != figures(self.study):
                other = _("{name} has other figures than the controls now: save them under another name.", name=name)
                raise AnalysisError(other)
            self.publish.disabled = True
            said = _("Its pages are made, which takes half a minute.")
            self.saved.value += f'<p role="status">{escape(said)}</p>'
            try:
                self.published.append_display_data(publish_edition(project(), name))
                self.saved.value = ""
            finally:
                self.publish.disabled = False


@contextmanager
def told(place: widgets.HTML) -> Iterator[None]:
    """Tell in a place why something cannot be done."""
    try:
        yield
    except AnalysisError as error:
        place.value = refused(error)


def dropdown(label: str, options: Any, value: Any) -> widgets.Dropdown:
    """A choice."""
    return widgets.Dropdown(description=label, options=options, value=value)


def close(widget: widgets.Widget) -> None:
    """Close a widget and all that is in it."""
    for child in getattr(widget, "children", ()):
        close(child)
    widget.close()


def exact(value: float) -> float:
    """A figure without what adding up steps leaves at its end: 0.3 for 0.30000000000000004."""
    return type(value)(f"{value:.12g}")


def figures(study: Study) -> dict[str, Any]:
    """All that a study is set to, but for the name of its edition."""
    return study.loaded.parameters.model_dump(exclude={"edition", "title", "why"})


def publish_edition(root: Project, edition: str) -> Shown:
    """Publish an edition in a folder of its own, in a process of its own; a link to its first page.

    Raises
    ------
    AnalysisError
        With what the build says, if it fails.
    """
    out = root.what_ifs / edition
    run = root.call("build", "--edition", edition, "--out", str(out))
    if run.returncode:
        raise AnalysisError(run.stderr.strip())
    first = min((out / edition).glob("[0-9]*.html"))
    return listed([(link(first, root.name(first)), str(first))])


def refused(error: AnalysisError | str) -> str:
    """What is wrong, where it is seen."""
    return f'<p class="refused" role="alert">{escape(str(error))}</p>'
