"""Bringing a ledger's tables to the schema that this Dateline knows."""

from pathlib import Path
from typing import Any

import sqlalchemy as sql

SCRIPTS = Path(__file__).parent / "migrations"


def read_version(connection: sql.Connection) -> str | None:
    """The schema a ledger has; None where there are no tables yet."""
    if not sql.inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(
        sql.text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return version


def known_versions() -> set[str]:
    """Every schema that this Dateline can bring to its own."""
    return {revision.revision for revision in _scripts().walk_revisions()}


def upgrade(connection: sql.Connection) -> None:
    """Run the revisions that are missing, all in the transaction that holds the connection."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    scripts = _scripts()
    context = MigrationContext.configure(connection)
    current = context.get_current_revision()
    missing = list(scripts.iterate_revisions("head", current or "base"))
    with Operations.context(context):
        for revision in reversed(missing):
            revision.module.upgrade()
            context.stamp(scripts, revision.revision)


def _scripts() -> Any:  # noqa: ANN401 - alembic loads only where a schema changes
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(SCRIPTS))
