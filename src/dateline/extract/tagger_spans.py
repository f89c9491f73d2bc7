"""Tagged words as the parties, places, days and tolls that lexicon and grammar know."""

import re
from collections.abc import Sequence
from typing import Protocol

from dateline.atlas import Gazetteer
from dateline.encoder import TaggedEvent, TaggedSpan
from dateline.extract.places import ResolvedPlace
from dateline.extract.pronouns import stand_for
from dateline.extract.scene import Scene
from dateline.extract.toll_groups import counts_things, toll_bounds
from dateline.extract.tolls import TollSpan
from dateline.extract.toponyms import find_toponyms, is_place_cue
from dateline.lexicon import ActorSpan
from dateline.lexicon.lexicon import Party
from dateline.model.span import Span
from dateline.prose.dates import DateMention
from dateline.prose.numbers import read_quantities


class Stretch(Protocol):
    """What stands between two offsets of a scene."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


_TOLLS = ("killed", "injured", "abducted", "arrested", "displaced")
_NO_TOLL = ("speaker", "claimant", "denier", "blamed", "time", "weapon")
_UNKNOWN = Party("unknown")
_NAMED = ("named", "force")
_UNARMED = ("civilians", "civil-site", "armed-site", "office")
_ARTICLE = re.compile(r"^(?:the|an?|le|la|les|l['’]|des|un|une)\s+", re.IGNORECASE)
_SAYS_SO = re.compile(r"(?:according to|selon|d['’]après)\s+", re.IGNORECASE)
_MISSING = re.compile(r"[^.;,]*\b(?:missing|unaccounted for|disparue?s?)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:selon\s+)?l(?:e|a|es)?quel", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-ZÀ-ÝĀ-ŽİŞÇĞÖÜ][\w’'\-]*(?:[ -][A-ZÀ-ÝĀ-ŽİŞÇĞÖÜ][\w’'\-]*)*")
_HELPED = re.compile(r"\b(?:backed|supported|aided|assisted) by\b|\b(?:appuy|souten)\w+ par\b")
_EASTERN = ("ar", "fa", "prs", "ps", "ur")
_WITHIN = frozenset({"في", "در", "بوسط", "بشمال", "بجنوب", "بشرق", "بغرب"})
_WORD = re.compile(r"[\w\u200c]+")
_NEAR = 0.75
_NOUN_REACH = 40  # letters after a tagged number within which its noun stands
_SHORTEST_NAME = 3


def tagged_names(scene: Scene, events: Sequence[TaggedEvent], gazetteer: Gazetteer) -> list[Span]:
    """Give a scene's place names: those the rules see, and those only the tagger sees."""
    names = find_toponyms(scene, gazetteer)
    for event in events:
        for span in event.arguments:
            if span.label != "place" or any(overlap(span, word) for word in scene.words):
                continue
            if not any(overlap(span, name) for name in names):
                names += _names_in(span, scene.language)
            elif scene.language in _EASTERN:
                names += [
                    name
                    for name in _first_in(span, scene.language)
                    if not any(overlap(name, known) for known in names)
                    and not any(overlap(name, party) for party in scene.parties)
                ]
    unique = {(name.start, name.end): name for name in names}
    return sorted(unique.values(), key=lambda name: name.start)


def _names_in(span: TaggedSpan, language: str) -> list[Span]:
    """The capitalised words of a tagged place, or all of it where the script has no capitals."""
    if language in _EASTERN:
        last = span.text.split()[-1] if " " in span.text else span.text
        start = span.end - len(last)
        return [Span(start, span.end, last)] if len(last) >= _SHORTEST_NAME else []
    return [
        Span(span.start + match.start(), span.start + match.end(), match[0])
        for match in _CAPITALS.finditer(span.text)
        if len(match[0]) >= _SHORTEST_NAME
    ]


def _first_in(span: TaggedSpan, language: str) -> list[Span]:
    """The town of a tagged place, before the unit that it lies in ("بانكاس بوسط مالي")."""
    words = [(match.start(), match[0]) for match in _WORD.finditer(span.text)]
    named = [at for at, (_start, word) in enumerate(words) if not is_place_cue(word, language)]
    if not named or named[0] + 1 >= len(words):
        return []
    (start, name), (_after, unit) = words[named[0]], words[named[0] + 1]
    if len(name) < _SHORTEST_NAME or not (unit in _WITHIN or is_place_cue(unit, language)):
        return []
    return [Span(span.start + start, span.start + start + len(name), name)]


def overlap(one: TaggedSpan | Span, other: Stretch) -> bool:
    """Whether two stretches of a scene share a character."""
    return one.start < other.end and other.start < one.end


def parties_of(scene: Scene, event: TaggedEvent, label: str) -> list[ActorSpan]:
    """Give the event's parties with one label, each as the lexicon knows it.

    Forces and named groups in the words count each; without one, the first class of people;
    without that, the words themselves, as nobody known.
    """
    found: list[ActorSpan] = []
    for span in event.arguments:
        if span.label != label:
            continue
        helped = _HELPED.search(span.text)
        reach = span.start + helped.start() if helped else span.end
        known = [party for party in scene.parties if overlap(span, party) and party.start < reach]
        named = [party for party in known if _is_named(party)]
        if label == "perp" and known and known[0].party.kind in _UNARMED and not named:
            known = []  # whose deed it was says more than that they are people
        for party in named or known[:1] or [stand_for(scene, _nobody(span))]:
            if party not in found:
                found.append(party)
    return found


def _is_named(party: ActorSpan) -> bool:
    """Whether a party is somebody: a force or a group, no class of people."""
    return party.party.kind in _NAMED or (
        party.actor is not None and party.party.kind not in _UNARMED
    )


def _nobody(span: TaggedSpan) -> ActorSpan:
    article = _ARTICLE.match(span.text)
    start = span.start + (article.end() if article else 0)
    return ActorSpan(start, span.end, span.text[start - span.start :], _UNKNOWN)


def words_of(event: TaggedEvent, label: str) -> list[Span]:
    """Give the event's spans with one label, as plain spans of the scene.

    "Selon lesquelles" names nobody, and "selon" is no part of who says so.
    """
    found = []
    for span in event.arguments:
        if span.label == label and _RELATIVE.match(span.text) is None:
            lead = _SAYS_SO.match(span.text)
            start = lead.end() if lead else 0
            name = span.text[start:].rstrip(" .,;:")
            if name:
                at = span.start + start
                found.append(Span(at, at + len(name), name))
    return found


def places_of(
    scene: Scene, places: Sequence[ResolvedPlace], event: TaggedEvent
) -> list[ResolvedPlace]:
    """Give the places that the event's own spans name, nearest to its trigger first.

    Of the names in one span the narrowest leads: "Jos, Plateau State" is Jos.
    """
    ranked: list[tuple[float, int, int, ResolvedPlace]] = []
    spans = [span for span in event.arguments if span.label == "place"]
    for span in spans:
        for place in places:
            start, end = place.span.start - scene.start, place.span.end - scene.start
            if span.start < end and start < span.end:
                gap = max(start - event.trigger.end, event.trigger.start - end, 0)
                ranked.append((gap - 100 * (span.link >= _NEAR), _width(place), start, place))
    if not ranked:
        return []
    nearest = min(gap for gap, _width, _start, _place in ranked)
    ranked.sort(key=lambda row: (row[1] + (row[0] > nearest + 40), row[0], row[2]))
    return [place for _gap, _width, _start, place in ranked]


def _width(place: ResolvedPlace) -> int:
    if place.entry is None:
        return 2
    feature = place.entry.feature
    if feature.startswith(("A.PCL", "A.TERR")):
        return 4
    return 3 if feature.startswith("A.") else 1 if feature.startswith("P.") else 2


def dates_of(scene: Scene, event: TaggedEvent, others: Sequence[TaggedEvent]) -> list[DateMention]:
    """Give the dates that may be the event's: its own, those no other event has, or all."""
    own = [span for span in event.arguments if span.label == "time"]
    mine = [read for read in scene.dates if any(overlap(span, read) for span in own)]
    if mine:
        return mine
    theirs = [span for other in others for span in other.arguments if span.label == "time"]
    free = [read for read in scene.dates if not any(overlap(span, read) for span in theirs)]
    return free or list(scene.dates)


def tolls_of(scene: Scene, event: TaggedEvent, others: Sequence[TaggedEvent]) -> list[TollSpan]:
    """Give the event's tolls: what the grammar read, and numbers that only the tagger saw."""
    own = [span for span in event.arguments if span.label in _TOLLS]
    theirs = [
        span
        for other in others
        for span in other.arguments
        if span.label in _TOLLS and span not in own
    ]
    spoken = [span for span in event.arguments if span.label in _NO_TOLL]
    found = [
        toll
        for toll in scene.tolls
        if any(overlap(span, toll) for span in own)
        or (
            not any(overlap(span, toll) for span in spoken)
            and not (others and (theirs or not own))
            and not any(overlap(span, toll) for span in theirs)
        )
    ]
    for span in own:
        if not any(overlap(span, toll) for toll in scene.tolls):
            found += _counted(span, scene)
    return found


def _counted(span: TaggedSpan, scene: Scene) -> list[TollSpan]:
    """Read a tagged toll that the casualty grammar missed; words without a number give none.

    The noun may stand behind the tagged words: "a dozen" of "a dozen villages" harms nobody.
    The missing are neither dead nor abducted until somebody says so.
    """
    start, tail = span.start, scene.text[span.start : span.end + _NOUN_REACH]
    if _MISSING.match(tail):
        return []
    for quantity in read_quantities(tail, scene.language):
        if start + quantity.start >= span.end:
            break
        if counts_things(tail, quantity, scene.language):
            continue
        low, high = toll_bounds(quantity, scene.language)
        if low is not None or high is not None:
            return [
                TollSpan(
                    span.start, span.end, span.label, low, high, span.text,
                    imputed=quantity.imputed,
                )
            ]  # fmt: skip
    return []
