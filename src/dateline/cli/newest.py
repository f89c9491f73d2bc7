"""The command for what is new: whatsnew."""

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.app import app
from dateline.cli.material import JsonOption, complete_query
from dateline.cli.numbers import PANEL, CountsOption, CsvOption
from dateline.cli.output import print_json, print_text
from dateline.cli.session import opened_desk

if TYPE_CHECKING:
    from dateline.model.news import News


@app.command(rich_help_panel=PANEL)
def whatsnew(
    context: typer.Context,
    since: Annotated[
        str,
        typer.Option(
            help="A day, a time, or an edition: an update's file or its name in updates/.",
            metavar="T|EDITION",
        ),
    ],
    query: Annotated[
        str,
        typer.Argument(
            help="What to look at; everything by default.",
            metavar="QUERY",
            autocompletion=complete_query,
        ),
    ] = "",
    counts: CountsOption = "",
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List what is new since a day or an edition: actors, tactics, places, surges, silences.

    Each is a sentence with the query that asks for the events behind it.
    """
    from dateline.cli.tables import print_csv
    from dateline.pipeline.counting.news import list_newest

    with opened_desk(context) as opened:
        newest = list_newest(opened, since, query, counts=counts)
    if as_json or as_csv:
        (print_csv if as_csv else print_json)(newest.news)
        return
    print_text(f"New since {newest.since[:16].replace('T', ' ')}, up to {newest.until}:")
    for news in newest.news:
        print_text(f"  {news.says}{_bands(news)}")
        print_text(f"    {f'{query} ' if query else ''}{news.query}")
    if not newest.news:
        print_text("  nothing: no event was reported since")


def _bands(news: "News") -> str:
    """How ACLED's Trendfinder would call the last week, beside our own test."""
    bands = [
        f"{band} over {weeks} weeks"
        for weeks, band in ((4, news.band4), (52, news.band52))
        if band is not None
    ]
    return f" (Trendfinder's bands for the last week: {', '.join(bands)})" if bands else ""
