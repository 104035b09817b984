"""The address at which a site is published: in its feed and its pages, and what is none is refused."""

import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

import pytest

from analysis.errors import DataError
from analysis.paths import working_in
from analysis.publish.manifest import load_manifest
from analysis.publish.planning import plan
from analysis.publish.writing import SitePages
from conftest import Copy

ADDRESS = "https://example.org/programmes"
BODY = '<h1>What was promised?</h1><p>Much.</p><figure class="figure" id="ladder" data-lead></figure>'


@pytest.fixture
def pages(copy: Copy) -> Callable[..., SitePages]:
    """The pages of a site of one notebook, at an address."""

    def of_site(address: str, changes: Mapping[str, object] | None = None) -> SitePages:
        if address:
            copy.append("reports/manifest.yml", f"address: {address}")
        planned = plan(copy.project, ["latest"], ["01-promised"], changes)
        return SitePages(planned)

    return of_site


def head_of(page: bytes) -> dict[str, str]:
    """What a page says of its own address."""
    found = re.findall(
        r'<(?:link rel|meta property)="(canonical|og:url|og:image)" (?:href|content)="([^"]+)">', page.decode()
    )
    return dict(found)


@pytest.mark.parametrize("slash", ["", "/"])
def test_feed_and_pages_name_where_they_are_published(copy: Copy, pages, slash: str):
    site = pages(ADDRESS + slash)
    with working_in(copy.project):
        files = site.part("of_all", "fr")
        page = site.plan.pages[-1]
        answer = site.of_notebook(page, BODY)[page.address]
    feed = ElementTree.fromstring(files["fr/feed.xml"])
    links = {link.get("href") for link in feed.iter("{http://www.w3.org/2005/Atom}link")}
    entries = {link for link in links if link.startswith(f"{ADDRESS}/fr/changes.html#")}
    assert entries
    assert links - entries == {f"{ADDRESS}/fr/{file}" for file in ("feed.xml", "changes.html")}
    changes, picture = f"{ADDRESS}/fr/changes.html", f"{ADDRESS}/fr/latest/picture.png"
    assert head_of(files["fr/changes.html"]) == {"canonical": changes, "og:url": changes, "og:image": picture}
    here = f"{ADDRESS}/fr/latest/01-promised"
    assert head_of(answer) == {"canonical": f"{here}.html", "og:url": f"{here}.html", "og:image": f"{here}/ladder.png"}


@pytest.mark.parametrize(("address", "changes"), [("", None), (ADDRESS, {"subject_sites": 9})])
def test_a_site_of_no_address_or_of_other_settings_names_none(copy: Copy, pages, address: str, changes):
    site = pages(address, changes)
    with working_in(copy.project):
        files = site.part("of_all", "en")
        page = site.plan.pages[0]
        answer = site.of_notebook(page, BODY)[page.address]
    assert head_of(files["changes.html"]) == {"og:image": "latest/picture.png"}
    assert head_of(answer) == {"og:image": "01-promised/ladder.png"}
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", "".join(re.findall("<link .*>", files["feed.xml"].decode())))


@pytest.mark.parametrize("address", ["http://localhost:8000", "https://example.org/a/b-c_d~e/", "https://EXAMPLE.org"])
def test_an_address_may_have_a_port_and_folders(copy: Copy, address: str):
    copy.append("reports/manifest.yml", f"address: {address}")
    assert load_manifest(copy.project).url("x.html") == f"{address.rstrip('/')}/x.html"


OTHERS = [
    *("", "3", "example.org", "ftp://example.org/", "javascript:alert(1)", "https://", "https:///x", "http://a b.org"),
    *("https://example.org/?q=1", '"https://example.org/#top"', "https://me:pass@example.org", "[https://example.org]"),
]


@pytest.mark.parametrize("address", OTHERS)
def test_what_is_no_address_is_refused_in_one_message(copy: Copy, address: str):
    copy.append("reports/manifest.yml", f"address: {address}")
    wanted = (
        r"^reports/manifest\.yml, key address: needs the http or https address the site is published at, such as \S+$"
    )
    with pytest.raises(DataError, match=wanted):
        load_manifest(copy.project)
