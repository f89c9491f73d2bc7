"""What a number counts: the noun after it, its measure, and for a rate its period."""

import re
from dataclasses import dataclass
from functools import cache

from dateline.prose.folding import fold_text

_PERIODS = {
    "day": r"(?:per|a|an|each|every) day|daily|par jour|/day|في الیوم|günde",
    "week": r"(?:per|a|each|every) week|weekly|par semaine|/week|haftada",
    "month": r"(?:per|a|each|every) month|monthly|par mois|/month|ayda",
    "year": r"(?:per|a|each|every) year|yearly|annually|per annum|par an|par année|/year",
}
_PER = re.compile(
    "|".join(rf"(?P<{name}>{words})\\b".replace("\\\\", "\\") for name, words in _PERIODS.items())
)
_PERCENT = re.compile(
    r"\s?(?:%|percent(?!age)\b|per cent\b|pour cent\b|pct\b|٪|فی المئة|فی المائة|بالمئة|درصد|سلنه)|\s(?=%)"
)
_POINTS = re.compile(r"[\s-](?:percentage points?|points? de pourcentage|points?)\b")
_DISTANCE = re.compile(
    r"[\s-]?(?:km|kms|kilomet(?:er|re)s?|kilomètres?|miles?|met(?:er|re)s?|mètres?|km2|کیلومتر|کیلومتری|کیلومترا)\b"
)
_DURATION = re.compile(
    r"[\s-]?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|secondes?|heures?|jours?|"
    r"semaines?|mois|ans?|années?|decennies?)\b"
)
_STOPS = {
    "en": """of in on at to from by with for and or but as than since until after before during
        over under near between against per a an the this that these those who which where when
        while was were is are be been being has have had will would could may said says say told
        killed wounded injured dead died kidnapped abducted arrested displaced detained captured
        left took into inside outside along across within into about around not also only it its
        his her their he she they we kill wound alone including among amid following each every
        because if so then there here out up down off killing wounding destroyed seized missing
        hurt freed released since via however target targeted according""",
    "fr": """de du des d' en dans sur à au aux par avec pour et ou mais que qui dont où depuis avant
        après pendant sous près entre contre le la les un une ce cette ces est sont était étaient ont
        a été tués tuées tué tuée blessés blessées blessé blessée morts enlevés arrêtés lors selon se
        sa son leur leurs ne pas il ils elle elles vers chez parmi dit""",
}
_WORD = re.compile(r"[\s-]?\s*[\"“«‘']?([^\W\d_][\w.-]*(?:'\w+)?|\()[\"”»']?", re.UNICODE)
_MOST_WORDS = 4
_RATE_REACH = 48


@dataclass(frozen=True, slots=True)
class Measure:
    """What follows a number: kind, unit as written, period of a rate, and where the words end."""

    kind: str
    unit: str | None
    per: str | None
    end: int


def read_measure(text: str, at: int, language: str = "en") -> Measure:
    """Read what a number that ends at an offset counts.

    >>> read_measure("five attacks per week in Mopti", 4)
    Measure(kind='rate', unit='attacks', per='week', end=21)
    >>> read_measure("69 percent of attacks", 2)
    Measure(kind='share', unit='percent', per=None, end=10)
    """
    folded = fold_text(text)
    for regex, kind, unit in (
        (_PERCENT, "share", "percent"),
        (_POINTS, "points", "percentage points"),
    ):
        match = regex.match(folded, at)
        if match and match[0].strip():
            return Measure(kind, unit, None, match.end())
    for regex, kind in ((_DISTANCE, "distance"), (_DURATION, "duration")):
        match = regex.match(folded, at)
        if match:
            return Measure(kind, match[0].strip(" -"), None, match.end())
    unit, end = _noun(text, folded, at, language)
    per, rate_end = _rate(folded, end)
    if per:
        return Measure("rate", unit, per, rate_end)
    return Measure("count", unit, None, at)


@cache
def function_words(language: str) -> frozenset[str]:
    """Words that end the noun after a number, in one language."""
    return frozenset(_STOPS.get(language, "").split())


def _noun(text: str, folded: str, at: int, language: str) -> tuple[str | None, int]:
    """Take the words up to a function word or a mark: "Wagner fighters"."""
    stops = function_words(language)
    position, words = at, 0
    start = None
    first = re.compile(r"\s+(?:of (?:the|these|them|its|their|his|her)|of|des|de|d')\s+(?=\w)").match(folded, at)
    if first and language in ("en", "fr"):
        position = first.end()
    while words < _MOST_WORDS:
        match = _WORD.match(folded, position)
        if not match or match[1] in stops or match[1] == "(" or _elided(match[1]):
            break
        gap = folded[position : match.start(1)]
        if "\n" in gap:
            break
        start = match.start(1) if start is None else start
        position = match.end()
        words += 1
        if folded[position - 1] == ".":
            position -= 1
            break
    if start is None:
        return None, at
    return text[start:position], position


def _elided(word: str) -> bool:
    return word.startswith(("d'", "l'", "qu'"))


def _rate(folded: str, end: int) -> tuple[str | None, int]:
    window = folded[end : end + _RATE_REACH]
    cut = re.search(r"[.;:,]\s|\n|\d", window)
    window = window[: cut.start()] if cut else window
    match = _PER.search(window)
    if not match or not match.lastgroup or len(window[: match.start()].split()) > _MOST_WORDS:
        return None, end
    return match.lastgroup, end + match.end()
