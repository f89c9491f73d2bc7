"""The index beside a large table of places."""

import tracemalloc
from pathlib import Path

import pytest

from dateline.atlas import open_gazetteer
from dateline.atlas.desk_index import open_index, write_index

TABLE = (
    "# villages of ours\n"
    "id\tname\tlatitude\tlongitude\tcountry\tnames\n"
    "desk:saye\tSaye\t14.20\t-4.90\tML\tSaï|صاي\n"
    "desk:other\tSaye\t13.20\t-3.90\tBF\t\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "places.tsv"
    path.write_text(TABLE, "utf-8")
    return path


def test_an_index_answers_as_the_file_does(file: Path) -> None:
    plain = open_gazetteer(file)
    assert write_index(file)
    indexed = open_gazetteer(file)
    assert open_index(file) is not None
    for name in ("saye", "SAÏ", "صاي", "Mopti", "nowhere"):
        assert indexed.exact(name) == plain.exact(name)
    assert indexed.entry("desk:saye") == plain.entry("desk:saye")
    assert len(indexed) == len(plain)
    assert indexed.find("Sayé", country="BF", limit=1)[0].id == "desk:other"


def test_an_index_of_a_changed_file_is_not_used(file: Path) -> None:
    write_index(file)
    file.write_text(TABLE + "desk:new\tNew Saye\t1\t1\tML\t\n", "utf-8")
    assert open_index(file) is None
    assert open_gazetteer(file).entry("desk:new") is not None


def test_a_damaged_index_is_not_used(file: Path) -> None:
    write_index(file)
    Path(f"{file}.index").write_bytes(b"damaged")
    assert open_index(file) is None
    assert open_gazetteer(file).entry("desk:saye") is not None


def test_a_faulty_file_gets_no_index_so_that_its_problems_show(file: Path) -> None:
    write_index(file)
    file.write_text(TABLE + "desk:bad\tBad\tnorth\t1\tML\t\n", "utf-8")
    assert not write_index(file)
    assert not Path(f"{file}.index").exists()
    assert [problem.kind for problem in open_gazetteer(file).problems] == ["malformed-place"]


def test_a_large_file_is_indexed_as_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.atlas.gazetteer._LARGE", 100_000)
    path = _survey(tmp_path, villages=4_000)
    gazetteer = open_gazetteer(path)
    assert open_index(path) is not None
    assert [entry.id for entry in gazetteer.exact("Banko 3999")] == ["x:3999"]
    assert len([entry for entry in gazetteer.exact("koro 499") if entry.origin == "desk"]) == 8


def test_an_index_is_written_in_less_memory_than_the_rows_would_take(tmp_path: Path) -> None:
    path = _survey(tmp_path, villages=4_000)
    tracemalloc.start()
    assert write_index(path)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000


def _survey(folder: Path, *, villages: int) -> Path:
    path = folder / "places.tsv"
    head = "id\tname\tlatitude\tlongitude\tcountry\tnames\n"
    rows = (f"x:{n}\tBanko {n}\t14.1\t-4.1\tML\tKoro {n % 500}\n" for n in range(villages))
    path.write_text(head + "".join(rows), "utf-8")
    return path
