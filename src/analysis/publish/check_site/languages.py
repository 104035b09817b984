"""Rule: every page is there in every language, linked with its counterparts, and translated in full."""

from __future__ import annotations

from collections.abc import Iterator

import turbohtml

from analysis.publish.check_site.pages import FIRST, LANGUAGES, Page, PageFault, Site, plain, short
from analysis.publish.check_site.references import reference

SAME_IN_ALL = '[translate="no"], code, pre, script, style, template'
SPOKEN = ("alt", "aria-label", "placeholder", "title")
MOST_LETTERS, FEWEST_WORDS = 25, 4  # a text of no more letters, or of fewer words, may be a name


def faults(site: Site, page: Page) -> Iterator[PageFault]:
    """Find what a page lacks beside its counterparts."""
    said = page.document.root.attr("lang") or ""
    if said.partition("-")[0] != page.language:
        yield page.fault(f'says lang="{said}" on html (allowed: "{page.language}", as its address says)')
    for language in LANGUAGES:
        if language == page.language:
            continue
        address = page.in_language(language)
        if address not in site.pages:
            yield page.fault(f"has no {LANGUAGES[language]} version (allowed: a page {address})")
            continue
        for selector in ("link[rel~=alternate]", "a"):
            links = page.document.select(f'{selector}[hreflang="{language}"][href]')
            if address not in {reference(page, link, link.attr("href")).address for link in links}:
                yield page.fault(f'has no {selector}[hreflang="{language}"] to {address}')
    if page.language != FIRST and (counterpart := site.pages.get(page.in_language(FIRST))):
        yield from faults_of_translation(page, counterpart)


def faults_of_translation(page: Page, counterpart: Page) -> Iterator[PageFault]:
    """Find sentences that are the same in two languages."""
    here, there = sentences_of(page), sentences_of(counterpart)
    for text in here:
        if text in there:
            yield page.fault(
                f'"{short(text)}" stands there in {LANGUAGES[FIRST]} too '
                '(allowed: its translation, or an element with its own lang or translate="no")',
                here[text],
            )


def sentences_of(page: Page) -> dict[str, turbohtml.Element]:
    """The texts of a page that a translation changes, each with the first element that says it.

    These are text nodes, and attributes that are read out.
    """
    sentences: dict[str, turbohtml.Element] = {}
    for node in page.document.descendants:
        if isinstance(node, turbohtml.Text):
            found = [(node.parent, node.data)]
        elif isinstance(node, turbohtml.Element):
            found = [(node, node.attr(name)) for name in SPOKEN if node.attr(name)]
        else:
            continue
        for element, text in found:
            if is_sentence(text) and is_translated(element):
                sentences.setdefault(plain(text), element)
    return sentences


def is_sentence(text: str) -> bool:
    """Whether a text is long enough to differ between languages.

    Examples
    --------
    >>> is_sentence("Make this page yourself from the data"), is_sentence("Stargate Advanced Computing Initiative")
    (True, True)
    >>> is_sentence("SoftBank, OpenAI, Oracle"), is_sentence("58.9 (33.6 to 94)")
    (False, False)
    """
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(words) >= FEWEST_WORDS and sum(map(str.isalpha, text)) > MOST_LETTERS


def is_translated(element: turbohtml.Element) -> bool:
    """Whether the text of an element follows the language of its page."""
    return element.closest(SAME_IN_ALL) is None and element.closest("[lang]:not(html)") is None
