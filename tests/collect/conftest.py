"""A web server on this machine, for tests of fetching."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Page:
    """What the server sends for a path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    etag: str | None = None
    announced: int | None = None


@dataclass
class Site:
    """A server's address, the pages it has, and the requests it saw."""

    address: str
    pages: dict[str, Page]
    seen: list[tuple[str, dict[str, str]]]


@pytest.fixture
def site() -> Iterator[Site]:
    pages: dict[str, Page] = {}
    seen: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            seen.append((self.path, dict(self.headers)))
            page = pages.get(self.path, Page(b"none", 404))
            if page.etag and self.headers.get("If-None-Match") == page.etag:
                page = Page(b"", 304, {})
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if page.etag:
                self.send_header("ETag", page.etag)
            self.send_header("Content-Length", str(page.announced or len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", pages, seen)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page() -> type[Page]:
    return Page


@pytest.fixture
def silent() -> Iterator[str]:
    """Give the address of a server that takes a request and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
