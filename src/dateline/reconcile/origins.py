"""Where accounts first came from: independence is counted on origins, not on outlets.

An account's chain runs from who said it first to the outlet that carried it: a speaker the text
names, an agency its dispatch names, the outlet. Two accounts share an origin where the first of
their chains is one, or where one prints the other's words again. Admiralty's credibility "1",
confirmed by other sources, takes two origins; whatever else it may be the machine cannot judge,
and says "6".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.model.mention import COUNTED_STATUSES, Mention
from dateline.model.stored import StoredMention
from dateline.model.toll import total_toll
from dateline.reconcile.columns import split_words
from dateline.reconcile.settings import ANALYSES

CONFIRMED, UNKNOWN = "1", "6"
_ALIKE = 0.6  # share of words in common that makes two passages one text
_FEWEST_WORDS = 6
_NO_WITNESS = ("claimed", "denied", "disputed")
_ARTICLE = re.compile(r"^(?:the|a|an|le|la|les|un|une|des)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one account first came from.

    Attributes:
        mention: its id.
        chain: from who said it first to the outlet.
        group: number of the origin it shares with others, from 1.
        reprints: the earlier mention whose words it prints again; None where none.
    """

    mention: int
    chain: tuple[str, ...]
    group: int
    reprints: int | None = None


def trace_origins(
    mentions: Sequence[StoredMention], agencies: Mapping[str, str | None]
) -> list[Origin]:
    """The origin of each account of one event, the earliest report first.

    Args:
        mentions: of one event.
        agencies: the agency that a document's dispatch names, by document id.
    """
    ordered = sorted(mentions, key=lambda stored: (stored.reported_at or "9999", stored.id))
    chains = {stored.id: _chain(stored, agencies) for stored in ordered}
    groups: dict[str, int] = {}
    found: list[Origin] = []
    for stored in ordered:
        earlier = next((one for one in ordered if _prints_again(one, stored, found)), None)
        chain, first = chains[stored.id], chains[stored.id][0].casefold()
        if earlier is not None:
            group = next(one.group for one in found if one.mention == earlier.id)
        else:
            group = groups.setdefault(first, len(set(groups.values())) + 1)
        found.append(Origin(stored.id, chain, group, earlier.id if earlier else None))
    return found


def grade_credibility(mentions: Sequence[StoredMention], origins: Sequence[Origin]) -> str:
    """Admiralty's credibility of an event: "1" where independent origins report it, else "6"."""
    return CONFIRMED if find_confirmed(mentions, origins) else UNKNOWN


def find_confirmed(mentions: Sequence[StoredMention], origins: Sequence[Origin]) -> tuple[int, ...]:
    """The accounts of an event that another, independent origin confirms.

    Analyses retell others, and a denial or a plan confirms nothing: neither counts. Nor does what
    a party claims of its own deeds, nor an account that another disputes: they are no independent
    word. Whom residents blame is a claim on someone else, and their account of the event counts.
    """
    telling = {
        stored.id
        for stored in mentions
        if stored.kind not in ANALYSES
        and stored.mention.status in COUNTED_STATUSES
        and (stored.mention.status not in _NO_WITNESS or _accuses(stored))
    }
    counted = {origin.group for origin in origins if origin.mention in telling}
    return tuple(sorted(telling)) if len(counted) > 1 else ()


def _accuses(stored: StoredMention) -> bool:
    """Whether what is claimed in an account is only that others did it."""
    mention = stored.mention
    return mention.status == "claimed" and bool(mention.blamed) and not mention.claimed_by


def say_origins(origins: Sequence[Origin]) -> str:
    """How many origins stand behind an event, and which, in a sentence."""
    firsts: dict[int, str] = {}
    for origin in origins:
        firsts.setdefault(origin.group, " > ".join(origin.chain))
    reprints = sum(origin.reprints is not None for origin in origins)
    said = f"{len(firsts)} independent origin{'s' if len(firsts) != 1 else ''}"
    said += f" behind {len(origins)} account{'s' if len(origins) != 1 else ''}"
    if reprints:
        said += f", {reprints} of them reprinted"
    return f"{said}: {'; '.join(firsts.values())}"


def _chain(stored: StoredMention, agencies: Mapping[str, str | None]) -> tuple[str, ...]:
    speakers = stored.mention.speakers or stored.mention.claimed_by
    first = _ARTICLE.sub("", speakers[0].strip()) if speakers else None
    agency = agencies.get(stored.mention.document)
    outlet = stored.source or f"document {stored.mention.document}"
    return tuple(dict.fromkeys(part for part in (first, agency, outlet) if part))


def _prints_again(earlier: StoredMention, stored: StoredMention, before: Sequence[Origin]) -> bool:
    """Whether an account prints the words of one that came before it."""
    if all(origin.mention != earlier.id for origin in before):
        return False
    if _tells_another(earlier.mention, stored.mention):
        return False
    one, two = split_words(earlier.mention.sentence), split_words(stored.mention.sentence)
    if min(len(one), len(two)) < _FEWEST_WORDS:
        return False
    return len(one & two) / len(one | two) >= _ALIKE


def _tells_another(one: Mention, two: Mention) -> bool:
    """Whether two accounts write other days and other numbers of dead, in like words or not."""
    if None in (one.date_as_written, two.date_as_written) or one.date_start == two.date_start:
        return False
    mine, yours = (total_toll(mention.tolls, "killed") for mention in (one, two))
    return None not in (mine.low, yours.low) and mine != yours
