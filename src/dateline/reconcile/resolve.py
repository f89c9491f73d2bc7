"""From the mentions linked to an event to the event itself, each choice on record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from dateline.model.actor import Participant
from dateline.model.event import Event
from dateline.model.link import Link
from dateline.model.mention import COUNTED_STATUSES, EVENT_TYPE_OF
from dateline.model.place import Place
from dateline.model.record import to_record
from dateline.model.review import GRADE, SETTLED, Review
from dateline.model.source import Source
from dateline.model.stored import StoredMention
from dateline.model.toll import Toll, TollEstimate
from dateline.reconcile.choose import (
    Choice,
    Ground,
    choose_actors,
    choose_date,
    choose_place,
    choose_status,
    choose_type,
)
from dateline.reconcile.origins import trace_origins
from dateline.reconcile.policies import grade_accounts
from dateline.reconcile.settings import ANALYSES, ResolveSettings
from dateline.reconcile.tolls import choose_best, estimate_toll, list_accounts

DEFAULT = ResolveSettings()
_FEWEST_RIVALS = 3  # accounts among which a reprint could outvote another
_MEASURES = ("killed", "injured", "abducted")
_MACHINE_FIELDS = frozenset(("id", "mentions", "documents", "sources", "recorded_at", "revision"))


def resolve_events(
    mentions: Iterable[StoredMention],
    links: Iterable[Link],
    reviews: Iterable[Review] = (),
    *,
    sources: Mapping[str, Source],
    births: Mapping[int, str],
    policies: ResolveSettings = DEFAULT,
) -> list[Event]:
    """Every event that links make of mentions, by id; an event without mentions is no more.

    Args:
        mentions: those in force; links of others are passed over.
        links: the judgement in force on each mention.
        reviews: in the order they were recorded.
        sources: what the desk says of each source, by key.
        births: when the desk first wrote each event, by id.
        policies: by which rules an account is taken before others.
    """
    known = {stored.id: stored for stored in mentions}
    members: dict[int, list[StoredMention]] = {}
    for link in links:
        if link.mention in known:
            members.setdefault(link.event, []).append(known[link.mention])
    said: dict[int, list[Review]] = {}
    for review in reviews:
        said.setdefault(review.event, []).append(review)
    return [
        resolve_event(
            event,
            members[event],
            said.get(event, ()),
            sources=sources,
            recorded_at=births[event],
            policies=policies,
        )
        for event in sorted(members)
        if event in births
    ]


def resolve_event(
    event_id: int,
    mentions: Sequence[StoredMention],
    reviews: Sequence[Review] = (),
    *,
    sources: Mapping[str, Source],
    recorded_at: str | None = None,
    policies: ResolveSettings = DEFAULT,
) -> Event:
    """What the accounts of one event add up to.

    Args:
        event_id: the event's number.
        mentions: at least one.
        reviews: of this event, in the order they were recorded.
        sources: what the desk says of each source, by key.
        recorded_at: when the desk first wrote the event; the earliest mention's by default.
        policies: by which rules an account is taken before others.
    """
    ground = make_ground(mentions, reviews, sources, policies=policies)
    return _resolve(event_id, mentions, reviews, sources, recorded_at, ground)[0]


def explain_choices(choices: Iterable[Choice]) -> list[str]:
    """Why each field of an event has its value, a sentence each."""
    return [_explain(choice) for choice in choices]


def list_choices(
    event_id: int,
    mentions: Sequence[StoredMention],
    reviews: Sequence[Review] = (),
    *,
    sources: Mapping[str, Source],
    policies: ResolveSettings = DEFAULT,
    confirmed: Sequence[int] = (),
) -> list[Choice]:
    """Every choice among accounts with its rule or person and the grades of who was believed.

    Args:
        event_id: as for `resolve_event`, as are the others but the last.
        mentions: the same.
        reviews: the same.
        sources: the same.
        policies: the same.
        confirmed: accounts that another, independent origin confirms. They are graded "1", which
            moves no choice: such accounts are all confirmed or none.
    """
    ground = make_ground(mentions, reviews, sources, policies=policies, confirmed=confirmed)
    return _resolve(event_id, mentions, reviews, sources, None, ground)[1]


def make_ground(
    mentions: Sequence[StoredMention],
    reviews: Iterable[Review],
    sources: Mapping[str, Source],
    *,
    policies: ResolveSettings = DEFAULT,
    confirmed: Sequence[int] = (),
) -> Ground:
    """Policies and grades for the accounts of one event; a person's grade before the computed."""
    said = {
        int(name.removeprefix(GRADE)): str(value)
        for review in reviews
        if review.verdict == "graded"
        for name, value in review.corrections.items()
    }
    grades = grade_accounts(mentions, sources, confirmed=confirmed, said=said)
    origins = trace_origins(mentions, {}) if len(mentions) >= _FEWEST_RIVALS else ()
    return Ground(policies, grades, {origin.mention: origin.group for origin in origins})


def _resolve(
    event_id: int,
    mentions: Sequence[StoredMention],
    reviews: Sequence[Review],
    sources: Mapping[str, Source],
    recorded_at: str | None,
    ground: Ground,
) -> tuple[Event, list[Choice]]:
    mentions = sorted(mentions, key=lambda stored: stored.id)
    reports, standing = _find_standing(mentions)
    event_type, sub_type, type_choice = choose_type(standing, ground)
    dated, date_choice = choose_date(standing, ground)
    place, place_choice = choose_place(standing, ground)
    actors, actor_choices = choose_actors(standing)
    status = choose_status(standing, ground)
    tolls, toll_choices = _resolve_tolls(standing, sources, ground)
    choices = [type_choice, date_choice, place_choice, *actor_choices, *toll_choices, status]
    event = Event(
        id=event_id,
        event_type=event_type,
        sub_event_type=sub_type,
        date_start=dated.date_start if dated else None,
        date_end=(dated.date_end or dated.date_start) if dated else None,
        time_precision=dated.time_precision if dated else None,
        place=place,
        actors=actors,
        tolls=tuple(toll for stored in standing for toll in stored.mention.tolls),
        killed=tolls["killed"],
        injured=tolls["injured"],
        abducted=tolls["abducted"],
        status=str(status.value),
        review="unreviewed",
        mentions=tuple(stored.id for stored in mentions),
        documents=_distinct(stored.mention.document for stored in mentions),
        sources=_distinct(stored.source for stored in mentions if stored.source),
        reported_at=_earliest(stored.reported_at for stored in standing),
        recorded_at=recorded_at or min(stored.recorded_at for stored in mentions),
        revision=len({stored.recorded_at for stored in mentions}) + len(reviews),
        weapons=_distinct(weapon for stored in standing for weapon in stored.mention.weapons),
        claimed_by=_distinct(name for stored in standing for name in stored.mention.claimed_by),
        countable=bool(reports),
    )
    said = [choice for choice in choices if choice is not None]
    said.append(_explain_countable(event, len(mentions) - len(standing)))
    return _apply_reviews(event, reviews, said)


def _find_standing(
    mentions: Sequence[StoredMention],
) -> tuple[list[StoredMention], list[StoredMention]]:
    """The reports among mentions, and those whose accounts make the event.

    Reports are accounts of a counted status outside analyses. Where there is one, the fields
    come from reports alone: an analysis supports an event and never changes what is counted.
    """
    counted = [stored for stored in mentions if stored.mention.status in COUNTED_STATUSES]
    reports = [stored for stored in counted if stored.kind not in ANALYSES]
    return reports, reports or counted or list(mentions)


def _resolve_tolls(
    mentions: Sequence[StoredMention], sources: Mapping[str, Source], ground: Ground
) -> tuple[dict[str, TollEstimate], list[Choice]]:
    estimates: dict[str, TollEstimate] = {}
    choices: list[Choice] = []
    policy = ground.policies.tolls
    for measure in _MEASURES:
        accounts = list_accounts(mentions, measure, sources, ground)
        estimates[measure] = estimate_toll(accounts, policy)
        value = to_record(estimates[measure])
        best = choose_best(accounts, policy)
        if best is not None:
            source = best.source or "an unknown source"
            why = (
                f"best from {best.speaker or source} ({best.grade}), among {len(accounts)} accounts"
            )
            rule = ", ".join(policy)
            choices.append(Choice(measure, value, why, (best.mention,), rule, (best.grade,)))
        elif accounts:
            why = "only an enemy of the dead gives a figure, so it sets the high alone"
            taken = tuple(account.mention for account in accounts)
            choices.append(Choice(measure, value, why, taken, "", ground.grade(taken)))
    return estimates, choices


def _explain_countable(event: Event, aside: int) -> Choice:
    if not event.countable:
        why = "only an analysis tells of it, or no account presents it as having happened"
    elif aside:
        why = f"reported; {aside} accounts by analyses support it and set no field"
    else:
        why = "reported outside analyses"
    return Choice("countable", event.countable, why, event.mentions)


def _apply_reviews(
    event: Event, reviews: Sequence[Review], choices: list[Choice]
) -> tuple[Event, list[Choice]]:
    """Let people's words override: the latest verdict, and the latest correction of each field."""
    reported = event.countable
    for review in reviews:
        if review.verdict == "graded":
            for name, value in review.corrections.items():
                number = int(name.removeprefix(GRADE))
                if number not in event.mentions:  # its account went to another event since
                    continue
                why = f"set by {review.by} on {review.at[:10]}: {review.why}"
                choices.append(Choice(f"grade of mention {number}", value, why, (number,)))
            continue
        if review.verdict not in SETTLED:
            value = review.corrections or review.why
            why = f"{review.by} on {review.at[:10]}"
            why += f": {review.why}" if review.corrections and review.why else ""
            choices.append(Choice(review.verdict, value, why))
            continue
        seen = review.verdict in ("accepted", "corrected")
        countable = (reported or seen) and review.verdict != "rejected"
        event = replace(event, review=review.verdict, countable=countable)
        why = f"{review.by} on {review.at[:10]}" + (f": {review.why}" if review.why else "")
        choices.append(Choice("review", review.verdict, why))
        for name, value in review.corrections.items():
            event = _correct(event, name, value)
            choices.append(Choice(name, value, f"set by {why}"))
    return event, choices


def _correct(event: Event, name: str, value: Any) -> Event:  # noqa: ANN401 - a plain record
    """One field as a person set it; unknown fields are left to the rooms that check input."""
    if name in _MACHINE_FIELDS or name not in {part.name for part in fields(Event)}:
        return event
    settled: Any = value
    if name in _MEASURES:
        settled = TollEstimate(**value)
    elif name == "place" and value is not None:
        settled = Place(**value)
    elif name in ("date_start", "date_end") and value is not None:
        settled = date.fromisoformat(value)
    elif name in ("actors", "tolls"):
        noun = Participant if name == "actors" else Toll
        settled = tuple(noun(**part) for part in value)
    elif isinstance(value, list):
        settled = tuple(value)
    changes: dict[str, Any] = {name: settled}
    if name == "sub_event_type" and settled in EVENT_TYPE_OF:
        changes["event_type"] = EVENT_TYPE_OF[settled]
    if name == "date_start" and settled and event.date_end and event.date_end < settled:
        changes["date_end"] = settled
    return replace(event, **changes)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _earliest(times: Iterable[str | None]) -> str | None:
    return min((time for time in times if time), default=None)


def _explain(choice: Choice) -> str:
    why = choice.why
    if choice.rule:
        why += f"; rule: {choice.rule}"
    if choice.grades and choice.field not in _MEASURES:
        why += f"; graded {', '.join(dict.fromkeys(choice.grades))}"
    return f"{choice.field}: {_say_value(choice.value)} ({why})"


def _say_value(value: Any) -> str:  # noqa: ANN401 - a plain record or text
    if isinstance(value, dict):
        parts = {name: _say_value(part) for name, part in value.items() if part is not None}
        return ", ".join(f"{name} {part}" for name, part in parts.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
