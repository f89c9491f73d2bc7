"""How sure a tagged event is a mention of its type: a logistic over the tagger's own figures.

The weights in `data/tagger.json` are fitted by `training/tagger/calibrate.py` on items that the
network was not trained on.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from dateline.extract.confidence import score_draft
from dateline.extract.fields import Draft
from dateline.extract.tagger_join import Reading
from dateline.model.mention import EVENT_TYPE_OF

_NAMES = {
    "Battles": "battle",
    "Explosions/Remote violence": "remote",
    "Violence against civilians": "civilian",
    "Protests": "protest",
    "Riots": "riot",
    "Strategic developments": "strategic",
}
# What tagger and rules say weighs otherwise in a language that is not English.
FOREIGN = "foreign"
_APART = ("constant", "ruled", "rules-agree", "trigger", "type", "marked")
LEAST = 0.44  # a mention less sure than this is not given


def reasons_of(draft: Draft, reading: Reading, ruled: str | None) -> dict[str, float]:
    """Give what the confidence of a draft rests on, by name.

    Args:
        draft: the event with its fields.
        reading: what tagger and rules said of it.
        ruled: the sub-event type that the rules give; None where they see no event word.
    """
    kind = EVENT_TYPE_OF[draft.sub_event_type]
    values = {
        "constant": 1.0,
        _NAMES[kind]: 1.0,
        draft.status: 1.0,
        "inside": float(reading.inside),
        "alone": float(reading.alone),
        "toll": float(bool(draft.tolls)),
        "place": float(bool(draft.where)),
        "doer": float(bool(draft.roles.perpetrators or draft.roles.sides)),
        "words-agree": float(ruled is not None and EVENT_TYPE_OF[ruled] == kind),
    }
    if reading.told is not None:
        event = reading.told.event
        values |= {
            "trigger": log_odds(event.trigger.score),
            "type": log_odds(event.chance_of(kind)),
            "marked": float(reading.marked),
            "arguments": min(len(event.arguments), 4) / 4,
        }
    if reading.ruled is not None:
        sure = log_odds(score_draft(reading.ruled))
        values |= {"ruled": 1.0, "rules-agree": values.pop("words-agree"), "rules-sure": sure}
        if not reading.marked:
            values["rules-alone"] = 1.0
    if draft.scene.language != "en":
        values |= {f"{FOREIGN} {name}": values[name] for name in _APART if name in values}
    return {name: value for name, value in values.items() if value}


def compare_drafts(drafts: Sequence[Draft]) -> None:
    """Add to what each draft's confidence rests on how it stands to the others of its block.

    Args:
        drafts: a document's finished drafts, in order; filled in place.
    """
    for draft in drafts:
        block = [
            other
            for other in drafts
            if other.passage.block == draft.passage.block and other.group is not draft.group
        ]
        kind = EVENT_TYPE_OF[draft.sub_event_type]
        alike = [other for other in block if EVENT_TYPE_OF[other.sub_event_type] == kind]
        beside = [other for other in block if other.scene is draft.scene]
        here = draft.scene.start + draft.group.head.start
        held = {
            "again": any(other.scene.start + other.group.head.start < here for other in alike),
            "again beside": any(other.scene is draft.scene for other in alike),
            "weaker": any(_weight(other) > _weight(draft) for other in alike),
            "other beside": any(other not in alike for other in beside),
            "joined": bool(draft.joined),
        }
        if "ruled" not in draft.reasons:
            held |= {f"tagger's {name}": holds for name, holds in held.items()}
        draft.reasons |= {name: 1.0 for name, holds in held.items() if holds}


def _weight(draft: Draft) -> float:
    """How strongly a draft is told, for holding it against another of its type."""
    names = ("trigger", "rules-sure")
    return sum(draft.reasons.get(name, 0.0) for name in names)


def score_event(values: Mapping[str, float]) -> float:
    """Give the probability that the event is a mention of its event type."""
    weights = load_weights()
    total = sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-total))


@cache
def load_weights() -> dict[str, float]:
    """Read the shipped weights."""
    text = resources.files("dateline.extract").joinpath("data/tagger.json").read_text("utf-8")
    return {name: float(weight) for name, weight in json.loads(text).items()}


def log_odds(probability: float) -> float:
    """Give the log-odds of a probability, no further out than one in a hundred."""
    clipped = min(max(probability, 0.01), 0.99)
    return math.log(clipped / (1 - clipped))
