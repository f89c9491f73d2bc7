"""Fixtures every room's tests share."""

import importlib.util
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, and nothing of the law.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skipped test a failure in CI, which has everything a test may ask for."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped in CI ({call.when}): {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of seeds, gold and data that stays outside the repository."""
    folder = Path(os.environ.get("DATELINE_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip("the shared material (seeds, gold, data) is not on this machine")
    return folder


@pytest.fixture(scope="session")
def postgresql_server() -> Generator[Callable[[], str], None, None]:
    """Start a PostgreSQL of Debian's packages in a temporary folder; give fresh addresses on it."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    initdb = shutil.which("initdb") or (str(max(found)) if found else None)
    if initdb is None or importlib.util.find_spec("psycopg") is None:
        pytest.skip("PostgreSQL (Debian's postgresql) or its driver psycopg is not installed")
    programs = Path(initdb).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    owner: dict[str, Any] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        owner = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        shutil.chown(folder, "nobody", "nogroup")
    data = folder / "data"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    make = [programs / "initdb", "--pgdata", data, "--username=desk", "--auth=trust", "--no-sync"]
    subprocess.run([*make, "--encoding=UTF8", "--locale=C.UTF-8"], check=True, **owner, **quiet)
    settings = ["fsync=off", "listen_addresses=", f"unix_socket_directories={folder}"]
    options = [part for setting in settings for part in ("-c", setting)]
    server = subprocess.Popen([programs / "postgres", "-D", data, *options], **owner, **quiet)
    numbers = itertools.count(1)

    def make_address() -> str:
        import psycopg

        schema = f"desk{next(numbers)}"
        with psycopg.connect(host=str(folder), user="desk", dbname="postgres") as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        return (
            f"postgresql://desk@/postgres?host={quote(str(folder), safe='')}"
            f"&options=-csearch_path%3D{schema}"
        )

    try:
        for _ in range(200):
            if (folder / ".s.PGSQL.5432").exists():
                break
            time.sleep(0.05)
        yield make_address
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


DESK = """\
[desk]
name = "Test desk"
cutoff = "2024-03-10T12:00"
timezone = "UTC"
counts = "all"

[definitions.attack]
says = "Armed clashes, bombings, raids and abductions."
event_types = ["Battles", "Explosions/Remote violence", "Violence against civilians"]
unit = "place-day"

[regions.plateau]
says = "Mopti region"
admin1 = ["ML/Mopti"]

[sources."radio.example"]
says = "invented radio"
reliability = "B"

[sources."locals.example"]
says = "invented contacts"
reliability = "C"
links = "withhold"
"""

# Invented reports: real towns, nothing that happened.
NOTES = {
    "market": ("radio.example", "2024-03-02", "Market attacked in Koro",
               "JNIM fighters attacked the market of Koro on 1 March 2024, killing 5 civilians."),
    "market-again": ("locals.example", "2024-03-03", "What traders saw in Koro",
                     ("Traders say that JNIM fighters attacked the market of Koro on 1 March, "
                     "killing seven civilians.")),
    "road": ("radio.example", "2024-03-05", "Convoy ambushed near Douentza",
             ("JNIM fighters ambushed an army convoy near Douentza on 4 March 2024. "
             "Three soldiers were killed.")),
    "bankass": ("radio.example", "2024-03-07", "Bankass shelled",
                ("JNIM fighters shelled the army camp in Bankass on 6 March 2024, "
                 "wounding two soldiers.")),
    "late": ("radio.example", "2024-03-20", "An attack told late",
             "JNIM fighters attacked Djenné on 8 March 2024, killing one civilian."),
}  # fmt: skip


@pytest.fixture(scope="session")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of five invented source notes."""
    folder = tmp_path_factory.mktemp("notes")
    for key, (source, published, title, text) in NOTES.items():
        (folder / f"{key}.md").write_text(
            f"---\nkey: {key}\nsource: {source}\nurl: https://{source}/{key}\n"
            f'published: {published}\nlanguage: en\ntitle: "{title}"\n---\n\n{text}\n',
            encoding="utf-8",
        )
    return folder


@pytest.fixture(scope="session")
def filled_desk(tmp_path_factory: pytest.TempPathFactory, notes: Path) -> Path:
    """Give a desk with the notes added; tests copy it before they change it."""
    from dateline.cli.run import run

    folder = tmp_path_factory.mktemp("filled") / "desk"
    folder.mkdir()
    (folder / "desk.toml").write_text(DESK, encoding="utf-8")
    assert run(["--desk", str(folder), "add", str(notes)]) == 0
    return folder


@pytest.fixture
def desk(filled_desk: Path, tmp_path: Path) -> Path:
    """Give a copy of the filled desk that a test may change, without what others asked of it."""
    unasked = shutil.ignore_patterns("states")
    return Path(shutil.copytree(filled_desk, tmp_path / "desk", ignore=unasked))


@pytest.fixture
def bare_desk(tmp_path: Path) -> Path:
    """Give a desk with settings and nothing else."""
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "desk.toml").write_text(DESK, encoding="utf-8")
    return folder


class ModelServer:
    """A language model's endpoint on loopback, whose answers a test sets."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[str, str], str] = lambda _system, _user: ""
        self.statuses: list[int] = []  # one for each request to come; then 200
        self.body: bytes | None = None  # instead of a well-formed answer
        self.url = ""

    def reply(self, asked: dict[str, Any]) -> bytes:
        """The body of one answer."""
        if self.body is not None:
            return self.body
        system, user = (message["content"] for message in asked["messages"])
        said = {"choices": [{"message": {"content": self.answer(system, user)}}]}
        return json.dumps(said).encode()


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """Start an OpenAI-compatible endpoint on loopback."""
    state = ModelServer()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.headers.append({name.lower(): value for name, value in self.headers.items()})
            state.asked.append({"path": self.path, **json.loads(body)})
            status = state.statuses.pop(0) if state.statuses else 200
            said = state.reply(state.asked[-1]) if status == 200 or state.body else b"{}"
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_arguments: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    yield state
    server.shutdown()
    server.server_close()
    thread.join()
