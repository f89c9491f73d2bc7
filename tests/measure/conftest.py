"""An events table written out row by row."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from dateline.model.event import EVENT_COLUMNS

KINDS = {
    "int": pa.int64(),
    "float": pa.float64(),
    "text": pa.string(),
    "date": pa.date32(),
    "bool": pa.bool_(),
    "texts": pa.list_(pa.string()),
    "ints": pa.list_(pa.int64()),
}
SCHEMA = pa.schema([(name, KINDS[kind]) for name, kind in EVENT_COLUMNS.items()])
EVENT: dict[str, Any] = {
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "time_precision": 1,
    "place": "Douentza",
    "gazetteer_id": "geonames:2456917",
    "latitude": 15.0015,
    "longitude": -2.9496,
    "country": "ML",
    "admin1": "ML/Mopti",
    "geo_precision": 1,
    "perpetrators": ["jnim"],
    "perpetrator_basis": "attributed",
    "targets": ["mali-army"],
    "weapons": [],
    "claimed_by": [],
    "status": "asserted",
    "review": "accepted",
    "countable": True,
    "mentions": [1],
    "documents": ["note"],
    "sources": ["example.org"],
    "recorded_at": "2023-12-13T09:00:00+00:00",
}


@pytest.fixture(scope="session")
def make_events() -> Callable[..., pa.Table]:
    """Make a table; each event is the one above with a day and what differs."""

    def make(*events: dict[str, Any]) -> pa.Table:
        rows = []
        for number, event in enumerate(events, start=1):
            row = {**dict.fromkeys(EVENT_COLUMNS), **EVENT, "id": number, **event}
            day = row.pop("day", None)
            if day is not None:
                row["date_start"] = row["date_end"] = date.fromisoformat(day)
            if row["parties"] is None:
                row["parties"] = sorted({*row["perpetrators"], *row["targets"]})
            if row["reported_at"] is None and "reported_at" not in event and row["date_start"]:
                row["reported_at"] = row["date_start"].isoformat()
            rows.append(row)
        return pa.Table.from_pylist(rows, schema=SCHEMA)

    return make
