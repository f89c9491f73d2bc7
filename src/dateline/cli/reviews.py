"""The command for a person's word on events: review."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.app import app
from dateline.cli.events import PANEL
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_text, say
from dateline.cli.session import opened_desk
from dateline.cli.words import say_numbers
from dateline.errors import CommandError

if TYPE_CHECKING:
    from dateline.model.link import Link
    from dateline.pipeline.keeping.opening import OpenDesk
    from dateline.pipeline.record.people import Outcome
    from dateline.pipeline.record.reviews import Reviewed

WhyOption = Annotated[str, typer.Option(help="The reason, kept on record.")]
ByOption = Annotated[str, typer.Option(help="Who says so; the system's user by default.")]
NumbersArgument = Annotated[
    list[str],
    typer.Argument(
        help="The event's number; several as 2 3, 2,3 or 2-9 where it is accepted, rejected, "
        "unreviewed or commented.",
        metavar="ID...",
    ),
]
VerdictArgument = Annotated[
    str,
    typer.Argument(
        help="accepted, rejected, unreviewed, corrected, commented, graded, merged or split.",
        metavar="VERDICT",
    ),
]
ChangesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="With corrected: date, place, type, by, against, party, killed, injured, abducted "
        "or status, as FIELD=VALUE; may be repeated; an actor that nobody knows as new:NAME. "
        "With graded: grade=C3.",
    ),
]
OthersOption = Annotated[
    list[int] | None, typer.Option("--with", help="With merged: the event to take in.")
]
MentionsOption = Annotated[
    list[int] | None,
    typer.Option(
        "--mention", help="With split: a mention to take out; with graded: the one graded."
    ),
]
SeenOption = Annotated[
    str | None, typer.Option(help="The state you looked at, so that you hear of changes since.")
]
SHOWN_FAULTS = 10


@app.command(rich_help_panel=PANEL)
def review(  # noqa: PLR0913 - one option for each thing a person may do
    context: typer.Context,
    named: NumbersArgument,
    verdict: VerdictArgument,
    changes: ChangesOption = None,
    others: OthersOption = None,
    mentions: MentionsOption = None,
    seen: SeenOption = None,
    why: WhyOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Accept, reject, correct, comment on, grade, merge or split an event, on record.

    Each of several events is on record by itself. Exits 1 when one of them could not be recorded.
    """
    from dateline.pipeline.record.people import merge_events, split_event
    from dateline.pipeline.record.reviews import read_numbers, say_of_events

    numbers, said = read_numbers(named), split_changes(changes)
    with opened_desk(context, changes=True) as opened:
        if len(numbers) > 1:
            if said:
                raise CommandError("--set goes with one event; name one.")
            done = say_of_events(opened, numbers, verdict, why=why, by=by, seen=seen)
            _print_reviewed(done, verdict, as_json=as_json)
            raise typer.Exit(1 if done.faults else 0)
        (number,) = numbers
        if verdict == "merged":
            links = merge_events(opened, number, others or (), why=why, by=by, seen=seen)
            _print_links(links, as_json=as_json)
        elif verdict == "split":
            links = split_event(opened, number, mentions or (), why=why, by=by, seen=seen)
            _print_links(links, as_json=as_json)
        else:
            outcome = _say(opened, number, verdict, said, mentions or (), why=why, by=by, seen=seen)
            _print_outcome(outcome, as_json=as_json)


def _say(  # noqa: PLR0913 - a person's word has these parts
    opened: "OpenDesk",
    number: int,
    verdict: str,
    said: dict[str, str],
    mentions: Sequence[int],
    *,
    why: str,
    by: str,
    seen: str | None,
) -> "Outcome":
    """Record a verdict, correction, comment or grade of one event."""
    from dateline.pipeline.record.people import grade_account, say_of_event

    if verdict != "graded":
        return say_of_event(opened, number, verdict, changes=said, why=why, by=by, seen=seen)
    if not mentions or set(said) != {"grade"}:
        raise CommandError("Say which account and how: --mention M --set grade=C3.")
    return grade_account(opened, number, mentions[0], said["grade"], why=why, by=by, seen=seen)


def _print_links(links: "Sequence[Link]", *, as_json: bool) -> None:
    if as_json:
        print_json(links)
        return
    made = sorted({link.event for link in links})
    print_text(
        f"{len(links)} mentions are linked by {links[0].by} to event "
        f"{' and '.join(str(event) for event in made)}."
    )


def _print_outcome(outcome: "Outcome", *, as_json: bool) -> None:
    if outcome.told:
        say(outcome.told)
    if as_json:
        print_json([outcome.review])
    else:
        word = outcome.review
        print_text(f"Event {word.event} is {word.verdict}, says {word.by}.")


def _print_reviewed(done: "Reviewed", verdict: str, *, as_json: bool) -> None:
    """Say which events a verdict is on record for, how many they are, and what failed."""
    for outcome in done.outcomes:
        if outcome.told:
            say(outcome.told)
    for number, fault in list(done.faults.items())[:SHOWN_FAULTS]:
        say(f"! event {number}: {fault}")
    if len(done.faults) > SHOWN_FAULTS:
        say(f"! and {len(done.faults) - SHOWN_FAULTS} more that failed.")
    if as_json:
        print_json(outcome.review for outcome in done.outcomes)
        return
    numbers = [outcome.review.event for outcome in done.outcomes]
    if numbers:
        kept = f"{len(numbers)} event{'s are' if len(numbers) > 1 else ' is'} {verdict}"
        print_text(f"{kept} ({say_numbers(numbers)}), says {done.outcomes[0].review.by}.")
    if done.faults:
        print_text(f"{len(done.faults)} not: {say_numbers(done.faults)}.")


def split_changes(pairs: list[str] | None) -> dict[str, str]:
    """NAME=VALUE as a person types them, by name.

    Raises:
        CommandError: one of them has no equals sign.
    """
    found = {}
    for pair in pairs or ():
        name, equals, value = pair.partition("=")
        if not equals:
            raise CommandError(f"'{pair}' sets nothing; write it as NAME=VALUE.")
        found[name.strip()] = value.strip()
    return found
