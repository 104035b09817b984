"""The explorer: controls over the inputs of the model, the numbers and a chart beside them, and a button that saves."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from analysis.edition import names_of_editions
from analysis.edition.loading import CARRIED, chips_with_price
from analysis.edition.parameters import IN_CHANGES
from analysis.errors import AnalysisError
from analysis.lab.results import chart_html, numbers_html, rungs, views
from analysis.lab.settings import Settings, movable
from analysis.lab.tour import link, listed
from analysis.paths import Project, project
from analysis.publish.shown import Shown
from analysis.publish.what_if.inputs import Control
from analysis.study import Study
from analysis.text import N_, translate
from analysis.text import translate as _
from analysis.wording import typed

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
        self.start = Settings.of(study)
        self.study = self.at_first = study
        self.settling = False
        self.moves: dict[str, Any] = {}
        self.edition = self.dropdown(_("Edition"), names_of_editions(project().data / "editions"), self.start.edition)
        ways = {translate(text): dollars for dollars, text in PRICES.items()}
        self.dollars = self.dropdown(_("Prices"), ways, study.loaded.parameters.dollars)
        self.chip = self.dropdown(_("Chip"), chips_with_price(study.evidence), study.loaded.parameters.chip)
        self.rung = self.dropdown(_("Rung"), rungs(study))
        self.view = self.dropdown(_("Chart"), list(views()))
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
        for name in IN_CHANGES:
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

    def dropdown(self, label: str, options: Any, value: Any = None) -> widgets.Dropdown:
        """A choice, with the first option chosen where no other is named."""
        layout = widgets.Layout(width="auto", min_width="17em", flex="1 1 17em")
        found = widgets.Dropdown(description=label, options=options, layout=layout, style={"description_width": "5em"})
        if value is not None:
            found.value = value
        return found

    def together(self) -> widgets.Box:
        """The parts in their places: controls beside the chart, the numbers under both."""
        wrapped = widgets.Layout(flex_flow="row wrap")
        choices = widgets.Box([self.edition, self.dollars, self.chip, self.rung, self.view], layout=wrapped)
        left = widgets.VBox([self.inputs, self.reset], layout=widgets.Layout(flex="1 1 18em", min_width="0"))
        right = widgets.VBox([self.chart], layout=widgets.Layout(flex="2 1 24em", min_width="0"))
        beside = widgets.Box([left, right], layout=wrapped)
        saving = widgets.Box([self.name, self.why, self.save, self.publish], layout=wrapped)
        parts = [choices, self.trouble, beside, self.numbers, saving, self.saved, self.published]
        box = widgets.VBox([widgets.HTML(STYLE), *parts])
        box.add_class("explorer")
        return box

    def lay_out_sliders(self, study: Study) -> None:
        """Make a slider for each input that can be moved, where it stands in a study or where it was moved to."""
        groups = movable(study)
        moved = [control for controls in groups.values() for control in controls]
        self.sliders = {control.name: self.slider(control) for control in moved}
        self.fields = {control.name: self.field(control) for control in moved}
        rows = {name: widgets.Box([self.fields[name], slider]) for name, slider in self.sliders.items()}
        for row in rows.values():
            row.add_class("moved-here")
        boxes = [widgets.VBox([rows[control.name] for control in controls]) for controls in groups.values()]
        opened, before = self.inputs.selected_index or 0, self.inputs.children
        self.inputs.children, self.inputs.titles = boxes, tuple(groups)
        for box in before:
            for row in box.children:
                for widget in (*row.children, row):
                    widget.close()
            box.close()
        self.inputs.selected_index = min(opened, len(boxes) - 1)

    def slider(self, control: Control) -> widgets.Widget:
        """A slider for one input."""
        kind, of = (widgets.IntSlider, int) if control.is_whole else (widgets.FloatSlider, float)
        found = kind(
            value=of(self.moves.get(control.name, control.value)),
            min=of(control.least),
            max=of(control.most),
            step=of(control.step),
            readout=False,
            continuous_update=False,
        )
        found.observe(lambda change: self.move(control, change["new"]), "value")
        return found

    def field(self, control: Control) -> widgets.Text:
        """The figure that a slider stands at, to be typed; a readout of ipywidgets reads 12 where 12,5 is typed."""
        unit = "" if control.quantity.unit in ("ratio", "sites") else f" [{control.quantity.unit}]"
        found = widgets.Text(
            value=typed(exact(self.sliders[control.name].value)),
            description=control.label + unit,
            description_allow_html=False,
            continuous_update=False,
        )
        found.observe(lambda change: self.type_in(control, change["new"]), "value")
        return found

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
        carried = CARRIED.get(name, ())
        self.moves = {moved: value for moved, value in self.moves.items() if not moved.startswith(carried)}
        if self.work_out():
            self.lay_out_sliders(self.treatment.study() if self.moves else self.study)

    @property
    def treatment(self) -> Settings:
        """Where the sliders stand before any is moved: the start, converted and counted as chosen."""
        parameters = self.at_first.loaded.parameters
        chosen = {name: getattr(self, name).value for name in IN_CHANGES}
        return self.start.changed({name: one for name, one in chosen.items() if one != getattr(parameters, name)})

    @property
    def settings(self) -> Settings:
        """What everything is set to now."""
        return self.treatment.changed(self.moves)

    def begin(self, settings: Settings) -> None:
        """Begin anew with settings."""
        try:
            study = settings.study()
        except AnalysisError as error:
            self.trouble.value = refused(error)
            return
        self.start, self.study, self.at_first, self.moves = settings, study, study, {}
        self.settle({name: getattr(study.loaded.parameters, name) for name in ("edition", *IN_CHANGES)})
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
        try:
            self.study = self.settings.study()
        except AnalysisError as error:
            self.trouble.value = refused(error)
            return False
        self.show()
        return True

    def show(self) -> None:
        """Show the numbers, then the chart, which takes longer."""
        self.trouble.value = ""
        self.numbers.value = numbers_html(self.study, self.at_first, self.rung.value)
        self.chart.value = chart_html(self.study, self.view.value, self.rung.value)

    def write(self) -> bool:
        """Write the present settings as an edition, and say where; gives whether that could be done."""
        try:
            path = self.settings.save(self.name.value.strip(), self.why.value)
        except AnalysisError as error:
            self.saved.value = refused(error)
            return False
        self.settle({"edition": self.start.edition})
        said = _("Written: {file}.", file=project().name(path))
        self.saved.value = f"<p>{escape(said)}</p>"
        return True

    def build(self) -> None:
        """Publish the edition of the name given, which is written first where it is not there, and link its answer."""
        self.published.outputs, name = (), self.name.value.strip()
        if name not in self.edition.options and not self.write():
            return
        if figures(Settings(name).study()) != figures(self.study):
            other = _("{name} has other figures than the controls now: save them under another name.", name=name)
            self.saved.value = refused(other)
            return
        self.publish.disabled = True
        said = _("Its pages are made, which takes half a minute.")
        self.saved.value += f'<p role="status">{escape(said)}</p>'
        try:
            self.published.append_display_data(publish_edition(project(), name))
            self.saved.value = ""
        except AnalysisError as error:
            self.saved.value = refused(error)
        finally:
            self.publish.disabled = False


def exact(value: float) -> float:
    """A figure without what adding up steps leaves at its end: 0.3 for 0.30000000000000004."""
    return type(value)(f"{value:.12g}")


def figures(study: Study) -> dict[str, Any]:
    """All that a study is set to, but for the name of its edition."""
    return study.loaded.parameters.model_dump(exclude={"edition", "why"})


def publish_edition(root: Project, edition: str) -> Shown:
    """Publish an edition in a folder of its own, in a process of its own; a link to its first page.

    Raises
    ------
    AnalysisError
        With what the build says, if it fails.
    """
    out = root.what_ifs / edition
    command = [sys.executable, "-m", "analysis", "build", "--edition", edition, "--out", str(out)]
    environment = os.environ | {"ANALYSIS_ROOT": str(root.root)}
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root.root, env=environment)
    if run.returncode:
        raise AnalysisError(run.stderr.strip())
    first = min((out / edition).glob("[0-9]*.html"))
    return listed([(link(first, root.name(first)), str(first))])


def refused(error: AnalysisError | str) -> str:
    """What is wrong, where it is seen."""
    return f'<p class="refused" role="alert">{escape(str(error))}</p>'
