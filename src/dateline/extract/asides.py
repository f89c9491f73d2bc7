"""Countries that a sentence names for another reason than to say where something happened."""

import re

# A country after these words lies across the border, or beside the one that the event is in.
_ACROSS_BEFORE = re.compile(
    r"(?:\b(?:borders?|frontier|frontière)\s+(?:with|of|avec|du|de la|de l['’]|de)|"
    r"\b(?:relations?|ties|talks|negotiations|ambassador|envoy|embassy)\s+(?:with|to|avec)|"
    r"\b(?:near|close to|neighbou?rs?(?:\s+[A-Z]\w+ and)?|neighbou?ring|towards?|voisins?|"
    r"près d[eu'’]|non loin d[eu'’]|proche d[eu'’]|"
    r"frontalière? (?:avec|d[eu'’]))|"
    r"(?:الحدود (?:مع|مع دولة)|مرز با))\s*(?:the\s+|la\s+|le\s+|l['’])?$",
    re.IGNORECASE,
)
_ACROSS_AFTER = re.compile(r"^\s*(?:border|frontier|sınırı\w*)\b", re.IGNORECASE)
# A country that owns the deed ("Pakistan's attack on"), does it or speaks.
_ACTS = re.compile(
    r"['’]s?\s+(?:\w+\s+){0,2}(?:attacks?|strikes?|raids?|bombings?|shelling|airstrikes?|offensive|"
    r"invasion|drones?)\b|"
    r"\s+(?:strongly\s+|on \w+day\s+)?(?:condemns?|condemned|says?|said|reports?|reported|"
    r"announces?|announced|claims?|claimed|denies|denied|blames?|blamed|accuses?|accused|warns?|"
    r"warned|vows?|vowed|condamne|dément|accuse|annonce|affirme|launch(?:es|ed)|carries out|"
    r"carried out|attacks|bombs|bombed|shells|shelled|kills|fires|fired|deploys|deployed|"
    r"seizes|seized|sever\w*|call(?:s|ed) (?:it|the|that)|rejects?|rejected|dismiss\w*|insists?|"
    r"insisted|laughed|retorted|refut\w*|qualifie|rejette|assure|"
    r"and [A-Z]\w+ (?:sever|sign|agree|announce|ceas|cut|exchang)\w*)\b",
    re.IGNORECASE,
)
# A country that is only part of a river's, lake's or town's name.
_IN_A_NAME = re.compile(r"\s+(?:River|Delta|Basin|Bend|City)\b")
_NAMES_WATER = re.compile(
    r"\b(?:River|Lake|Lac|fleuve|Gulf of|Golfe d[eu]|delta d[eu]|bassin d[eu]|Sea of)\s+"
    r"(?:the\s+|la\s+|l['’])?$",
    re.IGNORECASE,
)
# Whose border it is: "near Niger's border with Mali".
_OWN_BORDER = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,2}(?:border|frontier)\b(?!\s+(?:guard|post|police|force))"
)
# "To sever relations between Niger and Ukraine": the second is where nothing happened.
_BETWEEN = re.compile(
    r"\b(?:relations?|ties)\s+(?:diplomatiques\s+)?(?:between|entre)\s+(?:[^.;,]{0,40}\s)?(?:and|et)\s+"
    r"(?:the\s+|la\s+|le\s+|l['’])?$",
    re.IGNORECASE,
)
_REACH = 48
_FAR = 72


def lies_across(text: str, start: int, end: int) -> bool:
    """Whether the country at `text[start:end]` only says which border an event was near.

    >>> lies_across("a post near the border with Niger", 28, 33)
    True
    >>> lies_across("a post near Niger's border with Mali", 12, 17)
    False
    """
    before, after = text[max(0, start - _FAR) : start], text[end : end + _REACH]
    if _NAMES_WATER.search(before) or _IN_A_NAME.match(after):
        return True
    if _OWN_BORDER.match(after):
        return False
    return bool(
        _ACROSS_BEFORE.search(before[-_REACH:])
        or _ACROSS_AFTER.match(after)
        or _BETWEEN.search(before)
    )


def acts_abroad(text: str, end: int) -> bool:
    """Whether the country that ends at an offset did the deed or speaks of it.

    >>> acts_abroad("Russia launches airstrikes on Idlib", 6)
    True
    """
    return _ACTS.match(text[end : end + _REACH]) is not None
