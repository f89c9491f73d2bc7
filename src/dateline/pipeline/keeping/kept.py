"""The events of a state as one table, kept as Parquet by state, made anew only where it differs.

A kept table is a pure function of the ledger up to a state, the publication clock, what the desk
says of its sources, and the code that resolves accounts; the file's name holds all four. A state
that was never asked for starts from a kept one: events whose mentions and reviews are the same
are taken over, the others are resolved. So an `add` resolves the events it touched, and an as-of
question those that changed since. See docs/decisions/state-by-hash.md.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline import model, reconcile
from dateline.desk import Desk
from dateline.model.event import EVENT_COLUMNS, Event, event_row
from dateline.pipeline.keeping.grades import read_words
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.sealing import read_kept, write_kept

if TYPE_CHECKING:
    import pyarrow as pa

    from dateline.ledger.standing import Standing
    from dateline.measure.frame import Frame

KEPT_FILES = 12  # the newest stay
KEPT_IN_MEMORY = 3  # for each thread: a database connection serves one
WORTH_KEEPING = 1000  # events resolved anew; a past state that took fewer is not written
EVENTS_AT_ONCE = 5000
MARK = "mark"
_memory = threading.local()


@dataclass(frozen=True)
class EventTable:
    """Every event of a state, a row each in the order of their numbers.

    Attributes:
        table: the columns of `EVENT_COLUMNS`, and a mark for each row that differs when the
            event's mentions or reviews do.
    """

    table: "pa.Table"

    @cached_property
    def frame(self) -> "Frame":
        """The table opened for queries; conditions asked before are remembered."""
        from dateline.measure.frame import open_frame

        return open_frame(self.table.select(list(EVENT_COLUMNS)))

    @cached_property
    def numbers(self) -> list[int]:
        """The events' numbers, in order."""
        found: list[int] = self.table["id"].to_pylist()
        return found


def find_table(opened: OpenDesk, *, current: bool) -> EventTable:
    """The events under a desk's clocks: remembered, kept on disk, or made.

    Args:
        opened: the desk, its recorded clock set to a state's hash.
        current: whether the state is the newest, which will be asked for again.
    """
    ground, name = _name_table(opened)
    remembered = _remember()
    if name in remembered:
        remembered.move_to_end(name)
        return remembered[name]
    folder = opened.desk.cache / "states"
    table = _read_kept(folder / name, opened.desk)
    if table is None:
        table, resolved = _make(opened, _read_base(folder, ground, opened.desk))
        if current or resolved >= WORTH_KEEPING:
            _keep(folder / name, table, opened.desk)
    found = EventTable(table)
    remembered[name] = found
    while len(remembered) > KEPT_IN_MEMORY:
        remembered.popitem(last=False)
    return found


def find_false(opened: OpenDesk) -> str | None:
    """The kept table of a desk's state that is not what the log says, if it is not.

    Args:
        opened: the desk, its recorded clock set to a state's hash.
    """
    name = _name_table(opened)[1]
    kept = _read_kept(opened.desk.cache / "states" / name, opened.desk)
    if kept is None or kept.equals(_make(opened, None)[0]):
        return None
    return name


def forget_tables(cache_folder: Path) -> None:
    """Remove every kept table: what they held may have been taken out of the ledger."""
    _remember().clear()
    for path in (cache_folder / "states").glob("*.parquet"):
        path.unlink(missing_ok=True)


def resolve_numbers(
    opened: OpenDesk, events: Sequence[int], mentions: Iterable[int]
) -> list[Event]:
    """The events of these numbers, resolved from their mentions in force."""
    from dateline.reconcile import resolve_events

    ledger, clocks = opened.ledger, opened.clocks
    wanted = list(mentions)
    links = ledger.links(clocks.as_of, mentions=wanted)
    standing = {link.mention: link.event for link in links}
    return resolve_events(
        ledger.mentions(clocks.as_of, clocks.as_reported, numbers=wanted),
        links,
        read_words(ledger, clocks.as_of, events, standing),
        sources=opened.desk.sources,
        births=ledger.event_births(clocks.as_of, events=events),
        policies=opened.desk.resolve,
    )


def build_table(events: Iterable[Event], marks: Sequence[int] | None = None) -> "pa.Table":
    """Events as an Arrow table with the columns of `EVENT_COLUMNS`, and their marks if given."""
    import pyarrow as pa

    rows = [event_row(event) for event in events]
    schema = _schema()
    table = pa.Table.from_pylist(rows, schema=schema)
    if marks is None:
        return table
    return table.append_column(MARK, pa.array(marks, pa.uint64()))


def _schema() -> "pa.Schema":
    import pyarrow as pa

    kinds = {
        "int": pa.int64(),
        "float": pa.float64(),
        "text": pa.string(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "texts": pa.list_(pa.string()),
        "ints": pa.list_(pa.int64()),
    }
    return pa.schema([(name, kinds[kind]) for name, kind in EVENT_COLUMNS.items()])


def _make(opened: OpenDesk, base: "pa.Table | None") -> "tuple[pa.Table, int]":
    """The table of a state, from the rows of another where they are the same.

    Returns:
        The table, and how many events were resolved for it.
    """
    import numpy as np
    import pyarrow as pa

    clocks = opened.clocks
    standing = opened.ledger.standing(clocks.as_of, clocks.as_reported)
    parts = []
    missing = np.arange(len(standing.events))
    if base is not None:
        taken, missing = _match(base, standing)
        parts.append(base.take(pa.array(taken)))
    starts = range(0, len(missing), EVENTS_AT_ONCE)
    parts += [_resolve_part(opened, standing, missing[at : at + EVENTS_AT_ONCE]) for at in starts]
    if not parts:
        parts.append(build_table((), ()))
    return pa.concat_tables(parts).sort_by("id").combine_chunks(), len(missing)


def _match(base: "pa.Table", standing: "Standing") -> tuple[Any, Any]:
    """Positions in a base table of the events that are the same, and of those to be resolved."""
    import numpy as np

    numbers, marks = base["id"].to_numpy(), base[MARK].to_numpy()
    if not len(numbers):
        return np.array([], dtype=np.int64), np.arange(len(standing.events))
    places = np.minimum(np.searchsorted(numbers, standing.events), len(numbers) - 1)
    same = (numbers[places] == standing.events) & (marks[places] == standing.marks)
    return places[same], np.flatnonzero(~same)


def _resolve_part(opened: OpenDesk, standing: "Standing", positions: Any) -> "pa.Table":  # noqa: ANN401 - an array
    numbers = standing.events[positions].tolist()
    mentions = [
        int(one) for position in positions.tolist() for one in standing.mentions_of(position)
    ]
    events = resolve_numbers(opened, numbers, mentions)
    marks = dict(zip(numbers, standing.marks[positions].tolist(), strict=True))
    return build_table(events, [marks[event.id] for event in events])


def _name_table(opened: OpenDesk) -> tuple[str, str]:
    """A name for what events depend on besides ledger and clocks, and the file's name."""
    sources = [asdict(source) for _, source in sorted(opened.desk.sources.items())]
    ground = _digest([sources, asdict(opened.desk.resolve), _digest_code()])[:16]
    clocks = opened.clocks
    return ground, f"{ground}-{_digest([clocks.as_of, clocks.as_reported])}.parquet"


@cache
def _digest_code() -> str:
    """The code that makes an event of its accounts: a changed rule makes every table anew."""
    folders = [Path(room.__path__[0]) for room in (model, reconcile)]
    files = sorted(path for folder in folders for path in folder.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _digest(record: object) -> str:
    return hashlib.sha256(json.dumps(record).encode()).hexdigest()[:32]


def _remember() -> OrderedDict[str, EventTable]:
    if not hasattr(_memory, "tables"):
        _memory.tables = OrderedDict()
    found: OrderedDict[str, EventTable] = _memory.tables
    return found


def _read_base(folder: Path, ground: str, desk: Desk) -> "pa.Table | None":
    """The newest kept table on the same ground."""
    kept = sorted(folder.glob(f"{ground}-*.parquet"), key=lambda path: path.stat().st_mtime)
    for path in reversed(kept):
        table = _read_kept(path, desk)
        if table is not None:
            return table
    return None


def _read_kept(path: Path, desk: Desk) -> "pa.Table | None":
    """A kept table; None where there is none, or it cannot be read and is made anew."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = read_kept(path, desk)
    if content is None:
        return None
    try:
        table = pq.ParquetFile(pa.BufferReader(content)).read()  # `read_table` loads far more
    except (OSError, pa.ArrowInvalid):
        return None
    return table if table.column_names == [*EVENT_COLUMNS, MARK] else None


def _keep(path: Path, table: "pa.Table", desk: Desk) -> None:
    """Write a table beside its place and move it there; without room the answer stands anyway."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    written = pa.BufferOutputStream()
    pq.write_table(table, written, compression="lz4")
    with suppress(OSError):
        write_kept(path, written.getvalue().to_pybytes(), desk)
        kept = sorted(path.parent.glob("*.parquet"), key=lambda one: one.stat().st_mtime)
        for old in kept[:-KEPT_FILES]:
            old.unlink(missing_ok=True)
