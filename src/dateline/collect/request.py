"""One HTTP request to a checked address, with every limit; its answer or what went wrong."""

import http.client
import socket
import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.collect.guard import Target, find_peer
from dateline.collect.settings import CollectSettings
from dateline.model.problem import Problem

_CHUNK = 64 * 1024
_ZIPPED = ("gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, headers with names in lower case, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def request_once(
    target: Target, *, settings: CollectSettings, headers: Mapping[str, str] | None = None
) -> Answer | Problem:
    """Ask once for an address, without following redirects.

    The connection goes to the IP address that was checked, so that a host cannot answer the
    check with one address and the request with another.
    """
    peer = find_peer(target, private=settings.private_addresses)
    if isinstance(peer, Problem):
        return peer
    deadline = time.monotonic() + settings.total_timeout
    connection = _Pinned(target, peer, settings.timeout)
    try:
        connection.request(
            "GET",
            target.path,
            headers={
                "User-Agent": settings.user_agent,
                "Accept": "*/*",
                "Accept-Encoding": "identity",
                "Connection": "close",
                **(headers or {}),
            },
        )
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        body = _read_body(answer, target, settings.max_bytes, deadline)
        if isinstance(body, Problem):
            return body
        plain = _unzip(body, found, settings.max_bytes)
        if plain is None:
            return _too_large(target, settings.max_bytes)
        return Answer(answer.status, found, plain)
    except (OSError, http.client.HTTPException, zlib.error) as fault:
        return _explain(target, fault)
    finally:
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to one IP address that speaks to it under its host's name."""

    def __init__(self, target: Target, peer: str, timeout: float) -> None:
        super().__init__(target.host, target.port, timeout=timeout)
        self._peer = peer
        self._secure = target.secure
        if target.secure:
            self.default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        """Connect to the checked address; https verifies the host's certificate."""
        self.sock = socket.create_connection((self._peer, self.port), self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _read_body(
    answer: http.client.HTTPResponse, target: Target, most: int, deadline: float
) -> bytes | Problem:
    """Read until the end, the limit or the deadline, whichever comes first."""
    parts: list[bytes] = []
    size = 0
    while chunk := answer.read1(_CHUNK):
        size += len(chunk)
        if size > most:
            return _too_large(target, most)
        if time.monotonic() > deadline:
            return _explain(target, TimeoutError())
        parts.append(chunk)
    if answer.length:  # the server announced more than it sent
        return _problem(
            target,
            "cut-short",
            "The server broke off before the end.",
            "Try again later, or save the page and add the file.",
        )
    return b"".join(parts)


def _unzip(body: bytes, headers: Mapping[str, str], most: int) -> bytes | None:
    """The body as it is meant, from servers that compress unasked; None past the limit."""
    if headers.get("content-encoding", "").strip().lower() not in _ZIPPED:
        return body
    reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # 32: gzip or zlib, as it starts
    plain = reader.decompress(body, most + 1)
    return None if len(plain) > most else plain


def _too_large(target: Target, most: int) -> Problem:
    return _problem(
        target,
        "too-large",
        f"The page is larger than the {most / 1e6:.0f} MB that this desk takes.",
        "Raise `max_bytes` under [collect] in desk.toml, or add a part of it as a file.",
    )


def _explain(target: Target, fault: Exception) -> Problem:
    if isinstance(fault, ssl.SSLError):
        return _problem(
            target,
            "bad-certificate",
            f"The server's certificate does not hold ({getattr(fault, 'reason', '') or fault}).",
            "Open the page in a browser, judge for yourself, save it and add the file.",
        )
    if isinstance(fault, TimeoutError):
        return _problem(
            target,
            "timeout",
            "The server did not answer in time.",
            "Try again later, or raise `timeout` under [collect] in desk.toml.",
        )
    if isinstance(fault, OSError):
        return _problem(
            target,
            "unreachable",
            f"The server could not be reached ({fault.strerror or fault}).",
            "Try again later, or save the page and add the file.",
        )
    return _problem(
        target,
        "bad-answer",
        f"The server's answer is no HTTP that can be read ({type(fault).__name__}).",
        "Save the page from a browser and add the file.",
    )


def _problem(target: Target, kind: str, what: str, advice: str) -> Problem:
    return Problem(kind=kind, where=target.url, what=what, advice=advice, severity="error")
