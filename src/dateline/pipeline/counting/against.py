"""A document of others against the desk's record: its events and numbers looked up and compared."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import CommandError, QueryError
from dateline.model.document import Document, Reading
from dateline.model.event import Event
from dateline.model.finding import Finding
from dateline.model.mention import Mention
from dateline.model.toll import MEASURES, Toll
from dateline.pipeline.counting.count import Asker, make_asker
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.material.reading import extract_file

if TYPE_CHECKING:
    from dateline.audit.countable import Countable, Names
    from dateline.audit.record import Asked, Row, Told
    from dateline.measure.selection import Selection

DEFINITION = "attack"
_WAYS = "`--against ledger` asks the desk's own events, `--against dataset:NAME` a pinned dataset."
_PARTIAL = "{} counts by its own rules, and only what its makers found"


def audit_against(
    opened: OpenDesk, path: Path, against: str
) -> tuple[Reading, list[list[Finding]]]:
    """Audit a file as `audit_file` does, and compare its events and numbers with a record.

    Args:
        opened: the desk.
        path: the file.
        against: `ledger` or `dataset:NAME`.

    Raises:
        CommandError: the record is named otherwise, or the desk has no such dataset.
    """
    from dateline.audit.document import audit_document

    dataset = _read_against(against)
    asker = make_asker(opened, counts="all")
    if dataset:
        asker.select(f"dataset:{dataset}")
    extraction = extract_file(path, opened.desk.folder)
    findings = []
    for document in extraction.reading.documents:
        compared = _Comparing(asker, dataset, document).compare(
            extraction.mentions.get(document.id, [])
        )
        both = [*audit_document(document), *compared]
        ordered = sorted(both, key=lambda one: (one.start, one.end, one.rule))
        findings.append([replace(finding, document=document.id) for finding in ordered])
    return extraction.reading, findings


class _Comparing:
    """One document being compared with one record."""

    def __init__(self, asker: Asker, dataset: str, document: Document) -> None:
        self.asker = asker
        self.document = document
        self.tail = f" dataset:{dataset}" if dataset else ""
        self.record = f"dataset {dataset}" if dataset else "the ledger"

    def compare(self, mentions: Sequence[Mention]) -> list[Finding]:
        """Look up the document's dated events, the totals that rest on them, and its numbers."""
        from dateline.audit.countable import find_countable
        from dateline.audit.record import find_told, judge_told
        from dateline.audit.resting import find_resting

        findings, doubted = [], []
        told = find_told(self.document, mentions)
        for one in told:
            finding, seen = judge_told(one, self._rows_around, self.record)
            findings.append(finding)
            if seen is not None:
                doubted.append((one, seen))
        findings += find_resting(self.document, told, doubted)
        for claim in find_countable(self.document, self._names()):
            findings += self._count(claim)
        return findings

    def _rows_around(self, told: "Told", day: date) -> "Asked":
        """The record's events around a day by and against those told, in their country.

        A place that the gazetteer does not know is sought by its name wherever the record has it:
        which country it lies in was guessed.
        """
        from dateline.audit.record import AROUND_DAYS, Asked

        countries = "|".join(sorted({place.country or "" for place in told.places}))
        where = f"in:{countries} " if told.located else ""
        around = timedelta(days=AROUND_DAYS)
        during = f"{where}during:{day - around}..{day + around}"
        who = self._say_parties(told)
        asked = f"{who}{where}on:{day}{self.tail}"
        try:
            found = self._rows(f"{who}{during}")
            others = self._rows(during) if who and not self.tail else []
        except QueryError:
            return Asked(asked, [])
        return Asked(asked, found, others)

    def _say_parties(self, told: "Told") -> str:
        """Keys that ask for who did it and to whom: one never stands in for the other.

        Where the text names no doer, those harmed may have been on either side of a clash. A
        dataset knows sides and no roles, so there the doers alone are asked for.
        """
        by, against, among = ("|".join(ids) for ids in (told.by, told.against, told.among))
        if not by:
            either = "|".join(ids for ids in (against, among) if ids)
            return f"party:{either} " if either else ""
        if self.tail:
            return f"party:{by} "
        return f"by:{by} against:{against} " if against else f"by:{by} "

    def _rows(self, line: str) -> "list[Row]":
        from dateline.audit.record import Row

        selection = self.asker.select(line + self.tail)
        columns = ("date_start", "date_end", "place", "admin1", "latitude", "longitude")
        rows = zip(*(selection.values(name, selection.rows) for name in columns), strict=True)
        wholes = self._wholes(selection)
        events = self._events(line, selection)
        return [
            _row(Row(start, end, place, admin1, None if north is None else (north, east)), one, own)
            for (start, end, place, admin1, north, east), one, own in zip(
                rows, events, wholes, strict=True
            )
        ]

    def _events(self, line: str, selection: "Selection") -> list[Event | None]:
        """The ledger's events of a selection, in its order; None for rows of a dataset."""
        if self.tail:
            return [None] * len(selection.rows)
        state = self.asker.state_of(line)
        found = {event.id: event for event in state.select(selection.events)}
        return [found.get(number) for number in selection.events]

    def _wholes(self, selection: "Selection") -> list[tuple[Toll, ...]]:
        """The record's own range of each measure, for each event."""
        ranges: list[list[Toll]] = [[] for _ in selection.rows]
        for measure in MEASURES[:3]:
            ends = (selection.values(f"{measure}_{end}", selection.rows) for end in ("low", "high"))
            for stated, low, high in zip(ranges, *ends, strict=True):
                if low is not None or high is not None:
                    stated.append(Toll(measure, "unknown", None, low, high, ""))
        return [tuple(stated) for stated in ranges]

    def _names(self) -> "Names":
        from dateline.audit.countable import Names
        from dateline.prose.folding import fold_text

        regions = {fold_text(key.replace("-", " ")): key for key in self.asker.opened.desk.regions}
        return Names(regions, self._is_actor)

    def _is_actor(self, name: str) -> bool:
        try:
            self.asker.resolve(f'party:"{name}"')
        except CommandError:
            return False
        return True

    def _count(self, claim: "Countable") -> list[Finding]:
        """Run the query of a number; one that the record cannot be asked is passed over."""
        from dateline.audit.countable import judge_countable

        key = "party" if self.tail else "by"
        line = (
            f'{DEFINITION} {key}:"{claim.actor}" in:{claim.region} '
            f"during:{claim.start}..{claim.end}{self.tail}"
        )
        asker = self.asker
        try:
            if claim.kind == "rate":
                estimate = asker.rate(line, claim.quantity.per or "week")
            else:
                summed = claim.kind == "sum"
                estimate = asker.total(line, "killed") if summed else asker.count(line)
        except CommandError:
            return []
        partial = _PARTIAL.format(self.record) if self.tail else ""
        says = asker.opened.desk.definitions[DEFINITION].says
        assumed = (*claim.assumed, f"an attack is “{says.rstrip('.')}”")
        stated = replace(claim, assumed=assumed)
        return [judge_countable(stated, estimate, line, self.record, partial=partial)]


def _row(row: "Row", event: Event | None, wholes: tuple[Toll, ...]) -> "Row":
    """A row with what its event's accounts say, and the range that stands.

    What a person set goes before an account: one that lies outside it and does not say of whom
    it speaks no longer confirms a number, and none is open above it.
    """
    if event is None:
        return replace(row, tolls=wholes, wholes=wholes)
    told = event.tolls
    if event.review == "corrected":
        told = tuple(_close(toll, wholes) for toll in told if _stands(toll, wholes))
    measures = {toll.measure for toll in told}
    own = tuple(toll for toll in wholes if toll.measure not in measures)
    sides = (
        tuple(actor.id for actor in event.actors if actor.id and actor.role == role)
        for role in ("perpetrator", "target")
    )
    by, against = sides
    return replace(row, tolls=(*told, *own), wholes=wholes, by=by, against=against)


def _close(toll: Toll, wholes: tuple[Toll, ...]) -> Toll:
    whole = next((one for one in wholes if one.measure == toll.measure), None)
    return toll if whole is None or toll.high is not None else replace(toll, high=whole.high)


def _stands(toll: Toll, wholes: tuple[Toll, ...]) -> bool:
    whole = next((one for one in wholes if one.measure == toll.measure), None)
    if whole is None or toll.described_as:
        return True
    at = toll.low if toll.low is not None else toll.high
    least, most = whole.low or 0, whole.high
    return at is None or (least <= at and (most is None or at <= most))


def _read_against(against: str) -> str:
    """The dataset's name; empty for the ledger."""
    if against == "ledger":
        return ""
    kind, _, name = against.partition(":")
    if kind != "dataset" or not name:
        raise CommandError(f"“{against}” is no record to compare with. {_WAYS}")
    return name
