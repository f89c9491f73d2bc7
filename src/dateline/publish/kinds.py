"""The kinds of figure an update may ask for, and what each may be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

GROUPINGS = ("against", "by", "type", "subtype")
AREAS = (*GROUPINGS, "admin1")
PERIODS = ("week", "month")
COMMON = ("note", "credit", "alt")  # what every figure may be told


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A kind of figure.

    Attributes:
        says: what it draws, for the message of an unknown argument.
        needs: arguments without which it cannot be drawn.
        may: those that have a default.
        choices: values that an argument is limited to.
        counts: whether it shows counts alone, and nothing of a single event.
        aggregates: whether all it shows and gives beside itself are counts, so that it may be
            drawn over a dataset whose rows must not leave.
    """

    says: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] | None = None
    counts: bool = False
    aggregates: bool = False


FIGURE_KINDS: Mapping[str, FigureKind] = {
    "map": FigureKind("one mark for each event", (), ("colour",), {"colour": GROUPINGS}),
    "pair": FigureKind(
        "two maps, before and after", ("from", "to"), ("colour",), {"colour": GROUPINGS}
    ),
    "choropleth": FigureKind("first-level units shaded by their events", aggregates=True),
    "city": FigureKind(
        "events around a town with their distance", ("centre",), ("colour",), {"colour": GROUPINGS}
    ),
    "areas": FigureKind("where each actor was seen to act"),
    "bars": FigureKind(
        "events by week or month", (), ("per", "colour"),
        {"per": PERIODS, "colour": GROUPINGS}, counts=True, aggregates=True,
    ),
    "timeline": FigureKind("one dot for each event by day", (), ("colour",), {"colour": AREAS}),
    "shares": FigureKind(
        "what part each group has", (), ("by",), {"by": AREAS}, aggregates=True
    ),
    "dumbbell": FigureKind(
        "the pace of each group before and after", ("from", "to"), ("by",), {"by": AREAS},
        aggregates=True,
    ),
    "multiples": FigureKind(
        "bars for each region or group", (), ("by", "per"), {"by": AREAS, "per": PERIODS},
        aggregates=True,
    ),
    "image": FigureKind("an image of the desk's register", ("file", "alt")),
}  # fmt: skip


def find_argument_faults(kind: str, arguments: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    """Find what is wrong with a figure's arguments.

    Returns:
        For each fault why (`missing-argument`, `unknown-attribute`), what was found, and advice.
    """
    known = FIGURE_KINDS[kind]
    for name in known.needs:
        if not arguments.get(name):
            found = f"A {kind} figure ({known.says}) needs `{name}=`."
            yield "missing-argument", found, f"Add `{name}=` inside the braces."
    allowed = (*known.needs, *known.may, *COMMON)
    for name, value in arguments.items():
        if name not in allowed:
            near = get_close_matches(name, allowed, n=1)
            advice = f"Did you mean {near[0]}?" if near else f"It may have {', '.join(allowed)}."
            yield "unknown-attribute", f"A {kind} figure knows no `{name}=`.", advice
        choices = (known.choices or {}).get(name)
        if choices and value not in choices:
            found = f"`{name}={value}` means nothing to a {kind} figure."
            yield "unknown-attribute", found, f"It may be {', '.join(choices)}."
