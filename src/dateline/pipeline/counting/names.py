"""What a desk knows by name, for resolving the names of a query."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from math import isnan

from dateline.atlas import fold_name
from dateline.desk import Desk
from dateline.errors import CommandError, QueryError, SettingsError
from dateline.model.definition import Definition, Region
from dateline.model.place import GazetteerEntry
from dateline.pipeline.keeping.opening import Words
from dateline.pipeline.material.toponyms import find_named
from dateline.query.periods import read_period

NEAREST = 3


@dataclass(frozen=True, slots=True)
class DeskNames:
    """The names of a desk's settings, lexicon and gazetteer.

    Attributes:
        desk: whose definitions, regions, groups and periods these are.
        words: its lexicon and gazetteer.
        reported: the publication clock in force, ISO 8601; None is now.
        periods: periods that an update's front matter adds.
        own: gives the places of the desk's events that no gazetteer knows, by folded name.
        now: when these names were put together; the same for every query that they resolve.
    """

    desk: Desk
    words: Words
    reported: str | None = None
    periods: Mapping[str, str] = field(default_factory=dict)
    own: Callable[[], Mapping[str, GazetteerEntry]] = dict
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    _found: dict[tuple[str, bool], GazetteerEntry | None] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @property
    def cutoff(self) -> datetime:
        """The publication clock in force, but never later than now: nobody has watched since."""
        return min(self.now, datetime.fromisoformat(self.reported)) if self.reported else self.now

    @property
    def timezone(self) -> str:
        """The zone of times without one."""
        return self.desk.settings.timezone

    def definition(self, key: str) -> Definition | None:
        """Return the desk's definition of that key."""
        return self.desk.definitions.get(key)

    def region(self, key: str) -> Region | None:
        """Return the desk's region of that key, its units as the gazetteer writes them.

        Raises:
            SettingsError: desk.toml names a unit or country that nobody knows.
        """
        region = self.desk.regions.get(key)
        if region is None:
            return None
        gazetteer = self.words.gazetteer
        units = []
        for path in region.admin1:
            unit = gazetteer.resolve_admin(path)
            if unit is None:
                raise SettingsError(
                    f"desk.toml [regions.{key}]: '{path}' is no admin unit. Near to it: "
                    f"{', '.join(self._nearest_places(path))}."
                )
            units.append(unit)
        for code in region.countries:
            if gazetteer.country(code) is None:
                raise SettingsError(f"desk.toml [regions.{key}]: '{code}' is no country code.")
        return replace(region, admin1=tuple(units))

    def actors(self, text: str, *, exact: bool, on: date | None) -> frozenset[str] | None:
        """Return ids for an id, alias or `@group`, with subgroups unless `exact`."""
        lexicon = self.words.lexicon
        if text.startswith("@"):
            own = self.desk.groups.get(text[1:])
            members = lexicon.group(text, on) if own is None else self._members(text[1:], own, on)
            if not members:
                return None
            return members if exact else _with_all_subgroups(self.words, members, on)
        actor = lexicon.actor(text) or lexicon.find_actor(text)
        if actor is None:
            return None
        return frozenset({actor.id}) if exact else lexicon.with_subgroups(actor.id, on)

    def _members(self, group: str, own: Iterable[str], on: date | None) -> frozenset[str]:
        """The members of a desk's group on a day; without a day, all it ever had.

        A member may be dated: `wagner@2021-12..2023-08`, either end open.

        Raises:
            SettingsError: desk.toml names an actor or a time that nobody knows.
        """
        lexicon = self.words.lexicon
        found = set()
        for text in own:
            member, dated, span = text.partition("@")
            if lexicon.actor(member) is None:
                raise SettingsError(
                    f"desk.toml [groups.{group}]: '{member}' is no actor's id. Near to it: "
                    f"{', '.join(lexicon.nearest(member)[:NEAREST])}."
                )
            if not dated or on is None or _holds(group, span, on):
                found.add(member)
        return frozenset(found)

    @property
    def homes(self) -> frozenset[str]:
        """The countries that the desk watches."""
        return self.desk.homes

    def place(self, text: str) -> GazetteerEntry | None:
        """Return the entry for `ML`, `ML/Mopti`, `ML/Mopti/Djenne`, `Koro, Mali` or a name.

        Of namesakes, one in a country of the desk's regions goes before a larger one elsewhere;
        a country goes before every namesake, and the largest before the others. A name that the
        gazetteer lacks may be that of a place of the desk's own events.
        """
        return self._choose(text, towns=False)

    def town(self, text: str) -> GazetteerEntry | None:
        """Return the same, a town before a region of its name."""
        found = self._choose(text, towns=True)
        return None if found is None or isnan(found.latitude) else found

    def _choose(self, text: str, *, towns: bool) -> GazetteerEntry | None:
        """The likeliest place; the desk's own events go before a namesake known otherwise."""
        if (text, towns) not in self._found:
            places = find_named(self.words.gazetteer, text, self.homes, towns=towns)
            self._found[text, towns] = next(iter(places), None)
        found = self._found[text, towns]
        if found is not None and (
            found.alias is None or found.country in self.homes or found.feature.startswith("A.")
        ):
            return found
        return self.own().get(fold_name(text)) or found

    def known_town(self, text: str) -> GazetteerEntry:
        """Return the same.

        Raises:
            CommandError: nobody knows it.
        """
        found = self.town(text)
        if found is None:
            near = ", ".join(self.nearest("place", text))
            way = f"Near to it: {near}." if near else "`dateline gazetteer add` adds one."
            raise CommandError(f"The place '{text}' is unknown. {way}")
        return found

    def period(self, name: str) -> str | None:
        """Return what a named period stands for."""
        return self.periods.get(name) or self.desk.periods.get(name)

    def dataset(self, key: str) -> bool:
        """Whether the desk has a pinned dataset of that key."""
        name, _, version = key.partition("@")
        if not version:
            return (self.desk.folder / "datasets" / name).is_dir()
        return key in self._snapshots()

    def nearest(self, kind: str, text: str) -> list[str]:
        """Return known names like the text, best first."""
        if kind == "actor" and not text.startswith("@"):
            return self.words.lexicon.nearest(text)[:NEAREST]
        if kind == "place":
            return self._nearest_places(text)
        choices = {
            "definition": list(self.desk.definitions),
            "period": [*self.periods, *self.desk.periods],
            "actor": [f"@{name}" for name in (*self.desk.groups, *self.words.lexicon.groups())],
        }
        known = self._snapshots() if kind == "dataset" else choices.get(kind, [])
        return _alike(text, known)

    def _snapshots(self) -> list[str]:
        """Keys of the desk's pinned datasets, with their versions and without."""
        from dateline.datasets.store import list_snapshots

        found = list_snapshots(self.desk.folder / "datasets")
        return [text for one in found for text in (one.name, f"{one.name}@{one.version}")]

    def _nearest_places(self, text: str) -> list[str]:
        gazetteer = self.words.gazetteer
        head, _, rest = text.partition("/")
        if rest and gazetteer.country(head):
            return _alike(text, gazetteer.admin1_units(gazetteer.country(head) or ""))
        places = [entry.alias or entry.name for entry in gazetteer.find(text, limit=NEAREST)]
        return list(dict.fromkeys([*_alike(text, self.desk.regions, least=60), *places]))[:NEAREST]


def _holds(group: str, span: str, on: date) -> bool:
    """Whether a day lies in a span of desk.toml."""
    try:
        period = read_period(span, cutoff=None)
    except QueryError as error:
        raise SettingsError(f"desk.toml [groups.{group}]: {error}") from error
    return (period.start or on) <= on <= (period.end or on)


def _alike(text: str, known: Iterable[str], *, least: float = 0) -> list[str]:
    from rapidfuzz import process

    ranked = process.extract(text, list(known), limit=NEAREST, score_cutoff=least)
    return [found for found, _score, _index in ranked]


def _with_all_subgroups(words: Words, members: frozenset[str], on: date | None) -> frozenset[str]:
    everyone: frozenset[str] = members
    for member in members:
        everyone |= words.lexicon.with_subgroups(member, on)
    return everyone
