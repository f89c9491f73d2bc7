"""What other rooms may ask of a ledger: every answer under the clocks that they name."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sql

from dateline.ledger import reading
from dateline.ledger.append import read_head
from dateline.ledger.chain import FIRST, Entry
from dateline.ledger.faults import named_faults
from dateline.ledger.payload import read_payload
from dateline.ledger.redact import Redaction, read_redactions
from dateline.ledger.schema import entries, headers, link_rows
from dateline.ledger.sealing import Seal, find_sealed_keys
from dateline.ledger.soundness import find_problems
from dateline.ledger.store import Store
from dateline.model.assessment import Assessment
from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.model.link import Link
from dateline.model.problem import Problem
from dateline.model.review import Review
from dateline.model.source import Source
from dateline.model.stored import StoredMention

if TYPE_CHECKING:
    from dateline.ledger.standing import Standing


class LedgerReader:
    """An open ledger as those see it who only ask.

    `as_of` is a time, a day or a state hash on the recorded clock; `as_reported` a time or day
    on the publication clock; None is now.
    """

    def __init__(self, store: Store, seal: Seal | None = None) -> None:
        self._seal = seal
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

    def captures(self, as_of: str | None = None) -> list[Capture]:
        """Captures in the order they were recorded."""
        return self._nouns(Capture, "capture", as_of)

    def sealed_captures(self) -> set[str]:
        """Captures whose words the ledger holds sealed."""
        with self._reading() as connection:
            return find_sealed_keys(connection, "capture")

    def capture_digests(self) -> list[str]:
        """SHA-256 of the captures in the order they were recorded, redacted ones left out."""
        query = sql.select(entries.c.key).where(
            entries.c.kind == "capture", entries.c.payload.is_not(None)
        )
        with self._reading() as connection:
            return [row.key for row in connection.execute(query.order_by(entries.c.seq))]

    def has_capture(self, sha256: str) -> bool:
        """Whether these bytes are recorded."""
        query = sql.select(entries.c.seq).where(
            entries.c.kind == "capture", entries.c.key == sha256
        )
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def captures_of(self, documents: Sequence[str]) -> set[str]:
        """SHA-256 of every capture that some documents were read from, superseded readings too."""
        query = sql.select(headers.c.capture).where(headers.c.capture != "")
        with self._reading() as connection:
            return {
                row.capture
                for part in reading.in_parts(documents)
                for row in connection.execute(query.where(headers.c.id.in_(part)))
            }

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

    def events_of(self, mentions: Sequence[int], as_of: str | None = None) -> set[int]:
        """Every event that some mentions stand in or ever stood in."""
        with self._reading() as connection:
            limit = reading.find_limit(connection, as_of)
            query = sql.select(link_rows.c.event).where(link_rows.c.seq <= limit).distinct()
            return {
                row.event
                for part in reading.in_parts(mentions)
                for row in connection.execute(query.where(link_rows.c.mention.in_(part)))
            }

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
            found = list(find_problems(connection, Path(self.name).name))
        yield from found

    def safeguards(self) -> list[Path]:
        """Copies of the ledger that a change of its schema left, with every word unsealed."""
        return self._store.find_safeguards()

    def redactions(self) -> list[Redaction]:
        """What was taken out, by whom, when and why."""
        with self._reading() as connection:
            return list(read_redactions(connection, reading.find_limit(connection, None)))

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
        with named_faults(self.name):
            connection = self._engine.connect().execution_options(seal=self._seal)
            with connection, connection.begin():
                yield connection
