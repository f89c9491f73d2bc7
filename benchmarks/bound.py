"""One thousand bound phrases over 100,000 events, and the audit of a document of seventy notes.

usage: python -m benchmarks.bound [PHRASES]

The check is set beside DuckDB counting as many answers in plain SQL on the same table, the audit
beside splitting the same text into sentences.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from dateline.audit.document import audit_document
from dateline.desk import create_desk
from dateline.model.event import EVENT_COLUMNS
from dateline.pipeline.counting.check import check_prose
from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.keeping.kept import EventTable
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.keeping.state import State, build_table
from dateline.pipeline.material.reading import read_file
from dateline.prose.numbers import read_quantities
from dateline.prose.sentences import split_sentences
from dateline.publish.bindings import find_bindings, read_update

EVENTS = 100_000
FIRST = date(2020, 1, 1)
DAYS = 1400
ACTORS = ("jnim", "isgs", "mali-army")
PLACES = ("ML/Mopti", "ML/Segou", "ML/Gao")
PHRASES = (
    '[{number} attacks]{{count="{line}"}}',
    '[nearly {number} attacks per week]{{rate="{line}" per=week}}',
    '[a third]{{share="in:{place}" of="attack by:{actor} during:{period}"}}',
    '[more than halved]{{change="attack by:{actor} in:{place}" from={period} to={later}}}',
    '[{number} people]{{sum="{line}" of=killed}}',
)


def main() -> int:
    """Print one line a figure, with one thread of linear algebra as `dateline` has."""
    phrases = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    chance = random.Random(20231213)  # noqa: S311 - an invented world, no secret
    table = make_table(chance)
    with tempfile.TemporaryDirectory() as folder:
        desk = create_desk(Path(folder) / "desk")
        check(desk.folder, table, phrases, chance)
        audit(Path(folder))
    return 0


def check(folder: Path, table: pa.Table, phrases: int, chance: random.Random) -> None:
    """Scan and check an update, as `dateline check` does once the state is loaded."""
    source = write_update(phrases, chance)
    with open_desk(folder, create=True) as opened:
        update = read_update("update.md", source)
        scan = seconds(lambda: find_bindings(update, read_quantities))
        prose = find_bindings(update, read_quantities)
        asker = make_asker(opened, counts="all")
        state = State(opened, "0" * 64, EventTable(table))
        asker._states[opened.clocks] = state  # noqa: SLF001 - a table without its ledger
        took = seconds(lambda: check_prose(update, prose, asker))
    connection = duckdb.connect()
    connection.register("events", table)
    plain = seconds(lambda: [connection.execute(ask(chance)).fetchone() for _ in range(phrases)])
    line(f"check {phrases} bound phrases over {EVENTS} events", took, "DuckDB, plain SQL", plain)
    words = seconds(lambda: split_sentences(source, "en"))
    line(f"scan {phrases} bound phrases", scan, "splitting sentences", words)


def audit(folder: Path) -> None:
    """Audit a document with seventy notes."""
    path = folder / "update.txt"
    body = " ".join(
        f"JNIM carried out {number} attacks in central Mali in March 2023 and will likely attack "
        f"again, from {number} in May to {number + 3} in June.[{number}]"
        + ("\n\n" if number % 3 == 0 else "")
        for number in range(1, 71)
    )
    notes = "\n\n".join(f"[{number}] https://a{number}.example/p?s=20" for number in range(1, 71))
    path.write_text(f"A weekly update\n\nApril 5, 2023\n\n{body}\n\n{notes}\n", encoding="utf-8")
    (document,) = read_file(path).documents
    took = seconds(lambda: audit_document(document))
    words = seconds(lambda: split_sentences(document.text, "en"))
    line(f"audit {len(document.notes)} notes", took, "splitting sentences", words)


def make_table(chance: random.Random) -> pa.Table:
    """Invented events."""
    rows = []
    for number in range(1, EVENTS + 1):
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        rows.append({
            **dict.fromkeys(EVENT_COLUMNS), "id": number, "event_type": "Battles",
            "sub_event_type": "Armed clash", "date_start": day, "date_end": day,
            "time_precision": 1, "country": "ML", "admin1": chance.choice(PLACES),
            "perpetrators": [chance.choice(ACTORS)], "perpetrator_basis": "attributed",
            "targets": ["civilians"], "killed_low": 1, "killed_best": 2, "killed_high": 3,
            "review": "accepted", "status": "asserted", "countable": True,
            "reported_at": day.isoformat(), "recorded_at": "2023-12-01T00:00:00+00:00",
            "sources": ["radio.example"],
        })  # fmt: skip
    return pa.Table.from_pylist(rows, schema=build_table(()).schema)


def write_update(phrases: int, chance: random.Random) -> str:
    """An update with so many bound phrases, every query another one."""
    parts = ["---\ntitle: T\n---\n"]
    for number in range(phrases):
        start = FIRST + timedelta(days=chance.randrange(DAYS - 200))
        middle = start + timedelta(days=60)
        period, later = f"{start}..{middle}", f"{middle}..{middle + timedelta(days=60)}"
        actor, place = chance.choice(ACTORS), chance.choice(PLACES)
        words = PHRASES[number % len(PHRASES)].format(
            line=f"attack by:{actor} in:{place} during:{period}",
            actor=actor, place=place, period=period, later=later, number=chance.randrange(3, 900),
        )  # fmt: skip
        parts.append(f"They carried out {words} in that time." + "\n\n" * (number % 10 == 0))
    return " ".join(parts)


def ask(chance: random.Random) -> str:
    """A count in plain SQL."""
    start = FIRST + timedelta(days=chance.randrange(DAYS - 200))
    end = start + timedelta(days=60)
    return (
        f"SELECT count(*) FROM events WHERE list_contains(perpetrators, '{chance.choice(ACTORS)}') "  # noqa: S608 - invented
        f"AND admin1 = '{chance.choice(PLACES)}' AND date_start BETWEEN DATE '{start}' "
        f"AND DATE '{end}'"
    )


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the better of two runs, every thread's added up."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def line(name: str, took: float, peer: str, plain: float) -> None:
    """Print one figure beside its peer."""
    print(f"{name:<52} {took:8.2f} s   {peer} {plain:8.3f} s   ratio {took / plain:8.2f}")


if __name__ == "__main__":
    sys.exit(main())
