"""The state of a desk under two clocks: its events, and the table that everything counts over."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dateline.errors import CommandError
from dateline.model.document import Document
from dateline.model.event import EVENT_COLUMNS, Event, event_row
from dateline.model.stored import StoredMention
from dateline.pipeline.opening import OpenDesk

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class State:
    """Everything in force under the clocks of a command.

    Attributes:
        events: every event, by id in order.
        mentions: every mention by id.
        documents: every document by id.
        hash: hash of the ledger's last entry in force.
    """

    events: tuple[Event, ...]
    mentions: dict[int, StoredMention]
    documents: dict[str, Document]
    hash: str

    @cached_property
    def table(self) -> "pa.Table":
        """The events as the table that `measure` queries."""
        return build_table(self.events)

    def event(self, number: int) -> Event:
        """The event of that number.

        Raises:
            CommandError: there is none in this state.
        """
        for event in self.events:
            if event.id == number:
                return event
        raise CommandError(
            f"There is no event {number} in this state of the ledger; `dateline events` lists "
            "those there are. A later --as-of or --as-reported may know it."
        )


def load_state(opened: OpenDesk) -> State:
    """Bring the ledger to the clocks and resolve its events.

    An event's mentions are those of the documents in force, so that `--as-reported` also takes
    back what later reports changed in an event.
    """
    from dateline.reconcile import resolve_events

    ledger, clocks = opened.ledger, opened.clocks
    mentions = {stored.id: stored for stored in ledger.mentions(clocks.as_of, clocks.as_reported)}
    events = resolve_events(
        mentions.values(),
        ledger.links(clocks.as_of),
        ledger.reviews(clocks.as_of),
        sources=opened.desk.sources,
        births=ledger.event_births(clocks.as_of),
    )
    documents = {
        document.id: document for document in ledger.documents(clocks.as_of, clocks.as_reported)
    }
    return State(tuple(events), mentions, documents, ledger.state_hash(clocks.as_of))


def build_table(events: Iterable[Event]) -> "pa.Table":
    """Events as an Arrow table with the columns of `EVENT_COLUMNS`."""
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
    schema = pa.schema([(name, kinds[kind]) for name, kind in EVENT_COLUMNS.items()])
    return pa.Table.from_pylist([event_row(event) for event in events], schema=schema)
