"""Named filters and regions: what a desk counts, and where."""

from dataclasses import dataclass, field

UNITS = ("place-day", "operation", "incident")


@dataclass(frozen=True, slots=True)
class Definition:
    """A named filter with the sentence that explains it to readers.

    Attributes:
        key: the bare word of the query language.
        says: the sentence for readers.
        event_types: ACLED event types it takes; empty takes all.
        sub_event_types: ACLED sub-event types it takes; empty takes all.
        by: actor ids or groups (`@state`) that must have done it; empty takes all.
        unit: `place-day` as ACLED counts, `operation` or `incident`.
        datasets: for each dataset, its own filter: column to accepted values.
    """

    key: str
    says: str
    event_types: tuple[str, ...] = ()
    sub_event_types: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    unit: str = "place-day"
    datasets: dict[str, dict[str, tuple[str | int, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Region:
    """A list of admin units or countries under one name.

    Attributes:
        key: the name that a query gives to `in:`.
        says: how readers are told of it.
        admin1: admin units as `CC/Name`, in the layout before Mali's reform of 2023.
        countries: ISO alpha-2 codes.
    """

    key: str
    says: str
    admin1: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
