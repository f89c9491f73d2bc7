"""Keeping fetches out of this network: an address given by a stranger may point inside it."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from dateline.model.problem import Problem

_SAFE = "%/:=&?~+!$,;'@()*[]"  # what stands in an address already quoted


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart, ready for one request.

    Attributes:
        url: the address without its fragment, in ASCII.
        secure: whether it is https.
        host: the host's name in ASCII.
        port: the port.
        path: path and query.
    """

    url: str
    secure: bool
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt and the pace hang on."""
        return f"{'https' if self.secure else 'http'}://{self.host}:{self.port}"


def take_apart(url: str) -> Target | Problem:
    """Take an address apart, or say why it cannot be fetched.

    >>> take_apart("https://example.org/a b?q=é#top").path
    '/a%20b?q=%C3%A9'
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return _refuse(url, "The address cannot be read.")
    if parts.scheme not in ("http", "https"):
        return _refuse(url, "Only http and https addresses are fetched.")
    if not host:
        return _refuse(url, "The address names no host.")
    if parts.username or parts.password:
        return _refuse(url, "The address carries a user name or password.")
    secure = parts.scheme == "https"
    path = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        path += f"?{quote(parts.query, safe=_SAFE)}"
    named = f"[{host}]" if ":" in host else host
    shown = named if port is None else f"{named}:{port}"
    return Target(
        url=f"{parts.scheme}://{shown}{path}",
        secure=secure,
        host=host,
        port=port or (443 if secure else 80),
        path=path,
    )


def find_peer(target: Target, *, private: bool) -> str | Problem:
    """The IP address to connect to; the caller connects to this very one.

    Args:
        target: what is to be fetched.
        private: whether addresses inside this network are allowed.

    Returns:
        The first of the host's addresses, or a problem when any of them lies inside.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError:
        return Problem(
            kind="unknown-host",
            where=target.url,
            what=f"No address is known for the host {target.host}.",
            advice="See whether the address is spelled right and the network is up.",
            severity="error",
        )
    peers = [str(entry[4][0]) for entry in found]
    if not private and not all(is_outside(peer) for peer in peers):
        return Problem(
            kind="private-address",
            where=target.url,
            what=f"The host {target.host} lies inside this network.",
            advice="Save the page and add the file, or set private_addresses under [collect].",
            severity="error",
        )
    return peers[0]


def is_outside(peer: str) -> bool:
    """Whether an IP address belongs to the public internet.

    >>> is_outside("8.8.8.8"), is_outside("10.0.0.1"), is_outside("::ffff:127.0.0.1")
    (True, False, False)
    """
    address = ipaddress.ip_address(peer.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        embedded = address.ipv4_mapped or address.sixtofour
        if embedded is not None:
            address = embedded
    return address.is_global and not address.is_multicast


def _refuse(url: str, what: str) -> Problem:
    return Problem(
        kind="bad-address",
        where=url,
        what=what,
        advice="Give the whole address as a browser shows it, or save the page and add the file.",
        severity="error",
    )
