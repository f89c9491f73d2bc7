"""Revision 1: the log with its triggers, its head, and the document headers."""

import sqlalchemy as sql
from alembic import op

revision = "1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the database itself then refuses to change or delete an entry."""
    op.create_table(
        "entries",
        sql.Column("seq", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("kind", sql.Text, nullable=False),
        sql.Column("key", sql.Text, nullable=False),
        sql.Column("recorded_at", sql.Text, nullable=False),
        sql.Column("author", sql.Text, nullable=False),
        sql.Column("why", sql.Text, nullable=False),
        sql.Column("supersedes", sql.Integer),
        sql.Column("payload", sql.Text),
        sql.Column("salt", sql.Text),
        sql.Column("commitment", sql.Text, nullable=False),
        sql.Column("previous", sql.Text, nullable=False),
        sql.Column("hash", sql.Text, nullable=False, unique=True),
    )
    op.create_index("entries_by_key", "entries", ["kind", "key", "seq"])
    op.create_index("entries_by_time", "entries", ["recorded_at", "seq"])
    end = op.create_table(
        "head",
        sql.Column("id", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("seq", sql.Integer, nullable=False),
        sql.Column("hash", sql.Text, nullable=False),
        sql.Column("recorded_at", sql.Text, nullable=False),
        sql.Column("next_mention", sql.Integer, nullable=False),
        sql.Column("next_event", sql.Integer, nullable=False),
    )
    first = {"id": 1, "seq": 0, "hash": "0" * 64, "recorded_at": ""}
    op.bulk_insert(end, [{**first, "next_mention": 1, "next_event": 1}])
    op.create_table(
        "headers",
        sql.Column("seq", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("id", sql.Text, nullable=False),
        sql.Column("capture", sql.Text, nullable=False),
        sql.Column("kind", sql.Text, nullable=False),
        sql.Column("source", sql.Text),
        sql.Column("published", sql.Text),
        sql.Column("reported", sql.Text, nullable=False),
        sql.Column("recorded_at", sql.Text, nullable=False),
    )
    op.create_index("headers_by_id", "headers", ["id", "seq"])
    op.create_index("headers_by_capture", "headers", ["capture"])
    # One change is allowed: a payload may be taken out right after the entry that says so.
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


KEPT = (
    "seq", "kind", "key", "recorded_at", "author", "why", "supersedes", "commitment", "previous",
    "hash",
)  # fmt: skip


def _guard_on_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    )
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in KEPT)
    op.execute(
        "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries "  # noqa: S608 - our own names
        f"WHEN NOT (NEW.payload IS NULL AND NEW.salt IS NULL AND {same} "
        "AND (SELECT kind FROM entries ORDER BY seq DESC LIMIT 1) = 'redaction') "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    )


def _guard_on_postgresql() -> None:
    same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT)
    op.execute(
        "CREATE FUNCTION entries_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608 - our own names
        f"IF TG_OP = 'UPDATE' AND NEW.payload IS NULL AND NEW.salt IS NULL AND {same} "
        "AND (SELECT kind FROM entries ORDER BY seq DESC LIMIT 1) = 'redaction' "
        "THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER entries_no_change BEFORE UPDATE OR DELETE ON entries "
        "FOR EACH ROW EXECUTE FUNCTION entries_refuse()"
    )
    op.execute(
        "CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION entries_refuse()"
    )
