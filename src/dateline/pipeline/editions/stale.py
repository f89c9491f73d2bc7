"""An update against the newest state: which of its sentences no longer hold, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.model.clocks import Clocks
from dateline.model.event import Event
from dateline.model.finding import Finding
from dateline.pipeline.counting.check import Checked, UpdateCheck, check_prose, check_update
from dateline.pipeline.counting.count import Asker
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.state import State

_SHOWN = 5
_FIELDS = {
    "date_start": "date",
    "date_end": "date",
    "place": "place",
    "event_type": "kind",
    "sub_event_type": "kind",
    "actors": "actors",
    "killed": "number killed",
    "injured": "number injured",
    "abducted": "number abducted",
    "review": "review",
    "status": "status",
}


def check_newest(opened: OpenDesk, path: Path) -> tuple[UpdateCheck, tuple[Finding, ...]]:
    """Check an update under its own clocks and under everything known by now.

    The newest state lifts the pinned state and the cutoff of publication; the days counted still
    end at the update's cutoff, so that only what is known of them has changed.

    Returns:
        The check under the update's own clocks, and one finding for each bound phrase: `holds`
        where it still does, `stale` with the reasons where it held and no longer does.
    """
    pinned = check_update(opened, path)
    asker = pinned.asker
    clocks = asker.opened.clocks
    newest = Asker(
        replace(opened, clocks=Clocks(None, None)), asker.counts, asker.periods,
        closed=clocks.as_reported,
    )  # fmt: skip
    found = check_prose(pinned.update, pinned.prose, newest)
    pairs = zip(pinned.checked, found, strict=True)
    return pinned, tuple(_compare(before, now, (asker, newest)) for before, now in pairs)


def _compare(before: Checked, now: Checked, askers: tuple[Asker, Asker]) -> Finding:
    """A finding on one bound phrase; what changed is said where its verdict did."""
    finding = now.finding
    if before.finding.verdict == finding.verdict:
        return finding
    reasons = "; ".join(_reasons(before, now, askers)) or "the estimate alone has moved"
    found = f"{finding.found}; on the update's own state it {_say(before.finding)}: {reasons}"
    if before.finding.verdict != "holds":
        return replace(finding, found=found)
    return replace(finding, rule="stale", why="stale", found=found, severity="error")


def _say(finding: Finding) -> str:
    return {"holds": "held", "fails": "failed", "unclear": "was unclear"}[finding.verdict]


def _reasons(before: Checked, now: Checked, askers: tuple[Asker, Asker]) -> Iterator[str]:
    """What came to the events behind an estimate, what left them, and what changed in them."""
    if before.answer.estimate is None or now.answer.estimate is None:
        return
    then, there = askers[0].state, askers[1].state
    old, new = (
        _events_behind(one, asker) for one, asker in zip((before, now), askers, strict=True)
    )
    yield from _came(then, there, sorted(new - old), askers[0].opened.clocks.as_reported)
    gone = sorted(old - new)
    yield from (_say_merged(then, there, one) for one in gone if not there.has_event(one))
    moved = [number for number in gone if there.has_event(number)]
    if moved:
        yield f"no longer among them: {_describe(then, there, moved)}"
    changed = [number for number in sorted(old & new) if _differences(then, there, number)]
    if changed:
        yield f"corrected: {_describe(then, there, changed)}"


def _events_behind(checked: Checked, asker: Asker) -> set[int]:
    """The events that an answer rests on; for a share those of its whole, too."""
    estimate = checked.answer.estimate
    events = set(estimate.events) if estimate else set()
    whole = checked.binding.arguments.get("of", "")
    if checked.binding.kind == "share" and whole:
        events |= set(asker.select(whole).events)
    return events


def _came(then: State, there: State, numbers: list[int], cutoff: str | None) -> Iterator[str]:
    """Events that are counted now and were not: told late, recorded late, or corrected."""
    late, since, corrected = [], [], []
    for event in there.select(numbers):
        told = event.reported_at
        if then.has_event(event.id):
            corrected.append(event.id)
        elif cutoff and told and told[:10] > cutoff[:10]:
            late.append(event.id)
        else:
            since.append(event.id)
    if late:
        yield f"reported after the cutoff: {_list(late)}"
    if since:
        yield f"recorded since: {_list(since)}"
    if corrected:
        yield f"now among them: {_describe(then, there, corrected)}"


def _say_merged(then: State, there: State, number: int) -> str:
    """An event that is no more: whose it has become, or that its reports were taken back."""
    mentions = set(then.event(number).mentions)
    heirs = [
        row_id
        for row_id, held in zip(
            there.kept.numbers, there.table["mentions"].to_pylist(), strict=True
        )
        if mentions & set(held or ())
    ]
    if heirs:
        return f"event {number} is merged into {_list(heirs)}"
    return f"event {number} is no more: its reports were taken back"


def _describe(then: State, there: State, numbers: Sequence[int]) -> str:
    said = []
    for number in sorted(numbers)[:_SHOWN]:
        fields = _differences(then, there, number)
        said.append(f"event {number} ({', '.join(fields) or 'its reports'})")
    more = len(numbers) - _SHOWN
    return ", ".join(said) + (f" and {more} more" if more > 0 else "")


def _differences(then: State, there: State, number: int) -> list[str]:
    """Names of the fields of an event that differ between two states."""
    before, now = then.event(number), there.event(number)
    return list(
        dict.fromkeys(name for field, name in _FIELDS.items() if _differ(before, now, field))
    )


def _differ(before: Event, now: Event, field: str) -> bool:
    return bool(getattr(before, field) != getattr(now, field))


def _list(numbers: Sequence[int]) -> str:
    shown = sorted(numbers)[:_SHOWN]
    more = len(numbers) - len(shown)
    noun = "event" if len(numbers) == 1 else "events"
    return f"{noun} {', '.join(map(str, shown))}" + (f" and {more} more" if more else "")
