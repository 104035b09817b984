"""The rules for one page: valid, safe, described, complete, linked, translated and light.

Each takes the site and a page, and yields the faults it finds.
"""

import gzip
import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import turbohtml
from tinyhtml5.parser import HTMLParser  # its errors are not part of what tinyhtml5 promises: a test holds them
from turbohtml import conformance

from analysis.errors import nearest
from analysis.text import DEFAULT, languages as known_languages
from built_site import BuiltSite, Page, PageFault, plain, short
from file_rules import fault_of_file

Faults = Iterator[PageFault]

# Markup

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SECTIONING = "article, aside, main, nav, section"  # inside these, header and footer are no landmarks
METAS = {
    'meta[name="viewport"][content*="width=device-width"]': "viewport that follows the width of the device",
    'meta[http-equiv="Content-Security-Policy" i][content*="default-src"]': "Content-Security-Policy with default-src",
}


def valid_html(site: BuiltSite, page: Page) -> Faults:
    """It parses without error, and its elements and attributes are those of the standard."""
    yield from parse_errors(page)
    for found in conformance.check(page.document).errors:
        yield PageFault(page.address, found.line or None, None, f"{found.message} ({found.code})")


def parse_errors(page: Page) -> Faults:
    """What the HTML standard calls a parse error."""
    parser = HTMLParser()
    parser.parse(page.source)
    for (line, _), code, details in parser.errors:
        about = f" ({', '.join(map(str, details.values()))})" if details else ""
        yield PageFault(page.address, line, None, f"is no valid HTML: {code.replace('-', ' ')}{about}")


def outline(site: BuiltSite, page: Page) -> Faults:
    """One ``h1`` and one ``main``, no level of headings left out, landmarks told apart, what the head must say."""
    for tag in ("h1", "main"):
        if (count := len(page.document.select(tag))) != 1:
            yield page.fault(f"has {count} {tag} elements (allowed: one)")
    level = 0
    for heading in page.document.iter_elements(HEADINGS):
        here = HEADINGS.index(heading.tag) + 1
        if here > level + 1:
            after = f"h{level}" if level else "the beginning"
            yield page.fault(f'"{plain(heading.text)}" skips a level after {after} (allowed: h{level + 1})', heading)
        level = here
    for tag in ("header", "nav", "footer"):
        marks = [one for one in page.document.select(tag) if tag == "nav" or one.parent.closest(SECTIONING) is None]
        names = [
            page.text_of(one.attr("aria-labelledby") or "") or plain(one.attr("aria-label") or "") for one in marks
        ]
        for one, name in zip(marks, names, strict=True):
            if len(marks) > 1 and not name:
                yield page.fault(f"is one of {len(marks)} {tag} landmarks and has no name (allowed: aria-label)", one)
            elif Counter(names)[name] > 1:
                yield page.fault(f'"{name}" names {names.count(name)} {tag} landmarks (allowed: a name for each)', one)
    for selector, what in METAS.items():
        if page.document.select_one(selector) is None:
            yield page.fault(f"has no meta element for the {what}")


# Nothing runs but script files

FOREIGN = "iframe, frame, object, embed, base, meta[http-equiv=refresh i]"
STRUCTURED = "application/ld+json"
POLICY = 'meta[http-equiv="Content-Security-Policy" i]'
SOURCE = re.compile(r"'none'|'self'|file:|'sha(256|384|512)-[\w+/=-]+'")
SOURCES = "'none', 'self', file: or the hash of a text"
FETCHED = ("script-src", "style-src", "object-src", "connect-src")
OTHERS = ("base-uri", "form-action")  # these do not follow default-src
GOVERNED = ("script", "style", "link", "base")


def scripts(site: BuiltSite, page: Page) -> Faults:
    """No script, event handler or foreign page in the markup."""
    for script in page.document.select("script:not([src])"):
        if script.attr("type") != STRUCTURED:
            yield page.fault(f'is an inline script (allowed: a file by src, or type="{STRUCTURED}")', script)
            continue
        try:
            json.loads(script.text)
        except ValueError:
            yield page.fault("is no JSON (allowed: JSON-LD)", script)
    for element in page.document.select(FOREIGN):
        yield page.fault("brings in or leads to another page (allowed: links that a reader follows)", element)
    for element in page.document.iter_elements():
        for name in element.attrs:
            if name.startswith("on"):
                yield page.fault(f"has the event handler {name} (allowed: a listener in a script file)", element)


def policy(site: BuiltSite, page: Page) -> Faults:
    """Its policy lets nothing run or load that is no file of the site, and stands before all it governs."""
    meta = page.document.select_one(POLICY)
    if meta is None:
        return  # that is a fault of the outline
    parts = (part.split() for part in (meta.attr("content") or "").split(";") if part.strip())
    directives = {name.lower(): sources for name, *sources in parts}
    for name in (*FETCHED, *OTHERS):
        sources = directives.get(name, directives.get("default-src") if name in FETCHED else None)
        if sources is None:
            yield page.fault(f"its policy says nothing of {name} (allowed: {SOURCES})", meta)
        for source in sources or ():
            if not SOURCE.fullmatch(source):
                yield page.fault(f"its policy has {name} {source} (allowed: {SOURCES})", meta)
    for element in page.document.iter_elements():
        if element == meta:
            break
        if element.tag in GOVERNED:
            yield page.fault("stands before the policy, which does not govern it (allowed: below it)", element)
    for element in page.document.select("[style], style"):
        yield page.fault("has a style of its own, which the policy stops (allowed: a class, or an attribute)", element)


# Alternative text

DECORATION = '[aria-hidden="true"], [role="presentation"], [role="none"]'
NOUNS = "image|picture|photo|figure|chart|graph|graphic|plot|diagram|illustration|map|icon|logo"
NOMS = "photographie|graphique|diagramme|schéma|dessin|carte|icône"
FILLERS = re.compile(
    rf"(?:(?:an?|the|une?|le|la) |l['’])?(?:{NOUNS}|{NOMS})(?: \d+)?"
    r"|(?:no|aucune|sans|pas de) (?:description|alt|text).*"
    r"|description|alt(?:ernative)? text|texte alternatif|untitled|sans titre|placeholder|todo|tbd|n/a"
    r"|\S+\.(?:png|svg|jpe?g|gif|webp)"
)


def alternatives(site: BuiltSite, page: Page) -> Faults:
    """The text that stands for an image says what it shows: more than a filler, and no title over again."""
    for element, kind, text in alternatives_of(page):
        words = comparable(text)
        if not words:
            yield page.fault(f"its {kind} is empty (allowed: what the image shows)", element)
        elif FILLERS.fullmatch(words):
            yield page.fault(f'its {kind} "{text}" says nothing (allowed: what the image shows)', element)
        elif kind != "title" and words in titles_near(page, element):
            yield page.fault(f"its {kind} repeats a title (allowed: what the image shows)", element)


def alternatives_of(page: Page) -> Iterator[tuple[turbohtml.Element, str, str]]:
    """The texts that stand for images, each with its element and kind; pure decoration has none."""
    for element in page.document.select('img, area, input[type="image"], [role="img"]'):
        if element.closest(DECORATION) is not None:
            continue
        for name in ("alt", "aria-label"):
            if element.attr(name) is not None:
                yield element, name, plain(element.attr(name))
        for child in element.select(":scope > title, :scope > desc"):
            yield child, child.tag, plain(child.text)


def titles_near(page: Page, element: turbohtml.Element) -> set[str]:
    """The titles a reader has already met beside an image: of the page, of its figure, of the image itself."""
    figure = element.closest("figure")
    titles = [*page.document.select("head > title, h1"), *(figure.select(".title") if figure is not None else [])]
    return {comparable(title.text) for title in [*titles, *element.parent.select(":scope > title")]}


def comparable(text: str) -> str:
    """A text without case, spare space and the full stop at its end."""
    return plain(text).rstrip(".").casefold()


# Figures

CITED = "figure:not(.embedded)"  # a chart alone in a frame of another site leads to the page that has all this
DOWNLOADS = (".csv", ".svg")
SHORTEST_DESCRIPTION = 40  # characters
PARTS = {  # each holds text
    "figcaption > :is(h2, h3).title": "title (allowed: h3.title in figcaption)",
    "p.subtitle": "subtitle (allowed: p.subtitle)",
    "details table td": "data table (allowed: a table in details)",
    ".cite": "citation (allowed: .cite with text)",
}


def picture(site: BuiltSite, page: Page) -> Faults:
    """A page with figures has a picture to share, which is what it says."""
    shared = page.document.select_one('meta[property="og:image"][content]')
    if shared is None:
        if figure := page.document.select_one(CITED):
            yield page.fault('has no picture to share (allowed: meta[property="og:image"], from lead=True)', figure)
        return
    published = page.document.select_one("link[rel=canonical][href]")
    base = published.attr("href").removesuffix(page.address) if published else ""
    inside = shared.attr("content").removeprefix(base)
    path = site.folder / (inside if base else reference(page, shared, inside).address)
    if wrong := fault_of_file(path) if path.suffix == ".png" else "is no PNG":
        yield page.fault(f"is shared as {shared.attr('content')}, which {wrong}", shared)


def figures(site: BuiltSite, page: Page) -> Faults:
    """Every figure can be read, checked, cited and taken along."""
    for figure in page.document.select(CITED):
        if not (figure.has_class("figure") and figure.attr("id")):
            yield page.fault('is no figure that can be cited (allowed: <figure class="figure" id="...">)', figure)
            continue
        for selector, what in PARTS.items():
            if not any(plain(part.text) for part in figure.select(selector)):
                yield page.fault(f"has no {what}", figure)
        yield from charts(page, figure)
        yield from downloads(site, page, figure)
        if "data-own-data" not in figure.attrs and not figure.select(".sources li"):
            yield page.fault("names no document (allowed: .sources with an li each, or data-own-data)", figure)
        if not any(is_date(time.attr("datetime")) for time in figure.select("time[datetime]")):
            yield page.fault("has no date (allowed: time[datetime] such as 2026-11-22)", figure)
        anchor = f"#{figure.attr('id')}"
        if not any(link.attr("href") == anchor for link in figure.select("a.anchor")):
            yield page.fault(f'has no link to itself (allowed: a.anchor[href="{anchor}"])', figure)


def charts(page: Page, figure: turbohtml.Element) -> Faults:
    """It has a chart with the name and the description that a screen reader reads."""
    found = figure.select("svg[role=img]")
    if not found:
        yield page.fault("has no chart (allowed: svg[role=img])", figure)
    for chart in found:
        named = (chart.attr("aria-labelledby") or "").split()
        for tag, shortest in (("title", 1), ("desc", SHORTEST_DESCRIPTION)):
            texts = [plain(part.text) for part in figure.select(f"svg > {tag}[id]") if part.attr("id") in named]
            if max(map(len, texts), default=0) < shortest:
                said = f'; it says "{short(texts[0])}"' if texts else ""
                message = f"its aria-labelledby names no {tag} of {shortest} or more characters{said}"
                yield page.fault(message, chart)


def downloads(site: BuiltSite, page: Page, figure: turbohtml.Element) -> Faults:
    """It offers a file of each ending, and each is what it says."""
    links = [reference(page, link, link.attr("href")) for link in figure.select("a[download][href]")]
    for ending in DOWNLOADS:
        offered = [link for link in links if link.address.endswith(ending) and not link.scheme]
        if not offered:
            yield page.fault(f"offers no {ending} (allowed: a[download] to a file of the site)", figure)
        for link in offered:
            path = site.folder / link.address
            if path.is_file() and (wrong := fault_of_file(path)):
                yield page.fault(f"offers {link.address}, which {wrong}", link.element)


def is_date(text: str) -> bool:
    """Whether a text is a day, or a day with its time."""
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


# Links

LINKS = ("href", "xlink:href", "action", "formaction", "cite")
LOADS = ("src", "poster", "data", "srcset")
LOADING_ELEMENTS = ("use", "image", "feimage")
LOADING_RELATIONS = {"stylesheet", "icon", "manifest", "preload", "modulepreload"}
OUTSIDE = {"http", "https", "mailto"}
NAMING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "for", "headers", "list")


class Reference(NamedTuple):
    """One address in a page: its element and text, whether the browser fetches it with the page, and its parts.

    The scheme is empty inside the site; a path that leads out of it begins with ``..`` or ``/``.
    """

    element: turbohtml.Element
    text: str
    loads: bool
    scheme: str
    address: str
    fragment: str


def links(site: BuiltSite, page: Page) -> Faults:
    """Every link and anchor leads somewhere, and none leads out of the site's folder by a path."""
    for one in references_of(page):
        if wrong := fault_of_reference(site, one):
            yield page.fault(f'"{one.text}" {wrong}', one.element)
    for name in NAMING:
        for element in page.document.select(f"[{name}]"):
            for missing in sorted(set(element.attr(name).split()) - page.anchors.keys()):
                hint = f' (nearest: "{nearest(missing, page.anchors)}")' if page.anchors else ""
                yield page.fault(f'{name}="{missing}" names no element{hint}', element)


def fault_of_reference(site: BuiltSite, one: Reference) -> str:
    """What is wrong with a reference, empty when it holds."""
    if one.loads and one.scheme not in ("", "data"):
        return "is loaded from elsewhere (allowed: a file of the site)"
    if one.scheme:
        known = one.loads or one.scheme in OUTSIDE
        return "" if known else "is no link to follow (allowed: a relative path, http, https or mailto)"
    if one.address.startswith(("..", "/")):
        return "leaves the folder of the site (allowed: a relative path to a file in it)"
    if not (site.folder / one.address).is_file():
        return f'leads to {one.address}, which is no file of the site (nearest: "{nearest(one.address, site.files)}")'
    target, fragment = site.pages.get(one.address), one.fragment.partition("=")[0]  # what follows is for the script
    if target and fragment not in ("", "top", *target.anchors):
        hint = f' (nearest: "#{nearest(one.fragment, target.anchors)}")' if target.anchors else ""
        return f"leads to #{one.fragment}, which {one.address} does not have{hint}"
    return ""


def references_of(page: Page) -> Iterator[Reference]:
    """Every address in the attributes of a page."""
    for element in page.document.iter_elements():
        for name in (*LINKS, *LOADS):
            text = element.attr(name)
            if text is None or (name == "data" and element.tag != "object"):
                continue
            loads = name in LOADS or loads_its_link(element)
            candidates = (part.split()[0] for part in text.split(",") if part.strip())
            for one in candidates if name == "srcset" else [text]:
                yield reference(page, element, one, loads)


def loads_its_link(element: turbohtml.Element) -> bool:
    """Whether the ``href`` of an element is fetched with the page."""
    relations = (element.attr("rel") or "").lower().split()
    loading = element.tag == "link" and not LOADING_RELATIONS.isdisjoint(relations)
    return loading or element.tag.lower() in LOADING_ELEMENTS


def reference(page: Page, element: turbohtml.Element, text: str, loads: bool = False) -> Reference:
    """Resolve an address against its page."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return Reference(element, text, loads, "malformed", "", "")
    scheme = parts.scheme or ("//" if parts.netloc else "")
    path = unquote(parts.path)
    address = posixpath.normpath(posixpath.join(posixpath.dirname(page.address), path)) if path else page.address
    return Reference(element, text, loads, scheme, address, unquote(parts.fragment))


# Languages

SAME_IN_ALL = '[translate="no"], code, pre, script, style, template'
SPOKEN = ("alt", "aria-label", "placeholder", "title")
MOST_LETTERS, FEWEST_WORDS = 25, 4  # a text of no more letters, or of fewer words, may be a name


def languages(site: BuiltSite, page: Page) -> Faults:
    """It is there in every language, linked with its counterparts, and translated in full."""
    said = page.document.root.attr("lang") or ""
    if said.partition("-")[0] != page.language:
        yield page.fault(f'says lang="{said}" on html (allowed: "{page.language}", as its address says)')
    for language in known_languages().keys() - {page.language}:
        address = page.in_language(language)
        if address not in site.pages:
            yield page.fault(f"has no {known_languages()[language]} version (allowed: a page {address})")
            continue
        for selector in ("link[rel~=alternate]", "a")[: 1 if page.document.select_one("figure.embedded") else 2]:
            leading = page.document.select(f'{selector}[hreflang="{language}"][href]')
            if address not in {reference(page, link, link.attr("href")).address for link in leading}:
                yield page.fault(f'has no {selector}[hreflang="{language}"] to {address}')
    first = site.pages.get(page.in_language(DEFAULT))
    if page.language != DEFAULT and first:
        there = sentences_of(first)
        allowed = 'its translation, or an element with its own lang or translate="no"'
        for text, element in sentences_of(page).items():
            if text in there:
                message = f'"{short(text)}" stands there in {known_languages()[DEFAULT]} too (allowed: {allowed})'
                yield page.fault(message, element)


def sentences_of(page: Page) -> dict[str, turbohtml.Element]:
    """The texts and read-out attributes that a translation changes, each with the first element that says it."""
    sentences: dict[str, turbohtml.Element] = {}
    for node in page.document.descendants:
        if isinstance(node, turbohtml.Text):
            found = [(node.parent, node.data)]
        elif isinstance(node, turbohtml.Element):
            found = [(node, node.attr(name)) for name in SPOKEN if node.attr(name)]
        else:
            continue
        for element, text in found:
            if is_sentence(text) and not (element.closest(SAME_IN_ALL) or element.closest("[lang]:not(html)")):
                sentences.setdefault(plain(text), element)
    return sentences


def is_sentence(text: str) -> bool:
    """Whether a text is long enough to differ between languages."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(words) >= FEWEST_WORDS and sum(map(str.isalpha, text)) > MOST_LETTERS


# Weight

MOST_BYTES = 300_000  # over the wire


def weight(site: BuiltSite, page: Page) -> Faults:
    """It is light, with all it loads."""
    loaded = {one.address for one in references_of(page) if one.loads and not one.scheme}
    paths = [path for address in loaded | {page.address} if (path := site.folder / address).is_file()]
    total = sum(len(gzip.compress(path.read_bytes())) for path in paths)
    if total >= MOST_BYTES:
        of_files = f"weighs {total / 1000:.0f} kB gzipped with the {len(paths) - 1} files it loads"
        yield page.fault(f"{of_files} (allowed: under {MOST_BYTES / 1000:.0f} kB)")


RULES = (outline, scripts, policy, alternatives, picture, figures, links, languages, weight)


def faults_of_pages(site: BuiltSite) -> list[PageFault]:
    """Every fault of every page."""
    return [fault for page in site.pages.values() for rule in (valid_html, *RULES) for fault in rule(site, page)]
