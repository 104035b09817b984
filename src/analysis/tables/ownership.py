"""Moved to :mod:`analysis.pages.ownership`; whoever merges deletes this."""

# ruff: noqa: F401 (these names are for others)

from analysis.pages.ownership import checked as consortia_checked
from analysis.pages.ownership import of_call
from analysis.pages.ownership import owned as ownership
from analysis.pages.ownership import values as majorities
from analysis.pages.ownership import values as said_and_law
from analysis.pages.sites import in_service
