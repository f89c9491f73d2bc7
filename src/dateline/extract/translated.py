"""What a mention is worth that rests on a translation, and what a translation made absurd."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.lexicon import Lexicon, fold_with_offsets
from dateline.model.document import Block, Document
from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.problem import Problem

BY_PEOPLE = 0.9  # what people translated is surer than this at most
_ADVICE = "Compare it with the original, which the block holds, before the mention is accepted."
_CLASSES = frozenset({"civilians", "protesters", "rioters", "unidentified-armed-group"})


def weigh_translations(
    document: Document,
    mentions: Sequence[Mention],
    *,
    lexicon: Lexicon,
    highest: float,
) -> tuple[list[Mention], list[Problem]]:
    """Cap what rests on a translation, and say what cannot be as translated.

    Args:
        document: what the mentions were found in.
        mentions: as an extractor gave them.
        lexicon: which words name countries.
        highest: the most that a mention from a machine's translation may be sure.

    Returns:
        The mentions, with their confidence and that of their place capped, and the absurdities:
        one actor as perpetrator and target, a place outside the one country that is named.
    """
    blocks = [block for block in document.blocks if block.translated in ("machine", "human")]
    if not blocks:
        return list(mentions), []
    weighed: list[Mention] = []
    problems: list[Problem] = []
    for mention in mentions:
        block = next((each for each in blocks if each.start <= mention.start < each.end), None)
        if block is None:
            weighed.append(mention)
            continue
        weighed.append(_capped(mention, highest if block.translated == "machine" else BY_PEOPLE))
        if block.translated == "machine":
            problems += _absurdities(mention, block, lexicon)
    return weighed, problems


def _capped(mention: Mention, most: float) -> Mention:
    place = mention.place
    if place is not None and place.confidence is not None:
        place = replace(place, confidence=min(place.confidence, most))
    return replace(mention, confidence=min(mention.confidence, most), place=place)


def _absurdities(mention: Mention, block: Block, lexicon: Lexicon) -> Iterator[Problem]:
    doers = {_key(part.id, part.name) for part in mention.actors if part.role == "perpetrator"}
    struck = {_key(part.id, part.name) for part in mention.actors if part.role == "target"}
    for name in sorted((doers & struck) - _CLASSES):
        yield _problem(
            mention, "absurd-parties", f"As translated, {name} is both perpetrator and target"
        )
    stated = set(_countries(block, mention, lexicon))
    if mention.place is not None and len(stated) == 1 and _outside(mention.place, stated):
        country = next(iter(stated))
        yield _problem(
            mention,
            "absurd-place",
            f"As translated, {mention.place.name} lies in {mention.place.country}, but the "
            f"sentence speaks of {country}",
        )


def _key(identity: str | None, name: str) -> str:
    return identity or name.casefold()


def _countries(block: Block, mention: Mention, lexicon: Lexicon) -> Iterable[str]:
    parties = lexicon.find_parties(fold_with_offsets(mention.sentence), block.language or "en")
    return (
        party.party.country
        for party in parties
        if party.party.kind == "country" and party.party.country
    )


def _outside(place: Place, stated: set[str]) -> bool:
    return place.country is not None and place.country not in stated


def _problem(mention: Mention, kind: str, what: str) -> Problem:
    return Problem(
        kind=kind,
        where=mention.document,
        what=f"{what}: {mention.sentence[:120]}",
        advice=_ADVICE,
        start=mention.start,
        end=mention.end,
    )
