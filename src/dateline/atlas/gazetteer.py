"""Names to places: exact in microseconds, near by spelling, and by id."""

import os
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.atlas.countries import Country, country_codes, load_countries, load_demonyms
from dateline.atlas.desk_places import DeskPlaces, is_among, read_desk_places
from dateline.atlas.fold import fold_name
from dateline.atlas.pack import DATA, NONE_16, NONE_32, SCALE, Pack, open_pack
from dateline.model.place import GazetteerEntry
from dateline.model.problem import Problem

if TYPE_CHECKING:
    from dateline.atlas.desk_index import IndexedPlaces
    from dateline.atlas.sounds import Sounds

_ADMIN_FEATURES = ("A.ADM1", "A.ADM2")
_NEAR_KEYS = 20_000  # keys compared by spelling: those that share the first letters
_BEGUN_KEYS = 2_000  # keys that begin with the name asked for
_MOST_BEGUN = 50
_KNOWN = 500_000  # people: a city known abroad by several names
_LARGE = 16_000_000  # bytes of a desk's file from which it is read by an index
_LEAST_LIKENESS, _CLOSE_LIKENESS = 80.0, 89.0  # of 100, rapidfuzz's ratio
_KIND_WORDS = (
    "province", "region", "state", "governorate", "district", "county", "department",
    "prefecture", "oblast", "cercle", "departement", "gouvernorat", "wilaya", "regions",
    "muhafazah", "محافظه", "ولايه", "منطقه", "استان", "ولايت",
)  # fmt: skip


class Gazetteer:
    """The shipped atlas with a desk's own places over it.

    Entries come most populous first; a desk's own places come before the shipped ones.
    """

    def __init__(
        self, pack: Pack, desk: "DeskPlaces | IndexedPlaces | None" = None, folder: Path = DATA
    ) -> None:
        self._pack = pack
        self._desk = DeskPlaces() if desk is None else desk
        self._folder = folder
        self._sounds: dict[str, Sounds] = {}

    @property
    def problems(self) -> Sequence[Problem]:
        """What was wrong with rows of the desk's file; those rows are not used."""
        return self._desk.problems

    def __len__(self) -> int:
        """How many places are known."""
        return len(self._pack.columns["label"]) + len(self._desk)

    def exact(self, name: str, *, limit: int | None = None) -> list[GazetteerEntry]:
        """Places that carry this name, whatever its case, accents, hyphens or article.

        Args:
            name: in any script.
            limit: how many at most; None gives all.
        """
        key = fold_name(name)
        own = self._desk.named(key)
        shipped = (self._entry(number, key, name) for number in self._pack.entries(key))
        if not own:
            return list(islice(shipped, limit))
        others = (entry for entry in shipped if not is_among(entry, own))
        return list(islice(chain(own, others), limit))

    def find(
        self, name: str, *, country: str | None = None, limit: int = 10
    ) -> list[GazetteerEntry]:
        """Places of this name, Boni before Bonn, then of names that begin so or are much like it.

        Args:
            name: in any script.
            country: ISO alpha-2; only places there.
            limit: how many at most.
        """
        found: dict[str, GazetteerEntry] = {}
        for entry in sorted(self.exact(name), key=_only_listed):
            if country in (None, entry.country):
                found.setdefault(entry.id, entry)
        for key in self._near_keys(fold_name(name)) if len(found) < limit else ():
            for entry in self._carrying(key):
                if country in (None, entry.country):
                    found.setdefault(entry.id, entry)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def entry(self, identity: str) -> GazetteerEntry | None:
        """The place with this id, or None.

        Args:
            identity: such as `geonames:2453348`, `admin:ML/Mopti`, `country:ML`,
                `atlas:ML/Mopti/Konna`, `desk:bapho`.
        """
        own = self._desk.entry(identity)
        if own is not None:
            return own
        number = self._number(identity)
        return None if number is None else self._entry(number)

    def knows(self, name: str) -> bool:
        """Whether any place carries this name; quicker than `exact`, for looking at many words."""
        key = fold_name(name)
        return bool(key) and (key in self._pack.names or self._desk.carries(key))

    def carries(self, identity: str, name: str) -> bool:
        """Whether a shipped place is found under a name."""
        number = self._number(identity)
        return number is not None and number in self._pack.entries(fold_name(name))

    def country(self, text: str) -> str | None:
        """Alpha-2 of a country by code, name in any language, or demonym.

        Args:
            text: such as `ML`, `MLI`, `466`, `gw:432`, `Mali`, `مالي`, `malienne`.
        """
        code = country_codes(self._folder).get(text)
        if code is not None:
            return code
        key = fold_name(text)
        for number in self._pack.entries(key):
            if self._feature(number) == "A.PCLI":
                return self._country(number)
        return load_demonyms(self._folder).get(key)

    def countries(self) -> Mapping[str, Country]:
        """Every country's codes and neighbours, by alpha-2."""
        return load_countries(self._folder)

    def country_names(self) -> dict[str, str]:
        """The English name of every country, by alpha-2."""
        return {code: country.name for code, country in self.countries().items()}

    def demonyms(self) -> Mapping[str, str]:
        """Alpha-2 by folded demonym (`fold_name` the word before looking)."""
        return load_demonyms(self._folder)

    def neighbours(self, country: str) -> tuple[str, ...]:
        """Alpha-2 codes of the countries that border one."""
        known = self.countries().get(country)
        return known.neighbours if known else ()

    def resolve_admin(self, text: str) -> str | None:
        """The path of an admin unit by path or name: `ml/Ségou`, `ML/Segou`, `Mopti region`.

        Args:
            text: `CC/Name`, `CC/Name/Second`, or a name alone where it is the only one, or the
                only first-level one.

        Returns:
            `ML/Segou`, as `GazetteerEntry.admin1` writes it; None where nothing or more than one
            unit fits. A unit newer than the layout (`ML/Menaka`) gives the one it was cut from.
        """
        head, *rest = (part.strip() for part in text.split("/"))
        if not rest:
            return self._admin_named(head, within=None)
        path = self.country(head.upper()) or self.country(head)
        for name in rest:
            if path is None:
                return None
            path = self._admin_named(name, within=path)
        return path

    def admin1_units(self, country: str) -> list[str]:
        """The paths of a country's first-level units."""
        keys: list[str] = self._pack.paths.keys(f"{country}/")
        return sorted(key for key in keys if key.count("/") == 1)

    def towns_within(
        self, bounds: tuple[float, float, float, float], *, limit: int = 40
    ) -> list[GazetteerEntry]:
        """The most populous places inside a box, for labelling a map.

        Args:
            bounds: west, south, east, north in degrees.
            limit: how many at most.
        """
        import numpy as np

        columns = self._pack.columns
        north = np.asarray(columns["latitude"]) / SCALE
        east = np.asarray(columns["longitude"]) / SCALE
        settled = [
            code for code, name in enumerate(self._pack.features) if name.startswith("P.PPL")
        ]
        inside = (
            (east >= bounds[0])
            & (north >= bounds[1])
            & (east <= bounds[2])
            & (north <= bounds[3])
            & np.isin(np.asarray(columns["feature"]), settled)
        )
        return [self._entry(int(number)) for number in np.flatnonzero(inside)[:limit]]

    def sounding(self, name: str, country: str, *, limit: int = 5) -> list[GazetteerEntry]:
        """Places of a country whose names sound like a name in Arabic script, likest first.

        Args:
            name: as an Arabic, Persian or Pashto text writes it.
            country: ISO alpha-2; the towns and units of that country are compared.
            limit: how many at most.
        """
        from dateline.atlas.sounds import index_sounds, sounding_like

        if country not in self._sounds:
            self._sounds[country] = index_sounds(self._labels_in(country))
        numbers = sounding_like(name, self._sounds[country])
        return [replace(self._entry(number), alias=name) for number in numbers[:limit]]

    def _labels_in(self, country: str) -> Iterator[tuple[str, int]]:
        if country in self._pack.countries:
            code = self._pack.countries.index(country)
            for number, land in enumerate(self._pack.columns["country"]):
                if land == code and self._feature(number).startswith(("P.", "A.ADM")):
                    yield self._label(number), number

    def _admin_named(self, name: str, *, within: str | None) -> str | None:
        key = fold_name(name)
        words = key.split(" ")
        keys = [key, " ".join(word for word in words if word not in _KIND_WORDS)]
        country = within if within and "/" not in within else None
        for candidate in keys:
            numbers = self._pack.entries(candidate)
            fits = {
                path: number
                for number in reversed(numbers)
                if (path := self._unit_path(number))
                and (within is None or path.rpartition("/")[0] == within)
            }
            firsts = [path for path in fits if path.count("/") == 1]
            named = [path for path in firsts if fold_name(self._label(fits[path])) == candidate]
            for group in (named, firsts, list(fits)):
                if len(group) == 1:
                    return group[0]
            for number in numbers if country and not fits else ():
                if self._feature(number) == "A.ADM1" and self._country(number) == country:
                    return self._path("admin1", number)
        return None

    def _near_keys(self, key: str) -> list[str]:
        """Folded names that begin with the key or resemble it, best first."""
        from rapidfuzz import fuzz, process

        if not key:
            return []
        prefix = key[: 3 if len(key) > 4 and key.isascii() else 2]  # noqa: PLR2004 - short names
        pool = list(islice(self._pack.names.iterkeys(prefix), _NEAR_KEYS))
        pool += islice(self._desk.names(prefix), _NEAR_KEYS)
        likely = process.extract(
            key, pool, scorer=fuzz.ratio, limit=50, score_cutoff=_LEAST_LIKENESS
        )
        close = [name for name, score, _index in likely if score >= _CLOSE_LIKENESS]
        ranked = [name for name, _score, _index in likely]
        begun = [
            name for name in islice(self._pack.names.iterkeys(key), _BEGUN_KEYS) if name != key
        ]
        # A whole word more, or many people, makes a beginning likelier to be meant.
        begun.sort(key=lambda name: (not name.startswith(f"{key} "), self._pack.entries(name)[0]))
        nearest = dict.fromkeys([*close, *begun[:_MOST_BEGUN], *ranked])
        nearest.pop(key, None)
        return list(nearest)

    def _carrying(self, key: str) -> Iterator[GazetteerEntry]:
        yield from self.exact(key)

    def _number(self, identity: str) -> int | None:
        kind, _, rest = identity.partition(":")
        columns = self._pack.columns
        if kind == "geonames" and rest.isdecimal():
            order = columns["by_geonames"]
            wanted = int(rest)
            at = bisect_left(order, wanted, key=columns["geonames"].__getitem__)
            if at < len(order) and columns["geonames"][order[at]] == wanted:
                return order[at]
        elif kind == "admin":
            key = self._pack.paths.get(rest)
            number = NONE_32 if key is None else columns["path_entry"][key]
            return None if number == NONE_32 else number
        elif kind == "country":
            return self._country_entries.get(rest)
        elif kind == "atlas":
            for number in self._pack.entries(fold_name(rest.rpartition("/")[2])):
                if self._identity(number) == identity:
                    return number
        return None

    @cached_property
    def _country_entries(self) -> dict[str, int]:
        """The entry of each country, by alpha-2: they are the populous, so the search is short."""
        wanted = set(self.countries())
        found: dict[str, int] = {}
        nation = self._pack.features.index("A.PCLI")
        for number, feature in enumerate(self._pack.columns["feature"]):
            if feature == nation:
                code = self._country(number) or ""
                if code in wanted:
                    found.setdefault(code, number)
                if len(found) == len(wanted):
                    break
        return found

    def _feature(self, number: int) -> str:
        return self._pack.features[self._pack.columns["feature"][number]]

    def _country(self, number: int) -> str | None:
        return self._pack.countries[self._pack.columns["country"][number]] or None

    def _label(self, number: int) -> str:
        label: str = self._pack.labels.restore_key(self._pack.columns["label"][number])
        return label

    def _path(self, column: str, number: int) -> str | None:
        key = self._pack.columns[column][number]
        if key == NONE_16:
            return None
        path: str = self._pack.paths.restore_key(key)
        return path

    def _unit_path(self, number: int) -> str | None:
        """The admin path that this entry itself is, or None for a place."""
        feature = self._feature(number)
        if feature not in _ADMIN_FEATURES:
            return None
        column = "admin1" if feature == "A.ADM1" else "admin2"
        key = self._pack.columns[column][number]
        if key == NONE_16 or self._pack.columns["path_entry"][key] != number:
            return None
        return self._path(column, number)

    def _identity(self, number: int) -> str:
        if self._feature(number) == "A.PCLI":
            return f"country:{self._country(number)}"
        path = self._unit_path(number)
        if path is not None:
            return f"admin:{path}"
        geonames = self._pack.columns["geonames"][number]
        if geonames:
            return f"geonames:{geonames}"
        unit = self._path("admin1", number)
        return f"atlas:{unit}/{self._label(number)}" if unit else f"atlas:{self._label(number)}"

    def _entry(self, number: int, key: str = "", asked: str = "") -> GazetteerEntry:
        """Read one entry; `alias` is set where the name asked for is not the main one."""
        columns = self._pack.columns
        name = self._label(number)
        entry = GazetteerEntry(
            id=self._identity(number),
            name=name,
            latitude=columns["latitude"][number] / SCALE,
            longitude=columns["longitude"][number] / SCALE,
            country=self._country(number),
            admin1=self._path("admin1", number),
            admin2=self._path("admin2", number),
            feature=self._feature(number),
            population=columns["population"][number],
            origin="geonames" if columns["geonames"][number] else "atlas",
        )
        return entry if not key or fold_name(name) == key else replace(entry, alias=asked)


def open_gazetteer(extra: Path | None = None) -> Gazetteer:
    """Open the shipped gazetteer, with a desk's own places over it.

    Args:
        extra: the desk's places (`lexicon/places.tsv`); None, or a file that is not there, adds
            nothing.

    Raises:
        DeskError: when the shipped files are missing or damaged.
    """
    if extra is None or not extra.exists():
        return Gazetteer(open_pack())
    return Gazetteer(open_pack(), _desk_places(extra))


def _only_listed(entry: GazetteerEntry) -> bool:
    """Whether a name is another than the place's own, and the place not known by it everywhere."""
    return entry.alias is not None and entry.population < _KNOWN and entry.feature != "P.PPLC"


def _desk_places(path: Path) -> "DeskPlaces | IndexedPlaces":
    """A desk's places by their index where one fits, else read in full.

    A large file without an index gets one: read in full it would fill the memory.
    """
    from dateline.atlas.desk_index import open_index, write_index

    indexed = open_index(path)
    if indexed is None and path.stat().st_size > _LARGE and os.access(path.parent, os.W_OK):
        indexed = open_index(path) if write_index(path) else None
    return read_desk_places(path) if indexed is None else indexed
