"""Appending to the log: drafts become entries with a number, a time and a hash.

Every function here runs inside a write transaction that its caller holds.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from operator import attrgetter
from typing import Any

import sqlalchemy as sql

from dateline.errors import LedgerError
from dateline.ledger.chain import Entry, commit_to, hash_fields
from dateline.ledger.derived import derive_header, derive_link, derive_mention
from dateline.ledger.payload import read_payload, write_payload
from dateline.ledger.reading import in_parts, read_keyed, read_later
from dateline.ledger.schema import entries, head, headers, link_rows, mention_rows
from dateline.ledger.sealing import find_sealed_events, seal_entry, seal_of
from dateline.ledger.times import settle_time
from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.model.link import Link
from dateline.model.mention import Mention
from dateline.model.problem import Problem
from dateline.model.review import SETTLED, VERDICTS, Review

_COLUMNS = tuple(column.name for column in entries.columns)
_values = attrgetter(*_COLUMNS)
_ENTRIES = sql.insert(entries)
_HEAD = sql.text(
    "UPDATE head SET seq = :seq, hash = :hash, recorded_at = :recorded_at, "
    "next_mention = :next_mention, next_event = :next_event"
)
_NEWEST = sql.text("SELECT max(seq) FROM entries WHERE kind = :kind AND key = :key")


@dataclass(frozen=True, slots=True)
class AppendResult:
    """What one capture added to the ledger.

    Attributes:
        capture: SHA-256 of the bytes.
        added: False when the ledger already held these bytes, and nothing was appended.
        documents: ids of the documents, in the order of the capture.
        mentions: ids of the mentions appended.
        revised: ids of documents that now stand in the place of an earlier reading.
    """

    capture: str
    added: bool
    documents: tuple[str, ...] = ()
    mentions: tuple[int, ...] = ()
    revised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a number: its kind, its key, what it holds, and whether sealed."""

    kind: str
    key: str
    noun: object
    why: str = ""
    supersedes: int | None = None
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log."""

    seq: int
    hash: str
    recorded_at: str
    next_mention: int
    next_event: int


@dataclass(frozen=True, slots=True)
class Material:
    """What one capture gave: documents, their mentions by document id, problems; how it is kept."""

    capture: Capture
    documents: Sequence[Document]
    mentions: Mapping[str, Sequence[Mention]] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    sealed: bool = False


def read_head(connection: sql.Connection) -> Head:
    """Where the log ends now."""
    row = connection.execute(sql.select(head)).one()
    return Head(row.seq, row.hash, row.recorded_at, row.next_mention, row.next_event)


def append_drafts(
    connection: sql.Connection,
    drafts: Iterable[Draft],
    *,
    at: str,
    author: str,
    end: Head | None = None,
) -> list[Entry]:
    """Append drafts in order.

    Args:
        connection: inside a write transaction.
        drafts: what to append.
        at: when, ISO 8601; never earlier than the entry before, whatever the clock says.
        author: the person, or the machine's name and version.
        end: the head with ids already allocated; read when not given.
    """
    end = end or read_head(connection)
    recorded_at = max(settle_time(at), end.recorded_at)
    rows: list[Entry] = []
    seq, last = end.seq, end.hash
    for draft in drafts:
        seq += 1
        payload = write_payload(draft.noun)
        salt = secrets.token_hex(8)
        commitment = commit_to(salt, payload)
        about = (seq, draft.kind, draft.key, recorded_at, author, draft.why, draft.supersedes)
        digest = hash_fields(*about, commitment, last)
        entry = Entry(*about, payload, salt, commitment, last, digest)
        if draft.sealed:
            entry = seal_entry(entry, seal_of(connection))
        last = digest
        rows.append(entry)
    if rows:
        connection.execute(
            _ENTRIES, [dict(zip(_COLUMNS, _values(row), strict=True)) for row in rows]
        )
        end = replace(end, seq=seq, hash=last, recorded_at=recorded_at)
        connection.execute(_HEAD, asdict(end))
    return rows


def append_material(
    connection: sql.Connection, material: Material, *, at: str, author: str
) -> AppendResult:
    """Append a capture with all that was read from it, or nothing where it is known already."""
    digest = material.capture.sha256
    if newest(connection, "capture", digest) is not None:
        known = connection.execute(
            sql.select(headers.c.id).where(headers.c.capture == digest).order_by(headers.c.seq)
        )
        return AppendResult(digest, added=False, documents=tuple(row.id for row in known))
    end = read_head(connection)
    drafts = [Draft("capture", digest, material.capture)]
    drafts += [Draft("problem", digest, problem) for problem in material.problems]
    revised: list[str] = []
    ids: list[int] = []
    for document in material.documents:
        earlier = newest(connection, "document", document.id)
        why = "" if earlier is None else "read from other bytes under the same id"
        drafts.append(Draft("document", document.id, document, why, earlier))
        if earlier is not None:
            revised.append(document.id)
        for mention in material.mentions.get(document.id, ()):
            ids.append(end.next_mention + len(ids))
            noun = {"capture": digest, "mention": mention}
            drafts.append(Draft("mention", str(ids[-1]), noun))
    if material.sealed:
        drafts = [replace(draft, sealed=True) for draft in drafts]
    end = replace(end, next_mention=end.next_mention + len(ids))
    rows = append_drafts(connection, drafts, at=at, author=author, end=end)
    _append_rows(connection, material.documents, rows)
    return AppendResult(
        digest,
        added=True,
        documents=tuple(document.id for document in material.documents),
        mentions=tuple(ids),
        revised=tuple(revised),
    )


def append_mentions(
    connection: sql.Connection,
    document: str,
    mentions: Sequence[Mention],
    *,
    at: str,
    author: str,
    sealed: bool,
) -> tuple[int, ...]:
    """Append accounts that a person found in a document which stands already; give their ids."""
    header = connection.execute(
        sql.select(headers)
        .where(headers.c.id == document, headers.c.capture != "")
        .order_by(headers.c.seq.desc())
        .limit(1)
    ).one_or_none()
    if header is None:
        raise LedgerError(f"There is no document {document} in this ledger.")
    end = read_head(connection)
    ids = tuple(range(end.next_mention, end.next_mention + len(mentions)))
    drafts = [
        Draft("mention", str(number), {"capture": header.capture, "mention": one}, sealed=sealed)
        for number, one in zip(ids, mentions, strict=True)
    ]
    end = replace(end, next_mention=end.next_mention + len(mentions))
    rows = append_drafts(connection, drafts, at=at, author=author, end=end)
    told = [derive_mention(int(row.key), row.seq, header.seq) for row in rows]
    connection.execute(sql.insert(mention_rows), told)
    return ids


def append_links(
    connection: sql.Connection, links: Sequence[Link], *, first_new: int | None, at: str
) -> list[Link]:
    """Append judgements; events that they found get their numbers here.

    Args:
        connection: inside a write transaction.
        links: the judgements; `by` is who signs each.
        first_new: the `next_event` that the linker was given. Events from there on are new,
            and are renumbered when another command has founded events meanwhile.
        at: when, ISO 8601.

    Returns:
        The links as recorded.
    """
    end = read_head(connection)
    shift = 0 if first_new is None else end.next_event - first_new
    settled = [
        replace(link, event=link.event + shift)
        if first_new is not None and link.event >= first_new
        else link
        for link in links
    ]
    founders = {link.event: link for link in reversed(settled) if link.event >= end.next_event}
    following = end.next_event + len(founders)
    if founders and max(founders) >= following:
        raise LedgerError(
            f"A link names event {max(founders)}, but the next event is {end.next_event}; "
            "nothing was recorded. Run the command again."
        )
    births: dict[str, list[Draft]] = {}
    for event in sorted(founders):
        births.setdefault(founders[event].by, []).append(Draft("event", str(event), {"id": event}))
    for author, founded in births.items():  # all are founded before any link names one
        end = replace(read_head(connection), next_event=following)
        append_drafts(connection, founded, at=at, author=author, end=end)
    earlier = _newest_links(connection, [str(link.mention) for link in settled])
    mentions, events = find_sealed_events(connection)
    events |= {link.event for link in settled if link.mention in mentions}
    signed: dict[str, list[Link]] = {}
    for link in settled:
        signed.setdefault(link.by, []).append(link)
    for author, theirs in signed.items():
        drafts = [
            Draft(
                "link",
                str(link.mention),
                link,
                supersedes=earlier.get(str(link.mention)),
                sealed=link.mention in mentions or link.event in events,
            )
            for link in theirs
        ]
        recorded = append_drafts(connection, drafts, at=at, author=author)
        rows = [
            derive_link(*pair) for pair in zip(theirs, (row.seq for row in recorded), strict=True)
        ]
        connection.execute(sql.insert(link_rows), rows)
    return settled


def append_reviews(
    connection: sql.Connection, reviews: Sequence[Review], *, at: str
) -> list[Review]:
    """Append people's words on events of which nobody has settled anything; give those words."""
    for review in reviews:
        _refuse_unsound(connection, review)
    settled = _find_settled(connection, [str(review.event) for review in reviews])
    told = [review for review in reviews if review.event not in settled]
    hidden = find_sealed_events(connection)[1] if told else set()
    for review in told:
        draft = Draft("review", str(review.event), review, sealed=review.event in hidden)
        append_noun(connection, draft, at=at, author=review.by)
    return told


def append_review(
    connection: sql.Connection,
    review: Review,
    *,
    at: str,
    seen: str | None,
    settle: Callable[[Review, Sequence[Entry]], Review] | None,
) -> Entry:
    """Append a person's word on an event; see `Ledger.append_review`."""
    _refuse_unsound(connection, review)
    if seen is not None and settle is not None:
        review = settle(review, read_later(connection, review.event, seen))
    elif seen is not None:
        refuse_changed(connection, review.event, seen)
    hidden = review.event in find_sealed_events(connection)[1]
    # The reason stands in the payload alone: a column can neither be sealed nor taken out.
    draft = Draft("review", str(review.event), review, sealed=hidden)
    return append_noun(connection, draft, at=at, author=review.by)


def _refuse_unsound(connection: sql.Connection, review: Review) -> None:
    """Refuse a word that is none of `VERDICTS`, or on an event that there is not."""
    if review.verdict not in VERDICTS:
        raise LedgerError(f"{review.verdict!r} is no verdict; choose among {', '.join(VERDICTS)}.")
    if not 0 < review.event < read_head(connection).next_event:
        raise LedgerError(
            f"There is no event {review.event} in this ledger; `dateline events` lists them."
        )


def _find_settled(connection: sql.Connection, events: Sequence[str]) -> set[int]:
    """Those events of which somebody has said what becomes of them."""
    said = read_keyed(connection, "review", events, read_head(connection).seq)
    words = (read_payload(Review, entry.payload) for entry in said if entry.payload is not None)
    return {word.event for word in words if word.verdict in SETTLED}


def refuse_changed(connection: sql.Connection, event: int, seen: str) -> None:
    """Refuse to write where somebody recorded anything about an event since a state.

    Raises:
        LedgerError: somebody did; the message says who.
    """
    later = read_later(connection, event, seen)
    if later:
        last = later[-1]
        raise LedgerError(
            f"Event {event} changed while you looked at it: {last.author} recorded a "
            f"{last.kind} at {last.recorded_at}. Nothing was recorded; look again."
        )


def append_noun(connection: sql.Connection, draft: Draft, *, at: str, author: str) -> Entry:
    """Append one entry that stands in the place of the newest under its key."""
    earlier = newest(connection, draft.kind, draft.key)
    draft = replace(draft, supersedes=earlier)
    return append_drafts(connection, [draft], at=at, author=author)[0]


def newest(connection: sql.Connection, kind: str, key: str) -> int | None:
    """Number of the newest entry under a key; None where there is none."""
    found: int | None = connection.execute(_NEWEST, {"kind": kind, "key": key}).scalar_one()
    return found


def _newest_links(connection: sql.Connection, mentions: Sequence[str]) -> dict[str, int]:
    """Number of the newest link of each mention that has one."""
    found: dict[str, int] = {}
    for keys in in_parts(mentions):
        query = (
            sql.select(entries.c.key, sql.func.max(entries.c.seq))
            .where(entries.c.kind == "link", entries.c.key.in_(keys))
            .group_by(entries.c.key)
        )
        found.update((key, seq) for key, seq in connection.execute(query))
    return found


def _append_rows(
    connection: sql.Connection, documents: Sequence[Document], rows: Sequence[Entry]
) -> None:
    """What the tables beside the log hold of a capture; each mention follows its document."""
    waiting = iter(documents)
    told: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    for row in rows:
        if row.kind == "document":
            told.append(derive_header(next(waiting), row))
        elif row.kind == "mention":
            mentions.append(derive_mention(int(row.key), row.seq, told[-1]["seq"]))
    if told:
        connection.execute(sql.insert(headers), told)
    if mentions:
        connection.execute(sql.insert(mention_rows), mentions)
