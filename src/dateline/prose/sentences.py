"""Where sentences begin and end, offsets exact."""

import re
from collections.abc import Iterator
from functools import cache

from dateline.model.span import Span

# Words that carry a full stop of their own, by language; "common" goes for all.
_ABBREVIATIONS = {
    "common": "mr mrs ms dr prof gen lt col maj capt sgt cpl brig adm cmdr gov sen rep rev hon st "
    "no nos vol fig figs pp p ed eds al etc vs cf ca approx dept est inc ltd co corp jr sr",
    "en": "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun "
    "e.g i.e a.m p.m u.s u.n u.k u.a.e d.c viz",
    "fr": "m mm mme mlle mgr me janv févr avr juil sept oct nov déc av bd n°",
    "tr": "sn doç yrd alb tuğg tümg org av",
    "ar": "د م أ",
    "fa": "د",
}
# Of these, the ones that never end a sentence: a name or a number follows.
_LEADING = (
    "jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr prof gen lt col maj capt sgt "
    "cpl brig adm cmdr gov sen rep rev hon st no nos vol fig figs pp p m mm mme mgr"
)
_CLOSERS = r"[\"'”’»)\]›]*"
_NOTES = r"(?:\[[0-9ivxl]{1,4}\])*"
_STOP = re.compile(
    rf"(?:[.!?…]+|[؟۔])(?P<after>{_CLOSERS}{_NOTES}{_CLOSERS})(?=\s|$|(?<=\])\S)|[؟۔]"
)
_LAST_WORD = re.compile(r"[^\W\d_](?:[\w°'’-]|\.(?=\w))*$|\d+$")
_ENUMERATION = re.compile(r"^\s*(?:\(?\d{1,2}|\(?[a-z]|[ivx]{1,4})$", re.IGNORECASE)


def split_sentences(text: str, language: str = "en") -> list[Span]:
    """Part a text into sentences; a line break always ends one.

    Note markers after a full stop stay with the sentence they close. White space around a
    sentence is left out of its span.

    >>> [s.text for s in split_sentences("It fell on Dec. 13.[3] JNIM denied it.")]
    ['It fell on Dec. 13.[3]', 'JNIM denied it.']
    """
    spans = []
    for line in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        start = line.start()
        for end in _ends(line[0], language):
            spans.append(_trimmed(text, start, line.start() + end))
            start = line.start() + end
        spans.append(_trimmed(text, start, line.end()))
    return [span for span in spans if span.text]


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span(start, start + len(words), words)


@cache
def _abbreviations(language: str) -> frozenset[str]:
    own = _ABBREVIATIONS.get(language, "")
    return frozenset(f"{_ABBREVIATIONS['common']} {own}".split())


def _ends(line: str, language: str) -> Iterator[int]:
    known = _abbreviations(language)
    begun = 0
    for match in _STOP.finditer(line):
        if match.end() >= len(line.rstrip()):
            continue
        if match[0].startswith(".") and not _is_end(line, begun, match, known):
            continue
        begun = match.end()
        yield match.end()


def _is_end(line: str, begun: int, match: re.Match[str], known: frozenset[str]) -> bool:
    """Whether a full stop ends its sentence, judged by the word before and the letter after."""
    before = line[begun : match.start()]
    after = line[match.end() :].lstrip().lstrip("\"'“‘«([")
    noted = bool(match["after"] and "]" in match["after"])
    if (after and after[0].islower() and not noted) or _ENUMERATION.match(before):
        return False
    word = _LAST_WORD.search(before)
    if noted or match[0].startswith("..") or not word:
        return True
    last = word[0].lower()
    if len(last) == 1 and word[0].isupper():
        return False
    if last not in known and not re.fullmatch(r"(?:\w\.)+\w", last):
        return True
    # An abbreviation may also end a sentence: "in the U.S. The army..."
    if last in _LEADING.split():
        return False
    return bool(re.match(r"(?:The|A|An|In|On|It|He|She|They|This|But|However|Le|La|Les)\b", after))
