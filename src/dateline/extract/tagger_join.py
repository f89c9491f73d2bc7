"""Two readings of one document, the tagger's and the rules', joined into one list of mentions."""

from collections.abc import Iterable, Mapping, Sequence

from dateline.extract.tagger_sure import log_odds
from dateline.model.mention import Mention

Reasons = dict[str, float]


def join_readings(
    tagged: Sequence[tuple[Mention, Mapping[str, float]]], ruled: Iterable[Mention]
) -> list[tuple[Mention, Reasons]]:
    """Pair the mentions of two readings and say of each what its confidence rests on.

    A pair has one event type and overlapping triggers, or the same sentence. The tagger's
    account of a pair is kept. Where triggers overlap and types differ, both stand, the rules'
    word against the tagger's.

    Args:
        tagged: the tagger's mentions, each with its own figures.
        ruled: the rules' mentions.

    Returns:
        Every mention of either reading in order, with features named for `score_event`.
    """
    waiting = list(ruled)
    partners: dict[int, Mention] = {}
    for near in (_overlap, _same_sentence):
        for number, (mention, _figures) in enumerate(tagged):
            if number in partners:
                continue
            partner = next(
                (other for other in waiting if _same_type(mention, other) and near(mention, other)),
                None,
            )
            if partner is not None:
                partners[number] = partner
                waiting.remove(partner)
    joined = []
    for number, (mention, figures) in enumerate(tagged):
        own = dict(figures)
        partner = partners.get(number)
        if partner is not None:
            own |= {"both": 1.0, "both-rules": log_odds(partner.confidence)}
        own["disputed"] = float(any(_overlap(mention, other) for other in waiting))
        joined.append((mention, own))
    for mention in waiting:
        contested = any(_overlap(mention, other) for other, _figures in tagged)
        joined.append(
            (
                mention,
                {"rules-only": 1.0, "rules": log_odds(mention.confidence),
                 "rules-disputed": float(contested)},
            )
        )  # fmt: skip
    return sorted(joined, key=lambda row: (row[0].start, row[0].end))


def _same_type(one: Mention, other: Mention) -> bool:
    return one.event_type == other.event_type


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _same_sentence(one: Mention, other: Mention) -> bool:
    return one.sentence == other.sentence or one.sentence in other.sentence
