"""Commands for what people code by hand: enter, import events, import corrections."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.app import app
from dateline.cli.events import PANEL
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_table, print_text, say
from dateline.cli.reviews import ByOption, split_changes
from dateline.cli.session import opened_desk
from dateline.cli.words import count_events, say_numbers
from dateline.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dateline.pipeline.record.entries import Brought
    from dateline.pipeline.record.sheets import Sheet

bring = typer.Typer(help="Bring in what a desk coded elsewhere.", no_args_is_help=True)
app.add_typer(bring, name="import", rich_help_panel=PANEL)

SpanOption = Annotated[
    str, typer.Option(help="Instead of words: their offsets there, such as 120:180.")
]
EventOption = Annotated[
    int | None, typer.Option("--event", help="The event that the words are an account of.")
]
UnreviewedOption = Annotated[
    bool,
    typer.Option("--unreviewed", help="Leave the event to another's review: it counts after."),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", help="COLUMN=FIELD, before what names suggest; may be repeated."),
]
DatesOption = Annotated[
    str,
    typer.Option(
        help="day-first or month-first, for days in figures such as 08/12/2023; by default "
        "the sheet's other days tell."
    ),
]
AcceptedOption = Annotated[
    bool | None,
    typer.Option(
        "--accepted/--unreviewed",
        help="Whether people have reviewed these rows, so that they count; asked where a "
        "terminal can be, else unreviewed. A column `review` says so row by row.",
    ),
]
SHOWN_FAULTS = 10
SHOWN_ROWS = 3
SHOWN_JOINS = 10


@app.command(rich_help_panel=PANEL)
def enter(  # noqa: PLR0913 - one option for each field of an event
    context: typer.Context,
    date: Annotated[str, typer.Option(help="2023-07-04, or 2023-07-04..2023-07-08.")],
    kind: Annotated[str, typer.Option("--type", help="ACLED's sub-event type.")],
    place: Annotated[str, typer.Option(help="A name, id, CC/Admin1, or `13.6, -6.2`.")] = "",
    perpetrator: Annotated[str, typer.Option("--perpetrator", help="Who did it.")] = "",
    against: Annotated[str, typer.Option(help="To whom.")] = "",
    killed: Annotated[str, typer.Option(help="3, 3-5, or low,best,high.")] = "",
    injured: Annotated[str, typer.Option(help="The same.")] = "",
    abducted: Annotated[str, typer.Option(help="The same.")] = "",
    notes: Annotated[str, typer.Option(help="What happened, in a sentence.")] = "",
    source: Annotated[str, typer.Option(help="The outlet's key; the document's by default.")] = "",
    url: Annotated[str, typer.Option(help="Where it was published.")] = "",
    published: Annotated[str, typer.Option(help="When, ISO 8601.")] = "",
    document: Annotated[str, typer.Option(help="Id of the document it was read in.")] = "",
    words: Annotated[str, typer.Option(help="The words there, exactly, standing once.")] = "",
    span: SpanOption = "",
    number: EventOption = None,
    unreviewed: UnreviewedOption = False,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Enter one event by hand; with --words or --span as an account that a document gives of it.

    Whoever enters an event has reviewed it, so it is accepted, unless somebody said something of
    it before. `review ID unreviewed` takes that back.
    """
    from dateline.pipeline.record.entries import enter_event
    from dateline.pipeline.record.pointing import enter_mention

    typed = {
        "date": date, "type": kind, "place": place, "by": perpetrator, "against": against,
        "killed": killed, "injured": injured, "abducted": abducted, "notes": notes,
        "source": source, "url": url, "published": published,
    }  # fmt: skip
    given = {name: value for name, value in typed.items() if value}
    verdict = "unreviewed" if unreviewed else "accepted"
    enter_one: Callable[..., Brought] = enter_event
    if words or span or number is not None:
        if not document:
            raise CommandError("Say with --document which document the words stand in.")
        enter_one = partial(enter_mention, words=words, span=span, event=number)
    with opened_desk(context, create=True) as opened:
        done = enter_one(opened, given, document=document, by=by, verdict=verdict, tell=say)
    _print_brought(done, as_json=as_json)


@bring.command("events")
def import_events(  # noqa: PLR0913 - one option for each thing a person may settle
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV or xlsx, columns named.", metavar="FILE")],
    chosen: MapOption = None,
    dates: DatesOption = "",
    accepted: AcceptedOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Bring in a desk's own sheet of events; the columns as matched are shown first.

    The same sheet again with --accepted accepts the events of its rows, as far as nobody said
    anything of them.
    """
    from dateline.pipeline.record.sheets import bring_in, read_sheet

    with opened_desk(context, create=True) as opened:
        sheet = read_sheet(opened, file, chosen=split_changes(chosen), order=dates, by=by)
        if not as_json:
            _show_sheet(sheet)
        if not yes and not typer.confirm(
            f"Bring in {count_events(len(sheet.entries))}?", default=False
        ):
            say("Nothing was written. Give --map to match a column otherwise, --yes to write.")
            return
        if accepted is None:
            accepted = not yes and typer.confirm(
                "Have people reviewed these rows, so that they count?", default=False
            )
        done = bring_in(opened, sheet, by=by, accepted=accepted)
    _print_brought(done, as_json=as_json)
    if not (accepted or done.accepted or as_json):
        say("· The rows await review. The same command with --accepted makes them count.")
    raise typer.Exit(1 if done.faults else 0)


@bring.command("corrections")
def import_all_corrections(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="CSV with `event` and a column a field.", metavar="FILE")
    ],
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Record the corrections of a CSV: `event`, the fields to set, `why`; all or none."""
    from dateline.pipeline.record.people import import_corrections

    with opened_desk(context) as opened:
        done = import_corrections(opened, file, by=by)
    if as_json:
        print_json(outcome.review for outcome in done)
    else:
        print_text(f"{len(done)} corrections are on record.")


def _show_sheet(sheet: "Sheet") -> None:
    from dateline.pipeline.record.coding import describe_coded

    say(f"{sheet.name}: columns as matched")
    print_table(
        ("column", "field"), ((column, name or "ignored") for column, name in sheet.columns.items())
    )
    for line, entry in list(sheet.entries.items())[:SHOWN_ROWS]:
        told = entry.mention
        where = describe_coded(told.place) if told.place else "no place"
        say(f"line {line}: {told.date_start}, {told.sub_event_type}, {where}")
    for words in sheet.taken:
        say(words)
    _say_faults(sheet.faults)


def _say_faults(faults: "Mapping[int, str]") -> None:
    for line, fault in list(faults.items())[:SHOWN_FAULTS]:
        say(f"! line {line}: {fault}")
    if len(faults) > SHOWN_FAULTS:
        say(f"! and {len(faults) - SHOWN_FAULTS} more lines that cannot be read.")


def _print_brought(done: "Brought", *, as_json: bool) -> None:
    if as_json:
        print_json([done])
        return
    print_text(
        f"{done.new} new, {done.changed} changed, {done.known} here already; {_say_linked(done)}."
    )
    _say_joins(done)


def _say_joins(done: "Brought") -> None:
    """Name each account that joined an event, and the way to take a single one out again."""
    if len(done.joined) == 1:
        (link,) = done.joined
        say(
            "· If it is an event of its own: "
            f"dateline review {link.event} split --mention {link.mention}"
        )
        return
    for link in done.joined[:SHOWN_JOINS]:
        say(f"· mention {link.mention} joins event {link.event} ({link.why})")
    if len(done.joined) > SHOWN_JOINS:
        say(f"· and {len(done.joined) - SHOWN_JOINS} more join events that stood before.")


def _say_linked(done: "Brought") -> str:
    """Which events were founded and which joined; with its reason where it is one account."""
    said = []
    if done.events == 1:
        said.append(f"event {done.founded[0]} founded")
    elif done.events:
        said.append(f"{done.events} events founded ({say_numbers(done.founded)})")
    if len(done.joined) == 1:
        said.append(f"joins event {done.joined[0].event} ({done.joined[0].why})")
    elif done.joined:
        events = {link.event for link in done.joined}
        said.append(
            f"{len(done.joined)} accounts join {count_events(len(events))} that stood before "
            f"({say_numbers(events)})"
        )
    told = ", ".join(said) or "no event founded"
    if not done.accepted:
        return told
    alone = tuple(done.accepted) in (tuple(done.founded), tuple(one.event for one in done.joined))
    return f"{told}; accepted" + ("" if alone else f": {say_numbers(done.accepted)}")
