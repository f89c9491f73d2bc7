"""Fetching a version of UCDP GED from its service, page by page."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from dateline.datasets.fetched import Fetched, Step, write_rows
from dateline.datasets.pages import Pages
from dateline.datasets.service import Absent, Refused, Service, read_json
from dateline.datasets.settings import DatasetSettings
from dateline.datasets.ucdp import UCDP_GED
from dateline.errors import CommandError

TOKEN = "x-ucdp-access-token"  # noqa: S105 - the header's name


def fetch_ucdp(  # noqa: PLR0913 - what is asked, where it is kept, who is told
    service: Service,
    pages: Pages,
    settings: DatasetSettings,
    *,
    version: str,
    token: str,
    filters: Mapping[str, str],
    step: Step,
) -> Fetched:
    """Fetch a version; pages that are there already are not asked for again.

    Args:
        service: asks.
        pages: keeps the pages.
        settings: where the service stands, and how many rows make a page.
        version: such as `25.1`.
        token: the access token; empty sends none.
        filters: the service's own, such as `Country=432` or `StartDate=2023-01-01`.
        step: told after each page.

    Raises:
        CommandError: the version is unknown, the token is refused, or the service fails.
    """
    address = f"{settings.ucdp}/gedevents/{version}"
    headers = {TOKEN: token} if token else {}
    rows: list[dict[str, Any]] = []
    number, last, total = 0, 0, None
    while number <= last:
        name = f"page-{number:05}.json"
        known = pages.page(name)
        query = urlencode({"pagesize": settings.page_size, "page": number, **filters})
        ask = _ask(service, f"{address}?{query}", headers, settings, version)
        page = _read_page(known) if known is not None else ask()
        if known is None:
            pages.keep(name, json.dumps(page).encode())
        if total is not None and page["TotalCount"] != total:
            pages.close()
            raise CommandError(
                f"{address} changed while it was fetched: {total} rows became "
                f"{page['TotalCount']}. Run the command again; it begins anew."
            )
        total, last = page["TotalCount"], max(0, int(page["TotalPages"]) - 1)
        rows += page["Result"]
        number += 1
        step(number, last + 1)
    if len(rows) != total:
        pages.close()
        raise CommandError(
            f"{address} promised {total} rows and gave {len(rows)}. Run the command again; it "
            "begins anew."
        )
    name = f"gedevents-{version}.csv"
    pages.keep(name, write_rows(rows, UCDP_GED.columns))
    asked = f"{address}?{urlencode(filters)}" if filters else address
    return Fetched(pages.folder / name, asked)


def _ask(
    service: Service,
    url: str,
    headers: Mapping[str, str],
    settings: DatasetSettings,
    version: str,
) -> Callable[[], dict[str, Any]]:
    def ask() -> dict[str, Any]:
        try:
            return service.get(url, _read_page, headers=headers)
        except Refused as refusal:
            raise CommandError(
                f"{refusal} Ask UCDP for an access token and put it into the environment variable "
                f"{settings.ucdp_token_variable}; it is written to no file."
            ) from refusal
        except Absent as absence:
            raise CommandError(
                f"{absence} See on https://ucdp.uu.se/downloads/ whether there is a version "
                f"{version}; versions read as 25.1."
            ) from absence

    return ask


def _read_page(body: bytes) -> dict[str, Any]:
    """One page, whole: as many rows as it promises."""
    page = read_json(body)
    if not isinstance(page.get("Result"), list):
        raise ValueError("it lists no rows")  # noqa: TRY004 - what `Service.get` asks again for
    page["TotalCount"], page["TotalPages"] = int(page["TotalCount"]), int(page["TotalPages"])
    if not page["Result"] and page["TotalCount"]:
        raise ValueError("the page is empty")
    return page
