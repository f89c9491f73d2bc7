"""Dates in figures that may be day and month or month and day, settled by the page's evidence.

`published.find_date` gives such a date day first with a question mark behind it, as EDTF does for
what is uncertain; here the mark is taken away, the order turned, or the date cut to its year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from dateline.model.document import Document
from dateline.model.problem import Problem
from dateline.read.piece import Facts
from dateline.read.published import UNSURE, find_date

_UNSURE = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d){re.escape(UNSURE)}(.*)")
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-])")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_AMERICAN_HOUR = re.compile(
    r"(?<![\d/.-])\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d\d\b.{1,20}\b(?:[ECMP][DS]T|[EP]T)\b"
)
_LABELLED = re.compile(  # a date's label in a language that puts the day first
    r"(?i)(?:\b(?:publiée?|mise? à jour|modifiée?|actualisée?|le|yayın\w*|güncelle\w*|tarihi?"
    r"|imechapishwa|imesasishwa|tarehe|an wallafa|an sabunta|la daabacay|la cusboonaysiiyay)\b"
    r"|[\u0600-\u06ff])[^\n\d]{0,20}\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d\d"
)
_MONTH_FIRST = frozenset({"us", "gov", "mil", "edu", "ph"})
# Country codes that anyone may register as a name of his own, and Canada, which writes both.
_NO_COUNTRY = frozenset(
    ("ai", "am", "as", "ca", "cc", "co", "eu", "fm", "gg", "im", "io", "is", "la", "ly", "me", "nu",
     "sh", "so", "st", "su", "to", "tv", "vc", "ws")
)  # fmt: skip
_MOST_MONTHS = 12
_COUNTRY_LETTERS = 2
_LONGEST_LINE = 300
_MONTH, _DAY = "month", "day"


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a page tells of its dates.

    Attributes:
        order: `day` or `month`, whichever its figures begin with; None where nothing tells.
        days: days that it gives in words, in its address, or year first.
        latest: the day on which it was captured; nothing was published after it.
    """

    order: str | None
    days: frozenset[str]
    latest: str


def settle_dates(document: Document, facts: Facts, captured_at: str) -> Document:
    """Settle every date of a document whose order was uncertain.

    By the same day in words or in the address, the day of capture, the order of other dates in
    figures on the page, its language and country, one after the other.
    Where none tells, the year alone is kept and a problem says so.

    Args:
        document: as read, with dates that may end in a question mark.
        facts: what the page states, for its country.
        captured_at: ISO 8601; empty where unknown.
    """
    if not any(_UNSURE.fullmatch(value or "") for value in _dates(document)):
        return document
    known = _evidence(document, facts, captured_at)
    dates = {value for value in _dates(document) if _UNSURE.fullmatch(value or "")}
    unsure = sorted(value for value in dates if value and _is_year(_settled(value, known)))
    problems = tuple(_unknown(document.id, value) for value in unsure)
    return replace(
        document,
        published=_settled(document.published, known),
        modified=_settled(document.modified, known),
        cutoff=_settled(document.cutoff, known),
        notes=tuple(
            replace(
                note,
                citations=tuple(
                    replace(work, published=_settled(work.published, known))
                    for work in note.citations
                ),
            )
            for note in document.notes
        ),
        sources=tuple(
            replace(source, published=_settled(source.published, known))
            for source in document.sources
        ),
        problems=document.problems + problems,
    )


def _dates(document: Document) -> Iterator[str | None]:
    yield from (document.published, document.modified, document.cutoff)
    yield from (work.published for note in document.notes for work in note.citations)
    yield from (source.published for source in document.sources)


def _settled(value: str | None, known: _Evidence) -> str | None:
    match = _UNSURE.fullmatch(value or "")
    if match is None:
        return value
    year, month, day, rest = match.groups()
    readings = {_DAY: f"{year}-{month}-{day}", _MONTH: f"{year}-{day}-{month}"}
    told = [order for order, reading in readings.items() if reading in known.days]
    early = [order for order, reading in readings.items() if reading <= known.latest]
    if len(told) == 1:
        return readings[told[0]] + rest
    if len(early) == 1:
        return readings[early[0]] + rest
    return readings[known.order] + rest if known.order else year


def _evidence(document: Document, facts: Facts, captured_at: str) -> _Evidence:
    days = {found for found in (document.published, document.modified) if found}
    for block in document.blocks:
        found = find_date(block.text) if len(block.text) < _LONGEST_LINE else None
        days.add(found or "")
    for year, month, day in _IN_ADDRESS.findall(document.url or ""):
        days.add(f"{year}-{int(month):02d}-{int(day):02d}")
    sure = {day.partition("T")[0] for day in days if UNSURE not in day}
    order = _order_of_figures(document.text) or _order_of_place(document, facts)
    return _Evidence(order, frozenset(sure), captured_at[:10] or "9999")


def _is_year(value: str | None) -> bool:
    return len(value or "") == len("2024")


def _order_of_figures(text: str) -> str | None:
    """The order that the page's other dates in figures show; None where they show both or none."""
    shown = {
        _DAY if int(first) > _MOST_MONTHS else _MONTH
        for first, _, second, _ in _FIGURES.findall(text)
        if (int(first) > _MOST_MONTHS) != (int(second) > _MOST_MONTHS)
    }
    return shown.pop() if len(shown) == 1 else None


def _order_of_place(document: Document, facts: Facts) -> str | None:
    """The order of the page's language and country: English is written in both."""
    if document.language not in {"en", None} or _LABELLED.search(document.text):
        return _DAY
    if _AMERICAN_HOUR.search(document.text):
        return _MONTH
    country = _country(document.url or "") or facts.region
    if not country:
        return None
    return _MONTH if country in _MONTH_FIRST else _DAY


def _country(address: str) -> str | None:
    ending = (urlsplit(address).hostname or "").rpartition(".")[2]
    named = len(ending) == _COUNTRY_LETTERS and ending not in _NO_COUNTRY
    return ending if named or ending in _MONTH_FIRST else None


def _unknown(where: str, value: str) -> Problem:
    year, month, day = value[:4], int(value[5:7]), int(value[8:10])
    return Problem(
        "uncertain-date", where,
        f"A date of {year} in figures may be day {day} of month {month} or day {month} of month"
        f" {day}; only its year was taken.",
        "Look for the day in the page's address or an archive's copy of it.",
    )  # fmt: skip
