"""The gold mentions, read and matched one to one with what was extracted."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dateline.model.document import Block, Document
from dateline.model.mention import EVENT_TYPE_OF, Mention
from evals.split import only_scored

_BY_LINE = ("analysis_en.jsonl",)


@dataclass(frozen=True, slots=True)
class Item:
    """One annotated passage.

    Attributes:
        id: the line's id.
        text: the passage.
        language: ISO 639-1.
        published: the day it was published, where the line says.
        written: whether it was written for Dateline, tidier than news.
        held_out: whether it is only scored.
        spans: the annotated spans.
        mentions: the annotated mentions.
    """

    id: str
    text: str
    language: str
    published: str | None
    written: bool
    held_out: bool
    spans: tuple[dict[str, Any], ...]
    mentions: tuple[dict[str, Any], ...]

    def spans_of(self, number: int, label: str) -> list[tuple[int, int]]:
        """Give the offsets of a mention's spans with one label."""
        return [
            (span["start"], span["end"])
            for span in self.spans
            if span["label"] == label and number in span["mentions"]
        ]


def read_items(shared: Path) -> Iterator[Item]:
    """Read every annotated passage."""
    for file in sorted((shared / "gold" / "mentions").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            identity = row["id"] if file.name in _BY_LINE else row.get("doc") or row["id"]
            yield Item(
                row["id"],
                row["text"],
                row["lang"],
                row.get("doc_date"),
                file.name.startswith("written_"),
                only_scored(identity),
                tuple(row["spans"]),
                tuple(row["mentions"]),
            )


def item_document(item: Item) -> Document:
    """A passage as a document of one paragraph for each of its lines."""
    blocks = tuple(
        Block("paragraph", line[0], line.start(), line.end(), None, item.language)
        for line in re.finditer(r"[^\n]+", item.text)
    )
    return Document(
        item.id,
        "note",
        None,
        item.text,
        "",
        published=item.published,
        language=item.language,
        blocks=blocks,
    )


def match_mentions(item: Item, found: Sequence[Mention]) -> list[tuple[dict[str, Any], Mention]]:
    """Pair gold and found mentions of one event type, overlapping triggers and sub-types first."""
    if not item.mentions or not found:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    gains = np.zeros((len(item.mentions), len(found)))
    for row, gold in enumerate(item.mentions):
        triggers = item.spans_of(gold["n"], "ev")
        for column, mention in enumerate(found):
            if EVENT_TYPE_OF[gold["type"]] != mention.event_type:
                continue
            overlaps = any(start < mention.end and mention.start < end for start, end in triggers)
            same = gold["type"] == mention.sub_event_type
            near = bool(mention.place and mention.place.text in gold["place"])
            gains[row, column] = 1 + 0.5 * overlaps + 0.25 * same + 0.1 * near
    rows, columns = linear_sum_assignment(-gains)
    return [
        (item.mentions[int(row)], found[int(column)])
        for row, column in zip(rows, columns, strict=True)
        if gains[row, column] > 0
    ]


def gold_days(written: str) -> tuple[date, date] | None:
    """Read a gold date: a day or an interval; None where there is none."""
    days = re.findall(r"\d{4}-\d{2}-\d{2}", written)
    if not days:
        return None
    return date.fromisoformat(days[0]), date.fromisoformat(days[-1])


def gold_toll(written: str) -> tuple[int | None, int | None]:
    """Read a gold toll: `n`, `low..`, `low..high` or `-`.

    >>> gold_toll("7"), gold_toll("3.."), gold_toll("-")
    ((7, 7), (3, None), (None, None))
    """
    match = re.fullmatch(r"(\d+)(\.\.)?(\d+)?", str(written))
    if not match:
        return None, None
    low = int(match[1])
    if not match[2]:
        return low, low
    return low, int(match[3]) if match[3] else None
