"""A dataset's file as a table of text: CSV, tab-separated, gzipped, zipped, Parquet, Excel."""

import csv
import gzip
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.model.dataset import Shape
from dateline.model.problem import Problem

SHOWN_ROWS = 10
_DELIMITERS = ",;\t"
_SNIFFED = 65_536  # bytes read to see how a file is written


@dataclass(slots=True)
class TextTable:
    """A file's rows with every value as text.

    Attributes:
        table: a pyarrow Table; None where the file could not be read.
        unknown: names of columns that the shape does not know.
        ignored: columns that are known and not kept, with the reason.
        left_out: rows whose number of values does not fit the header.
        problems: what was lost, and what to do about it.
    """

    table: Any
    unknown: tuple[str, ...] = ()
    ignored: dict[str, str] = field(default_factory=dict)
    left_out: int = 0
    problems: list[Problem] = field(default_factory=list)


def read_text_table(path: Path, shape: Shape) -> TextTable:
    """Read a dataset's file, whatever it is packed in, under today's names of its columns.

    Args:
        path: the file.
        shape: what its columns are called.
    """
    try:
        payload = _unpack(path.read_bytes())
    except (OSError, EOFError, zipfile.BadZipFile, ValueError) as error:
        return _unreadable(path, f"It could not be read: {error}.")
    if not payload.strip():
        return _unreadable(path, "It is empty.")
    if payload.startswith(b"PAR1"):
        return _read_parquet(path, payload, shape)
    if payload.startswith(b"PK"):
        return _read_workbook(path, payload, shape)
    return _read_lines(path, payload, shape)


def name_columns(names: list[str], shape: Shape) -> list[str]:
    """Give columns their names of today; what nobody knows keeps its own.

    >>> from dateline.datasets.ucdp import UCDP_GED
    >>> name_columns(["ID", " best_est ", "Side_A", "colour"], UCDP_GED)
    ['id', 'best', 'side_a', 'colour']
    """
    known = {name.lower(): name for name in (*shape.columns, *shape.extras, *shape.ignored)}
    renamed = []
    for name in names:
        plain = name.strip().strip("\ufeff").lower()
        plain = shape.renamed.get(plain, plain)
        renamed.append(known.get(plain, plain))
    return renamed


def _unpack(payload: bytes) -> bytes:
    """The bytes themselves, or those of the one file that an archive holds."""
    if payload.startswith(b"\x1f\x8b"):
        return gzip.decompress(payload)
    if payload.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            inside = [item for item in archive.namelist() if not item.endswith("/")]
            if "[Content_Types].xml" in inside:
                return payload
            if len(inside) != 1:
                names = ", ".join(inside[:3])
                raise ValueError(f"the archive holds {len(inside)} files ({names}...), not one")
            return archive.read(inside[0])
    return payload


def _read_parquet(path: Path, payload: bytes, shape: Shape) -> TextTable:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(payload))
        columns = [table[name].cast(pa.string()) for name in table.column_names]
    except (pa.ArrowException, OSError) as error:
        return _unreadable(path, f"It is no readable Parquet file: {error}.")
    table = pa.Table.from_arrays(columns, names=table.column_names)
    return _fit_columns(path, table, shape, [])


def _read_workbook(path: Path, payload: bytes, shape: Shape) -> TextTable:
    """Read a workbook's first sheet by way of the text it would be saved as."""
    from dateline.datasets.workbook import read_workbook

    try:
        rows = read_workbook(payload)
    except ValueError as error:
        return _unreadable(path, f"It could not be read: {error}.")
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return _read_lines(path, text.getvalue().encode("utf-8") or b"\n", shape)


def _read_lines(path: Path, payload: bytes, shape: Shape) -> TextTable:
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    encoding = _encoding(payload)
    head = payload[:_SNIFFED].decode(encoding, errors="replace").lstrip("\ufeff")
    first_line = head.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    try:
        header = next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), [])
    except csv.Error as error:
        return _unreadable(path, f"Its first line is no header: {error}.")
    headless = _is_headless(header, shape)
    names = list(shape.columns) if headless else _unique(header)
    wrong: list[Any] = []

    def leave_out(row: Any) -> str:  # noqa: ANN401 - pyarrow's own kind
        wrong.append(row)
        return "skip"

    try:
        table = arrow_csv.read_csv(
            io.BytesIO(payload),
            read_options=arrow_csv.ReadOptions(
                column_names=names,
                skip_rows=0 if headless else 1,
                encoding=encoding,
                use_threads=False,
                block_size=1 << 26,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                quote_char=False if delimiter == "\t" else '"',
                newlines_in_values=delimiter != "\t",
                invalid_row_handler=leave_out,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except (pa.ArrowException, UnicodeError) as error:
        return _unreadable(path, f"It is no readable table: {error}.")
    found = _fit_columns(path, table, shape, _say_wrong(path, wrong, len(names)))
    found.left_out = len(wrong)
    return found


def _encoding(payload: bytes) -> str:
    """UTF-8 where it is, else the one that old spreadsheets write."""
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf8"


def _is_headless(first: list[str], shape: Shape) -> bool:
    """Whether the first line is a row: as many values as columns, the key's a number."""
    at = list(shape.columns).index(shape.key)
    return len(first) == len(shape.columns) and first[at].strip().isdecimal()


def _unique(names: list[str]) -> list[str]:
    """The same names, those that stand twice numbered."""
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique


def _fit_columns(path: Path, table: Any, shape: Shape, problems: list[Problem]) -> TextTable:  # noqa: ANN401 - a pyarrow Table
    names = _unique(name_columns(table.column_names, shape))
    table = _without_hxl(table.rename_columns(names))
    kept = [name for name in names if name in shape.columns or name in shape.extras]
    ignored = {name: shape.ignored[name] for name in names if name in shape.ignored}
    unknown = tuple(name for name in names if name not in kept and name not in ignored)
    if unknown:
        problems.append(
            Problem(
                kind="unknown-columns",
                where=path.name,
                what=f"{shape.name} has no columns {', '.join(unknown)}; they are not kept.",
                advice="Rename them if they are known ones under another name.",
                severity="note",
            )
        )
    lacking = [name for name in shape.needed if name not in kept]
    if lacking:
        return _unreadable(
            path, f"It lacks {', '.join(lacking)}, without which its rows are no {shape.name}."
        )
    return TextTable(table.select(kept), unknown, ignored, 0, problems)


def _without_hxl(table: Any) -> Any:  # noqa: ANN401 - a pyarrow Table
    """Leave out the row of hashtags that humanitarian files have under their header."""
    if table.num_rows == 0:
        return table
    cells = [cell for cell in table.slice(0, 1).to_pylist()[0].values() if cell]
    tags = [cell for cell in cells if cell.strip().startswith("#")]
    return table.slice(1) if tags and len(tags) * 2 > len(cells) else table


def _say_wrong(path: Path, rows: list[Any], columns: int) -> list[Problem]:
    if not rows:
        return []
    shown = "; ".join(
        f"row {row.number}: {row.actual_columns}" if row.number else f"{row.actual_columns}"
        for row in rows[:SHOWN_ROWS]
    )
    return [
        Problem(
            kind="broken-rows",
            where=path.name,
            what=f"{len(rows)} rows do not have the {columns} values of the header ({shown}).",
            advice="They are left out; look for quotes or delimiters inside a value.",
        )
    ]


def _unreadable(path: Path, what: str) -> TextTable:
    problem = Problem(
        kind="unreadable-dataset",
        where=str(path),
        what=what,
        advice="Give the file as its publisher offers it: CSV, Excel, Parquet, zipped or not.",
        severity="error",
    )
    return TextTable(None, problems=[problem])
