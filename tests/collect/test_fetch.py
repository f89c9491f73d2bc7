import gzip
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.collect.fetch import Fetched, Fetcher, fetch_address
from dateline.collect.guard import find_peer, is_outside, take_apart
from dateline.collect.settings import CollectSettings
from dateline.model.problem import Problem

NOW = "2023-12-13T10:00:00+00:00"
INSIDE = CollectSettings(private_addresses=True, pause=0.0, timeout=2.0, max_bytes=2000)


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
        def do_GET(self) -> None:
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
def silent() -> Iterator[str]:
    """Give the address of a server that takes a request and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


def fetch(url: str, **settings: float) -> Fetched | Problem:
    return Fetcher(replace(INSIDE, **settings)).fetch(url, now=NOW)


def problem_kind(url: str, **settings: float) -> str:
    found = fetch(url, **settings)
    assert isinstance(found, Problem)
    assert found.what
    assert found.advice
    return found.kind


def test_a_page_becomes_a_capture_with_its_bytes(site: Site) -> None:
    site.pages["/story"] = Page(b"<p>news</p>", headers={"Content-Type": "text/html; charset=x-y"})
    found = fetch_address(f"{site.address}/story#part", now=NOW, settings=INSIDE)
    assert not isinstance(found, Problem)
    capture, payload = found
    assert payload == b"<p>news</p>"
    assert capture.address == f"{site.address}/story"
    assert (capture.media_type, capture.declared_encoding) == ("text/html", "x-y")
    assert (capture.how, capture.captured_at, capture.size) == ("fetched", NOW, 11)


def test_a_page_that_robots_txt_forbids_is_not_asked_for(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private\n")
    assert problem_kind(f"{site.address}/private/story") == "robots"
    assert [path for path, _ in site.seen] == ["/robots.txt"]


def test_rules_may_name_dateline_alone(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: dateline\nDisallow: /\n")
    site.pages["/story"] = Page(b"news")
    assert problem_kind(f"{site.address}/story") == "robots"
    assert isinstance(fetch(f"{site.address}/story", obey_robots=False), Fetched)


def test_nothing_is_fetched_from_a_site_whose_rules_fail(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"oops", 503)
    assert problem_kind(f"{site.address}/story") == "robots"


def test_rules_are_asked_once_and_a_host_is_given_its_pause(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7\n")
    site.pages["/a"] = site.pages["/b"] = Page(b"news")
    slept: list[float] = []
    fetcher = Fetcher(
        CollectSettings(private_addresses=True, pause=2.0), sleep=slept.append, clock=lambda: 0.0
    )
    fetcher.fetch(f"{site.address}/a", now=NOW)
    fetcher.fetch(f"{site.address}/b", now=NOW)
    assert [path for path, _ in site.seen] == ["/robots.txt", "/a", "/b"]
    assert slept == [7.0, 7.0]


def test_an_unchanged_page_is_not_sent_again(site: Site) -> None:
    site.pages["/story"] = Page(b"news", etag='"v1"')
    fetcher = Fetcher(INSIDE)
    first = fetcher.fetch(f"{site.address}/story", now=NOW)
    assert isinstance(first, Fetched)
    again = fetcher.fetch(f"{site.address}/story", now=NOW, etag=first.etag)
    assert isinstance(again, Problem)
    assert (again.kind, again.severity) == ("unchanged", "note")


def test_a_redirect_is_followed_to_its_end(site: Site) -> None:
    site.pages["/old"] = Page(b"", 301, {"Location": "/new"})
    site.pages["/new"] = Page(b"news")
    found = fetch(f"{site.address}/old")
    assert isinstance(found, Fetched)
    assert found.capture.address == f"{site.address}/new"


def test_redirects_without_end_are_given_up(site: Site) -> None:
    site.pages["/loop"] = Page(b"", 302, {"Location": "/loop"})
    assert problem_kind(f"{site.address}/loop", obey_robots=False) == "too-many-redirects"
    assert len(site.seen) == 6


def test_a_redirect_to_another_scheme_is_refused(site: Site) -> None:
    site.pages["/old"] = Page(b"", 302, {"Location": "file:///etc/hosts"})
    assert problem_kind(f"{site.address}/old") == "bad-address"


def test_a_page_past_the_limit_is_a_problem_and_never_cut(site: Site) -> None:
    site.pages["/big"] = Page(b"x" * 2001)
    assert problem_kind(f"{site.address}/big") == "too-large"


def test_a_small_page_that_unpacks_past_the_limit_is_a_problem(site: Site) -> None:
    packed = gzip.compress(b"x" * 1_000_000)
    site.pages["/bomb"] = Page(packed, headers={"Content-Encoding": "gzip"})
    assert len(packed) < 2000
    assert problem_kind(f"{site.address}/bomb") == "too-large"


def test_a_page_compressed_unasked_is_unpacked(site: Site) -> None:
    site.pages["/zip"] = Page(gzip.compress(b"news"), headers={"Content-Encoding": "gzip"})
    found = fetch(f"{site.address}/zip")
    assert isinstance(found, Fetched)
    assert found.payload == b"news"


def test_a_page_cut_short_is_a_problem(site: Site) -> None:
    site.pages["/cut"] = Page(b"half", announced=400)
    assert problem_kind(f"{site.address}/cut") == "cut-short"


@pytest.mark.parametrize(
    ("status", "kind"), [(404, "gone"), (410, "gone"), (403, "http-status"), (500, "http-status")]
)
def test_a_refusal_says_its_number(site: Site, status: int, kind: str) -> None:
    site.pages["/no"] = Page(b"no", status)
    found = fetch(f"{site.address}/no")
    assert isinstance(found, Problem)
    assert found.kind == kind
    assert str(status) in found.what


def test_an_empty_page_is_a_problem(site: Site) -> None:
    site.pages["/empty"] = Page(b"")
    assert problem_kind(f"{site.address}/empty") == "empty-page"


def test_a_silent_server_is_given_up(silent: str) -> None:
    assert problem_kind(silent, timeout=0.2, obey_robots=False) == "timeout"


def test_a_server_that_is_not_there_is_a_problem(site: Site) -> None:
    assert problem_kind("http://127.0.0.1:9/") == "unreachable"
    assert problem_kind("http://no-such-host.invalid/") == "unknown-host"
    assert site.seen == []


def test_an_address_inside_this_network_is_refused_before_any_request(site: Site) -> None:
    found = Fetcher(CollectSettings()).fetch(f"{site.address}/story", now=NOW)
    assert isinstance(found, Problem)
    assert found.kind == "private-address"
    assert site.seen == []


@pytest.mark.parametrize(
    "peer",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.1.2.3", "224.0.0.1", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1",
        "2002:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_inside_are_known(peer: str) -> None:
    assert not is_outside(peer)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x", "file:///etc/passwd", "example.org/x", "http://", "http://[::1",
        "https://user:secret@example.org/", "http://example.org:99999/",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_a_problem(url: str) -> None:
    found = take_apart(url)
    assert isinstance(found, Problem)
    assert found.kind == "bad-address"


def test_a_host_is_written_in_ascii() -> None:
    target = take_apart("http://مثال.example/طريق")
    assert not isinstance(target, Problem)
    assert target.host == "xn--mgbh0fb.example"
    assert target.path == "/%D8%B7%D8%B1%D9%8A%D9%82"


def test_every_address_of_a_host_must_lie_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answers)
    target = take_apart("http://example.org/")
    assert not isinstance(target, Problem)
    assert isinstance(find_peer(target, private=False), Problem)
    assert find_peer(target, private=True) == "93.184.215.14"
