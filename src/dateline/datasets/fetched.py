"""What a service gave: a file to pin, and how to ask for what is new the next time."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Told after each page: how many there are, and how many there will be where that is known.
Step = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A dataset's rows as fetched.

    Attributes:
        file: the rows, to be pinned as any file is.
        asked: the address with every filter and no key.
        cursor: where the next fetch goes on; empty where a version never grows.
        lost: what could not be fetched, a sentence each.
    """

    file: Path
    asked: str
    cursor: str = ""
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What a fetch goes on from: the rows pinned last, and where that fetch ended."""

    rows: Path
    cursor: str


def write_rows(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> bytes:
    r"""Rows of a service as CSV; what no row names is left out, a column nobody knows is kept.

    >>> write_rows([{"id": 5, "best": None, "new": True}], ["id", "best", "year"])
    b'id,best,new\n5,,True\n'
    """
    rows = list(rows)
    named = {name for row in rows for name in row}
    order = [name for name in columns if name in named]
    order += sorted(named - set(order))
    text = io.StringIO()
    writer = csv.DictWriter(text, order, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
