"""The ledger of a desk: what was recorded, by whom, and what had been known by when."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sql

from dateline.errors import DeskError
from dateline.ledger.append import (
    AppendResult,
    Draft,
    Material,
    append_drafts,
    append_links,
    append_material,
    append_mentions,
    append_noun,
    append_review,
    append_reviews,
    newest,
    refuse_changed,
)
from dateline.ledger.chain import Entry
from dateline.ledger.derived import rebuild_derived
from dateline.ledger.faults import named_faults
from dateline.ledger.reader import LedgerReader
from dateline.ledger.reading import read_policy
from dateline.ledger.redact import Redaction, find_entries, redact_capture
from dateline.ledger.sealing import seal_numbers
from dateline.model.assessment import Assessment
from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.model.link import Link
from dateline.model.mention import Mention
from dateline.model.problem import Problem
from dateline.model.review import Review
from dateline.model.source import Source


class Ledger(LedgerReader):
    """An open ledger. Writing methods each run in one transaction: whole, or not at all.

    `at` is when the desk records something, an ISO 8601 time that the caller gives.
    """

    def append_document(  # noqa: PLR0913 - a capture has these parts
        self,
        documents: Sequence[Document],
        mentions_by_document: Mapping[str, Sequence[Mention]],
        problems: Sequence[Problem],
        capture: Capture,
        *,
        at: str,
        author: str,
        sealed: bool = False,
        later: bool = False,
    ) -> AppendResult:
        """Record a capture with the documents, mentions and problems read from it.

        The same bytes again append nothing; the result then says `added=False`. With `sealed`
        their words are written as only the desk's key opens them.

        With `later` the call does not wait for the disk: whole or not at all as any, and safe
        from a killed process, but a power cut may take it until the next call without `later`,
        or `settle`, is done. What reads many captures waits once instead of each time.
        """
        material = Material(capture, documents, mentions_by_document, problems, sealed)
        with self._writing(later=later) as connection:
            return append_material(connection, material, at=at, author=author)

    def settle(self) -> None:
        """Wait until the disk holds all that was appended `later`."""
        with named_faults(self.name):
            self._store.settle()

    def append_mentions(
        self,
        document: str,
        mentions: Sequence[Mention],
        *,
        at: str,
        author: str,
        sealed: bool = False,
    ) -> tuple[int, ...]:
        """Record accounts found later in a document in force, as by a person; give their ids.

        Raises:
            LedgerError: there is no such document.
        """
        with self._writing() as connection:
            return append_mentions(
                connection, document, mentions, at=at, author=author, sealed=sealed
            )

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

    def append_reviews(self, reviews: Sequence[Review], *, at: str) -> list[Review]:
        """Record people's words on events, all or none; give those that are on record now.

        An event of which somebody has said what becomes of it, until the moment of writing,
        stays as that person left it.

        Raises:
            LedgerError: an event is unknown, or a verdict is none of `VERDICTS`.
        """
        with self._writing() as connection:
            return append_reviews(connection, reviews, at=at)

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

    def append_policy(self, key: str, policy: object, *, at: str, author: str) -> Entry | None:
        """Record a rule of the desk's settings where it differs from the newest recorded.

        A rule that never was recorded counts as its noun's default.
        """
        with self._writing() as connection:
            before = read_policy(connection, key, type(policy)) or type(policy)()
            if before == policy:
                return None
            return append_noun(connection, Draft("policy", key, policy), at=at, author=author)

    def append_problems(self, problems: Sequence[Problem], *, at: str, author: str) -> None:
        """Record problems that belong to no capture, such as a file that was missing."""
        drafts = [Draft("problem", problem.where, problem) for problem in problems]
        with self._writing() as connection:
            append_drafts(connection, drafts, at=at, author=author)

    def redact(
        self,
        capture: str,
        *,
        by: str,
        why: str,
        at: str,
        files: Mapping[str, str | None] | None = None,
        blank: Callable[[str], str] | None = None,
    ) -> Redaction:
        """Take a capture's words out of the ledger for somebody's safety; the chain still holds.

        The caller removes the bytes from the archive and the words from the desk's `files`: path
        to the SHA-256 of what stands there then. Copies made before keep the words. `blank` gives
        a text without the words: what people said of events is said again as it gives it.

        Raises:
            LedgerError: the ledger knows no such capture.
        """
        with self._writing() as connection:
            redaction = redact_capture(
                connection, capture, by=by, why=why, at=at, files=files or {}, blank=blank
            )
        with named_faults(self.name):
            self._store.forget()
        return redaction

    def seal(self, capture: str) -> int:
        """Seal what was recorded of a capture, with the links and reviews of its events.

        Returns:
            How many entries lay open and are sealed now.
        """
        with self._writing() as connection:
            changed = seal_numbers(connection, find_entries(connection, capture, beside=True))
        if changed:
            with named_faults(self.name):
                self._store.forget()
        return changed

    def back_up(self, target: Path) -> None:
        """Copy the ledger whole, also while other commands use it."""
        with named_faults(self.name):
            self._store.copy_to(target)

    def rebuild(self) -> None:
        """Make everything beside the log anew, from the log."""
        with self._writing() as connection:
            rebuild_derived(connection)

    @contextmanager
    def _writing(self, *, later: bool = False) -> Iterator[sql.Connection]:
        if self.read_only:
            raise DeskError(
                f"The ledger {self.name} cannot be written: the desk is read-only. "
                "Make the folder writable, or copy the desk."
            )
        with named_faults(self.name):
            connection = self._engine.connect().execution_options(
                writing=True, later=later, seal=self._seal
            )
            with connection, connection.begin():
                yield connection
