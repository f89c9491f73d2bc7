"""What stands between two lines of `---` at the head of a note, and what is wrong with it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateline.model.problem import Problem
from dateline.query.nearest import find_nearest
from dateline.read.published import find_moment
from dateline.read.text import clean

_FRONT = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_OPEN = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<head>(?:[\w-]+[ \t]*:.*(?:\r?\n|\Z))+)")
_ISO = re.compile(r"(?P<day>\d{4}(?:-\d\d(?:-\d\d)?)?)(?P<time>[T ].*)?")
_KEYS = frozenset({"key", "source", "url", "published", "language", "title"})
_FOR_PEOPLE = {"example", "record", "comment", "tags"}  # said to whoever opens the file
_ALLOWED = _KEYS | _FOR_PEOPLE | {"authors", "author", "publisher", "date"}
_LINES = "Write it as `key: value` lines between two lines of `---`."


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of a Markdown file.

    Attributes:
        meta: its keys as they are written; empty where there is none.
        body: the text after it.
        published: when the document says it was published, ISO 8601; None where it is no date.
        problems: what is wrong with it.
    """

    meta: dict[str, Any]
    body: str
    published: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_note(self) -> bool:
        """Whether it makes the file a source note."""
        return "key" in self.meta or "source" in self.meta

    def word(self, key: str) -> str | None:
        """What a key says; None where it says nothing."""
        value = self.meta.get(key)
        return clean(value) or None if isinstance(value, str) else None


def read_front_matter(text: str, where: str) -> Front:
    """Read the front matter of a Markdown file; without one, all of the text is its body.

    Args:
        text: the decoded file.
        where: its name, for problems.
    """
    import yaml

    match = _FRONT.match(text)
    if match is None:
        return Front({}, text, problems=_unclosed(text, where))
    body, head = text[match.end() :], match["yaml"]
    try:
        meta = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506 - strings only, no objects
    except yaml.YAMLError as error:
        return Front({}, body, problems=(_not_yaml(error, where),))
    if not isinstance(meta, dict):
        what = "The front matter is not a list of `key: value` lines."
        return Front({}, body, problems=(Problem("bad-front-matter", where, what, _LINES),))
    bare = Front(meta, body)
    published, faults = _read_published(bare, head, where)
    faults += tuple(_name_unknown(bare, head, where))
    faults += _missing(bare, published, where)
    return Front(meta, body, published, faults)


def _read_published(front: Front, head: str, where: str) -> tuple[str | None, tuple[Problem, ...]]:
    """A date as ISO 8601, in whatever form it was written, and the problem where it is none."""
    key = "published" if front.word("published") else "date"
    stated = front.word(key)
    if stated is None:
        return None, ()
    shape = _ISO.fullmatch(stated)
    moment = stated if shape and _is_moment(stated) else None
    if moment is None and (shape is None or _is_moment(shape["day"])):
        moment = find_moment(stated)
    if moment is not None:
        return moment, ()
    return None, (Problem(
        "bad-date", where, f"Line {_line(head, key)}: {key} is {stated!r}, which is no date.",
        f"Write `{key}:` as a day, or a day and a time: 2023-07-03 or 2023-07-03T18:00.",
    ),)  # fmt: skip


def _is_moment(text: str) -> bool:
    """Whether there is such a year, month, day or moment.

    >>> _is_moment("2024-02"), _is_moment("2024-02-29 18:00"), _is_moment("2026-15-40")
    (True, True, False)
    """
    try:
        if len(text) <= len("2024-02-29"):
            date.fromisoformat(text + "0000-01-01"[len(text) :])
        else:
            datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _name_unknown(front: Front, head: str, where: str) -> list[Problem]:
    """Keys that nothing reads; of a file that is no note, those that are nearly a note's."""
    found = []
    for key in sorted(map(str, front.meta.keys() - _ALLOWED)):
        near = [one for one in find_nearest(key, _KEYS, 1) if one not in front.meta]
        if not near and not front.is_note:
            continue  # a page of another program, with keys of its own
        way = f"Did you mean `{near[0]}`?" if near else f"Use one of {', '.join(sorted(_KEYS))}."
        found.append(Problem(
            "unknown-front-matter", where,
            f"Line {_line(head, key)}: the front matter has the key {key!r}, which nothing reads.",
            way, severity="warning" if near else "note",
        ))  # fmt: skip
    return found


def _missing(front: Front, published: str | None, where: str) -> tuple[Problem, ...]:
    stated = published or front.word("published") or front.word("date")  # a bad one is told itself
    named = {"source": front.word("source"), "url": front.word("url"), "published": stated}
    absent = [name for name, value in named.items() if value is None]
    if not absent or not front.is_note:
        return ()
    return (Problem(
        "incomplete-front-matter", where, f"The front matter does not say {', '.join(absent)}.",
        "Add the missing lines, so that the account has an origin and a date.",
    ),)  # fmt: skip


def _unclosed(text: str, where: str) -> tuple[Problem, ...]:
    """What is wrong where a note's keys stand behind a line of `---` that nothing closes."""
    found = _OPEN.match(text)
    keys = re.findall(r"^[\w-]+", found["head"], re.MULTILINE) if found else []
    if _KEYS.isdisjoint(keys):
        return ()
    return (Problem(
        "bad-front-matter", where,
        f"Line 1: the front matter that begins here ({', '.join(keys)}) is not closed, so none of "
        "it is read and the note has no source and no date.",
        f"Write a line of `---` after line {len(keys) + 1}, and add the note again.",
    ),)  # fmt: skip


def _not_yaml(error: Exception, where: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = f"Line {mark.line + 2}: t" if mark else "T"
    what = f"{line}he front matter is not YAML: {str(error).splitlines()[0]}."
    return Problem("bad-front-matter", where, what, _LINES)


def _line(head: str, key: str) -> int:
    """The line of the file that a key stands in; the first line is the opening `---`."""
    found = re.search(rf"^[\"']?{re.escape(key)}[\"']?[ \t]*:", head, re.MULTILINE)
    return head.count("\n", 0, found.start()) + 2 if found else 1
