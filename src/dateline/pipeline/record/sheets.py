"""A desk's own sheet of SIGACTs: its columns matched, its rows coded, shown before it is written.

A row is known by what it says, so the same sheet under another name adds nothing, and a longer
one adds its new rows.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from dateline.errors import CommandError
from dateline.pipeline.keeping.coded import ENTRIES_OF
from dateline.pipeline.keeping.opening import OpenDesk, current_person
from dateline.pipeline.record.coding import find_homes, names_type
from dateline.pipeline.record.days import DAY_FIRST, MONTH_FIRST, find_order
from dateline.pipeline.record.entries import (
    NEEDED,
    Brought,
    Entry,
    code_entry,
    record_entries,
)
from dateline.pipeline.record.reviewed import ACCEPTED, read_verdict, says_verdict

# Field to the names of columns under which desks keep it, in small letters and bare of marks; the
# first that a sheet has is taken.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "event id", "event id cnty", "incident id", "sigact", "sigact id", "sigact no", "no",
        "nr", "ref", "reference", "number", "s no", "serial",
    ),
    "date": (
        "date", "event date", "day", "incident date", "date start", "start date", "date of event",
        "date of incident", "date occurred", "occurred", "when",
    ),
    "time precision": ("time precision",),
    "date end": ("date end", "end date", "until", "to date"),
    "place": (
        "place", "location", "town", "village", "where", "locality", "site", "city", "place name",
        "location name", "where coordinates",
    ),
    "coordinates": (
        "coordinates", "lat long", "lat lon", "lat lng", "latlong", "latlon", "latitude longitude",
        "gps", "gps coordinates", "coords", "point",
    ),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "lon", "long", "lng", "x"),
    "precision": ("geo precision", "place precision", "geoprecision"),
    "admin1": (
        "admin1", "admin 1", "adm1", "adm 1", "province", "governorate", "wilaya", "state",
        "region", "first level",
    ),
    "country": ("country", "country name", "country code", "iso2", "iso3"),
    "type": (
        "sub event type", "sub type", "subtype", "type", "event type", "type of event", "event",
        "incident type", "type of incident", "incident", "category", "activity",
    ),
    "general type": ("event type",),  # beside sub-types, for rows that have none
    "by": (
        "by", "actor1", "actor 1", "perpetrator", "perpetrators", "attacker", "actor", "group",
        "side a",
    ),
    "against": (
        "against", "actor2", "actor 2", "target", "targets", "victim", "victims", "side b",
    ),
    "killed": (
        "killed", "fatalities", "total fatalities", "dead", "kia", "deaths", "number killed",
        "best",
    ),
    "injured": ("injured", "wounded", "wia", "injuries", "number injured"),
    "abducted": ("abducted", "kidnapped", "hostages", "missing"),
    "arrested": ("arrested", "detained", "arrests"),
    "displaced": ("displaced",),
    "status": ("status",),
    "notes": (
        "notes", "description", "summary", "remarks", "comment", "comments", "details",
        "narrative", "what",
    ),
    "source": ("source", "sources", "outlet", "reported by"),
    "url": ("url", "link", "source url", "address"),
    "review": ("review", "reviewed", "review status", "accepted", "verified"),
    "published": ("published", "source date", "date published", "reported", "date reported"),
}  # fmt: skip

_PERHAPS_REVIEWS = ("accepted", "verified")  # "two sources" and "AB" stand there too
_UNDER_HEADER = 2  # line


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it would be brought in; nothing is written yet.

    Attributes:
        name: of the file.
        columns: column of the sheet to field; columns that nobody reads have none.
        entries: the entry of each row that can be read, by its line.
        faults: what is wrong with the others, by line.
        taken: how its days in figures and its words for types were read, a sentence each.
    """

    name: str
    columns: Mapping[str, str | None]
    entries: Mapping[int, Entry]
    faults: Mapping[int, str]
    taken: tuple[str, ...] = ()


def read_sheet(
    opened: OpenDesk,
    path: Path,
    *,
    chosen: Mapping[str, str] | None = None,
    order: str = "",
    by: str = "",
) -> Sheet:
    """Match a sheet's columns and code its rows, without writing anything.

    Args:
        opened: the desk.
        path: CSV or xlsx, the first row naming the columns.
        chosen: column to field, before what the names suggest; an empty field leaves it out.
        order: of days in figures, `days.DAY_FIRST` or `MONTH_FIRST`; empty lets the sheet's own
            days tell.
        by: who brings it in.

    Raises:
        CommandError: the file cannot be read, a chosen column or field is none, no column
            says when or what, or its days may be read in two ways.
    """
    rows = _read_rows(path)
    idle = _find_idle_reviews(rows, chosen or {})
    columns = match_columns(rows[0], {**dict.fromkeys(idle, ""), **(chosen or {})})
    taken = {name: at for at, column in enumerate(rows[0]) if (name := columns[column])}
    missing = [name for name in NEEDED if name not in taken]
    if missing:
        raise CommandError(
            f"No column of {path.name} is the {missing[0]}. Say which with --map 'COLUMN="
            f"{missing[0]}'; it has {', '.join(rows[0])}."
        )
    order, said = _settle_order(path.name, rows, taken, order)
    entries, faults, ids = _code_rows(opened, rows, taken, order=order, who=by or current_person())
    faults |= _find_repeated(entries, ids)
    told = (*said, *_list_types(rows, taken, entries), *idle.values())
    keyed = _key(entries, ids, path.stem)
    return Sheet(path.name, columns, keyed, dict(sorted(faults.items())), told)


def _find_idle_reviews(rows: Sequence[Sequence[str]], chosen: Mapping[str, str]) -> dict[str, str]:
    """Columns named as a review that hold none, such as a reviewer's initials, and what to tell.

    A column `verified` is a review where all its cells say one; a column `review` is one where
    any does, and the other cells are faults.
    """
    idle = {}
    for at, column in enumerate(rows[0]):
        if column in chosen or _bare(column) not in COLUMNS["review"]:
            continue
        cells = [row[at].strip() for row in rows[1:] if at < len(row) and row[at].strip()]
        others = [cell for cell in cells if not says_verdict(cell)]
        enough = all if _bare(column) in _PERHAPS_REVIEWS else any
        if others and not enough(says_verdict(cell) for cell in cells):
            idle[column] = (
                f"{column} is left out: '{others[0]}' says nothing of a review. "
                f"--map '{column}=review' takes it all the same"
            )
    return idle


def _code_rows(
    opened: OpenDesk,
    rows: Sequence[Sequence[str]],
    taken: Mapping[str, int],
    *,
    order: str,
    who: str,
) -> tuple[dict[int, Entry], dict[int, str], dict[int, str]]:
    """The entry of each row that can be read, what is wrong with the others, and ids; by line."""
    entries: dict[int, Entry] = {}
    faults: dict[int, str] = {}
    ids: dict[int, str] = {}
    homes = find_homes(opened)
    acled = any(_bare(column) == "event id cnty" for column in rows[0])
    for line, row in enumerate(rows[1:], start=_UNDER_HEADER):
        if line == _UNDER_HEADER and _are_hashtags(row):
            continue
        typed = _read_row(row, taken, acled=acled)
        reviewed = typed.pop("review", "")
        if not typed:
            continue
        try:
            verdict = read_verdict(reviewed) if reviewed else ""
            entry = code_entry(opened, typed, "", who, homes=homes, order=order)
        except CommandError as error:
            faults[line] = str(error)
            continue
        entries[line] = replace(entry, row=_write_row(rows[0], row), verdict=verdict)
        if "id" in typed:
            ids[line] = typed["id"]
    return entries, faults, ids


def _read_row(row: Sequence[str], taken: Mapping[str, int], *, acled: bool) -> dict[str, str]:
    """What a row says, by field; the general type stands where it has no other."""
    typed = {name: row[at].strip() for name, at in taken.items() if at < len(row)}
    typed = {name: value for name, value in typed.items() if value}
    if acled and typed.get("killed") == "0":  # there it also stands for no information
        del typed["killed"]
    general = typed.pop("general type", "")
    if general:
        typed.setdefault("type", general)
    return typed


def _settle_order(
    name: str, rows: Sequence[Sequence[str]], taken: Mapping[str, int], order: str
) -> tuple[str, tuple[str, ...]]:
    """The order in which a sheet's days in figures are read, and what a person is told of it.

    Raises:
        CommandError: the order given is none, or none is given where the days tell none.
    """
    orders = {DAY_FIRST: "the day before the month", MONTH_FIRST: "the month before the day"}
    if order:
        if order not in orders:
            raise CommandError(f"'{order}' is no order of dates; say {DAY_FIRST} or {MONTH_FIRST}.")
        return order, (f"days in figures are read with {orders[order]}, as you say",)
    at = [taken[field] for field in ("date", "date end") if field in taken]
    found, day = find_order(row[one] for row in rows[1:] for one in at if one < len(row))
    if found is None:
        raise CommandError(
            f"{name} has days such as {day} that may be read in two ways, and no other day of it "
            f"tells which. Say --dates {DAY_FIRST} or --dates {MONTH_FIRST}."
        )
    return found, (f"days in figures are read with {orders[found]}, as {day} shows",) if day else ()


def _list_types(
    rows: Sequence[Sequence[str]], taken: Mapping[str, int], entries: Mapping[int, Entry]
) -> Iterator[str]:
    """What words of a sheet were taken as which type of event, where they are not its name."""
    at = taken["type"]
    pairs = Counter(
        (rows[line - 1][at].strip(), entry.mention.sub_event_type)
        for line, entry in entries.items()
        if at < len(rows[line - 1])
    )
    for (word, kind), number in pairs.items():
        if word and not names_type(word, kind):
            yield f"{word} is taken as {kind}, in {number} row{'' if number == 1 else 's'}"


def bring_in(opened: OpenDesk, sheet: Sheet, *, by: str = "", accepted: bool = False) -> Brought:
    """Record the entries of a sheet, each by its key; those that say the same are passed over.

    Every row is archived as the bytes its entry rests on. The sheet itself is not: it would hold
    the words of a row that is withheld or redacted beside those of the others. With `accepted`
    the events of rows whose review the sheet does not tell are accepted by whoever brings it in.
    """
    who, usual = by or current_person(), ACCEPTED if accepted else ""
    entries = [replace(one, verdict=one.verdict or usual) for one in sheet.entries.values()]
    done = record_entries(opened, entries, f"{ENTRIES_OF}{sheet.name}", who)
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
        open_ones = [one for one in columns if one not in chosen and found[one] is None]
        fits = [one for alias in known for one in open_ones if _bare(one) == alias]
        if fits:
            found[fits[0]] = name
    return found


def _find_repeated(entries: Mapping[int, Entry], ids: Mapping[int, str]) -> dict[int, str]:
    """Rows whose id another row has too, by line, with what is to be done about it."""
    lines: dict[str, list[int]] = defaultdict(list)
    for line in entries:
        if line in ids:
            lines[ids[line]].append(line)
    return {
        line: f"lines {', '.join(map(str, same))} have one id, '{name}'. Give each its own, or "
        "leave that column out with --map 'COLUMN='."
        for name, same in lines.items()
        if len(same) > 1
        for line in same
    }


def _key(entries: Mapping[int, Entry], ids: Mapping[int, str], stem: str) -> dict[int, Entry]:
    """Entries by line under their keys: the row's id, else what it says and how often by then.

    Those of repeated ids are left out.
    """
    named = Counter(ids.values())
    said: Counter[str] = Counter()
    keyed = {}
    for line, entry in entries.items():
        key = ids.get(line, "")
        if key and named[key] > 1:
            continue
        if not key:
            said[entry.text] += 1
            key = sha256(entry.text.encode()).hexdigest()[:12]
            key += f".{said[entry.text]}" if said[entry.text] > 1 else ""
        key = f"{stem}-{key}"
        keyed[line] = replace(entry, key=key, mention=replace(entry.mention, document=key))
    return keyed


def _write_row(columns: Sequence[str], row: Sequence[str]) -> str:
    """A row as it is archived: the header and its cells, as CSV."""
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows((columns, row))
    return text.getvalue()


def _are_hashtags(row: Sequence[str]) -> bool:
    """Whether a row is one of HXL's hashtags, as humanitarian sheets have under their header."""
    cells = [cell for cell in row if cell.strip()]
    return len([cell for cell in cells if cell.startswith("#")]) * 2 > len(cells)


def _bare(column: str) -> str:
    """A column's name in small letters, its words parted by one space.

    >>> _bare(" Event_Type"), _bare("EventType"), _bare("Lat/Long")
    ('event type', 'event type', 'lat long')
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column).casefold()
    return re.sub(r"[\W_]+", " ", words).strip()


def _read_rows(path: Path) -> list[list[str]]:
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
    return rows
