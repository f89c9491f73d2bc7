"""Invented worlds with known truth: events, and what outlets make of them.

A world has towns of which few draw most events, so that one town sees several attacks in a few
days; outlets that differ on the day, the place, the kind, the actors and the dead; agencies whose
text others copy; later reports that raise the toll; and, with text, several languages.
"""

# ruff: noqa: PLR2004 - the shares of an invented world stand where they are used

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import cos, radians

from dateline.model.actor import Participant
from dateline.model.mention import EVENT_TYPE_OF, Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.model.toll import Toll
from evals.worlds_text import tell

_KINDS = (
    ("Armed clash", 6, ("Attack", "Remote explosive/landmine/IED"), ("rifles",)),
    ("Attack", 6, ("Armed clash", "Abduction/forced disappearance"), ("rifles", "machetes")),
    ("Remote explosive/landmine/IED", 3, ("Armed clash", "Shelling/artillery/missile attack"),
     ("mine", "IED")),
    ("Abduction/forced disappearance", 2, ("Attack", "Other"), ()),
    ("Air/drone strike", 2, ("Shelling/artillery/missile attack", "Attack"), ("drone",)),
    ("Looting/property destruction", 1, ("Attack", "Other"), ()),
)  # fmt: skip
_GROUPS = (("jnim", 9), ("isgs", 4), ("army", 4), ("militia", 2))
_TARGETS = (("army", 5), ("civilians", 6), ("militia", 2), ("jnim", 2))
_KIN = {"jnim": "katiba", "katiba": "jnim"}
ROOTS = {"katiba": "jnim"}
OUTLETS = 14
HARD_ENOUGH = 0.40  # pair F1 of the simple rule up to which a world counts
LANGUAGES = ("en", "en", "fr", "ar")
VILLAGES = 4  # a town and the villages around it
FIRST_DAY = date(2023, 7, 1)


@dataclass(frozen=True, slots=True)
class WorldSettings:
    """How hard a world is.

    Attributes:
        events: how many.
        days: over which they lie.
        towns: in which they may lie.
        hotspot: strength of the Zipf law by which towns draw events, with the villages around them.
        reports: mean accounts of an event beyond the first.
        jitter: share of accounts whose day is one off.
        rough: share of accounts whose point lies beside the town.
        vague: share that name the region alone.
        conflicts: share whose dead differ.
        misattributed: share that name another actor.
        copies: share that copy an earlier account, its words, numbers and mistakes.
        follow_ups: share of events told again days later with a higher toll, by an outlet that
            told them before.
        text: whether accounts have sentences, in several languages.
    """

    events: int = 200
    days: int = 45
    towns: int = 40
    hotspot: float = 1.1
    reports: float = 1.5
    jitter: float = 0.12
    rough: float = 0.10
    vague: float = 0.10
    conflicts: float = 0.25
    misattributed: float = 0.04
    copies: float = 0.15
    follow_ups: float = 0.08
    text: bool = False


KINDS: Mapping[str, WorldSettings] = {
    "plain": WorldSettings(),
    "hotspot": WorldSettings(hotspot=1.6),
    "crowded": WorldSettings(events=320),
    "jittered": WorldSettings(jitter=0.22, rough=0.2),
    "syndicated": WorldSettings(copies=0.45, hotspot=1.8, events=320),
    "conflicting": WorldSettings(conflicts=0.5, misattributed=0.1),
    "follow-ups": WorldSettings(follow_ups=0.3),
}
TOLD: Mapping[str, WorldSettings] = {
    "told": WorldSettings(text=True),
    "told hotspot": WorldSettings(text=True, hotspot=1.6),
    "told conflicting": WorldSettings(text=True, conflicts=0.5, misattributed=0.1),
}
DEVELOPMENT = range(1, 41)  # seeds that weights and spreads were set on
SCORED = range(1001, 1041)  # seeds that are only scored


@dataclass(frozen=True, slots=True)
class World:
    """Mentions, the true event of each, and the language of each where it has words."""

    mentions: tuple[StoredMention, ...]
    truth: Mapping[int, int]
    languages: Mapping[int, str]

    @property
    def events(self) -> int:
        """How many events the mentions tell of."""
        return len(set(self.truth.values()))


@dataclass(frozen=True, slots=True)
class _Event:
    """What truly happened."""

    town: Place
    day: date
    sub: str
    doer: str
    target: str
    dead: int
    hurt: int
    weapon: str | None
    details: tuple[int, ...]
    name: str


def make_world(seed: int, settings: WorldSettings | None = None) -> World:
    """Make the world of a seed."""
    return _Maker(seed, settings or WorldSettings()).make()


def make_worlds(
    kinds: Mapping[str, WorldSettings], seeds: Sequence[int], count: int
) -> Iterator[tuple[str, int, World]]:
    """The first `count` worlds of each kind that count: the simple rule must not solve them."""
    from evals.linkage_peers import link_by_rule
    from evals.linkage_scores import score_groups

    for kind, settings in kinds.items():
        found = 0
        for seed in seeds:
            world = make_world(seed, settings)
            if score_groups(link_by_rule(world.mentions), world.truth).f1 <= HARD_ENOUGH:
                yield kind, seed, world
                found += 1
            if found == count:
                break


class _Maker:
    """Makes one world from one seed."""

    def __init__(self, seed: int, settings: WorldSettings) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - an invented world
        self._centre = (0.0, 0.0)
        self.settings = settings
        self.towns = [self._found_town(n) for n in range(settings.towns)]
        ranks = [1 + n // VILLAGES for n in range(settings.towns)]
        self.pull = [1 / rank**settings.hotspot for rank in ranks]
        self.mentions: list[StoredMention] = []
        self.truth: dict[int, int] = {}
        self.languages: dict[int, str] = {}

    def make(self) -> World:
        for event in range(1, self.settings.events + 1):
            self._report(event, self._happen())
        return World(tuple(self.mentions), self.truth, self.languages)

    def _happen(self) -> _Event:
        chance = self.chance
        sub, _, _, weapons = chance.choices(_KINDS, [kind[1] for kind in _KINDS])[0]
        doer = self._weighted(_GROUPS)
        return _Event(
            town=chance.choices(self.towns, self.pull)[0],
            day=FIRST_DAY + timedelta(days=chance.randrange(self.settings.days)),
            sub=sub,
            doer=doer,
            target=self._weighted([pair for pair in _TARGETS if pair[0] != doer]),
            dead=min(80, int(chance.expovariate(1 / 4))),
            hurt=min(80, int(chance.expovariate(1 / 5))),
            weapon=chance.choice(weapons) if weapons else None,
            details=tuple(chance.sample(range(12), 2)),
            name=self._invent(),
        )

    def _report(self, event: int, truth: _Event) -> None:
        chance, settings = self.chance, self.settings
        count = 1 + min(8, int(chance.expovariate(1 / settings.reports)))
        told: list[tuple[Mention, str]] = []
        for number, source in enumerate(chance.sample(range(OUTLETS), count)):
            if told and chance.random() < settings.copies:
                mention, language = chance.choice(told)
            else:
                mention, language = self._account(truth, chance.choice(LANGUAGES))
            told.append((mention, language))
            self._keep(event, number, mention, language, source)
        if chance.random() < settings.follow_ups:
            later = replace(truth, dead=truth.dead + chance.randrange(1, 6))
            mention, language = self._account(later, chance.choice(LANGUAGES))
            self._keep(event, count, mention, language, chance.randrange(OUTLETS))

    def _account(self, truth: _Event, language: str) -> tuple[Mention, str]:
        chance, settings = self.chance, self.settings
        confused = next(kind[2] for kind in _KINDS if kind[0] == truth.sub)
        told = truth.sub if chance.random() < 0.78 else chance.choice(confused)
        actors = self._actors(truth)
        tolls = self._tolls(truth)
        start, end, precision = self._date(truth.day)
        place = self._place(truth.town)
        dead = next((toll.low for toll in tolls if toll.measure == "killed"), None)
        words = ""
        if settings.text:
            words = tell(
                chance, language, place.name, dead=dead, kind=told, details=truth.details,
                name=truth.name,
            )  # fmt: skip
        weapons = (truth.weapon,) if truth.weapon and chance.random() < 0.5 else ()
        mention = Mention(
            "", words, 0, 1, EVENT_TYPE_OF[told], told, start, end, precision, place,
            actors, tolls, weapons=weapons,
        )  # fmt: skip
        return mention, language

    def _keep(self, event: int, number: int, mention: Mention, language: str, source: int) -> None:
        published = (mention.date_start or FIRST_DAY) + timedelta(days=self.chance.randrange(1, 3))
        mention = replace(mention, document=f"d{event}-{number}")
        stored = StoredMention(
            len(self.mentions) + 1, mention, "article", f"source{source}", published.isoformat(),
            "2023-12-13T00:00:00Z",
        )  # fmt: skip
        self.mentions.append(stored)
        self.truth[stored.id] = event
        self.languages[stored.id] = language

    def _found_town(self, number: int) -> Place:
        """A town, or a village within some kilometres of the town founded before it."""
        chance, name = self.chance, self._invent()
        if number % VILLAGES == 0:
            self._centre = chance.uniform(12.5, 15.5), chance.uniform(-6.5, -1.5)
        north, east = self._centre
        if number % VILLAGES:
            north, east = north + chance.gauss(0, 3) / 111, east + chance.gauss(0, 3) / 108
        region = f"ML/R{number // VILLAGES % 4}"
        return Place(name, name, f"test:{number}", north, east, region, None, "ML", 1)

    def _invent(self) -> str:
        syllables = self.chance.choices(("ba", "do", "ki", "mou", "san", "tou", "gar", "wel"), k=3)
        return "".join(syllables).capitalize()

    def _weighted(self, pairs: Sequence[tuple[str, int]]) -> str:
        return self.chance.choices([name for name, _ in pairs], [size for _, size in pairs])[0]

    def _date(self, day: date) -> tuple[date, date, int]:
        luck = self.chance.random()
        if luck < self.settings.jitter:
            moved = day + timedelta(days=self.chance.choice((-1, 1)))
            return moved, moved, 1
        if luck > 0.9:
            start = day - timedelta(days=self.chance.randrange(6))
            return start, start + timedelta(days=6), 2
        return day, day, 1

    def _place(self, town: Place) -> Place:
        luck, settings = self.chance.random(), self.settings
        if luck < settings.vague:
            region = town.admin1 or ""
            return Place(region, "", f"admin:{region}", 14.0, -4.0, region, None, "ML", 3)
        if luck > 1 - settings.rough:  # another gazetteer's point, or a place beside it
            east = 111 * cos(radians(town.latitude or 0))
            return replace(
                town,
                gazetteer_id=f"{town.gazetteer_id}-near{self.chance.randrange(99)}",
                name=f"near {town.name} {self.chance.randrange(99)}",
                latitude=(town.latitude or 0) + self.chance.gauss(0, 6) / 111,
                longitude=(town.longitude or 0) + self.chance.gauss(0, 6) / east,
                geo_precision=2,
            )
        return town

    def _actors(self, truth: _Event) -> tuple[Participant, ...]:
        chance, wrong = self.chance, self.settings.misattributed
        doer: str | None = truth.doer if chance.random() < 0.75 else None
        target: str | None = truth.target if chance.random() < 0.8 else None
        if doer and chance.random() < wrong:
            doer = self._weighted(_GROUPS)
        elif doer in _KIN and chance.random() < 0.1:
            doer = _KIN[doer]
        if target and chance.random() < 2 * wrong:
            target = self._weighted(_TARGETS)
        parts = [Participant("perpetrator", doer, doer, doer)] if doer else []
        parts += [Participant("target", target, target, target)] if target else []
        return tuple(parts)

    def _tolls(self, truth: _Event) -> tuple[Toll, ...]:
        chance, tolls = self.chance, []
        side = "civilians" if truth.target == "civilians" else "side_b"
        for measure, number, given in (("killed", truth.dead, 0.75), ("injured", truth.hurt, 0.4)):
            if chance.random() > given:
                continue
            told = number
            if chance.random() < self.settings.conflicts:
                told = max(0, round(number * chance.choice((0.5, 0.8, 1.2, 1.6, 2.5))))
            tolls.append(Toll(measure, side, None, told, told, str(told)))
        return tuple(tolls)
