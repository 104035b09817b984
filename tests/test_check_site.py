"""The rules for a published site: a small good site has no fault, and each way to break it is told."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from string import Template
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser

from analysis.errors import AnalysisError, CallError, Fault
from analysis.publish.check_site import browser, faults_of_pages, read_site
from analysis.publish.check_site.markup import parse_errors
from analysis.publish.check_site.pages import Page
from analysis.publish.check_site.serving import on_disk, on_server
from conftest import ROOT, run_analysis

PAGE = Template("""<!doctype html>
<html lang="$lang">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file:;
 base-uri 'none'; form-action 'none'">
<title>$heading | $site</title>
<link rel="stylesheet" href="${root}style.css">
<link rel="alternate" hreflang="$other" href="$counterpart">
<script src="${root}page.js" defer></script>
<script type="application/ld+json">{"@type": "Dataset"}</script>
</head>
<body>
<header>
<nav aria-label="$pages"><a href="${home}index.html">$site</a> <a href="${home}sources.html#one">$sources</a></nav>
<nav aria-label="$languages"><a hreflang="$other" href="$counterpart" lang="$other">$their_name</a></nav>
</header>
<main id="content">
<h1>$heading</h1>
$body
</main>
<footer><p>$footer</p></footer>
</body>
</html>
""")
FIGURE = Template("""<h2>$part</h2>
<figure class="figure" id="ladder">
<figcaption><h3 class="title">$finding</h3>
<p class="subtitle">$statistic</p></figcaption>
<svg role="img" aria-labelledby="ladder-title ladder-desc" viewBox="0 0 100 20" width="300">
<title id="ladder-title">$finding</title>
<desc id="ladder-desc">$description</desc>
<rect width="80" height="8"></rect>
</svg>
<details><summary>$table</summary>
<table><tr><th scope="col">$programme</th></tr><tr><td>Stargate</td></tr></table></details>
<details class="sources"><summary>$sources</summary>
<ol><li><a href="https://example.org/stargate" lang="en">Announcing a project that builds data centres</a></li></ol>
</details>
<p><a download href="${root}files/ladder.csv">CSV</a> <a download href="${root}files/ladder.svg">SVG</a>
<a download href="${root}files/ladder.png">PNG</a></p>
<p class="cite">$cite <time datetime="2026-11-22">$day</time> <a class="anchor" href="#ladder">$link</a></p>
</figure>""")
SOURCES = Template(
    '<h2 id="one">$sources</h2>\n<p>$documents <img src="${root}files/ladder.svg" alt="$description"></p>'
)
WORDS = {
    "en": {
        "lang": "en",
        "site": "Programmes compared",
        "pages": "Pages",
        "sources": "Sources",
        "languages": "Languages",
        "their_name": "Français",
        "footer": "Make this page yourself from the data of the project.",
        "part": "The ladder",
        "finding": "Stargate announced fourteen times as much",
        "statistic": "Money announced, in billions of dollars",
        "description": "Bars for both programmes: Stargate 500, the gigafactories 35 billion dollars.",
        "table": "Data",
        "programme": "Programme",
        "cite": "Cite as: Programmes compared,",
        "day": "22 November 2026",
        "link": "Link to this figure",
        "documents": "The documents behind every figure, with their dates.",
    },
    "fr": {
        "lang": "fr",
        "site": "Programmes comparés",
        "pages": "Pages du site",
        "sources": "Documents",
        "languages": "Langues",
        "their_name": "English",
        "footer": "Refaites cette page vous-même à partir des données du projet.",
        "part": "L'échelle",
        "finding": "Stargate a annoncé quatorze fois plus",
        "statistic": "Sommes annoncées, en milliards de dollars",
        "description": "Barres des deux programmes : Stargate 500, les gigafabriques 35 milliards de dollars.",
        "table": "Données",
        "programme": "Programme",
        "cite": "À citer : Programmes comparés,",
        "day": "22 novembre 2026",
        "link": "Lien vers cette figure",
        "documents": "Les documents derrière chaque figure, avec leurs dates.",
    },
}
HEADINGS = {
    "index.html": {"en": "Start", "fr": "Accueil"},
    "latest/00-answer.html": {"en": "How far apart?", "fr": "Quel écart ?"},
    "sources.html": {"en": "The sources", "fr": "Les sources"},
}
STYLE = """body { color: #111; background: #fff; margin: 0; }
a { color: #00c; display: inline-block; min-height: 24px; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #111; } a { color: #9cf; } }
"""


def write_site(folder: Path) -> Path:
    """Write a small site without a fault, in two languages."""
    (folder / "files").mkdir(parents=True)
    (folder / "style.css").write_text(STYLE)
    (folder / "page.js").write_text("document.documentElement.dataset.ready = 'yes';\n")
    (folder / "files/ladder.csv").write_text("programme,announced\nStargate,500\n")
    (folder / "files/ladder.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>\n')
    Image.new("RGB", (8, 8)).save(folder / "files/ladder.png")
    for name, headings in HEADINGS.items():
        depth = "../" * name.count("/")
        for lang, other in (("en", "fr"), ("fr", "en")):
            root = depth + ("../" if lang == "fr" else "")
            counterpart = f"{depth}fr/{name}" if lang == "en" else f"{root}{name}"
            values = WORDS[lang] | {"root": root, "home": depth, "counterpart": counterpart, "other": other}
            body = {"sources.html": SOURCES, "latest/00-answer.html": FIGURE}.get(name, Template("<p>$documents</p>"))
            page = folder / ("fr" if lang == "fr" else "") / name
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(
                PAGE.substitute(values, heading=headings[lang], body=body.substitute(values)), encoding="utf-8"
            )
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small good site that a test may break."""
    return write_site(tmp_path / "site")


def change(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(faults: list[Fault], page: str, element: str | None, words: str) -> bool:
    """Whether a fault stands at an element of a page and says some words."""
    return any((fault.file, fault.column) == (page, element) and words in fault.message for fault in faults)


def test_a_good_site_has_no_fault(site: Path):
    assert faults_of_pages(read_site(site)) == []


INDEX, ANSWER, SOURCE_PAGE = HEADINGS
EN, FR = WORDS["en"], WORDS["fr"]
LINK, ALT, DESC = "sources.html#one", f'alt="{EN["description"]}"', f">{EN['description']}<"
FOOTER = f"<p>{EN['footer']}</p>"
NOT_TO_FOLLOW = "is no link to follow (allowed: a relative path, http, https or mailto)"
BROKEN = {  # in a file: what stands there, what is put in its place, the element of the fault, its words
    INDEX: [
        # valid HTML with a sound outline
        ("<!doctype html>", "", None, "is no valid HTML: expected doctype but got start tag (html)"),
        (FOOTER, "<div>", None, "is no valid HTML: end tag too early"),
        (FOOTER, "<b><i>a</b></i>", None, "is no valid HTML: adoption agency"),
        (FOOTER, "<table><p>a</p></table>", None, "is no valid HTML: unexpected start tag implies table voodoo (p)"),
        (FOOTER, '<p id="a" id="b">a</p>', None, "is no valid HTML: duplicate attribute"),
        (FOOTER, "<p>a &foo; b</p>", None, "is no valid HTML: expected named entity"),
        (FOOTER, "<center>a</center>", None, "the center element is obsolete"),
        (FOOTER, '<p id="content">a</p>', None, "id content is used more than once"),
        ("Start | Programmes compared", "", None, "no non-empty title element"),
        ("<h1>Start</h1>", "<p>Start</p>", None, "has 0 h1 elements (allowed: one)"),
        (FOOTER, "<h1>Again</h1>", None, "has 2 h1 elements (allowed: one)"),
        (FOOTER, "<h3>Deep</h3>", "h3", '"Deep" skips a level after h1 (allowed: h2)'),
        ("<h1>Start</h1>", "<h2>Start</h2>", "#content h2", "skips a level after the beginning (allowed: h1)"),
        (FOOTER, "<main>x</main>", None, "has 2 main elements (allowed: one)"),
        (' aria-label="Languages"', "", "nav", "is one of 2 nav landmarks and has no name"),
        ('"Languages"', '"Pages"', "nav", '"Pages" names 2 nav landmarks'),
        (FOOTER, "</footer><footer>", "footer", "is one of 2 footer landmarks"),
        ('name="viewport"', 'name="other"', None, "has no meta element for the viewport"),
        ("Content-Security-Policy", "Other", None, "has no meta element for the Content-Security-Policy"),
        # nothing run from markup
        (FOOTER, "<script>a()</script>", "script", "is an inline script (allowed: a file by src"),
        ('{"@type"', "{@type", "script", "is no JSON"),
        (FOOTER, '<p onclick="a()">a</p>', "p", "has the event handler onclick"),
        (FOOTER, "<p ONLOAD=a>a</p>", "p", "has the event handler onload"),
        (FOOTER, '<iframe src="index.html" title="a"></iframe>', "iframe", "brings in or leads to another page"),
        (
            '<meta charset="utf-8">',
            '<meta charset="utf-8"><meta http-equiv="refresh" content="9">',
            "meta",
            "leads to an",
        ),
        # the policy
        (
            "script-src 'self'",
            "script-src 'unsafe-inline'",
            "meta",
            "has script-src 'unsafe-inline' (allowed: 'none', ",
        ),
        ("style-src 'self'", "style-src *", "meta", "its policy has style-src * (allowed: "),
        ("default-src 'none'; ", "", "meta", "its policy says nothing of object-src"),
        ("base-uri 'none'", "sandbox", "meta", "its policy says nothing of base-uri"),
        (
            '<meta charset="utf-8">',
            '<meta charset="utf-8"><script src="page.js"></script>',
            "script",
            "before the policy",
        ),
        (FOOTER, '<p style="color: red">a</p>', "p", "has a style of its own, which the policy stops"),
        # links
        (LINK, "source.html", "a", 'leads to source.html, which is no file of the site (nearest: "sources.html")'),
        (LINK, "sources.html#on", "a", 'leads to #on, which sources.html does not have (nearest: "#one")'),
        (LINK, "../other.html", "a", "leaves the folder of the site"),
        (LINK, "/sources.html", "a", "leaves the folder of the site"),
        (LINK, "latest/", "a", "leads to latest, which is no file of the site"),
        (LINK, "javascript:a()", "a", NOT_TO_FOLLOW),
        (LINK, "java&#10;script:a()", "a", NOT_TO_FOLLOW),
        (LINK, "file:///etc", "a", NOT_TO_FOLLOW),
        (LINK, "//example.org/x", "a", NOT_TO_FOLLOW),
        (LINK, "http://[", "a", NOT_TO_FOLLOW),
        ("style.css", "https://example.org/a.css", "link", "is loaded from elsewhere"),
        ("style.css", "gone.css", "link", "leads to gone.css, which is no file"),
        ("<h1>", '<h1 aria-describedby="contend">', "#content h1", 'names no element (nearest: "content"'),
        (FOOTER, '<label for="no">a</label>', "label", 'for="no" names no element'),
        # languages
        ('lang="en"', 'lang="fr"', None, 'says lang="fr" on html (allowed: "en"'),
        ('rel="alternate"', 'rel="other"', None, 'has no link[rel~=alternate][hreflang="fr"] to fr/index.html'),
        ('<a hreflang="fr"', "<a", None, 'has no a[hreflang="fr"] to fr/index.html'),
    ],
    SOURCE_PAGE: [
        # alternative text
        (ALT, 'alt=""', "#content img", "its alt is empty"),
        (ALT, 'alt="Image"', "#content img", 'its alt "Image" says nothing'),
        (ALT, 'alt="ladder.svg"', "#content img", "says nothing"),
        (ALT, 'alt="No description has been provided for this image"', "#content img", "says nothing"),
        (ALT, 'alt="The  sources."', "#content img", "its alt repeats a title"),
        (ALT, "", None, "img element has no alt attribute"),
        ("files/ladder.svg", "files/gone.svg", "#content img", "leads to files/gone.svg, which is no file"),
    ],
    ANSWER: [
        (DESC, f">{EN['finding']}<", "#ladder-desc", "its desc repeats a title"),
        (DESC, "><", "#ladder-desc", "its desc is empty"),
        (f'"ladder-title">{EN["finding"]}', '"ladder-title">chart 2', "#ladder-title", '"chart 2" says nothing'),
        # figures
        (' id="ladder"', "", "#content figure", "is no figure that can be cited"),
        ('class="figure"', "", "#ladder", "is no figure that can be cited"),
        ('<h3 class="title">', "<h3>", "#ladder", "has no title"),
        ('class="subtitle"', "", "#ladder", "has no subtitle"),
        ("<td>Stargate</td>", "<td></td>", "#ladder", "has no data table"),
        ('class="cite"', "", "#ladder", "has no citation"),
        ('role="img"', 'aria-hidden="true"', "#ladder", "has no chart"),
        ("ladder-title ladder-desc", "ladder-title", "#ladder svg", "names no desc of 40 or more characters"),
        ("ladder-title ladder-desc", "ladder-desc", "#ladder svg", "names no title of 1 or more characters"),
        (DESC, ">Bars for both.<", "#ladder svg", '40 or more characters in it; it says "Bars for both."'),
        ("files/ladder.csv", "files/ladder.svg", "#ladder", "offers no .csv"),
        ("<a download href", "<a href", "#ladder", "offers no .csv"),
        ("../files/ladder.csv", "https://example.org/ladder.csv", "#ladder", "offers no .csv"),
        ('class="sources"', "", "#ladder", "names no document"),
        ('datetime="2026-11-22"', 'datetime="22 November"', "#ladder", "has no date"),
        ('href="#ladder"', 'href="#content"', "#ladder", "has no link to itself"),
    ],
    f"fr/{INDEX}": [
        (' lang="fr"', "", None, 'says lang="" on html (allowed: "fr"'),
        (
            FR["footer"],
            EN["footer"],
            "p",
            '"Make this page yourself from the data of the project." stands there in Eng',
        ),
    ],
    f"fr/{ANSWER}": [
        (FR["description"], EN["description"], "#ladder-desc", "stands there in English too"),
        ("../../latest/00", "../../latest/01", None, 'hreflang="en"] to latest/00-answer.html'),
    ],
    f"fr/{SOURCE_PAGE}": [(FR["description"], EN["description"], "#content img", "stands there in English too")],
}


@pytest.mark.parametrize(
    ("page", "old", "new", "element", "words"), [(page, *case) for page, cases in BROKEN.items() for case in cases]
)
def test_what_is_broken_is_told_with_its_place(site: Path, page, old, new, element, words):
    change(site / page, old, new)
    faults = faults_of_pages(read_site(site))
    assert told(faults, page, element, words), "\n".join(map(str, faults))


SOUND = {
    INDEX: [
        (LINK, "https://example.org/x"),
        (LINK, "sources.html?from=index#top"),
        (LINK, "%73ources.html#%6Fne"),
        (FOOTER, "<section><h2>A part</h2><footer>a</footer></section>"),
    ],
    SOURCE_PAGE: [(ALT, 'alt="" role="presentation"')],
    f"fr/{INDEX}": [
        (FR["footer"], f'<span lang="en">{EN["footer"]}</span>'),
        (FR["footer"], f'<span translate="no">{EN["footer"]}</span>'),
        (FR["footer"], f"<code>{EN['footer']}</code>"),
    ],
}


@pytest.mark.parametrize(("page", "old", "new"), [(page, *case) for page, cases in SOUND.items() for case in cases])
def test_what_is_allowed_is_no_fault(site: Path, page, old, new):
    change(site / page, old, new)
    assert faults_of_pages(read_site(site)) == []


def test_a_sentence_left_in_english_is_told_once(site: Path):
    twice = f'<span aria-label="{EN["footer"]}">{EN["footer"]}</span>'
    change(site / f"fr/{INDEX}", FR["footer"], twice)
    assert [fault.column for fault in faults_of_pages(read_site(site))] == ["span"]


def test_a_long_name_is_the_same_in_all_languages(site: Path):
    for page, words in ((INDEX, EN), (f"fr/{INDEX}", FR)):
        change(site / page, words["footer"], "Advanced Computing Infrastructure")
    assert faults_of_pages(read_site(site)) == []


def test_a_figure_of_own_data_needs_no_document(site: Path):
    change(site / ANSWER, 'class="sources"', "")
    change(site / ANSWER, '<figure class="figure"', '<figure class="figure" data-own-data')
    assert faults_of_pages(read_site(site)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("files/ladder.csv", "Stargate,500\n", "", "files/ladder.csv, which holds no row below its header"),
        ("files/ladder.csv", "Stargate,500", "Stargate", "files/ladder.csv, which has rows of different length"),
        ("files/ladder.svg", "</svg>", "", "files/ladder.svg, which cannot be read (no element found"),
        ("files/ladder.svg", "2000/svg", "2000/other", "files/ladder.svg, which is no SVG"),
        ("files/ladder.svg", "</svg>", "<script>a()</script></svg>", "files/ladder.svg, which has script, which could"),
        ("files/ladder.svg", "<svg", '<svg onload="a()"', "files/ladder.svg, which has onload, which could run"),
    ],
)
def test_a_download_that_is_not_what_it_says_is_told(site: Path, file, old, new, words):
    change(site / file, old, new)
    assert told(faults_of_pages(read_site(site)), ANSWER, "#ladder a", words)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_a_picture_that_is_none_is_told(site: Path, content):
    (site / "files/ladder.png").write_bytes(content)
    assert told(faults_of_pages(read_site(site)), ANSWER, "#ladder a", "files/ladder.png, which")


def test_a_picture_cut_short_is_told(site: Path):
    Image.frombytes("L", (64, 64), random.Random(1).randbytes(64 * 64)).save(site / "files/ladder.png")
    whole = (site / "files/ladder.png").read_bytes()
    assert faults_of_pages(read_site(site)) == []
    (site / "files/ladder.png").write_bytes(whole[: len(whole) // 2])
    assert told(faults_of_pages(read_site(site)), ANSWER, "#ladder a", "files/ladder.png, which cannot be read")


def test_traces_of_a_machine_are_told_wherever_they_stand(site: Path):
    packed, said = PngInfo(), "/Users/somebody/stargate"
    packed.add_itxt("Source", said, zip=True)
    Image.new("RGB", (8, 8)).save(site / "files/ladder.png", pnginfo=packed)
    with ZipFile(site / "data.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("data/facts.csv", "fact,note\na,read from C:\\Users\\somebody\\facts.csv\n" * 9)
    (site / "files/ladder.csv").write_text(f"programme,announced\nStargate,{Path.home()}/x\n")
    (site / "page.js").write_text("// https://example.org/home/page, or about/root/x: no places of a machine\n")
    assert [(fault.file, fault.row, fault.message.partition(":")[0]) for fault in faults_of_pages(read_site(site))] == [
        ("data.zip", None, "tells of the machine it was made on in data/facts.csv"),
        ("files/ladder.csv", 2, "tells of the machine it was made on"),
        ("files/ladder.png", None, "tells of the machine it was made on in its words"),
    ]


@pytest.mark.parametrize(("gone", "there"), [(INDEX, f"fr/{INDEX}"), (f"fr/{ANSWER}", ANSWER)])
def test_a_page_in_one_language_only_is_told(site: Path, gone, there):
    (site / gone).unlink()
    assert told(faults_of_pages(read_site(site)), there, None, f"version (allowed: a page {gone})")


def test_a_heavy_page_is_told_with_all_it_loads(site: Path):
    (site / "page.js").write_text(f"// {random.Random(1).randbytes(300_000).hex()}\n")
    faults = faults_of_pages(read_site(site, INDEX))
    assert told(faults, INDEX, None, "kB gzipped with the 2 files it loads (allowed: under 300 kB)")


def test_tinyhtml5_still_lists_parse_errors(tmp_path: Path):
    (tmp_path / "page.html").write_text("<!doctype html>\n<title>x</title>\n<table><p>in a table</table></b>\n")
    lines = {fault.row for fault in parse_errors(Page("page.html", tmp_path / "page.html"))}
    assert lines == {3}


def test_only_checks_what_fits_but_follows_links_to_all(site: Path):
    change(site / INDEX, "<h1>Start</h1>", "")
    assert faults_of_pages(read_site(site, "fr/*")) == []
    assert len(read_site(site, "fr/*").chosen) == 3


def test_a_call_without_pages_is_refused(site: Path, tmp_path: Path):
    with pytest.raises(CallError, match=r"--only it/\*: fits no page of .* \(allowed: a pattern such as fr/index.html"):
        read_site(site, "it/*")
    with pytest.raises(CallError, match="holds no page"):
        read_site(tmp_path / "nowhere")


# In a browser


@pytest.mark.parametrize("where", [on_disk, on_server])
def test_a_good_site_has_no_fault_in_a_browser(site: Path, chromium: Browser, where):
    with where(site) as base:
        assert browser.faults(read_site(site), chromium, base) == []


def seen(site: Path, chromium: Browser, only: str = INDEX) -> list[Fault]:
    """The faults that a browser finds on one page of a site on disk."""
    with on_disk(site) as base:
        return browser.faults(read_site(site, only), chromium, base)


def test_a_request_to_another_host_is_told(site: Path, chromium: Browser):
    change(site / INDEX, "img-src 'self' file:", "img-src http:")
    change(site / INDEX, FOOTER, '<img src="http://127.0.0.1:1/x.png" alt="A dot">')
    words = "asks for http://127.0.0.1:1/x.png (allowed: files of the site) [light, dark, phone]"
    assert told(seen(site, chromium), INDEX, None, words)


def test_a_request_for_a_file_beside_the_site_is_told(site: Path, chromium: Browser):
    (site.parent / "beside.css").write_text("")
    change(site / INDEX, "style.css", "../beside.css")
    assert told(seen(site, chromium), INDEX, None, "beside.css (allowed: files of the site)")


def test_a_failed_request_is_told_from_disk_and_from_a_server(site: Path, chromium: Browser):
    (site / "style.css").unlink()
    assert told(seen(site, chromium), INDEX, None, "site/style.css (net::ERR_FILE_NOT_FOUND)")
    with on_server(site) as base:
        assert told(browser.faults(read_site(site, INDEX), chromium, base), INDEX, None, "/style.css (status 404)")


def test_a_page_that_does_not_open_is_told(site: Path, chromium: Browser):
    pages = read_site(site, INDEX)
    (site / INDEX).unlink()
    with on_disk(site) as base, pytest.raises(AnalysisError, match=r"^index.html: cannot be opened in the browser"):
        browser.faults(pages, chromium, base)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("console.error('lost the thread');", "console: lost the thread [light, dark, phone]"),
        ("nowhere();", "script error: nowhere is not defined [light, dark, phone]"),
        ("fetch('style.css');", "violates the following Content Security Policy directive"),
    ],
)
def test_what_a_script_complains_of_is_told(site: Path, chromium: Browser, script, words):
    (site / "page.js").write_text(script)
    assert told(seen(site, chromium), INDEX, None, words)


def test_a_barrier_is_told_with_the_view_it_is_seen_in(site: Path, chromium: Browser):
    (site / "style.css").write_text(STYLE + "@media (prefers-color-scheme: dark) { h1 { color: #333; } }")
    (fault,) = seen(site, chromium)
    assert (fault.file, fault.column) == (INDEX, "h1")
    assert fault.message.startswith("axe color-contrast: ")
    assert fault.message.endswith(" [dark]")


def test_a_barrier_in_closed_details_is_told(site: Path, chromium: Browser):
    (site / "style.css").write_text(STYLE + "td { color: #ccc; }")
    (fault,) = seen(site, chromium, ANSWER)
    assert fault.column == "td"
    assert fault.message.endswith(" [light]")


def test_scrolling_sideways_is_told(site: Path, chromium: Browser):
    (site / "style.css").write_text(STYLE + "main { width: 500px; }")
    (fault,) = seen(site, chromium)
    assert fault.message == "is 110 pixels wider than the window (allowed: no sideways scrolling) [phone]"


# The command


def test_the_command_says_what_is_good_and_what_is_not(site: Path):
    run = run_analysis("check-site", str(site), "--only", INDEX, "--served")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("No faults in 1 pages: requests, ")
    change(site / INDEX, LINK, "nowhere.html")
    (site / "page.js").write_text("nowhere();")
    run = run_analysis("check-site", str(site), "--only", INDEX)
    assert run.returncode == 1
    link, script, count = run.stderr.splitlines()
    line = (site / INDEX).read_text().split("nowhere.html")[0].count("\n") + 1
    assert link.startswith(f'index.html, line {line}, a: "nowhere.html" leads to nowhere.html, which is no file')
    assert script == "index.html: script error: nowhere is not defined [light, dark, phone]"
    assert count == "2 faults"


def test_a_machine_without_a_browser_is_told_what_to_install(site: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    run = run_analysis("check-site", str(site))
    assert run.returncode == 2
    assert "no browser can be started" in run.stderr
    assert "install Chromium or Chrome, or run 'make browser'" in run.stderr
    assert "Traceback" not in run.stderr


def test_an_environment_without_playwright_is_told_what_to_install(site: Path):
    program = "import sys; sys.modules['playwright'] = None; from analysis.cli import main; main()"
    command = [sys.executable, "-c", program, "check-site", str(site)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("Error: check-site needs playwright")
    assert "pip install -e '.[dev]'" in run.stderr
