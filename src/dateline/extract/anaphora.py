"""What "the group" and "the attackers" stand for: the last the document named."""

from dataclasses import replace

from dateline.extract.scene import Scene
from dateline.lexicon import ActorSpan, Party


def resolve_anaphors(scenes: list[Scene]) -> list[Scene]:
    """Give "the group" or "the attackers" the actor that the document last named.

    Args:
        scenes: a document's sentences, in order.

    Returns:
        The same scenes; a party that nothing named before it stays a gunman.
    """
    last: ActorSpan | None = None
    resolved = []
    for scene in scenes:
        parties = []
        for party in scene.parties:
            if party.party.kind == "anaphor":
                parties.append(_stand_in(party, last))
                continue
            if party.party.kind == "named" and party.actor:
                last = party
            parties.append(party)
        resolved.append(replace(scene, parties=tuple(parties)))
    return resolved


def _stand_in(party: ActorSpan, last: ActorSpan | None) -> ActorSpan:
    if last is None:
        return replace(party, party=Party("gunmen", "unidentified-armed-group"), actor=None)
    return replace(party, party=last.party, actor=last.actor)
