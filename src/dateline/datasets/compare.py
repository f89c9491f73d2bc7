"""What one snapshot of a dataset has that another has not."""

from pathlib import Path

from dateline.datasets.kinds import Kind
from dateline.datasets.store import rows_path
from dateline.datasets.values import open_database
from dateline.errors import CommandError
from dateline.model.dataset import Manifest, RowChange, SnapshotDiff


def diff_snapshots(folder: Path, kind: Kind, old: Manifest, new: Manifest) -> SnapshotDiff:
    """Compare two snapshots of one dataset, row by row, by the row's own key.

    Columns that only one of the files had are not compared.

    Args:
        folder: the desk's `datasets` folder.
        kind: the dataset.
        old: the earlier snapshot.
        new: the later one.

    Raises:
        CommandError: they are snapshots of different datasets.
    """
    if old.name != new.name:
        raise CommandError(f"{old.name} and {new.name} are different datasets; compare two of one.")
    shape = kind.shape
    shared = [name for name in old.columns_used if name in new.columns_used and name != shape.key]
    connection = open_database()
    for name, manifest in (("old", old), ("new", new)):
        path = str(rows_path(folder, manifest)).replace("'", "''")
        connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{path}')")  # noqa: S608 - quoted
    differing = ", ".join(
        f"""CASE WHEN o."{name}" IS DISTINCT FROM n."{name}" THEN '{name}' END""" for name in shared
    )
    changed = f"list_filter([{differing}], lambda one: one IS NOT NULL)" if shared else "[]"
    rows = connection.execute(_diff_query(f'"{shape.key}"', changed)).fetchall()
    counts = dict.fromkeys(("added", "changed", "deleted"), 0)
    for _id, change, _columns in rows:
        counts[change] += 1
    return SnapshotDiff(
        old=f"{old.name}@{old.version}",
        new=f"{new.name}@{new.version}",
        added=counts["added"],
        changed=counts["changed"],
        deleted=counts["deleted"],
        rows=tuple(RowChange(one, change, tuple(columns)) for one, change, columns in rows)
        if shape.rows_leave
        else (),
    )


def _diff_query(key: str, changed: str) -> str:
    """SQL for the rows that differ, each with the columns that do."""
    return f"""
    WITH compared AS (
        SELECT coalesce(n.{key}, o.{key}) AS named,
               CASE WHEN o.{key} IS NULL THEN 'added' WHEN n.{key} IS NULL THEN 'deleted'
                    ELSE 'changed' END AS change,
               CASE WHEN o.{key} IS NULL OR n.{key} IS NULL THEN []::VARCHAR[]
                    ELSE {changed} END AS differing
        FROM "old" o FULL JOIN "new" n ON o.{key} = n.{key}
    )
    SELECT named::VARCHAR, change, differing FROM compared
    WHERE change <> 'changed' OR len(differing) > 0 ORDER BY named
    """  # noqa: S608 - names of the shape
