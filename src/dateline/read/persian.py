"""The Persian of Afghanistan (Dari) told from Iran's: words, and how words are joined."""

import re
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[\w\u200c]+")
_JOINED = re.compile(
    r"(?<!\w)ن?می(?:کن|شو|گو|ده|باش|خواه|توان|گرد|رو|آی|دان|رس|گیر|کرد|شد|نما|دار|ماند|گذار|آور|گفت|رفت"
    r"|داد|خورد|یاب|ساز|ساخت)\w*"
)
_PARTED = re.compile(r"(?<!\w)ن?می\u200c")
_APART = re.compile(
    r"(?<=\s)(?:ها|های|هایی|اند|اش|شان|ای|کننده|گذاری|سازی|المللی|گان|گیری|ریزی|دهی)(?!\w)"
)
_WITH_SILENT_H = re.compile(r"(?<=[^\W\d_]ه)\u200c?(?:گان|یی)(?!\w)")  # Iran: گان-, ه‌ای-
_JOINED_WEIGHT, _PARTED_WEIGHT, _APART_WEIGHT = 0.8, -0.7, 0.35
_SILENT_H_WEIGHT = 1.5
_MOST_OF_SPELLING = 1.5  # programs drop joiners, so spelling alone never decides
_ENOUGH = (
    1.5  # where 99 of 100 single sentences from Iran stay Iran's, the one that most texts are in
)


def is_dari(text: str) -> bool:
    """Whether a Persian text is Afghanistan's: its words weigh more on that side.

    >>> is_dari("پولیس ولسوالی می‌گوید که موتر داکتران را یافته است.")
    True
    >>> is_dari("پلیس شهرستان می‌گوید که خودروی پزشکان را پیدا کرده است.")
    False
    """
    weights = _weights()
    words = sum(weights.get(word, 0.0) for word in _WORD.findall(text))
    words += _SILENT_H_WEIGHT * len(_WITH_SILENT_H.findall(text))
    joined = _JOINED_WEIGHT * len(_JOINED.findall(text))
    apart = _APART_WEIGHT * len(_APART.findall(text))
    parted = _PARTED_WEIGHT * len(_PARTED.findall(text))
    spelling = min(joined + apart, _MOST_OF_SPELLING) + max(parted, -_MOST_OF_SPELLING)
    return words + spelling > _ENOUGH


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    lines = files("dateline.read").joinpath("data/persian.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in lines.splitlines() if line and line[0] != "#"]
    return {word: float(weight) for word, weight in rows[1:]}
