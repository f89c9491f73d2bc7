"""Revision 2: which mentions stand in which event, by number alone, for fast answers."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sql
from alembic import op

revision = "2"
down_revision = "1"
branch_labels = None
depends_on = None

ROWS_AT_ONCE = 5000


def upgrade() -> None:
    """Make the tables and fill them from the log."""
    mention_rows = op.create_table(
        "mention_rows",
        sql.Column("seq", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("id", sql.Integer, nullable=False),
        sql.Column("header", sql.Integer, nullable=False),
    )
    op.create_index("mention_rows_by_id", "mention_rows", ["id"])
    op.create_index("mention_rows_by_header", "mention_rows", ["header"])
    link_rows = op.create_table(
        "link_rows",
        sql.Column("seq", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("mention", sql.Integer, nullable=False),
        sql.Column("event", sql.Integer, nullable=False),
        sql.Column("by_person", sql.Integer, nullable=False),
    )
    op.create_index("link_rows_by_mention", "link_rows", ["mention", "seq"])
    op.create_index("link_rows_by_event", "link_rows", ["event", "seq"])
    connection = op.get_bind()
    for table, rows in ((mention_rows, _mentions(connection)), (link_rows, _links(connection))):
        waiting: list[dict[str, Any]] = []
        for row in rows:
            waiting.append(row)
            if len(waiting) == ROWS_AT_ONCE:
                connection.execute(sql.insert(table), waiting)
                waiting = []
        if waiting:
            connection.execute(sql.insert(table), waiting)


def _mentions(connection: sql.Connection) -> Iterator[dict[str, Any]]:
    """A mention stands under the reading of its document that was recorded just before it."""
    headers = connection.execute(sql.text("SELECT seq, id, capture FROM headers ORDER BY seq"))
    waiting = list(headers)[::-1]
    readings: dict[tuple[str, str], int] = {}
    for row in connection.execute(
        sql.text("SELECT seq, key, payload FROM entries WHERE kind = 'mention' ORDER BY seq")
    ):
        while waiting and waiting[-1].seq < row.seq:
            header = waiting.pop()
            readings[header.id, header.capture] = header.seq
        if row.payload is not None:
            record = json.loads(row.payload)
            reading = readings[record["mention"]["document"], record["capture"]]
            yield {"seq": row.seq, "id": int(row.key), "header": reading}


def _links(connection: sql.Connection) -> Iterator[dict[str, Any]]:
    for row in connection.execute(
        sql.text("SELECT seq, payload FROM entries WHERE kind = 'link' ORDER BY seq")
    ):
        if row.payload is not None:
            link = json.loads(row.payload)
            person = int("/" not in link["by"])
            yield {
                "seq": row.seq,
                "mention": link["mention"],
                "event": link["event"],
                "by_person": person,
            }
