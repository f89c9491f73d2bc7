"""The desk's events beside those of a dataset: in both, only ours, only theirs, missed by both."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.errors import CommandError
from dateline.model.actor import Participant
from dateline.model.event import EVENT_COLUMNS, Event
from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.model.toll import Toll, TollEstimate
from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.material.link import find_roots

if TYPE_CHECKING:
    from dateline.lexicon import Lexicon
    from dateline.measure.frame import Frame
    from dateline.reconcile.matching import Match, Missed

_OURS, _THEIRS = "desk", "dataset"
_MARGIN = 3  # days before the desk's first event and after its last whose rows are compared too
_COMPARED = (
    "id", "event_type", "sub_event_type", "date_start", "date_end", "time_precision", "place",
    "latitude", "longitude", "country", "admin1", "admin2", "geo_precision", "perpetrators",
    "targets", "parties", "killed_low", "killed_best", "killed_high",
)  # fmt: skip
_VAGUE = 3  # ACLED's geo_precision of a larger region
_NOTHING_NEAR = "nothing of the other list is near in time and place"
_TAKEN = "which another fits better"


@dataclass(frozen=True, slots=True)
class Matched:
    """One event of the desk, one row, or the two that are one.

    Attributes:
        lists: `both`, `ours` or `theirs`: which list has it.
        ours: the desk's event.
        theirs: the row by the dataset's own id, where its licence lets one be named.
        bits: evidence for the pair, or for the nearest pair that was not joined.
        why: the evidence in words, or why nothing was joined.
    """

    lists: str
    ours: int | None
    theirs: int | str | None
    bits: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Matching:
    """How the desk's events lie beside a dataset's rows of the same days and countries.

    Attributes:
        dataset: its name and version.
        since: first day compared.
        until: last day compared.
        countries: compared.
        matches: one for each event of either list; of a dataset whose licence keeps rows back,
            one for each of the desk's.
        both: how many are in both.
        only_ours: how many only the desk has.
        only_theirs: how many only the dataset has.
        missed: a lower bound of what neither has; None where nothing is in both.
        caution: what to keep in mind.
    """

    dataset: str
    since: str
    until: str
    countries: tuple[str, ...]
    matches: tuple[Matched, ...]
    both: int
    only_ours: int
    only_theirs: int
    missed: "Missed | None"
    caution: str


def match_dataset(opened: OpenDesk, name: str, query: str = "") -> Matching:
    """Match the desk's countable events to the rows of a dataset's newest snapshot.

    All are matched, then those kept that the query names, of either list: so an attack that the
    dataset has as a battle is a pair under `type:attack` too, and not missing there.

    Args:
        opened: the desk.
        name: of the dataset.
        query: which events and rows; all that are countable and not rejected by default.

    Raises:
        CommandError: the desk has no such snapshot, or no dated and placed event to compare.
        QueryError: the query does not parse, or asks what a dataset's rows do not say.
    """
    from dateline.datasets.kinds import find_kind
    from dateline.reconcile.matching import bound_missed, match_lists

    asker = make_asker(opened, counts="all")
    wanted = frozenset(asker.select(query).events) if query else None
    events = _list_countable(opened)
    reach = _find_reach([event for event in events if wanted is None or event.id in wanted])
    asked = asker.select(f"{query} dataset:{name}").numbers if query else None
    snapshot = asker.snapshot(name)
    shape = find_kind(snapshot.manifest.name).shape
    key = f"native_{shape.key}" if shape.key in EVENT_COLUMNS else shape.key
    rows = _read_rows(snapshot.frame, reach, key)
    found = match_lists(
        [_account_event(event) for event in events],
        [_account_row(row) for row in rows],
        settings=opened.desk.reconcile,
        roots=_find_sides(opened.words.lexicon),
    )
    if wanted is not None and asked is not None:
        found = [one for one in found if one.ours in wanted or one.theirs in asked]
    both = sum(match.ours is not None and match.theirs is not None for match in found)
    ours = sum(match.theirs is None for match in found)
    theirs = sum(match.ours is None for match in found)
    told = _say_ours(found)
    if shape.rows_leave:
        told = _say_rows(found, {row["id"]: row[key] for row in rows})
    return Matching(
        f"{snapshot.manifest.name} {snapshot.manifest.version}",
        reach.since.isoformat(),
        reach.until.isoformat(),
        reach.countries,
        tuple(told),
        both,
        ours,
        theirs,
        bound_missed(both, ours + theirs),
        _caution(name, rows_leave=shape.rows_leave),
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """The days and countries of the events compared."""

    since: date
    until: date
    countries: tuple[str, ...]


def _find_sides(lexicon: "Lexicon") -> dict[str, str]:
    """The organisation of each actor; datasets name a government where reports name its army."""
    forces = (lexicon.actors[one] for one in lexicon.group("@state") if one in lexicon.actors)
    states = {one.id: f"{one.country}-government" for one in forces if one.country}
    return find_roots(lexicon) | states


def _list_countable(opened: OpenDesk) -> list[Event]:
    return [
        event
        for event in load_state(opened).events
        if event.countable and event.review != "rejected" and event.date_start and event.place
    ]


def _find_reach(events: list[Event]) -> _Reach:
    if not events:
        raise CommandError(
            "There is no countable event with a date and a place to compare; `dateline events` "
            "lists what the desk has."
        )
    days = [event.date_start for event in events if event.date_start]
    until = max(event.date_end or event.date_start or days[0] for event in events)
    countries = {event.place.country for event in events if event.place and event.place.country}
    return _Reach(min(days), until, tuple(sorted(countries)))


def _say_rows(found: "Iterable[Match]", names: Mapping[int, int | str]) -> Iterator[Matched]:
    """Matches in words that name a row as its dataset does."""
    for match in found:
        said = "; ".join(f"{part.words} ({part.weight:+.1f})" for part in match.evidence)
        theirs = None if match.theirs is None else names[match.theirs]
        if match.bits is None:
            said = _NOTHING_NEAR
        elif match.nearest is not None:
            row = match.nearest in names
            other = f"row {names[match.nearest]}" if row else f"event {match.nearest}"
            said = f"nearest is {other}, {_TAKEN if match.taken else said}"
        yield Matched(_say_lists(match), match.ours, theirs, match.bits, said)


def _say_ours(found: "Iterable[Match]") -> Iterator[Matched]:
    """Matches of the desk's events in words that tell nothing of a row, nor which it is."""
    for match in found:
        if match.ours is None:
            continue
        said = ", ".join(f"{part.comparison} {part.weight:+.1f}" for part in match.evidence)
        if match.bits is None:
            said = _NOTHING_NEAR
        elif match.nearest is not None:
            said = f"the nearest row: {_TAKEN if match.taken else said}"
        yield Matched(_say_lists(match), match.ours, None, match.bits, said)


def _say_lists(match: "Match") -> str:
    if match.theirs is None:
        return "ours"
    return "theirs" if match.ours is None else "both"


def _caution(name: str, *, rows_leave: bool) -> str:
    said = "A lower bound: lists that rest on the same press miss the same events."
    if name.startswith("ucdp"):
        said += " UCDP GED has only events with a death, and some rows sum up several."
    if not rows_leave:
        said += " The licence lets no row be shown: those that only the dataset has are counted."
    return said


def _account_event(event: Event) -> StoredMention:
    """An event as one account of itself."""
    tolls = tuple(_toll(measure, getattr(event, measure)) for measure in ("killed", "injured"))
    mention = Mention(
        f"{_OURS}:{event.id}", "", 0, 1, event.event_type, event.sub_event_type,
        event.date_start, event.date_end, event.time_precision, event.place, event.actors,
        tuple(toll for toll in tolls if toll), weapons=event.weapons,
    )  # fmt: skip
    return StoredMention(event.id, mention, "article", _OURS, event.reported_at)


def _read_rows(frame: "Frame", reach: _Reach, key: str) -> list[dict[str, Any]]:
    """A snapshot's rows in those days and countries, with the columns that are compared."""
    import numpy as np

    first, last = reach.since.toordinal() - _MARGIN, reach.until.toordinal() + _MARGIN
    inside = np.flatnonzero((frame.starts >= first) & (frame.starts <= last))
    values = {name: frame.columns.values(name, inside) for name in (*_COMPARED, key)}
    rows = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
    return [row for row in rows if not reach.countries or row["country"] in reach.countries]


def _account_row(row: dict[str, Any]) -> StoredMention:
    """A dataset's row as an account; a row known to its country alone lies nowhere in it."""
    named = row["place"] or f"{row['latitude']}, {row['longitude']}"
    place = Place(
        named, named, None, row["latitude"], row["longitude"],
        row["admin1"], row["admin2"], row["country"], row["geo_precision"],
    )  # fmt: skip
    if place.geo_precision == _VAGUE and place.admin1 is None:
        place = Place("", "", None, country=place.country)
    actors = [Participant("perpetrator", one, one, one) for one in row["perpetrators"] or ()]
    actors += [Participant("target", one, one, one) for one in row["targets"] or ()]
    if not actors:
        actors = [Participant("party", one, one, one) for one in row["parties"] or ()]
    toll = TollEstimate(row["killed_low"], row["killed_best"], row["killed_high"])
    killed = _toll("killed", toll)
    mention = Mention(
        f"{_THEIRS}:{row['id']}", "", 0, 1, row["event_type"] or "", row["sub_event_type"] or "",
        row["date_start"], row["date_end"] or row["date_start"], row["time_precision"], place,
        tuple(actors), (killed,) if killed else (),
    )  # fmt: skip
    return StoredMention(row["id"], mention, "article", _THEIRS)


def _toll(measure: str, toll: TollEstimate) -> Toll | None:
    figures = (toll.best, toll.low, toll.high)
    best = next((figure for figure in figures if figure is not None), None)
    return None if best is None else Toll(measure, "unknown", None, best, toll.high, str(best))
