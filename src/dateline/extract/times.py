"""Which of a sentence's dates belongs to an event."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.model.span import Span
from dateline.model.when import When
from dateline.prose.dates import DateMention
from dateline.prose.dates_resolve import precision_of

# Marks that part clauses: a date beyond one is further away than its distance says.
_CLAUSE = re.compile(
    r"[;:—–]|, (?:and|but|while|after|before|which|who|et|mais|qui|après|avant)\b|"
    r"\b(?:said|told|announced|reported|dit|déclaré|annoncé|قال|گفت)\b"
)
_CLAUSE_COST = 60
_BEFORE_COST = 5
# Verbs of saying: a weekday right after one dates the statement.
_SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|declared|confirmed|tweeted|claimed|added|"
    r"a dit|a déclaré|a annoncé|a indiqué|a affirmé|ont indiqué|selon)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
# "Yesterday's attack" dates the attack alone.
_OWNED = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,4}")
_OUTCOME = re.compile(r"(?:kill|dead|die|wound|injur|left|claim|tu[ée]|bless)", re.IGNORECASE)
_IN_ANSWER = re.compile(
    r"\b(?:after|following|since|over|in the wake of|après|depuis)\s+(?:the\s+)?$"
)
_STATEMENT_COST = 45
_CONTEXT_RELATIONS = {"since": 40, "before": 80, "until": 50, "by": 60, "after": 30, "between": 0}
_CONTEXT_KINDS = {"year": 25, "past": 15, "period": 15, "month": 5}
_TOO_FAR = 400
# Days counted from the event told before, not from the day of publication.
_COUNTED = (
    (-1, r"(?:a|one) day earlier|the (?:day before|previous day)|la veille|bir gün önce"),
    (-1, r"اليوم السابق|روز پیش از آن|روز قبل از آن"),
    (1, r"(?:a|one) day later|the day after(?=[,.]|$)|le lendemain|ertesi gün"),
    (1, r"the (?:next|following) (?:day|morning|afternoon|evening|night)"),
    (1, r"bir gün sonra|اليوم التالي|روز بعد|فردای آن روز"),
    (-2, r"two days earlier|deux jours plus tôt|l['’]avant-veille|iki gün önce"),
    (2, r"two days later|deux jours plus tard|le surlendemain|iki gün sonra"),
)  # fmt: skip
_DAYS_ON = re.compile(
    r"\b(?P<n>\d{1,2}|two|three|four|five|six|seven|ten|deux|trois|quatre|cinq|six|sept|dix|iki|üç|"
    r"dört|beş|دو|سه|چهار|پنج)\s+(?:days|jours|gün|روز)\s+(?:(?P<later>later|plus tard|sonra|بعد)|"
    r"earlier|plus tôt|auparavant|önce|پیش از آن)(?!\w)",
    re.IGNORECASE,
)
_NUMBERS = {
    word: days
    for days, words in (
        (2, "two deux iki دو"), (3, "three trois üç سه"), (4, "four quatre dört چهار"),
        (5, "five cinq beş پنج"), (6, "six"), (7, "seven sept"), (10, "ten dix"),
    )
    for word in words.split()
}  # fmt: skip
# Deeds that go on: "since Friday" says how long, not when.
_GOES_ON = re.compile(
    r"(?:shell|bomb(?!er|ing)|clash|fight|fought|pound|protest|demonstrat|bombard|affront|combat|oppos|"
    r"اشتبك|اشتباك|قصف|معارك|çatış|bombal|درگیری|نښت)",
    re.IGNORECASE,
)
_TOUCHING = 4
_DAYS = ("day", "weekday", "numeric", "relative")
_MANY = re.compile(r"(?:[^s]s|x|ها|ات|lar|ler)$")


def resolve_time(
    sentence: str,
    trigger: Span,
    dates: Sequence[DateMention],
    *,
    document_published: date | None,
    section_date: When | None = None,
    inherited: When | None = None,
) -> When | None:
    """Choose the date of an event among those its sentence states.

    The nearest date in the trigger's own clause wins; one that follows a verb of saying dates
    the statement and counts as further away. When the sentence states none, the date line of the
    section is taken, then what the caller hands on from the sentence before; otherwise None.

    Args:
        sentence: the text that the offsets of trigger and dates index.
        trigger: the event's trigger.
        dates: what `read_dates` found in the sentence.
        document_published: publication day; a date after it is not when something happened.
        section_date: the date line the passage stands under.
        inherited: the date of the event that the sentence goes on about.

    Returns:
        The interval; its `evidence` is `stated`, `published` (resolved against the publication
        date), `section` or `inherited`.
    """
    ranked = sorted(
        (cost, at) for at, mention in enumerate(dates)
        if (cost := _cost(sentence, trigger, mention, document_published)) < _TOO_FAR
    )  # fmt: skip
    if ranked:
        return _event_time(trigger, dates[ranked[0][1]])
    if section_date is not None:
        return replace(section_date, evidence="section")
    if inherited is not None:
        return replace(inherited, evidence="inherited")
    return None


def _event_time(trigger: Span, mention: DateMention) -> When:
    """Give one event begun "since Friday" its day; attacks since Friday keep the whole period."""
    many = bool(_MANY.search(trigger.text.lower()) or _GOES_ON.match(trigger.text))
    end = mention.stated_end
    if mention.relation != "since" or many or mention.kind not in _DAYS or end is None:
        return mention.when
    start = mention.when.start
    return replace(mention.when, end=end, precision=precision_of(start, end))


def _cost(sentence: str, trigger: Span, mention: DateMention, published: date | None) -> float:
    """How far a date is from a trigger: characters, clauses, and what the words are for."""
    if trigger.start <= mention.start and mention.end <= trigger.end:
        between = ""
    elif mention.end <= trigger.start:
        between = sentence[mention.end : trigger.start]
    else:
        between = sentence[trigger.end : mention.start]
    cost: float = len(between) + _CLAUSE_COST * len(_CLAUSE.findall(between))
    if mention.end <= trigger.start:
        cost += _BEFORE_COST
    if len(between) > _TOUCHING and _SAYING.search(sentence[: mention.start]):
        cost += _STATEMENT_COST
    if _dates_another(sentence, trigger, mention):
        cost += _TOO_FAR
    cost += _CONTEXT_RELATIONS.get(mention.relation, 0) + _CONTEXT_KINDS.get(mention.kind, 0)
    if published is not None and mention.when.start > published:
        cost += _TOO_FAR / 2
    return cost


def _dates_another(sentence: str, trigger: Span, mention: DateMention) -> bool:
    """Whether a date belongs to the noun after it, and that noun is another event."""
    owned = _OWNED.match(sentence, mention.end)
    if owned is None or mention.start <= trigger.start <= owned.end():
        return False
    if mention.end <= trigger.start:
        return _OUTCOME.match(trigger.text) is None
    return _IN_ANSWER.search(sentence[: mention.start]) is not None


def from_day_before(when: When | None, told: When | None, sentence: str) -> When | None:
    """Count "a day earlier" and "le lendemain" from the event told before.

    Args:
        when: the time as read, resolved against the day of publication, or handed on.
        told: the day of the event that the text told before; None where it told none.
        sentence: the event's sentence, which may count without naming a day.
    """
    if when is None or told is None or told.start != told.end:
        return when
    days = days_counted(sentence if when.evidence == "inherited" else when.as_written)
    if not days:
        return when
    day = told.start + timedelta(days)
    return replace(when, start=day, end=day, precision=1, evidence="inherited")


def days_counted(text: str) -> int:
    """How many days after the event told before the words put another; 0 where they count none.

    >>> days_counted("The next morning, soldiers returned."), days_counted("three days earlier")
    (1, -3)
    """
    fixed = (days for days, words in _COUNTED if re.search(words, text, re.IGNORECASE))
    match = _DAYS_ON.search(text)
    if match is None:
        return next(fixed, 0)
    written = match["n"].lower()
    days = int(written) if written.isdigit() else _NUMBERS[written]
    return days if match["later"] else -days
