"""Two thousand claims that are true of an invented ledger, and as many made false.

Claims are written from the counts, then changed in a digit, the period, the denominator, the
direction, the strength of the wording, what they count, or the state they rest on. An oracle that
knows only the templates says whether a changed claim is still true; those are left out.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pyarrow as pa

from dateline.audit.bound import Answer, check_binding
from dateline.audit.nouns import Subject
from dateline.measure.change import change_between
from dateline.measure.frame import Frame, open_frame
from dateline.measure.rates import count_events, rate_events, share_events
from dateline.measure.selection import Selection, select_events
from dateline.model.binding import Binding
from dateline.model.estimate import Estimate
from dateline.model.event import EVENT_COLUMNS
from dateline.model.query import Period
from dateline.model.resolved import ActorTest, AreaTest, ResolvedQuery

CLAIMS = 2000
EVENTS = 4000
FIRST = date(2022, 1, 1)
DAYS = 730
RECORDED = 0.7  # the share of events that the earlier state had
HALF, TENTH, SLACK = 0.5, 0.1, 1e-9
NOUNS = ("bombings", "villages", "civilians", "abductions", "ISGS attacks", "JNIM attacks")
NAMES = {"ISGS": frozenset({"isgs"}), "JNIM": frozenset({"jnim"})}
GROUPS = ("jnim", "isgs", "mali-army")
REGIONS = ("ML/Mopti", "ML/Segou", "ML/Gao")
_ARROW = {
    "int": pa.int64(),
    "float": pa.float64(),
    "text": pa.string(),
    "date": pa.date32(),
    "bool": pa.bool_(),
    "texts": pa.list_(pa.string()),
    "ints": pa.list_(pa.int64()),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """Words in a template, and what the oracle needs to judge them.

    Attributes:
        kind: the binding's kind.
        template: `exact`, `about`, `nearly`, `at-least`, `more-than`, `percent`, `part`, `rose`,
            `fell`, `halved` or `doubled`.
        number: the number in the words, where there is one.
        whole: the whole in "11 of 16".
        noun: what the words count.
    """

    kind: str
    template: str
    number: float = 0.0
    whole: int = 0
    noun: str = "attacks"

    @property
    def words(self) -> str:
        """The words of the claim."""
        number = f"{self.number:g}"
        return {
            "exact": f"{number} {self.noun}"
            if self.kind == "count"
            else f"{self.number:.1f} {self.noun}",
            "about": f"about {number} {self.noun}",
            "nearly": f"nearly {number} {self.noun}",
            "at-least": f"at least {number} {self.noun}",
            "more-than": f"more than {number} {self.noun}",
            "percent": f"{number} percent of {self.noun}",
            "part": f"{number} of {self.whole} {self.noun}",
            "rose": "attacks increased",
            "fell": "attacks decreased",
            "halved": "more than halved",
            "doubled": "more than doubled",
        }[self.template]

    def is_true(self, estimate: Estimate) -> bool:
        """Whether the words are true of an estimate, by the table of allowed values alone."""
        value = estimate.value
        if value is None or self.noun != "attacks":
            return False
        number = self.number
        near = min(TENTH * number, _grain(number))
        return {
            "exact": abs(value - number) <= (0.0 if self.kind == "count" else TENTH / 2) + SLACK,
            "about": abs(value - number) <= max(near, HALF),
            "nearly": number - max(min(0.12 * number, 2 * _grain(number)), HALF) < value < number,
            "at-least": value >= number,
            "more-than": value > number,
            "percent": abs(value * 100 - number) <= HALF + SLACK,
            "part": (estimate.n, estimate.exposure) == (number, self.whole),
            "rose": value > 1,
            "fell": value < 1,
            "halved": value < HALF,
            "doubled": value > 1 / HALF,
        }[self.template]


def score() -> dict[str, float]:
    """Score how many false claims are caught, and how many true ones are not doubted.

    A value that lies on the edge between two roundings is true under either.
    """
    chance = random.Random(20231213)  # noqa: S311 - an invented world, no secret
    world = _World(chance)
    caught = false_alarms = true_claims = false_claims = 0
    while true_claims < CLAIMS:
        asked = world.ask()
        for claim in _claims(asked.kind, world.measure(asked)):
            true_claims += 1
            false_alarms += world.verdict(claim, asked) != "holds"
            for changed, answer in world.changes(claim, asked):
                if not changed.is_true(world.measure(answer)):
                    false_claims += 1
                    caught += world.verdict(changed, answer) != "holds"
    figures = {
        "bound.caught": caught / false_claims,
        "bound.quiet": 1 - false_alarms / true_claims,
    }
    print(
        f"bound claims: {false_claims} made false, {figures['bound.caught']:.4f} caught; "
        f"{true_claims} true, {1 - figures['bound.quiet']:.4f} false alarms"
    )
    return figures


@dataclass(frozen=True, slots=True)
class Asked:
    """What a claim is asked of: the kind, who, where, when, and of which state."""

    kind: str
    actor: str
    region: str
    start: date
    days: int
    state: int = 0


class _World:
    """Two states of an invented ledger: all that happened, and what had been recorded before."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        rows = [self._event(number) for number in range(EVENTS)]
        earlier = [row for row in rows if chance.random() < RECORDED]
        self.frames = tuple(_open(state) for state in (rows, earlier))
        self.kept: dict[Asked, Estimate] = {}

    def _event(self, number: int) -> dict[str, object]:
        chance = self.chance
        day = FIRST + timedelta(days=int(DAYS * chance.random() ** 0.8))
        actor = chance.choices(GROUPS, (6, 3, 2))[0]
        region = chance.choices(REGIONS, (6, 3, 1))[0]
        return {
            "id": number,
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "date_start": day,
            "date_end": day,
            "country": "ML",
            "admin1": region,
            "perpetrators": [actor],
            "perpetrator_basis": "attributed",
            "review": "accepted",
            "status": "asserted",
            "countable": True,
            "recorded_at": "2024-01-01T00:00:00+00:00",
        }

    def ask(self) -> Asked:
        """Something to claim about."""
        chance = self.chance
        kind = chance.choice(("count", "rate", "share", "change"))
        days = chance.choice((28, 56, 91, 140))
        start = FIRST + timedelta(days=chance.randrange(DAYS - 2 * days))
        return Asked(kind, chance.choice(GROUPS), chance.choice(REGIONS[:2]), start, days)

    def measure(self, asked: Asked) -> Estimate:
        """What the ledger says."""
        if asked not in self.kept:
            self.kept[asked] = self._measure(asked)
        return self.kept[asked]

    def _measure(self, asked: Asked) -> Estimate:
        frame = self.frames[asked.state]
        whole = _select(frame, asked, region=False)
        part = _select(frame, asked, region=True)
        if asked.kind == "count":
            return count_events(part)
        if asked.kind == "rate":
            return rate_events(part, per="week")
        if asked.kind == "share":
            return share_events(part, whole)
        later = Asked("count", asked.actor, asked.region, asked.start + timedelta(asked.days),
                      asked.days, asked.state)  # fmt: skip
        return change_between(part, _select(frame, later, region=True), per="month")

    def verdict(self, claim: Claim, asked: Asked) -> str:
        """What the check says."""
        words = claim.words
        binding = Binding(claim.kind, "q", words, 0, 0, 0, len(words))
        subject = Subject(("attack",), actors=frozenset({asked.actor}), find_actors=NAMES.get)
        return check_binding(binding, Answer(self.measure(asked), subject=subject)).verdict

    def changes(self, claim: Claim, asked: Asked) -> Iterator[tuple[Claim, Asked]]:
        """The claim changed in one way each, or asked of something else."""
        turned = {"rose": "fell", "fell": "rose", "halved": "doubled", "doubled": "halved"}
        stronger = {"about": "nearly", "nearly": "more-than", "at-least": "more-than"}
        if claim.template in turned:
            yield Claim(claim.kind, turned[claim.template]), asked
            yield Claim(claim.kind, "halved" if claim.template == "fell" else "doubled"), asked
        else:
            yield replace(claim, number=_wrong_digit(claim.number, self.chance)), asked
        if claim.template == "part":
            yield replace(claim, whole=int(_wrong_digit(claim.whole, self.chance))), asked
        if claim.kind in ("count", "rate"):
            yield replace(claim, noun=self._wrong_noun(asked)), asked
        if claim.template in stronger:
            yield Claim(claim.kind, stronger[claim.template], claim.number), asked
        later = asked.start + timedelta(days=asked.days // 2)
        yield claim, Asked(asked.kind, asked.actor, asked.region, later, asked.days)
        if asked.kind == "share":
            other = next(one for one in GROUPS if one != asked.actor)
            yield claim, Asked(asked.kind, other, asked.region, asked.start, asked.days)
        yield claim, Asked(asked.kind, asked.actor, asked.region, asked.start, asked.days, 1)

    def _wrong_noun(self, asked: Asked) -> str:
        """A noun that the query does not count."""
        own = f"{asked.actor.upper()} attacks"
        return self.chance.choice([noun for noun in NOUNS if noun != own])


def _claims(kind: str, estimate: Estimate) -> Iterator[Claim]:
    """True claims about an estimate, one of each template that fits."""
    value = estimate.value
    if value is None:
        return
    whole = round(value)
    tens = round(value, -1)
    if kind == "change":
        candidates = [Claim(kind, name) for name in ("rose", "fell", "halved", "doubled")]
    elif kind == "share":
        candidates = [
            Claim(kind, "percent", round(value * 100)),
            Claim(kind, "part", estimate.n, round(estimate.exposure or 0)),
        ]
    elif kind == "rate":
        candidates = [Claim(kind, "exact", round(value, 1))]
    else:
        candidates = [
            Claim(kind, "exact", whole),
            Claim(kind, "about", tens or whole),
            Claim(kind, "nearly", -(-(whole + 1) // 5) * 5),
            Claim(kind, "at-least", whole // 5 * 5 or whole),
            Claim(kind, "more-than", (whole - 1) // 5 * 5),
        ]
    yield from (claim for claim in candidates if claim.is_true(estimate))


def _open(rows: list[dict[str, object]]) -> Frame:
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in EVENT_COLUMNS.items()])
    full = [{**dict.fromkeys(EVENT_COLUMNS), **row} for row in rows]
    return open_frame(pa.Table.from_pylist(full, schema=schema))


def _select(frame: Frame, asked: Asked, *, region: bool) -> Selection:
    tests: tuple[ActorTest | AreaTest, ...] = (ActorTest("by", frozenset({asked.actor})),)
    if region:
        tests += (AreaTest(admin1=frozenset({asked.region})),)
    period = Period(asked.start, asked.start + timedelta(days=asked.days - 1))
    return select_events(frame, ResolvedQuery("q", tests=tests, periods=(period,), dated=True))


def _grain(number: float) -> float:
    """The place of a number's last digit that is not nought."""
    grain = 1.0
    while number and number % (grain * 10) == 0:
        grain *= 10
    return grain


def _wrong_digit(number: float, chance: random.Random) -> float:
    """A number with one digit changed."""
    text = f"{number:g}"
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    at = chance.choice(places)
    digit = chance.choice([one for one in "123456789" if one != text[at]])
    return float(text[:at] + digit + text[at + 1 :])
