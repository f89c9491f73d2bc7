"""The ledger of a desk: what was recorded, by whom, and what had been known by when."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sql

from dateline.errors import DeskError
from dateline.ledger import reading
from dateline.ledger.append import (
    AppendResult,
    Draft,
    Material,
    append_drafts,
    append_links,
    append_material,
    append_noun,
    append_review,
    newest,
    read_head,
    refuse_changed,
)
from dateline.ledger.chain import FIRST, Entry
from dateline.ledger.derived import find_stale, rebuild_derived
from dateline.ledger.faults import named_faults
from dateline.ledger.payload import read_payload
from dateline.ledger.redact import Redaction, find_unexplained, read_redactions, redact_capture
from dateline.ledger.schema import entries
from dateline.ledger.store import Store
from dateline.model.assessment import Assessment
from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.model.link import Link
from dateline.model.mention import Mention
from dateline.model.problem import Problem
from dateline.model.review import Review
from dateline.model.source import Source
from dateline.model.stored import StoredMention

if TYPE_CHECKING:
    from dateline.ledger.standing import Standing


class Ledger:
    """An open ledger. Writing methods each run in one transaction: whole, or not at all.

    `at` is when the desk records something, an ISO 8601 time that the caller gives.
    `as_of` is a time, a day or a state hash on the recorded clock; `as_reported` a time or day
    on the publication clock; None is now.
    """

    def __init__(self, store: Store) -> None:
        self.name = store.name
        self.read_only = store.read_only
        self._store = store
        self._engine = store.engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()

    # Appending

    def append_document(
        self,
        documents: Sequence[Document],
        mentions_by_document: Mapping[str, Sequence[Mention]],
        problems: Sequence[Problem],
        capture: Capture,
        *,
        at: str,
        author: str,
    ) -> AppendResult:
        """Record a capture with the documents, mentions and problems read from it.

        The same bytes again append nothing; the result then says `added=False`.
        """
        material = Material(capture, documents, mentions_by_document, problems)
        with self._writing() as connection:
            return append_material(connection, material, at=at, author=author)

    def append_links(
        self,
        links: Sequence[Link],
        *,
        at: str,
        first_new: int | None = None,
        unless_changed: tuple[Sequence[int], str] | None = None,
    ) -> list[Link]:
        """Record judgements that mentions belong to events, each signed by its `by`.

        Args:
            links: the judgements.
            at: when.
            first_new: what `next_event()` said when the links were made. Events numbered from
                there on are new; they move up when another command founded events meanwhile.
            unless_changed: events and the state they were looked at in; nothing is appended
                where somebody recorded anything about one of them since.

        Returns:
            The links as recorded.

        Raises:
            LedgerError: an event changed since it was looked at.
        """
        events, seen = unless_changed or ((), "")
        with self._writing() as connection:
            for event in events:
                refuse_changed(connection, event, seen)
            return append_links(connection, links, first_new=first_new, at=at)

    def append_review(
        self,
        review: Review,
        *,
        at: str,
        seen: str | None = None,
        settle: Callable[[Review, Sequence[Entry]], Review] | None = None,
    ) -> Entry:
        """Record a person's word on an event.

        Args:
            review: the person's word.
            at: when.
            seen: the state hash that the person looked at. Where somebody recorded anything
                about the event since, nothing is appended and the person is told.
            settle: makes of the word, and of what was recorded about the event since `seen`,
                the word to record, instead of refusing; called inside the transaction.

        Raises:
            LedgerError: the event is unknown, the verdict is none of `VERDICTS`, or the event
                changed since `seen`.
        """
        with self._writing() as connection:
            return append_review(connection, review, at=at, seen=seen, settle=settle)

    def append_assessment(self, assessment: Assessment, *, at: str, author: str) -> Entry:
        """Record a judgement, or a revision of the one with the same key."""
        draft = Draft("assessment", assessment.key, assessment)
        with self._writing() as connection:
            return append_noun(connection, draft, at=at, author=author)

    def append_edition(
        self,
        key: str,
        edition: object,
        *,
        at: str,
        author: str,
        kind: str = "edition",
        over: int | None = -1,
    ) -> Entry | None:
        """Record a frozen issue of an update, or a signature or delivery of one.

        With `over`, the number of the newest entry under the key (None: there is none), nothing
        is appended, and None given back, where another command has recorded one meanwhile.
        """
        with self._writing() as connection:
            if over not in (-1, newest(connection, kind, key)):
                return None
            return append_noun(connection, Draft(kind, key, edition), at=at, author=author)

    def append_sources(self, sources: Sequence[Source], *, at: str, author: str) -> int:
        """Record what the desk says of its sources, where it differs; return how many did."""
        known = {source.key: source for source in self.sources()}
        changed = [source for source in sources if known.get(source.key) != source]
        with self._writing() as connection:
            for source in changed:
                append_noun(connection, Draft("source", source.key, source), at=at, author=author)
        return len(changed)

    def append_problems(self, problems: Sequence[Problem], *, at: str, author: str) -> None:
        """Record problems that belong to no capture, such as a file that was missing."""
        drafts = [Draft("problem", problem.where, problem) for problem in problems]
        with self._writing() as connection:
            append_drafts(connection, drafts, at=at, author=author)

    def redact(self, capture: str, *, by: str, why: str, at: str) -> Redaction:
        """Take a capture's words out of the ledger for somebody's safety; the chain still holds.

        The caller removes the bytes from the archive. Copies made before keep the words.

        Raises:
            LedgerError: the ledger knows no such capture.
        """
        with self._writing() as connection:
            redaction = redact_capture(connection, capture, by=by, why=why, at=at)
        with named_faults(self.name):
            self._store.forget()
        return redaction

    def back_up(self, target: Path) -> None:
        """Copy the ledger whole, also while other commands use it."""
        with named_faults(self.name):
            self._store.copy_to(target)

    # Reading

    def captures(self, as_of: str | None = None) -> list[Capture]:
        """Captures in the order they were recorded."""
        return self._nouns(Capture, "capture", as_of)

    def has_capture(self, sha256: str) -> bool:
        """Whether these bytes are recorded."""
        query = sql.select(entries.c.seq).where(
            entries.c.kind == "capture", entries.c.key == sha256
        )
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def documents(
        self,
        as_of: str | None = None,
        as_reported: str | None = None,
        *,
        ids: Sequence[str] | None = None,
    ) -> list[Document]:
        """Documents in force, in the order they were recorded; those of some ids, or all."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            return reading.read_documents(connection, limit, as_reported, ids)

    def document_origins(
        self, as_of: str | None = None, as_reported: str | None = None
    ) -> dict[str, tuple[str | None, str]]:
        """Source and capture of each document in force, by its id; no text is read."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            known = reading.read_headers(connection, limit, as_reported)
        return {name: (row.source, row.capture) for name, row in known.items() if row.capture}

    def mentions(
        self,
        as_of: str | None = None,
        as_reported: str | None = None,
        *,
        numbers: Sequence[int] | None = None,
    ) -> list[StoredMention]:
        """Mentions of the documents in force, by id; those of some numbers, or all."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            return reading.read_mentions(connection, limit, as_reported, numbers)

    def standing(self, as_of: str | None = None, as_reported: str | None = None) -> "Standing":
        """Which mentions stand in which event, by number alone."""
        from dateline.ledger.standing import read_standing

        with self._reading() as connection:
            return read_standing(connection, as_of, as_reported)

    def links(
        self, as_of: str | None = None, *, mentions: Sequence[int] | None = None
    ) -> list[Link]:
        """The judgement in force on each mention; a person's stands before any machine's."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            return reading.read_links(connection, limit, mentions)

    def reviews(
        self, as_of: str | None = None, *, events: Sequence[int] | None = None
    ) -> list[Review]:
        """Every person's word on some events or on all, in the order they were recorded."""
        return [
            read_payload(Review, entry.payload)
            for entry in self._about("review", events, as_of)
            if entry.payload is not None
        ]

    def event_births(
        self, as_of: str | None = None, *, events: Sequence[int] | None = None
    ) -> dict[int, str]:
        """When the desk first wrote some events or all."""
        return {int(entry.key): entry.recorded_at for entry in self._about("event", events, as_of)}

    def problems(self, as_of: str | None = None) -> list[Problem]:
        """Problems in the order they were recorded."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            return [
                read_payload(Problem, entry.payload)
                for entry in reading.read_entries(connection, kind="problem", limit=limit)
                if entry.payload is not None
            ]

    def assessments(self, as_of: str | None = None) -> list[Assessment]:
        """Judgements in force."""
        return self._nouns(Assessment, "assessment", as_of)

    def sources(self, as_of: str | None = None) -> list[Source]:
        """What the desk last said of each source."""
        return self._nouns(Source, "source", as_of)

    def entries(self, kind: str | None = None, as_of: str | None = None) -> list[Entry]:
        """The log itself."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            return list(reading.read_entries(connection, kind=kind, limit=limit))

    def length(self) -> int:
        """How many entries the log has."""
        with self._reading() as connection:
            return read_head(connection).seq

    def next_event(self) -> int:
        """The number that the next new event gets."""
        with self._reading() as connection:
            return read_head(connection).next_event

    def state_hash(self, as_of: str | None = None) -> str:
        """Hash of the last entry in force: it pins everything recorded until then."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            query = sql.select(entries.c.hash).where(entries.c.seq == limit)
            return connection.execute(query).scalar_one_or_none() or FIRST

    def verify(self) -> Iterator[Problem]:
        """Walk the hash chain; the first broken link is named, a sound ledger yields nothing."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, None)
            fault = reading.find_break(connection) or find_unexplained(connection, limit)
            stale = None if fault else find_stale(connection)
        if fault:
            what = f"The ledger is not as it was written: {fault}."
            advice = "Put a copy from before in its place; what follows cannot be trusted."
            yield Problem("broken-chain", Path(self.name).name, what, advice, "error")
        if stale:
            what = f"The ledger's log holds, but {stale}."
            yield Problem(
                "stale-tables", Path(self.name).name, what, "Call Ledger.rebuild().", "error"
            )

    def redactions(self) -> list[Redaction]:
        """What was taken out, by whom, when and why."""
        with self._reading() as connection:
            return list(read_redactions(connection, reading.find_limit(connection, None)))

    def rebuild(self) -> None:
        """Make everything beside the log anew, from the log."""
        with self._writing() as connection:
            rebuild_derived(connection)

    def history(self, event: int, as_of: str | None = None) -> list[Entry]:
        """Everything recorded about an event, in order: founding, links to and from it, reviews."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            return reading.read_history(connection, event, limit)

    def _about(self, kind: str, events: Sequence[int] | None, as_of: str | None) -> list[Entry]:
        """The entries of a kind about some events, or about all."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            if events is None:
                return list(reading.read_entries(connection, kind=kind, limit=limit))
            keys = [str(number) for number in events]
            return list(reading.read_keyed(connection, kind, keys, limit))

    def _nouns(self, noun: type[Any], kind: str, as_of: str | None) -> list[Any]:
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            return [
                read_payload(noun, entry.payload)
                for entry in reading.read_newest(connection, kind, limit)
                if entry.payload is not None
            ]

    @contextmanager
    def _reading(self) -> Iterator[sql.Connection]:
        with named_faults(self.name), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sql.Connection]:
        if self.read_only:
            raise DeskError(
                f"The ledger {self.name} cannot be written: the desk is read-only. "
                "Make the folder writable, or copy the desk."
            )
        with named_faults(self.name):
            connection = self._engine.connect().execution_options(writing=True)
            with connection, connection.begin():
                yield connection
