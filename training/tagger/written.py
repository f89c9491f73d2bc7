"""Items written for Dateline in a plain notation, read into the gold's shape.

One item a line: `language | status | text`, where `[ev:Attack 1| words]` marks a trigger with its
sub-type and mention number, `[place 1| words]` an argument of the mentions named after its label.
A status stands for every mention of the item; `1 claimed, 2 planned` names them one by one.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.tagger.sources import WRITTEN, Item

from dateline.model.mention import EVENT_TYPE_OF, STATUSES

_MARK = re.compile(
    r"\[(?P<label>\w+)(?::(?P<type>[^|\]]+?))? (?P<mentions>[\d,]+)\|(?P<words>[^\]]+)\]"
)


def written_items(paths: Sequence[Path] = WRITTEN) -> Iterator[Item]:
    """Read every written item; the files stand beside this module."""
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                language, status, marked = (part.strip() for part in line.split(" | ", 2))
                yield read_item(f"{path.stem}-{number}", language, status, marked)


def read_item(identity: str, language: str, status: str, marked: str) -> Item:
    """Read one marked text.

    >>> item = read_item("x", "en", "asserted", "[killed 1|Two] died in a [ev:Attack 1|raid].")
    >>> item.text, item.spans[1]["label"], item.mentions[0]["type"]
    ('Two died in a raid.', 'ev', 'Attack')
    """
    text, at = "", 0
    spans: list[dict[str, Any]] = []
    types: dict[int, str] = {}
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        numbers = [int(number) for number in match["mentions"].split(",")]
        start, words = len(text), match["words"]
        text += words
        spans.append(
            {
                "start": start,
                "end": len(text),
                "label": match["label"],
                "mentions": numbers,
                "text": words,
            }
        )
        if match["type"]:
            types |= dict.fromkeys(numbers, match["type"])
        at = match.end()
    text += marked[at:]
    statuses = _statuses(status, types)
    unknown = set(types.values()) - set(EVENT_TYPE_OF) | set(statuses.values()) - set(STATUSES)
    if unknown or "[" in text:
        raise ValueError(f"{identity} is not in the notation: {unknown or text}")
    mentions = tuple(
        {"n": number, "type": kind, "status": statuses[number]} for number, kind in types.items()
    )
    return Item(identity, text, language, tuple(spans), mentions, "written")


def _statuses(status: str, types: dict[int, str]) -> dict[int, str]:
    if "," not in status and " " not in status:
        return dict.fromkeys(types, status if status != "-" else "asserted")
    named = dict.fromkeys(types, "asserted")
    for part in status.split(","):
        number, word = part.split()
        named[int(number)] = word
    return named
