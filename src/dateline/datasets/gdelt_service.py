"""Fetching GDELT's event files: those of a stretch of time, then only the new ones."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from dateline.datasets.fetched import Before, Fetched, Step
from dateline.datasets.gdelt import GDELT
from dateline.datasets.pages import Pages
from dateline.datasets.service import Absent, Service
from dateline.datasets.settings import DatasetSettings
from dateline.errors import CommandError

_LIST = "masterfilelist.txt"
_STAMP = re.compile(r"(\d{14})\.export\.csv\.zip$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of quarter of an hour, as the master list names it."""

    stamp: str
    url: str
    size: int
    md5: str


def fetch_gdelt(
    service: Service,
    pages: Pages,
    settings: DatasetSettings,
    *,
    stamps: tuple[str, str],
    before: Before | None,
    step: Step,
) -> Fetched:
    """Fetch the event files between two stamps, both included.

    Args:
        service: asks.
        pages: keeps the files.
        settings: where the master list stands.
        stamps: the first and the last moment, `YYYYMMDDhhmmss`.
        before: the snapshot to go on from; its rows stand before the new ones.
        step: told after each file.

    Raises:
        CommandError: no file lies between the stamps, or the service fails.
    """
    address = f"{settings.gdelt}/{_LIST}"
    first, last = stamps
    listed = service.get(address, lambda body: read_list(body, settings.gdelt))
    wanted = [one for one in listed if first <= one.stamp <= last]
    if not wanted and before is None:
        have = f"{listed[0].stamp} to {listed[-1].stamp}" if listed else "none"
        raise CommandError(
            f"{address} lists no file of events from {first} to {last}; it has {have}. Choose "
            "other days with --since and --until."
        )
    lost = []
    parts: list[bytes] = [_rows_before(before)] if before else []
    for number, one in enumerate(wanted, start=1):
        name = f"{one.stamp}.csv"
        part = pages.page(name)
        if part is None:
            try:
                part = service.get(one.url, lambda body, one=one: _unpack(body, one))  # type: ignore[misc]
            except Absent:
                lost.append(f"The file {one.stamp} is listed and not there.")
                continue
            pages.keep(name, part)
        parts.append(part)
        step(number, len(wanted))
    pages.keep("events.csv", b"".join(_ended(part) for part in parts))
    newest = wanted[-1].stamp if wanted else before.cursor if before else ""
    return Fetched(pages.folder / "events.csv", f"{address}?to={newest}", newest, tuple(lost))


def read_list(body: bytes, address: str) -> list[ListedFile]:
    """The event files of a master list, by their stamps, each once.

    The list gives whole addresses; a file is asked for at the address under which the list stands,
    so that a mirror serves both.

    >>> line = b"7 ab http://data.example/gdeltv2/20230704101500.export.CSV.zip"
    >>> read_list(line, "http://mirror.example/g")[0].url
    'http://mirror.example/g/20230704101500.export.CSV.zip'
    """
    found = dict(_listed(body.decode("utf-8", "replace").splitlines(), address))
    if body.strip() and not found and b"export" not in body.lower():
        raise ValueError("it lists no event files")
    return [found[stamp] for stamp in sorted(found)]


def _listed(lines: Iterable[str], address: str) -> Iterable[tuple[str, ListedFile]]:
    for line in lines:
        parts = line.split()
        match = _STAMP.search(parts[-1]) if parts else None
        if match is None or len(parts) != 3 or not parts[0].isdecimal():  # noqa: PLR2004 - size, digest, address
            continue
        file = urlsplit(parts[2]).path.rpartition("/")[2]
        url = urljoin(f"{address}/", file)
        yield match[1], ListedFile(match[1], url, int(parts[0]), parts[1].lower())


def _unpack(body: bytes, listed: ListedFile) -> bytes:
    """The rows of a file that is what the list says of it.

    Raises:
        ValueError: it is not, so it is asked for again.
    """
    if len(body) != listed.size:
        raise ValueError(f"{len(body)} bytes of {listed.size}")
    if hashlib.md5(body, usedforsecurity=False).hexdigest() != listed.md5:
        raise ValueError("its digest is not the list's")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return archive.read(archive.namelist()[0])
    except (zipfile.BadZipFile, IndexError) as error:
        raise ValueError(str(error)) from error


def _rows_before(before: Before) -> bytes:
    """Rows pinned before, as GDELT writes them."""
    import pyarrow.parquet as pq

    table = pq.read_table(before.rows, columns=list(GDELT.columns))
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    lines = ("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)
    return "\n".join(lines).encode("utf-8")


def _ended(part: bytes) -> bytes:
    return part if not part or part.endswith(b"\n") else part + b"\n"
