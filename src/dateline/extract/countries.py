"""Which country an event happened in when its own place does not say."""

from collections import Counter
from collections.abc import Sequence

from dateline.extract.asides import acts_abroad, lies_across
from dateline.extract.passages import Passage
from dateline.extract.scene import ABROAD, Scene

_LIKELY = 0.5
# A force and a country's name say more of where than an adjective ("Afghan refugees") does, and
# that more than the home of a group.
_WORTH = {"country": 0, "force": 0, "armed-site": 0, "demonym": 1}
_COUNTRY_WORDS = frozenset({"country", "demonym", "force", "armed-site"})


def home_country(passages: Sequence[Passage]) -> str | None:
    """The country a document is about: the one its places and forces name most; None on a tie."""
    votes: Counter[str] = Counter()
    for passage in passages:
        for place in passage.places:
            if place.entry is not None and place.entry.country and place.confidence >= _LIKELY:
                votes[place.entry.country] += 2
        for party in passage.scene.parties:
            country = party.party.country
            aside = lies_across(passage.scene.text, party.start, party.end)
            local = party.party.kind in _COUNTRY_WORDS and not aside
            if local and country and country not in ABROAD:
                votes[country] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def named_country(scene: Scene, at: int) -> str | None:
    """The country that the sentence's forces, demonyms and groups speak of, nearest to an offset.

    A force that often acts abroad counts only when nothing else is named.
    """
    ranked: list[tuple[int, int, str]] = []
    for party in scene.parties:
        country = party.party.country
        if country and not lies_across(scene.text, party.start, party.end):
            worth = _WORTH.get(party.party.kind, 2) + (3 if country in ABROAD else 0)
            speaks = party.party.kind == "country" and acts_abroad(scene.text, party.end)
            worth += 3 * speaks
            ranked.append((worth, abs(party.start - at), country))
    return min(ranked)[2] if ranked else None
