"""What the mentions linked to it add up to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.model.actor import Participant
from dateline.model.mention import COUNTED_STATUSES
from dateline.model.place import Place
from dateline.model.record import to_record
from dateline.model.toll import Toll, TollEstimate

REVIEWS = ("unreviewed", "accepted", "corrected", "rejected")

# The events table that the ledger's state becomes and that `measure.frame` queries:
# column name to kind (int, float, text, date, time, texts for a list of text, ints).
EVENT_COLUMNS: dict[str, str] = {
    "id": "int",
    "event_type": "text",
    "sub_event_type": "text",
    "date_start": "date",
    "date_end": "date",
    "time_precision": "int",
    "place": "text",
    "gazetteer_id": "text",
    "latitude": "float",
    "longitude": "float",
    "country": "text",
    "admin1": "text",
    "admin2": "text",
    "geo_precision": "int",
    "perpetrators": "texts",  # actor ids, every basis but unidentified
    "perpetrator_basis": "text",  # the strongest basis among them, or `unidentified`
    "targets": "texts",
    "parties": "texts",  # every actor id of the event, whatever the role
    "weapons": "texts",
    "claimed_by": "texts",
    "killed_low": "int",
    "killed_best": "int",
    "killed_high": "int",
    "injured_low": "int",
    "injured_best": "int",
    "injured_high": "int",
    "abducted_low": "int",
    "abducted_best": "int",
    "abducted_high": "int",
    "status": "text",
    "review": "text",
    "countable": "bool",  # what `Event.countable` and its status allow
    "mentions": "ints",
    "documents": "texts",
    "sources": "texts",
    "reported_at": "text",
    "recorded_at": "text",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the desk, ACLED-shaped, with what it rests on.

    Attributes:
        id: an integer, stable, never reused.
        killed: low, best and high; None is not stated.
        status: how its strongest account presents it.
        review: one of `REVIEWS`.
        mentions: ids of the mentions linked to it.
        documents: ids of their documents.
        sources: keys of their sources.
        reported_at: publication of the earliest supporting document, ISO 8601.
        recorded_at: when the desk first wrote it, ISO 8601 with zone.
        revision: 1 for the first.
        countable: whether a count may take it; an analysis alone never makes a countable event.
    """

    id: int
    event_type: str
    sub_event_type: str
    date_start: date | None
    date_end: date | None
    time_precision: int | None
    place: Place | None
    actors: tuple[Participant, ...]
    tolls: tuple[Toll, ...]
    killed: TollEstimate
    injured: TollEstimate
    abducted: TollEstimate
    status: str
    review: str
    mentions: tuple[int, ...]
    documents: tuple[str, ...]
    sources: tuple[str, ...]
    reported_at: str | None
    recorded_at: str
    revision: int = 1
    weapons: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    countable: bool = True


def event_record(event: Event) -> dict[str, Any]:
    """An event as the JSON contract prints it."""
    record: dict[str, Any] = to_record(event)
    return record


def event_row(event: Event) -> dict[str, Any]:
    """An event as one row of the events table, keys as in `EVENT_COLUMNS`."""
    place = event.place or Place(name="", text="")
    perpetrators = [part for part in event.actors if part.role == "perpetrator"]
    named = [part for part in perpetrators if part.id and part.basis != "unidentified"]
    strength = ("claimed", "admitted", "attributed", "inferred")
    bases = sorted((part.basis for part in named), key=strength.index)
    row: dict[str, Any] = {
        "place": place.name or None,
        "gazetteer_id": place.gazetteer_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "geo_precision": place.geo_precision,
        "perpetrators": _ids(named),
        "perpetrator_basis": bases[0] if bases else "unidentified",
        "targets": _ids(part for part in event.actors if part.role == "target"),
        "parties": _ids(event.actors),
        "countable": event.countable and event.status in COUNTED_STATUSES,
    }
    for measure in ("killed", "injured", "abducted"):
        estimate: TollEstimate = getattr(event, measure)
        row |= {
            f"{measure}_low": estimate.low,
            f"{measure}_best": estimate.best,
            f"{measure}_high": estimate.high,
        }
    for column in EVENT_COLUMNS:
        if column not in row:
            value = getattr(event, column)
            row[column] = list(value) if isinstance(value, tuple) else value
    return {column: row[column] for column in EVENT_COLUMNS}


def _ids(parts: Any) -> list[str]:  # noqa: ANN401 - any iterable of participants
    return sorted({part.id for part in parts if part.id})
