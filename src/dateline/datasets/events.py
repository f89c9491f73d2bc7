"""A snapshot as an events table, so that a query asks it as it asks the ledger."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.datasets.kinds import Kind, find_kind
from dateline.datasets.values import open_database
from dateline.errors import DeskError
from dateline.model.dataset import Manifest
from dateline.model.event import EVENT_COLUMNS

if TYPE_CHECKING:
    from dateline.atlas import Gazetteer
    from dateline.atlas.basemap import Basemap
    from dateline.lexicon import Lexicon

# Rows are numbered above every event of a ledger: no row is ever taken for an event of the desk.
FIRST_ROW = 1 << 40
_MEMORY = "2GB"  # what turning millions of rows may take; the rest goes to the disk
_SQL_TYPES = {
    "int": "BIGINT",
    "float": "DOUBLE",
    "text": "VARCHAR",
    "bool": "BOOLEAN",
    "date": "DATE",
    "texts": "VARCHAR[]",
    "ints": "BIGINT[]",
}
# What every row is, whatever it says: coded and reviewed by its publisher.
_GIVEN = {"status": "'asserted'", "review": "'accepted'", "countable": "TRUE"}


def write_events(
    rows: Path,
    target: Path,
    manifest: Manifest,
    *,
    gazetteer: "Gazetteer",
    basemap: "Basemap",
    lexicon: "Lexicon",
) -> None:
    """Write a snapshot's rows as Parquet with the columns of `EVENT_COLUMNS`.

    The dataset's own columns stand behind them for definitions to filter on; one whose name an
    events column has is called `native_<name>`. Rows pass through a few at a time.

    Args:
        rows: the snapshot's Parquet file.
        target: the file to write.
        manifest: the snapshot.
        gazetteer: resolves admin units by name.
        basemap: resolves them by point, where the name says nothing.
        lexicon: resolves the sides; a side that nobody knows keeps its name as its id.

    Raises:
        DeskError: the rows cannot be read, or the file cannot be written.
    """
    import duckdb

    kind = find_kind(manifest.name)
    connection = open_database(memory_limit=_MEMORY, temp_directory=str(target.parent))
    columns = ", ".join(f'"{name}"' for name in _kept(kind))
    source = str(rows).replace("'", "''")
    out = str(target).replace("'", "''")
    try:
        connection.execute(
            f"CREATE VIEW rows AS SELECT {FIRST_ROW + 1} + file_row_number AS row_id, {columns} "  # noqa: S608 - names of the shape
            f"FROM read_parquet('{source}', file_row_number = true)"
        )
        _make_units(connection, kind.units, gazetteer, basemap)
        _make_actors(connection, kind.actors, lexicon)
    except (duckdb.Error, OSError) as error:
        raise DeskError(
            f"{rows} cannot be read: {error}. Remove {rows.parent} and add the dataset again."
        ) from error
    try:
        connection.execute(f"COPY ({_events_query(kind, manifest)}) TO '{out}' (FORMAT parquet)")
    except (duckdb.Error, OSError) as error:
        raise DeskError(f"{target} cannot be written: {error}. Make room, ask again.") from error


def _events_query(kind: Kind, manifest: Manifest) -> str:
    """The SQL that lays the events columns before the dataset's own."""
    columns = []
    for name, what in EVENT_COLUMNS.items():
        sql_type = _SQL_TYPES[what]
        if name == "id":
            value = "mapped.row_id"
        elif name in kind.fills:
            value = f"mapped.{name}"
        elif name in _GIVEN:
            value = _GIVEN[name]
        elif name == "recorded_at":
            value = f"'{manifest.accessed}'"
        else:
            value = "[]" if what in ("texts", "ints") else "NULL"
        columns.append(f"({value})::{sql_type} AS {name}")
    for name in _kept(kind):
        shown = f"native_{name}" if name.lower() in EVENT_COLUMNS else name
        columns.append(f'mapped."native {name}" AS "{shown}"')
    native = ", ".join(f'rows."{name}" AS "native {name}"' for name in _kept(kind))
    mapped = kind.events.replace("SELECT ", f"SELECT rows.row_id AS row_id, {native}, ", 1)
    return f"SELECT {', '.join(columns)} FROM ({mapped}) AS mapped"  # noqa: S608 - constants


def _kept(kind: Kind) -> list[str]:
    """The dataset's columns that a query may need."""
    every = kind.shape.columns | kind.shape.extras
    return [name for name in every if name not in kind.wordy]


def _make_units(connection: Any, text: str, gazetteer: "Gazetteer", basemap: "Basemap") -> None:  # noqa: ANN401 - DuckDB's
    """Resolve each admin unit that the rows name, once."""
    import pyarrow as pa

    found = connection.execute(text).fetchall()
    names = ("unit_country", "unit_admin1", "unit_admin2")
    points = [
        (latitude, longitude) if latitude is not None and longitude is not None else (0.0, -30.0)
        for *_names, latitude, longitude in found  # the other point lies in mid-ocean
    ]
    units = basemap.admin1_of(points)
    records = []
    for (*named, point, code, _lat, _lon), at_point in zip(found, units, strict=True):
        country, admin1, admin2 = _resolve_unit(named, code, at_point, gazetteer)
        records.append(
            dict(zip(names, named, strict=True))
            | {"unit_point": point, "country": country, "admin1": admin1, "admin2": admin2}
        )
    words = [(name, pa.string()) for name in (*names, "country", "admin1", "admin2")]
    schema = pa.schema([*words, ("unit_point", pa.list_(pa.float64()))])
    connection.register("given_units", pa.Table.from_pylist(records, schema=schema))
    connection.execute("CREATE TABLE units AS SELECT * FROM given_units")


def _resolve_unit(
    named: list[str | None], code: str | None, at_point: str | None, gazetteer: "Gazetteer"
) -> tuple[str | None, str | None, str | None]:
    """Country, first and second level of a row: by its names, or else by its point."""
    from dateline.atlas.countries import country_codes

    name, first, second = named
    country = country_codes().get(code or "")
    if country is None and name is not None:
        country = gazetteer.country(name.partition(" (")[0]) or gazetteer.country(name)
    if country is None and at_point is not None:
        country = at_point.partition("/")[0]
    if country is None:
        return None, None, None
    admin1 = gazetteer.resolve_admin(f"{country}/{first}") if first else None
    if admin1 is None and at_point is not None and at_point.startswith(f"{country}/"):
        admin1 = at_point
    admin2 = gazetteer.resolve_admin(f"{admin1}/{second}") if admin1 and second else None
    return country, admin1, admin2


def _make_actors(connection: Any, text: str, lexicon: "Lexicon") -> None:  # noqa: ANN401 - DuckDB's
    """Resolve each side that the rows name, once."""
    import pyarrow as pa

    names = [name for (name,) in connection.execute(text).fetchall() if name]
    ids = [actor.id if (actor := lexicon.find_actor(name)) else name for name in names]
    table = pa.table({"name": pa.array(names, pa.string()), "id": pa.array(ids, pa.string())})
    connection.register("given_actors", table)
    connection.execute("CREATE TABLE actors AS SELECT * FROM given_actors")
