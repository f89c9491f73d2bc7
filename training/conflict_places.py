"""Make the table of places of fighting that GeoNames' list of towns lacks, from UCDP GED.

usage: python -m training.conflict_places OUT.tsv

A place, its point and its kind are facts; they carry over with their source named (NOTICE). Rows
that a gold item rests on are left out, so that the scores of places are not their own answer.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from evals.places import kilometres
from training.tagger.sources import shared

from dateline.atlas import Gazetteer, fold_name, open_gazetteer
from dateline.atlas.basemap import load_basemap

# The last word of `where_coordinates` says what the point is; areas and roads are no places.
_KINDS = {
    "village": "P.PPL", "town": "P.PPL", "city": "P.PPL", "locality": "P.PPL", "kebele": "P.PPL",
    "suburb": "P.PPLX", "neighborhood": "P.PPLX", "neighbourhood": "P.PPLX", "camp": "S.CMP",
    "mountain": "T.MT", "hill": "T.HLL", "valley": "T.VAL", "island": "T.ISL",
}  # fmt: skip
_NAMED = re.compile(r"(?P<name>.+?)\s+(?P<kind>\w+)")
_NO_NAME = re.compile(
    r"[(),/;:\d]|\b(?:and|or|near|between|border|road|highway|river|checkpoint|of|the)\b",
    re.IGNORECASE,
)
_SHORTEST = 4  # letters of a folded name: shorter ones are words of too many languages
_EXACT = (1.0, 2.0)  # where_prec: the place itself, or within 25 km of it
_SAME_KM = 30.0
_SPREAD_KM = 15.0
Numbered = tuple[int, dict[str, Any]]  # a row of GED and its number in the file


class _Sighting(NamedTuple):
    name: str
    kind: str
    latitude: float
    longitude: float


def main(arguments: list[str]) -> int:
    """Write the table."""
    (out,) = arguments
    gazetteer, words = open_gazetteer(), _common_words()
    lines = []
    for (folded, country), seen in sorted(_sightings(list(_rows())).items()):
        place = _settle(seen)
        if place and folded not in words and not _is_known(place, gazetteer):
            lines.append(_line(place, country))
    header = Path(out).read_text("utf-8").splitlines() if Path(out).exists() else []
    notes = [line for line in header if line.startswith("#")]
    columns = "name\tlatitude\tlongitude\tcountry\tfeature"
    Path(out).write_text("\n".join([*notes, columns, *lines]) + "\n", "utf-8")
    print(f"{len(lines)} places")
    return 0


def _sightings(rows: Sequence[Numbered]) -> dict[tuple[str, str], list[_Sighting]]:
    """Give the points that rows give to each name, by folded name and alpha-2."""
    country_of = _country_of(rows)
    seen: dict[tuple[str, str], list[_Sighting]] = defaultdict(list)
    for number, row in rows:
        found = _NAMED.fullmatch((row["where_coordinates"] or "").strip())
        if row["where_prec"] not in _EXACT or not found or number not in country_of:
            continue
        name, kind = found["name"], _KINDS.get(found["kind"].lower())
        folded = fold_name(name)
        if kind and name[0].isupper() and not _NO_NAME.search(name) and len(folded) >= _SHORTEST:
            sighting = _Sighting(name, kind, row["latitude"], row["longitude"])
            seen[folded, country_of[number]].append(sighting)
    return seen


def _rows() -> Iterator[Numbered]:
    """Give the rows that no gold item rests on, by number in the file."""
    import pyarrow.parquet as pq

    columns = ["id", "where_prec", "where_coordinates", "latitude", "longitude"]
    table = pq.read_table(shared() / "data" / "ucdp" / "ged.parquet", columns=columns)
    gold = set(_ids_of_gold())
    for number, row in enumerate(table.to_pylist()):
        if row["id"] not in gold:
            yield number, row


def _ids_of_gold() -> Iterator[int]:
    for path in (shared() / "gold" / "mentions").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = (json.loads(line).get("ref") or {}).get("ged_id")
            if row:
                yield row


def _country_of(rows: Iterable[Numbered]) -> dict[int, str]:
    """Give the country whose polygon holds each row's point: GED's own names are not today's."""
    placed = [(number, row) for number, row in rows if row["latitude"] is not None]
    units = load_basemap().admin1_of([(row["latitude"], row["longitude"]) for _n, row in placed])
    held = ((number, unit) for (number, _row), unit in zip(placed, units, strict=True) if unit)
    return {number: unit.partition("/")[0] for number, unit in held}


def _settle(seen: list[_Sighting]) -> _Sighting | None:
    """The place that rows agree on; none where one name stands for places far apart."""
    latitude = median(one.latitude for one in seen)
    longitude = median(one.longitude for one in seen)
    close = [one for one in seen if _apart(one, latitude, longitude) <= _SPREAD_KM]
    if 2 * len(close) <= len(seen):
        return None
    name = Counter(one.name for one in close).most_common(1)[0][0]
    kind = Counter(one.kind for one in close).most_common(1)[0][0]
    return _Sighting(name, kind, latitude, longitude)


def _is_known(place: _Sighting, gazetteer: Gazetteer) -> bool:
    """Whether another source has the place; what this table gave the atlas is no other source."""
    return any(
        _apart(place, entry.latitude, entry.longitude) <= _SAME_KM
        for entry in gazetteer.exact(place.name)
        if not entry.id.startswith("atlas:")
    )


def _apart(place: _Sighting, latitude: float, longitude: float) -> float:
    return float(kilometres((place.latitude, place.longitude), (latitude, longitude)))


def _common_words() -> set[str]:
    """Words of ordinary news, which a village's name must not turn into places."""
    texts = (path.read_text("utf-8") for path in (shared() / "data" / "ntrex").glob("*.txt"))
    found: Iterable[str] = (word for text in texts for word in re.findall(r"[^\W\d_]+", text))
    return {fold_name(word) for word in found if word[0].islower() or not word.isascii()}


def _line(place: _Sighting, country: str) -> str:
    point = (f"{place.latitude:.4f}", f"{place.longitude:.4f}")
    return "\t".join((place.name, *point, country, place.kind))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
