"""Commands for numbers: count, rate, share, compare, series."""

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.app import app
from dateline.cli.material import JsonOption, QueryArgument
from dateline.cli.output import print_json, print_text
from dateline.cli.session import opened_desk

if TYPE_CHECKING:
    from dateline.model.estimate import Comparison, Estimate

PANEL = "Numbers"
CountsOption = Annotated[
    str, typer.Option(help="accepted or all; the desk's setting by default.", metavar="WHICH")
]


@app.command(rich_help_panel=PANEL)
def count(
    context: typer.Context,
    query: QueryArgument,
    counts: CountsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Count the events that a query names, by the definition's unit of counting."""
    from dateline.pipeline.count import make_asker

    with opened_desk(context) as opened:
        estimate = make_asker(opened, counts=counts).count(query)
    print_estimate(estimate, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def rate(
    context: typer.Context,
    query: QueryArgument,
    per: Annotated[str, typer.Option(help="day, week, month or year.")] = "week",
    counts: CountsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Estimate how often, over the days actually covered, with an interval for bursty counts."""
    from dateline.pipeline.count import make_asker

    with opened_desk(context) as opened:
        estimate = make_asker(opened, counts=counts).rate(query, per)
    print_estimate(estimate, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def share(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(help="What makes the part, such as `in:ML/Mopti`.", metavar="QUERY")
    ],
    of: Annotated[str, typer.Option(help="The whole: a query line.", metavar="QUERY")],
    counts: CountsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Estimate which part of the whole also meets a query, with Wilson's interval."""
    from dateline.pipeline.count import make_asker

    with opened_desk(context) as opened:
        estimate = make_asker(opened, counts=counts).share(query, of)
    print_estimate(estimate, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def compare(  # noqa: PLR0913 - one option for each part of a comparison
    context: typer.Context,
    query: QueryArgument,
    other: Annotated[str, typer.Option("--with", help="Another query.", metavar="QUERY")] = "",
    start: Annotated[str, typer.Option("--from", help="The first period.", metavar="PERIOD")] = "",
    to: Annotated[str, typer.Option(help="The second period.", metavar="PERIOD")] = "",
    per: Annotated[str, typer.Option(help="day, week, month, year or total.")] = "month",
    counts: CountsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Compare two periods of one query, or two queries: ratio, interval, dispersion."""
    from dateline.errors import CommandError
    from dateline.pipeline.count import make_asker

    with opened_desk(context) as opened:
        asker = make_asker(opened, counts=counts)
        if start and to and not other:
            compared = asker.change(query, start, to, per)
        elif other and not (start or to):
            compared = asker.compare(query, other, per)
        else:
            raise CommandError(
                "Compare either two periods (--from P --to P) or two queries (--with QUERY)."
            )
    print_comparison(compared, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def series(
    context: typer.Context,
    query: QueryArgument,
    per: Annotated[str, typer.Option(help="day, week, month or year.")] = "week",
    counts: CountsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Count a query's events in successive bins; a bin that is still filling is marked."""
    from dateline.pipeline.count import make_asker

    with opened_desk(context) as opened:
        points = make_asker(opened, counts=counts).series(query, per)
    if as_json:
        print_json(points)
        return
    for point in points:
        filling = "" if point.complete else "  still filling"
        print_text(f"{point.start}  {point.count:>4}  {'█' * point.count}{filling}")


def print_estimate(estimate: "Estimate", *, as_json: bool) -> None:
    """Print an estimate with what it rests on."""
    if as_json:
        print_json([estimate])
        return
    print_text(_headline(estimate))
    _print_ground(estimate)


def print_comparison(compared: "Comparison", *, as_json: bool) -> None:
    """Print a comparison: both sides, then the ratio with what chance could do."""
    if as_json:
        print_json([compared])
        return
    for side in (compared.before, compared.after):
        if side is not None:
            print_text(f"{_headline(side)}   {side.query}")
    print_text(_headline(compared))
    if compared.p is not None and compared.minimum_detectable_ratio is not None:
        spread = "unknown" if compared.dispersion is None else f"{compared.dispersion:.2f}"
        print_text(
            f"  dispersion {spread}; p {compared.p:.3f}; a ratio nearer to "
            f"1 than {compared.minimum_detectable_ratio:.2f} could not have been seen"
        )
    _print_ground(compared)


def _headline(estimate: "Estimate") -> str:
    if estimate.value is None:
        return f"no answer ({estimate.unit}): {estimate.method}"
    scale, sign = (100, " %") if estimate.unit.startswith("share") else (1, "")
    value = f"{estimate.value * scale:.3g}{sign}"
    floor = "at least " if estimate.lower_bound else ""
    if estimate.low is None or estimate.high is None or estimate.low == estimate.high:
        return f"{floor}{value} {estimate.unit}"
    level = f"{estimate.level:.0%}" if estimate.level < 1 else "from low to high"
    bounds = f"{estimate.low * scale:.3g} to {estimate.high * scale:.3g}{sign}"
    return f"{floor}{value} {estimate.unit} ({level}: {bounds})"


def _print_ground(estimate: "Estimate") -> None:
    exposure = f", exposure {estimate.exposure:.1f}" if estimate.exposure is not None else ""
    print_text(f"  n {estimate.n}{exposure}; {estimate.method}")
    split = ", ".join(f"{number} {basis}" for basis, number in estimate.by_basis.items())
    print_text(f"  {split or 'nobody named'}; {estimate.unattributed} more unattributed")
    if estimate.awaiting_review or estimate.possible:
        print_text(
            f"  up to {estimate.awaiting_review} awaiting review; "
            f"{estimate.possible} that may fall inside"
        )
    if estimate.n == 0 and estimate.awaiting_review == 0:
        print_text("  `dateline events QUERY` also lists events that only analyses tell")
    print_text(
        f"  as reported by {estimate.as_reported or 'now'}; state {estimate.state[:12]}; "
        f"events {', '.join(map(str, estimate.events)) or 'none'}"
    )
