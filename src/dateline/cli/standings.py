"""Commands for the dead, standings, first and last days, and distances: what updates also bind."""

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.app import app
from dateline.cli.material import JsonOption, QueryArgument
from dateline.cli.numbers import PANEL, CountsOption, CsvOption, print_estimate, print_ground
from dateline.cli.output import print_json, print_table, print_text
from dateline.cli.session import opened_desk

if TYPE_CHECKING:
    from dateline.model.estimate import Estimate


@app.command("sum", rich_help_panel=PANEL)
def sum_command(
    context: typer.Context,
    query: QueryArgument,
    of: Annotated[str, typer.Option(help="killed, injured or abducted.")] = "killed",
    counts: CountsOption = "",
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Sum a toll over the events that a query names: from the lowest to the highest figures."""
    from dateline.pipeline.counting.count import make_asker

    with opened_desk(context) as opened:
        estimate = make_asker(opened, counts=counts).total(query, of)
    print_estimate(estimate, as_json=as_json, as_csv=as_csv)


@app.command(rich_help_panel=PANEL)
def rank(
    context: typer.Context,
    query: QueryArgument,
    by: Annotated[
        str, typer.Option(help="What to rank, such as admin1, perpetrators or sub_event_type.")
    ] = "admin1",
    counts: CountsOption = "",
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Rank what a query's events fall into, from the most to the fewest; ties share a place."""
    from dateline.cli.tables import print_csv
    from dateline.pipeline.counting.count import make_asker

    with opened_desk(context) as opened:
        standings = make_asker(opened, counts=counts).rank(query, by)
    if as_json:
        print_json(standings)
    elif as_csv:
        rows = ({"place": one.place, "name": one.name, "count": one.estimate.n}
                for one in standings)  # fmt: skip
        print_csv(rows)
    elif not standings:
        print_text("nothing to rank: no event meets the query")
    else:
        shown = ((str(one.place), one.name, str(one.estimate.n)) for one in standings)
        print_table(("place", by, standings[0].estimate.unit), shown)


@app.command(rich_help_panel=PANEL)
def first(
    context: typer.Context,
    query: QueryArgument,
    counts: CountsOption = "",
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Say on which day an event of a query was first seen."""
    _say_seen(context, query, counts, last_one=False, formats=(as_json, as_csv))


@app.command(rich_help_panel=PANEL)
def last(
    context: typer.Context,
    query: QueryArgument,
    counts: CountsOption = "",
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Say on which day an event of a query was last seen."""
    _say_seen(context, query, counts, last_one=True, formats=(as_json, as_csv))


@app.command(rich_help_panel=PANEL)
def distance(
    context: typer.Context,
    start: Annotated[str, typer.Argument(help="A place.", metavar="PLACE")],
    to: Annotated[str, typer.Argument(help="Another.", metavar="PLACE")],
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Measure the kilometres between two places, along the great circle."""
    from dateline.pipeline.counting.count import make_asker

    with opened_desk(context) as opened:
        estimate = make_asker(opened).distance(start, to)
    if as_json or as_csv:
        print_estimate(estimate, as_json=as_json, as_csv=as_csv)
        return
    bounds = (
        "" if estimate.low == estimate.high else f" ({estimate.low:.0f} to {estimate.high:.0f})"
    )
    print_text(f"{estimate.value:.0f} km{bounds}   {estimate.query}; {estimate.method}")


def _say_seen(
    context: typer.Context, query: str, counts: str, *, last_one: bool, formats: tuple[bool, bool]
) -> None:
    from dateline.pipeline.counting.count import make_asker

    with opened_desk(context) as opened:
        asker = make_asker(opened, counts=counts)
        estimate = asker.last(query) if last_one else asker.first(query)
    if any(formats):
        print_estimate(estimate, as_json=formats[0], as_csv=formats[1])
        return
    print_text(_say_day(estimate))
    print_ground(estimate)


def _say_day(estimate: "Estimate") -> str:
    from datetime import date

    if estimate.low is None or estimate.high is None:
        return f"no answer ({estimate.unit}): {estimate.method}"
    start, end = (date.fromordinal(int(day)) for day in (estimate.low, estimate.high))
    days = start.isoformat() if start == end else f"{start} to {end}, the day is not known"
    return f"{estimate.unit} {days}"
