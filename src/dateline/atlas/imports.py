"""GeoNames country files and Who's On First tables to a desk's own places."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.atlas.basemap import Basemap
from dateline.atlas.desk_places import COLUMNS, PlaceRow
from dateline.atlas.fold import fold_name
from dateline.atlas.gazetteer import Gazetteer
from dateline.atlas.names import worth_keeping
from dateline.model.problem import Problem

GEONAMES_COLUMNS = 19
_WOF_FEATURES = {
    "region": "A.ADM1", "macrocounty": "A.ADM2", "county": "A.ADM2", "localadmin": "A.ADM3",
    "locality": "P.PPL", "borough": "P.PPLX", "macrohood": "P.PPLX", "neighbourhood": "P.PPLX",
    "microhood": "P.PPLX", "campus": "S.FCL", "dependency": "A.PCLD", "disputed": "A.ADMD",
    "marinearea": "H.SEA",
}  # fmt: skip
_WOF_LEFT_OUT = frozenset({"country", "continent", "empire", "planet", "ocean", "timezone"})
_WOF_NEEDED = ("wof_id", "name", "placetype", "lat", "lon")


@dataclass(frozen=True, slots=True)
class PlaceImport:
    """What an import gave: rows for the desk's file, and everything that was not taken."""

    rows: tuple[PlaceRow, ...]
    problems: tuple[Problem, ...]


def import_places(
    lines: Iterable[str], where: str, *, gazetteer: Gazetteer, basemap: Basemap
) -> PlaceImport:
    """Read a GeoNames country file or a Who's On First table; the first line tells which.

    A place that the shipped gazetteer has keeps its shipped point, people and id, and is written
    only where the file adds names. Admin units come from the shipped polygons, so that every
    place of a desk follows one layout.

    Args:
        lines: the file's lines, decoded.
        where: the file's name, for problems.
        gazetteer: the shipped gazetteer.
        basemap: whose polygons give country and first-level unit.
    """
    stream = iter(lines)
    first = next(stream, "").rstrip("\r\n")
    header = first.split("\t")
    problems: list[Problem] = []
    if all(name in header for name in _WOF_NEEDED):
        rows = list(_whos_on_first(header, stream, where, problems))
    elif len(header) == GEONAMES_COLUMNS and header[0].isdecimal():
        rows = list(_geonames(_chain(first, stream), where, problems))
    else:
        return PlaceImport((), (_unknown_format(where, len(header)),))
    placed = _place(rows, basemap)
    kept = [row for row in (_merge(row, gazetteer) for row in placed) if row is not None]
    return PlaceImport(tuple(_unique(kept, where, problems)), tuple(problems))


def merge_places(existing: str, rows: Sequence[PlaceRow]) -> str:
    """The desk's file with rows added; a row with an id that is there already takes its place.

    Args:
        existing: the file's text, empty where there is none; its comments and lines are kept.
        rows: what an import gave.
    """
    new = {row.id: row for row in rows}
    lines = existing.rstrip("\n").split("\n") if existing else []
    header = next((line for line in lines if line and not line.startswith("#")), None)
    columns = header.split("\t") if header else list(COLUMNS)
    kept = [line for line in lines if line.startswith("#") or line.split("\t")[0] not in new]
    if header is None:
        kept.append("\t".join(columns))
    kept += ["\t".join(row.cell(column) for column in columns) for row in new.values()]
    return "\n".join(kept) + "\n"


def _chain(first: str, stream: Iterator[str]) -> Iterator[str]:
    yield first
    yield from stream


def _unknown_format(where: str, columns: int) -> Problem:
    return Problem(
        "unknown-places-format",
        where,
        f"The first line has {columns} tab-separated columns and is neither a GeoNames country "
        "file (19 columns, no header) nor a Who's On First table (wof_id, name, placetype...).",
        "Give such a file, or write the places into lexicon/places.tsv by hand.",
        "error",
    )


def _malformed(where: str, number: int, what: str) -> Problem:
    return Problem("malformed-place", f"{where}:{number}", what, "Correct the row or leave it out.")


def _geonames(lines: Iterable[str], where: str, problems: list[Problem]) -> Iterator[PlaceRow]:
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != GEONAMES_COLUMNS:
            problems.append(_malformed(where, number, f"{len(cells)} columns instead of 19."))
            continue
        try:
            yield PlaceRow(
                id=f"geonames:{int(cells[0])}",
                name=cells[1],
                latitude=float(cells[4]),
                longitude=float(cells[5]),
                country=cells[8],
                feature=f"{cells[6]}.{cells[7]}" if cells[6] else "P.PPL",
                population=int(cells[14] or 0),
                names=_slim(cells[1], [cells[2], *cells[3].split(",")]),
                source="GeoNames (CC BY 4.0)",
            )
        except ValueError as error:
            problems.append(_malformed(where, number, f"Not a number: {error}."))


def _whos_on_first(
    header: Sequence[str], lines: Iterable[str], where: str, problems: list[Problem]
) -> Iterator[PlaceRow]:
    left_out: Counter[str] = Counter()
    for number, line in enumerate(lines, 2):
        row = dict(zip(header, line.rstrip("\r\n").split("\t"), strict=False))
        kind = row.get("placetype", "")
        if row.get("deprecated") or row.get("is_current") == "0":
            left_out["deprecated or no longer current"] += 1
        elif kind in _WOF_LEFT_OUT or kind not in _WOF_FEATURES:
            left_out[f"of the kind {kind or 'unknown'}"] += 1
        else:
            try:
                yield _wof_row(row, _WOF_FEATURES[kind])
            except (KeyError, ValueError) as error:
                problems.append(_malformed(where, number, f"A cell cannot be read: {error}."))
    problems += [
        Problem(
            "places-left-out",
            where,
            f"{count} rows {why} were left out.",
            "Nothing to do; add one by hand if the desk needs it.",
            "note",
        )
        for why, count in sorted(left_out.items())
    ]


def _wof_row(row: Mapping[str, str], feature: str) -> PlaceRow:
    names = json.loads(row.get("names") or "{}")
    geonames = row.get("geonames_id", "")
    return PlaceRow(
        id=f"geonames:{geonames}" if geonames.isdecimal() else f"wof:{int(row['wof_id'])}",
        name=row["name"],
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        country="",
        feature=feature,
        population=max(int(row.get("population") or 0), 0),
        names=_slim(row["name"], [name for words in names.values() for name in words]),
        source="Who's On First (CC BY 4.0)",
    )


def _slim(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Alternate names with keys of their own, as written; codes, links and repeats are dropped."""
    kept: dict[str, str] = {}
    for other in others:
        if worth_keeping(other):
            kept.setdefault(fold_name(other), other.replace("|", " ").replace("\t", " "))
    return tuple(other for key, other in kept.items() if key and key != fold_name(name))


def _place(rows: Sequence[PlaceRow], basemap: Basemap) -> list[PlaceRow]:
    """Give each row the first-level unit that holds it, and its country where it had none."""
    units = basemap.admin1_of([(row.latitude, row.longitude) for row in rows])
    countries = Counter(unit.partition("/")[0] for unit in units if unit)
    home = countries.most_common(1)[0][0] if countries else ""
    placed = []
    for row, unit in zip(rows, units, strict=True):
        country = row.country or (unit.partition("/")[0] if unit else home)
        inside = unit if unit and unit.partition("/")[0] == country else None
        placed.append(replace(row, country=country, admin1=inside or ""))
    return placed


def _merge(row: PlaceRow, gazetteer: Gazetteer) -> PlaceRow | None:
    """The row with what the shipped gazetteer knows of the same place; None if it adds nothing."""
    shipped = gazetteer.entry(row.id)
    if shipped is None:
        return row
    new = [name for name in (row.name, *row.names) if not gazetteer.carries(shipped.id, name)]
    if not new:
        return None
    return replace(
        row,
        id=shipped.id,
        name=shipped.name,
        latitude=shipped.latitude,
        longitude=shipped.longitude,
        country=shipped.country or "",
        admin1=shipped.admin1 or "",
        admin2=shipped.admin2 or "",
        feature=shipped.feature,
        population=shipped.population,
        names=tuple(new),
    )


def _unique(rows: Iterable[PlaceRow], where: str, problems: list[Problem]) -> Iterator[PlaceRow]:
    """One row an id: names of later rows with the same id are joined to the first."""
    first: dict[str, PlaceRow] = {}
    joined = 0
    for row in rows:
        known = first.get(row.id)
        if known is None:
            first[row.id] = row
        else:
            joined += 1
            names = dict.fromkeys((*known.names, row.name, *row.names))
            names.pop(known.name, None)
            first[row.id] = replace(known, names=tuple(names))
    if joined:
        problems.append(
            Problem(
                "repeated-place",
                where,
                f"{joined} rows repeat the id of an earlier row; their names were joined to it.",
                "Nothing to do.",
                "note",
            )
        )
    yield from first.values()
