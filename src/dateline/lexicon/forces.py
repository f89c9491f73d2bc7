"""State forces built from a country's words: "Malian army", "soldats maliens", "الجيش المالي"."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.lexicon.rows import read_field, read_rows, split_list
from dateline.model.actor import Actor, ActorRelation

FORCE_KINDS = ("army", "police", "security-forces", "government")


@dataclass(frozen=True, slots=True)
class CountryWords:
    """What languages call a country and its people; French and Arabic adjectives by gender."""

    code: str
    slug: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    french_names: tuple[str, ...]
    french: tuple[tuple[str, str], ...]
    arabic: tuple[str, str] | None
    turkish: tuple[str, ...]
    persian: str
    arabic_names: tuple[str, ...]
    persian_adjectives: tuple[str, ...]
    pashto: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForceWords:
    """The nouns of one kind of force."""

    kind: str
    label: str
    english: tuple[str, ...]
    french: tuple[tuple[str, ...], ...]
    arabic: tuple[tuple[str, ...], ...]
    turkish: tuple[str, ...]
    persian: tuple[str, ...]
    pashto: tuple[str, ...]


def read_countries() -> list[CountryWords]:
    """Read the shipped country words."""
    countries = []
    for row in read_rows("countries.tsv"):
        field = [read_field(row, index) for index in range(12)]
        pairs = [pair.split(" ", 1) for pair in field[5].split("|") if " " in pair]
        arabic = tuple(field[6].split(" ", 1))
        countries.append(
            CountryWords(
                field[0],
                field[1],
                _parts(field[2]),
                _parts(field[3]),
                _parts(field[4]),
                tuple((pair[0], pair[1]) for pair in pairs),
                (arabic[0], arabic[1]) if len(arabic) == 2 else None,  # noqa: PLR2004 - a pair
                _parts(field[7]),
                field[8],
                *(_parts(field[index]) for index in (9, 10, 11)),
            )
        )
    return countries


def read_forces() -> list[ForceWords]:
    """Read the shipped nouns of forces."""
    forces = []
    for row in read_rows("forces.tsv"):
        lists = [tuple(split_list(read_field(row, index))) for index in range(2, 12)]
        forces.append(
            ForceWords(row[0], row[1], lists[0], tuple(lists[1:5]), tuple(lists[5:7]), *lists[7:10])
        )
    return forces


def build_forces(countries: list[CountryWords]) -> Iterator[Actor]:
    """Build each country's army, police, security forces and government."""
    own: dict[str, list[str]] = {}
    for row in read_rows("force_aliases.tsv"):
        own.setdefault(row[0], []).extend(split_list(read_field(row, 1)))
    for force in read_forces():
        for country in countries:
            identity = f"{country.slug}-{force.kind}"
            label = country.names[0] if country.names else country.slug.title()
            relations = (
                (ActorRelation("parent", f"{country.slug}-security-forces"),)
                if force.kind in ("army", "police")
                else ()
            )
            yield Actor(
                identity,
                f"{force.label} {label}",
                1,
                country.code,
                (*_names(force, country), *own.get(identity, ())),
                ("@state",),
                relations,
            )


# Nouns that stand before their country too: "the army of Mali", "the government of Niger".
_OWN_NOUNS = frozenset({"government", "army", "armed forces", "military", "president", "junta"})


def _names(force: ForceWords, country: CountryWords) -> Iterator[str]:
    yield from _english_names(force, country)
    yield from _french_names(force, country)
    yield from _eastern_names(force, country)


def _english_names(force: ForceWords, country: CountryWords) -> Iterator[str]:
    for word in (*country.adjectives, *country.names):
        # "US forces" must not be found in "gave us forces".
        mark = "=" if word.isupper() else ""
        yield from (f"{mark}{word} {noun}" for noun in force.english)
        if word in country.names:
            yield from (f"{mark}{word}'s {noun}" for noun in force.english)
            for noun in _OWN_NOUNS.intersection(force.english):
                yield f"{mark}{noun} of {word}"
                yield f"{mark}{noun} of the Republic of {word}"


def _eastern_names(force: ForceWords, country: CountryWords) -> Iterator[str]:
    if country.arabic:
        for adjective, nouns in zip(country.arabic, force.arabic, strict=True):
            yield from (f"{noun} {adjective}" for noun in nouns)
    for name in country.turkish:
        yield from (f"{name} {noun}" for noun in force.turkish)
    for name in (country.persian, *country.persian_adjectives):
        if name:
            yield from (f"{noun} {name}" for noun in force.persian)
    for name in country.pashto:
        yield from (f"{lead}{name} {noun}" for noun in force.pashto for lead in ("", "د "))


def _french_names(force: ForceWords, country: CountryWords) -> Iterator[str]:
    for masculine, feminine in country.french:
        forms = (masculine, _plural(masculine), feminine, _plural(feminine))
        for adjective, nouns in zip(forms, force.french, strict=True):
            yield from (f"{noun} {adjective}" for noun in nouns)
    for name in country.french_names:
        for link in ("du", "de la", "de l'", "de"):
            joined = f"{link}{name}" if link.endswith("'") else f"{link} {name}"
            yield from (f"{noun} {joined}" for nouns in force.french[2:] for noun in nouns)


def _plural(word: str) -> str:
    return word if word.endswith(("s", "x")) else f"{word}s"


def _parts(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split("|") if part.strip())
