"""Where else a desk holds the words of a document: editions, published files, updates.

What is found (`blanking.py`) gives way to a mark; a file in which words cannot be replaced, such
as a PDF, is taken away. The new files are written beside the old
before the redaction is recorded and moved into place after (`staged.py`), so that a command killed
in between is finished by the next.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.desk import Desk
from dateline.pipeline.keeping.staged import FOLDERS, drop_staged, is_staged, write_staged
from dateline.pipeline.keeping.walking import walk_files
from dateline.pipeline.protection.blanking import Sought, blank, still_cites, still_names

PAGED = (".pdf", ".docx", ".eml")  # what reading shows the words of


@dataclass(frozen=True, slots=True)
class Reached:
    """What taking words out changes in a desk's files.

    Attributes:
        files: path from the desk's folder to the SHA-256 of what stands there then; None where
            nothing does.
        staged: new files that wait beside the old ones.
        left: files in which words that a person named stand where they are never replaced, such
            as in a binding, and published files that bear a key of a document or its source.
        shut: files that stay and could not be searched, or not whole.
    """

    files: Mapping[str, str | None] = field(default_factory=dict)
    staged: tuple[Path, ...] = ()
    left: tuple[str, ...] = ()
    shut: tuple[str, ...] = ()


def stage(desk: Desk, capture: str, sought: Sought) -> Reached:
    """Write the desk's files anew beside those that hold what is sought; nothing is moved yet.

    Args:
        desk: whose files.
        capture: the one that is redacted.
        sought: its words.

    Raises:
        OSError: a file cannot be read or written; nothing is left beside then.
    """
    changes, left, shut = _find_changes(desk, sought)
    staged: list[Path] = []
    try:
        for path, content in changes.items():
            staged.append(write_staged(path, content, capture))
    except BaseException:
        drop_staged(staged)
        raise
    digests = {
        _name(desk, path): (None if content is None else hashlib.sha256(content).hexdigest())
        for path, content in changes.items()
    }
    return Reached(digests, tuple(staged), tuple(left), tuple(shut))


def _find_changes(
    desk: Desk, sought: Sought
) -> tuple[dict[Path, bytes | None], list[str], list[str]]:
    """The new bytes of each file that holds what is sought; None where it is taken away.

    With it the files in which words that a person named are left, and those that stay unsearched.
    """
    changes: dict[Path, bytes | None] = {}
    others: list[Path] = []
    left: list[str] = []
    for path in _list_files(desk):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            others.append(path)
            continue
        if path.suffix == ".eml":
            others.append(path)
            continue
        new = text if path.suffix == ".css" else blank(text, sought)
        if new != text:
            changes[path] = new.encode("utf-8")
        published = new != text and path.is_relative_to(desk.out)
        if still_names(new, sought) or (published and still_cites(new, sought)):
            left.append(_name(desk, path))
    touched = tuple(changes)
    shut: list[str] = []
    for path in others:
        unread: list[str] = []
        if _goes_with(path, touched, desk) or _holds(path, sought, unread):
            changes[path] = None
        elif unread:
            shut.append(_name(desk, path))
    return changes, left, shut


def _list_files(desk: Desk) -> Iterator[Path]:
    for name in FOLDERS:
        for path in walk_files(desk.folder / name):
            if not is_staged(path):
                yield path


def _goes_with(path: Path, touched: Iterable[Path], desk: Desk) -> bool:
    """Whether a file was made from the same text as one that held the words.

    So is an image or any other file of the same name in which words cannot be looked for.
    """
    if path.suffix in PAGED and path.is_relative_to(desk.editions):
        edition = path.relative_to(desk.editions).parts[0]
        return any(one.is_relative_to(desk.editions / edition) for one in touched)
    return any(one.parent == path.parent and one.stem == path.stem for one in touched)


def _holds(path: Path, sought: Sought, unread: list[str]) -> bool:
    """Whether a file that is no plain text holds what is sought, read as pages or word by word.

    What of it could not be read is noted in `unread`.
    """
    from dateline import plugins
    from dateline.model.capture import Capture
    from dateline.read.printed import read_printed

    payload = path.read_bytes()
    words = read_printed(payload, unread)
    if words and (blank(words, sought) != words or still_names(words, sought)):
        return True
    if path.suffix not in PAGED:
        return False
    capture = Capture(hashlib.sha256(payload).hexdigest(), path.name, "", "", len(payload))
    reading = plugins.load_part(plugins.READERS, "documents")(payload, capture)
    return any(blank(one.text, sought) != one.text for one in reading.documents)


def _name(desk: Desk, path: Path) -> str:
    return path.relative_to(desk.folder).as_posix()
