"""An invented edition of a Sahel desk: real places, events and reports of our own making."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from dateline.model.actor import Participant
from dateline.model.assessment import Assessment
from dateline.model.binding import BINDING_KINDS, Binding, FigureBlock
from dateline.model.document import Document
from dateline.model.estimate import Comparison, Estimate
from dateline.model.event import Event
from dateline.model.finding import Finding
from dateline.model.place import Place
from dateline.model.source import Source
from dateline.model.toll import TollEstimate
from dateline.model.update import Update
from dateline.publish.edition import (
    Bound,
    DrawnFigure,
    EditionFacts,
    FigureMatter,
    ResolvedUpdate,
    Work,
)

SAMPLE = Path(__file__).with_name("sample.md")
STATE = "9f2c41d07be8a6c35510aa37c1b2d84ef60973d2"
ATTACK = "Kinetic activity: armed clashes, bombings, assassinations, raids and abductions."
REGION = "Central Mali: the Mopti and Ségou regions."

# name, latitude, longitude, admin1
TOWNS = {
    "Bandiagara": (14.3501, -3.6104, "ML/Mopti"),
    "Bankass": (14.0755, -3.5165, "ML/Mopti"),
    "Koro": (14.0659, -3.0800, "ML/Mopti"),
    "Sévaré": (14.5308, -4.1025, "ML/Mopti"),
    "Konna": (14.9458, -3.8917, "ML/Mopti"),
    "Douentza": (15.0016, -2.9497, "ML/Mopti"),
    "Djenné": (13.9053, -4.5558, "ML/Mopti"),
    "Ténenkou": (14.4572, -4.9169, "ML/Mopti"),
    "Niono": (14.2526, -5.9930, "ML/Segou"),
    "Macina": (13.9644, -5.3578, "ML/Segou"),
    "San": (13.3034, -4.8956, "ML/Segou"),
}
# place, days after 19 November, sub-event type, targets, perpetrator's basis, killed, precision
RAIDS = (
    ("Bandiagara", 0, "Attack", "civilians", "attributed", (3, 5), 1),
    ("Bandiagara", 3, "Abduction/forced disappearance", "civilians", "attributed", None, 1),
    ("Bankass", 4, "Armed clash", "dan-na-ambassagou", "claimed", (6, 11), 1),
    ("Konna", 5, "Remote explosive/landmine/IED", "mali-army", "claimed", (2, 2), 1),
    ("Bandiagara", 7, "Looting/property destruction", "civilians", "attributed", (0, 0), 2),
    ("Koro", 8, "Attack", "civilians", "attributed", (4, 4), 1),
    ("Bankass", 9, "Abduction/forced disappearance", "civilians", "inferred", None, 2),
    ("Niono", 10, "Armed clash", "mali-army", "claimed", (1, 8), 1),
    ("Macina", 12, "Attack", "civilians", "attributed", (2, 3), 1),
    ("Sévaré", 13, "Shelling/artillery/missile attack", "mali-army", "claimed", (0, 1), 1),
    ("Bandiagara", 15, "Attack", "civilians", "attributed", (7, 9), 1),
    ("Djenné", 16, "Armed clash", "mali-army", "attributed", (3, 3), 2),
    ("San", 18, "Attack", "civilians", "attributed", (1, 1), 1),
    ("Bankass", 20, "Attack", "dan-na-ambassagou", "attributed", (5, 6), 1),
    ("Ténenkou", 21, "Armed clash", "mali-army", "claimed", (2, 12), 1),
    ("Bandiagara", 23, "Remote explosive/landmine/IED", "civilians", "inferred", (9, 9), 3),
)
JULY = (1, 3, 4, 6, 8, 9, 11, 14, 15, 17, 18, 20, 22, 25, 26, 29, 30)
AUTUMN = (48, 61, 77, 95, 103, 118, 124, 130)
NAMES = {
    "jnim": "JNIM",
    "civilians": "Civilians",
    "mali-army": "Malian army",
    "dan-na-ambassagou": "Dan Na Ambassagou",
}
ADMIN = {"ML": "Mali", "BF": "Burkina Faso", "ML/Segou": "Ségou"}
MARKERS = {
    "key": "zirkonfunk.example",
    "says": "Zirkonfunk village radio of the marker people",
    "title": "Quarzmarke reveals who was led away",
    "text": "Quarzmarke one two three four five six seven eight nine hidden words",
    "author": "Obsidiane Markerwell",
    "url": "https://zirkonfunk.example/amethystpath",
}


def make_event(number: int, town: str, day: date, *, kind: str = "Attack", **more: object) -> Event:
    """Make one event of the invented campaign."""
    latitude, longitude, admin1 = TOWNS[town]
    killed = more.get("killed")
    place = Place(
        town, town, f"geonames:{number}", latitude, longitude, admin1, f"{admin1}/{town}", "ML",
        int(str(more.get("precision", 1))), confidence=0.9,
    )  # fmt: skip
    target = str(more.get("target", "civilians"))
    basis = str(more.get("basis", "attributed"))
    low, high = killed if isinstance(killed, tuple) else (None, None)
    unknown = TollEstimate(None, None, None)
    return Event(
        number, "Battles" if kind == "Armed clash" else "Violence against civilians", kind,
        day, day, 1, place,
        (Participant("perpetrator", "the men", "JNIM", "jnim", basis),
         Participant("target", "them", NAMES[target], target)),
        (), TollEstimate(low, low, high), unknown, unknown, "asserted", "unreviewed",
        (number * 10,), ("tamani-bandiagara",), ("studiotamani.org",), day.isoformat(),
        "2023-12-13T10:00:00+00:00",
    )  # fmt: skip


def campaign() -> tuple[Event, ...]:
    """The sixteen attacks since 19 November."""
    start = date(2023, 11, 19)
    return tuple(
        make_event(
            1179 + at, town, start + timedelta(days=days), kind=kind, target=target, basis=basis,
            killed=killed, precision=precision,
        )
        for at, (town, days, kind, target, basis, killed, precision) in enumerate(RAIDS)
    )  # fmt: skip


def earlier() -> tuple[Event, ...]:
    """The attacks of July and of the autumn before the campaign."""
    towns = ("Djenné", "San", "Koro", "Bankass", "Macina", "Bandiagara")
    days = [date(2023, 7, day) for day in JULY]
    days += [date(2023, 7, 1) + timedelta(days=day) for day in AUTUMN]
    return tuple(make_event(900 + at, towns[at % 6], day) for at, day in enumerate(days))


def read_sample(text: str) -> tuple[Update, list[Binding], list[FigureBlock]]:
    """Read the sample with two patterns, in place of the finder of bindings."""
    head, _, _ = text[4:].partition("\n---\n")
    meta = yaml.safe_load(head)
    update = Update(
        "sample.md", text, len(head) + 9, meta["title"], "2023-12-13T10:00", STATE,
        tuple(meta["authors"]), {}, {}, meta,
    )  # fmt: skip
    bindings = []
    for found in re.finditer(r"\[([^\]^@]+)\]\{(\w+=[^}]*)\}", text):
        pairs = {
            key: quoted or bare
            for key, quoted, bare in re.findall(r'(\w+)=(?:"([^"]*)"|(\S+))', found[2])
        }
        kind = next(key for key in pairs if key in BINDING_KINDS)
        query = pairs.pop(kind)
        start, end = found.span(1)
        bindings.append(Binding(kind, query, found[1], *found.span(), start, end, pairs))
    blocks = []
    for found in re.finditer(r'::: \{\.(\w+) #(\S+) query="([^"]+)" (\w+)=(\w+)\}\n(.+)\n', text):
        kind, name, query, key, value, title = found.groups()
        blocks.append(FigureBlock(kind, query, title, *found.span(), {key: value}, name))
    return update, bindings, blocks


def answers() -> dict[str, Estimate]:
    """The numbers behind the sample's bound words, by kind and the start of the query."""
    split = {"claimed": 5, "attributed": 9, "inferred": 2}
    ids = tuple(range(1179, 1195))
    base = "attack by:jnim in:central-mali since:2023-11-19"
    common = {"state": STATE, "by_basis": split, "unattributed": 6, "events": ids}
    engagement = "state-engagement in:ML/Mopti"
    before = Estimate(14.43, 11.2, 18.6, 0.95, 101, 212, "engagements per month", "quasi-Poisson",
                      f"{engagement} during:$before")  # fmt: skip
    after = Estimate(5.9, 4.1, 8.4, 0.95, 26, 134, "engagements per month", "quasi-Poisson",
                     f"{engagement} during:$since")  # fmt: skip
    return {
        "count": Estimate(16, 16, 16, 0.95, 16, 24.4, "attacks", "exact count", base,
                          lower_bound=True, **common),
        "rate": Estimate(4.59, 2.63, 7.45, 0.95, 16, 24.4, "attacks per week",
                         "quasi-Poisson, dispersion 1.4", base, possible=1, **common),
        "rate/engagement": before,
        "share": Estimate(0.6875, 0.414, 0.889, 0.95, 11, 16, "share of attacks",
                          "Clopper-Pearson", f"in:ML/Mopti of {base}", **common),
        "first": Estimate(738848.0, 738848.0, 738848.0, 1.0, 1, None, "first seen", "",
                          "attack by:jnim near:Konna~20km", state=STATE, events=(1182,)),
        "change": Comparison(0.41, 0.26, 0.64, 0.95, 127, 346, "ratio", "quasi-Poisson ratio",
                             engagement, ratio=0.41, ratio_low=0.26, ratio_high=0.64, p=0.0004,
                             dispersion=1.9, minimum_detectable_ratio=0.66, before=before,
                             after=after, flips_at=9),
    }  # fmt: skip


def make_works() -> tuple[dict[str, Work], dict[str, Source]]:
    """Four documents under the three link policies."""
    tamani = Source("studiotamani.org", "independent Malian radio studio", "B", "live", "fr", "ML")
    sahra = Source("sahra.example", "a channel close to an armed group", "E", "defang", "ar")
    hidden = Source(MARKERS["key"], MARKERS["says"], "C", "withhold")
    united = Source("peacekeeping.un.org", "United Nations peacekeeping", "B")
    works = {
        "tamani-bandiagara": Work(
            Document("tamani-bandiagara", "note", "Bandiagara : le retour des motos", "Texte.",
                     "a1", publisher="Studio Tamani", published="2023-12-03", language="fr",
                     url="https://www.studiotamani.org/example/bandiagara-le-retour"),
            tamani),
        "sahra-arabic": Work(
            Document("sahra-arabic", "note", "هجوم على قرية في هضبة باندياغارا", "نص", "a2",
                     publisher="Sahra News", published="2023-12-04", language="ar",
                     url="https://www.sahra.example/news/4411"),
            sahra),
        "withheld-note": Work(
            Document("withheld-note", "note", MARKERS["title"], MARKERS["text"], "a3",
                     authors=(MARKERS["author"],), publisher=MARKERS["says"],
                     published="2023-12-04", language="en", url=MARKERS["url"]),
            hidden),
        "un-closure": Work(
            Document("un-closure", "note", "Camp at Sévaré handed over", "Text.", "a4",
                     publisher="UN Peacekeeping", published="2023-12-08", language="en",
                     url="https://peacekeeping.un.org/en/example-closure-of-camp"),
            united),
    }  # fmt: skip
    return works, {source.key: source for source in (tamani, sahra, hidden, united)}


def answer(binding: Binding) -> Bound:
    """Put the number and the finding beside one bound phrase."""
    estimates = answers()
    key = binding.kind
    if key == "rate" and binding.query.startswith("state"):
        key = "rate/engagement"
    finding = Finding("bound-number", "holds", "", binding.words, binding.words_start,
                      binding.words_end, "", "", "", "note")  # fmt: skip
    documents = ("tamani-bandiagara", "sahra-arabic", "withheld-note", "un-closure")
    if binding.kind == "assessment":
        judgement = Assessment("mali-protection", "State forces fail to protect.", 0.7, "moderate",
                               "2023-12-15", "2024-03-31")  # fmt: skip
        return Bound(binding, None, assessment=judgement)
    if binding.kind in ("cited", "own"):
        return Bound(binding, finding if binding.kind == "cited" else None)
    says = (ATTACK, REGION) if "attack" in binding.query else ()
    return Bound(binding, finding, estimates[key], says, documents)


def make_edition() -> ResolvedUpdate:
    """The whole invented edition."""
    update, bindings, blocks = read_sample(SAMPLE.read_text("utf-8"))
    works, sources = make_works()
    events = campaign()
    credit = "Sahel desk"
    figures = (
        FigureMatter(blocks[0], events, since=date(2023, 11, 19), until=date(2023, 12, 13),
                     says=(ATTACK, REGION), credit=credit),
        FigureMatter(blocks[1], (*earlier(), *events), since=date(2023, 7, 1),
                     until=date(2023, 12, 13), says=(ATTACK, REGION), credit="Sahel desk"),
    )  # fmt: skip
    facts = EditionFacts("Sahel desk", STATE, "2023-12-15", "all", "0.1.0", 34, 71, 58,
                         actors=NAMES, admin=ADMIN)  # fmt: skip
    return ResolvedUpdate(
        update, facts, tuple(answer(binding) for binding in bindings), works, sources,
        {event.id: event for event in events}, figures,
    )  # fmt: skip


@pytest.fixture(scope="session")
def edition() -> ResolvedUpdate:
    """Give the invented edition."""
    return make_edition()


@pytest.fixture(scope="session")
def drawn(edition: ResolvedUpdate) -> tuple[DrawnFigure, ...]:
    """Give its figures."""
    from dateline.atlas.basemap import load_basemap
    from dateline.publish.figures import draw_figures

    return draw_figures(edition, load_basemap())


@pytest.fixture(scope="session")
def markers() -> dict[str, str]:
    """Give the words of the withheld source that no output may hold."""
    return MARKERS
