"""Where a browser finds a site: on disk, or at a plain web server of our own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


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
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
