"""Revision 3: a payload may be sealed with the desk's key, its commitment unchanged."""

from alembic import op

from dateline.ledger.migrations.versions.v1_log import KEPT

revision = "3"
down_revision = "2"
branch_labels = None
depends_on = None

SEALED = "substr({row}payload, 1, 7) = 'sealed:'"


def upgrade() -> None:
    """Let the triggers pass a seal, and keep what is sealed at hand."""
    op.execute(f"CREATE INDEX entries_sealed ON entries (kind, key) WHERE {SEALED.format(row='')}")
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def _allowed(same: str) -> str:
    """What may change: a payload taken out after a redaction, or sealed where it lay open."""
    return (
        f"(NEW.salt IS NULL AND {same} AND "  # noqa: S608 - our own names
        "((NEW.payload IS NULL "
        "AND (SELECT kind FROM entries ORDER BY seq DESC LIMIT 1) = 'redaction') "
        f"OR ({SEALED.format(row='NEW.')} AND OLD.payload IS NOT NULL "
        f"AND NOT {SEALED.format(row='OLD.')})))"
    )


def _guard_on_sqlite() -> None:
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in KEPT)
    op.execute("DROP TRIGGER entries_no_update")
    op.execute(
        "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries "
        f"WHEN coalesce(NOT {_allowed(same)}, 1) "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    )


def _guard_on_postgresql() -> None:
    same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT)
    op.execute(
        "CREATE OR REPLACE FUNCTION entries_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' AND {_allowed(same)} THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
