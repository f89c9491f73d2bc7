"""Parts of a whole in words: one attack in five, nine out of ten, un civil sur deux."""

import re
from collections.abc import Iterator

from dateline.model.quantity import Quantity
from dateline.prose.numbers_factors import hedge_value, read_worth
from dateline.prose.numbers_hedges import Passage
from dateline.prose.numbers_units import follows_duration, function_words

_FROM = {
    "en": re.compile(
        r"(?<![\w.,-])(?P<n>[\w.,]+)[ -](?:(?P<noun>(?!in\b|out\b|of\b)[^\W\d]+) )?"
        r"(?P<join>in every|out of every|out of|of every|in)[ -](?P<whole>\w+)\b"
    ),
    "fr": re.compile(
        r"(?<![\w.,-])(?P<n>[\w.,]+) (?:(?P<noun>[^\W\d]+) )?(?P<join>sur) (?P<whole>\w+)\b"
    ),
}
# "Killed two in five raids" counts two; "two in five raids fail" does not.
_OPENS = re.compile(
    r"(?:^|[.;:,(\"“—–]|\b(?:and|but|that|for|with|while|where|which|some|about|nearly|almost|least|"
    r"roughly|around|than|as|only|over|to|affects?|leaving|in|est|que|et|mais|pour|chez|où))\s*$"
)
_FRACTION = re.compile(
    r"(?<![\w-])(?P<n>an?|one|two|three|four|five|six|seven|eight|nine)[- ]"
    r"(?P<part>fifth|sixth|seventh|eighth|ninth|tenth)(?P<many>s?)\b"
)
_CINQUIEMES = re.compile(
    r"(?<![\w-])(?:les )?(?P<n>un|deux|trois|quatre|cinq|six|sept|huit|neuf) "
    r"(?P<part>cinquième|sixième|septième|huitième|neuvième|dixième)(?P<many>s?)\b"
)
_TAKEN_OF = re.compile(r" (?:of|as|fewer|more|less|des?|du|d')(?!\w)|[^ \w]|$")
_LEAST = 2
_ROUND = frozenset((3, 4, 5, 10, 100, 1000))
_WHOLE = 100.0
_MOST_PARTS = 20
_LOOK = 24


def find_parts(context: Passage) -> Iterator[Quantity]:
    """Shares in words, in percent: a tenth of itself either way, or what the hedge says."""
    pattern = _FROM.get(context.language)
    for match in _overlapping(pattern, context.folded) if pattern else ():
        share = _share_of(match, context)
        if share is not None:
            yield hedge_value(match, share, "share", context)
    fractions = {"en": _FRACTION, "fr": _CINQUIEMES}.get(context.language)
    for match in fractions.finditer(context.folded) if fractions else ():
        alone = match["n"] in ("a", "an", "one", "un")
        if alone == bool(match["many"]):
            continue
        if match["n"] in ("a", "an", "un") and not _TAKEN_OF.match(context.folded, match.end()):
            continue  # "a fifth soldier" counts on
        whole = read_worth(match["part"], context.language, ordinal=True)
        part = 1.0 if alone else read_worth(match["n"], context.language)
        if whole and part and part < whole:
            yield hedge_value(match, _WHOLE * part / whole, "share", context)


def _overlapping(pattern: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
    """Every match, also one that begins within another: "or one | out of five"."""
    at = 0
    while match := pattern.search(folded, at):
        yield match
        at = match.end("n")


def _share_of(match: re.Match[str], context: Passage) -> float | None:
    """Which share "nine out of ten" names; None where its words count two things."""
    language = context.language
    part, whole = read_worth(match["n"], language), read_worth(match["whole"], language)
    if part is None or whole is None or not 0 < part < whole or whole < _LEAST:
        return None
    if whole != int(whole) or (whole > _MOST_PARTS and whole not in _ROUND):
        return None
    if follows_duration(context.folded, match.end()) or not _is_open(match, part, whole, context):
        return None
    return _WHOLE * part / whole


def _is_open(match: re.Match[str], part: float, whole: float, context: Passage) -> bool:
    """Whether nothing before or behind the words makes two counts of them."""
    every = "every" in match["join"]
    spelled = not (match["n"] + match["whole"]).isdecimal() or whole in _ROUND
    if match["join"] == "out of" and not spelled:
        return False
    if match["join"] == "of every" and match["noun"]:
        return False
    if match["join"] == "sur":
        follows = re.match(r" ([^\W\d]+[sx])\b", context.folded[match.end() :])
        if follows and follows[1] not in function_words("fr"):
            return False  # "un raid sur deux villages"
        return part == 1 or whole in _ROUND or not match["noun"]
    if part == 1 or every or match["join"] == "out of":
        return part == 1 or not match["noun"] or every
    before = context.folded[max(0, match.start() - _LOOK) : match.start()]
    return not match["noun"] and whole in _ROUND and bool(_OPENS.search(before))
