"""Where else a desk holds the words of a document: editions, published files, updates.

A text is searched for runs of words that the document has too, for its title, address and
authors, and for words that a person names. What is found gives way to a mark; a file in which
words cannot be replaced, such as a PDF, is taken away. The new files are written beside the old
before the redaction is recorded and moved into place after (`staged.py`), so that a command killed
in between is finished by the next.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dateline.desk import Desk
from dateline.model.document import Document
from dateline.pipeline.staged import FOLDERS, drop_staged, is_staged, write_staged

REDACTED = "[redacted]"
RUN = 5  # words in a row that make a passage the document's own
PAGED = (".pdf", ".docx", ".eml")  # what reading shows the words of
_TOKEN = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"<[^<>]{0,2000}>|&#?\w{1,10};|\\[nrtbf]|\\u[0-9a-fA-F]{4}")
_APART = re.compile(r'[<>"{}\[\]\0]')  # between two words: they are no one passage of a file


@dataclass(frozen=True, slots=True)
class Sought:
    """Words to be taken out, in small letters: runs of `RUN`, and whole phrases by first word."""

    runs: frozenset[tuple[str, ...]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Reached:
    """What taking words out changes in a desk's files.

    Attributes:
        files: path from the desk's folder to the SHA-256 of what stands there then; None where
            nothing does.
        staged: new files that wait beside the old ones.
    """

    files: Mapping[str, str | None] = field(default_factory=dict)
    staged: tuple[Path, ...] = ()


def seek(documents: Iterable[Document], words: Iterable[str] = ()) -> Sought:
    """What to look for: the documents' passages, titles, addresses, authors, and given words."""
    runs: set[tuple[str, ...]] = set()
    phrases: dict[str, set[tuple[str, ...]]] = {}
    named = [*words]
    for document in documents:
        texts = [document.text, *(block.original or "" for block in document.blocks)]
        for text in texts:
            tokens = _split(text)
            runs.update(tuple(tokens[at : at + RUN]) for at in range(len(tokens) - RUN + 1))
        named += [document.title or "", *document.authors]
        named += _spell_address(document.url or "")
    for name in named:
        tokens = _split(name)
        if tokens:
            phrases.setdefault(tokens[0], set()).add(tuple(tokens))
    return Sought(frozenset(runs), {first: tuple(sorted(all_)) for first, all_ in phrases.items()})


def blank(text: str, sought: Sought) -> str:
    """A text with the mark in the place of what is sought.

    >>> blank("He said: 'Awa saw it.'", seek((), ["Awa"]))
    "He said: '[redacted] saw it.'"
    """
    masked = _MARKUP.sub(lambda found: "\0" * len(found[0]), text)
    across = _blank(text, masked, sought)  # passages that markup runs through
    return _blank(across, across, sought)  # and those within it, such as an address


def _blank(text: str, masked: str, sought: Sought) -> str:
    tokens = [(one.start(), one.end(), one[0].casefold()) for one in _TOKEN.finditer(masked)]
    covered = _cover([word for _, _, word in tokens], sought)
    parts, at = [], 0
    for start, end in _join(tokens, covered, masked):
        parts += [text[at:start], REDACTED]
        at = end
    return "".join((*parts, text[at:]))


def stage(desk: Desk, capture: str, sought: Sought) -> Reached:
    """Write the desk's files anew beside those that hold what is sought; nothing is moved yet.

    Args:
        desk: whose files.
        capture: the one that is redacted.
        sought: its words.

    Raises:
        OSError: a file cannot be read or written; nothing is left beside then.
    """
    changes = _find_changes(desk, sought)
    staged: list[Path] = []
    try:
        for path, content in changes.items():
            staged.append(write_staged(path, content, capture))
    except BaseException:
        drop_staged(staged)
        raise
    digests = {
        path.relative_to(desk.folder).as_posix(): (
            None if content is None else hashlib.sha256(content).hexdigest()
        )
        for path, content in changes.items()
    }
    return Reached(digests, tuple(staged))


def _find_changes(desk: Desk, sought: Sought) -> dict[Path, bytes | None]:
    """The new bytes of each file that holds what is sought; None where it is taken away."""
    changes: dict[Path, bytes | None] = {}
    others: list[Path] = []
    for path in _list_files(desk):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            others.append(path)
            continue
        if path.suffix == ".eml":
            others.append(path)
        elif (new := blank(text, sought)) != text:
            changes[path] = new.encode("utf-8")
    touched = tuple(changes)
    for path in others:
        if _goes_with(path, touched, desk) or _holds(path, sought):
            changes[path] = None
    return changes


def _split(text: str) -> list[str]:
    return [found[0].casefold() for found in _TOKEN.finditer(text)]


def _spell_address(address: str) -> Iterator[str]:
    """An address as texts carry it: whole, without its scheme, and defanged."""
    parts = urlsplit(address)
    if parts.hostname and parts.path.strip("/"):
        yield f"{parts.hostname}{parts.path}"
        yield f"{parts.hostname.replace('.', ' dot ')}{parts.path}"


def _cover(words: Sequence[str], sought: Sought) -> bytearray:
    """Which words are to go: 1 for each."""
    covered = bytearray(len(words))
    for at, word in enumerate(words):
        if tuple(words[at : at + RUN]) in sought.runs:
            covered[at : at + RUN] = b"\1" * RUN
        for phrase in sought.phrases.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                covered[at : at + len(phrase)] = b"\1" * len(phrase)
    return covered


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


def _list_files(desk: Desk) -> Iterator[Path]:
    for name in FOLDERS:
        for path in sorted((desk.folder / name).rglob("*")):
            if path.is_file() and not is_staged(path):
                yield path


def _goes_with(path: Path, touched: Iterable[Path], desk: Desk) -> bool:
    """Whether a file was made from the same text as one that held the words.

    So is an image or any other file of the same name in which words cannot be looked for.
    """
    if path.suffix in PAGED and path.is_relative_to(desk.editions):
        edition = path.relative_to(desk.editions).parts[0]
        return any(one.is_relative_to(desk.editions / edition) for one in touched)
    return any(one.parent == path.parent and one.stem == path.stem for one in touched)


def _holds(path: Path, sought: Sought) -> bool:
    """Whether a file that is no plain text holds what is sought, as reading it shows."""
    from dateline import plugins
    from dateline.model.capture import Capture

    if path.suffix not in PAGED:
        return False
    payload = path.read_bytes()
    capture = Capture(hashlib.sha256(payload).hexdigest(), path.name, "", "", len(payload))
    reading = plugins.load_part(plugins.READERS, "documents")(payload, capture)
    return any(blank(one.text, sought) != one.text for one in reading.documents)
