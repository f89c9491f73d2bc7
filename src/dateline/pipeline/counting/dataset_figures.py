"""Figures over a dataset: its rows as what counts need of them, and never as rows."""

from typing import TYPE_CHECKING

from dateline.model.binding import FigureBlock
from dateline.model.dataset import Manifest
from dateline.model.event import Event
from dateline.model.place import Place
from dateline.model.toll import TollEstimate
from dateline.publish.dates import say_date
from dateline.publish.kinds import FIGURE_KINDS

if TYPE_CHECKING:
    from dateline.measure.selection import Selection

COLUMNS = ("event_type", "sub_event_type", "date_start", "date_end", "country", "admin1")
GROUPINGS = ("type", "subtype", "admin1")  # what a row says without naming who began it
UNKNOWN = TollEstimate(None, None, None)


def list_rows(selection: "Selection") -> tuple[Event, ...]:
    """A dataset's rows with their types, days and units alone, numbered from 1.

    What the figure gives beside itself is counts, so no row can be told from it.
    """
    columns = selection.frame.columns
    values = [columns.values(name, selection.rows) for name in COLUMNS]
    rows = zip(*values, strict=True)
    return tuple(
        Event(
            number, kind or "", sub or "", start, end, None,
            Place("", "", country=country, admin1=admin1, geo_precision=3),
            (), (), UNKNOWN, UNKNOWN, UNKNOWN, "asserted", "unreviewed", (), (), (), None, "",
        )
        for number, (kind, sub, start, end, country, admin1) in enumerate(rows, start=1)
    )  # fmt: skip


def find_dataset_fault(block: FigureBlock, rows: int) -> str:
    """Say why a figure cannot be drawn over a dataset; empty where it can."""
    kind = FIGURE_KINDS[block.kind]
    if not kind.aggregates:
        known = ", ".join(name for name, one in FIGURE_KINDS.items() if one.aggregates)
        return f"A {block.kind} figure shows single events; over a dataset only {known} are drawn."
    for name in ("colour", "by"):
        if block.arguments.get(name, GROUPINGS[0]) not in GROUPINGS:
            return (
                f"A dataset does not say who began an event: write `{name}=` "
                f"{', '.join(GROUPINGS[:-1])} or {GROUPINGS[-1]}."
            )
    return "" if rows else "Its query matches no row of the dataset: check the names and dates."


def credit_dataset(manifest: Manifest) -> str:
    """How a figure over a dataset names it: as its authors ask, with version and day taken."""
    cited = manifest.citation.rstrip(".")
    return f"{manifest.name} {manifest.version}, {cited}, taken {say_date(manifest.accessed)}"
