"""The desk's events beside those of a dataset: in both, only ours, only theirs, missed by both."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.model.actor import Participant
from dateline.model.event import Event
from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.model.toll import Toll, TollEstimate
from dateline.pipeline.datasets import read_snapshot
from dateline.pipeline.link import find_roots
from dateline.pipeline.opening import OpenDesk
from dateline.pipeline.state import load_state

if TYPE_CHECKING:
    import pyarrow as pa

    from dateline.reconcile.matching import Match, Missed

_OURS, _THEIRS = "desk", "dataset"


@dataclass(frozen=True, slots=True)
class Matching:
    """How the desk's events lie beside a dataset's rows of the same days and countries.

    Attributes:
        dataset: its name and version.
        since: first day compared.
        until: last day compared.
        countries: compared.
        matches: one for each event of either list; ids of rows are the dataset's own.
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
    matches: tuple["Match", ...]
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
    from dataclasses import replace

    from dateline.errors import CommandError
    from dateline.pipeline.count import make_asker
    from dateline.reconcile.matching import bound_missed, match_lists

    asker = make_asker(opened, counts="all")
    wanted = frozenset(asker.select(query).events) if query else None
    events = [
        event
        for event in load_state(opened).events
        if event.countable and event.review != "rejected" and event.date_start and event.place
    ]
    named = [event for event in events if wanted is None or event.id in wanted]
    if not named:
        raise CommandError(
            "There is no countable event with a date and a place to compare; `dateline events` "
            "lists what the desk has."
        )
    manifest, table = read_snapshot(opened.desk, opened.words, name)
    days = [event.date_start for event in named if event.date_start]
    since, until = min(days), max(event.date_end or event.date_start or days[0] for event in named)
    countries = tuple(
        sorted({event.place.country for event in named if event.place and event.place.country})
    )
    asked = asker.select(f"{query} dataset:{name}").numbers if query else None
    rows = _read_rows(table, since, until, countries)
    natives = {number: native for number, native, _ in rows}
    found = match_lists(
        [_account_event(event) for event in events],
        [account for _, _, account in rows],
        settings=opened.desk.reconcile,
        roots=find_roots(opened.words.lexicon),
    )
    if wanted is not None and asked is not None:
        found = [one for one in found if one.ours in wanted or one.theirs in asked]
    both = sum(match.ours is not None and match.theirs is not None for match in found)
    ours = sum(match.theirs is None for match in found)
    theirs = sum(match.ours is None for match in found)
    told = [
        replace(match, theirs=natives.get(match.theirs, match.theirs))
        if match.theirs is not None
        else match
        for match in found
    ]
    return Matching(
        f"{manifest.name} {manifest.version}",
        since.isoformat(),
        until.isoformat(),
        countries,
        tuple(_name_rows(match, natives) for match in told),
        both,
        ours,
        theirs,
        bound_missed(both, ours + theirs),
        _caution(name),
    )


def _name_rows(match: "Match", natives: dict[int, int]) -> "Match":
    """Reasons that name a row by the dataset's own id."""
    from dataclasses import replace

    why = match.why
    head, _, rest = why.partition(",")
    number = head.removeprefix("nearest is ")
    if number.isdigit() and int(number) in natives:
        why = f"nearest is row {natives[int(number)]},{rest}"
    elif number.isdigit():
        why = f"nearest is event {number},{rest}"
    return replace(match, why=why)


def _caution(name: str) -> str:
    said = "A lower bound: lists that rest on the same press miss the same events."
    if name.startswith("ucdp"):
        return f"{said} UCDP GED has only events with a death, and some rows sum up several."
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


def _read_rows(
    table: "pa.Table",
    since: date,
    until: date,
    countries: tuple[str, ...],
) -> list[tuple[int, int, StoredMention]]:
    """Rows of a snapshot in those days and countries: number, the dataset's own id, account."""
    from datetime import timedelta

    import pyarrow.compute as pc

    margin = timedelta(days=3)
    kept = pc.and_(
        pc.and_(
            pc.greater_equal(table["date_start"], since - margin),
            pc.less_equal(table["date_start"], until + margin),
        ),
        pc.is_in(table["country"], value_set=pc.cast(list(countries), "string"))
        if countries
        else pc.is_valid(table["date_start"]),
    )
    found = []
    for row in table.filter(kept).to_pylist():
        native = row.get("native_id") or row.get("event_id_cnty") or row["id"]
        found.append((row["id"], native, _account_row(row)))
    return found


def _account_row(row: dict[str, Any]) -> StoredMention:
    """A dataset's row as an account."""
    place = Place(
        row["place"] or "", row["place"] or "", None, row["latitude"], row["longitude"],
        row["admin1"], row["admin2"], row["country"], row["geo_precision"],
    )  # fmt: skip
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
