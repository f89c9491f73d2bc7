"""Fetching a dataset from its service, and pinning what it gave."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.desk import Desk
from dateline.errors import CommandError
from dateline.model.dataset import Manifest
from dateline.model.problem import Problem
from dateline.pipeline.keeping.opening import read_clock

if TYPE_CHECKING:
    from dateline.datasets.fetched import Before, Fetched, Step
    from dateline.datasets.pages import Pages
    from dateline.datasets.service import Service
    from dateline.datasets.store import Added

_FIRST, _LAST = "00000000000000", "99999999999999"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a service.

    Attributes:
        version: the publisher's version, or the name to pin the rows under; empty for today's.
        since: first day, ISO; empty for the service's first, or for where the last fetch ended.
        until: last day, ISO; empty for the newest.
        filters: the service's own filters.
        anew: fetch everything, whatever is pinned already.
    """

    version: str = ""
    since: str = ""
    until: str = ""
    filters: Mapping[str, str] | None = None
    anew: bool = False


def fetch_dataset(desk: Desk, name: str, wanted: Wanted, step: "Step") -> "Added":
    """Fetch a dataset and pin it; stopped half way, the next run goes on from there.

    Args:
        desk: the desk, whose settings say where the services stand.
        name: the dataset, such as `ucdp-ged`.
        wanted: what is asked of it.
        step: told after each page.

    Raises:
        CommandError: the dataset is unknown, a key lacks or is refused, or the service fails.
        DeskError: the desk cannot be written.
    """
    from dateline.datasets.kinds import find_kind
    from dateline.datasets.pages import Pages
    from dateline.datasets.service import Service
    from dateline.datasets.store import Added, add_snapshot, list_snapshots

    find_kind(name)
    for day in (wanted.since, wanted.until):
        _check_day(day)
    folder = desk.folder / "datasets"
    held = [one for one in list_snapshots(folder) if one.name == name]
    if name == "ucdp-ged":
        version = _ucdp_version(wanted)
        pinned = [one for one in held if one.version == version]
        if pinned:
            return Added(pinned[0], False, ())
    now = read_clock()
    asked = {
        "version": wanted.version,
        "since": wanted.since,
        "until": wanted.until,
        "anew": str(wanted.anew),
        "page_size": str(desk.datasets.page_size),
        **(wanted.filters or {}),
    }
    pages = Pages(folder / name / ".fetching", asked, now=now)
    ways = {"ucdp-ged": _fetch_ucdp, "acled": _fetch_acled, "gdelt": _fetch_gdelt}
    fetched = ways[name](desk, Service(desk.datasets), pages, wanted, held, step)
    version = wanted.version or _free_version(pages.started[:10], held)
    added = add_snapshot(
        folder, name, fetched.file, version=version, now=pages.started, fetched=fetched
    )
    pages.close()
    lost = tuple(
        Problem("not-fetched", name, what, "Fetch it again later, with --anew.", "warning")
        for what in fetched.lost
    )
    return replace(added, problems=(*added.problems, *lost))


def read_filters(given: Iterable[str]) -> dict[str, str]:
    """Filters written `key=value`.

    Raises:
        CommandError: one is not.

    >>> read_filters(["country=Mali", "year=2023"])
    {'country': 'Mali', 'year': '2023'}
    """
    found = {}
    for text in given:
        key, mark, value = text.partition("=")
        if not key or not mark:
            raise CommandError(f"'{text}' is no filter; write it as country=Mali.")
        found[key] = value
    return found


def _ucdp_version(wanted: Wanted) -> str:
    if not wanted.version:
        raise CommandError(
            "UCDP publishes versions: say which, such as `--version 25.1`, or give a file."
        )
    return wanted.version


def _fetch_ucdp(
    desk: Desk,
    service: "Service",
    pages: "Pages",
    wanted: Wanted,
    _held: list[Manifest],
    step: "Step",
) -> "Fetched":
    from dateline.datasets.ucdp_service import fetch_ucdp

    days = {"StartDate": wanted.since, "EndDate": wanted.until}
    return fetch_ucdp(
        service,
        pages,
        desk.datasets,
        version=wanted.version,
        token=os.environ.get(desk.datasets.ucdp_token_variable, ""),
        filters={**(wanted.filters or {}), **{key: day for key, day in days.items() if day}},
        step=step,
    )


def _fetch_acled(
    desk: Desk,
    service: "Service",
    pages: "Pages",
    wanted: Wanted,
    held: list[Manifest],
    step: "Step",
) -> "Fetched":
    from dateline.datasets.acled_service import Account, address_of, fetch_acled

    settings = desk.datasets
    account = Account(
        service,
        settings,
        os.environ.get(settings.acled_user_variable, ""),
        os.environ.get(settings.acled_password_variable, ""),
    )
    filters = dict(wanted.filters or {})
    if wanted.until:
        days = f"{wanted.since or '1997-01-01'}|{wanted.until}"
        filters |= {"event_date": days, "event_date_where": "BETWEEN"}
    elif wanted.since:
        filters |= {"event_date": wanted.since, "event_date_where": ">="}
    before = None if wanted.anew else _last(desk, held, address_of(settings, filters))
    return fetch_acled(account, pages, filters=filters, before=before, step=step)


def _fetch_gdelt(
    desk: Desk,
    service: "Service",
    pages: "Pages",
    wanted: Wanted,
    held: list[Manifest],
    step: "Step",
) -> "Fetched":
    from dateline.datasets.gdelt_service import fetch_gdelt

    if wanted.filters:
        raise CommandError("GDELT's files take no --where; choose days with --since and --until.")
    before = None if wanted.anew or wanted.since else _last(desk, held, "")
    if before is None and not wanted.since:
        raise CommandError("GDELT has files since 2015: say from which day on, with --since.")
    first = str(int(before.cursor) + 1) if before else wanted.since.replace("-", "") + _FIRST[8:]
    last = wanted.until.replace("-", "") + _LAST[8:] if wanted.until else _LAST
    return fetch_gdelt(
        service, pages, desk.datasets, stamps=(first, last), before=before, step=step
    )


def _last(desk: Desk, held: list[Manifest], asked: str) -> "Before | None":
    """The snapshot fetched last in answer to the same question; any where none is given."""
    from dateline.datasets.fetched import Before
    from dateline.datasets.store import rows_path

    found = [one for one in held if one.cursor and asked in ("", one.asked)]
    if not found:
        return None
    return Before(rows_path(desk.folder / "datasets", found[-1]), found[-1].cursor)


def _free_version(day: str, held: list[Manifest]) -> str:
    """The day, or the day with a number where it is taken."""
    taken = {one.version for one in held}
    names = (day, *(f"{day}.{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _check_day(day: str) -> None:
    try:
        date.fromisoformat(day or "2023-01-01")
    except ValueError:
        raise CommandError(f"'{day}' is no day; write it as 2023-07-04.") from None
