"""A note's words to the works that it cites."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.model.note import Citation
from dateline.prose.links import FoundLink, canonical_link, find_links
from dateline.read.published import find_date

_OWN = re.compile(
    r"\b[Aa]uthors?[’'`]?s?[’'`]?\s+(?:own\s+)?(?:research|databases?|datasets?|data|analysis|tally|"
    r"calculations?|estimates?|interviews?|notes|conversations?|observations?|count)\b"
    r"|\b[A-Z]{2,6}(?:[’'`]s)? (?:own )?research\b(?=\W*$)"
    r"|\b(?:own|desk|internal) (?:research|database|calculations?|data)\b"
    r"|\brecherches? (?:de l[’'])?auteure?s?\b|\bbase de données (?:de l[’'])?auteure?s?\b"
)
_ON_REQUEST = re.compile(
    r"(?i)\b(?:available|provided|supplied|accessible)\s+(?:up)?(?:on|by)\s+request\b"
    r"|\b(?:up)?on request\b|\bsur demande\b"
)
_SUBSCRIPTION = re.compile(
    r"(?i)\bby subscription\b|\bsubscription (?:required|only)\b|\bsubscribers? only\b|\bpaywall"
    r"|\bsur abonnement\b|\bréservé aux abonnés\b"
)
_QUOTED = re.compile(r"[“\"«]\s*(?P<title>.{1,400}?)\s*[,.]?\s*[”\"»](?!\w)")
_TITLED = re.compile(r"[“\"«].{1,400}?(?:,\s*[”\"»]|[”\"»]\s*,)")
_ACCESSED = re.compile(r"(?i)\b(accessed|retrieved|consulted|updated|last updated|consulté)\b")
_AVAILABLE = re.compile(r"(?i)[,.]?\s*\b(?:available|accessible|disponible)\b.*$|\bn\.d\.")
_POINTER = re.compile(
    r"(?i)^.*\b(?:see(?: also)?|here|at|visit|voir)\s*:\s*|^\s*see(?: also)?,?\s+"
)
_MONTH_DAY = re.compile(r"[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:(?:last )?updated )?(?P<year>(?:18|19|20)\d\d)", re.IGNORECASE)
_MAX_WORDS = 30


def parse_citations(text: str, *, keep_stop: bool = False) -> tuple[Citation, ...]:
    """Read every work that a note cites, in order.

    Args:
        text: the note without its marker.
        keep_stop: whether a full stop that ends the note belongs to its address.

    >>> [work.access for work in parse_citations("https://a.org/x; author’s research.")]
    ['open', 'own_research']
    """
    works: list[Citation] = []
    carried = ""
    for segment in _segments(text, keep_stop=keep_stop):
        words = f"{carried}; {segment}" if carried else segment
        found = list(_works(words, keep_stop=keep_stop))
        carried = "" if found or works else words
        works.extend(found)
    return tuple(works)


def share_access(notes: Iterable[tuple[Citation, ...]]) -> tuple[tuple[Citation, ...], ...]:
    """Give a publisher known to be by subscription that access where a citation leaves it out.

    Only works without an address of their own change: the same document says elsewhere that
    this publisher is read by subscription.
    """
    held = tuple(notes)
    closed = {
        work.publisher for works in held for work in works
        if work.access == "subscription" and work.publisher
    }  # fmt: skip
    return tuple(
        tuple(
            replace(work, access="subscription")
            if work.url is None and work.publisher in closed and work.access == "open"
            else work
            for work in works
        )
        for works in held
    )


def stops_belong(lines: Iterable[str]) -> bool:
    """Whether a full stop after an address is part of it: entries of this list end without one."""
    ends = [line.rstrip() for line in lines if re.search(r"(?:https?:/|www\.)\S+\s*$", line)]
    return len(ends) > 1 and sum(line.endswith(".") for line in ends) < len(ends) / 2


def _segments(text: str, *, keep_stop: bool) -> list[str]:
    """Part a note at the semicolons that stand outside quotations and addresses."""
    shielded = [(link.start, link.end) for link in find_links(text, keep_stop=keep_stop)]
    shielded += [match.span() for match in _QUOTED.finditer(text)]
    parts, start = [], 0
    for match in re.finditer(r";", text):
        if not any(left <= match.start() < right for left, right in shielded):
            parts.append(text[start : match.start()].strip())
            start = match.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _works(segment: str, *, keep_stop: bool) -> Iterator[Citation]:
    links = find_links(segment, keep_stop=keep_stop)
    start = 0
    for link in links:
        words = segment[start : link.start].strip()
        yield _linked(words, link)
        start = link.end
    rest = segment[start:].strip(" .,;")
    if _OWN.search(rest) or _ON_REQUEST.search(rest):
        yield Citation(raw=segment[start:].strip(), access=_access(rest))
    elif not links and _TITLED.search(rest) and (find_date(rest) or _SUBSCRIPTION.search(rest)):
        yield _described(_pointed(rest), None)
    elif not links and re.match(r"[^.]{2,60}, [“\"«]", rest):
        yield _described(rest, None)


def _linked(words: str, link: FoundLink) -> Citation:
    work = _described(_pointed(words), link) if words else Citation(raw=link.raw)
    return replace(
        work,
        url=link.url,
        canonical=None if link.state == "truncated" else canonical_link(link.url),
        defanged=link.defanged,
        state=link.state,
    )


def _pointed(words: str) -> str:
    """Leave out the prose that leads to a work ("For more information, see: ...")."""
    quoted = list(_QUOTED.finditer(words))
    if not quoted:
        return words
    before = words[: quoted[-1].start()]
    pointer = _POINTER.match(before)
    if pointer is not None:
        return words[pointer.end() :]
    searched = before.rstrip().removesuffix(".")  # "Surname, Name. “Title": the author's own stop
    stop = max(searched.rfind(mark) for mark in (". ", ": ", "? "))
    if searched.endswith(":"):
        stop = len(searched) - 1
    lead = before[stop + 2 :] if stop >= 0 else before
    return lead + words[quoted[-1].start() :]


def _described(words: str, link: FoundLink | None) -> Citation:
    """Read author, title, publisher and date out of the words before an address."""
    raw = f"{words} {link.raw}" if link is not None else words
    quoted = list(_QUOTED.finditer(words))
    if not quoted:
        publisher = _name(_AVAILABLE.sub("", words)) if len(words.split()) < _MAX_WORDS else None
        return Citation(
            raw=raw, access=_access(words), publisher=publisher, published=find_date(words)
        )
    title = quoted[-1]
    before, after = words[: title.start()], words[title.end() :]
    dated = _ACCESSED.search(after)
    publisher = _name(_before_date(_AVAILABLE.sub("", after)))
    published = find_date(after) or _year_alone(after)
    return Citation(
        raw=raw,
        access=_access(after),
        title=title["title"].strip(" ,"),
        publisher=publisher or _name(before),
        author=_name(before) if publisher else None,
        published=published,
        date_says=dated[1].lower() if dated and published else None,
    )


def _before_date(words: str) -> str:
    """The publisher in ", Publisher (what it is), 3 May 2023."."""
    pieces = [piece.strip(" .") for piece in words.split(",")]
    kept: list[str] = []
    for place, piece in enumerate(pieces):
        following = ", ".join(pieces[place : place + 2])
        dated = find_date(piece) or (_MONTH_DAY.fullmatch(piece) and find_date(following))
        if dated or _YEAR.fullmatch(piece) or _ACCESSED.match(piece):
            break
        kept.append(piece)
    return re.sub(r"\s*\([^)]*\)\s*$", "", ", ".join(piece for piece in kept if piece))


def _year_alone(words: str) -> str | None:
    """The year in ", Publisher, 2020." where no more of the date is printed."""
    for piece in words.split(","):
        match = _YEAR.fullmatch(piece.strip(" .()"))
        if match is not None:
            return match["year"]
    return None


def _name(words: str) -> str | None:
    name = words.strip(" ,.;:–—-")
    return name or None


def _access(words: str) -> str:
    if _SUBSCRIPTION.search(words):
        return "subscription"
    if _ON_REQUEST.search(words):
        return "on_request"
    return "own_research" if _OWN.search(words) else "open"
