"""Which mentions stand in which event under two clocks: numbers alone, none of the words.

A hundred thousand mentions are settled here in a fraction of a second, so that only the events
that differ between two states need their words read and their accounts resolved.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sql

from dateline.ledger.reading import find_limit
from dateline.ledger.schema import entries, headers, link_rows, mention_rows
from dateline.ledger.times import settle_limit

Numbers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """What is in force under two clocks.

    Attributes:
        events: numbers of the events that have a mention in force, in order.
        marks: for each event a number that changes when its mentions or its reviews do, or those
            of another event that one of its mentions stood in, whose grades go with it: two
            states in which an event has the same mark tell the same of it.
        mentions: numbers of the mentions in force that stand in an event, those of one event
            together, in the order of `events`.
        starts: where the mentions of each event begin in `mentions`.
    """

    events: Numbers
    marks: Marks
    mentions: Numbers
    starts: Numbers

    def mentions_of(self, position: int) -> Numbers:
        """The mentions of the event at this position."""
        end = self.starts[position + 1] if position + 1 < len(self.starts) else None
        return self.mentions[self.starts[position] : end]


def read_standing(
    connection: sql.Connection, as_of: str | None, as_reported: str | None
) -> Standing:
    """Settle what stands where under the clocks."""
    limit = find_limit(connection, as_of)
    standing = _fetch(
        connection,
        sql.select(mention_rows.c.id, mention_rows.c.header).where(mention_rows.c.seq <= limit),
    )
    ids, readings = standing[:, 0], standing[:, 1]
    ids = np.sort(ids[np.isin(readings, _find_readings(connection, limit, as_reported))])
    links = _fetch(
        connection,
        sql.select(link_rows.c.mention, link_rows.c.event)
        .where(link_rows.c.seq <= limit)
        .order_by(link_rows.c.by_person, link_rows.c.seq),
    )
    placed = _find_events(links, ids)
    ids, placed = ids[placed > 0], placed[placed > 0]
    order = np.lexsort((ids, placed))
    ids, placed = ids[order], placed[order]
    events, starts = np.unique(placed, return_index=True)
    marks = _mix(ids.astype(np.uint64))
    marks = np.add.reduceat(marks, starts) if len(starts) else marks
    said = _find_reviews(connection, limit, links, ids)
    said = np.maximum.reduceat(said, starts) if len(starts) else said
    marks ^= _mix(said.astype(np.uint64) + np.uint64(1 << 40))
    return Standing(events, marks, ids, starts)


def _find_readings(connection: sql.Connection, limit: int, as_reported: str | None) -> Numbers:
    """Entries of the documents in force: the newest under each id that had been published."""
    query = sql.select(sql.func.max(headers.c.seq)).where(headers.c.seq <= limit)
    if as_reported is not None:
        query = query.where(headers.c.reported <= settle_limit(as_reported))
    return _fetch(connection, query.group_by(headers.c.id))[:, 0]


def _find_events(links: Numbers, mentions: Numbers) -> Numbers:
    """The event of each mention, 0 for none: the latest link's, a person's before a machine's."""
    most = int(max(mentions.max(initial=0), links[:, 0].max(initial=0)))
    placed = np.zeros(most + 1, dtype=np.int64)
    placed[links[:, 0]] = links[:, 1]  # of a repeated position the last value stays
    return placed[mentions]


def _find_reviews(
    connection: sql.Connection, limit: int, links: Numbers, mentions: Numbers
) -> Numbers:
    """Number of the last review of any event that each mention ever stood in, 0 for none."""
    query = (
        sql.select(sql.cast(entries.c.key, sql.Integer), sql.func.max(entries.c.seq))
        .where(entries.c.kind == "review", entries.c.seq <= limit)
        .group_by(entries.c.key)
    )
    found = _fetch(connection, query)
    last = np.zeros(int(max(found[:, 0].max(initial=0), links[:, 1].max(initial=0))) + 1, np.int64)
    last[found[:, 0]] = found[:, 1]
    said = np.zeros(int(max(mentions.max(initial=0), links[:, 0].max(initial=0))) + 1, np.int64)
    np.maximum.at(said, links[:, 0], last[links[:, 1]])
    return said[mentions]


def _fetch(connection: sql.Connection, query: Any) -> Numbers:  # noqa: ANN401 - any select
    """A query of whole numbers as an array, a row each."""
    wide = len(query.selected_columns)
    rows = [tuple(row) for row in connection.execute(query)]
    return np.array(rows, dtype=np.int64).reshape(-1, wide)


def _mix(numbers: Marks) -> Marks:
    """Spread numbers over 64 bits, so that sums of different sets differ (SplitMix64)."""
    with np.errstate(over="ignore"):
        mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return mixed ^ (mixed >> np.uint64(31))
