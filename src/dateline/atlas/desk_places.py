"""A desk's own places: villages and sites that the shipped gazetteer lacks."""

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
_SAME_DEGREES = 0.2  # some 20 km: two sources put one village that far apart


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A line of the desk's file, on its way into it."""

    id: str
    name: str
    latitude: float
    longitude: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    feature: str = "P.PPL"
    population: int = 0
    names: tuple[str, ...] = ()
    source: str = ""

    def cell(self, column: str) -> str:
        """What stands in a column of the file."""
        if column == "names":
            return "|".join(self.names)
        if column in ("latitude", "longitude"):
            return f"{getattr(self, column):.5f}".rstrip("0").rstrip(".")
        if column == "population":
            return str(self.population or "")
        return str(getattr(self, column, "")).replace("\t", " ")


class DeskPlaces:
    """What a desk's file gave: places by id and by folded name, and what could not be read.

    A row becomes an entry when it is first asked for: a desk of 40,000 villages opens at once.
    """

    def __init__(self, columns: Sequence[str] = (), problems: Sequence[Problem] = ()) -> None:
        self.problems = list(problems)
        self._at = {name: number for number, name in enumerate(columns)}
        self._rows: dict[str, list[str]] = {}
        self._named: dict[str, list[str]] = {}

    def __len__(self) -> int:
        """How many places there are."""
        return len(self._rows)

    def __contains__(self, identity: str) -> bool:
        """Whether a place has this id."""
        return identity in self._rows

    def add(self, cells: list[str], keys: Iterable[str]) -> None:
        """Take in a row under its folded names."""
        self._rows[cells[self._at["id"]]] = cells
        for key in keys:
            self._named.setdefault(key, []).append(cells[self._at["id"]])

    def entry(self, identity: str) -> GazetteerEntry | None:
        """The place with this id, or None."""
        cells = self._rows.get(identity)
        return None if cells is None else entry_of(cells, self._at)

    def named(self, key: str) -> list[GazetteerEntry]:
        """Places that carry a folded name."""
        return [entry_of(self._rows[identity], self._at) for identity in self._named.get(key, ())]

    def carries(self, key: str) -> bool:
        """Whether any place carries a folded name."""
        return key in self._named

    def names(self, prefix: str = "") -> Iterable[str]:
        """Every folded name that begins so."""
        return (name for name in self._named if name.startswith(prefix))


def entry_of(cells: Sequence[str], at: Mapping[str, int]) -> GazetteerEntry:
    """A row of the file as an entry.

    Args:
        cells: the row, already found to be without fault.
        at: where each column stands.
    """

    def cell(name: str) -> str:
        number = at.get(name, len(cells))
        return cells[number] if number < len(cells) else ""

    return GazetteerEntry(
        id=cell("id"),
        name=cell("name"),
        latitude=float(cell("latitude")),
        longitude=float(cell("longitude")),
        country=cell("country") or None,
        admin1=cell("admin1") or None,
        admin2=cell("admin2") or None,
        feature=cell("feature") or "P.PPL",
        population=int(cell("population") or 0),
        origin=cell("source") or "desk",
    )


def is_among(shipped: GazetteerEntry, own: Sequence[GazetteerEntry]) -> bool:
    """Whether a shipped place is one of the desk's own of that name: by its id, or close by."""
    return any(
        shipped.id == one.id
        or (
            shipped.feature[:1] == one.feature[:1]
            and abs(shipped.latitude - one.latitude) <= _SAME_DEGREES
            and abs(shipped.longitude - one.longitude) <= _SAME_DEGREES
        )
        for one in own
    )


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
        return DeskPlaces(problems=(problem,))
    return parse_desk_places(text, str(path))


def parse_desk_places(text: str, where: str) -> DeskPlaces:
    """Parse the table of a desk's places.

    Args:
        text: a header line with `COLUMNS` (any order; `id`, `name`, `latitude`, `longitude` are
            needed), then a line a place; `names` are parted by `|`; `#` begins a comment.
        where: the file's name, for problems.
    """
    lines = enumerate((line.rstrip("\r") for line in text.split("\n")), 1)
    rows = ((number, line) for number, line in lines if line.strip() and line[0] != "#")
    columns = next(rows, (0, ""))[1].split("\t")
    if columns == [""]:
        return DeskPlaces()
    problems = header_problems(columns, where)
    places = DeskPlaces(columns, problems)
    if any(problem.severity == "error" for problem in problems):
        return places
    at = column_places(columns)
    for number, line in rows:
        cells = line.split("\t")
        wrong = row_fault(cells, at)
        if wrong is None and cells[at["id"] or 0] in places:
            wrong = (
                f"The id {cells[at['id'] or 0]} stands on an earlier line too.",
                ("Keep one of the two lines; the first is used."),
            )
        if wrong is not None:
            kind = "repeated-place" if wrong[0].startswith("The id ") else "malformed-place"
            places.problems.append(Problem(kind, f"{where}:{number}", *wrong))
        else:
            places.add(cells, row_keys(cells, at))
    return places


def row_keys(cells: Sequence[str], at: Mapping[str, int | None]) -> set[str]:
    """The folded names of a row that passed `row_fault`."""
    others = at["names"]
    keys = {fold_name(cells[at["name"] or 0])}
    if others is not None and others < len(cells) and cells[others]:
        keys.update(map(fold_name, cells[others].split("|")))
    keys.discard("")
    return keys


def column_places(header: Sequence[str]) -> dict[str, int | None]:
    """Where each known column stands; None for one the file lacks."""
    return {name: header.index(name) if name in header else None for name in COLUMNS}


def header_problems(header: Sequence[str], where: str) -> list[Problem]:
    """What is wrong with a header: columns that are needed, and columns that nothing reads."""
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


def row_fault(cells: Sequence[str], at: Mapping[str, int | None]) -> tuple[str, str] | None:
    """What is wrong with a row and what to do about it, or None."""
    people = at["population"]
    try:
        latitude = float(cells[at["latitude"] or 0])
        longitude = float(cells[at["longitude"] or 0])
        int(cells[people] or 0) if people is not None and people < len(cells) else 0
    except (IndexError, ValueError):
        return (
            "Latitude, longitude or population is not a number.",
            "Write degrees with a point, such as 14.4843, and population as a whole number.",
        )
    if not cells[at["id"] or 0] or not cells[at["name"] or 0]:
        return "The identity or the name is empty.", "Write both."
    if not (abs(latitude) <= _FARTHEST_NORTH and abs(longitude) <= _FARTHEST_EAST):
        return (
            f"{latitude}, {longitude} is no point on Earth.",
            "Latitude lies in -90..90 and longitude in -180..180; perhaps they are swapped.",
        )
    return None
