"""Invented worlds with known truth, for linkage and resolving."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from math import cos, radians

import pytest

from dateline.model.actor import Participant
from dateline.model.link import Link
from dateline.model.mention import EVENT_TYPE_OF, Mention
from dateline.model.place import Place
from dateline.model.stored import StoredMention
from dateline.model.toll import Toll

_KINDS = (
    ("Armed clash", 6, ("Attack", "Remote explosive/landmine/IED")),
    ("Attack", 6, ("Armed clash", "Abduction/forced disappearance")),
    ("Remote explosive/landmine/IED", 3, ("Armed clash", "Shelling/artillery/missile attack")),
    ("Abduction/forced disappearance", 2, ("Attack", "Other")),
    ("Air/drone strike", 2, ("Shelling/artillery/missile attack", "Attack")),
    ("Looting/property destruction", 1, ("Attack", "Other")),
)
_GROUPS = (("jnim", 9), ("isgs", 4), ("army", 4), ("militia", 2))
_TARGETS = (("army", 5), ("civilians", 6), ("militia", 2), ("jnim", 2))
_COMMON = [
    "gunmen",
    "soldiers",
    "village",
    "attack",
    "morning",
    "killed",
    "several",
    "people",
    "market",
    "road",
    "army",
    "said",
]


@dataclass(frozen=True)
class WorldSettings:
    """How hard a world is."""

    events: int = 120
    days: int = 60
    towns: int = 25
    hotspot: float = 1.1  # strength of the Zipf law by which towns draw events
    reports: float = 1.5  # mean accounts of an event beyond the first
    text: bool = False


@dataclass(frozen=True)
class World:
    """Mentions, and the true event of each."""

    mentions: tuple[StoredMention, ...]
    truth: Mapping[int, int]


@dataclass(frozen=True)
class Score:
    """How well links find the true events."""

    precision: float
    recall: float
    f1: float
    b_cubed: float
    count_error: float

    def __str__(self) -> str:
        return (
            f"pair P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}, "
            f"B-cubed {self.b_cubed:.3f}, count error {self.count_error:+.1%}"
        )


class _Maker:
    """Makes one world from one seed."""

    def __init__(self, seed: int, settings: WorldSettings) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - an invented world
        self.settings = settings
        pick = self.chance.uniform
        self.towns = [
            Place(f"Town{n}", f"Town{n}", f"test:{n}", pick(12.5, 15.5), pick(-6.5, -1.5),
                  f"ML/R{n % 4}", None, "ML", 1)
            for n in range(settings.towns)
        ]  # fmt: skip
        self.pull = [1 / (rank + 1) ** settings.hotspot for rank in range(settings.towns)]
        self.mentions: list[StoredMention] = []
        self.truth: dict[int, int] = {}

    def make(self) -> World:
        for event in range(1, self.settings.events + 1):
            self._tell(event)
        return World(tuple(self.mentions), self.truth)

    def _weighted(self, pairs: Sequence[tuple[str, int]]) -> str:
        return self.chance.choices([name for name, _ in pairs], [size for _, size in pairs])[0]

    def _tell(self, event: int) -> None:
        chance = self.chance
        town = chance.choices(self.towns, self.pull)[0]
        day = date(2023, 7, 1) + timedelta(days=chance.randrange(self.settings.days))
        sub, _, confused = chance.choices(_KINDS, [kind[1] for kind in _KINDS])[0]
        doer = self._weighted(_GROUPS)
        target = self._weighted([pair for pair in _TARGETS if pair[0] != doer])
        dead = min(80, int(chance.expovariate(1 / 4)))
        own = ["".join(chance.choices("abdeiklmnorstu", k=7)) for _ in range(3)]
        count = 1 + min(8, int(chance.expovariate(1 / self.settings.reports)))
        sources = chance.sample(range(14), count)
        first_text = ""
        for number, source in enumerate(sources):
            told = sub if chance.random() < 0.78 else chance.choice(confused)
            who = doer if chance.random() < 0.75 else None
            whom = target if chance.random() < 0.8 else None
            text = " ".join([*chance.sample(_COMMON, 6), *chance.sample(own, 2)])
            if number and chance.random() < 0.2:
                text = first_text
            first_text = first_text or text
            mention = Mention(
                f"d{event}-{number}", text if self.settings.text else "", 0, 1,
                EVENT_TYPE_OF[told], told,
                place=self._place(town), actors=_actors(who, whom), tolls=self._tolls(dead, whom),
            )  # fmt: skip
            start, end, precision = self._date(day)
            mention = replace(mention, date_start=start, date_end=end, time_precision=precision)
            self._keep(event, mention, f"source{source}")

    def _keep(self, event: int, mention: Mention, source: str) -> None:
        number = len(self.mentions) + 1
        start = mention.date_start or date(2023, 7, 1)
        published = (start + timedelta(days=self.chance.randrange(1, 3))).isoformat()
        self.mentions.append(
            StoredMention(number, mention, "article", source, published, "2023-12-13T00:00:00Z")
        )
        self.truth[number] = event

    def _date(self, day: date) -> tuple[date, date, int]:
        luck = self.chance.random()
        if luck < 0.78:
            return day, day, 1
        if luck < 0.90:
            moved = day + timedelta(days=self.chance.choice((-1, 1)))
            return moved, moved, 1
        start = day - timedelta(days=self.chance.randrange(6))
        return start, start + timedelta(days=6), 2

    def _place(self, town: Place) -> Place:
        luck = self.chance.random()
        if luck < 0.74:
            return town
        if luck < 0.86:  # another gazetteer's point, or a place beside it
            north = self.chance.gauss(0, 6) / 111
            east = self.chance.gauss(0, 6) / (111 * cos(radians(town.latitude or 0)))
            return replace(
                town,
                gazetteer_id=f"{town.gazetteer_id}-near{self.chance.randrange(99)}",
                name=f"near {town.name} {self.chance.randrange(99)}",
                latitude=(town.latitude or 0) + north,
                longitude=(town.longitude or 0) + east,
                geo_precision=2,
            )
        return Place(
            town.admin1 or "", "", f"admin:{town.admin1}", 14.0, -4.0, town.admin1, None, "ML", 3
        )

    def _tolls(self, dead: int, whom: str | None) -> tuple[Toll, ...]:
        luck = self.chance.random()
        if luck < 0.25:
            return ()
        if luck > 0.72:
            dead = max(0, round(dead * self.chance.choice((0.5, 0.8, 1.2, 1.6, 2.5))))
        side = "civilians" if whom == "civilians" else "side_b"
        return (Toll("killed", side, None, dead, dead, str(dead)),)


def _actors(who: str | None, whom: str | None) -> tuple[Participant, ...]:
    parts = [Participant("perpetrator", "gunmen", "gunmen", who)] if who else []
    if whom:
        parts.append(Participant("target", whom, whom, whom))
    return tuple(parts)


def _score(links: Sequence[Link], truth: Mapping[int, int]) -> Score:
    """Pair precision, recall and F1, B-cubed F1, and the relative error of the count."""
    guess = {link.mention: link.event for link in links}
    found = _pairs(guess)
    true = _pairs({mention: truth[mention] for mention in guess})
    hit = len(found & true)
    precision, recall = hit / max(1, len(found)), hit / max(1, len(true))
    both = Counter((guess[mention], truth[mention]) for mention in guess)
    guessed, real = Counter(guess.values()), Counter(truth[mention] for mention in guess)
    p = sum(both[guess[m], truth[m]] / guessed[guess[m]] for m in guess) / len(guess)
    r = sum(both[guess[m], truth[m]] / real[truth[m]] for m in guess) / len(guess)
    return Score(
        precision,
        recall,
        2 * hit / max(1, len(found) + len(true)),
        2 * p * r / (p + r),
        len(guessed) / len(real) - 1,
    )


def _pairs(groups: Mapping[int, int]) -> set[tuple[int, int]]:
    members: dict[int, list[int]] = {}
    for mention, event in sorted(groups.items()):
        members.setdefault(event, []).append(mention)
    return {pair for group in members.values() for pair in combinations(group, 2)}


@pytest.fixture(scope="session")
def make_world() -> Callable[..., World]:
    def make(seed: int, **settings: float) -> World:
        return _Maker(seed, replace(WorldSettings(), **settings)).make()

    return make


@pytest.fixture(scope="session")
def score() -> Callable[[Sequence[Link], Mapping[int, int]], Score]:
    return _score
