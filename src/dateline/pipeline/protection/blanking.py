"""Words taken out of a text: what is looked for, and the mark in its place.

Looked for are runs of words that a document has too, its title and its address; its authors, and
a title of a word or two, only beside a citation of it, since elsewhere they are anybody's words;
and what a person names. What makes a file work is left whole: bindings, queries, keys, styles and
the names of markup.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from dateline.model.document import Document
from dateline.query.keys import KEYS

REDACTED = "[redacted]"
RUN = 5  # words in a row that make a passage the document's own
OWN_TITLE = 3  # words from which on a title is the document's own wherever it stands
BESIDE = 12  # words from a citation within which an author's name belongs to it
_TOKEN = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"<[^<>]{0,2000}>|&#?\w{1,10};|\\[nrtbf]|\\u[0-9a-fA-F]{4}")
_APART = re.compile(r'[<>"{}\[\]\0]')  # between two words: they are no one passage of a file
_KEPT = re.compile(
    rf"""
    <style\b[^>]*>.*?</style>                                # rules of a page or a figure
    | (?<=\s)(?:style|class)=(?:"[^"<>]*"|'[^'<>]*')
    | </?[A-Za-z][\w:-]*                                     # names of elements, attributes
    | (?<![\w:-])[\w:-]{{1,60}}(?==\\?["'])
    | \{{\s*(?:[.\#][\w-]+\s+)*[\w-]+=\\?["'][^{{}}]{{0,4000}}\}}  # a binding
    | (?<![\w/])(?:{"|".join(KEYS)}):(?!//)[^\s"'<>{{}}|]+     # a term of a query
    | (?<=["'])[a-z][a-z0-9_]*(?=["']\s*:) | ^[ \t-]*[a-z][a-z0-9_-]*:(?=\s)  # keys
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

_Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Sought:
    """Words to be taken out, in small letters; phrases stand by their first word.

    Attributes:
        runs: passages of `RUN` words.
        named: what a person names.
        cited: titles and addresses.
        beside: what goes only within `BESIDE` words of one of these, or of a citation by key.
        keys: the documents' ids.
        sources: ids of the documents and of their sources, for what was published of them.
    """

    runs: frozenset[tuple[str, ...]]
    named: _Phrases
    cited: _Phrases
    beside: _Phrases
    keys: _Phrases
    sources: _Phrases


def seek(documents: Iterable[Document], words: Iterable[str] = ()) -> Sought:
    """What to look for of some documents, and words that a person names."""
    runs: set[tuple[str, ...]] = set()
    cited: list[str] = []
    beside: list[str] = []
    keys: list[str] = []
    sources: list[str] = []
    for document in documents:
        for text in (document.text, *(block.original or "" for block in document.blocks)):
            tokens = _split(text)
            runs.update(tuple(tokens[at : at + RUN]) for at in range(len(tokens) - RUN + 1))
        keys.append(document.id)
        sources += [document.source] if document.source else []
        cited += _spell_address(document.url or "")
        if not _is_entered(document):
            title = document.title or ""
            (cited if len(_split(title)) >= OWN_TITLE else beside).append(title)
            beside += document.authors
    told = _sort([*keys, *sources])
    return Sought(frozenset(runs), _sort(words), _sort(cited), _sort(beside), _sort(keys), told)


def blank(text: str, sought: Sought) -> str:
    """A text with the mark in the place of what is sought.

    >>> blank("He said: 'Awa saw it.'", seek((), ["Awa"]))
    "He said: '[redacted] saw it.'"
    """
    masked = _mask(_MARKUP, _mask(_KEPT, text))
    across = _blank(text, masked, sought)  # passages that markup runs through
    return _blank(across, _mask(_KEPT, across), sought)  # and those within it, such as an address


def still_names(text: str, sought: Sought) -> bool:
    """Whether a text holds what a person named, in whatever place."""
    words = _split(text)
    return any(True for _ in _find(words, sought.named))


def still_cites(text: str, sought: Sought) -> bool:
    """Whether a text names one of the documents, or its source, by its key."""
    return any(True for _ in _find(_split(text), sought.sources))


def _mask(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: "\0" * len(found[0]), text)


def _blank(text: str, masked: str, sought: Sought) -> str:
    tokens = [(one.start(), one.end(), one[0].casefold()) for one in _TOKEN.finditer(masked)]
    by_key = {at for at, (start, _, _) in enumerate(tokens) if masked[start - 1 : start] == "@"}
    covered = _cover([word for _, _, word in tokens], by_key, sought)
    parts, at = [], 0
    for start, end in _join(tokens, covered, masked):
        parts += [text[at:start], REDACTED]
        at = end
    return "".join((*parts, text[at:]))


def _is_entered(document: Document) -> bool:
    """Whether a person of the desk entered it: its title and author are that person's name."""
    return document.kind == "note" and document.title == f"Coded by {'; '.join(document.authors)}"


def _sort(names: Iterable[str]) -> _Phrases:
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        if tokens := tuple(_split(name)):
            phrases.setdefault(tokens[0], set()).add(tokens)
    return {first: tuple(sorted(all_)) for first, all_ in phrases.items()}


def _split(text: str) -> list[str]:
    return [found[0].casefold() for found in _TOKEN.finditer(text)]


def _spell_address(address: str) -> Iterator[str]:
    """An address as texts carry it: whole, without its scheme, and defanged."""
    parts = urlsplit(address)
    if parts.hostname and parts.path.strip("/"):
        yield f"{parts.hostname}{parts.path}"
        yield f"{parts.hostname.replace('.', ' dot ')}{parts.path}"


def _cover(words: Sequence[str], by_key: Collection[int], sought: Sought) -> bytearray:
    """Which words are to go: 1 for each. `by_key` are those that an `@` stands before."""
    covered = bytearray(len(words))
    for at in range(len(words) - RUN + 1):
        if tuple(words[at : at + RUN]) in sought.runs:
            covered[at : at + RUN] = b"\1" * RUN
    citations = [(at, end) for at, end in _find(words, sought.keys) if at in by_key]
    for at, end in _find(words, sought.cited):
        citations.append((at, end))
        covered[at:end] = b"\1" * (end - at)
    for at, end in _find(words, sought.named):
        covered[at:end] = b"\1" * (end - at)
    near = bytearray(len(words))
    for at, end in citations:
        first, last = max(0, at - BESIDE), min(len(words), end + BESIDE)
        near[first:last] = b"\1" * (last - first)
    for at, end in _find(words, sought.beside):
        if all(near[at:end]):
            covered[at:end] = b"\1" * (end - at)
    return covered


def _find(words: Sequence[str], phrases: _Phrases) -> Iterator[tuple[int, int]]:
    """Where phrases stand: the first word and the one after the last."""
    for at, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                yield at, at + len(phrase)


def _join(
    tokens: Sequence[tuple[int, int, str]], covered: bytearray, masked: str
) -> Iterator[tuple[int, int]]:
    """Passages of words to go, parted where markup stands between them."""
    start = end = -1
    for (first, last, _), gone in zip(tokens, covered, strict=True):
        if not gone:
            continue
        whole = start >= 0 and not _TOKEN.search(masked, end, first)
        if whole and not _APART.search(masked[end:first]):
            end = last
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end
