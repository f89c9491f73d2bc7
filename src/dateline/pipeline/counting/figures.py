"""What an update's figures are drawn from: events of both periods, what still fills, images."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from dateline.errors import CommandError, PublishRefused
from dateline.model.binding import FigureBlock
from dateline.model.estimate import SeriesPoint
from dateline.model.event import Event
from dateline.model.place import GazetteerEntry
from dateline.pipeline.counting.dataset_figures import credit_dataset, find_dataset_fault, list_rows
from dateline.pipeline.protection.withhold import sources_to_show
from dateline.publish.edition import FigureMatter, Picture
from dateline.publish.kinds import FIGURE_KINDS

if TYPE_CHECKING:
    from dateline.measure.selection import Selection
    from dateline.pipeline.counting.count import Asker

Says = Callable[[Iterable[str]], tuple[str, ...]]


def gather_figure(
    asker: "Asker",
    block: FigureBlock,
    events: Mapping[int, Event],
    told: Mapping[int, Event],
    *,
    says: Says,
) -> FigureMatter:
    """Gather what one figure is drawn from.

    Args:
        asker: of the update.
        block: the figure block; its query can be asked.
        events: every event by id, for bars that show counts alone.
        told: the events as open accounts tell them, for all that shows more of an event.
        says: gives the sentences that explain what query lines name.
    """
    arguments = block.arguments
    credit = arguments.get("credit", asker.opened.desk.settings.name)
    if block.kind == "image":
        return FigureMatter(block, (), picture=read_picture(asker, block))
    counted = FIGURE_KINDS[block.kind].counts and not arguments.get("colour")
    known = events if counted else told
    selection = asker.select(block.query, within=arguments.get("to", ""))
    first = arguments.get("from", "")
    earlier = asker.select(block.query, within=first) if first else None
    if selection.resolved.dataset:
        return _over_dataset(asker, block, selection, earlier, says=says)
    periods = selection.resolved.periods
    numbers = (*selection.events, *(earlier.events if earlier else ()))
    return FigureMatter(
        block=block,
        events=tuple(known[number] for number in selection.events if number in known),
        before=tuple(known[number] for number in earlier.events if number in known)
        if earlier
        else (),
        since=periods[0].start if periods else None,
        until=periods[-1].end if periods else None,
        says=says([block.query]),
        note=arguments.get("note", ""),
        credit=credit,
        earlier=_span(earlier),
        filling=_filling(asker, block) if block.kind in ("bars", "multiples") else (),
        unshown=sum(number not in known for number in numbers),
        unit=selection.resolved.unit,
        counted=None if earlier else len(selection.units),
        centre=find_place(asker, arguments.get("centre", "")) if block.kind == "city" else None,
    )


def _over_dataset(
    asker: "Asker",
    block: FigureBlock,
    selection: "Selection",
    earlier: "Selection | None",
    *,
    says: Says,
) -> FigureMatter:
    """Gather a figure over a dataset, which is credited to its authors."""
    periods = selection.resolved.periods
    manifest = asker.snapshot(selection.resolved.dataset or "").manifest
    own = block.arguments.get("credit", asker.opened.desk.settings.name)
    return FigureMatter(
        block=block,
        events=list_rows(selection),
        before=list_rows(earlier) if earlier else (),
        since=periods[0].start if periods else None,
        until=periods[-1].end if periods else None,
        says=says([block.query]),
        note=block.arguments.get("note", ""),
        credit=f"{own}; {credit_dataset(manifest)}",
        earlier=_span(earlier),
        dataset=manifest,
    )


def find_fault(asker: "Asker", block: FigureBlock) -> str:
    """Say why a figure cannot be drawn; empty where it can."""
    try:
        if block.kind == "image":
            read_picture(asker, block)
            return ""
        if not block.query:
            return ""  # said of the block itself
        found = [asker.select(block.query, within=block.arguments.get("to", ""))]
        if block.arguments.get("from"):
            found.append(asker.select(block.query, within=block.arguments["from"]))
        if block.arguments.get("centre"):
            find_place(asker, block.arguments["centre"])
    except (CommandError, PublishRefused) as error:
        return str(error)
    if found[0].resolved.dataset:
        return find_dataset_fault(block, sum(len(one.rows) for one in found))
    if not any(one.events for one in found):
        return "Its query matches no event: check the names and dates in it."
    return ""


def find_place(asker: "Asker", text: str) -> GazetteerEntry:
    """The place of a name.

    Raises:
        CommandError: nobody knows it.
    """
    return asker.names(asker.opened.clocks).known_town(text)


def read_picture(asker: "Asker", block: FigureBlock) -> Picture:
    """Read an image of the register with its licence and credit.

    Raises:
        PublishRefused: it is not in the register, has no licence there, or cannot be read.
        SettingsError: the register itself cannot be used.
    """
    from dateline.pipeline.counting.images import find_image

    desk = asker.opened.desk
    return find_image(desk.folder, block.arguments.get("file", ""), sources_to_show(desk))


def _span(earlier: "Selection | None") -> tuple[date, date] | None:
    periods = earlier.resolved.periods if earlier else ()
    if not periods or periods[0].start is None or periods[-1].end is None:
        return None
    return periods[0].start, periods[-1].end


def _filling(asker: "Asker", block: FigureBlock) -> tuple[SeriesPoint, ...]:
    """What the weeks or months of a figure will have come to; empty where nobody can say."""
    from dateline.measure.delay import LONGEST, nowcast_spans
    from dateline.publish.figures.bins import cut_bins

    delays = asker.delays(block.query)
    selection = asker.select(block.query)
    periods = selection.resolved.periods
    if delays is None or not periods or periods[0].start is None:
        return ()
    last = min(periods[-1].end or date.max, date.fromordinal(delays.cutoff))
    per = block.arguments.get("per", "week")
    spans = [
        (start.toordinal(), end.toordinal())
        for start, end in cut_bins(periods[0].start, last, per)
        if end.toordinal() + LONGEST > delays.cutoff
    ]
    found = nowcast_spans(selection, spans, delays, state=asker.state_actors())
    return tuple(
        SeriesPoint(date.fromordinal(start), date.fromordinal(end), one.counted, (),
                    not one.filling, one.filled, one.expected, one.low, one.high)
        for (start, end), one in zip(spans, found, strict=True)
    )  # fmt: skip
