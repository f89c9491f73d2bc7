"""How fast the ledger takes in and answers: `python -m benchmarks.ledger [MENTIONS]`.

A desk of invented reports, ten mentions a document, each mention an event of its own. Appending
is set beside plain SQLite writing the same rows in as many synced transactions, a query beside
the same question put to DuckDB in plain SQL. Each figure is processor time, then time by the
clock, which other work on the machine and its disk lengthen.
"""

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dateline.desk import create_desk
from dateline.ledger import Ledger, open_ledger
from dateline.model.actor import Participant
from dateline.model.capture import Capture
from dateline.model.document import Document
from dateline.model.link import Link
from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.record.browse import list_events

EACH = 10
FILES = 100  # that one `add` takes
START = datetime(2020, 1, 1, tzinfo=UTC)
TYPES = (("Battles", "Armed clash"), ("Violence against civilians", "Attack"))
TOWNS = (("Mopti", "ML/Mopti"), ("Niono", "ML/Ségou"), ("Gao", "ML/Gao"), ("Djibo", "BF/Sahel"))
ACTORS = ("jnim", "isgs", None)
LINE = "attack by:jnim in:ML/Mopti during:2021-03"


def main() -> int:
    """Build the desk, and print one line a figure."""
    mentions = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        desk = create_desk(Path(folder) / "desk")
        (desk.folder / "desk.toml").write_text(
            (desk.folder / "desk.toml").read_text().replace('"accepted"', '"all"', 1)
        )
        with open_ledger(desk.folder / "desk.db", create=True) as ledger:
            took = seconds(lambda: fill(ledger, mentions // EACH))
        plain = seconds(lambda: fill_plainly(desk.folder / "desk.db", Path(folder) / "plain.db"))
        line(f"append {mentions} mentions and their links", took, "plain SQLite", plain)
        ask(desk.folder)
    return 0


def ask(folder: Path) -> None:
    """Time questions: the first, kept ones, warm ones, as of the past; adding a document."""
    middle = (START + timedelta(days=1000)).isoformat()
    with open_desk(folder) as opened:
        line("first question (every event resolved)", seconds(lambda: list_events(opened, LINE)))
    with open_desk(folder) as opened:
        table = make_asker(opened).state.table
        warm = best(lambda: list_events(opened, LINE))
        line("warm query", warm, "DuckDB, plain SQL", best(lambda: query_plainly(table)))
        count = best(lambda: make_asker(opened).count(LINE))
        line("warm count", count)
    command = [sys.executable, "-m", "dateline", "--desk", str(folder)]
    current = best(lambda: run([*command, "events", LINE]), 3)
    line("command", current, "python -c pass", best(lambda: run([sys.executable, "-c", "pass"]), 3))
    past = best(lambda: run([*command, "--as-of", middle, "events", LINE]), 3)
    line("command as of the past, never asked before", past, "the same now", current)
    reported = best(lambda: run([*command, "--as-reported", "2021-06-01", "events", LINE]), 1)
    line("command as reported, never asked before", reported, "the same now", current)
    with open_desk(folder) as opened:
        line("one document added and linked", seconds(lambda: add(opened.ledger, [10**6])))
        line("the next question", seconds(lambda: list_events(opened, LINE)))
        line("verify: the chain and the tables", seconds(lambda: list(opened.ledger.verify())))


def fill(ledger: Ledger, documents: int) -> None:
    """Append documents with their mentions and links as `add` does, a hundred files at a time."""
    for start in range(0, documents, FILES):
        add(ledger, range(start, min(start + FILES, documents)))


def add(ledger: Ledger, numbers: Iterable[int]) -> None:
    """Append each document with its mentions, then found an event for each mention.

    A transaction a document, none of which waits for the disk, and one for all links, which does.
    """
    mentions: list[int] = []
    at = ""
    for number in numbers:
        at = (START + timedelta(hours=number % 50_000)).isoformat()
        name = f"note-{number}"
        digest = hashlib.sha256(name.encode()).hexdigest()
        capture = Capture(digest, name, at, "text/plain", 100)
        document = Document(
            name, "article", None, name * 20, digest, published=at[:10], source="radio.example"
        )
        found = {name: list(invent(name, number))}
        result = ledger.append_document(
            [document], found, [], capture, at=at, author="dateline/0.1", later=True
        )
        mentions += result.mentions
    first = ledger.next_event()
    links = [
        Link(mention, first + place, "dateline-linker/1", "stands alone")
        for place, mention in enumerate(mentions)
    ]
    ledger.append_links(links, at=at, first_new=first)


def invent(document: str, number: int) -> Iterator[Mention]:
    """Invented mentions of one document."""
    chance = random.Random(number)  # noqa: S311 - invented reports, no secret
    for at in range(EACH):
        event_type, sub_type = chance.choice(TYPES)
        town, admin1 = chance.choice(TOWNS)
        day = date(2020, 1, 1) + timedelta(days=chance.randrange(2000))
        actor = chance.choice(ACTORS)
        actors = (Participant("perpetrator", actor, actor, actor, "claimed"),) if actor else ()
        place = Place(town, town, f"town:{town}", 14.0, -4.0, admin1, None, admin1[:2], 1)
        mention = Mention(
            document, f"Sentence {at} of {document}.", at, at + 1, event_type, sub_type
        )
        yield replace(
            mention, date_start=day, date_end=day, time_precision=1, place=place, actors=actors
        )


def fill_plainly(ledger: Path, target: Path) -> None:
    """Write the ledger's own rows into a bare table, as many synced transactions as it took."""
    rows = sqlite3.connect(ledger).execute("SELECT recorded_at, author, seq, payload FROM entries")
    plain = sqlite3.connect(target, isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("CREATE TABLE entries (at, author, seq INTEGER PRIMARY KEY, payload)")
    author = ""
    plain.execute("BEGIN")
    for row in rows:
        if row[1] != author:
            plain.execute("COMMIT")
            plain.execute("BEGIN")
            author = row[1]
        plain.execute("INSERT INTO entries VALUES (?, ?, ?, ?)", row)
    plain.execute("COMMIT")


def query_plainly(table: object) -> None:
    """The same question in plain SQL over the same table."""
    import duckdb

    duckdb.from_arrow(table).filter(
        "event_type IN ('Battles', 'Violence against civilians') AND admin1 = 'ML/Mopti' "
        "AND list_contains(perpetrators, 'jnim') "
        "AND date_start BETWEEN '2021-03-01' AND '2021-03-31'"
    ).fetchall()


def run(command: list[str]) -> None:
    """Run a command to its end."""
    subprocess.run(command, check=True, capture_output=True)


@dataclass(frozen=True, order=True)
class Took:
    """What a call took: processor time with that of commands it ran, and time by the clock."""

    processor: float
    clock: float


def seconds(call: Callable[[], object]) -> Took:
    """How long a call takes."""
    start, own, others = time.perf_counter(), time.process_time(), sum(os.times()[2:4])
    call()
    used = time.process_time() - own + sum(os.times()[2:4]) - others
    return Took(used, time.perf_counter() - start)


def best(call: Callable[[], object], runs: int = 5) -> Took:
    """The shortest of some calls."""
    return min(seconds(call) for _ in range(runs))


def line(what: str, took: Took, peer: str = "", other: Took | None = None) -> None:
    """Print a figure, and its ratio to a peer's."""
    beside = ""
    if other is not None:
        ratio = took.processor / max(other.processor, 0.001)
        beside = f"   {ratio:6.1f} times {peer} ({other.processor:.3f} s, {other.clock:.3f} s)"
    print(f"{what:<48} {took.processor:8.3f} s, {took.clock:8.3f} s{beside}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
