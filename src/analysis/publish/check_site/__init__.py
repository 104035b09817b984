"""Hold a published site to its rules: valid, safe, accessible, complete, offline, light, in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from analysis.errors import Fault
from analysis.publish.check_site import (
    alternatives,
    browser,
    figures,
    languages,
    links,
    machine,
    markup,
    policy,
    scripts,
    weight,
)
from analysis.publish.check_site.chromium import chromium
from analysis.publish.check_site.pages import Page, Site, read_site
from analysis.publish.check_site.serving import on_disk, on_server

RULES = (markup, policy, scripts, alternatives, figures, links, languages, weight)  # those that need no browser

__all__ = ["check_site", "faults_of_pages", "faults_of_site", "read_site"]


def check_site(folder: Path, served: bool = False, only: str = "") -> list[Fault]:
    """List every fault of a built site.

    Parameters
    ----------
    folder : Path
        The site.
    served : bool, optional
        Whether the browser gets the pages from a web server on this machine, rather than from disk.
    only : str, optional
        Pattern of the pages to check, such as ``fr/*``.

    Raises
    ------
    CallError
        If there is no such page, or no browser.
    """
    return faults_of_site(read_site(folder, only), served)


def faults_of_site(
    site: Site, served: bool = False, progress: Callable[[list[Page]], Iterable[Page]] = iter
) -> list[Fault]:
    """List every fault of a site, those that need a browser last."""
    with chromium() as started, (on_server if served else on_disk)(site.folder) as base:
        return [*faults_of_pages(site), *browser.faults(site, started, base, progress)]


def faults_of_pages(site: Site) -> list[Fault]:
    """List the faults that need no browser."""
    of_pages = [fault for page in site.chosen for rule in RULES for fault in rule.faults(site, page)]
    return [*of_pages, *machine.faults(site)]
