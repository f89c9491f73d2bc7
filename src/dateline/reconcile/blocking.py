"""Which mentions are compared at all: those close enough in time, place and country.

Blocks are weeks in a country, parted into cells of a degree for places known to a town.
Cost grows with the mentions of a neighbourhood in a week, not with the ledger.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from math import floor

from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.reconcile.nearness import (
    KM_A_DEGREE,
    REGION,
    days_apart,
    distance_km,
    is_whole_country,
    reach_km,
)
from dateline.reconcile.settings import LinkSettings

_WIDE_DAYS = 62  # a longer interval says too little of when to block on
_ANYWHERE = (999, 999)

Cell = tuple[int, int]
Key = tuple[str, int, str, Cell]


class Blocks:
    """An index of mentions by when and where; give it mentions, ask it for neighbours."""

    def __init__(self, settings: LinkSettings) -> None:
        self._settings = settings
        self._blocks: dict[Key, list[int]] = defaultdict(list)
        self._country_weeks: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._weeks: dict[int, list[int]] = defaultdict(list)
        self._places: dict[str, list[int]] = defaultdict(list)
        self._mentions: dict[int, StoredMention] = {}

    def add(self, stored: StoredMention) -> None:
        """Make a mention findable."""
        mention = stored.mention
        self._mentions[stored.id] = stored
        if mention.place and mention.place.gazetteer_id:
            self._places[mention.place.gazetteer_id].append(stored.id)
        country, cell = _country(mention), _cell(mention.place)
        for week in _weeks(mention, 0):
            self._blocks["week", week, country, cell].append(stored.id)
            self._country_weeks[week, country].append(stored.id)
            self._weeks[week].append(stored.id)

    def neighbours(self, stored: StoredMention) -> list[int]:
        """Ids of the mentions worth comparing with this one; its own is never among them."""
        found = set(self._find(stored))
        found.discard(stored.id)
        return [
            number
            for number in sorted(found)
            if may_be_one(stored.mention, self._mentions[number].mention, self._settings)
        ]

    def _find(self, stored: StoredMention) -> Iterator[int]:
        mention = stored.mention
        country, cell = _country(mention), _cell(mention.place)
        weeks = list(_weeks(mention, self._settings.window_days))
        if not weeks and mention.place and mention.place.gazetteer_id:
            yield from self._places[mention.place.gazetteer_id]
        for week in weeks:
            if not country:
                yield from self._weeks.get(week, ())
            elif cell == _ANYWHERE:
                yield from self._country_weeks.get((week, country), ())
                yield from self._country_weeks.get((week, ""), ())
            else:
                for near in (*_around(cell), _ANYWHERE):
                    yield from self._blocks.get(("week", week, country, near), ())
                yield from self._country_weeks.get((week, ""), ())


def may_be_one(one: Mention, two: Mention, settings: LinkSettings) -> bool:
    """Whether two mentions are close enough to be compared; what is cheap to ask comes first."""
    if days_apart(one, two) > settings.window_days and not (one.year_inferred or two.year_inferred):
        return False
    if one.place is None or two.place is None:
        return True
    if one.place.country != two.place.country and one.place.country and two.place.country:
        return False
    return not _too_far(one.place, two.place, settings.window_km)


def _too_far(one: Place, two: Place, window_km: float) -> bool:
    if one.latitude is None or two.latitude is None:
        return False
    limit = reach_km(one) + reach_km(two) + window_km
    north = abs(one.latitude - two.latitude) * KM_A_DEGREE
    if north < limit and (distance_km(one, two) or 0.0) <= limit:
        return False
    if one.admin1 and one.admin1 == two.admin1 and REGION in (one.geo_precision, two.geo_precision):
        return False  # a large region's point may lie far from its villages
    return not (is_whole_country(one) or is_whole_country(two))


def _weeks(mention: Mention, margin: int) -> Iterable[int]:
    """Weeks that an interval touches, in each year the words could mean."""
    weeks: set[int] = set()
    for start, end in _intervals(mention):
        if (end - start).days > _WIDE_DAYS:
            continue
        first = (start - timedelta(days=margin)).toordinal() // 7
        last = (end + timedelta(days=margin)).toordinal() // 7
        weeks.update(range(first, last + 1))
    return sorted(weeks)


def _intervals(mention: Mention) -> Iterator[tuple[date, date]]:
    if mention.date_start is None:
        return
    start, end = mention.date_start, mention.date_end or mention.date_start
    yield start, end
    if not mention.year_inferred:
        return
    for year in mention.year_candidates:
        if year != start.year:
            shift = year - start.year
            moved = _move(start, shift), _move(end, shift)
            if moved[0] and moved[1]:
                yield moved[0], moved[1]


def _move(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return None


def _country(mention: Mention) -> str:
    return (mention.place.country if mention.place else None) or ""


def _cell(place: Place | None) -> Cell:
    if place is None or place.latitude is None or place.longitude is None:
        return _ANYWHERE
    if (place.geo_precision or REGION) == REGION or is_whole_country(place):
        return _ANYWHERE
    return floor(place.latitude), floor(place.longitude)


def _around(cell: Cell) -> Iterator[Cell]:
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            yield cell[0] + down, (cell[1] + across + 180) % 360 - 180
