"""What people do with events: accept, correct, comment, merge, split; every word stays on record.

The terminal and the web desk both call these functions. `seen` is the state that a person looked
at: where another person changed the same event since, both keep their work, and the second is
told.
"""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import CommandError
from dateline.model.event import Event
from dateline.model.link import Link, is_person
from dateline.model.mention import STATUSES
from dateline.model.record import to_record
from dateline.model.review import GRADE, Review
from dateline.pipeline.keeping.opening import OpenDesk, current_person, read_clock
from dateline.pipeline.keeping.state import load_state
from dateline.pipeline.material.link import record_policies
from dateline.pipeline.record.coding import (
    code_actor,
    code_known_actor,
    code_place,
    read_toll,
    read_type,
)
from dateline.pipeline.record.days import read_days

if TYPE_CHECKING:
    from dateline.ledger.chain import Entry

_TOLLS = ("killed", "injured", "abducted")
_SIDES = {"by": "perpetrator", "against": "target", "party": "party"}
FIELDS = ("date", "place", "type", *_SIDES, *_TOLLS, "status")
_GRADE = re.compile(r"[A-F][1-6]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a person's work.

    Attributes:
        review: as recorded.
        told: what the person should know; empty where nothing stood in the way.
    """

    review: Review
    told: str = ""


def say_of_event(  # noqa: PLR0913 - a person's word has these parts
    opened: OpenDesk,
    number: int,
    verdict: str,
    *,
    changes: Mapping[str, str] | None = None,
    why: str = "",
    by: str = "",
    seen: str | None = None,
) -> Outcome:
    """Record a person's word on an event: a verdict, corrections, or a comment.

    Args:
        opened: the desk.
        number: the event's.
        verdict: `accepted`, `rejected`, `unreviewed`, `corrected` or `commented`.
        changes: for `corrected`, fields of `FIELDS` to what a person types for them.
        why: the reason, or the comment.
        by: who; the system's user by default.
        seen: the state hash that the person looked at; None is the present one.

    Returns:
        The word as recorded. Where another person corrected the same fields since `seen`, the
        corrections are kept as a proposal, and `told` says whose stand.

    Raises:
        CommandError: the verdict or a field is unknown, or a value cannot be read.
        LedgerError: there is no such event.
    """
    _check_verdict(verdict, changes, why)
    seen = seen or opened.ledger.state_hash()
    corrections = code_changes(opened, number, changes) if changes else {}
    who, at = by or current_person(), read_clock()
    return _append(opened, Review(number, verdict, who, at, why, corrections), seen)


def grade_account(  # noqa: PLR0913 - a person's word has these parts
    opened: OpenDesk,
    number: int,
    mention: int,
    grade: str,
    *,
    why: str,
    by: str = "",
    seen: str | None = None,
) -> Outcome:
    """Grade one account of an event on Admiralty's two axes, before what was computed.

    Args:
        opened: the desk.
        number: the event's.
        mention: the account's.
        grade: a letter A to F for the source, a figure 1 to 6 for what it says: `C3`.
        why: the reason.
        by: who; the system's user by default.
        seen: the state that the person looked at; None is the present one.

    Raises:
        CommandError: there is no such event, account or grade, or no reason is given.
    """
    if not _GRADE.fullmatch(grade):
        raise CommandError(f"'{grade}' is no grade; write a letter A to F and a figure 1 to 6: C3.")
    if not why.strip():
        raise CommandError("Say why with --why: a grade stays on record with its reason.")
    held = load_state(opened).event(number).mentions
    if mention not in held:
        raise CommandError(
            f"Event {number} has no mention {mention}; its mentions are "
            f"{', '.join(str(one) for one in held)}."
        )
    who, at = by or current_person(), read_clock()
    review = Review(number, "graded", who, at, why, {f"{GRADE}{mention}": grade})
    return _append(opened, review, seen or opened.ledger.state_hash())


def merge_events(
    opened: OpenDesk,
    number: int,
    others: Sequence[int],
    *,
    why: str = "",
    by: str = "",
    seen: str | None = None,
) -> list[Link]:
    """Put the mentions of other events into one, as a person's judgement that stands.

    Raises:
        CommandError: there is no such event, or an event is merged with itself.
        LedgerError: one of them changed since `seen`, or while this was worked out.
    """
    if number in others:
        raise CommandError(f"Event {number} cannot be merged with itself. Name another event.")
    state = load_state(opened)
    joined = [state.event(event) for event in (number, *others)]
    who = by or current_person()
    said = why.strip() or f"one event with {', '.join(str(event) for event in others)}"
    placed = {  # what a person put there keeps that person's reason
        link.mention
        for link in opened.ledger.links(opened.clocks.as_of)
        if link.event == number and is_person(link.by)
    }
    links = [
        Link(mention, number, who, said)
        for event in joined
        for mention in event.mentions
        if mention not in placed
    ]
    unless_changed = ((number, *others), seen or state.hash)
    return opened.ledger.append_links(links, at=read_clock(), unless_changed=unless_changed)


def split_event(
    opened: OpenDesk,
    number: int,
    mentions: Sequence[int],
    *,
    why: str = "",
    by: str = "",
    seen: str | None = None,
) -> list[Link]:
    """Make mentions of an event an event of their own; the rest stays, both by a person's word.

    Raises:
        CommandError: a mention is not in the event, or none would stay.
        LedgerError: the event changed since `seen`, or while this was worked out.
    """
    state = load_state(opened)
    event = state.event(number)
    strangers = sorted(set(mentions) - set(event.mentions))
    if strangers:
        raise CommandError(
            f"Event {number} has no mention {strangers[0]}; its mentions are "
            f"{', '.join(str(one) for one in event.mentions)}."
        )
    rest = [mention for mention in event.mentions if mention not in mentions]
    if not rest or not mentions:
        raise CommandError(f"A split leaves mentions on both sides; event {number} keeps as it is.")
    who, first_new = by or current_person(), opened.ledger.next_event()
    said = why.strip() or f"not the event of mentions {', '.join(str(one) for one in rest)}"
    links = [Link(mention, first_new, who, said) for mention in mentions]
    links += [Link(mention, number, who, said) for mention in rest]
    unless_changed = ((number,), seen or state.hash)
    return opened.ledger.append_links(
        links, at=read_clock(), first_new=first_new, unless_changed=unless_changed
    )


def import_corrections(opened: OpenDesk, path: Path, *, by: str = "") -> list[Outcome]:
    """Record corrections from a CSV: a column `event`, one for each field set, `why`, `by`.

    A row that says what the event says already records nothing, so the same file again is a no-op.

    Raises:
        CommandError: the file cannot be read, or a row cannot: nothing is recorded then.
    """
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} could not be read ({error}): save it as CSV, UTF-8.") from error
    unknown = set(rows[0] if rows else ()) - {"event", "why", "by", "verdict", *FIELDS}
    if not rows or "event" not in rows[0] or unknown:
        raise CommandError(
            f"{path} needs a column `event` and knows {', '.join(FIELDS)}, verdict, why and by"
            + (f"; it has {', '.join(sorted(unknown))}." if unknown else ".")
        )
    state = load_state(opened)
    planned: list[tuple[int, dict[str, str], dict[str, str]]] = []
    for line, row in enumerate(rows, start=2):
        try:
            number = int(row["event"])
            changes = {name: row[name] for name in FIELDS if (row.get(name) or "").strip()}
            wanted = code_changes(opened, number, changes)
        except (ValueError, CommandError) as error:
            raise CommandError(f"{path}, line {line}: {error}") from error
        now = to_record(state.event(number))
        if any(now[name] != value for name, value in wanted.items()) or row.get("verdict"):
            planned.append((number, changes, row))
    return [
        say_of_event(
            opened, number, row.get("verdict") or "corrected", changes=changes,
            why=row.get("why") or "", by=row.get("by") or by,
        )
        for number, changes, row in planned
    ]  # fmt: skip


def code_changes(opened: OpenDesk, number: int, changes: Mapping[str, str]) -> dict[str, Any]:
    """Corrections as the ledger keeps them, from what a person typed for fields of an event.

    Raises:
        CommandError: there is no such event or field, or a value cannot be read.
    """
    event = load_state(opened).event(number)
    found: dict[str, Any] = {}
    for name, text in changes.items():
        if name not in FIELDS:
            raise CommandError(f"An event has no field '{name}' to set; set {', '.join(FIELDS)}.")
        found |= _code(opened, event, name, text.strip())
    return found


def _code(opened: OpenDesk, event: Event, name: str, text: str) -> dict[str, Any]:
    if name == "date":
        start, end, precision = read_days(text)
        days = {"date_start": start.isoformat(), "date_end": end.isoformat()}
        return {**days, "time_precision": precision}
    if name == "place":
        return {"place": to_record(code_place(opened, text))}
    if name == "type":
        return {"sub_event_type": read_type(text)}
    if name == "status":
        if text not in STATUSES:
            raise CommandError(f"'{text}' is no status; choose among {', '.join(STATUSES)}.")
        return {"status": text}
    if name in _TOLLS:
        low, best, high = read_toll(text)
        return {name: {"low": low, "best": best, "high": high}}
    role = _SIDES[name]
    stands = {one.text for one in event.actors} | {one.name for one in event.actors}
    named = [
        (code_actor if one in stands else code_known_actor)(opened, one, role)
        for one in map(str.strip, text.split(";"))
        if one
    ]
    kept = [part for part in event.actors if part.role != role]
    return {"actors": [to_record(part) for part in (*named, *kept)]}


def _check_verdict(verdict: str, changes: Mapping[str, str] | None, why: str) -> None:
    known = ("accepted", "rejected", "unreviewed", "corrected", "commented")
    if verdict not in known:
        raise CommandError(
            f"'{verdict}' is no verdict here. Say {', '.join(known)}, merged (which event: "
            "--with), split (which mention: --mention) or graded (--mention, and --set grade=C3)."
        )
    if (verdict == "corrected") != bool(changes):
        raise CommandError("Corrections go with the verdict `corrected`: give --set FIELD=VALUE.")
    if verdict == "commented" and not why.strip():
        raise CommandError("A comment needs its words: give --why.")


def _append(opened: OpenDesk, review: Review, seen: str) -> Outcome:
    """Record a person's word, weighed against what was recorded since the person looked."""
    settled: list[Outcome] = []

    def settle(word: Review, later: Sequence["Entry"]) -> Review:
        settled[:] = [_settle(word, later)]
        return settled[0].review

    record_policies(opened)
    opened.ledger.append_review(review, at=review.at, seen=seen, settle=settle)
    return settled[0]


def _settle(review: Review, later: Sequence["Entry"]) -> Outcome:
    """A person's word beside what was recorded about the event since the person looked."""
    rivals = _list_rivals(later)
    if not rivals:
        return Outcome(review)
    clashing = sorted(set(review.corrections) & {name for _, names in rivals for name in names})
    others = ", ".join(dict.fromkeys(name for name, _ in rivals))
    told = f"Event {review.event} changed while you looked at it, by {others}. "
    if clashing:
        told += f"Their {', '.join(clashing)} stands; yours is kept as a proposal, with its reason."
        return Outcome(replace(review, verdict="proposed"), told)
    return Outcome(review, f"{told}Both your words are on record, and the fields you set stand.")


def _list_rivals(later: Sequence["Entry"]) -> list[tuple[str, tuple[str, ...]]]:
    """Who changed an event, and which fields."""
    found = []
    for entry in later:
        said = json.loads(entry.payload) if entry.kind == "review" and entry.payload else {}
        standing = said.get("verdict") != "proposed"
        found.append((entry.author, tuple(said.get("corrections") or ()) if standing else ()))
    return found
