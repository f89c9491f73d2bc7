"""Services on this machine that answer as UCDP, ACLED and GDELT do, and fail as they do."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

GED = {"type_of_violence": 1, "country": "Mali", "date_start": "2023-07-04", "best": 3}


@dataclass
class Asked:
    """One request: its path, its query and form, and the key that came with it."""

    path: str
    given: dict[str, str]
    key: str


@dataclass
class FakeService:
    """Rows, faults to answer with first, and what was asked.

    Attributes:
        rows: the rows it has.
        deleted: ACLED's feed of deletions.
        files: GDELT's files by name.
        faults: answers given before the real one, each a status with headers or `cut`.
        asked: every request.
        tokens: keys taken; a sign-in gives the first.
        password: what the account has to give.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    deleted: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[tuple[int | str, dict[str, str]]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    tokens: list[str] = field(default_factory=lambda: ["token-1"])
    password: str = "secret"  # noqa: S105 - invented
    address: str = ""
    before_page: Callable[[int], None] = lambda _number: None

    def answer(self, asked: Asked) -> tuple[int, bytes]:
        """What it says to a request."""
        if asked.path == "/oauth/token":
            good = asked.given.get("password") == self.password
            return (200 if good else 401), _json({"access_token": self.tokens[0]})
        if asked.path.startswith("/gedevents/"):
            return self._ucdp(asked)
        if asked.path.startswith("/api/"):
            return self._acled(asked)
        if asked.path == "/masterfilelist.txt":
            return 200, self._list()
        body = self.files.get(asked.path.rpartition("/")[2])
        return (200, body) if body is not None else (404, b"")

    def _ucdp(self, asked: Asked) -> tuple[int, bytes]:
        if asked.key not in self.tokens:
            return 401, b'{"message": "no token"}'
        if not asked.path.endswith("/25.1"):
            return 404, b""
        size, number = int(asked.given["pagesize"]), int(asked.given["page"])
        self.before_page(number)
        pages = -(-len(self.rows) // size)
        page = {"TotalCount": len(self.rows), "TotalPages": pages, "Result": []}
        page["Result"] = self.rows[number * size : (number + 1) * size]
        return 200, _json(page)

    def _acled(self, asked: Asked) -> tuple[int, bytes]:
        if asked.key.removeprefix("Bearer ") not in self.tokens:
            return 401, b'{"error": "invalid_token"}'
        given = asked.given
        feed, column = (
            (self.deleted, "deleted_timestamp")
            if "deleted" in asked.path
            else (self.rows, "timestamp")
        )
        rows = [row for row in feed if int(row[column]) >= int(given.get(column, 0))]
        rows = [
            row for row in rows if row.get("country") == given.get("country", row.get("country"))
        ]
        size, number = int(given["limit"]), int(given["page"])
        self.before_page(number)
        page = rows[(number - 1) * size : number * size]
        return 200, _json({"status": 200, "count": len(page), "data": page})

    def _list(self) -> bytes:
        lines = [
            f"{len(body)} {hashlib.md5(body, usedforsecurity=False).hexdigest()} "
            f"http://data.example/gdeltv2/{name}"
            for name, body in self.files.items()
        ]
        return "\n".join(
            [*lines, "9 ab http://data.example/gdeltv2/20230704100000.gkg.csv.zip"]
        ).encode()


@contextmanager
def serving(fake: FakeService) -> Iterator[FakeService]:
    """Start a service on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer({key: values[0] for key, values in parse_qs(body).items()})

        def _answer(self, form: dict[str, str]) -> None:
            parts = urlsplit(self.path)
            given = {key: values[0] for key, values in parse_qs(parts.query).items()} | form
            key = self.headers.get("x-ucdp-access-token") or self.headers.get("Authorization", "")
            asked = Asked(parts.path, given, key)
            fake.asked.append(asked)
            fault = fake.faults.pop(0) if fake.faults else None
            if fault is not None and isinstance(fault[0], int):
                status, body, headers = fault[0], b"", fault[1]
            else:
                (status, body), headers = fake.answer(asked), {}
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if fault and fault[0] == "cut" else body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    fake.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def ged_rows(*ids: int) -> list[dict[str, Any]]:
    """Invented rows of GED with these ids."""
    return [{"id": number, **GED} for number in ids]


def acled_row(key: str, timestamp: int, **others: object) -> dict[str, Any]:
    """An invented row of ACLED, as its service writes numbers: in quotes."""
    row = {"event_id_cnty": key, "event_date": "2023-07-04", "event_type": "Battles"}
    return {**row, "country": "Mali", "fatalities": "1", "timestamp": str(timestamp), **others}


def gdelt_file(*ids: int) -> bytes:
    """A zipped file of GDELT with rows of these ids."""
    lines = []
    for number in ids:
        cells = [str(number), "20230704", *[""] * 59]
        cells[26], cells[60] = "190", "https://radio.example/koro"
        lines.append("\t".join(cells))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("export.CSV", "\n".join(lines) + "\n")
    return packed.getvalue()


def _json(value: object) -> bytes:
    return json.dumps(value).encode()
