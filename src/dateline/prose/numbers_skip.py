"""Numbers that are no quantities: in dates, times, names, notes, versions, addresses."""

import re

from dateline.model.span import Span
from dateline.prose.dates import find_date_spans
from dateline.prose.folding import fold_text

# What a number names instead of counts; each pattern covers the whole name.
_NAMES = (
    r"\[[0-9ivxl]{1,4}\]",  # note markers
    r"https?://\S+|www\.\S+|\S+@\S+\.\S+",  # addresses
    r"\b\d{1,2}(?::\d{2}){1,2}(?: ?[ap]\.?m\b\.?)?|\b\d{1,2} ?[ap]\.?m\b\.?|\b\d{1,2} ?h ?\d{2}\b",  # times
    r"\b(?:v\.? ?)?\d+\.\d+\.\d+(?:\.\d+)*\b|\bv\d+(?:\.\d+)*\b",  # versions
    r"-?\d{1,3}(?:\.\d+)?°(?:\s?\d{1,2}['′](?:\s?\d{1,2}[\"″])?)?\s?[nsew]?\b",  # coordinates
    r"-?\d{1,3}\.\d{3,},\s*-?\d{1,3}\.\d{3,}",
    r"\b[a-z]+-?\d+[a-z]?\b|\b\d+[a-z]+-?\d*\b(?<!st)(?<!nd)(?<!rd)(?<!th)(?<!km)(?<!er)(?<!mn)(?<!bn)",  # M23, AK-47
    r"\b(?:figure|fig\.|table|map|page|pp?\.|chapter|article|section|part|annex|note|no\.|nos\.|number|"
    r"resolution|route|highway|road|line|room|unit|camp|district|zone|sector|block|checkpoint|"
    r"boulevard|avenue|rn|radio|france|channel|tv|tableau|carte|chapitre|résolution|n°|numéro)"
    r"[ -]?\d+(?:[.,]\d+)*\b",
    r"#\d+\b|\b\d+/\d+\b|\bupdate \d+-",
    r"\b\d{1,4}(?:st|nd|rd|th) (?:\w+ )?(?:brigade|division|battalion|regiment|army|corps|squadron|parallel|anniversary|street|century)\b",
    r"\b(?:first|second|third) (?:lieutenant|world war|division|corps|army|vice)\b",
    r"\b(?:five|six|seven|eight|nine)-member\b",
    r"\b[12]\d{3}s\b",  # decades
)  # fmt: skip
_NAME = re.compile("|".join(_NAMES))
_AGE = re.compile(
    r"\b(?:aged? |âgée?s? de )\d{1,3}\b(?: ans)?|\b\d{1,3}[- ]year[- ]olds?\b|"
    r"\b\w+[- ]year[- ]old\b|, \d{2},(?= )|\b\d{1,3} ?(?:ساله|کلن|yaşında\w*)"
)
_YEAR = re.compile(r"(?<![\w.,$€£])(?:19|20)\d\d(?![\w%]|[.,]\d)(?!\s+(?:[a-zé]{4,}s\b|people\b))")


def find_dates_and_years(text: str, language: str = "en") -> list[Span]:
    """Find dates and bare years, which a checker of unbound numbers leaves alone.

    >>> [span.text for span in find_dates_and_years("On December 9, 2023, 17 died; 2022 was worse")]
    ['December 9, 2023', '2022']
    """
    spans = [Span(start, end, text[start:end]) for start, end in find_date_spans(text, language)]
    for match in _YEAR.finditer(fold_text(text)):
        if not any(span.start <= match.start() < span.end for span in spans):
            spans.append(Span(match.start(), match.end(), text[match.start() : match.end()]))
    return sorted(spans, key=lambda span: span.start)


def find_names_with_numbers(text: str) -> list[Span]:
    """Find note markers, times, versions, coordinates, addresses and names such as M23 or AK-47.

    >>> [span.text for span in find_names_with_numbers("M23 took Figure 4 at 10:00.[12]")]
    ['M23', 'Figure 4', '10:00', '[12]']
    """
    return [
        Span(match.start(), match.end(), text[match.start() : match.end()])
        for match in _NAME.finditer(fold_text(text))
    ]


def find_ages(text: str) -> list[Span]:
    """Find ages ("a 24-year-old"), which count nobody.

    >>> [span.text for span in find_ages("a 24-year-old, aged 30")]
    ['24-year-old', 'aged 30']
    """
    return [
        Span(match.start(), match.end(), text[match.start() : match.end()])
        for match in _AGE.finditer(fold_text(text))
    ]


def find_not_quantities(text: str, language: str = "en") -> list[Span]:
    """Everything above together: no quantity is read inside these spans."""
    found = find_dates_and_years(text, language) + find_names_with_numbers(text) + find_ages(text)
    return sorted(found, key=lambda span: span.start)
