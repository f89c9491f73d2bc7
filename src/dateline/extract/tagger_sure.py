"""How sure a tagged event is a mention of its type: a logistic over the tagger's own figures.

The weights in `data/tagger.json` are fitted by `training/tagger/calibrate.py` on items that the
network was not trained on.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

from dateline.encoder import TaggedEvent
from dateline.encoder.labels import SUBTYPES
from dateline.extract.fields import Draft
from dateline.model.mention import EVENT_TYPE_OF


def features(draft: Draft, event: TaggedEvent, ruled: str | None) -> dict[str, float]:
    """Give what the score rests on.

    Args:
        draft: the event with its fields.
        event: what the tagger said of it.
        ruled: the sub-event type that the rules would give; None where they see no event word.
    """
    chosen = EVENT_TYPE_OF[draft.sub_event_type]
    same = sum(
        probability
        for name, probability in zip(SUBTYPES, event.types, strict=True)
        if EVENT_TYPE_OF[name] == chosen
    )
    return {
        "constant": 1.0,
        "trigger": log_odds(event.trigger.score),
        "type": log_odds(same),
        "rules-agree": float(ruled is not None and EVENT_TYPE_OF[ruled] == chosen),
        "arguments": min(len(event.arguments), 4) / 4,
        "toll": float(bool(draft.tolls)),
        "place": float(bool(draft.where)),
        "strategic": float(chosen == "Strategic developments"),
        "told": float(draft.status in ("asserted", "claimed", "disputed")),
    }


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
