"""French words that look like verbs of protest and are something else: a market, a manifesto."""

import re
from typing import Protocol

from dateline.extract.scene import Scene


class Word(Protocol):
    """What stands between two offsets of a scene."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


_LOOKS = re.compile(r"^(?:march|manifest)\w*$", re.IGNORECASE)
# A participle has its auxiliary before it; without one "marché" is a market.
_HAS = re.compile(
    r"\b(?:ai|as|a|avons|avez|ont|avais|avait|avaient|aura|auront|aurait|auraient|ayant|avoir|eu)\s+"
    r"(?:(?:pas|aussi|également|ensuite|encore|\w+ment)\s+)?$",
    re.IGNORECASE,
)
_A_THING = re.compile(
    r"\b(?:les?|un|du|au|aux|des|ce|ces|son|leur|leurs|de|d['’]|jours? de|place du|super)\s*$",
    re.IGNORECASE,
)
_THINGS = frozenset({"marché", "marchés", "manifeste", "manifestes"})
# Fighters who march on a town attack it; joy and anger that show themselves walk nowhere.
_REFLEXIVE = re.compile(r"\bs['’e]\s*(?:est |sont |était |étaient )?(?:\w+ment )?$", re.IGNORECASE)
_SHOWS = re.compile(
    r"\s+(?:son|sa|ses|leurs?|de l['’]|du|une?|d['’]un\w*)\s+(?:\w+\s+)?(?:intention|volonté|"
    r"intérêt|inquiétudes?|soutien|désir|souhait|signes?|satisfaction|joie|opposition|mécontentement|"
    r"solidarité|attachement)\b",
    re.IGNORECASE,
)


def is_namesake(scene: Scene, word: Word) -> bool:
    """Whether a French word only looks like one for a protest.

    Args:
        scene: the sentence.
        word: where it stands in the sentence.
    """
    said = scene.text[word.start : word.end].lower()
    if scene.language != "fr" or _LOOKS.match(said) is None:
        return False
    before = scene.text[max(0, word.start - 40) : word.start]
    if said in _THINGS:
        return _HAS.search(before) is None or _A_THING.search(before) is not None
    if not said.startswith("manifest") or said.startswith("manifestation"):
        return False
    return bool(_REFLEXIVE.search(before) or _SHOWS.match(scene.text, word.end))
