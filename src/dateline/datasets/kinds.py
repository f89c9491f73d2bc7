"""The datasets that Dateline reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.datasets import acled, gdelt, ucdp
from dateline.errors import CommandError
from dateline.model.dataset import Shape


@dataclass(frozen=True, slots=True)
class Kind:
    """A dataset's shape, and how its rows become rows of the events table.

    Attributes:
        shape: its columns.
        fills: columns of the events table that it fills, with those of its own it needs for it.
        units: SQL for the distinct admin units that its rows name, one row each.
        actors: SQL for the distinct names of its sides.
        events: SQL from `rows`, `units` and `actors` to columns of the events table.
        wordy: columns of prose and addresses, which no definition filters on; a query leaves them
            on the disk.
        old_values: for a column, what older editions write and what it is called today.
    """

    shape: Shape
    fills: Mapping[str, tuple[str, ...]]
    units: str
    actors: str
    events: str
    wordy: frozenset[str] = frozenset()
    old_values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


KINDS = {
    "ucdp-ged": Kind(ucdp.UCDP_GED, ucdp.FILLS, ucdp.UNITS, ucdp.ACTORS, ucdp.EVENTS, ucdp.WORDY),
    "acled": Kind(
        acled.ACLED,
        acled.FILLS,
        acled.UNITS,
        acled.ACTORS,
        acled.EVENTS,
        acled.WORDY,
        acled.OLD_VALUES,
    ),
    "gdelt": Kind(gdelt.GDELT, gdelt.FILLS, gdelt.UNITS, gdelt.ACTORS, gdelt.EVENTS, gdelt.WORDY),
}


def find_kind(name: str) -> Kind:
    """The kind of dataset of that name.

    Raises:
        CommandError: there is none.
    """
    if name not in KINDS:
        raise CommandError(
            f"'{name}' is no dataset that is read here; there are {', '.join(KINDS)}."
        )
    return KINDS[name]
