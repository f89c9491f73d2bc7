"""What a desk knows by name: the questions that resolving a query asks."""

from datetime import date, datetime
from typing import Protocol

from dateline.model.definition import Definition, Region
from dateline.model.place import GazetteerEntry


class Names(Protocol):
    """Looks up what a query names; the pipeline fills it from desk, lexicon and gazetteer.

    Attributes:
        cutoff: publication clock where the query names none, with or without zone.
        timezone: IANA name of the zone that times without one are in.
    """

    @property
    def cutoff(self) -> datetime | None:
        """The default publication clock."""

    @property
    def timezone(self) -> str:
        """The zone of times without one."""

    def definition(self, key: str) -> Definition | None:
        """Return the definition of that key."""

    def region(self, key: str) -> Region | None:
        """Return the desk's region of that key."""

    def actors(self, text: str, *, exact: bool, on: date | None) -> frozenset[str] | None:
        """Return ids for an id, alias or `@group`, with subgroups unless `exact`; None: unknown."""

    def place(self, text: str) -> GazetteerEntry | None:
        """Return the entry for `ML`, `ML/Mopti`, `ML/Mopti/Djenne` or a gazetteer name."""

    def town(self, text: str) -> GazetteerEntry | None:
        """Return the same, a town before a region of its name."""

    def period(self, name: str) -> str | None:
        """Return what a named period stands for, such as `2023-01..2023-07`."""

    def dataset(self, key: str) -> bool:
        """Whether the desk has a pinned dataset of that key."""

    def nearest(self, kind: str, text: str) -> list[str]:
        """Return known names like the text.

        `kind` is `definition`, `actor`, `place`, `period` or `dataset`.
        """
