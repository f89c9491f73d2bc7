"""How sure a mention is: a logistic over simple features of its draft."""

import math

from dateline.extract.fields import Draft

_WEIGHTS = {
    "constant": -0.6,
    "weak": -0.9,
    "toll": 1.1,
    "place": 0.7,
    "date": 0.6,
    "perpetrator": 0.6,
    "target": 0.4,
    "hypothetical": -2.2,
    "other": -1.0,
    "fight": 0.4,
}


def features(draft: Draft) -> dict[str, float]:
    """What the score rests on, each feature 0 or 1."""
    head = draft.group.head.value
    return {
        "constant": 1.0,
        "weak": float(head.weak),
        "toll": float(bool(draft.tolls)),
        "place": float(bool(draft.where)),
        "date": float(bool(draft.scene.dates)),
        "perpetrator": float(bool(draft.roles.perpetrators or draft.roles.sides)),
        "target": float(bool(draft.roles.targets)),
        "hypothetical": float(draft.status == "hypothetical"),
        "other": float(head.sense in ("other", "displace", "agreement", "change")),
        "fight": float(head.sense in ("attack", "clash", "ambush", "air", "suicide", "shelling")),
    }


def score_draft(draft: Draft) -> float:
    """The probability that the draft is an event mention, 0 to 1."""
    total = sum(_WEIGHTS[name] * value for name, value in features(draft).items())
    return 1 / (1 + math.exp(-total))
