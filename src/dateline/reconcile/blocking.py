"""Which mentions are compared at all: those close enough in time, place and country.

Mentions stand sorted by key and day, a key being a country, or a cell of a degree in it.
What may lie near a mention is then a run of the sorted rows, found by two bisections, so cost
grows with the mentions of a neighbourhood in a few days, not with the ledger.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from dateline.reconcile.columns import Array, Columns, expand
from dateline.reconcile.compare import gap_days
from dateline.reconcile.nearness import KM_A_DEGREE, distances_km
from dateline.reconcile.settings import LinkSettings

_WIDE_DAYS = 62  # a longer interval says too little of when to block on
_NARROW_DAYS = 7  # a longer interval is listed once for each week
_AT_ONCE = 2_000_000  # pairs looked at together
_CELLS = 64_800  # of a degree on the globe
_DAYS = 1 << 22  # more than any ordinal of a day


class Blocks:
    """An index of the rows of columns by when and where; ask it for the rows near some rows."""

    def __init__(self, columns: Columns, settings: LinkSettings, rows: Array) -> None:
        """Index some rows of columns."""
        self._columns = columns
        self._settings = settings
        stands, self._days = _list_days(columns, rows)
        country, cells = columns["country"][stands] + 1, self._cells(stands)
        town = cells >= 0
        self._lists = {
            "cells": self._sort(stands, town, country * _CELLS + cells),
            "anywhere": self._sort(stands, ~town, country),
            "countries": self._sort(stands, np.ones(len(stands), bool), country),
            "days": self._sort(stands, np.ones(len(stands), bool), np.zeros(len(stands), int)),
        }
        placed = rows[columns["town"][rows] >= 0]
        nothing = np.zeros(len(placed), int)
        self._lists["towns"] = _Sorted(columns["town"][placed], nothing, placed)

    def find_pairs(self, probes: Array) -> tuple[Array, Array]:
        """Pairs of a probe and a row near it, each pair once, the smaller row first."""
        found = [pair for pair in self._search(probes) if len(pair[0])]
        if not found:
            return np.zeros(0, int), np.zeros(0, int)
        size = self._columns.size
        keys = np.unique(
            np.concatenate([np.minimum(*pair) * size + np.maximum(*pair) for pair in found])
        )
        return keys // size, keys % size

    def _sort(self, rows: Array, picked: Array, keys: Array) -> "_Sorted":
        return _Sorted(keys[picked], self._days[picked], rows[picked])

    def _search(self, probes: Array) -> Iterator[tuple[Array, Array]]:
        columns = self._columns
        start, end = columns["start"][probes], columns["end"][probes]
        dated = (start > 0) & (end - start <= _WIDE_DAYS)
        yield from self._probe(probes[dated], start[dated], end[dated])
        moved = _move_years(columns, probes[columns["guessed"][probes]])
        yield from self._probe(moved[:, 0], moved[:, 1], moved[:, 2])
        undated = probes[~dated & (columns["town"][probes] >= 0)]
        nothing = np.zeros(len(undated), int)
        yield from self._run("towns", columns["town"][undated], [nothing, nothing], undated)

    def _probe(self, rows: Array, start: Array, end: Array) -> Iterator[tuple[Array, Array]]:
        """Rows near each in time, by the list that fits how well its place is known."""
        columns, margin = self._columns, self._settings.window_days
        span = (start - margin - _NARROW_DAYS, end + margin)
        country = columns["country"][rows] + 1
        cells = self._cells(rows)
        nowhere, rough = country == 0, (country > 0) & (cells < 0)
        town = cells >= 0
        picked = [part[nowhere] for part in span]
        yield from self._run("days", np.zeros(nowhere.sum(), int), picked, rows[nowhere])
        picked = [part[rough] for part in span]
        yield from self._run("countries", country[rough], picked, rows[rough])
        picked = [part[town] for part in span]
        yield from self._run("anywhere", country[town], picked, rows[town])
        for down in (-1, 0, 1):
            for across in (-1, 0, 1):
                cell = _beside(cells[town], down, across)
                key = country[town] * _CELLS + cell
                yield from self._run("cells", key, picked, rows[town])
        placed = ~nowhere
        picked = [part[placed] for part in span]
        yield from self._run("anywhere", np.zeros(placed.sum(), int), picked, rows[placed])

    def _run(
        self, name: str, keys: Array, span: list[Array], rows: Array
    ) -> Iterator[tuple[Array, Array]]:
        """The rows of one sorted list in a run for each key, in pieces that fit in memory."""
        listed = self._lists[name]
        first, last = listed.find(keys, span[0], span[1])
        sizes = np.cumsum(last - first)
        before = 0
        while before < len(rows):
            already = sizes[before - 1] if before else 0
            after = max(before + 1, int(np.searchsorted(sizes, already + _AT_ONCE, side="right")))
            near = listed.rows[expand(first[before:after], last[before:after])]
            mine = np.repeat(rows[before:after], (last - first)[before:after])
            kept = (mine != near) & may_be_one(self._columns, mine, near, self._settings)
            yield mine[kept], near[kept]
            before = after

    def _cells(self, rows: Array) -> Array:
        """The cell of a degree each row lies in; -1 where it is known no closer than a region."""
        columns = self._columns
        latitude, longitude = columns["latitude"][rows], columns["longitude"][rows]
        vague = np.isnan(latitude) | np.isnan(longitude) | columns["whole"][rows]
        vague |= columns["reach"][rows] >= 80  # noqa: PLR2004 - of a larger region
        down = np.clip(np.nan_to_num(latitude) + 90, 0, 179).astype(int)
        across = (np.nan_to_num(longitude) + 180).astype(int) % 360
        return np.where(vague, -1, down * 360 + across)


class _Sorted:
    """Rows sorted by key and day, so that a key's days are one run."""

    def __init__(self, keys: Array, days: Array, rows: Array) -> None:
        whole = keys.astype(np.int64) * _DAYS + days
        order = np.argsort(whole, kind="stable")
        self.rows = rows[order]
        self._whole = whole[order]

    def find(self, keys: Array, first: Array | int, last: Array | int) -> tuple[Array, Array]:
        """Where the run from day to day begins and ends, for each key."""
        base = keys.astype(np.int64) * _DAYS
        return (
            np.searchsorted(self._whole, base + np.maximum(first, 0), side="left"),
            np.searchsorted(self._whole, base + last, side="right"),
        )


def _list_days(columns: Columns, rows: Array) -> tuple[Array, Array]:
    """Rows and the days they are found under: the first of each week, in each year they may mean.

    A row stands once, or once for each week of a long interval.
    """
    start, end = columns["start"][rows].astype(np.int64), columns["end"][rows].astype(np.int64)
    dated = (start > 0) & (end - start <= _WIDE_DAYS)
    moved = _move_years(columns, rows[columns["guessed"][rows]])
    stands = np.concatenate([rows[dated], moved[:, 0]])
    first = np.concatenate([start[dated], moved[:, 1]])
    weeks = (np.concatenate([end[dated], moved[:, 2]]) - first) // _NARROW_DAYS + 1
    nth = expand(np.zeros(len(weeks), int), weeks)
    return np.repeat(stands, weeks), np.repeat(first, weeks) + nth * _NARROW_DAYS


def may_be_one(columns: Columns, a: Array, b: Array, settings: LinkSettings) -> Array:
    """Whether mentions are close enough to be compared."""
    near = gap_days(columns, a, b) <= settings.window_days
    near |= columns["guessed"][a] | columns["guessed"][b]
    country = columns["country"]
    near &= (country[a] == country[b]) | (country[a] < 0) | (country[b] < 0)
    rest = np.flatnonzero(near)
    near[rest] = ~_too_far(columns, a[rest], b[rest], settings.window_km)
    return np.asarray(near)


def _too_far(columns: Columns, a: Array, b: Array, window_km: float) -> Array:
    latitude, longitude, reach = (columns[name] for name in ("latitude", "longitude", "reach"))
    limit = reach[a] + reach[b] + window_km
    far = np.abs(latitude[a] - latitude[b]) * KM_A_DEGREE > limit
    rest = np.flatnonzero(~far & ~np.isnan(latitude[a]) & ~np.isnan(latitude[b]))
    one, two = a[rest], b[rest]
    apart = distances_km(latitude[one], longitude[one], latitude[two], longitude[two])
    far[rest] = apart > limit[rest]
    admin, region = columns["admin"], 80  # kilometres that a larger region reaches
    vague = (reach[a] >= region) | (reach[b] >= region)
    far &= ~((admin[a] >= 0) & (admin[a] == admin[b]) & vague)  # its point may lie far off
    return np.asarray(far & ~(columns["whole"][a] | columns["whole"][b]))


def _beside(cells: Array, down: int, across: int) -> Array:
    return np.asarray((cells // 360 + down) * 360 + (cells % 360 + across) % 360)


def _move_years(columns: Columns, rows: Array) -> Array:
    """Rows with first and last day in each other year that their words could mean."""
    moved = []
    for row in rows.tolist():
        mention = columns.mentions[row].mention
        for year in mention.year_candidates:
            start, end = mention.date_start, mention.date_end or mention.date_start
            if start is None or end is None or year == start.year:
                continue
            first = _move(start, year)
            moved.append((row, first.toordinal(), first.toordinal() + (end - start).days))
    return np.array(moved, dtype=np.int64).reshape(-1, 3)


def _move(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28) + timedelta(days=1)
