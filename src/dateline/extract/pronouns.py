"""Who "it", "they" and "its fighters" are: the subject before them, here or a sentence earlier."""

import re
from dataclasses import replace

from dateline.extract.scene import ARMED, Scene
from dateline.lexicon import ActorSpan

_PRONOUN = re.compile(
    r"(?:it|they|he|she|we|il|ils|elle|elles|on|who|which|هم|هو|هي|آنها|آنان|وی|او|onlar|هغوی)",
    re.IGNORECASE,
)
# "Its fighters", "two of its members", "ses hommes", "مقاتليها", "جنگجویانش".
_OWN = re.compile(
    r"(?:\w+ of )?(?:its|their|his|our|ses|leurs|son|nos)\s+(?:own\s+)?[\w'’-]+(?:\s+[\w'’-]+)?|"
    r"(?:مقاتل|قوات|عناصر|جنود|مسلح|رجال)(?:ي|ی)?(?:ها|هم|ه|نا)|"
    r"(?:جنگجویان|نیروهای|افراد|سربازان)\u200c?(?:ش|شان)",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"\b(?:its|their|his|our|ses|leurs|nos)\s+(?:own\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
_MEN = frozenset({"gunmen", "soldiers", "militia", "security", "police"})
_SUBJECTS = ARMED | {"country", "government"}
_KNOWN = frozenset({"named", "force", "country", "government"})
_NO_SUBJECT = re.compile(
    r"\b(?:by|from|against|on|upon|with|to|in|at|for|between|near|of|par|contre|sur|avec|à|aux?|"
    r"entre|dans|chez|pour|de|du)\s+(?:(?:the|les?|la|l['’]|des|suspected|alleged|some)\s*)*$",
    re.IGNORECASE,
)


def is_pronoun(words: str) -> bool:
    """Whether words stand for somebody named before ("they", "its fighters")."""
    return _PRONOUN.fullmatch(words) is not None or _OWN.fullmatch(words) is not None


def stand_for(scene: Scene, span: ActorSpan) -> ActorSpan:
    """Give a pronoun the party it stands for, at the pronoun's own place.

    The nearest subject before it in its sentence, else the last of the sentences before. A
    pronoun for nobody stays as it is.

    Args:
        scene: the sentence.
        span: the words that somebody marked as a party.
    """
    if not is_pronoun(span.text):
        return span
    known = subject_before(scene, span.start) or scene.before
    if known is None:
        return span
    return replace(span, text=known.text, party=known.party, actor=known.actor)


def subject_before(scene: Scene, at: int) -> ActorSpan | None:
    """The nearest party before an offset that is no object of a preposition; None without one."""
    for party in reversed(scene.parties):
        if party.end <= at and _is_subject(scene, party):
            return party
    return None


def last_subject(scene: Scene) -> ActorSpan | None:
    """The party that the next sentence's "they" most likely means: its first subject in arms."""
    return next((party for party in scene.parties if _is_subject(scene, party)), None)


def own_men(scene: Scene) -> Scene:
    """Read "its fighters" as those of the group or force that the sentence has as its subject."""
    parties = []
    for party in scene.parties:
        before = scene.text[max(0, party.start - 24) : party.start]
        if party.party.kind in _MEN and _OWNER.search(before):
            owner = subject_before(scene, party.start) or scene.before
            if owner is not None and owner.party.kind in _KNOWN:
                parties.append(replace(party, party=owner.party, actor=owner.actor))
                continue
        parties.append(party)
    return replace(scene, parties=tuple(parties))


def _is_subject(scene: Scene, party: ActorSpan) -> bool:
    if party.party.kind not in _SUBJECTS or is_pronoun(party.text):
        return False
    return _NO_SUBJECT.search(scene.text[max(0, party.start - 48) : party.start]) is None
