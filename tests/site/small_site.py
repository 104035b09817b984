"""A small good site for tests to break: two languages, one answer, one figure, one page of sources."""

from pathlib import Path
from string import Template

import pytest
from PIL import Image

from built_site import PageFault

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
