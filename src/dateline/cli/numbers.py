"""Commands for numbers: count, rate, share, compare, series."""

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.app import app
from dateline.cli.material import JsonOption, QueryArgument
from dateline.cli.output import print_json, print_text, say
from dateline.cli.session import opened_desk

if TYPE_CHECKING:
    from dateline.model.estimate import Comparison, Estimate

SIGNIFICANT = 0.05
_EVENTS_SHOWN = 40
_FILLED = 0.995
PANEL = "Numbers"
CsvOption = Annotated[
    bool, typer.Option("--csv", help="Print CSV, for a spreadsheet; lists are joined by `;`.")
]
DelaysOption = Annotated[
    str,
    typer.Option(
        "--delays",
        help="A dataset whose reporting delays stand in where the desk's own are too few.",
        metavar="DATASET",
    ),
]
DrawsOption = Annotated[
    int,
    typer.Option(
        min=0,
        help="Draw merges and days anew so often, so that the interval carries what is unsure "
        "about them; 100 will do.",
        metavar="N",
    ),
]
CountsOption = Annotated[
    str, typer.Option(help="accepted or all; the desk's setting by default.", metavar="WHICH")
]


@app.command(rich_help_panel=PANEL)
def count(
    context: typer.Context,
    query: QueryArgument,
    counts: CountsOption = "",
    draws: DrawsOption = 0,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Count the events that a query names, by the definition's unit of counting."""
    from dateline.pipeline.counting.count import make_asker

    with opened_desk(context) as opened:
        estimate = make_asker(opened, counts=counts, draws=draws).count(query)
    print_estimate(estimate, as_json=as_json, as_csv=as_csv)


@app.command(rich_help_panel=PANEL)
def rate(  # noqa: PLR0913 - one option for each part of an estimate
    context: typer.Context,
    query: QueryArgument,
    per: Annotated[str, typer.Option(help="day, week, month or year.")] = "week",
    counts: CountsOption = "",
    draws: DrawsOption = 0,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Estimate how often, over the days actually covered, with an interval for bursty counts."""
    from dateline.pipeline.counting.count import make_asker

    with opened_desk(context) as opened:
        estimate = make_asker(opened, counts=counts, draws=draws).rate(query, per)
    print_estimate(estimate, as_json=as_json, as_csv=as_csv)


@app.command(rich_help_panel=PANEL)
def share(  # noqa: PLR0913 - one option for each part of an estimate
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(help="What makes the part, such as `in:ML/Mopti`.", metavar="QUERY")
    ],
    of: Annotated[str, typer.Option(help="The whole: a query line.", metavar="QUERY")],
    counts: CountsOption = "",
    draws: DrawsOption = 0,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Estimate which part of the whole also meets a query, with Wilson's interval."""
    from dateline.pipeline.counting.count import make_asker

    with opened_desk(context) as opened:
        estimate = make_asker(opened, counts=counts, draws=draws).share(query, of)
    print_estimate(estimate, as_json=as_json, as_csv=as_csv)


@app.command(rich_help_panel=PANEL)
def compare(  # noqa: PLR0913 - one option for each part of a comparison
    context: typer.Context,
    query: QueryArgument,
    other: Annotated[str, typer.Option("--with", help="Another query.", metavar="QUERY")] = "",
    start: Annotated[str, typer.Option("--from", help="The first period.", metavar="PERIOD")] = "",
    to: Annotated[str, typer.Option(help="The second period.", metavar="PERIOD")] = "",
    per: Annotated[
        str,
        typer.Option(
            help="day, week, month, year or total; by default month for periods, total for queries."
        ),
    ] = "",
    counts: CountsOption = "",
    delays: DelaysOption = "",
    draws: DrawsOption = 0,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Compare two periods of one query, or two queries: ratio, interval, dispersion."""
    from dateline.errors import CommandError
    from dateline.pipeline.counting.count import make_asker

    with opened_desk(context) as opened:
        asker = make_asker(opened, counts=counts, late_like=delays, draws=draws)
        if start and to and not other:
            compared = asker.change(query, start, to, per or "month")
        elif other and not (start or to):
            compared = asker.compare(query, other, per or "total")
        else:
            raise CommandError(
                "Compare either two periods (--from P --to P) or two queries (--with QUERY)."
            )
    print_comparison(compared, periods=bool(start), as_json=as_json, as_csv=as_csv)


@app.command(rich_help_panel=PANEL)
def series(  # noqa: PLR0913 - one option for each part of a series
    context: typer.Context,
    query: QueryArgument,
    per: Annotated[str, typer.Option(help="day, week, month or year.")] = "week",
    counts: CountsOption = "",
    delays: DelaysOption = "",
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Count a query's events in successive bins; a bin that is still filling is marked."""
    from dateline.cli.tables import print_csv, print_series
    from dateline.pipeline.counting.count import make_asker

    with opened_desk(context) as opened:
        asker = make_asker(opened, counts=counts, late_like=delays)
        points = asker.series(query, per)
        learned = asker.delays(query)
    if as_json:
        print_json(points)
    elif as_csv:
        print_csv(points)
    else:
        print_series(points)
        if learned is None:
            say("How late reports come is unknown here: the last bins may still fill.")
        elif learned.source != "the ledger":
            say(f"Delays are those of {learned.source}: the desk's own are too few to tell.")


def print_estimate(estimate: "Estimate", *, as_json: bool, as_csv: bool = False) -> None:
    """Print an estimate with what it rests on."""
    if as_json or as_csv:
        _print_records([estimate], as_csv=as_csv)
        return
    print_text(_headline(estimate))
    print_ground(estimate)


def _print_records(estimates: "list[Estimate]", *, as_csv: bool) -> None:
    from dateline.cli.tables import print_csv

    (print_csv if as_csv else print_json)(estimates)


def print_comparison(
    compared: "Comparison", *, periods: bool, as_json: bool, as_csv: bool = False
) -> None:
    """Print a comparison: both sides, then the ratio with what chance could do."""
    if as_json or as_csv:
        _print_records([compared], as_csv=as_csv)
        return
    for side in (compared.before, compared.after):
        if side is not None:
            print_text(f"{_headline(side)}{_exposed(side)}   {side.query}")
    print_text(_headline(compared))
    print_text(f"  {_verdict(compared, periods=periods)}")
    if compared.p is not None and compared.minimum_detectable_ratio is not None:
        spread = "unknown" if compared.dispersion is None else f"{compared.dispersion:.2f}"
        print_text(
            f"  dispersion {spread}; p {compared.p:.3f}; a change in rate by a factor of "
            f"{compared.minimum_detectable_ratio:.1f} is the least seen four times in five"
        )
    for line in _cautions(compared, periods=periods):
        print_text(f"  {line}")
    print_ground(compared)


def _exposed(side: "Estimate") -> str:
    """How many over how many days, so that unequal periods are seen to be unequal."""
    if not side.exposure:
        return ""
    counted = "" if " per " not in side.unit else f"{side.n} "
    return f", {counted}over {side.exposure:.1f} days"


def _verdict(compared: "Comparison", *, periods: bool) -> str:
    """Whether two sides differ beyond chance, and how few events would say otherwise."""
    from dateline.model.estimate import is_short

    if coverage_changed(compared):
        return "unclear: coverage changed"
    if compared.p is None or compared.ratio is None:
        return "no ratio: there was nothing before" if compared.p else "nothing to compare"
    if is_short(compared, SIGNIFICANT):
        return (
            "unclear: too short a record to tell a change from counts that remember from week to "
            f"week (p {compared.p_remembering:.3f} if they do); compare longer periods"
        )
    if compared.p < SIGNIFICANT:
        verdict = "the rate changed by more than chance" if periods else "they differ beyond chance"
    else:
        verdict = f"within chance: no {'change' if periods else 'difference'} would fit the counts"
    rates = _ratio_of_rates(compared)
    verdict += "" if rates is None else f"; per day the ratio is {rates:.3g}"
    if compared.flips_at is None:
        return verdict
    events = "event" if compared.flips_at == 1 else "events"
    return f"{verdict}; {compared.flips_at} {events} more or fewer would turn that"


def _ratio_of_rates(compared: "Comparison") -> float | None:
    """The ratio of rates where that of raw totals over unequal periods was asked."""
    before, after = compared.before, compared.after
    if before is None or after is None or compared.ratio is None or " per " in after.unit:
        return None
    days = before.exposure or 0.0, after.exposure or 0.0
    if min(days) <= 0 or days[0] == days[1]:
        return None
    return compared.ratio * days[0] / days[1]


def _cautions(compared: "Comparison", *, periods: bool) -> list[str]:
    """What else than a change may have moved the numbers: season, sources, delay."""
    lines = []
    if compared.season_ratio is not None:
        lines.append(f"the season alone would give a ratio of {compared.season_ratio:.2f}")
    before, after, both = compared.sources
    papers = compared.documents
    if before or after:
        lines.append(
            f"sources active: {before} {'before' if periods else 'over the days of the first'}, "
            f"{after} {'after' if periods else 'over those of the second'}, {both} in both "
            f"(documents: {papers[0]}, {papers[1]}, {papers[2]})"
        )
    if compared.shared_ratio is not None:
        lines.append(f"on sources active in both the ratio is {compared.shared_ratio:.2f}")
    if compared.filled_ratio is not None and compared.filled is not None:
        fell = compared.ratio is not None and compared.ratio < 1
        lines.append(
            f"{'the fall may be delay' if fell else 'reports are still coming in'}: once they are "
            f"in, the ratio would be {compared.filled_ratio:.2f} ({_say_filled(compared.filled)})"
        )
    return lines


def _say_filled(filled: float) -> str:
    """Which of two periods is still filling."""
    if filled > _FILLED:
        return "it is the first period that is still filling"
    return f"{filled:.0%} of the second period is expected to be reported by now"


def coverage_changed(compared: "Comparison") -> bool:
    """Whether sources active in both periods tell another story, or there are none."""
    if compared.sources[0] + compared.sources[1] and not compared.sources[2]:
        return True
    shared, low, high = compared.shared_ratio, compared.ratio_low, compared.ratio_high
    return shared is not None and not (low or 0.0) <= shared <= (high or float("inf"))


def _headline(estimate: "Estimate") -> str:
    if estimate.value is None:
        return f"no answer ({estimate.unit}): {estimate.method}"
    whole = estimate.unit.startswith("share")
    scale, sign = (100, " %") if whole else (1, "")
    unit = estimate.unit.removeprefix("share ") if whole else estimate.unit
    value = f"{estimate.value * scale:.3g}{sign}"
    floor = "at least " if estimate.lower_bound else ""
    if estimate.low is None or estimate.high is None or estimate.low == estimate.high:
        return f"{floor}{value} {unit}"
    level = f"{estimate.level:.0%}" if estimate.level < 1 else "from low to high"
    bounds = f"{estimate.low * scale:.3g} to {estimate.high * scale:.3g}{sign}"
    return f"{floor}{value} {unit} ({level}: {bounds})"


def _say_active(estimate: "Estimate") -> list[str]:
    """The sources and documents active in each period: what tells of any event of its days."""
    lines = []
    for one in estimate.active:
        told = f"{_some(one.sources, 'source')} in {_some(one.documents, 'document')}"
        if len(estimate.active) > 1:
            told += f", {one.start or 'the first day'} to {one.end or 'now'}"
        lines.append(f"active: {told}")
    return lines


def _some(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def print_ground(estimate: "Estimate") -> None:
    """Print what an estimate rests on: how many, over what, whose word, which state."""
    whole = estimate.unit.startswith("share")
    sided = estimate.unit.startswith("ratio")  # each side has said over how many days
    exposure = ""
    if estimate.exposure is not None and not sided:
        exposure = f" over {estimate.exposure:.1f} days"
    if whole and estimate.exposure is not None:
        exposure = f" of {estimate.exposure:.0f}"
    folded = len(estimate.events) > estimate.n and estimate.value is not None
    told = f" ({len(estimate.events)} events, one a place and day)" if folded else ""
    print_text(f"  n {estimate.n}{exposure}{told}; {estimate.method}")
    split = ", ".join(f"{number} {basis}" for basis, number in estimate.by_basis.items())
    more = f"; {estimate.unattributed} more unattributed" if estimate.unattributed else ""
    print_text(f"  {split or 'nobody named'}{more}")
    unsure = [f"up to {estimate.awaiting_review} awaiting review"] * bool(estimate.awaiting_review)
    unsure += [f"{estimate.possible} that may fall inside"] * bool(estimate.possible)
    if unsure:
        print_text(f"  {'; '.join(unsure)}")
    for line in _say_active(estimate):
        print_text(f"  {line}")
    if estimate.n == 0 and estimate.awaiting_review == 0:
        print_text("  `dateline events QUERY` also lists events that only analyses tell")
    told = ", ".join(map(str, estimate.events[:_EVENTS_SHOWN])) or "none"
    rest = len(estimate.events) - _EVENTS_SHOWN
    told += f" and {rest} more (--json lists all)" if rest > 0 else ""
    print_text(
        f"  as reported by {estimate.as_reported or 'now'}; state {estimate.state[:12]}; "
        f"events {told}"
    )
