"""Write rows as the packed gazetteer."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import marisa_trie

from dateline.atlas.build_sources import Row
from dateline.atlas.names import folded_names, short_admin_name
from dateline.atlas.pack import MANY, NONE_16, NONE_32, SCALE, write_columns

_TRIES_DEEP = 6  # more nested tries: smaller files, lookups stay in microseconds


def pack_rows(rows: Sequence[Row], folder: Path) -> dict[str, int]:
    """Pack rows into a folder.

    Returns:
        How many entries, names and bytes were written.
    """
    ordered = sorted(rows, key=lambda row: (-row.population, row.geonames, row.name))
    labels = marisa_trie.Trie([row.name for row in ordered], num_tries=_TRIES_DEEP)
    paths = marisa_trie.Trie(
        {path for row in ordered for path in (row.admin1, row.admin2) if path},
        num_tries=_TRIES_DEEP,
    )
    columns, lists = _entry_columns(ordered, labels, paths)
    names = _name_columns(ordered, columns)
    folder.mkdir(parents=True, exist_ok=True)
    write_columns(folder / "gazetteer.pack", columns, lists)
    for name, trie in (("names", names), ("labels", labels), ("paths", paths)):
        trie.save(str(folder / f"{name}.marisa"))
    size = sum(path.stat().st_size for path in folder.iterdir())
    return {"entries": len(ordered), "names": len(names), "bytes": size}


def _entry_columns(
    ordered: Sequence[Row], labels: marisa_trie.Trie, paths: marisa_trie.Trie
) -> tuple[dict[str, "array[int]"], dict[str, list[str]]]:
    countries = sorted({row.country for row in ordered})
    features = sorted({row.feature for row in ordered})
    country_of = {code: index for index, code in enumerate(countries)}
    feature_of = {code: index for index, code in enumerate(features)}
    path_entry = array("I", [NONE_32] * len(paths))
    for number, row in enumerate(ordered):
        path = row.admin2 if row.feature == "A.ADM2" else row.admin1
        if path and row.feature in ("A.ADM1", "A.ADM2") and path_entry[paths[path]] == NONE_32:
            path_entry[paths[path]] = number
    by_geonames = sorted(
        (number for number, row in enumerate(ordered) if row.geonames),
        key=lambda number: ordered[number].geonames,
    )
    columns = {
        "latitude": array("i", [round(row.latitude * SCALE) for row in ordered]),
        "longitude": array("i", [round(row.longitude * SCALE) for row in ordered]),
        "population": array("I", [min(row.population, NONE_32) for row in ordered]),
        "geonames": array("I", [row.geonames for row in ordered]),
        "label": array("I", [labels[row.name] for row in ordered]),
        "admin1": array("H", [paths[row.admin1] if row.admin1 else NONE_16 for row in ordered]),
        "admin2": array("H", [paths[row.admin2] if row.admin2 else NONE_16 for row in ordered]),
        "country": array("B", [country_of[row.country] for row in ordered]),
        "feature": array("B", [feature_of[row.feature] for row in ordered]),
        "path_entry": path_entry,
        "by_geonames": array("I", by_geonames),
    }
    return columns, {"countries": countries, "features": features}


def _name_columns(ordered: Sequence[Row], columns: dict[str, "array[int]"]) -> marisa_trie.Trie:
    """Index every row under its folded names; most names belong to one row and cost four bytes."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(ordered):
        codes = row.feature in ("A.PCLI", "A.ADM1", "L.RGN")
        short = {short_admin_name(n) for n in row.names} if row.feature[:2] == "A." else set()
        for key in sorted(folded_names(row.name, row.names | short, codes=codes)):
            found[key].append(number)
    names = marisa_trie.Trie(found, num_tries=_TRIES_DEEP)
    first, many = array("I", [0] * len(names)), array("I")
    for key, numbers in found.items():
        if len(numbers) == 1:
            first[names[key]] = numbers[0]
        else:
            first[names[key]] = MANY | len(many)
            many.extend((len(numbers), *numbers))
    columns["first"], columns["many"] = first, many
    return names
