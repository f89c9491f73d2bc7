"""Commands for other people's data and formats: dataset add, list, diff; export."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.app import app
from dateline.cli.material import JsonOption
from dateline.cli.numbers import CountsOption
from dateline.cli.output import counting, print_json, print_table, print_text, say, say_problems
from dateline.cli.session import opened_desk, session_of
from dateline.errors import CommandError

PANEL = "Exchange"
SHOWN_CHANGES = 20
dataset = typer.Typer(help="Pin other people's event data beside the ledger.", no_args_is_help=True)
app.add_typer(dataset, name="dataset", rich_help_panel=PANEL)


@dataset.command("add")
def add(  # noqa: PLR0913 - its options
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="ucdp-ged, acled or gdelt.", metavar="NAME")],
    file: Annotated[
        Path | None,
        typer.Argument(
            help="The file as its publisher offers it; without one the service is asked.",
            metavar="FILE",
        ),
    ] = None,
    version: Annotated[
        str, typer.Option(help="What to pin it as; today's date by default.", metavar="V")
    ] = "",
    since: Annotated[str, typer.Option(help="First day to fetch.", metavar="DAY")] = "",
    until: Annotated[str, typer.Option(help="Last day to fetch.", metavar="DAY")] = "",
    where: Annotated[
        list[str] | None,
        typer.Option(help="A filter of the service's own, such as country=Mali.", metavar="KEY=V"),
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Fetch everything, not only what is new.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Pin a file of a dataset, or what its service gives; the same again adds nothing."""
    from dateline.pipeline.counting.datasets import add_dataset, open_folder
    from dateline.pipeline.material.fetching import Wanted, fetch_dataset, read_filters

    desk = open_folder(session_of(context).folder)
    filters = read_filters(where or ())
    if file is None:
        wanted = Wanted(version, since, until, filters, anew)
        with counting(f"Fetching {name}") as step:
            added = fetch_dataset(desk, name, wanted, step)
    elif since or until or filters or anew:
        raise CommandError(
            "--since, --until, --where and --anew ask a service; a file is taken whole."
        )
    else:
        added = add_dataset(desk, name, file, version=version)
    say_problems(added.problems)
    if as_json:
        print_json([added])
    elif added.manifest is not None:
        manifest = added.manifest
        print_text(
            f"{manifest.name} {manifest.version}: {manifest.rows} rows, "
            f"{manifest.rows_left_out} left out, {len(manifest.columns_used)} columns"
            + ("." if added.new else ", here already; nothing was added.")
        )
        print_text(f"Licence: {manifest.licence}")
        print_text(f"Cite: {manifest.citation}")
    raise typer.Exit(0 if added.manifest is not None else 1)


@dataset.command("list")
def list_all(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the snapshots of the desk; a query asks the one of a name that was taken last."""
    from dateline.pipeline.counting.datasets import list_datasets, open_folder

    found = list_datasets(open_folder(session_of(context).folder))
    if as_json:
        print_json(found)
        return
    print_table(
        ("dataset", "version", "rows", "left out", "taken", "file", "sha256"),
        (
            (
                one.name,
                one.version,
                one.rows,
                one.rows_left_out,
                one.accessed[:10],
                one.file,
                one.sha256[:12],
            )
            for one in found
        ),
    )


@dataset.command("match")
def match(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The dataset's name.", metavar="NAME")],
    query: Annotated[
        str, typer.Argument(help="Which events and rows; all by default.", metavar="QUERY")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Match the desk's events to a dataset's rows: in both, only ours, only theirs, and why."""
    from dateline.pipeline.sharing.matching import match_dataset

    with opened_desk(context) as opened:
        found = match_dataset(opened, name, query)
    if as_json:
        print_json([found])
        return
    print_table(
        ("in", "event", "row", "bits", "why"),
        (
            (
                one.lists,
                one.ours if one.ours is not None else "-",
                one.theirs if one.theirs is not None else "-",
                "" if one.bits is None else f"{one.bits:+.1f}",
                one.why,
            )
            for one in found.matches
        ),
    )
    say(
        f"{found.dataset}, {found.since} to {found.until}: {found.both} in both, "
        f"{found.only_ours} only ours, {found.only_theirs} only theirs."
    )
    if found.missed is None:
        say(f"No event is in both, so nothing can be said of what both miss. {found.caution}")
    else:
        missed = found.missed
        say(
            f"Both miss at least {missed.value:.0f} (95 %: {missed.low:.0f} to {missed.high:.0f}; "
            f"Chao 1987). {found.caution}"
        )


@dataset.command("diff")
def diff(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="Such as ucdp-ged@24.1.", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="Such as ucdp-ged@25.1.", metavar="NEW")],
    as_json: JsonOption = False,
) -> None:
    """Say which rows differ between two snapshots, and which published numbers that moves."""
    from dateline.pipeline.counting.datasets import open_folder
    from dateline.pipeline.sharing.touched import diff_datasets

    found = diff_datasets(open_folder(session_of(context).folder), old, new)
    if as_json:
        print_json([found])
        return
    print_text(
        f"{found.old} to {found.new}: {found.added} added, {found.changed} changed, "
        f"{found.deleted} deleted."
    )
    for row in found.rows[:SHOWN_CHANGES]:
        print_text(f"  {row.change:<8} {row.id}  {', '.join(row.columns)}".rstrip())
    if len(found.rows) > SHOWN_CHANGES:
        print_text(f"  and {len(found.rows) - SHOWN_CHANGES} more; --json prints all.")
    for number in found.touched:
        print_text(
            f"{number.update}: “{number.text}” was {say_value(number.before)}, is "
            f"{say_value(number.after)}; {number.verdict_before}, now {number.verdict_after}."
        )
    if not found.touched and not found.problems:
        print_text("No published number moves.")
    say_problems(found.problems)


def say_value(value: float | None) -> str:
    """A number as a person reads it.

    >>> say_value(14.0), say_value(0.5372), say_value(None)
    ('14', '0.537', 'no number')
    """
    return "no number" if value is None else f"{value:.3g}" if value % 1 else f"{value:.0f}"


@app.command(rich_help_panel=PANEL)
def export(  # noqa: PLR0913 - its options
    context: typer.Context,
    form: Annotated[
        str, typer.Argument(help="acled, geojson, hxl, parquet, request or stix.", metavar="FORMAT")
    ],
    out: Annotated[Path, typer.Option(help="The file to write.", metavar="FILE")],
    query: Annotated[
        str, typer.Argument(help="A query line; none takes every event.", metavar="QUERY")
    ] = "",
    update: Annotated[
        Path | None,
        typer.Option(help="For a request pack: the update whose numbers it holds.", metavar="FILE"),
    ] = None,
    counts: CountsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Hand events over as acled, geojson, hxl, parquet, stix or a request pack, from open sources.

    A request pack is a zip of queries, answers and redacted rows, for "available on request".
    """
    from dateline.pipeline.sharing.exchange import export_events
    from dateline.pipeline.sharing.request import export_request

    if update is not None and (form != "request" or query):
        raise CommandError("--update packs an update's numbers: `export request --update FILE`.")
    with opened_desk(context) as opened:
        if update is None:
            done = export_events(opened, form, query, out, counts=counts)
        else:
            done = export_request(opened, "", out, update=update, counts=counts)
    if as_json:
        print_json([done])
        return
    print_text(f"{done.file}: {done.events} events ({done.format}), state {done.state[:12]}.")
    if done.withheld:
        say(
            f"· {done.withheld} events count and are not listed: open sources alone do not tell "
            "them so."
        )
    if done.undated:
        say(f"· {done.undated} events without a day are left out: this shape needs one.")
