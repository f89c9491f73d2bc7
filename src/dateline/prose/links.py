"""Addresses in prose: found, parted where glued, refanged, defanged, made canonical."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_DOT = (
    r"(?:\s*\[\s*\.\s*\]\s*|\s*\(\s*\.\s*\)\s*|\s*\{\s*\.\s*\}\s*|\s*[\[({]dot[\])}]\s*"
    r"|\s+dot\s+|\.)"
)
_LABEL = r"[^\s/?#:@\[\](){}<>.,;\"“”«»…\\|]+"
_COLON = r"(?:\[:\]|:)"
_SLASHES = r"(?://|\[//\])"
_GOOD_SCHEME = rf"(?:h(?:tt|xx)ps?|f(?:t|x)p){_COLON}{_SLASHES}|h(?:tt|xx)ps?\[://\]"
_BAD_SCHEME = (
    r"(?<![a-z])(?:ttps?|tps|htps?|htt?p?ss|hhttps?|httpp?s?s):?//|https?:/(?!/)|https?;?//"
)
_WWW = rf"(?<![\w./=@\]-])www(?={_DOT})"
_START = re.compile(
    rf"(?P<good>{_GOOD_SCHEME})|(?P<bad>{_BAD_SCHEME})|(?P<www>{_WWW})", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?<![\w./@-]){_LABEL}(?:\s*(?:\[\.\]|\(\.\)|\{{\.\}}|[\[({{]dot[\])}}])\s*{_LABEL})+"
    rf"|(?<![\w./@-])[\w-]+(?:\s+dot\s+[\w-]+)+(?=/)",
    re.IGNORECASE,
)
_HINTS = ("//", "www", "dot", "[.]", "(.)", "{.}", ":/", "[ .", "( .", "{ .")  # one stands in each
_HOST = re.compile(
    rf"(?:[^\s/@\[\]]+@)?(?:\[[0-9a-f:.]+\]|{_LABEL}(?:{_DOT}{_LABEL})*)", re.IGNORECASE
)
_TAIL = re.compile(
    r"(?::\d{1,5})?(?:(?:\[/\]|[/?#])[^\s<>\"“”«»]*)?(?:(?<=\w)\s+dot\s+(?:html?|php|aspx?|pdf|xml)\b)?"
)
_AUTHORITY = re.compile(
    rf"(?P<scheme>{_GOOD_SCHEME}|(?<![\w.])(?=www{_DOT}))"
    rf"(?P<user>[^\s/?#@\[\]]+@)?(?P<host>{_LABEL}(?:{_DOT}{_LABEL})*)(?P<slash>\[/\])?",
    re.IGNORECASE,
)
_PATH = re.compile(r"([^/?#]*(?://[^/?#]*)?)(.*)", re.DOTALL)
_DOTTED_END = re.compile(r"\s+dot\s+\w+$")
_ELLIPSIS = re.compile(r"(?:\.{3,}|…)$")
_ARCHIVES = ("web.archive.org", "archive.org", "archive.ph", "archive.is", "archive.today",
             "archive.li", "archive.md", "archive.vn", "archive.fo", "ghostarchive.org",
             "webcache.googleusercontent.com", "12ft.io", "perma.cc")  # fmt: skip
_TRACKING = re.compile(
    r"utm_\w+|at_\w+|ns_\w+|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh"
    r"|ref_src|ref_url|xtor|cmpid|ocid|smid|smtyp|cmp|_ga|_gl|__twitter_impression|echobox"
    r"|phpsessid|jsessionid|sessionid|session_id|sid|spm|wt_mc|guccounter|share_?id|sharetoken",
    re.IGNORECASE,
)
_SHARE_TOKENS = {  # parameters that say who shared a page, by host
    "twitter.com": {"s", "t", "ref_src", "cxt"},
    "x.com": {"s", "t", "ref_src", "cxt"},
    "youtube.com": {"si", "feature", "pp"},
    "youtu.be": {"si", "feature"},
    "instagram.com": {"hl", "igsh"},
    "facebook.com": {"mibextid", "rdid", "sfnsn", "__tn__"},
    "linkedin.com": {"trk", "trackingid"},
    "t.me": {"single"},
    "tiktok.com": {"_r", "_t", "is_from_webapp", "sender_device"},
}
_PARTS = re.compile(
    r"([a-z][a-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class FoundLink:
    """An address as it stands in a text.

    Attributes:
        start: offset of its first character.
        end: offset after its last.
        raw: the characters as printed, `text[start:end]`, an ellipsis included.
        url: refanged and with a scheme; the printed part only where it is truncated.
        defanged: whether the print broke it on purpose.
        state: `ok`, `truncated` or `malformed` (its scheme had to be repaired).
    """

    start: int
    end: int
    raw: str
    url: str
    defanged: bool
    state: str


def refang(text: str) -> str:
    """Undo house style (` dot `) and security style (`hxxp`, `[.]`, `(.)`) in every address.

    >>> refang("hxxps://www[.]example[.]org/a and https://shafaq dot example/b")
    'https://www.example.org/a and https://shafaq.example/b'
    """

    def mend(match: re.Match[str]) -> str:
        scheme = re.sub(r"[\[\]]", "", match["scheme"])
        scheme = re.sub(r"(?i)(?<=^h)xx|(?<=^f)x", _swap("xX", "tT"), scheme)
        host = re.sub(f"(?i){_DOT}", ".", match["host"])
        return scheme + (match["user"] or "") + host + ("/" if match["slash"] else "")

    return _AUTHORITY.sub(mend, text)


def defang(url: str, *, style: str = "house") -> str:
    """Break an address so that no program makes it a link; `refang` undoes it.

    Args:
        url: a complete address.
        style: `house` (`www dot example dot org`) or `security` (`hxxps://www[.]example[.]org`).

    >>> defang("https://www.example.org/a.html")
    'https://www dot example dot org/a.html'
    >>> defang("https://www.example.org/a.html", style="security")
    'hxxps://www[.]example[.]org/a.html'
    """
    scheme, mark, rest = url.partition("://")
    if not mark:
        scheme, rest = "", url
    cut = re.search(r"[/?#]", rest)
    authority, tail = (rest[: cut.start()], rest[cut.start() :]) if cut else (rest, "")
    user, at, host = authority.rpartition("@")
    if style == "security":
        scheme = re.sub(r"(?i)(?<=^h)tt(?=ps?$)|(?<=^f)t(?=p$)", _swap("tT", "xX"), scheme)
    host = host.replace(".", " dot " if style == "house" else "[.]")
    return scheme + mark + user + at + host + tail


def _swap(old: str, new: str) -> Callable[[re.Match[str]], str]:
    """Exchange letters in what a pattern matches, keeping their case."""
    table = str.maketrans(old, new)
    return lambda match: match[0].translate(table)


def find_links(text: str, *, keep_stop: bool = False) -> list[FoundLink]:
    """Find every address in a text, parting those that are glued together.

    Args:
        text: prose, a note, or a line.
        keep_stop: whether punctuation at the very end of `text` belongs to the address, as in
            lists whose entries end without a full stop.

    >>> [link.url for link in find_links("https://a.org/xhttps://b.org/y?s=20")]
    ['https://a.org/x', 'https://b.org/y?s=20']
    >>> find_links("see https://a.org/long-ti...")[0].state
    'truncated'
    """
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return []
    starts = [match for match in _START.finditer(text) if not _nested(text, match)]
    found: list[FoundLink] = []
    for place, match in enumerate(starts):
        limit = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        if found and match.start() < found[-1].end:
            continue
        link = _read_link(text, match, limit, keep_stop=keep_stop)
        if link is not None:
            found.append(link)
    taken = [(link.start, link.end) for link in found]
    bare = [
        _read_bare(text, match, keep_stop=keep_stop)
        for match in _BARE.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    return sorted(found + bare, key=lambda link: link.start)


def split_links(text: str) -> list[str]:
    """Part a run of glued addresses into the single ones, as printed.

    >>> split_links("www.example.comhttps://b.org/y")
    ['www.example.com', 'https://b.org/y']
    """
    return [link.raw for link in find_links(text, keep_stop=True)]


def canonical_link(url: str) -> str:
    """Strip what does not say which work is meant: share tokens, tracking, session fragments.

    >>> canonical_link("https://X.com/a/status/1?s=20&t=abc")
    'https://x.com/a/status/1'
    >>> canonical_link("https://www.example.org/a?lang=en&utm_source=x#:~:text=word")
    'https://www.example.org/a?lang=en'
    """
    parts = _PARTS.fullmatch(url)
    if parts is None:
        return url
    scheme, authority, path, query, fragment = parts.groups()
    user, at, host = authority.rpartition("@")
    host = re.sub(r":(?:80|443)$", "", host.lower())
    path = re.sub(r"(?i);jsessionid=[^/?#]*", "", path)
    kept = [pair for pair in (query or "").split("&") if pair and not _says_who_shared(pair, host)]
    canonical = f"{scheme.lower()}://{user}{at}{host}{path}"
    if kept:
        canonical += "?" + "&".join(kept)
    lasting = (fragment or "").split(":~:")[0]
    if lasting and not _TRACKING.fullmatch(re.split(r"[=-]", lasting)[0]):
        canonical += "#" + lasting
    return canonical


def _says_who_shared(pair: str, host: str) -> bool:
    name = pair.partition("=")[0].lower()
    site = re.sub(r"^(?:www|m|mobile)\.", "", host)
    return bool(_TRACKING.fullmatch(name)) or name in _SHARE_TOKENS.get(site, ())


def _nested(text: str, match: re.Match[str]) -> bool:
    """Whether the address that starts here is a part of the one before it."""
    before = re.search(r"\S*$", text[max(0, match.start() - 400) : match.start()])
    run = before.group() if before else ""
    if not re.search(r"(?i)(?:^|\W)(?:https?://|www\.)", run):
        return False
    if re.search(r"[?&][\w.-]+=$", run):
        return True
    host = re.sub(r"(?i)^.*https?://", "", run).split("/")[0].lower()
    return run.endswith("/") and host.removeprefix("www.") in _ARCHIVES


def _read_link(text: str, match: re.Match[str], limit: int, *, keep_stop: bool) -> FoundLink | None:
    host = _HOST.match(text, match.start() if match["www"] else match.end(), limit)
    if host is None:
        return None
    tail = _TAIL.match(text, host.end(), limit)
    end = tail.end() if tail else host.end()
    if host.end() == end:
        ellipsis = re.compile(r"\.{3,}|…").match(text, end, limit)
        end = ellipsis.end() if ellipsis else end
    raw = _trim(text[match.start() : end], keep=keep_stop and not text[end:].strip())
    cut = _ELLIPSIS.search(raw)
    printed = raw[: cut.start()] if cut else raw
    written = printed
    if match["www"]:
        written = "https://" + printed
    elif match["bad"]:
        scheme = "https" if "s" in match["bad"].lower() else "http"
        written = f"{scheme}://" + printed[len(match["bad"]) :]
    url = _mended(written)
    state = "truncated" if cut else "malformed" if match["bad"] else "ok"
    return FoundLink(
        match.start(), match.start() + len(raw), raw, url,
        defanged=url != _lower_scheme(written), state=state,
    )  # fmt: skip


def _mended(written: str) -> str:
    """Refang an address, and the dots in its path where the whole of it was broken."""
    url = refang(written)
    if url != written or _DOTTED_END.search(written):
        head, tail = _PATH.fullmatch(url).groups()  # type: ignore[union-attr]
        url = head + re.sub(r"\[\.\]|\s+dot\s+", ".", tail)
    return _lower_scheme(url)


def _lower_scheme(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    return scheme.lower() + mark + rest


def _read_bare(text: str, match: re.Match[str], *, keep_stop: bool) -> FoundLink:
    tail = _TAIL.match(text, match.end())
    end = tail.end() if tail else match.end()
    raw = _trim(text[match.start() : end], keep=keep_stop and not text[end:].strip())
    cut = _ELLIPSIS.search(raw)
    printed = raw[: cut.start()] if cut else raw
    url = _mended("https://" + printed)
    state = "truncated" if cut else "ok"
    return FoundLink(match.start(), match.start() + len(raw), raw, url, defanged=True, state=state)


def _trim(raw: str, *, keep: bool) -> str:
    """Drop the sentence's punctuation from an address's end; an ellipsis stays."""
    while raw and not _ELLIPSIS.search(raw):
        last = raw[-1]
        unpaired = last in ")]}" and raw.count(last) > raw.count("([{"[")]}".index(last)])
        if unpaired or last in "'’‘*_,;" or (not keep and last in ".:!?؟،؛。"):
            raw = raw[:-1]
            if unpaired and keep:
                keep = False
            continue
        break
    return raw
