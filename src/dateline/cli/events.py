"""Commands for events: events, event, reconcile."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.app import app
from dateline.cli.material import JsonOption
from dateline.cli.output import print_json, print_table, print_text, say
from dateline.cli.session import opened_desk
from dateline.cli.words import say_actors, say_bounds, say_dates, say_toll
from dateline.model.record import to_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.pipeline.keeping.opening import OpenDesk
    from dateline.pipeline.material.link import Explanation
    from dateline.pipeline.record.browse import Account, Trail

PANEL = "Events"
EventArgument = Annotated[int, typer.Argument(help="The event's number.", metavar="ID")]


@app.command(rich_help_panel=PANEL)
def events(
    context: typer.Context,
    query: Annotated[
        str,
        typer.Argument(
            help="A query line, such as `attack by:jnim`; none lists all.", metavar="QUERY"
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """List the events that a query names, or all of them."""
    from dateline.model.event import event_record
    from dateline.pipeline.counting.count import make_asker
    from dateline.pipeline.record.browse import list_events

    with opened_desk(context) as opened:
        found = list_events(opened, query)
        taken = make_asker(opened).say_taken(query) if query.strip() else ""
    if taken:
        say(f"· {taken}")
    if as_json:
        print_json(event_record(event) for event in found)
        return
    print_table(
        ("id", "when", "what", "where", "who", "to whom", "killed", "reports", "review"),
        (
            (
                event.id,
                say_dates(event.date_start, event.date_end),
                event.sub_event_type,
                event.place.name if event.place else "",
                say_actors(event.actors, "perpetrator", "party"),
                say_actors(event.actors, "target"),
                say_toll(event.killed),
                len(event.documents),
                event.review,
            )
            for event in found
        ),
    )


@app.command(rich_help_panel=PANEL)
def event(context: typer.Context, number: EventArgument, as_json: JsonOption = False) -> None:
    """Show one event with its trail: every account, its words, who says so, what was chosen."""
    from dateline.pipeline.record.browse import show_event

    with opened_desk(context) as opened:
        trail = show_event(opened, number)
    if as_json:
        print_json([trail])
        return
    _print_trail(trail)


def _print_trail(trail: "Trail") -> None:
    event = trail.event
    place = event.place.name if event.place else "place unknown"
    print_text(f"Event {event.id}: {event.sub_event_type}, {place}")
    print_text(f"  when       {say_dates(event.date_start, event.date_end)}")
    print_text(f"  by         {say_actors(event.actors, 'perpetrator', 'party') or '-'}")
    print_text(f"  against    {say_actors(event.actors, 'target') or '-'}")
    for measure in ("killed", "injured", "abducted"):
        toll = getattr(event, measure)
        if toll.low is not None or toll.high is not None:
            print_text(f"  {measure:<10} {say_bounds(toll)}")
    print_text(f"  status     {event.status}, {event.review}, revision {event.revision}")
    print_text(f"  origins    {trail.independence}; credibility {trail.credibility}")
    print_text(f"  reported   {event.reported_at}   recorded {event.recorded_at}")
    print_text("")
    for account in trail.accounts:
        _print_account(account)
    for choice in trail.choices:
        print_text(f"  · {choice}")
    for review in trail.reviews:
        print_text(f"  {review.at} {review.by}: {review.verdict} {review.why}")
    for step in trail.history:
        print_text(f"  {step.at}  {step.kind:<7} by {step.by}  {step.why}".rstrip())
    print_text(f"  state {trail.state}")


def _print_account(account: "Account") -> None:
    mention = account.stored.mention
    print_text(
        f"  [{account.stored.id}] {account.stored.source or 'unknown source'} "
        f"({account.reliability}{account.credibility}), "
        f"{account.stored.reported_at or 'undated'}: {account.title or ''}"
    )
    print_text(f"      “{mention.sentence}”")
    said = [f"{span.field}: “{span.text}”" for span in mention.spans if span.field != "trigger"]
    at = f"trigger at {mention.start}-{mention.end}: “{account.trigger}”"
    print_text(f"      {'; '.join([at, *said])}")
    print_text(
        f"      {mention.status}, confidence {mention.confidence:.2f}, by {mention.extractor}; "
        f"linked by {account.link.by}: {account.link.why} ({account.link.probability:.2f})"
    )
    print_text("")


@app.command(rich_help_panel=PANEL)
def reconcile(
    context: typer.Context,
    explain: Annotated[
        tuple[int, int] | None,
        typer.Option(help="Show the evidence for two mentions being one event.", metavar="A B"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="With --explain: draw the evidence, as .svg or .png.", metavar="FILE"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Link mentions into events anew; what a person linked stays as it is."""
    from dateline.pipeline.material.link import relink

    with opened_desk(context, changes=explain is None) as opened:
        if explain is not None:
            _explain(opened, *explain, out=out, as_json=as_json)
            return
        change = relink(opened)
    if as_json:
        print_json([change])
    else:
        print_text(
            f"{change.moved} links changed, {change.founded} events founded, "
            f"{change.kept} links stand."
        )


def _explain(opened: "OpenDesk", one: int, other: int, *, out: Path | None, as_json: bool) -> None:
    from dateline.pipeline.material.link import draw_explanation, explain_mentions

    found = explain_mentions(opened, one, other)
    if out is not None:
        draw_explanation(found, one, other, out)
    if as_json:
        print_json(_list_explained(found))
        return
    running = found.prior
    rows = [("prior", "", f"{running:+.2f}", f"{running:+.2f}", "how crowded it is there")]
    for part in found.evidence:
        running += part.weight
        rows.append(
            (part.comparison, part.level, f"{part.weight:+.2f}", f"{running:+.2f}", part.words)
        )
    print_table(("comparison", "level", "bits", "so far", "in words"), rows)
    if found.bits < running - 0.01:
        print_text(f"Nothing specific agrees, so it counts as {found.bits:+.2f}.")
    print_text(f"{found.bits:+.2f} bits in all; joining needs {found.needed:+.2f}. {found.verdict}")


def _list_explained(found: "Explanation") -> "Iterator[dict[str, object]]":
    """The prior, each comparison and the sum, a record each."""
    prior = {"comparison": "prior", "level": "", "weight": found.prior, "words": ""}
    verdict = (
        "never" if found.parted else "one event" if found.bits > found.needed else "two events"
    )
    total = {"level": verdict, "weight": found.bits, "words": found.verdict}
    yield prior
    for part in found.evidence:
        yield to_record(part)
    yield {"comparison": "in all", **total, "needed": found.needed}
