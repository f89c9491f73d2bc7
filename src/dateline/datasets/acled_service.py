"""Fetching ACLED with an account: page by page, then only what changed, and what was deleted."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

from dateline.datasets.acled import ACLED
from dateline.datasets.fetched import Before, Fetched, Step, write_rows
from dateline.datasets.pages import Pages
from dateline.datasets.service import Refused, Service, read_json
from dateline.datasets.settings import DatasetSettings
from dateline.errors import CommandError

Read = TypeVar("Read")
_OVERLAP = 86_400  # seconds asked for twice, so that no change slips between two fetches
_SWEEPS = 3


@dataclass(slots=True)
class Account:
    """An account that signs in when it is first needed, and again when its hour is over."""

    service: Service
    settings: DatasetSettings
    user: str
    password: str = field(repr=False)
    _token: str = field(default="", repr=False)

    def get(self, url: str, read: Callable[[bytes], Read]) -> Read:
        """Ask for an address with a token."""
        if not self._token:
            self._sign_in()
        try:
            return self._ask(url, read)
        except Refused:  # the token has run out
            self._sign_in()
        try:
            return self._ask(url, read)
        except Refused as refusal:
            raise CommandError(
                f"{refusal} The account {self.user} may not read it; see its terms on "
                "https://acleddata.com/."
            ) from refusal

    def _ask(self, url: str, read: Callable[[bytes], Read]) -> Read:
        return self.service.get(url, read, headers={"Authorization": f"Bearer {self._token}"})

    def _sign_in(self) -> None:
        settings = self.settings
        if not self.user or not self.password:
            raise CommandError(
                f"ACLED asks for an account. Put its address into {settings.acled_user_variable} "
                f"and its password into {settings.acled_password_variable}, as environment "
                "variables; they are written to no file. Or give a file you downloaded."
            )
        form = {
            "username": self.user,
            "password": self.password,
            "grant_type": "password",
            "client_id": "acled",
        }
        try:
            self._token = self.service.get(f"{settings.acled}/oauth/token", _read_token, form=form)
        except Refused as refusal:
            raise CommandError(
                f"{refusal} Check {settings.acled_user_variable} and "
                f"{settings.acled_password_variable}."
            ) from refusal


def fetch_acled(
    account: Account,
    pages: Pages,
    *,
    filters: Mapping[str, str],
    before: Before | None,
    step: Step,
) -> Fetched:
    """Fetch the rows that filters name, or what changed in them since the last fetch.

    A row deleted while pages are fetched moves others from page to page, so the pages are then
    fetched anew.

    Args:
        account: asks.
        pages: keeps the pages.
        filters: ACLED's own, such as `country=Mali`.
        before: the snapshot to go on from; None fetches everything.
        step: told after each page.

    Raises:
        CommandError: the account is refused, or the service fails.
    """
    started = int(datetime.fromisoformat(pages.started).timestamp())
    since = before.cursor if before else ""
    changed = {"timestamp": since, "timestamp_where": ">="} if since else {}
    rows: dict[str, dict[str, Any]] = {}
    gone: dict[str, int] = {}
    moved: set[str] = set()  # deleted while pages were fetched
    for _ in range(_SWEEPS):
        asked = {**filters, **changed}
        rows = {
            str(row["event_id_cnty"]): row
            for row in _sweep(account, pages, ("acled", "rows"), asked, step)
        }
        gone = _deleted(account, pages, since or str(started), step)
        late = {key for key, moment in gone.items() if moment >= started}
        if late <= moved:
            break
        moved = late
        pages.begin(pages.started)
    kept = {
        key: row for key, row in rows.items() if gone.get(key, -1) < int(row.get("timestamp") or 0)
    }
    payload = write_rows(kept.values(), (*ACLED.columns, *ACLED.extras))
    if before is not None:
        payload = _merge(before.rows, kept, set(gone) | set(rows))
    pages.keep("acled.csv", payload)
    asked_for = address_of(account.settings, filters)
    return Fetched(pages.folder / "acled.csv", asked_for, str(started - _OVERLAP))


def address_of(settings: DatasetSettings, filters: Mapping[str, str]) -> str:
    """The address that answers with the rows these filters name."""
    address = f"{settings.acled}/api/acled/read"
    return f"{address}?{urlencode(filters)}" if filters else address


def _deleted(account: Account, pages: Pages, since: str, step: Step) -> dict[str, int]:
    """When each row deleted since then was deleted."""
    asked = {"deleted_timestamp": since, "deleted_timestamp_where": ">="}
    return {
        str(row["event_id_cnty"]): int(row["deleted_timestamp"])
        for row in _sweep(account, pages, ("deleted", "deleted"), asked, step)
    }


def _sweep(
    account: Account,
    pages: Pages,
    feed: tuple[str, str],
    asked: Mapping[str, str],
    step: Step,
) -> Iterator[dict[str, Any]]:
    """Every row of a feed, page by page until one is not full."""
    size = account.settings.page_size
    number = 1
    while True:
        name = f"{feed[1]}-{number:05}.json"
        query = urlencode({"_format": "json", "limit": size, "page": number, **asked})
        known = pages.page(name)
        if known is None:
            url = f"{account.settings.acled}/api/{feed[0]}/read?{query}"
            rows = account.get(url, _read_page)
            if len(rows) == size:  # the last page may grow: it is asked for again
                pages.keep(name, json.dumps(rows).encode())
        else:
            rows = json.loads(known)
        step(number, None)
        yield from rows
        if len(rows) < size:
            return
        number += 1


def _merge(rows: Path, changed: Mapping[str, Mapping[str, Any]], touched: set[str]) -> bytes:
    """The rows pinned last without those changed or deleted, and the changed ones as they are."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    table = pq.read_table(rows)
    is_touched = pc.is_in(table["event_id_cnty"], pa.array(sorted(touched), pa.string()))
    rest = table.filter(pc.invert(is_touched))
    named = {name for row in changed.values() for name in row}
    columns = [
        name
        for name in rest.column_names
        if name in named or rest[name].null_count < rest.num_rows or not rest.num_rows
    ]
    return write_rows([*rest.select(columns).to_pylist(), *changed.values()], columns)


def _read_page(body: bytes) -> list[dict[str, Any]]:
    """The rows of a page, as many as it says there are."""
    page = read_json(body)
    rows = page.get("data")
    if not isinstance(rows, list):
        raise ValueError("it lists no rows")  # noqa: TRY004 - what `Service.get` asks again for
    if "count" in page and int(page["count"]) != len(rows):
        raise ValueError(f"it says {page['count']} rows and lists {len(rows)}")
    return rows


def _read_token(body: bytes) -> str:
    token = read_json(body).get("access_token")
    if not token:
        raise ValueError("it holds no token")
    return str(token)
