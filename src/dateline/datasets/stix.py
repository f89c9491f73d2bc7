"""Events as a STIX 2.1 bundle: a report, and for each event an incident, a location, a note."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any

from dateline.datasets.outgoing import Outgoing, describe_event, is_precise, unit_name
from dateline.model.event import Event

# Ids follow from what they name, so that the same events have the same ids in every export.
_NAMESPACE = uuid.UUID("5f0b1c52-6f0e-5d0a-9a53-1c8b6f0b7f0a")
_PRECISION_M = 10_000.0  # of a place that is near a town


def write_stix(out: Outgoing) -> bytes:
    """Write events as a bundle; a report needs something to refer to, so none make no report."""
    author = {
        "type": "identity",
        "id": _identify("identity", out.desk),
        "name": out.desk,
        "identity_class": "organization",
    }
    objects: list[dict[str, Any]] = []
    for event in out.events:
        objects += _objects(event, out)
    when = max((event.recorded_at for event in out.events), default="1970-01-01T00:00:00+00:00")
    if objects:
        report = {
            "type": "report",
            "id": _identify("report", f"{out.desk}|{out.query}|{out.state}"),
            "name": f"{out.desk}: {out.query or 'all events'}",
            "description": f"{len(out.events)} events; state {out.state}.",
            "report_types": ["threat-report"],
            "published": _stamp(when),
            "object_refs": [one["id"] for one in objects],
        }
        objects.insert(0, report)
    stamped = [_common(one, author["id"], when) for one in (author, *objects)]
    bundle = {
        "type": "bundle",
        "id": _identify("bundle", json.dumps(stamped, sort_keys=True)),
        "objects": stamped,
    }
    return (json.dumps(bundle, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _objects(event: Event, out: Outgoing) -> list[dict[str, Any]]:
    name = f"{out.desk}|{event.id}"
    incident: dict[str, Any] = {
        "type": "incident",
        "id": _identify("incident", name),
        "name": f"{event.sub_event_type} ({event.id})",
        "description": describe_event(event, out),
        "_recorded": event.recorded_at,
    }
    references = [
        {"source_name": one.name}
        | ({"url": one.url} if one.url else {"description": "Its address is not passed on."})
        for one in out.references.get(event.id, ())
    ]
    if references:
        incident["external_references"] = references
    objects = [incident]
    location = _location(event, name, out)
    if location is not None:
        link = {
            "type": "relationship",
            "id": _identify("relationship", name),
            "relationship_type": "related-to",
            "source_ref": incident["id"],
            "target_ref": location["id"],
            "_recorded": event.recorded_at,
        }
        objects += [location, link]
    note = {
        "type": "note",
        "id": _identify("note", name),
        "abstract": "How certain the fields are",
        "content": _certainty(event),
        "object_refs": [incident["id"]],
        "_recorded": event.recorded_at,
    }
    return [*objects, note]


def _location(event: Event, name: str, out: Outgoing) -> dict[str, Any] | None:
    """Where it was; coordinates stand only for what is precise."""
    place, country = event.place, out.country_of(event)
    if place is None or (country is None and not is_precise(event)):
        return None
    location: dict[str, Any] = {
        "type": "location",
        "id": _identify("location", name),
        "_recorded": event.recorded_at,
    }
    if place.name:
        location["name"] = place.name
    if country is not None:
        location["country"] = country.iso2
    if place.admin1:
        location["administrative_area"] = unit_name(place.admin1)
    if is_precise(event):
        location["latitude"] = round(place.latitude or 0.0, 4)
        location["longitude"] = round(place.longitude or 0.0, 4)
        if (place.geo_precision or 1) > 1:
            location["precision"] = _PRECISION_M
    return location


def _certainty(event: Event) -> str:
    place = event.place
    parts = [f"Presented as {event.status}; {event.review} by the desk."]
    parts.append(
        f"Days {event.date_start} to {event.date_end}, precision {event.time_precision}."
        if event.date_start
        else "No day is known."
    )
    parts.append(
        f"Place precision {place.geo_precision}." if place and place.geo_precision else "No place."
    )
    for measure in ("killed", "injured", "abducted"):
        toll = getattr(event, measure)
        if toll.low is not None or toll.high is not None:
            figures = ", ".join(
                f"{figure} {'not stated' if value is None else value}"
                for figure, value in (("low", toll.low), ("best", toll.best), ("high", toll.high))
            )
            parts.append(f"{measure.capitalize()}: {figures}.")
    return " ".join(parts)


def _common(record: dict[str, Any], author: str, when: str) -> dict[str, Any]:
    """The properties that every object bears."""
    stamp = _stamp(str(record.pop("_recorded", when)))
    common = {"spec_version": "2.1", "created": stamp, "modified": stamp}
    by = {} if record["id"] == author else {"created_by_ref": author}
    return {"type": record["type"], **common, **by, **record}


def _identify(kind: str, name: str) -> str:
    return f"{kind}--{uuid.uuid5(_NAMESPACE, f'{kind}|{name}')}"


def _stamp(moment: str) -> str:
    """A time as STIX writes it.

    >>> _stamp("2024-03-02T10:00:00+01:00")
    '2024-03-02T09:00:00.000Z'
    """
    utc = datetime.fromisoformat(moment).astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"
