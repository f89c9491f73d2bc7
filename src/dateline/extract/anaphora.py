"""What "the group" and "the attackers" stand for: the last the document named."""

import re
from dataclasses import replace

from dateline.extract.pronouns import last_subject, own_men
from dateline.extract.scene import Scene
from dateline.lexicon import ActorSpan, Party

_HUNTERS = re.compile(r"(?:the )?hunters?", re.IGNORECASE)
_HUNTERS_CAMP = re.compile(
    r"\bhunters['’]?\s+(?:camps?|bases?|groups?|militias?)\b|\bcamps?\s+of\s+(?:\w+\s+)?hunters\b",
    re.IGNORECASE,
)


def resolve_anaphors(scenes: list[Scene]) -> list[Scene]:
    """Give "the group" or "the attackers" the actor that the document last named.

    Args:
        scenes: a document's sentences, in order.

    Returns:
        The same scenes; a party that nothing named before it stays a gunman.
    """
    last: ActorSpan | None = None
    subject: ActorSpan | None = None
    resolved = []
    for scene in scenes:
        parties = []
        before = subject or last
        for party in scene.parties:
            if party.party.kind == "anaphor":
                parties.append(_stand_in(party, last))
                continue
            if party.party.kind == "named" and party.actor:
                last = party
            parties.append(party)
        told = own_men(replace(scene, parties=tuple(parties), before=before))
        subject = last_subject(told) or subject
        resolved.append(told)
    return resolved


def arm_hunters(scenes: list[Scene]) -> list[Scene]:
    """Read "hunters" as a militia in a document that speaks of their camp or of the dozos.

    In the Sahel the traditional hunters are under arms; elsewhere hunters are civilians.
    """
    armed = any(
        _HUNTERS_CAMP.search(scene.text)
        or any(party.actor and party.actor.id == "dozos" for party in scene.parties)
        for scene in scenes
    )
    if not armed:
        return scenes
    return [
        replace(
            scene,
            parties=tuple(
                replace(party, party=Party("militia"), actor=None)
                if _HUNTERS.fullmatch(party.text)
                else party
                for party in scene.parties
            ),
        )
        for scene in scenes
    ]


def _stand_in(party: ActorSpan, last: ActorSpan | None) -> ActorSpan:
    if last is None:
        return replace(party, party=Party("gunmen", "unidentified-armed-group"), actor=None)
    return replace(party, party=last.party, actor=last.actor)
