"""Citations: addresses that are cut off, glued, repeated, tracked, or defanged here and not there.

The rules are those of a reader who wants to follow a note: one address, whole, once, clean of
tokens that say who shared it (W3C, Cool URIs), and broken on purpose either always or never.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.model.note import Citation, Note


@dataclass(frozen=True, slots=True)
class _Placed:
    """A citation with its place in the document's text."""

    citation: Citation
    start: int
    end: int


def audit_citations(document: Document) -> Iterator[Finding]:
    """Look at every address that a document's notes cite."""
    broken = {_host(one) for note in document.notes for one in note.citations if one.defanged}
    past = 0  # two notes may begin with one address: each is sought behind the one before
    for note in document.notes:
        note_at = max(document.text.find(note.text[:60], past), past)
        placed = _place(note, document.text, note_at)
        past = placed[-1].end if placed else note_at
        yield from _glued(placed)
        yield from _repeated(note, placed)
        for one in placed:
            yield from _one_address(one)
            host = _host(one.citation)
            if host and not one.citation.defanged and host in broken:
                yield _finding(
                    one,
                    "defang-inconsistent",
                    f"{host} is broken on purpose elsewhere and live here",
                    "Break it here too, or nowhere.",
                )


def _place(note: Note, text: str, at: int) -> list[_Placed]:
    """Find a note's citations in the text, in their order."""
    placed = []
    for citation in note.citations:
        start = text.find(citation.raw, at) if citation.raw else -1
        if start >= 0:
            at = start + len(citation.raw)
            placed.append(_Placed(citation, start, at))
    return placed


def _one_address(one: _Placed) -> Iterator[Finding]:
    citation = one.citation
    if citation.state == "truncated":
        advice = "Give the whole address; as it stands nobody can follow it."
        yield _finding(one, "truncated-link", "the address is cut off", advice)
    if citation.state == "malformed":
        found = f"the address is misspelt; it may be {citation.url}"
        yield _finding(one, "malformed-link", found, "Correct it.")
    tokens = _tokens(citation)
    if tokens:
        found = f"the address carries {', '.join(tokens)}"
        advice = f"Cite {citation.canonical}."
        yield _finding(one, "tracking-token", found, advice, severity="note")


def _glued(placed: list[_Placed]) -> Iterator[Finding]:
    """Two addresses with nothing between them."""
    for one, other in pairwise(placed):
        if one.end == other.start and one.citation.url and other.citation.url:
            yield _finding(
                other,
                "glued-link",
                "the address stands right behind another",
                "Part them with a space or a semicolon.",
            )


def _repeated(note: Note, placed: list[_Placed]) -> Iterator[Finding]:
    """One address twice in a note; the second time is reported."""
    seen: set[str] = set()
    for one in placed:
        canonical = one.citation.canonical
        if canonical in seen:
            yield _finding(
                one,
                "repeated-link",
                f"note {note.marker} cites this address before",
                "Cite it once, or cite what was meant.",
            )
        elif canonical:
            seen.add(canonical)


def _tokens(citation: Citation) -> list[str]:
    """Parameters that the canonical address leaves out."""
    if not citation.url or not citation.canonical:
        return []
    given = parse_qsl(urlsplit(citation.url).query, keep_blank_values=True)
    kept = {name for name, _ in parse_qsl(urlsplit(citation.canonical).query)}
    return [name for name, value in given if name not in kept and value]


def _host(citation: Citation) -> str:
    if not citation.url:
        return ""
    try:
        host = urlsplit(citation.url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _finding(
    one: _Placed, rule: str, found: str, advice: str, *, severity: str = "warning"
) -> Finding:
    raw, why = one.citation.raw, rule.removesuffix("-link")
    return Finding(rule, "fails", why, raw, one.start, one.end, "", found, advice, severity)
