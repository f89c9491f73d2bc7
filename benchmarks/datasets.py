"""How fast other people's data is taken and asked: `python benchmarks/datasets.py GED_FILE`.

A file of GED is pinned, then 2 million invented rows, copies of it under other ids, are asked in a
warm process. Beside each stands DuckDB in plain SQL: reading the same file, and the same question
over the same rows held in memory. Answers are compared before any time is printed.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import duckdb

from dateline.desk import create_desk
from dateline.pipeline.count import Asker, make_asker
from dateline.pipeline.datasets import add_dataset, open_folder
from dateline.pipeline.opening import open_desk

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
        _, peer = timed(lambda: plain.execute(f"CREATE TABLE one AS FROM '{file}'"))  # noqa: S608 - ours
        line(f"{added.manifest.rows} rows pinned", took, "DuckDB reading them", peer)
        copy_rows(folder, added.manifest.rows)
        rows = folder / "datasets/ucdp-ged/many/rows.parquet"
        plain.execute(f"CREATE TABLE rows AS FROM read_parquet('{rows}')")  # noqa: S608 - our own path
        with open_desk(folder, create=True) as opened:
            ask(make_asker(opened), plain)
    return 0


def ask(asker: Asker, plain: duckdb.DuckDBPyConnection) -> None:
    """Time questions over the many rows, warm, beside the same in plain SQL."""
    _, took = timed(lambda: asker.count(f"attack {TAIL}"))
    line("opened and asked the first time", took)
    questions: tuple[tuple[str, Callable[[], float], str], ...] = (
        (
            "count, one district and month",
            lambda: asker.count(f"attack {MOPTI} {TAIL}").value or 0,
            f"SELECT count(*) FROM rows WHERE {WHERE} AND {IN_MOPTI}",  # noqa: S608 - constants
        ),
        (
            "count, a toll in a country",
            lambda: asker.count(f"killed:>=10 in:NG since:2020-01-01 {TAIL}").value or 0,
            "SELECT count(*) FROM rows WHERE best >= 10 AND country = 'Nigeria' "
            "AND date_start >= '2020-01-01'",
        ),
        (
            "rank, every country",
            lambda: sum(one.estimate.value or 0 for one in asker.rank(f"attack {TAIL}", "country")),
            f"SELECT sum(n) FROM (SELECT country, count(*) AS n FROM rows WHERE {WHERE} GROUP BY 1)",  # noqa: S608 - constants
        ),
        (
            "series by month, four years",
            lambda: sum(
                point.count for point in asker.series(f"attack during:2020..2023 {TAIL}", "month")
            ),
            f"SELECT sum(n) FROM (SELECT date_trunc('month', date_start), count(*) AS n FROM rows "  # noqa: S608 - constants
            f"WHERE {WHERE} AND date_start >= '2020-01-01' AND date_end <= '2023-12-31' GROUP BY 1)",
        ),
        (
            "sum of the killed, four years",
            lambda: asker.total(f"attack during:2020..2023 {TAIL}", "killed").value or 0,
            f"SELECT sum(best) FROM rows WHERE {WHERE} AND date_start >= '2020-01-01' "  # noqa: S608 - constants
            "AND date_end <= '2023-12-31'",
        ),
    )
    for what, question, text in questions:
        ours, theirs = question(), plain.execute(text).fetchall()[0][0]
        if ours != theirs:
            raise SystemExit(f"{what}: {ours} is not {theirs}")
        line(what, best(question), "plain SQL", best(lambda: plain.execute(text).fetchall()))  # noqa: B023 - called at once


def copy_rows(folder: Path, rows: int) -> None:
    """Copy a snapshot's rows under other ids until there are enough, as a snapshot of its own."""
    one, many = (folder / "datasets/ucdp-ged" / name for name in ("one", "many"))
    many.mkdir()
    times = -(-ROWS // rows)
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
    """What a call gives, and its seconds."""
    start = time.perf_counter()
    found = call()
    return found, time.perf_counter() - start


def best(call: Callable[[], object], runs: int = 5) -> float:
    """The shortest of some calls."""
    return min(timed(call)[1] for _ in range(runs))


def line(what: str, took: float, peer: str = "", peer_took: float = 0.0) -> None:
    """Print a figure, and its ratio to a peer's."""
    beside = f"   {took / peer_took:6.1f} times {peer} ({peer_took:.3f} s)" if peer else ""
    print(f"{what:<34} {took:8.3f} s{beside}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
