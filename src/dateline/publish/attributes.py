"""Pandoc's attributes, `{#name .class key="value"}`, read from source text with offsets."""

import html
import re
from dataclasses import dataclass, field

_NAME = re.compile(r"[#.]([^\s{}=\"'#]+)")
_KEY = re.compile(r"([A-Za-z_:][\w:.-]*)=")
_BARE = re.compile(r"(?:\\[^A-Za-z0-9]|[^\s}])*")
_ESCAPE = re.compile(r"\\([^A-Za-z0-9\s])")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(slots=True)
class Attributes:
    """What stands between `{` and `}`.

    Attributes:
        start: offset of `{`.
        end: offset past `}`.
        id: the name after `#`, None where there is none.
        classes: names after `.`.
        pairs: keys and values, in order; a repeated key keeps its last value.
        repeated: keys that stand twice.
    """

    start: int
    end: int
    id: str | None = None
    classes: list[str] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)


def read_attributes(text: str, start: int) -> Attributes | None:
    """Read attributes from their `{`; None where they are never closed or are no attributes.

    >>> read_attributes('{#pace rate="attack by:jnim" per=week}', 0).pairs
    {'rate': 'attack by:jnim', 'per': 'week'}
    """
    found = Attributes(start, start)
    at = start + 1
    while True:
        at = _skip_spaces(text, at)
        if text.startswith("}", at):
            found.end = at + 1
            return found
        name = _NAME.match(text, at)
        if name is not None:
            _take_name(found, name)
            at = name.end()
            continue
        key = _KEY.match(text, at)
        if key is None:
            return None
        value = _read_value(text, key.end())
        if value is None:
            return None
        if key.group(1) in found.pairs:
            found.repeated.append(key.group(1))
        found.pairs[key.group(1)] = value[0]
        at = value[1]


def _take_name(found: Attributes, name: re.Match[str]) -> None:
    if name.group().startswith("#"):
        found.id = name.group(1)
    else:
        found.classes.append(name.group(1))


def _read_value(text: str, at: int) -> tuple[str, int] | None:
    """A value and the offset past it; None where its quotation is never closed."""
    quote = text[at : at + 1]
    if quote not in ('"', "'"):
        bare = _BARE.match(text, at)
        end = bare.end() if bare else at
        return _plain(text[at:end]), end
    end = at + 1
    while end < len(text) and text[end] != quote:
        end += 2 if text[end] == "\\" else 1
    raw = text[at + 1 : end]
    if end >= len(text) or _BLANK_LINE.search(raw):
        return None
    return _plain(raw), end + 1


def _plain(raw: str) -> str:
    return html.unescape(_ESCAPE.sub(r"\1", raw)).replace("\n", " ")


def _skip_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
