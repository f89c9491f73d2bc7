"""How fast other people's data is taken and asked: `python benchmarks/datasets.py GED_FILE [ROWS]`.

A file of GED is pinned, then 2 million invented rows (or ROWS), copies of it under other ids, are
asked in a warm process. Beside each stands DuckDB in plain SQL: reading the same file, and the same
question over the same rows held in memory. Answers are compared before any time is printed. Times
are the processor's, all threads together.
"""

import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import duckdb

from dateline.desk import create_desk
from dateline.pipeline.counting.count import Asker, make_asker
from dateline.pipeline.counting.datasets import add_dataset, open_folder
from dateline.pipeline.keeping.opening import open_desk

Found = TypeVar("Found")
ROWS = 2_000_000
FILTER = "\n[definitions.attack.ucdp-ged]\ntype_of_violence = [1, 3]\n"
WHERE = "type_of_violence IN (1, 3)"
MOPTI = "in:ML/Mopti during:2023-07"
IN_MOPTI = (
    "country = 'Mali' AND adm_1 = 'Mopti region' AND date_start >= '2023-07-01' "
    "AND date_end <= '2023-07-31'"
)
TAIL = "dataset:ucdp-ged"
YEARS = "date_start >= '2020-01-01' AND date_end <= '2023-12-31'"
Question = tuple[str, Callable[[Asker], float], str]


def count_in_mopti(asker: Asker) -> float:
    """Attacks in one district and month."""
    return asker.count(f"attack {MOPTI} {TAIL}").value or 0


def count_deadly(asker: Asker) -> float:
    """Events of ten dead and more in one country."""
    return asker.count(f"killed:>=10 in:NG since:2020-01-01 {TAIL}").value or 0


def rank_countries(asker: Asker) -> float:
    """Attacks by country, added up."""
    return sum(one.estimate.value or 0 for one in asker.rank(f"attack {TAIL}", "country"))


def count_months(asker: Asker) -> float:
    """Attacks by month, added up."""
    line = f"attack during:2020..2023 {TAIL}"
    return sum(point.count for point in asker.series(line, "month"))


def sum_killed(asker: Asker) -> float:
    """The killed of four years."""
    return asker.total(f"attack during:2020..2023 {TAIL}", "killed").value or 0


_FOUR_YEARS = f"{WHERE} AND {YEARS}"
_BY_COUNTRY = f"SELECT country, count(*) n FROM rows WHERE {WHERE} GROUP BY 1"  # noqa: S608 - constants
_BY_MONTH = (
    f"SELECT date_trunc('month', date_start), count(*) n FROM rows WHERE {_FOUR_YEARS} GROUP BY 1"  # noqa: S608 - constants
)
_DEADLY = "best >= 10 AND country = 'Nigeria' AND date_start >= '2020-01-01'"
QUESTIONS: tuple[Question, ...] = (
    (
        "count, a district and a month",
        count_in_mopti,
        f"SELECT count(*) FROM rows WHERE {WHERE} AND {IN_MOPTI}",  # noqa: S608 - constants
    ),
    (
        "count, a toll in a country",
        count_deadly,
        f"SELECT count(*) FROM rows WHERE {_DEADLY}",  # noqa: S608 - constants
    ),
    ("rank, every country", rank_countries, f"SELECT sum(n) FROM ({_BY_COUNTRY})"),  # noqa: S608 - constants
    ("series by month, four years", count_months, f"SELECT sum(n) FROM ({_BY_MONTH})"),  # noqa: S608 - constants
    (
        "sum of the killed, four years",
        sum_killed,
        f"SELECT sum(best) FROM rows WHERE {_FOUR_YEARS}",  # noqa: S608 - constants
    ),
)


def main() -> int:
    """Pin, copy, ask; one line a figure."""
    file = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "desk"
        settings = create_desk(folder).folder / "desk.toml"
        settings.write_text(settings.read_text(encoding="utf-8") + FILTER, encoding="utf-8")
        desk = open_folder(folder)
        added, took = timed(lambda: add_dataset(desk, "ucdp-ged", file, version="one"))
        if added.manifest is None:
            return 1
        plain = duckdb.connect(config={"threads": "2"})
        _, peer = timed(lambda: plain.execute(f"CREATE TABLE one AS FROM '{file}'"))
        line(f"{added.manifest.rows} rows pinned", took, "DuckDB reading them", peer)
        wanted = int(sys.argv[2]) if len(sys.argv) > 2 else ROWS  # noqa: PLR2004 - the second
        copy_rows(folder, added.manifest.rows, wanted)
        rows = folder / "datasets/ucdp-ged/many/rows.parquet"
        with open_desk(folder, create=True) as opened:
            for what in ("laid out and asked the first time", "opened and asked again"):
                _, took = timed(lambda: make_asker(opened).count(f"attack {TAIL}"))
                line(what, took)
            print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")
            plain.execute(f"CREATE TABLE rows AS FROM read_parquet('{rows}')")
            ask(make_asker(opened), plain)
    return 0


def ask(asker: Asker, plain: duckdb.DuckDBPyConnection) -> None:
    """Time questions over the many rows, warm, beside the same in plain SQL."""
    for what, question, text in QUESTIONS:
        compare(asker, plain, what, question, text)


def compare(
    asker: Asker,
    plain: duckdb.DuckDBPyConnection,
    what: str,
    question: Callable[[Asker], float],
    text: str,
) -> None:
    """Time a question and its plain SQL, which must agree."""
    ours, theirs = question(asker), plain.execute(text).fetchall()[0][0]
    if ours != theirs:
        raise SystemExit(f"{what}: {ours} is not {theirs}")
    peer = best(lambda: plain.execute(text).fetchall())
    line(what, best(lambda: question(asker)), "plain SQL", peer)


def copy_rows(folder: Path, rows: int, wanted: int) -> None:
    """Copy a snapshot's rows under other ids until there are enough, as a snapshot of its own."""
    one, many = (folder / "datasets/ucdp-ged" / name for name in ("one", "many"))
    many.mkdir()
    times = -(-wanted // rows)
    duckdb.connect().execute(
        f"COPY (SELECT * REPLACE (id + 10000000 * k AS id) "  # noqa: S608 - our own path
        f"FROM read_parquet('{one}/rows.parquet'), range({times}) AS copies(k)) "
        f"TO '{many}/rows.parquet' (FORMAT parquet)"
    )
    manifest = json.loads((one / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"version": "many", "accessed": "9999-01-01", "rows": rows * times}
    (many / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    shutil.rmtree(one)


def timed(call: Callable[[], Found]) -> tuple[Found, float]:
    """What a call gives, and its seconds of processor time."""
    start = time.process_time()
    found = call()
    return found, time.process_time() - start


def best(call: Callable[[], object], runs: int = 5) -> float:
    """The shortest of some calls."""
    return min(timed(call)[1] for _ in range(runs))


def line(what: str, took: float, peer: str = "", peer_took: float = 0.0) -> None:
    """Print a figure, and its ratio to a peer's."""
    beside = f"   {took / peer_took:6.1f} times {peer} ({peer_took:.3f} s)" if peer else ""
    print(f"{what:<34} {took:8.3f} s{beside}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
