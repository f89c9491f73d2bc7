"""Events that people code by hand: one at a time, or the rows of a sheet.

Each entry becomes a note of the desk: a document whose text is what was coded, line by line, so
that every field of its mention has a span there, and the bytes go to the archive as any others.
Each has a capture of its own, so that sealing or redacting one reaches it whole and no other.
An entry that a note says already, whatever its key, is passed over.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from dateline.errors import CommandError
from dateline.model.actor import Participant
from dateline.model.capture import Capture
from dateline.model.document import Block, Document
from dateline.model.link import Link
from dateline.model.mention import EVENT_TYPE_OF, STATUSES, Mention
from dateline.model.place import Place
from dateline.model.span import FieldSpan
from dateline.model.toll import MEASURES, Toll
from dateline.pipeline.keeping.coded import CODED_BY, name_note
from dateline.pipeline.keeping.opening import OpenDesk, current_person, read_clock
from dateline.pipeline.material.link import link_unlinked
from dateline.pipeline.protection.withhold import is_withheld
from dateline.pipeline.record.coding import (
    NEW,
    code_actor,
    code_place,
    describe_coded,
    describe_unknown,
    names_type,
    read_point,
    read_precision,
    read_toll,
    read_type,
)
from dateline.pipeline.record.days import DAY_FIRST, is_iso, read_days, widen_day
from dateline.pipeline.record.reviewed import ACCEPTED, record_verdicts

_ROLES = {"by": "perpetrator", "against": "target", "party": "party"}
NEEDED = ("date", "type")
SPAN_NAMES = {"type": "trigger", "by": "perpetrator", "against": "target"}
FIELDS_SAID = ("date", "place", "type", "by", "against", "killed", "injured", "abducted")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as a person typed it, coded.

    Attributes:
        key: what names it in its sheet, or a number for one entered by hand.
        text: the note it becomes.
        mention: the account, with spans in the note.
        source: the outlet it was taken from.
        url: where that was published.
        published: ISO 8601.
        row: the row of the sheet it was read from, with the columns that nobody reads.
        verdict: what the sheet says of its review; empty where nothing.
    """

    key: str
    text: str
    mention: Mention
    source: str | None = None
    url: str | None = None
    published: str | None = None
    row: str = ""
    verdict: str = ""


@dataclass(slots=True)
class Brought:
    """What bringing entries in did: how many were new, changed or known, and events founded.

    Attributes:
        mentions: numbers of the accounts, where one was entered with the words it rests on.
        founded: numbers of the events founded.
        joined: the links of accounts to events that stood before, with their reasons.
        accepted: numbers of the events that are accepted since, by whoever entered them.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    events: int = 0
    mentions: tuple[int, ...] = ()
    founded: tuple[int, ...] = ()
    joined: tuple[Link, ...] = ()
    accepted: tuple[int, ...] = ()
    faults: dict[int, str] = field(default_factory=dict)


def link_brought(opened: OpenDesk, done: Brought) -> None:
    """Link what was brought in, and note which events it founded and which it joined."""
    linking = link_unlinked(opened)
    done.events, done.founded = len(linking.founded), linking.founded
    done.joined += linking.joins


def enter_event(
    opened: OpenDesk,
    typed: Mapping[str, str],
    *,
    document: str = "",
    by: str = "",
    verdict: str = ACCEPTED,
    tell: Callable[[str], None] | None = None,
) -> Brought:
    """Enter one event by hand, as a note of the desk; `pointing.enter_mention` rests on words.

    Args:
        opened: the desk.
        typed: fields of `sheets.COLUMNS` to what the person typed.
        document: id of the document it was read in; its outlet and date become the entry's.
        by: who enters it; the system's user by default.
        verdict: that person's on the event; `unreviewed` leaves it to another.
        tell: is told how place, type and date were taken, before anything is written.

    Raises:
        CommandError: a field is missing or cannot be read, or there is no such document.
    """
    typed = dict(typed)
    if document:
        known = next((one for one in opened.ledger.documents() if one.id == document), None)
        if known is None:
            raise CommandError(
                f"There is no document '{document}'; `dateline documents` lists those there are."
            )
        _take_over(typed, known)
    who = by or current_person()
    key = name_note(sha256(json.dumps(typed).encode()).hexdigest()[:12], document)
    entry = replace(code_entry(opened, typed, key, who), verdict=verdict)
    tell_taken(opened, entry.mention, typed, tell)
    return record_entries(opened, [entry], "entered by hand", who)


def _take_over(typed: dict[str, str], document: Document) -> None:
    """Let an entry say where it was read, so that what withholds the document withholds it too.

    Raises:
        CommandError: the person names another outlet or address than the document has.
    """
    for name, own in (("source", document.source), ("url", document.url)):
        if own and typed.get(name, own) != own:
            raise CommandError(
                f"The {name} of {document.id} is {own}, not {typed[name]}. Leave --document out, "
                f"or the {name}."
            )
        typed.setdefault(name, own or "")
    typed.setdefault("published", document.published or "")
    typed["document"] = document.id
    typed["capture"] = document.capture


def code_account(
    opened: OpenDesk,
    typed: Mapping[str, str],
    who: str,
    *,
    homes: frozenset[str] | None = None,
    order: str = DAY_FIRST,
) -> Mention:
    """What a person typed as a mention that rests on no words yet.

    Args:
        opened: the desk.
        typed: fields of `sheets.COLUMNS` to what the person typed.
        who: enters it.
        homes: what `find_homes` gave, where many are coded.
        order: of day and month, see `days.read_days`.

    Raises:
        CommandError: a field is missing or cannot be read.
    """
    for name in NEEDED:
        if not typed.get(name):
            raise CommandError(f"An event needs its {name}.")
    sub_type = read_type(typed["type"])
    status = typed.get("status") or "asserted"
    if status not in STATUSES:
        raise CommandError(f"'{status}' is no status; choose among {', '.join(STATUSES)}.")
    last = f"..{typed['date end']}" if typed.get("date end") else ""
    start, end, precision = read_days(typed["date"] + last, order)
    if start == end and typed.get("time precision"):
        start, end, precision = widen_day(start, read_precision(typed["time precision"]))
    actors = [
        code_actor(opened, name.strip(), role)
        for kept, role in _ROLES.items()
        for name in typed.get(kept, "").split(";")
        if name.strip()
    ]
    return Mention(
        "", "", 0, 0, EVENT_TYPE_OF[sub_type], sub_type, start, end, precision,
        _code_where(opened, typed, homes), tuple(actors), tuple(_code_tolls(typed, actors)),
        typed["date"], status=status, confidence=1.0, extractor=who,
    )  # fmt: skip


def code_entry(
    opened: OpenDesk,
    typed: Mapping[str, str],
    key: str,
    who: str,
    *,
    homes: frozenset[str] | None = None,
    order: str = DAY_FIRST,
) -> Entry:
    """What a person typed as a note named by a key; see `code_account`."""
    account = code_account(opened, typed, who, homes=homes, order=order)
    text, spans = _write_note(typed)
    kind = next(one for one in spans if one.field == "trigger")
    mention = replace(
        account,
        document=key,
        sentence=typed.get("notes") or kind.text,
        start=kind.start,
        end=kind.end,
        spans=tuple(spans),
    )
    return Entry(
        key, text, mention, typed.get("source"), typed.get("url"), typed.get("published") or None
    )


def tell_taken(
    opened: OpenDesk,
    account: Mention,
    typed: Mapping[str, str],
    tell: Callable[[str], None] | None,
) -> None:
    """Say which place an account was coded to, and what a word for its type or day was taken as.

    Actors that nobody knows are named, unless the person said that they are new.
    """
    if tell is None:
        return
    if account.place is not None:
        tell(f"{account.place.text} is {describe_coded(account.place)}.")
    if not names_type(typed["type"], account.sub_event_type):
        tell(f"{typed['type']} is taken as {account.sub_event_type} ({account.event_type}).")
    if not is_iso(typed["date"]):
        tell(f"{typed['date']} is taken as {account.date_start}.")
    named = {one.strip() for kept in _ROLES for one in typed.get(kept, "").split(";")}
    for part in account.actors:
        if part.id is None and part.text in named:  # as typed: not said to be new
            tell(f"{describe_unknown(opened, part)} It stays as typed; '{NEW}' before it says so.")


def _code_where(
    opened: OpenDesk, typed: Mapping[str, str], homes: frozenset[str] | None
) -> Place | None:
    """The place of an entry, from its name, its units and its point."""
    latitude, longitude = typed.get("latitude", ""), typed.get("longitude", "")
    point = typed.get("coordinates") or f"{latitude}, {longitude}"
    named = typed.get("place")
    if not named:
        return code_place(opened, point) if point.strip(" ,") else None
    units = [typed[name] for name in ("admin1", "country") if typed.get(name)]
    alone = "/" in named or "," in named or ":" in named
    text = named if alone else ", ".join([named, *units])
    found = replace(code_place(opened, text, point=read_point(point), homes=homes), text=named)
    if found.gazetteer_id is None:
        found = replace(found, name=named)
    code = typed.get("precision")
    return replace(found, geo_precision=read_precision(code)) if code else found


def _write_note(typed: Mapping[str, str]) -> tuple[str, list[FieldSpan]]:
    """The note's text, a line a field, and where in it each field's words stand."""
    text, spans = "", []
    for name, value in typed.items():
        start = len(text) + len(name) + 2
        if name in FIELDS_SAID:
            spans.append(FieldSpan(SPAN_NAMES.get(name, name), start, start + len(value), value))
        text += f"{name}: {value}\n"
    return text, spans


def _code_tolls(typed: Mapping[str, str], actors: Iterable[Participant]) -> Iterable[Toll]:
    targets = {part.id for part in actors if part.role == "target"}
    side = "civilians" if "civilians" in targets else "unknown"
    for measure in MEASURES:
        if typed.get(measure):
            low, _, high = read_toll(typed[measure])
            yield Toll(measure, side, None, low, high, typed[measure])


def record_entries(opened: OpenDesk, entries: Sequence[Entry], name: str, who: str) -> Brought:
    """Record entries by their keys, those that stand already aside.

    Args:
        opened: the desk.
        entries: coded.
        name: of the captures that hold them.
        who: brings them in.

    A row that was redacted is passed over: its words do not come back with the sheet. Events
    are accepted where the entry's verdict says so, also those of entries that stand already.
    """
    at, done = read_clock(), Brought()
    verdicts: dict[int, str] = {}
    standing = {one.id: one.text for one in opened.ledger.documents() if one.kind == "note"}
    fresh = list(_leave_known(entries, standing))
    taken = {one.capture for one in opened.ledger.redactions()}
    for entry in fresh:
        payload = f"{entry.key}\n{entry.text}{entry.row}".encode()
        if sha256(payload).hexdigest() in taken:
            continue
        capture = Capture("", name, at, "text/plain", 0)
        numbers = _record_entry(opened, entry, payload, capture, who)
        verdicts |= dict.fromkeys(numbers, entry.verdict)
        done.changed += entry.key in standing
        done.new += entry.key not in standing
    done.known = len(entries) - done.new - done.changed
    if done.known < len(entries):
        opened.ledger.settle()
        link_brought(opened, done)
    if done.known:
        verdicts |= _find_verdicts(opened, entries, {entry.key for entry in fresh})
    done.accepted = record_verdicts(opened, verdicts, who, name)
    return done


def _find_verdicts(
    opened: OpenDesk, entries: Iterable[Entry], fresh: Collection[str]
) -> dict[int, str]:
    """Verdicts on the accounts of entries that stand already, by their numbers."""
    said = {one.text: one.verdict for one in entries if one.verdict and one.key not in fresh}
    if not said:
        return {}
    notes = {one.id: one.text for one in opened.ledger.documents() if one.kind == "note"}
    told = ((one.id, notes.get(one.mention.document)) for one in opened.ledger.mentions())
    return {number: said[text] for number, text in told if text in said}


def _record_entry(
    opened: OpenDesk, entry: Entry, payload: bytes, capture: Capture, who: str
) -> tuple[int, ...]:
    """Record one entry from its bytes, sealed where it is withheld; the numbers of its accounts.

    An entry that says again what it said before a change rests on bytes that tell when.
    """
    if opened.ledger.has_capture(sha256(payload).hexdigest()):
        payload += f"again: {capture.captured_at}\n".encode()
    capture = replace(capture, sha256=sha256(payload).hexdigest(), size=len(payload))
    document = _make_document(entry, capture, who)
    hidden = is_withheld(document, opened.desk)
    opened.archive.store(capture, payload)
    if hidden:
        opened.archive.seal(capture.sha256)
    added = opened.ledger.append_document(
        [document], {entry.key: [replace(entry.mention, document=entry.key)]}, (), capture,
        at=capture.captured_at, author=who, sealed=hidden, later=True,
    )  # fmt: skip
    return added.mentions


def _leave_known(entries: Sequence[Entry], standing: Mapping[str, str]) -> Iterator[Entry]:
    """Entries that no note says yet, each text as often as it stands; what moved gets a new key.

    A row that changed keeps its key. But a key whose own text stands elsewhere in the sheet now
    belongs to a row that moved, so the row that took its line is another.
    """
    texts = Counter(standing.values())
    unknown = []
    for entry in entries:
        if texts[entry.text]:
            texts[entry.text] -= 1
        else:
            unknown.append(entry)
    here = {entry.text for entry in entries}
    for entry in unknown:
        if standing.get(entry.key) in here:
            key = f"{entry.key}.{sha256(entry.text.encode()).hexdigest()[:8]}"
            yield replace(entry, key=key, mention=replace(entry.mention, document=key))
        else:
            yield entry


def _make_document(entry: Entry, capture: Capture, who: str) -> Document:
    return Document(
        entry.key, "note", f"{CODED_BY}{who}", entry.text, capture.sha256, authors=(who,),
        published=entry.published or str(entry.mention.date_end),
        url=entry.url, source=entry.source or None,
        blocks=(Block("paragraph", entry.text, 0, len(entry.text)),),
    )  # fmt: skip
