"""Which event of a sentence a claim, a denial or an accusation is about."""

import re
from collections.abc import Sequence

from dateline.extract.scene import Scene
from dateline.extract.triggers import EventGroup
from dateline.lexicon import ActorSpan

# Nobody claims or denies these beside a deed of violence.
_PEACEFUL = frozenset(
    {"protest", "agreement", "change", "other", "base", "transfer", "displace", "arrest", "disrupt"}
)
_CLAUSE = re.compile(
    r";|[.!?]\s|,?\s+(?:while|whereas|tandis que|alors que|after|before|hours|days|après|avant)\b|"
    r",\s+(?:and|but|et|mais)\b|\s(?:فيما|بينما)\b"
)
_ALL = re.compile(
    r"\b(?:attacks|bombings|blasts|raids|explosions|ambushes|killings|strikes|both|all|attaques|"
    r"attentats|explosions|frappes|les deux)\b|هجمات|هجومين|تفجيرات|saldırıları",
    re.IGNORECASE,
)

_THE = re.compile(r"\b(?:the|this|cette|cet|ce|l['’])\s*(?:\w+\s+)?$", re.IGNORECASE)
_FURTHER = re.compile(r"\w+\s+(?:in|on|at|near|against|of|that|which|à|contre|de|sur|qui)\b")


def is_about(
    scene: Scene,
    party: ActorSpan,
    group: EventGroup,
    groups: Sequence[EventGroup],
    *,
    denies: bool = False,
) -> bool:
    """Whether what a party says, or is said of it, is about one event of its sentence.

    A claim is of the deed that its own clause names, else of the last one before it; a denial
    of the last one before it. Every deed is meant where the words are of several ("the attacks").

    Args:
        scene: the sentence.
        party: who claims, denies or is blamed.
        group: the event's words.
        groups: the words of every event of the sentence.
        denies: whether the party denies.
    """
    deeds = [one for one in groups if one.head.value.sense not in _PEACEFUL]
    deeds = [one for one in deeds if one.senses != {"kill"}] or deeds
    if len(groups) < 2 or not deeds:  # noqa: PLR2004 - nothing to choose from
        return True
    end = _CLAUSE.search(scene.text, party.end)
    reach = end.start() if end else len(scene.text)
    if _ALL.search(scene.text[party.start : reach]):
        return any(_share_a_word(group, one) for one in deeds)
    heads = sorted((word.start, at) for at, one in enumerate(deeds) for word in one.words)
    after = [
        at
        for start, at in heads
        if party.end <= start < reach and not _refers_back(scene, party, start)
    ]
    before = [at for start, at in heads if start < party.start]
    told = before[-1:] + after if denies else after[:1] + before[-1:]
    return _share_a_word(group, deeds[told[0] if told else 0])


def _refers_back(scene: Scene, party: ActorSpan, start: int) -> bool:
    """Whether an event word speaks of what was told before ("claimed the blast")."""
    told = _THE.search(scene.text[party.end : start]) is not None
    return told and _FURTHER.match(scene.text, start) is None


def _share_a_word(one: EventGroup, other: EventGroup) -> bool:
    return bool({word.start for word in one.words} & {word.start for word in other.words})
