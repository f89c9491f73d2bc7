"""The words beside a place name: what contains it, what kind it is, how near it was."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from dateline.atlas import Gazetteer, fold_name
from dateline.extract.placefeatures import Hints
from dateline.model.span import Span

_AREA = (
    r"province|region|région|r[ée]gions|regions|state|county|parish|governorate|district|department"
    r"|département|prefecture|préfecture|oblast|cercle|wilaya|gouvernorat|canton|division"
    r"|territory|provinces|states|counties|districts|ili|ilçesi|bölgesi|vilayeti"
    r"|محافظة|ولاية|منطقة|إقليم|قضاء|استان|ولایت|ولايت|شهرستان|ولسوالۍ|ولسوالی"
)
_TOWN = (
    r"town|city|village|hamlet|municipality|commune|locality|camp|ville|localité|hameau|towns"
    r"|villages|cities|köyü|kenti|kasabası|مدينة|بلدة|قرية|شهر|روستای|ښار|کلي"
)
_AREA_BEHIND = re.compile(rf"[\s-]+(?:{_AREA})\b", re.IGNORECASE)
_AREA_BEFORE = re.compile(
    rf"\b(?:{_AREA})\s+(?:of\s+(?:the\s+)?|de\s+la\s+|de\s+l['’]|de\s+|du\s+|des\s+|d['’])?$",
    re.IGNORECASE,
)
_TOWN_BEHIND = re.compile(rf"\s+(?:{_TOWN})\b", re.IGNORECASE)
_TOWN_BEFORE = re.compile(
    rf"\b(?:{_TOWN})\s+(?:of\s+|de\s+la\s+|de\s+|du\s+|d['’])?$", re.IGNORECASE
)
_AREA_INSIDE = re.compile(rf"(?:^|\s)(?:{_AREA})\.?(?:\s|$)", re.IGNORECASE)
_NEAR_BEFORE = re.compile(
    r"(?:\b(?:near|nearby|around|outside|close\s+to|vicinity\s+of|outskirts\s+of|surrounding"
    r"|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern\s+outskirts)?\s+of"
    r"|(?:km|kilomet(?:er|re)s?|miles?)\s+(?:\w+\s+)?(?:from|of)"
    r"|pr[èe]s\s+d[eu']|aux\s+environs\s+d[eu']|autour\s+d[eu']|non\s+loin\s+d[eu']"
    r"|(?:nord|sud|est|ouest)\s+d[eu']|km\s+d[eu'])"
    r"|(?:قرب|بالقرب من|شمال|جنوب|شرق|غرب|نزدیک|نزدیکی|شمالی|نږدې|حوالی))"
    r"(?:\s*(?:the|la|le|l['’]|town\s+of|city\s+of|village\s+of))*\s*$",
    re.IGNORECASE,
)
_NEAR_BEHIND = re.compile(
    r"^\s*(?:yakınlarında|yakınında|outskirts|area|surroundings|environs|civarında|ته نږدې)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|entre|بين)\s+(?:[^.;]{0,40}\s)?$", re.IGNORECASE)
_JOIN = re.compile(
    rf"^[\s\"”»']*(?:,|\(|\bin\b|\bdans\b|\ben\b|\bau\b|\bof\b|\bfi\b|في|،)\s*"
    rf"(?:(?:in|dans|en|au|aux|the|la|le|les|l['’]|central|northern|southern|eastern|western|north"
    rf"|south|east|west|northeastern|northwestern|southeastern|southwestern|of|de|du|des|d['’]"
    rf"|{_AREA})\s*)*",
    re.IGNORECASE,
)
_NAME = re.compile(r"^\w[\w.'’-]*(?:[ -]+\w[\w.'’-]*){0,3}")
_OWNER = re.compile(r"([^\W\d_][\w.-]+(?: [^\W\d_a-z][\w.-]+){0,2})['’]s\s+(?:[a-z]+\s+){0,2}$")
_TOKEN = re.compile(
    r"[A-ZÀ-Þ][\w'’-]+(?: (?:Faso|Arabia|Sudan|Lanka|Leone|Rica|Zealand|Korea|Africa|Kingdom))?"
    r"|[\u0600-\u06ff]{3,}"
)
_MOST_TOKENS = 5_000
_MOST_COUNTRIES = 4
_REACH = 90  # characters looked at on either side
_LINKS = 2  # containers in a row: "Paris, Henry County, Tennessee"


def read_hints(text: str, start: int, end: int, gazetteer: Gazetteer) -> Hints:
    """Read what stands beside the name at `text[start:end]`."""
    name, before = text[start:end], text[max(0, start - _REACH) : start]
    behind = text[end : end + _REACH]
    return Hints(
        containers=frozenset(_containers(before, behind, gazetteer)),
        area=bool(
            _AREA_BEHIND.match(behind) or _AREA_BEFORE.search(before) or _AREA_INSIDE.search(name)
        ),
        town=bool(_TOWN_BEHIND.match(behind) or _TOWN_BEFORE.search(before)),
        demonym=demonym_of(name, gazetteer),
    )


def countries_named(text: str, toponyms: Sequence[Span], gazetteer: Gazetteer) -> list[str]:
    """Alpha-2 codes of countries that the text names outside the toponyms, most often named first.

    Adjectives count ("Malian troops"); words that are also something else ("Turkey", "Chad") are
    weak evidence and are treated as such by the ranking.
    """
    counts: Counter[str] = Counter()
    taken = {index for span in toponyms for index in range(span.start, span.end)}
    for match in islice(_TOKEN.finditer(text), _MOST_TOKENS):
        if match.start() in taken:
            continue
        code = _country_of(fold_name(match.group()), gazetteer)
        if code is not None:
            counts[code] += 1
    return [code for code, _ in counts.most_common(_MOST_COUNTRIES)]


@lru_cache(maxsize=50_000)
def _country_of(key: str, gazetteer: Gazetteer) -> str | None:
    return gazetteer.country(key) if len(key) > 3 else None  # noqa: PLR2004 - no codes in prose


def is_near(text: str, start: int, end: int) -> bool:
    """Whether the words say near, outside, north of or between, and not in the place itself.

    >>> is_near("clashes 20 km north of Niono", 23, 28), is_near("clashes in Niono", 11, 16)
    (True, False)
    """
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return bool(
        _NEAR_BEFORE.search(before) or _NEAR_BEHIND.match(behind) or _BETWEEN.search(before)
    )


def demonym_of(name: str, gazetteer: Gazetteer) -> str | None:
    """Alpha-2 where the name is a word for people or things of a country, and not its name."""
    code = gazetteer.demonyms().get(fold_name(name))
    if code is None or fold_name(gazetteer.countries()[code].name) == fold_name(name):
        return None
    return code


def _containers(before: str, behind: str, gazetteer: Gazetteer) -> Iterator[str]:
    """Countries and admin paths named right behind the name, or as its owner before it."""
    kind = _AREA_BEHIND.match(behind) or _TOWN_BEHIND.match(behind)
    rest = behind[kind.end() :] if kind else behind
    for _ in range(_LINKS):
        join = _JOIN.match(rest)
        name = _NAME.match(rest[join.end() :]) if join else None
        if join is None or name is None:
            break
        length, areas = _longest_area(name.group(), gazetteer)
        if not areas:
            break
        yield from areas
        rest = rest[join.end() + length :]
    owner = _OWNER.search(before)
    if owner:
        yield from _longest_area(owner.group(1), gazetteer)[1]


def _longest_area(words: str, gazetteer: Gazetteer) -> tuple[int, set[str]]:
    """The longest beginning of the words that names an area, and what it may be."""
    while words:
        areas = {
            entry.country if entry.feature.startswith("A.PCL") else entry.admin2 or entry.admin1
            for entry in gazetteer.exact(_AREA_BEHIND.sub("", words) or words, limit=30)
            if entry.feature.startswith(("A.PCL", "A.ADM1", "A.ADM2"))
        } - {None}
        if areas:
            return len(words), {area for area in areas if area}
        words = words.rpartition(" ")[0]
    return 0, set()
