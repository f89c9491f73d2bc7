"""What ties the speaker of a toll to those harmed: its own side, its enemy, a third party."""

import re

from dateline.extract.scene import STATE, Scene
from dateline.extract.tolls import TollSpan
from dateline.lexicon import ActorSpan, Lexicon

_STATE_VOICE = re.compile(
    r"\b(?:army|military|armed forces|general staff|ministry of defen[cs]e|defen[cs]e ministry|"
    r"security forces|government|junta|armée|forces armées|état-major|gouvernement|"
    r"ministère de la défense|FAMa)\b|الجيش|القوات المسلحة|وزارة الدفاع|الحكومة",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\bsources?\b|\bofficials?\b", re.IGNORECASE)
_FOES_OF_STATE = frozenset({"gunmen", "named"})
_FOE_WORDS = re.compile(
    r"terroris|jihad|djihad|militant|insurg|assail|attacker|gunm|rebel|bandit|extremis|islamis|"
    r"combattants?|fighters?|إرهابي|مسلح|متطرف|متشدد",
    re.IGNORECASE,
)
# What follows a number without saying who they were.
_FOR_OTHERS = re.compile(
    r"(?:(?:of|among) (?:them|those)|others?|d['’]entre eux|autres|parmi eux)?", re.IGNORECASE
)
_CIVIL = frozenset({"civilians", "protesters", "community"})


def find_interest(speaker: str, scene: Scene, toll: TollSpan, lexicon: Lexicon) -> str | None:
    """Tell the tie between who gives a toll and those it counts.

    Args:
        speaker: who says so, as written.
        scene: the sentence with the toll.
        toll: the toll.
        lexicon: who the actors are.

    Returns:
        `own side`, `enemy` or `third party`; None where the words tell neither those harmed nor
        whose the speaker is.
    """
    voices = [span for span in lexicon.find_actors(speaker, scene.language) if not _is_civil(span)]
    state = bool(_STATE_VOICE.search(speaker)) and not _SOURCE.search(speaker)
    named = [span.actor.id for span in voices if span.actor and span.party.kind == "named"]
    state = state or any(span.party.kind in STATE for span in voices)
    if not state and not named:
        return "third party"
    harmed = [
        party
        for party in scene.parties
        if toll.start < party.end + 1 and party.start < toll.end + 1
    ]
    kinds = {party.party.kind for party in harmed}
    if kinds & _CIVIL or toll.of == "civilians":
        return "third party"
    described = _FOE_WORDS.search(toll.described_as or toll.words) is not None
    foes = bool(kinds & _FOES_OF_STATE) or described or _stands_for_foes(scene, toll)
    if named:
        own = any(party.actor and party.actor.id in named for party in harmed)
        return "own side" if own else "enemy" if kinds & STATE else None
    if kinds & STATE:
        return "own side"
    return "enemy" if foes else None


def _stands_for_foes(scene: Scene, toll: TollSpan) -> bool:
    """Whether a bare number or "of them" counts the foes named last ("a terrorist base ... 40")."""
    if _FOR_OTHERS.fullmatch(toll.described_as or "") is None:
        return False
    before = scene.text[: toll.start]
    named = [match.end() for match in _FOE_WORDS.finditer(before)]
    others = [
        party.start
        for party in scene.parties_in(0, toll.start)
        if party.party.kind in _CIVIL and party.end <= toll.start
    ]
    return bool(named) and max(named) > max(others, default=-1)


def _is_civil(span: ActorSpan) -> bool:
    return span.party.kind in _CIVIL
