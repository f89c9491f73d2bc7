"""Events that people code by hand: one at a time, or a desk's own sheet of SIGACTs.

Each entry becomes a note of the desk: a document whose text is what was coded, line by line, so
that every field of its mention has a span there, and the bytes go to the archive as any others.
A row whose note says the same already is passed over, so the same sheet again adds nothing, and
a longer one adds its new rows.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from dateline.errors import CommandError
from dateline.model.actor import Participant
from dateline.model.capture import Capture
from dateline.model.document import Block, Document
from dateline.model.mention import EVENT_TYPE_OF, STATUSES, Mention
from dateline.model.span import FieldSpan
from dateline.model.toll import MEASURES, Toll
from dateline.pipeline.coding import code_actor, code_place, read_days, read_toll
from dateline.pipeline.link import link_unlinked
from dateline.pipeline.opening import OpenDesk, current_person, read_clock
from dateline.pipeline.withhold import is_hidden, is_withheld

_ROLES = {"by": "perpetrator", "against": "target", "party": "party"}
# Field to the names of columns under which desks keep it, in small letters and bare of marks.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "event id", "event id cnty", "sigact", "sigact id", "no", "ref", "number"),
    "date": ("date", "event date", "day", "incident date", "date start", "when"),
    "place": ("place", "location", "town", "village", "where", "locality", "site"),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "lon", "long", "lng", "x"),
    "type": ("type", "sub event type", "sub type", "event", "incident type", "category"),
    "by": ("by", "actor1", "actor 1", "perpetrator", "attacker", "actor", "group"),
    "against": ("against", "actor2", "actor 2", "target", "victim"),
    "killed": ("killed", "fatalities", "dead", "kia", "deaths", "best"),
    "injured": ("injured", "wounded", "wia"),
    "abducted": ("abducted", "kidnapped", "hostages"),
    "status": ("status",),
    "notes": ("notes", "description", "summary", "remarks", "comment", "details", "what"),
    "source": ("source", "outlet", "reported by"),
    "url": ("url", "link", "source url"),
    "published": ("published", "source date", "date published", "reported"),
}
_NEEDED = ("date", "type")
SPAN_NAMES = {"type": "trigger", "by": "perpetrator", "against": "target"}
FIELDS_SAID = ("date", "place", "type", "by", "against", "killed", "injured", "abducted")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it would be brought in; nothing is written yet.

    Attributes:
        name: of the file.
        payload: its bytes.
        columns: column of the sheet to field; columns that nobody reads have none.
        entries: the entry of each row that can be read, by its line.
        faults: what is wrong with the others, by line.
    """

    name: str
    payload: bytes
    columns: Mapping[str, str | None]
    entries: Mapping[int, "Entry"]
    faults: Mapping[int, str]


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
    """

    key: str
    text: str
    mention: Mention
    source: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(slots=True)
class Brought:
    """What bringing entries in did: how many were new, changed or known, and events founded.

    Attributes:
        mentions: numbers of the accounts, where one was entered with the words it rests on.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    events: int = 0
    mentions: tuple[int, ...] = ()
    faults: dict[int, str] = field(default_factory=dict)


def enter_event(
    opened: OpenDesk, typed: Mapping[str, str], *, document: str = "", by: str = ""
) -> Brought:
    """Enter one event by hand, as a note of the desk; `pointing.enter_mention` rests on words.

    Args:
        opened: the desk.
        typed: fields of `COLUMNS` to what the person typed.
        document: id of the document it was read in; its outlet and date become the entry's.
        by: who enters it; the system's user by default.

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
        typed.setdefault("source", known.source or "")
        typed.setdefault("url", known.url or "")
        typed.setdefault("published", known.published or "")
        typed["document"] = document
    who = by or current_person()
    entry = _code_entry(opened, typed, sha256(json.dumps(typed).encode()).hexdigest()[:12], who)
    return _record(opened, [entry], "entered by hand", who)


def read_sheet(
    opened: OpenDesk, path: Path, *, chosen: Mapping[str, str] | None = None, by: str = ""
) -> Sheet:
    """Match a sheet's columns and code its rows, without writing anything.

    Args:
        opened: the desk.
        path: CSV or xlsx, the first row naming the columns.
        chosen: column to field, before what the names suggest; an empty field leaves it out.
        by: who brings it in.

    Raises:
        CommandError: the file cannot be read, a chosen column or field is none, or no column
            says when or what.
    """
    payload, rows = _read_rows(path)
    columns = match_columns(rows[0], chosen or {})
    taken = {name: at for at, column in enumerate(rows[0]) if (name := columns[column])}
    missing = [name for name in _NEEDED if name not in taken]
    if missing:
        raise CommandError(
            f"No column of {path.name} is the {missing[0]}. Say which with --map 'COLUMN="
            f"{missing[0]}'; it has {', '.join(rows[0])}."
        )
    entries: dict[int, Entry] = {}
    faults: dict[int, str] = {}
    who = by or current_person()
    for line, row in enumerate(rows[1:], start=2):
        typed = {name: row[at].strip() for name, at in taken.items() if at < len(row)}
        typed = {name: value for name, value in typed.items() if value}
        if not typed:
            continue
        key = f"{path.stem}-{typed.get('id', line)}"
        try:
            entries[line] = _code_entry(opened, typed, key, who)
        except CommandError as error:
            faults[line] = str(error)
    return Sheet(path.name, payload, columns, entries, faults)


def bring_in(opened: OpenDesk, sheet: Sheet, *, by: str = "") -> Brought:
    """Record the entries of a sheet, each by its key; those that say the same are passed over."""
    who, at, digest = by or current_person(), read_clock(), sha256(sheet.payload).hexdigest()
    if not opened.ledger.has_capture(digest):
        capture = Capture(digest, sheet.name, at, "text/csv", len(sheet.payload))
        opened.archive.store(capture, sheet.payload)
        hidden = any(is_hidden(one.source, opened.desk.sources) for one in sheet.entries.values())
        if hidden:
            opened.archive.seal(digest)
        opened.ledger.append_document((), {}, (), capture, at=at, author=who, sealed=hidden)
    done = _record(opened, list(sheet.entries.values()), f"entries of {sheet.name}", who)
    done.faults = dict(sheet.faults)
    return done


def match_columns(columns: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str | None]:
    """The field of each column: as chosen, else as its name suggests, each field once.

    >>> match_columns(["Event Date", "Village", "x1"], {"x1": "killed"})
    {'Event Date': 'date', 'Village': 'place', 'x1': 'killed'}

    Raises:
        CommandError: there is no such column or field.
    """
    for column, name in chosen.items():
        if column not in columns:
            raise CommandError(f"There is no column '{column}'; there are {', '.join(columns)}.")
        if name and name not in COLUMNS:
            raise CommandError(f"There is no field '{name}'; there are {', '.join(COLUMNS)}.")
    found: dict[str, str | None] = {column: chosen.get(column) or None for column in columns}
    used = set(found.values())
    for name, known in COLUMNS.items():
        if name in used:
            continue
        for alias in known:
            bare = [one for one in columns if one not in chosen and found[one] is None]
            fits = [one for one in bare if re.sub(r"[\W_]+", " ", one.casefold()).strip() == alias]
            if fits:
                found[fits[0]] = name
                break
    return found


def _read_rows(path: Path) -> tuple[bytes, list[list[str]]]:
    import csv
    import io

    from dateline.datasets.workbook import read_workbook

    try:
        payload = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} could not be read: {error.strerror}.") from error
    try:
        if payload[:2] == b"PK":
            rows = read_workbook(payload)
        else:
            text = payload.decode("utf-8-sig")
            comma = max(",;\t", key=text.partition("\n")[0].count)
            rows = list(csv.reader(io.StringIO(text), delimiter=comma))
    except (ValueError, csv.Error) as error:
        raise CommandError(f"{path} is no sheet that can be read: {error}.") from error
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:  # noqa: PLR2004 - a header and one row
        raise CommandError(f"{path} has no rows under its header.")
    return payload, rows


def code_account(opened: OpenDesk, typed: Mapping[str, str], who: str) -> Mention:
    """What a person typed as a mention that rests on no words yet.

    Raises:
        CommandError: a field is missing or cannot be read.
    """
    for name in _NEEDED:
        if not typed.get(name):
            raise CommandError(f"An event needs its {name}.")
    if typed["type"] not in EVENT_TYPE_OF:
        raise CommandError(
            f"'{typed['type']}' is no sub-event type of ACLED's list, letter for letter."
        )
    status = typed.get("status") or "asserted"
    if status not in STATUSES:
        raise CommandError(f"'{status}' is no status; choose among {', '.join(STATUSES)}.")
    start, end, precision = read_days(typed["date"])
    place = None
    if typed.get("place") or typed.get("latitude"):
        where = typed.get("place") or f"{typed['latitude']}, {typed.get('longitude', '')}"
        latitude, longitude = typed.get("latitude", ""), typed.get("longitude", "")
        place = code_place(opened, where, latitude=latitude, longitude=longitude)
    actors = [
        code_actor(opened, name.strip(), role)
        for kept, role in _ROLES.items()
        for name in typed.get(kept, "").split(";")
        if name.strip()
    ]
    return Mention(
        "", "", 0, 0, EVENT_TYPE_OF[typed["type"]], typed["type"], start, end, precision, place,
        tuple(actors), tuple(_code_tolls(typed, actors)), typed["date"], status=status,
        confidence=1.0, extractor=who,
    )  # fmt: skip


def _code_entry(opened: OpenDesk, typed: Mapping[str, str], key: str, who: str) -> Entry:
    account = code_account(opened, typed, who)
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


def _record(opened: OpenDesk, entries: Sequence[Entry], name: str, who: str) -> Brought:
    at, done = read_clock(), Brought()
    standing = {document.id: document.text for document in opened.ledger.documents()}
    fresh = []
    for entry in entries:
        if standing.get(entry.key) == entry.text:
            done.known += 1
        else:
            fresh.append(entry)
            done.changed += entry.key in standing
            done.new += entry.key not in standing
    if not fresh:
        return done
    payload = "\n".join(f"{entry.key}\n{entry.text}" for entry in fresh).encode()
    capture = Capture(sha256(payload).hexdigest(), name, at, "text/plain", len(payload))
    opened.archive.store(capture, payload)
    documents = [_make_document(entry, capture, who) for entry in fresh]
    hidden = any(is_withheld(document, opened.desk) for document in documents)
    if hidden:
        opened.archive.seal(capture.sha256)
    mentions = {entry.key: [replace(entry.mention, document=entry.key)] for entry in fresh}
    opened.ledger.append_document(
        documents, mentions, (), capture, at=at, author=who, sealed=hidden
    )
    done.events = len(link_unlinked(opened).founded)
    return done


def _make_document(entry: Entry, capture: Capture, who: str) -> Document:
    return Document(
        entry.key, "note", f"Coded by {who}", entry.text, capture.sha256, authors=(who,),
        published=entry.published or str(entry.mention.date_end),
        url=entry.url, source=entry.source or None,
        blocks=(Block("paragraph", entry.text, 0, len(entry.text)),),
    )  # fmt: skip
