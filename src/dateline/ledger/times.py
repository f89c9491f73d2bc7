"""Times as the ledger compares them: ISO 8601 in UTC, so that order of text is order of time."""

import re
from datetime import UTC, date, datetime, timedelta

from dateline.errors import LedgerError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")


def settle_time(text: str) -> str:
    """A moment as UTC text that sorts; without a zone it is taken as UTC.

    Raises:
        LedgerError: the text is no ISO 8601 date or time.

    >>> settle_time("2023-12-13T10:00+01:00")
    '2023-12-13T09:00:00.000000Z'
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise LedgerError(
            f"{text!r} is not a date or time; write it as 2023-12-13 or 2023-12-13T10:00Z."
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def settle_limit(text: str) -> str:
    """The last moment that "by this time" takes in: a bare day lasts until its midnight.

    >>> settle_limit("2023-12-13")
    '2023-12-13T23:59:59.999999Z'
    """
    text = text.strip()
    if _DAY.fullmatch(text):
        return settle_time(f"{text}T23:59:59.999999Z")
    return settle_time(text)


def settle_published(text: str) -> str:
    """The moment from which a document counts as published.

    A bare day counts from its first minute; a bare month or year from its last day, because
    no single day within it is said.

    >>> settle_published("2023-12-13"), settle_published("2023-11")
    ('2023-12-13T00:00:00.000000Z', '2023-11-30T00:00:00.000000Z')
    """
    text = text.strip()
    if month := _MONTH.fullmatch(text):
        year, number = int(month[1]), int(month[2])
        following = date(year + number // 12, number % 12 + 1, 1)
        text = (following - timedelta(days=1)).isoformat()
    elif _YEAR.fullmatch(text):
        text = f"{text}-12-31"
    return settle_time(text)
