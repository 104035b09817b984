"""Commands for whoever keeps the project: ``check`` and ``describe``."""

from __future__ import annotations

from analysis.cli.app import app, out, stop_at
from analysis.errors import shown
from analysis.paths import project


@app.command()
def check() -> None:
    """Check the data, the editions, the manifest, the data package and the README; list every fault."""
    from analysis.checking import faults_of_project
    from analysis.edition import names_of_editions
    from analysis.publish.catalogues import missing_in
    from analysis.publish.data_files import left_beside
    from analysis.publish.what_if.inputs import far_from_data
    from analysis.study import study_in
    from analysis.text.catalogue import translated_languages

    _, hidden = left_beside(project().data)
    if hidden:
        out.print(f"Left by systems or editors, neither read nor published: {shown(', '.join(hidden))}")
    stop_at(faults_of_project(project()))
    for name in names_of_editions(project().data / "editions"):
        study = study_in(project(), name)
        for line in far_from_data(study, study.loaded.settings):
            out.print(f"Warning: data/editions/{name}.yml: {line}")
    for lang in translated_languages(project().data):
        for fault in missing_in(project(), lang):
            out.print(f"Warning: {fault}")
    out.print("No faults: tables, words, references, corrections, editions, manifest, data package and README.")


@app.command()
def describe() -> None:
    """Write anew what data and code give: the data package and the README's answer and chart."""
    from analysis.evidence import load
    from analysis.evidence.data_package import write_package
    from analysis.publish.answer import write_answer

    root = project()
    load(root.data)  # what is made from data with faults would spread them
    for path in (write_package(root.data), *write_answer(root)):
        out.print(f"Wrote {root.name(path)}")
