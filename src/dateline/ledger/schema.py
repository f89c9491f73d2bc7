"""The ledger's tables: one append-only log, and beside it what can be rebuilt from the log."""

import sqlalchemy as sql

SCHEMA = "3"  # the newest revision in `migrations/versions`

KINDS = (
    "source", "capture", "document", "mention", "event", "link", "review", "assessment",
    "edition", "signature", "delivery", "problem", "redaction", "policy",
    "restatement",
)  # fmt: skip

tables = sql.MetaData()

# The log. `hash` covers every column but payload and salt; `commitment` covers those two, so
# that a payload can be redacted one day and the chain still verify.
entries = sql.Table(
    "entries",
    tables,
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
    sql.Index("entries_by_key", "kind", "key", "seq"),
    sql.Index("entries_by_time", "recorded_at", "seq"),
    sql.Index("entries_sealed", "kind", "key"),  # of sealed payloads alone
)

# The end of the log, kept apart so that a cut tail shows; one row.
head = sql.Table(
    "head",
    tables,
    sql.Column("id", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("seq", sql.Integer, nullable=False),
    sql.Column("hash", sql.Text, nullable=False),
    sql.Column("recorded_at", sql.Text, nullable=False),
    sql.Column("next_mention", sql.Integer, nullable=False),
    sql.Column("next_event", sql.Integer, nullable=False),
)

# Document entries without their text; derived.
headers = sql.Table(
    "headers",
    tables,
    sql.Column("seq", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("id", sql.Text, nullable=False),
    sql.Column("capture", sql.Text, nullable=False),
    sql.Column("kind", sql.Text, nullable=False),
    sql.Column("source", sql.Text),
    sql.Column("published", sql.Text),
    sql.Column("reported", sql.Text, nullable=False),
    sql.Column("recorded_at", sql.Text, nullable=False),
    sql.Index("headers_by_id", "id", "seq"),
    sql.Index("headers_by_capture", "capture"),
)

# Which reading of its document each mention came from: `header` is that document's entry. Derived.
mention_rows = sql.Table(
    "mention_rows",
    tables,
    sql.Column("seq", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("id", sql.Integer, nullable=False),
    sql.Column("header", sql.Integer, nullable=False),
    sql.Index("mention_rows_by_id", "id"),
    sql.Index("mention_rows_by_header", "header"),
)

# Link entries without their words; derived.
link_rows = sql.Table(
    "link_rows",
    tables,
    sql.Column("seq", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("mention", sql.Integer, nullable=False),
    sql.Column("event", sql.Integer, nullable=False),
    sql.Column("by_person", sql.Integer, nullable=False),  # 1 for a person's
    sql.Index("link_rows_by_mention", "mention", "seq"),
    sql.Index("link_rows_by_event", "event", "seq"),
)
