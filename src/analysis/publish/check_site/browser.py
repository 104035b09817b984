"""Rules that need a browser: no outside request, nothing amiss, accessible, no sideways scrolling; in every view."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import quote

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Error, Response

from analysis.errors import AnalysisError
from analysis.publish.check_site.pages import Page, PageFault, Site, plain

VIEWS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
QUICK = {"resultTypes": ["violations"], "preload": False}  # to preload would ask for the stylesheets again
RULES = QUICK | {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"color-contrast": {"enabled": False}}}
CONTRAST = QUICK | {"runOnly": ["color-contrast"]}
LOOKED_FOR = {"light": [RULES, CONTRAST], "dark": [CONTRAST], "phone": [RULES]}
"""What axe looks for in each view: all views have one structure, and a narrow window has the colours of a wide one."""

OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true; })"
TOO_WIDE = "Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"

START_AXE = """
runs => {
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
  const look = async () => {
    const found = [];
    for (const options of runs) {
      const whole = options.runOnly.type === "tag";
      const within = whole ? document : { include: [...makes.values()] };
      found.push(...(await axe.run(within, options)).violations);
    }
    return found;
  };
  window.looking = look();
}
"""
"""Start axe; the colours of a text are looked at once for all that stand alike, as that takes most of the time."""

AXE_FOUND = "window.looking"

Found = tuple[str | None, str]  # the element, what is wrong


class Window:
    """A window of the browser in one view, which notes what goes wrong while a page loads.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
        The browser.
    view : str
        A name in ``VIEWS``.
    base : str
        Address of the site; what a page asks for begins with it.
    """

    def __init__(self, browser: Browser, view: str, base: str):
        self.base = base
        self.looked_for = LOOKED_FOR[view]
        self.found: list[Found] = []
        self.context = browser.new_context(**VIEWS[view])
        self.tab = self.context.new_page()
        self.tab.on("request", lambda request: self.note_request(request.url))
        self.tab.on("websocket", lambda socket: self.note_request(socket.url))
        self.tab.on("requestfailed", lambda request: self.note(f"cannot load {request.url} ({request.failure})"))
        self.tab.on("response", self.note_response)
        self.tab.on("console", self.note_console)
        self.tab.on("pageerror", lambda error: self.note(f"script error: {error}"))

    def note(self, message: str) -> None:
        """Note what went wrong on the page as a whole."""
        self.found.append((None, plain(message)))

    def note_request(self, url: str) -> None:
        """Note a request that leaves the site."""
        if not url.startswith((self.base, "data:", "blob:")):
            self.note(f"asks for {url} (allowed: files of the site)")

    def note_response(self, response: Response) -> None:
        """Note an answer that is none."""
        if response.status >= 400:
            self.note(f"cannot load {response.url} (status {response.status})")

    def note_console(self, message: ConsoleMessage) -> None:
        """Note a complaint in the console."""
        if message.type in ("error", "warning"):
            self.note(f"console: {message.text}")

    def open(self, page: Page) -> None:
        """Open a page with all its ``details``, and let axe begin to look at it.

        Raises
        ------
        AnalysisError
            If it does not open, as when a script of it runs without end.
        """
        self.found = []
        try:
            self.tab.goto(self.base + quote(page.address))
        except Error as error:
            reason = error.message.partition("\n")[0]
            raise AnalysisError(f"{page.address}: cannot be opened in the browser ({reason})") from None
        self.tab.evaluate(OPEN_ALL)
        if excess := self.tab.evaluate(TOO_WIDE):
            self.note(f"is {excess} pixels wider than the window (allowed: no sideways scrolling)")
        self.tab.evaluate(AXE_SCRIPT)
        self.tab.evaluate(START_AXE, self.looked_for)

    def faults(self) -> list[Found]:
        """What is wrong with the page that is open, once axe has looked at it."""
        barriers = self.tab.evaluate(AXE_FOUND)
        return self.found + [(barrier["nodes"][0]["target"][0], worded(barrier)) for barrier in barriers]


def worded(barrier: dict) -> str:
    """What axe says of a barrier, with the mending of its first element."""
    others = len(barrier["nodes"]) - 1
    more = f"; and {others} more" if others else ""
    return f"axe {barrier['id']}: {barrier['help']} ({plain(barrier['nodes'][0]['failureSummary'])}{more})"


def faults(
    site: Site, browser: Browser, base: str, progress: Callable[[list[Page]], Iterable[Page]] = iter
) -> list[PageFault]:
    """Look at every chosen page in all views at once.

    Parameters
    ----------
    site : Site
        The site.
    browser : playwright.sync_api.Browser
        A browser.
    base : str
        Address of the site's folder, with a slash at its end.
    progress : callable, optional
        Passes on the pages it is given, and tells of them.
    """
    windows = {view: Window(browser, view, base) for view in VIEWS}
    views: dict[tuple[str, str | None, str], list[str]] = {}
    for page in progress(site.chosen):
        for window in windows.values():
            window.open(page)
        for view, window in windows.items():
            for element, message in dict.fromkeys(window.faults()):
                views.setdefault((page.address, element, message), []).append(view)
    for window in windows.values():
        window.context.close()
    return [
        PageFault(address, None, element, f"{message} [{', '.join(seen)}]")
        for (address, element, message), seen in views.items()
    ]
