"""Real headlines to group back into their events: UCDP GED rows with two to nine sources.

Each headline is read as a document published on its source's date, its mentions extracted as
from any other, and the mention of each headline is to be put with those of its event. Events of
one country and year stay together; which of those are looked at is decided by a hash of the two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.extract import extract_mentions
from dateline.model.document import Block, Document
from dateline.model.mention import COUNTED_STATUSES, Mention
from dateline.model.stored import StoredMention
from evals.split import only_scored

COUNTRIES = ("Mali", "Nigeria", "Burkina Faso", "Pakistan", "Niger")
MOST_HEADLINES = 700  # of a half
_OUTLET = re.compile(r'"?([^",]+),')
_SOURCES = (2, 9)


@dataclass(frozen=True, slots=True)
class Headlines:
    """Mentions read from headlines, the true event of each, and how many gave none."""

    mentions: tuple[StoredMention, ...]
    truth: dict[int, int]
    unread: int


def load_headlines(shared: Path, *, heldout: bool, lexicon: Any, gazetteer: Any) -> Headlines:  # noqa: ANN401 - rooms below this page define them
    """The headlines of one half, in blocks of a country and year, until there are enough."""
    mentions: list[StoredMention] = []
    truth: dict[int, int] = {}
    unread = headlines = 0
    for rows in _list_blocks(shared, heldout=heldout):
        if headlines >= MOST_HEADLINES:
            break
        for event, outlet, day, headline in _list_sources(rows):
            headlines += 1
            document = _print(headline, day, len(mentions) + unread)
            found, _ = extract_mentions(document, lexicon=lexicon, gazetteer=gazetteer)
            told = [mention for mention in found if mention.status in COUNTED_STATUSES]
            if not told:
                unread += 1
                continue
            stored = StoredMention(
                len(mentions) + 1, _date(told[0], day), "article", outlet, day.isoformat(),
                "2026-01-01T00:00:00Z", document.id,
            )  # fmt: skip
            mentions.append(stored)
            truth[stored.id] = event
    return Headlines(tuple(mentions), truth, unread)


def _list_blocks(shared: Path, *, heldout: bool) -> Iterator[list[dict[str, Any]]]:
    import pyarrow.parquet as pq

    names = ["id", "country", "year", "source_headline", "source_date", "source_article"]
    table = pq.read_table(shared / "data" / "ucdp" / "ged.parquet", columns=names)
    blocks: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in table.to_pylist():
        if row["country"] in COUNTRIES:
            blocks[row["country"], row["year"]].append(row)
    for key in sorted(blocks, key=lambda key: (key[1], key[0]), reverse=True):
        if only_scored(f"{key[0]}-{key[1]}") is heldout:
            yield blocks[key]


def _list_sources(rows: list[dict[str, Any]]) -> Iterator[tuple[int, str, date, str]]:
    """Event, outlet, day and words of each headline; one that tells of two events is left out."""
    listed = []
    for row in rows:
        parts = [(row[name] or "").split(";") for name in ("source_headline", "source_date")]
        if not _SOURCES[0] <= len(parts[0]) <= _SOURCES[1] or len(parts[0]) != len(parts[1]):
            continue
        articles = re.split(r';(?=")', row["source_article"] or "")
        for number, (headline, day) in enumerate(zip(*parts, strict=True)):
            try:
                when = date.fromisoformat(day.strip()[:10])
            except ValueError:
                continue
            named = _OUTLET.match(articles[number]) if number < len(articles) else None
            name = named[1].strip() if named else "unknown"
            listed.append((int(row["id"]), name, when, headline.strip()))
    told = Counter(words for _, words in {(event, words) for event, _, _, words in listed})
    for event, outlet, when, headline in listed:
        if headline and told[headline] == 1:
            yield event, outlet, when, headline


def _print(headline: str, day: date, number: int) -> Document:
    block = Block("paragraph", headline, 0, len(headline), language="en")
    return Document(
        f"headline-{number}", "article", None, headline, f"{number:064d}",
        published=day.isoformat(), language="en", blocks=(block,),
    )  # fmt: skip


def _date(mention: Mention, day: date) -> Mention:
    """A headline without a date tells of the day it was printed or the days before."""
    if mention.date_as_written:
        return mention
    first = day - timedelta(days=2)
    return replace(mention, date_start=first, date_end=day, time_precision=2)
