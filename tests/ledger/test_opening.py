import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
import sqlalchemy as sql

from dateline.errors import DeskError, LedgerError
from dateline.ledger import AppendResult, Ledger, open_ledger, opening, sqlite, upgrade

Add: TypeAlias = Callable[..., AppendResult]
NOON = "2023-12-13T12:00:00Z"
NEXT = """
import sqlalchemy as sql
from alembic import op
revision = "4"
down_revision = "3"
def upgrade():
    op.create_table("extra", sql.Column("id", sql.Integer, primary_key=True))
"""


@pytest.fixture
def path(tmp_path: Path, add: Add) -> Path:
    """A ledger with one document, closed."""
    with open_ledger(tmp_path / "desk.db", create=True) as ledger:
        add(ledger, "bapho", at=NOON)
    return tmp_path / "desk.db"


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tomorrow's Dateline: one that knows a revision more; give its script."""
    scripts = tmp_path / "migrations"
    shutil.copytree(upgrade.SCRIPTS, scripts)
    script = scripts / "versions" / "v4_extra.py"
    script.write_text(NEXT)
    monkeypatch.setattr(upgrade, "SCRIPTS", scripts)
    monkeypatch.setattr(opening, "SCHEMA", "4")
    return script


def stored(path: Path) -> list[str]:
    with open_ledger(path) as ledger:
        assert list(ledger.verify()) == []
        return [document.id for document in ledger.documents()]


def test_a_missing_ledger_is_an_error_that_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="dateline init"):
        open_ledger(tmp_path / "desk.db")
    assert list(tmp_path.iterdir()) == []


def test_closing_leaves_one_file(path: Path) -> None:
    assert [file.name for file in path.parent.iterdir()] == ["desk.db"]


def test_an_empty_file_becomes_a_ledger_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "desk.db").touch()
    with pytest.raises(LedgerError, match="no ledger"):
        open_ledger(tmp_path / "desk.db")
    with open_ledger(tmp_path / "desk.db", create=True) as ledger:
        assert ledger.documents() == []


def test_a_file_that_is_no_ledger_is_an_error_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(b"a spreadsheet, perhaps\n" * 100)
    with pytest.raises(LedgerError, match="is not a ledger"):
        open_ledger(path)
    assert path.read_bytes() == b"a spreadsheet, perhaps\n" * 100


def test_a_damaged_ledger_says_so(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(DeskError, match=r"damaged|not a ledger"):
        stored(path)


def test_a_ledger_by_a_newer_dateline_is_refused_and_stays_as_it_is(path: Path) -> None:
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("UPDATE alembic_version SET version_num = '9'")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"newer Dateline \(schema 9;"):
        open_ledger(path)
    assert path.read_bytes() == before


def test_an_older_ledger_is_upgraded_and_no_copy_of_its_words_is_left(
    path: Path, newer: Path
) -> None:
    assert newer.exists()
    assert stored(path) == ["bapho"]
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("4",)]
    assert raw.execute("SELECT count(*) FROM extra").fetchall() == [(0,)]
    raw.close()
    assert list(path.parent.glob("desk.db*")) == [path]


def test_a_copy_is_made_before_an_upgrade_and_stays_where_the_upgraded_one_does_not_verify(
    path: Path, newer: Path
) -> None:
    assert newer.exists()
    raw = sqlite3.connect(path)
    with raw:
        (trigger,) = raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entries' "
            "AND sql LIKE '%UPDATE%'"
        ).fetchone()
        raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute("UPDATE entries SET payload = '{}' WHERE seq = 1")
    raw.close()
    with open_ledger(path) as ledger:
        assert [problem.kind for problem in ledger.verify()] == ["broken-chain"]
        copy = path.with_name("desk.db.before-schema-4")
        assert ledger.safeguards() == [copy]
    raw = sqlite3.connect(copy)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("3",)]
    raw.close()


def test_a_redaction_takes_the_words_out_of_a_copy_from_before_an_upgrade(path: Path) -> None:
    copy = path.with_name("desk.db.before-schema-3")
    shutil.copy(path, copy)
    with open_ledger(path) as ledger:
        (capture,) = ledger.capture_digests()
        assert ledger.safeguards() == [copy]
        ledger.redact(capture, by="Ada", why="danger", at=NOON)
        assert ledger.safeguards() == []
    assert not copy.exists()


def test_an_upgrade_that_fails_half_way_changes_nothing(path: Path, newer: Path) -> None:
    newer.write_text(NEXT + "    op.drop_table('no_such_table')\n")
    with pytest.raises(LedgerError):
        open_ledger(path)
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("3",)]
    names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
    raw.close()
    assert "extra" not in names
    newer.write_text(NEXT)
    assert stored(path) == ["bapho"]


@pytest.mark.usefixtures("newer")
def test_a_new_ledger_takes_every_revision(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "new.db", create=True):
        pass
    assert [file.name for file in tmp_path.glob("new*")] == ["new.db"]


def test_the_tables_are_those_the_code_knows(ledger: Ledger) -> None:
    from dateline.ledger.schema import tables

    inspector = sql.inspect(ledger._engine)  # noqa: SLF001 - the database itself
    assert set(inspector.get_table_names()) == {*tables.tables, "alembic_version"}
    for name, table in tables.tables.items():
        found = {column["name"]: column["nullable"] for column in inspector.get_columns(name)}
        assert found == {column.name: column.nullable for column in table.columns}
        indexes = {index["name"] for index in inspector.get_indexes(name)}
        assert indexes - {"entries_hash_key"} == {index.name for index in table.indexes}


def test_a_read_only_desk_can_be_read_and_says_that_it_cannot_be_written(
    path: Path, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & os.W_OK)
    with open_ledger(path) as ledger:
        assert ledger.read_only
        assert [document.id for document in ledger.documents()] == ["bapho"]
        assert list(ledger.verify()) == []
        with pytest.raises(DeskError, match="read-only"):
            add(ledger, "niono", at=NOON)
    assert [file.name for file in path.parent.iterdir()] == ["desk.db"]
    with pytest.raises(DeskError, match="No ledger can be made"):
        open_ledger(path.with_name("other.db"), create=True)


def test_a_disk_that_turned_read_only_is_named(path: Path, add: Add) -> None:
    with open_ledger(path) as ledger:
        with ledger._engine.connect() as connection:  # noqa: SLF001 - the disk's part
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(DeskError, match="read-only"):
            add(ledger, "niono", at=NOON)
    assert stored(path) == ["bapho"]


def test_a_full_disk_records_nothing_and_says_so(path: Path, add: Add) -> None:
    with open_ledger(path) as ledger:
        with ledger._engine.connect() as connection:  # noqa: SLF001 - the disk's part
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DeskError, match="disk is full"):
            add(ledger, "niono", at=NOON, body="x" * 200_000)
    assert stored(path) == ["bapho"]
    with open_ledger(path) as ledger:
        assert add(ledger, "niono", at=NOON, body="x" * 200_000).mentions == (3, 4)


def test_a_ledger_that_another_command_writes_to_says_wait(
    path: Path, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_ledger(path) as ledger:
        assert [document.id for document in ledger.documents()] == ["bapho"]
        with pytest.raises(LedgerError, match="Another command is writing"):
            add(ledger, "niono", at=NOON)
        other.execute("ROLLBACK")
        assert add(ledger, "niono", at=NOON).added
    other.close()


def test_ordinary_opening_loads_no_migrations(path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from dateline.ledger import open_ledger; "
        f"open_ledger(Path({str(path)!r})).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# What schema 1 answered before anything newer was written.
OLDEST = Path(__file__).parent / "data" / "schema-1.sql"
OLD_STATE = "c50c0bd89161e0ebbaef08dc6118822a71906859ef3e62c11e7b23bf9748653a"


def restore_dump(dump: Path, path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.executescript(dump.read_text(encoding="utf-8"))
    raw.close()


@pytest.mark.parametrize("dump", sorted(OLDEST.parent.glob("schema-*.sql")), ids=lambda p: p.stem)
def test_a_ledger_of_every_released_schema_opens_and_answers_as_it_did(
    dump: Path, tmp_path: Path, add: Add
) -> None:
    restore_dump(dump, tmp_path / "desk.db")
    with open_ledger(tmp_path / "desk.db") as ledger:
        assert list(ledger.verify()) == []
        assert ledger.state_hash() == OLD_STATE
        assert [document.id for document in ledger.documents()] == ["niono", "bapho"]
        assert [stored.id for stored in ledger.mentions()] == [3, 4, 7]
        links = {link.mention: (link.event, link.by) for link in ledger.links()}
        assert links == {1: (1, "dateline-linker/1"), 3: (3, "Ada"), 7: (1, "dateline-linker/1")}
        assert [stored.id for stored in ledger.mentions(as_of="2023-12-13T09:30Z")] == [1, 2, 3, 4]
        assert [review.verdict for review in ledger.reviews()] == ["accepted"]
        assert add(ledger, "gao", at="2023-12-14T12:00:00Z").mentions == (8, 9)
        assert list(ledger.verify()) == []


def test_every_schema_but_the_newest_has_a_ledger_to_test_with() -> None:
    kept = {dump.stem.removeprefix("schema-") for dump in OLDEST.parent.glob("schema-*.sql")}
    assert kept == upgrade.known_versions() - {opening.SCHEMA}


FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.kind = 'mention' THEN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION full_disk();
"""


def test_a_full_disk_of_the_server_records_nothing_and_says_so(
    postgresql_server: Callable[[], str], add: Add
) -> None:
    address = postgresql_server()
    with open_ledger(address, create=True) as ledger:
        add(ledger, "bapho", at=NOON)
        with ledger._engine.begin() as server:  # noqa: SLF001 - the server's part
            server.exec_driver_sql("SET TRANSACTION READ WRITE")
            server.exec_driver_sql(FULL)  # it fails half way, at the first mention
        with pytest.raises(DeskError, match=r"disk is full, so nothing was recorded"):
            add(ledger, "niono", at=NOON)
    with open_ledger(address) as ledger:
        assert list(ledger.verify()) == []
        assert [document.id for document in ledger.documents()] == ["bapho"]
        with ledger._engine.begin() as server:  # noqa: SLF001 - somebody frees space
            server.exec_driver_sql("SET TRANSACTION READ WRITE")
            server.exec_driver_sql("DROP TRIGGER full_disk ON entries")
        assert add(ledger, "niono", at=NOON).mentions == (3, 4)
        assert list(ledger.verify()) == []


@pytest.mark.parametrize("dump", sorted(OLDEST.parent.glob("schema-*.sql")), ids=lambda p: p.stem)
def test_an_older_schema_on_postgresql_opens_and_answers_as_it_did(
    dump: Path, postgresql_server: Callable[[], str], add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgresql_server()
    scripts = upgrade._scripts()  # noqa: SLF001 - as an older Dateline had them
    version = dump.stem.removeprefix("schema-")
    with monkeypatch.context() as older:
        older.setattr(scripts, "get_current_head", lambda: version)
        wanted = list(scripts.iterate_revisions(version, "base"))
        older.setattr(scripts, "iterate_revisions", lambda *_: wanted)
        older.setattr(upgrade, "_scripts", lambda: scripts)
        open_ledger(address, create=True).close()
    engine = sql.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as raw:
        raw.exec_driver_sql("DELETE FROM head")
        for line in dump.read_text(encoding="utf-8").splitlines():
            if line.startswith("INSERT") and "alembic_version" not in line:
                raw.exec_driver_sql(line.replace("%", "%%"))
        assert raw.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == version
    engine.dispose()
    with open_ledger(address) as ledger:
        assert list(ledger.verify()) == []
        assert ledger.state_hash() == OLD_STATE
        assert [stored.id for stored in ledger.mentions()] == [3, 4, 7]
        assert add(ledger, "gao", at="2023-12-14T12:00:00Z").mentions == (8, 9)
        assert list(ledger.verify()) == []
