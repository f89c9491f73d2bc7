"""Dates in plain words, in six languages and three calendars, as intervals of days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dateline.model.when import When
from dateline.prose.dates_patterns import DateWords, load_date_words
from dateline.prose.dates_resolve import count_from, precision_of, resolve_groups
from dateline.prose.folding import fold_text

_KINDS = {"word": "relative", "ago": "relative", "unit": "relative", "monthday": "day"}
_LOOK_BACK = 24
_COUNTED_FROM = ("day", "weekday", "numeric")
_GAP = re.compile(r"[^.;:,!?()،؛]{0,45}")
_OWNED = re.compile(r"['’]s(?: \w+)?")
_AHEAD = re.compile(
    r"\b(?:by|(?:planned|scheduled|called|set) for|march for|pour le|d'ici(?: le)?) $"
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text writes it, and the days it means.

    Attributes:
        start: offset in the text.
        end: end of the words.
        text: the words.
        when: the interval; `since` and `between` are already worked in.
        relation: `since`, `until`, `before`, `after`, `by`, `between`, or empty.
        stated_end: last day of the words themselves, before `since` reached to the anchor.
        kind: `day`, `month`, `year`, `weekday`, `relative`, `numeric`,
            `past` ("the past three weeks") or `period` (from one date to another).
    """

    start: int
    end: int
    text: str
    when: When
    relation: str = ""
    kind: str = "day"
    stated_end: date | None = None


def read_dates(text: str, *, anchor: date | None, language: str = "en") -> list[DateMention]:
    """Find every date and resolve it against the day the text was published.

    News leans to the past: a weekday is the latest one on or before the anchor, and a date
    without a year takes the latest year that does not put it after the anchor; its
    `year_candidates` keep the neighbours. Without an anchor only dates with a year are given.

    Args:
        text: a sentence or a whole document.
        anchor: the publication date, or a section's date line.
        language: ISO 639-1; `prs` is read as `fa`.

    >>> [m.when.start.isoformat() for m in read_dates(
    ...     "since December 13, and on Tuesday", anchor=date(2023, 12, 15))]
    ['2023-12-13', '2023-12-12']
    """
    words = load_date_words({"prs": "fa"}.get(language, language))
    folded = fold_text(text)
    found = list(_matches(text, folded, words, anchor))
    joined = _join_ranges(text, folded, found, words, anchor)
    counted = _count_days(text, folded, joined, words)
    return [_with_relation(mention, folded, words, anchor) for mention in counted]


def find_date_spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Where dates and years stand, resolved or not: numbers in them are no quantities.

    "The past three weeks" is left out: its number counts weeks.

    >>> find_date_spans("12 killed on 13 December")
    [(13, 24)]
    """
    some_day = date(2000, 7, 1)
    found = read_dates(text, anchor=some_day, language=language)
    return [(mention.start, mention.end) for mention in found if mention.kind != "past"]


def read_weekdays(words: str, language: str = "en") -> frozenset[int]:
    """The weekdays that a date's words name, Monday being 0.

    >>> sorted(read_weekdays("Friday 12 December 2023")), sorted(read_weekdays("le lundi 4", "fr"))
    ([4], [0])
    """
    folded = fold_text(words)
    names = load_date_words({"prs": "fa"}.get(language, language)).weekdays
    hits = [
        (match.start(), match.end(), number)
        for number, name in enumerate(names)
        for match in re.finditer(rf"(?<!\w)(?:{name.pattern})(?!\w)", folded)
    ]
    return frozenset(
        number
        for start, end, number in hits
        if not any(
            first <= start and end <= last and last - first > end - start for first, last, _ in hits
        )
    )


def _matches(
    text: str, folded: str, words: DateWords, anchor: date | None
) -> Iterator[DateMention]:
    hits = []
    for pattern in words.patterns:
        for match in pattern.regex.finditer(folded):
            lead = match.end("lead") if match.groupdict().get("lead") else match.start()
            hits.append((lead, match.end(), pattern, match))
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    reached = 0
    for start, end, pattern, match in hits:
        if start < reached or (words.capitals and not _capital_enough(text, match)):
            continue
        when = resolve_groups(
            pattern.resolver, match.groupdict(), calendar=pattern.calendar, words=words,
            anchor=anchor, ahead=bool(_AHEAD.search(folded[max(0, start - _LOOK_BACK) : start])),
        )  # fmt: skip
        if when is None:
            continue
        reached = end
        written = text[start:end]
        kind = _KINDS.get(pattern.resolver, pattern.resolver)
        yield DateMention(start, end, written, replace(when, as_written=written), kind=kind)


def _capital_enough(text: str, match: re.Match[str]) -> bool:
    """Whether a month or weekday begins with a capital, as English wants ("may" is a verb)."""
    for name in ("month", "weekday"):
        if name in match.re.groupindex and match.start(name) >= 0:
            return text[match.start(name)].isupper()
    return True


def _join_ranges(
    text: str, folded: str, found: list[DateMention], words: DateWords, anchor: date | None
) -> list[DateMention]:
    """Join "between A and B" and "A to B" into one interval; B's year governs A's."""
    joined: list[DateMention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if before is None or words.join is None or not _is_range(folded, before, mention, words):
            joined.append(mention)
            continue
        first = before.when
        if first.year_inferred and anchor is not None:
            again = read_dates(before.text, anchor=mention.when.end, language=_name_of(words))
            first = again[0].when if again else first
        if first.start > mention.when.end:
            joined.append(mention)
            continue
        written = text[before.start : mention.end]
        when = replace(
            mention.when, start=first.start,
            precision=precision_of(first.start, mention.when.end), as_written=written,
        )  # fmt: skip
        joined[-1] = DateMention(before.start, mention.end, written, when, "between", "period")
    return joined


def _count_days(
    text: str, folded: str, found: list[DateMention], words: DateWords
) -> list[DateMention]:
    """Count "two days after the attack of 5 June" from the day that the words name."""
    if not found:
        return found
    for match in (match for regex in words.counted for match in regex.finditer(folded)):
        at = next((at for at, one in enumerate(found) if one.start >= match.end()), None)
        day = found[at] if at is not None else None
        if day is None or at is None or day.kind not in _COUNTED_FROM:
            continue
        if not _GAP.fullmatch(folded, match.end(), day.start) or day.when.start != day.when.end:
            continue
        owned = _OWNED.match(folded, day.end)
        end = owned.end() if owned else day.end
        written = text[match.start() : end]
        when = count_from(day.when.start, match, words)
        told = replace(day.when, start=when, end=when, as_written=written)
        counted = DateMention(match.start(), end, written, told, kind="relative")
        found = [one for one in found[:at] if one.end <= match.start()] + [
            counted,
            *found[at + 1 :],
        ]
    return found


def _is_range(folded: str, first: DateMention, second: DateMention, words: DateWords) -> bool:
    between = folded[first.end : second.start]
    if words.join is None or not words.join.fullmatch(between):
        return False
    led = words.lead is not None and words.lead.search(
        folded[max(0, first.start - _LOOK_BACK) : first.start]
    )
    closed = words.tail is not None and words.tail.match(folded, second.end)
    return bool(led or closed) and first.kind != "weekday"


def _name_of(words: DateWords) -> str:
    return next(
        (name for name in ("en", "fr", "tr", "ar", "fa", "ps") if load_date_words(name) is words),
        "en",
    )


def _with_relation(
    mention: DateMention, folded: str, words: DateWords, anchor: date | None
) -> DateMention:
    relation = _relation_of(mention, folded, words)
    if not relation or mention.relation:
        return mention
    when, stated_end = mention.when, mention.when.end
    ranged = mention.kind in ("day", "weekday") and when.start != when.end
    if relation == "since" and not ranged and anchor is not None and when.start <= anchor:
        end = max(anchor, when.end)
        when = replace(when, end=end, precision=precision_of(when.start, end))
    return replace(mention, relation=relation, when=when, stated_end=stated_end)


def _relation_of(mention: DateMention, folded: str, words: DateWords) -> str | None:
    """What the words before a date, or right after it, make of it."""
    if words.closings is not None and words.closings.match(folded, mention.end):
        return "since"
    if words.relations is None:
        return None
    found = words.relations.search(folded[max(0, mention.start - _LOOK_BACK) : mention.start])
    return found.lastgroup if found else None
