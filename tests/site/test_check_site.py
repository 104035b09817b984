"""The rules for a published site: a small good site has no fault, and each way to break it is told."""

import random
from pathlib import Path
from string import Template
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from built_site import PageFault, read_site
from file_rules import traces
from page_rules import faults_of_pages

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
<meta property="og:image" content="${root}files/ladder.png">
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
<p><a download href="${root}files/ladder.csv">CSV</a> <a download href="${root}files/ladder.svg">SVG</a></p>
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
    (folder / "files/ladder.csv").write_text("programme,announced\nStargate,500\n", encoding="utf-8-sig")
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


def told(faults: list[PageFault], page: str, element: str | None, words: str) -> bool:
    """Whether a fault stands at an element of a page and says some words."""
    return any((fault.file, fault.element) == (page, element) and words in fault.message for fault in faults)


INDEX, ANSWER, SOURCE_PAGE = HEADINGS
EN, FR = WORDS["en"], WORDS["fr"]
LINK, ALT, DESC = "sources.html#one", f'alt="{EN["description"]}"', f">{EN['description']}<"
FOOTER = f"<p>{EN['footer']}</p>"


def faults_of(site: Path) -> list[PageFault]:
    """What the rules for pages and files say of a site."""
    built = read_site(site)
    return [*faults_of_pages(built), *traces(built)]


def test_a_good_site_has_no_fault(site: Path):
    assert faults_of(site) == []


CHARSET = '<meta charset="utf-8">'
NOT_TO_FOLLOW = "is no link to follow (allowed: a relative path, http, https or mailto)"
BROKEN = {  # in a file: what stands there, what is put in its place, the element of the fault, its words
    INDEX: [
        # valid HTML with a sound outline
        ("<!doctype html>", "", None, "is no valid HTML: expected doctype but got start tag (html)"),
        (FOOTER, "<table><p>a</p></table>", None, "is no valid HTML: unexpected start tag implies table voodoo (p)"),
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
        (CHARSET, f'{CHARSET}<meta http-equiv="refresh" content="9">', "meta", "leads to an"),
        # the policy
        ("script-src 'self'", "script-src 'unsafe-inline'", "meta", "has script-src 'unsafe-inline' (allowed: 'none'"),
        ("style-src 'self'", "style-src *", "meta", "its policy has style-src * (allowed: "),
        ("default-src 'none'; ", "", "meta", "its policy says nothing of object-src"),
        ("base-uri 'none'", "sandbox", "meta", "its policy says nothing of base-uri"),
        (CHARSET, f'{CHARSET}<script src="page.js"></script>', "script", "before the policy"),
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
        (DESC, ">Bars for both.<", "#ladder svg", '40 or more characters; it says "Bars for both."'),
        ("files/ladder.csv", "files/ladder.svg", "#ladder", "offers no .csv"),
        ("<a download href", "<a href", "#ladder", "offers no .csv"),
        ("../files/ladder.csv", "https://example.org/ladder.csv", "#ladder", "offers no .csv"),
        ('class="sources"', "", "#ladder", "names no document"),
        ('datetime="2026-11-22"', 'datetime="22 November"', "#ladder", "has no date"),
        ('href="#ladder"', 'href="#content"', "#ladder", "has no link to itself"),
    ],
    f"fr/{INDEX}": [
        (' lang="fr"', "", None, 'says lang="" on html (allowed: "fr"'),
        (FR["footer"], EN["footer"], "p", '"Make this page yourself from the data of the project." stands there'),
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
    faults = faults_of(site)
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
    assert faults_of(site) == []


def test_a_sentence_left_in_english_is_told_once(site: Path):
    twice = f'<span aria-label="{EN["footer"]}">{EN["footer"]}</span>'
    change(site / f"fr/{INDEX}", FR["footer"], twice)
    assert [fault.element for fault in faults_of(site)] == ["span"]


def test_a_long_name_is_the_same_in_all_languages(site: Path):
    for page, words in ((INDEX, EN), (f"fr/{INDEX}", FR)):
        change(site / page, words["footer"], "Advanced Computing Infrastructure")
    assert faults_of(site) == []


def test_a_figure_of_own_data_needs_no_document(site: Path):
    change(site / ANSWER, 'class="sources"', "")
    change(site / ANSWER, '<figure class="figure"', '<figure class="figure" data-own-data')
    assert faults_of(site) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("files/ladder.csv", "Stargate,500\n", "", "files/ladder.csv, which holds no row below its header"),
        ("files/ladder.csv", "Stargate,500", "Stargate", "files/ladder.csv, which has rows of different length"),
        ("files/ladder.csv", "\ufeff", "", "files/ladder.csv, which has no byte order mark"),
        ("files/ladder.svg", "</svg>", "", "files/ladder.svg, which cannot be read (no element found"),
        ("files/ladder.svg", "2000/svg", "2000/other", "files/ladder.svg, which is no SVG"),
        ("files/ladder.svg", "</svg>", "<script>a()</script></svg>", "files/ladder.svg, which has script, which could"),
        ("files/ladder.svg", "<svg", '<svg onload="a()"', "files/ladder.svg, which has onload, which could run"),
    ],
)
def test_a_download_that_is_not_what_it_says_is_told(site: Path, file, old, new, words):
    change(site / file, old, new)
    assert told(faults_of(site), ANSWER, "#ladder a", words)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_a_picture_that_is_none_is_told(site: Path, content):
    (site / "files/ladder.png").write_bytes(content)
    assert told(faults_of(site), ANSWER, "meta", "files/ladder.png, which")


def test_a_page_with_a_figure_but_no_picture_to_share_is_told(site: Path):
    change(site / ANSWER, 'property="og:image"', 'property="og:other"')
    assert told(faults_of(site), ANSWER, "#ladder", "has no picture to share")


def test_a_picture_to_share_may_be_named_by_where_the_site_is_published(site: Path):
    base, shared = "https://example.org/programmes/", 'property="og:image" content="'
    change(site / ANSWER, "<title>", f'<link rel="canonical" href="{base}{ANSWER}">\n<title>')
    text = (site / ANSWER).read_text(encoding="utf-8")
    relative = text.partition(shared)[2].partition('"')[0]
    change(site / ANSWER, f"{shared}{relative}", f"{shared}{base}files/ladder.png")
    assert faults_of(site) == []
    change(site / ANSWER, f"{base}files/ladder.png", f"{base}files/gone.png")
    assert told(faults_of(site), ANSWER, "meta", "files/gone.png, which cannot be read")


def test_a_picture_cut_short_is_told(site: Path):
    Image.frombytes("L", (64, 64), random.Random(1).randbytes(64 * 64)).save(site / "files/ladder.png")
    whole = (site / "files/ladder.png").read_bytes()
    assert faults_of(site) == []
    (site / "files/ladder.png").write_bytes(whole[: len(whole) // 2])
    assert told(faults_of(site), ANSWER, "meta", "files/ladder.png, which cannot be read")


def test_traces_of_a_machine_are_told_wherever_they_stand(site: Path):
    packed, said = PngInfo(), "/Users/somebody/stargate"
    packed.add_itxt("Source", said, zip=True)
    Image.new("RGB", (8, 8)).save(site / "files/ladder.png", pnginfo=packed)
    with ZipFile(site / "data.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("data/facts.csv", "fact,note\na,read from C:\\Users\\somebody\\facts.csv\n" * 9)
    (site / "files/ladder.csv").write_text(f"\ufeffprogramme,announced\nStargate,{Path.home()}/x\n")
    (site / "page.js").write_text("// https://example.org/home/page, or about/root/x: no places of a machine\n")
    assert [(fault.file, fault.line, fault.message.partition(":")[0]) for fault in faults_of(site)] == [
        ("data.zip", None, "tells of the machine it was made on in data/facts.csv"),
        ("files/ladder.csv", 2, "tells of the machine it was made on"),
        ("files/ladder.png", None, "tells of the machine it was made on in its words"),
    ]


@pytest.mark.parametrize(("gone", "there"), [(INDEX, f"fr/{INDEX}"), (f"fr/{ANSWER}", ANSWER)])
def test_a_page_in_one_language_only_is_told(site: Path, gone, there):
    (site / gone).unlink()
    assert told(faults_of(site), there, None, f"version (allowed: a page {gone})")


def test_a_heavy_page_is_told_with_all_it_loads(site: Path):
    (site / "page.js").write_text(f"// {random.Random(1).randbytes(300_000).hex()}\n")
    faults = faults_of(site)
    assert told(faults, INDEX, None, "kB gzipped with the 2 files it loads (allowed: under 300 kB)")
