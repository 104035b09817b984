"""Serves the site on this machine while it is edited: pages are made when they are asked for, and reload themselves."""

import asyncio
import html
import mimetypes
import multiprocessing
import socket
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from rich.console import Console
from tornado import httpserver, netutil, web, websocket
from watchfiles import DefaultFilter, awatch

from analysis.errors import AnalysisError, CallError
from analysis.paths import PACKAGE, Project
from analysis.publish.preview import worker

HOST = "127.0.0.1"
OWN = "-preview"
"""Where the preview's own addresses begin: no page of a site is there."""

RELOAD = f"""
const made_after = document.currentScript.dataset.changes;
const socket = new WebSocket(`ws://${{location.host}}/{OWN}/changes`);
socket.onopen = () => socket.send(made_after);
socket.onmessage = () => location.reload();
"""
FAULT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fault</title>
<meta name="color-scheme" content="light dark"></head><body><h1>{title}</h1><pre>{message}</pre></body></html>"""


class Pages:
    """The pages of a site as they would be now, made in a process of their own.

    Parameters
    ----------
    root : Project
    console : rich.console.Console
        Where faults are printed.
    """

    def __init__(self, root: Project, console: Console):
        self.root = root
        self.console = console
        self.files: dict[str, bytes] = {}
        self.changes = 0
        self.one_at_a_time = asyncio.Lock()
        self.start()

    def start(self) -> None:
        """Start the process that makes pages."""
        try:
            self.process = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        except (OSError, ImportError) as error:
            why = f"a preview needs a semaphore, and none can be made ({error}; Linux has them in /dev/shm)"
            raise AnalysisError(why) from None

    def stop(self) -> None:
        """End the process that makes pages; those that it has forked end with it."""
        for process in multiprocessing.active_children():
            process.kill()
        self.process.shutdown(wait=False, cancel_futures=True)

    def changed(self, paths: set[Path]) -> None:
        """Forget what rests on files that have changed."""
        self.changes += 1
        notebooks = {path.stem for path in paths if path.parent == self.root.notebooks}
        of_notebooks = len(notebooks) == len(paths)
        if not (of_notebooks or all(self.root.template in path.parents for path in paths)):
            self.stop()
            self.start()
        self.files = {
            address: file
            for address, file in self.files.items()
            if of_notebooks and not notebooks & set(address.removesuffix(".html").split("/"))
        }

    async def get(self, address: str) -> bytes | None:
        """A file of the site; None where it has no such file.

        Raises
        ------
        Exception
            What keeps it from being made.
        """
        async with self.one_at_a_time:
            while address not in self.files:
                process = self.process
                try:
                    made = await asyncio.wrap_future(process.submit(worker.files_with, address))
                except BrokenProcessPool:
                    if process is self.process:
                        self.start()
                        raise AnalysisError("the process that makes pages died") from None
                    continue  # what it rests on has changed in the meantime
                if process is self.process:
                    self.files |= {address: b""} | made
            return self.files[address] or None


class File(web.RequestHandler):
    """A file of the site; a page reloads itself when it has changed."""

    async def get(self, address: str) -> None:
        """Answer with the file, or with what keeps it from being made."""
        pages = self.settings["pages"]
        changes = pages.changes
        address += "index.html" if address.endswith("/") or not address else ""
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        try:
            content = await pages.get(address)
        except Exception as error:
            content, kind = self.fault(address, error), "text/html"
        if content is None:
            self.set_status(404)
            content, kind = FAULT.format(title="No such page", message=html.escape(address)).encode(), "text/html"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(reloading(content, changes) if kind == "text/html" else content)

    def fault(self, address: str, error: Exception) -> bytes:
        """Say what keeps a file from being made, here and in the terminal."""
        self.set_status(500)
        message = str(error)
        if not isinstance(error, AnalysisError):
            message = f"{type(error).__name__}: {error}" + (f"\n\n{error.__cause__}" if error.__cause__ else "")
        self.settings["pages"].console.print(f"{address}: {message}", markup=False, highlight=False)
        return FAULT.format(title=f"{html.escape(address)} cannot be made", message=html.escape(message)).encode()


def reloading(page: bytes, changes: int) -> bytes:
    """A page made after so many changes with the script that reloads it, which its policy lets connect here."""
    script = f'<script src="/{OWN}/reload.js" data-changes="{changes}"></script></body>'
    page = page.replace(b"default-src 'none';", b"default-src 'none'; connect-src 'self' ws:;", 1)
    return page.replace(b"</body>", script.encode(), 1)


class Script(web.RequestHandler):
    """The script that reloads a page."""

    def get(self) -> None:
        """Answer with it."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(RELOAD)


class Listener(websocket.WebSocketHandler):
    """Tells a page that is open in a browser of changes, those before it could listen among them."""

    def on_message(self, made_after: str) -> None:
        """Listen, for a page that was made after so many changes."""
        self.settings["listening"].add(self)
        if int(made_after) != self.settings["pages"].changes:
            self.write_message("changed")

    def on_close(self) -> None:
        """Listen no more."""
        self.settings["listening"].discard(self)


def serve(root: Project, port: int, console: Console) -> None:
    """Serve the site of a project until the process is interrupted.

    Parameters
    ----------
    root : Project
    port : int
        Port of the loopback interface; 0 for one that is free.
    console : rich.console.Console
        Where the address and faults are printed.

    Raises
    ------
    CallError
        If the port is taken.
    """
    try:
        sockets = netutil.bind_sockets(port, HOST)
    except OSError as error:
        raise CallError(f"--port {port}: cannot be used ({error.strerror})") from None
    console.print(f"http://{HOST}:{sockets[0].getsockname()[1]}/ shows the site as it is edited; Ctrl-C ends it")
    asyncio.run(answer(root, sockets, console))


async def answer(root: Project, sockets: list[socket.socket], console: Console) -> None:
    """Answer requests, and tell open pages of changes."""
    pages, listening = Pages(root, console), set()
    routes = [
        (f"/{OWN}/reload.js", Script),
        (f"/{OWN}/changes", Listener),
        ("/favicon.ico", web.ErrorHandler, {"status_code": 404}),
        ("/(.*)", File),
    ]
    application = web.Application(routes, log_function=lambda request: None, pages=pages, listening=listening)
    httpserver.HTTPServer(application).add_sockets(sockets)
    sources = DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, ".ipynb_checkpoints"))
    watched = (root.data, root.notebooks, root.docs, root.template, root.manifest, root.citation, PACKAGE)
    try:
        async for changes in awatch(*watched, watch_filter=sources, debounce=200):
            pages.changed({Path(path) for _, path in changes})
            for page in list(listening):
                page.write_message("changed")
    finally:
        pages.stop()
