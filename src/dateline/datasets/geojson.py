"""Events as GeoJSON by RFC 7946: longitude first, an imprecise event as an area."""

import json
from typing import Any

from dateline.datasets.outgoing import Outgoing, describe_event, is_precise, paths_of, unit_name
from dateline.model.event import Event

_UNCERTAINTY_M = {1: 0, 2: 10_000}
_DECIMALS = 4  # 11 metres, ACLED's
# UCDP's where_prec for what is known of an imprecise place: by how many parts its path has.
_WHERE_PREC = {3: 3, 2: 4, 1: 6}


def write_geojson(out: Outgoing) -> bytes:
    """Write events as a FeatureCollection, a feature on each line."""
    facts = {"desk": out.desk, "query": out.query, "state": out.state}
    head = json.dumps({"type": "FeatureCollection", **facts}, ensure_ascii=False)[:-1]
    lines = [json.dumps(feature(event, out), ensure_ascii=False) for event in out.events]
    return (head + ', "features": [\n' + ",\n".join(lines) + "\n]}\n").encode("utf-8")


def feature(event: Event, out: Outgoing) -> dict[str, Any]:
    """One event: a point where it is precise, else its admin unit's polygon, else a hollow point.

    An event of which nothing is known that can be drawn has no geometry, as the RFC allows.
    """
    geometry, mark = _geometry(event, out)
    place = event.place
    parts = max((path.count("/") + 1 for path in paths_of(event)), default=0)
    precise = is_precise(event)
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": geometry,
        "properties": {
            "date_start": event.date_start.isoformat() if event.date_start else None,
            "date_end": event.date_end.isoformat() if event.date_end else None,
            "time_precision": event.time_precision,
            "event_type": event.event_type,
            "sub_event_type": event.sub_event_type,
            "perpetrators": _names(event, out, "perpetrator"),
            "targets": _names(event, out, "target"),
            "parties": _names(event, out, "party"),
            "place": (place.name or None) if place else None,
            "admin1": unit_name(place.admin1) or None if place else None,
            "admin2": unit_name(place.admin2) or None if place else None,
            "country": place.country if place else None,
            "geo_precision": place.geo_precision if place else None,
            "where_prec": (place.geo_precision or 1)
            if place and precise
            else _WHERE_PREC.get(parts),
            "uncertainty_m": _UNCERTAINTY_M.get(place.geo_precision or 1)
            if place and precise
            else None,
            "gazetteer_id": place.gazetteer_id if place else None,
            "mark": mark,
            **{
                f"{measure}_{figure}": getattr(getattr(event, measure), figure)
                for measure in ("killed", "injured", "abducted")
                for figure in ("low", "best", "high")
            },
            "status": event.status,
            "review": event.review,
            "sources": out.sources_of(event),
            "description": describe_event(event, out),
        },
    }


def _names(event: Event, out: Outgoing, role: str) -> list[str]:
    return [out.name_actor(one, event) for one in out.actors_in(event, role)]


def _geometry(event: Event, out: Outgoing) -> tuple[dict[str, Any] | None, str | None]:
    """The shape and how to mark it: `point`, `area` or `hollow`."""
    point = out.point_of(event)
    if point and is_precise(event):
        return _point(point), "point"
    for path in paths_of(event):
        area = out.area(path)
        if area is not None:
            return _polygon(area), "area"
    return (_point(point), "hollow") if point else (None, None)


def _point(point: tuple[float, float]) -> dict[str, Any]:
    latitude, longitude = point
    return {
        "type": "Point",
        "coordinates": [round(longitude, _DECIMALS), round(latitude, _DECIMALS)],
    }


def _polygon(area: Any) -> dict[str, Any]:  # noqa: ANN401 - a shapely geometry, untyped here
    """A polygon with its outer rings counter-clockwise, as the RFC asks."""
    import shapely
    from shapely.geometry import mapping
    from shapely.geometry.polygon import orient

    parts = [orient(part) for part in shapely.get_parts(area)]
    shape = parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
    return dict(mapping(shapely.set_precision(shape, 10**-_DECIMALS, mode="pointwise")))
