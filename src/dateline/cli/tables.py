"""Numbers as a spreadsheet reads them, and a series as a chart on the terminal."""

import csv
import sys
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from dateline.cli.output import print_text
from dateline.model.record import to_record

if TYPE_CHECKING:
    from dateline.model.estimate import SeriesPoint

_EIGHTHS = " ▏▎▍▌▋▊▉"
_MARGIN = 20  # columns that day and number take, and the gaps
_NARROWEST, _WIDEST = 10, 60
_FEW = 2  # rows below which a total says nothing


def print_csv(records: Iterable[Any]) -> None:
    """Print records as CSV with a header; lists are joined by `;`, what is inside others left."""
    writer: Any = None
    for record in records:
        row = {
            name: ";".join(map(str, value)) if isinstance(value, list) else value
            for name, value in to_record(record).items()
            if not isinstance(value, dict) and not _holds_records(value)
        }
        if writer is None:
            writer = csv.DictWriter(sys.stdout, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow(row)


def _holds_records(value: object) -> bool:
    """Whether a value is a list of records, for which one cell has no room."""
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def print_series(points: "Sequence[SeriesPoint]") -> None:
    """Print a series as a bar chart; a light bar is what is still expected to be reported."""
    if not points:
        print_text("no bins: the period lies after the cutoff")
        return
    most = max(max(point.count, point.expected or 0) for point in points)
    remarks = max(len(_remark(point)) for point in points)
    width = min(_WIDEST, max(_NARROWEST, get_terminal_size().columns - _MARGIN - remarks))
    scale = width / most if most else 0.0
    for point in points:
        bar = draw_bar(point.count * scale)
        more = round(((point.expected or point.count) - point.count) * scale)
        print_text(f"{point.start}  {point.count:>4}  {bar}{'░' * more}{_remark(point)}".rstrip())
    if len(points) >= _FEW:
        total = sum(point.count for point in points)
        print_text(f"{'total':<10}  {total:>4}")


def draw_bar(length: float) -> str:
    """A bar so many columns long, to the eighth of a column.

    >>> draw_bar(2.5)
    '██▌'
    """
    whole = int(length)
    rest = _EIGHTHS[int((length - whole) * 8)].strip()
    return "█" * whole + rest


def _remark(point: "SeriesPoint") -> str:
    """That a bin is still filling, and what it is expected to come to."""
    if point.complete:
        return ""
    days = (point.end - point.start).days + 1
    partly = point.covered is not None and point.covered < days
    part = f"  {point.covered:.3g} of {days} days" if partly else ""
    if point.expected is None or point.low is None or point.high is None:
        return f"{part}  still filling"
    bounds = f"{point.low:.0f} to {point.high:.0f}"
    return f"{part}  still filling: {point.expected:.0f} expected ({bounds})"
