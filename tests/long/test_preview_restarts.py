"""The preview starts its process anew when more than notebooks and templates changed."""

import re

from test_preview import SECONDS, Preview, preview  # noqa: F401


def test_an_open_page_follows_the_manifest_and_says_what_is_wrong_in_it(preview: Preview):
    preview.page.goto(f"{preview.address}latest/01-promised.html", timeout=SECONDS)
    question = preview.page.locator("h1").inner_text()
    path = preview.copy.project.manifest
    kept = path.read_text(encoding="utf-8")
    path.write_text(re.sub("(?m)^title:.*$", "titel: wrong", kept), encoding="utf-8")
    preview.shows('"titel" is not a known key')
    path.write_text(kept, encoding="utf-8")
    preview.shows(question)
