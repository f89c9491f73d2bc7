"""How sure a mention is: a logistic over simple features of its draft.

The weights in `data/confidence.toml` are fitted by `training/extract_confidence.py` on the half of
the gold mentions that may be looked at.
"""

import math
import re
import tomllib
from functools import cache
from importlib import resources

from dateline.extract.fields import Draft

_GENERIC = re.compile(
    r"\b(?:continu\w+|increas\w+|rate of|fight against|war on|threat\w*|risk\w*|ability|capab\w+|"
    r"likely|would|could|might|may|if|whether|will|prevent\w*|against terrorism|policy|strategy|"
    r"aims?|intent|plan\w*|call(?:s|ed) for|how to|lutte contre|risque|pourrait|menace)\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\b(?:to|and|or|of|for|pour|de|à)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|has been|have been|said|\w{3,}ed|left|hit|shot|held|took|fell|struck|"
    r"été|ont|avait)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:the|this|these|such|those|ces?|cette|les?|la)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_ARTICLE = re.compile(r"\b(?:an?|une?)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_LONG = 220
_SHORT = 110
_SENSES = (
    "attack", "clash", "ambush", "kill", "air", "strike", "bombard", "shelling", "explosion",
    "ied", "suicide", "abduct", "arrest", "loot", "protest", "riot", "disperse", "seize",
    "retake", "agreement", "change", "base", "disrupt", "other", "displace", "mob", "sexual",
)  # fmt: skip


def features(draft: Draft) -> dict[str, float]:
    """What the score rests on, each feature 0 or 1."""
    scene, head = draft.scene, draft.group.head
    before = scene.text[max(0, head.start - 90) : head.start]
    word = scene.text[head.start : head.end].lower()
    noun = head.value.part == "n"
    entries = [place.entry for place in draft.where if place.entry is not None]
    near = scene.text[max(0, head.start - 70) : head.end + 70]
    held = {
        "constant": True,
        "weak": head.value.weak,
        "noun": noun,
        "plural": noun and word.endswith("s"),
        "killed": any(toll.measure == "killed" for toll in draft.tolls),
        "other-toll": any(toll.measure != "killed" for toll in draft.tolls),
        "town": any(entry.feature.startswith("P.") for entry in entries),
        "region": any(entry.feature.startswith("A.ADM") for entry in entries),
        "no-place": not draft.passage.places,
        "date": bool(scene.dates),
        "perpetrator": bool(draft.roles.perpetrators),
        "sides": bool(draft.roles.sides),
        "target": bool(draft.roles.targets),
        "generic": bool(_GENERIC.search(before)),
        "infinitive": bool(_INFINITIVE.search(before)) and not noun,
        "past": bool(_PAST.search(near)),
        "definite": bool(_DEFINITE.search(before)),
        "article": bool(_ARTICLE.search(before)),
        "long": len(scene.text) > _LONG,
        "short": len(scene.text) < _SHORT,
        "several": len(draft.group.words) > 1,
        "later": head.start > _SHORT,
        "hypothetical": draft.status == "hypothetical",
        "planned": draft.status in ("planned", "foiled"),
        "latin": scene.language in ("en", "fr"),
    }
    for sense in _SENSES:
        held[f"sense-{sense}"] = head.value.sense == sense
    return {name: 1.0 for name, holds in held.items() if holds}


def score_draft(draft: Draft) -> float:
    """The probability that the draft is an event mention, 0 to 1."""
    weights = load_weights()
    total = sum(weights.get(name, 0.0) * value for name, value in features(draft).items())
    return 1 / (1 + math.exp(-total))


@cache
def load_weights() -> dict[str, float]:
    """Load the fitted weights."""
    file = resources.files("dateline.extract").joinpath("data", "confidence.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: float(value) for name, value in table["weights"].items()}
