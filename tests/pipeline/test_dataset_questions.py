"""Every kind of question over a dataset, beside plain SQL over the file it was pinned from."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dateline.errors import QueryError
from dateline.model.estimate import seen_on
from dateline.pipeline.counting.count import Asker, make_asker
from dateline.pipeline.counting.datasets import add_dataset, open_folder
from dateline.pipeline.keeping.opening import open_desk

FILTER = """
[definitions.attack.ucdp-ged]
type_of_violence = [1, 3]
"""
Q = "dataset:ucdp-ged"
IN_2023 = "date_start >= '2023-01-01' AND date_end <= '2023-12-31'"
MIDDLE = "date_start::DATE + ((date_end::DATE - date_start::DATE) // 2)::INTEGER"

Ask = Callable[[Asker], object]
# What is asked, the answer written out, and the plain SQL that gives it too.
TABLE: dict[str, tuple[Ask, object, str]] = {
    "count in a country": (
        lambda asker: asker.count(f"in:ML during:2023 {Q}").value,
        319,
        f"count(*) FROM ged WHERE country = 'Mali' AND {IN_2023}",
    ),
    "count by a definition in a region": (
        lambda asker: asker.count(f"attack in:ML/Mopti during:2023 {Q}").value,
        78,
        (
            "count(*) FROM ged WHERE type_of_violence IN (1, 3) AND country = 'Mali' "
            f"AND adm_1 = 'Mopti region' AND {IN_2023}"
        ),
    ),
    "not in a region": (
        lambda asker: asker.count(f"in:ML not:in:ML/Mopti during:2023 precision:1|2 {Q}").value,
        178,
        (
            "count(*) FROM ged WHERE country = 'Mali' AND adm_1 <> 'Mopti region' "
            f"AND where_prec <= 2 AND {IN_2023}"
        ),
    ),
    "killed": (
        lambda asker: asker.count(f"killed:>=50 in:BF {Q}").value,
        31,
        "count(*) FROM ged WHERE country = 'Burkina Faso' AND best >= 50",
    ),
    "party": (
        lambda asker: asker.count(f"party:=jnim in:ML during:2023 {Q}").value,
        194,
        (
            "count(*) FROM ged WHERE country = 'Mali' AND (side_a = 'JNIM' OR side_b = 'JNIM') "
            f"AND {IN_2023}"
        ),
    ),
    "sum, best": (
        lambda asker: asker.total(f"in:BF during:2023-01..2023-06 {Q}", "killed").value,
        3533,
        (
            "sum(best) FROM ged WHERE country = 'Burkina Faso' AND date_start >= '2023-01-01' "
            "AND date_end <= '2023-06-30'"
        ),
    ),
    "sum, low": (
        lambda asker: asker.total(f"in:BF during:2023-01..2023-06 {Q}", "killed").low,
        3366,
        (
            "sum(low) FROM ged WHERE country = 'Burkina Faso' AND date_start >= '2023-01-01' "
            "AND date_end <= '2023-06-30'"
        ),
    ),
    "rate": (
        lambda asker: round(asker.rate(f"in:ML during:2023 {Q}", "week").value or 0, 4),
        6.1178,
        f"round(count(*) * 7 / 365, 4) FROM ged WHERE country = 'Mali' AND {IN_2023}",
    ),
    "share": (
        lambda asker: round(
            asker.share(f"in:ML/Mopti {Q}", f"in:ML during:2023 {Q}").value or 0, 4
        ),
        0.2884,
        (
            "round(count(*) FILTER (adm_1 = 'Mopti region') / count(*), 4) FROM ged "
            f"WHERE country = 'Mali' AND {IN_2023}"
        ),
    ),
    "change": (
        lambda asker: round(asker.change(f"in:ML {Q}", "2022", "2023", "total").ratio or 0, 4),
        0.7819,
        (
            f"round(count(*) FILTER ({IN_2023}) / count(*) FILTER (date_start >= '2022-01-01' "
            "AND date_end <= '2022-12-31'), 4) FROM ged WHERE country = 'Mali'"
        ),
    ),
    "rank": (
        lambda asker: [
            (one.name, one.estimate.value)
            for one in asker.rank(f"in:ML during:2023 {Q}", "admin1")[:1]
        ],
        [("ML/Mopti", 92)],
        (
            "[('ML/Mopti', count(*))] FROM ged WHERE country = 'Mali' AND adm_1 = 'Mopti region' "
            f"AND {IN_2023}"
        ),
    ),
    "series": (
        lambda asker: [
            point.count for point in asker.series(f"in:ML during:2023-01..2023-06 {Q}", "month")
        ],
        [26, 32, 20, 21, 22, 17],
        (
            f"list(n ORDER BY m) FROM (SELECT date_trunc('month', {MIDDLE}) AS m, count(*) AS n "  # noqa: S608 - constants
            "FROM ged WHERE country = 'Mali' AND date_start >= '2023-01-01' "
            "AND date_end <= '2023-06-30' GROUP BY 1)"
        ),
    ),
    "first": (
        lambda asker: seen_on(asker.first(f"in:ML/Kayes {Q}")),
        date(2011, 6, 24),
        "min(date_start)::DATE FROM ged WHERE country = 'Mali' AND adm_1 = 'Kayes region'",
    ),
    "last": (
        lambda asker: seen_on(asker.last(f"in:ML/Kayes {Q}")),
        date(2026, 2, 6),
        "max(date_start)::DATE FROM ged WHERE country = 'Mali' AND adm_1 = 'Kayes region'",
    ),
}


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("asked") / "desk"
    folder.mkdir()
    settings = (
        '[desk]\nname = "Asked"\n\n[definitions.attack]\nsays = "Attacks."\n'
        'event_types = ["Battles"]\n'
    )
    (folder / "desk.toml").write_text(settings + FILTER, encoding="utf-8")
    add_dataset(open_folder(folder), "ucdp-ged", shared / "data/ucdp/ged.parquet", version="1")
    with open_desk(folder, create=True) as opened:
        yield make_asker(opened)


@pytest.fixture(scope="module")
def plain(shared: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW ged AS FROM '{shared / 'data/ucdp/ged.parquet'}'")
    return connection


@pytest.mark.parametrize("question", TABLE)
def test_a_question_is_answered_as_plain_sql_answers_it(
    asker: Asker, plain: duckdb.DuckDBPyConnection, question: str
) -> None:
    ask, written, text = TABLE[question]
    (found,) = plain.execute(f"SELECT {text}").fetchall()[0]
    assert (ask(asker), found) == (written, written)


def test_what_ged_does_not_say_is_refused(asker: Asker) -> None:
    for line in ("weapon:drone", "by:jnim", "claimed-by:jnim", "injured:>=1", "source:x"):
        with pytest.raises(QueryError):
            asker.count(f"{line} {Q}")
