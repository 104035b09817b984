"""The rules that need a browser: no outside request, nothing amiss, accessible, no sideways scrolling, in a view."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from built_site import PageFault, plain
from conftest import served

VIEWS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
QUICK = {"resultTypes": ["violations"], "preload": False}  # to preload would ask for the stylesheets again
RULES = QUICK | {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"color-contrast": {"enabled": False}}}
CONTRAST = QUICK | {"runOnly": ["color-contrast"]}
ROOM = QUICK | {"runOnly": ["target-size", "scrollable-region-focusable"]}
LOOKED_FOR = {"light": [RULES, CONTRAST], "dark": [CONTRAST], "phone": [ROOM]}
"""What axe looks for in each view: all have one structure, and a narrow window has the same colours in less room."""

OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true; })"
CUT_OFF = "net::ERR_ABORTED"
"""Of a request that the next page ended, such as that for a page's icon."""

TOO_WIDE = "Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"

RUN_AXE = """
async runs => {
  const styling = ["aria-current", "class", "fill", "lang", "role", "type"];
  const makes = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    if ([...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
      let make = "";
      for (let one = element; one; one = one.parentElement) {
        const told = [...one.attributes].map(({ name, value }) => (styling.includes(name) ? `${name}=${value}` : name));
        make += [one.tagName, ...told];
      }
      makes.set(make, element);
    }
  }
  const found = [];
  for (const options of runs) {
    const within = options.runOnly[0] === "color-contrast" ? { include: [...makes.values()] } : document;
    found.push(...(await axe.run(within, options)).violations);
  }
  return found;
}
"""
"""Run axe; the colours of a text are looked at once for all that stand alike, as that takes most of the time."""


TELL = "document.addEventListener('securitypolicyviolation', event => told(event.violatedDirective, event.blockedURI))"
INTRUDERS = r"""() => [...document.querySelectorAll("*")].filter(one =>
    one.matches("iframe, object, embed, base, img, body script, svg script, [style], meta[http-equiv=refresh i]")
    || [...one.attributes].some(({name, value}) => /^on|srcdoc/i.test(name)
        || /href|src|action/i.test(name) && /^[\s\0]*(javascript|vbscript|data):/i.test(value))
).map(one => one.outerHTML.slice(0, 300))"""
"""Elements that text of data would need to become to do something; no honest page has one."""


@contextmanager
def watched(browser: Browser, **options) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what hostile text did in it: calls of ``hurt``, violations of the policy, words in the console."""
    context = browser.new_context(**options)
    done: list[str] = []
    context.expose_binding("hurt", lambda source, *said: done.append(f"hurt on {source['page'].url}"))
    context.expose_binding("told", lambda source, *said: done.append(f"{source['page'].url} breaks its policy: {said}"))
    context.add_init_script(TELL)
    page = context.new_page()
    page.on("dialog", lambda dialog: done.append(dialog.message))
    page.on("console", lambda message: done.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: done.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda sent: sent.failure == CUT_OFF or done.append(f"{page.url} cannot load {sent.url}"))
    yield page, done
    context.close()


class Window:
    """A window of the browser in one view, which looks at one page after the other.

    What the pages ask for begins with ``base``, the address of the site.
    """

    def __init__(self, browser: Browser, view: str, base: str):
        self.view = view
        self.base = base
        self.noted: list[str] = []
        self.tab = browser.new_context(**VIEWS[view]).new_page()
        self.tab.on("request", lambda request: self.note_request(request.url))
        self.tab.on("websocket", lambda socket: self.note_request(socket.url))
        self.tab.on("requestfailed", lambda sent: self.noted.append(f"cannot load {sent.url} ({sent.failure})"))
        self.tab.on("response", self.note_response)
        self.tab.on("console", self.note_console)
        self.tab.on("pageerror", lambda error: self.noted.append(f"script error: {error}"))

    def note_request(self, url: str) -> None:
        """Note a request that leaves the site."""
        if not url.startswith((self.base, "data:", "blob:")):
            self.noted.append(f"asks for {url} (allowed: files of the site)")

    def note_response(self, response: Response) -> None:
        """Note an answer that is none."""
        if response.status >= 400:
            self.noted.append(f"cannot load {response.url} (status {response.status})")

    def note_console(self, message: ConsoleMessage) -> None:
        """Note a complaint in the console."""
        if message.type in ("error", "warning"):
            self.noted.append(f"console: {message.text}")

    def faults(self, address: str) -> list[PageFault]:
        """Open a page with all its ``details``: what went wrong, and what axe finds."""
        self.noted.clear()
        self.tab.goto(self.base + quote(address))
        self.tab.evaluate(OPEN_ALL)
        if excess := self.tab.evaluate(TOO_WIDE):
            self.noted.append(f"is {excess} pixels wider than the window (allowed: no sideways scrolling)")
        self.tab.evaluate(AXE_SCRIPT)
        barriers = self.tab.evaluate(RUN_AXE, LOOKED_FOR[self.view])
        found = [(None, plain(message)) for message in self.noted]
        found += [(barrier["nodes"][0]["target"][0], worded(barrier)) for barrier in barriers]
        return [PageFault(address, None, element, f"{message} [{self.view}]") for element, message in found]


def worded(barrier: dict) -> str:
    """What axe says of a barrier, with the mending of its first element."""
    others = len(barrier["nodes"]) - 1
    more = f"; and {others} more" if others else ""
    return f"axe {barrier['id']}: {barrier['help']} ({plain(barrier['nodes'][0]['failureSummary'])}{more})"


class Handler(SimpleHTTPRequestHandler):
    """Serves files without a word, and no icon where a browser asks for one that no page names."""

    def do_GET(self) -> None:
        """Answer one request."""
        if self.path == "/favicon.ico":
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the base class's)
        """Keep quiet."""


@contextmanager
def on_disk(folder: Path) -> Iterator[str]:
    """Give the address under which a folder's files open from disk."""
    yield f"{folder.as_uri()}/"


@contextmanager
def on_server(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine, and give its address."""
    with served(partial(Handler, directory=folder)) as address:
        yield f"{address}/"


@pytest.fixture(scope="module")
def windows(site: Path, chromium: Browser) -> Iterator[dict[str, Window]]:
    """A window in each view for the pages of the site, opened from files on disk."""
    with on_disk(site) as base:
        yield {view: Window(chromium, view, base) for view in VIEWS}
