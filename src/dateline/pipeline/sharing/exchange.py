"""Handing events over in others' formats, whole or not at all."""

from collections.abc import Callable
from pathlib import Path

from dateline.datasets.outgoing import Outgoing
from dateline.errors import CommandError
from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.state import build_table
from dateline.pipeline.keeping.whole import write_whole
from dateline.pipeline.sharing.leaving import Export, gather_events, list_hidden, refuse_secrets
from dateline.pipeline.sharing.request import export_request

FORMATS = ("acled", "geojson", "hxl", "parquet", "request", "stix")


def export_events(
    opened: OpenDesk, name: str, line: str, target: Path, *, counts: str = ""
) -> Export:
    """Write the events that a query line names in one format, whole or not at all.

    Args:
        opened: the desk.
        name: one of `FORMATS`.
        line: the query line; empty takes every event that counts.
        target: the file; one that is there is replaced.
        counts: `accepted` or `all`; the desk's own rule by default.

    Raises:
        CommandError: the format is unknown, or the line asks a dataset.
        DeskError: the file cannot be written.
        PublishRefused: the file would name a withheld source.
        QueryError: the line does not parse, or names something unknown.
    """
    if name not in FORMATS:
        raise CommandError(f"'{name}' is no format; there are {', '.join(FORMATS)}.")
    if name == "request":
        return export_request(opened, line, target, counts=counts)
    asker = make_asker(opened, counts=counts)
    dataset = asker.resolve(line).dataset
    if dataset:
        raise CommandError(
            f"An export hands over the desk's own events. The rows of {dataset} come "
            "from its publisher; publish counts of them, and the query."
        )
    gathered = gather_events(opened, asker, [(line, "")])
    out = gathered.out
    payload = _WRITERS[name](out)
    hidden = list_hidden(opened, gathered.states)
    refuse_secrets(opened, _read_back(payload, out, name), hidden, f"{name} export")
    write_whole(target, payload)
    listed = len(out.events)
    undated = sum(event.date_start is None for event in out.events) if name == "acled" else 0
    withheld = gathered.chosen - listed
    return Export(str(target), name, listed - undated, withheld, undated, out.state)


def _read_back(payload: bytes, out: Outgoing, name: str) -> str:
    """All that can be read in a file: a secret or a digest in it is refused, the last lock."""
    if name == "parquet":  # packed: its rows are read instead
        return " ".join(str(row) for row in build_table(out.events).to_pylist())
    return payload.decode("utf-8")


def _acled(out: Outgoing) -> bytes:
    from dateline.datasets.acled_rows import write_acled

    return write_acled(out)


def _geojson(out: Outgoing) -> bytes:
    from dateline.datasets.geojson import write_geojson

    return write_geojson(out)


def _hxl(out: Outgoing) -> bytes:
    from dateline.datasets.hxl import write_hxl

    return write_hxl(out)


def _parquet(out: Outgoing) -> bytes:
    """The events table, with desk, query and state in the file's metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    facts = {"dateline.desk": out.desk, "dateline.query": out.query, "dateline.state": out.state}
    sink = pa.BufferOutputStream()
    table = build_table(out.events).replace_schema_metadata(facts)
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())


def _stix(out: Outgoing) -> bytes:
    from dateline.datasets.stix import write_stix

    return write_stix(out)


_WRITERS: dict[str, Callable[[Outgoing], bytes]] = {
    "acled": _acled,
    "geojson": _geojson,
    "hxl": _hxl,
    "parquet": _parquet,
    "stix": _stix,
}
