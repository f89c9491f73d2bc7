"""The data of a figure as CSV, with no more of a place than may be published."""

import csv
import io
from collections.abc import Mapping, Sequence

from dateline.model.event import Event
from dateline.publish.policy import coarsen_place

EVENT_HEAD = (
    "event", "date_start", "date_end", "time_precision", "event_type", "sub_event_type",
    "perpetrator", "basis", "target", "place", "admin1", "admin2", "country", "latitude",
    "longitude", "geo_precision", "killed_low", "killed_best", "killed_high", "status", "review",
)  # fmt: skip


def events_csv(
    events: Sequence[Event],
    actors: Mapping[str, str],
    *,
    more: Mapping[str, Mapping[int, object]] | None = None,
) -> str:
    """Write the events of a figure, one a line; actors by name, nothing in a source's words.

    Args:
        events: of the figure.
        actors: names of actors by id.
        more: columns beyond the usual ones, by name: a value for each event's id.
    """
    added = more or {}
    rows = [
        (*_row(event, actors), *(column.get(event.id) for column in added.values()))
        for event in events
    ]
    return _csv((*EVENT_HEAD, *added), rows)


def rows_csv(rows: Sequence[tuple[object, ...]], head: Sequence[str]) -> str:
    """Write the counts of a chart, one a line."""
    return _csv(head, rows)


def _row(event: Event, actors: Mapping[str, str]) -> tuple[object, ...]:
    place = coarsen_place(event.place)
    known = place is not None and (place.gazetteer_id is not None or place.latitude is None)

    def named(role: str) -> str:
        ids = [part.id for part in event.actors if part.role == role and part.id]
        return "; ".join(actors.get(identity, identity) for identity in ids)

    bases = [part.basis for part in event.actors if part.role == "perpetrator"]
    return (
        event.id, event.date_start, event.date_end, event.time_precision, event.event_type,
        event.sub_event_type, named("perpetrator"), bases[0] if bases else "unidentified",
        named("target"), place.name if place and known and place.gazetteer_id else None,
        place.admin1 if place else None, place.admin2 if place else None,
        place.country if place else None, _degrees(place.latitude if place else None),
        _degrees(place.longitude if place else None), place.geo_precision if place else None,
        event.killed.low, event.killed.best, event.killed.high, event.status, event.review,
    )  # fmt: skip


def _degrees(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}"


def _csv(head: Sequence[str], rows: Sequence[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([["" if cell is None else _safe(cell) for cell in row] for row in rows])
    return out.getvalue()


def _safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "@") else cell
