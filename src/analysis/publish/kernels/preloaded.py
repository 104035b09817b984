"""What the warm server holds: imported by it once, and there in every process that it forks."""

import contextlib

import ipykernel.ipkernel
import ipykernel.kernelapp
import papermill
import scipy.stats.qmc
import seaborn

import analysis.charts
import analysis.publish.figure
import analysis.publish.kernels.running
import analysis.publish.writing
import analysis.tables
from analysis.evidence import load
from analysis.languages import LANGUAGES
from analysis.languages.catalogues import catalogue
from analysis.paths import project

__all__ = ["analysis", "ipykernel", "papermill", "scipy", "seaborn"]

with contextlib.suppress(Exception):  # whoever asks for the data is told what is wrong with them
    load(project().data)
    for lang in LANGUAGES:
        catalogue(lang)
