"""A desk's own places: villages and sites that the shipped gazetteer lacks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.atlas.fold import fold_name
from dateline.model.place import GazetteerEntry
from dateline.model.problem import Problem

COLUMNS = (
    "id", "name", "latitude", "longitude", "country", "admin1", "admin2", "feature", "population",
    "names", "source",
)  # fmt: skip
_FARTHEST_NORTH, _FARTHEST_EAST = 90.0, 180.0


@dataclass(frozen=True, slots=True)
class DeskPlaces:
    """What a desk's file gave: entries by id and by folded name, and what could not be read."""

    by_id: Mapping[str, GazetteerEntry]
    by_name: Mapping[str, Sequence[GazetteerEntry]]
    problems: Sequence[Problem]


def read_desk_places(path: Path) -> DeskPlaces:
    """Read a desk's `places.tsv`; a row that cannot be used becomes a problem."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(
            "unreadable-places",
            str(path),
            f"The desk's places cannot be read: {error}.",
            "Save the file as UTF-8 text with tab-separated columns.",
            "error",
        )
        return DeskPlaces({}, {}, (problem,))
    return parse_desk_places(text, str(path))


def parse_desk_places(text: str, where: str) -> DeskPlaces:
    """Parse the table of a desk's places.

    Args:
        text: a header line with `COLUMNS` (any order; `id`, `name`, `latitude`, `longitude` are
            needed), then a line a place; `names` are parted by `|`; `#` begins a comment.
        where: the file's name, for problems.
    """
    lines = [
        (number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        return DeskPlaces({}, {}, ())
    header = lines[0][1].split("\t")
    problems = _header_problems(header, where)
    if any(problem.severity == "error" for problem in problems):
        return DeskPlaces({}, {}, tuple(problems))
    by_id: dict[str, GazetteerEntry] = {}
    by_name: dict[str, list[GazetteerEntry]] = defaultdict(list)
    for number, line in lines[1:]:
        row = dict(zip(header, line.split("\t"), strict=False))
        entry = _entry(row, f"{where}:{number}")
        if isinstance(entry, Problem):
            problems.append(entry)
        elif entry.id in by_id:
            problems.append(
                Problem(
                    "repeated-place",
                    f"{where}:{number}",
                    f"The id {entry.id} stands on an earlier line too.",
                    "Keep one of the two lines; the first is used.",
                )
            )
        else:
            by_id[entry.id] = entry
            for key in _keys(entry.name, row.get("names", "")):
                by_name[key].append(entry)
    return DeskPlaces(by_id, dict(by_name), tuple(problems))


def _keys(name: str, others: str) -> Iterable[str]:
    names = (name, *others.split("|")) if others else (name,)
    return {key for key in map(fold_name, names) if key}


def _header_problems(header: Sequence[str], where: str) -> list[Problem]:
    missing = [name for name in COLUMNS[:4] if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    problems = []
    if missing:
        problems.append(
            Problem(
                "places-header",
                f"{where}:1",
                f"The header lacks {', '.join(missing)}.",
                f"Begin the file with these tab-separated columns: {', '.join(COLUMNS)}.",
                "error",
            )
        )
    if unknown:
        problems.append(
            Problem(
                "places-header",
                f"{where}:1",
                f"Nothing reads the column {', '.join(unknown)}.",
                f"The known columns are {', '.join(COLUMNS)}.",
                "note",
            )
        )
    return problems


def _entry(row: Mapping[str, str], where: str) -> GazetteerEntry | Problem:
    """Read one row, or say what is wrong with it."""
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        population = int(row.get("population") or 0)
    except (KeyError, ValueError):
        return Problem(
            "malformed-place",
            where,
            "Latitude, longitude or population is not a number.",
            "Write degrees with a point, such as 14.4843, and population as a whole number.",
        )
    if not row["id"] or not row["name"]:
        return Problem("malformed-place", where, "The id or the name is empty.", "Write both.")
    if not (abs(latitude) <= _FARTHEST_NORTH and abs(longitude) <= _FARTHEST_EAST):
        return Problem(
            "malformed-place",
            where,
            f"{latitude}, {longitude} is no point on Earth.",
            "Latitude lies in -90..90 and longitude in -180..180; perhaps they are swapped.",
        )
    return GazetteerEntry(
        id=row["id"],
        name=row["name"],
        latitude=latitude,
        longitude=longitude,
        country=row.get("country") or None,
        admin1=row.get("admin1") or None,
        admin2=row.get("admin2") or None,
        feature=row.get("feature") or "P.PPL",
        population=population,
        origin=row.get("source") or "desk",
    )
