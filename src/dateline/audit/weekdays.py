"""The weekday that a date names, against the day it was."""

from collections.abc import Iterator
from datetime import date, timedelta

from dateline.model.document import Document
from dateline.model.finding import Finding
from dateline.prose.dates import DateMention, read_dates, read_weekdays

_PROSE = ("paragraph", "takeaway", "list_item", "excerpt", "caption")
_LONGEST = timedelta(days=6)


def audit_weekdays(document: Document) -> Iterator[Finding]:
    """Look at every date of day, month and year that also names its weekday.

    A date that leaves its year out may mean another year and is passed over.
    """
    for block in document.blocks:
        if block.role not in _PROSE:
            continue
        language = block.language or document.language or "en"
        for mention in read_dates(block.text, anchor=None, language=language):
            named = read_weekdays(mention.text, language)
            days = _days(mention)
            if not named or not days or named <= {day.weekday() for day in days}:
                continue
            start = block.start + mention.start
            was = " to ".join(f"{day:%A}" for day in dict.fromkeys((days[0], days[-1])))
            yield Finding(
                "wrong-weekday", "fails", "wrong-date", mention.text, start,
                block.start + mention.end, f"{mention.text}",
                f"{days[0]} was a {was}" if len(days) == 1 else f"those days were {was}",
                "Check the day, the month and the year against the source.", "warning",
            )  # fmt: skip


def _days(mention: DateMention) -> list[date]:
    first, last = mention.when.start, mention.when.end
    stated = mention.kind in ("day", "period") and not mention.when.year_inferred
    if not stated or mention.relation not in ("", "between", "by") or last - first > _LONGEST:
        return []
    return [first + timedelta(days=apart) for apart in range((last - first).days + 1)]
