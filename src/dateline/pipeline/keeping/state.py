"""The state of a desk under two clocks: its events, and the table that everything counts over."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from dateline.errors import CommandError
from dateline.model.document import Document
from dateline.model.event import Event
from dateline.model.stored import StoredMention
from dateline.pipeline.keeping.kept import EventTable, build_table, find_table, resolve_numbers
from dateline.pipeline.keeping.opening import OpenDesk

if TYPE_CHECKING:
    import pyarrow as pa

    from dateline.measure.frame import Frame

__all__ = ["State", "build_table", "load_state"]
Key = TypeVar("Key", int, str)
Noun = TypeVar("Noun")


class Shelf(Mapping[Key, Noun]):
    """Nouns of a state by key, read from the ledger when they are asked for."""

    def __init__(self, read: Callable[[Sequence[Key] | None], Iterable[tuple[Key, Noun]]]) -> None:
        self._read: Callable[[Sequence[Key] | None], Iterable[tuple[Key, Noun]]] = read
        self._known: dict[Key, Noun | None] = {}
        self._all: dict[Key, Noun] | None = None

    def __getitem__(self, key: Key) -> Noun:
        self.fetch([key])
        found = self._known[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Key]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def fetch(self, keys: Iterable[Key]) -> None:
        """Read these at once, where they are not known yet."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._known]
        if missing:
            self._known.update(dict.fromkeys(missing))
            self._known.update(self._read(missing))

    def _whole(self) -> dict[Key, Noun]:
        if self._all is None:
            self._all = dict(self._read(None))
            self._known.update(self._all)
        return self._all


@dataclass(frozen=True)
class State:
    """Everything in force under the clocks of a command; read while its desk is open.

    Attributes:
        opened: the desk, its recorded clock set to this state.
        hash: hash of the ledger's last entry in force.
        kept: the events as a table.
    """

    opened: OpenDesk
    hash: str
    kept: EventTable

    @property
    def table(self) -> "pa.Table":
        """The events as the table that `measure` queries."""
        return self.kept.table

    @property
    def frame(self) -> "Frame":
        """The table held ready for many queries."""
        return self.kept.frame

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Every event, by id in order."""
        return tuple(self.select(self.kept.numbers))

    @cached_property
    def mentions(self) -> Shelf[int, StoredMention]:
        """Every mention in force by id."""
        ledger, clocks = self.opened.ledger, self.opened.clocks

        def read(numbers: Sequence[int] | None) -> Iterable[tuple[int, StoredMention]]:
            found = ledger.mentions(clocks.as_of, clocks.as_reported, numbers=numbers)
            return ((stored.id, stored) for stored in found)

        return Shelf(read)

    @cached_property
    def documents(self) -> Shelf[str, Document]:
        """Every document in force by id."""
        ledger, clocks = self.opened.ledger, self.opened.clocks

        def read(ids: Sequence[str] | None) -> Iterable[tuple[str, Document]]:
            found = ledger.documents(clocks.as_of, clocks.as_reported, ids=ids)
            return ((document.id, document) for document in found)

        return Shelf(read)

    @cached_property
    def sources(self) -> frozenset[str]:
        """Keys of the sources that a document in force names."""
        clocks = self.opened.clocks
        named = self.opened.ledger.document_origins(clocks.as_of, clocks.as_reported)
        return frozenset(source for source, _capture in named.values() if source)

    def has_event(self, number: int) -> bool:
        """Whether there is an event of that number in this state."""
        numbers = self.kept.numbers
        at = bisect_left(numbers, number)
        return at < len(numbers) and numbers[at] == number

    def select(self, numbers: Iterable[int]) -> list[Event]:
        """The events of these numbers, by id in order; those that are none are passed over."""
        wanted = sorted({number for number in numbers if self.has_event(number)})
        places = (bisect_left(self.kept.numbers, number) for number in wanted)
        mentions = [one for place in places for one in self.table["mentions"][place].as_py()]
        return resolve_numbers(self.opened, wanted, mentions)

    def event(self, number: int) -> Event:
        """The event of that number.

        Raises:
            CommandError: there is none in this state.
        """
        for event in self.select([number]):
            return event
        raise CommandError(
            f"There is no event {number} in this state of the ledger; `dateline events` lists "
            "those there are. A later --as-of or --as-reported may know it."
        )


def load_state(opened: OpenDesk) -> State:
    """Bring the ledger to the clocks and find its events.

    An event's mentions are those of the documents in force, so that `--as-reported` also takes
    back what later reports changed in an event.
    """
    state = opened.ledger.state_hash(opened.clocks.as_of)
    pinned = replace(opened, clocks=replace(opened.clocks, as_of=state))
    kept = find_table(pinned, current=opened.clocks.as_of is None)
    return State(pinned, state, kept)
