"""The name inside a phrase: `Djibo in northern Burkina Faso` is about Djibo."""

import re
from functools import lru_cache

from dateline.atlas import Gazetteer, fold_name
from dateline.extract.shouted import is_tag, part_tag
from dateline.model.span import Span

_DIRECTION = (
    r"north|south|east|west|northern|southern|eastern|western|north-?east(?:ern)?|north-?west(?:ern)?"
    r"|south-?east(?:ern)?|south-?west(?:ern)?|central|centre|center|far|upper|lower|mid|rural"
    r"|downtown|greater|nearby|neighbou?ring|occupied|NW|NE|SW|SE|nord|sud|est|ouest|nord-est"
    r"|nord-ouest|sud-est|sud-ouest|septentrional|extr[êe]me-nord|kuzey|güney|doğu|batı|orta"
    r"|(?:kuzey|güney)?(?:doğu|batı)sunda|(?:kuzey|güney)?batısında|kuzeyinde|güneyinde|merkezinde"
    r"|yakınlarında|yakınında|çevresinde|bölgesinde|ilinde|ilçesinde|kırsalında"
    r"|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|وسط|شمالی|جنوبی|شرقی|غربی|مرکزی|ريف|أقصى"
)
_KIND = (
    r"province|provinces|region|regions|région|régions|state|states|county|counties|parish"
    r"|governorate|district|districts|department|département|prefecture|préfecture|oblast|cercle"
    r"|wilaya|gouvernorat|territory|town|city|village|hamlet|municipality|commune|locality|camp"
    r"|ville|localité|hameau|township|twp|borough|area|areas|zone|sector|outskirts|suburbs?"
    r"|environs|axis|road|route|highway|axe|border|frontière|capital|port|airport|axis|countryside"
    r"|towns|villages|cities|localities|subdistrict|neighbou?rhood|quartier|military|base"
    r"|محافظة|ولاية|منطقة|إقليم|قضاء|مدينة|بلدة|قرية|ناحية|حي|بلدية|استان|ولایت|ولايت|شهرستان"
    r"|شهر|روستای|ولسوالۍ|ولسوالی|ښار|ili|ilçesi|ilçesinin|kenti|köyü|kasabası|bölgesi"
)
_LINK = (
    r"in|of|near|outside|off|at|on|along|around|from|to|between|and|within|inside|toward|towards"
    r"|the|a|close|dans|de|du|des|à|au|aux|en|près|et|entre|vers|autour|la|le|les|sur|non|loin"
    r"|في|من|قرب|بالقرب|بين|على|إلى|عند|در|به|از|د|په|کې|ته|نږدې|نزدیک|ve|ile"
)
_KIND_BEFORE = re.compile(
    rf"^(?:[\s\"'’“”«»(،-]+|(?:{_KIND}|{_LINK})(?:\s+|-(?=\w))|[ld]['’])+", re.IGNORECASE
)
_EDGE_BEFORE = re.compile(
    rf"^(?:[\s\"'’“”«»(،-]+|(?:{_DIRECTION}|{_KIND}|{_LINK})(?:\s+|-(?=\w))|[ld]['’])+",
    re.IGNORECASE,
)
_EDGE_BEHIND = re.compile(
    rf"(?:['’](?:ın|in|un|ün|nın|nin|nun|nün|da|de|ta|te|dan|den|tan|ten|daki|deki|a|e|ya|ye)\b|[\s\"'“”«»)،.-]+|[\s-](?:{_KIND}|{_LINK}|{_DIRECTION})\.?|['’]s?)+$",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*[,;()/،؛]\s*|\s[–—-]\s")
_JOINT = re.compile(rf"\s+(?:{_LINK})\s+|['’]s\s+|\s+(?:d|l)['’]", re.IGNORECASE)
_EMPTY = re.compile(rf"^(?:\W|\b(?:{_DIRECTION}|{_KIND}|{_LINK})\b)*$", re.IGNORECASE)
_BEHIND_SMALL = re.compile(r"(?:^|\s)[a-zà-ÿ]\S*\s+(?=[A-ZÀ-Þ])")
_DEEPEST = 6


def name_spans(text: str, span: Span, gazetteer: Gazetteer) -> list[Span]:
    """The names that a place phrase holds, the one it is about first.

    Args:
        text: the document's text.
        span: the phrase; its offsets index the text.
        gazetteer: what counts as a name.

    Returns:
        Spans of names the gazetteer knows; the phrase without its edges where it knows none, and
        nothing where the phrase holds no name ("the north").
    """
    words = text[span.start : span.end] or span.text
    joined = part_tag(words) if is_tag(text, span.start) else words
    if joined != words and _known(joined, gazetteer):
        return [Span(span.start, span.end, joined)]
    parts = _pieces(words, gazetteer, _DEEPEST)
    if not parts:
        start, end = _trim(words[: _first_comma(words)], _EDGE_BEFORE)
        parts = ((start, end),) if end > start and not _EMPTY.match(words[start:end]) else ()
    spans = [Span(span.start + start, span.start + end, words[start:end]) for start, end in parts]
    # A town before its country, wherever they stand: "Yemen's Aden". The sort is stable.
    return sorted(spans, key=lambda name: gazetteer.country(name.text) is not None)


def _first_comma(words: str) -> int:
    comma = _COMMA.search(words)
    return comma.start() if comma and comma.start() else len(words)


def _pieces(words: str, gazetteer: Gazetteer, depth: int) -> tuple[tuple[int, int], ...]:
    """Offsets of known names, outermost and leftmost first."""
    if not depth or (_EMPTY.match(words) and not words[:1].isupper()):
        return ()
    if _known(words, gazetteer):
        return ((0, len(words)),)
    if _EMPTY.match(words):
        return ()
    for edge in (_KIND_BEFORE, _EDGE_BEFORE):
        start, end = _trim(words, edge)
        inner = words[start:end]
        if not _EMPTY.match(inner) and _known(inner, gazetteer):
            return ((start, end),)
    for joint in (_COMMA, _JOINT):
        cut = joint.search(words, 1)
        if cut and cut.end() < len(words):
            left = _pieces(words[: cut.start()], gazetteer, depth - 1)
            right = _pieces(words[cut.end() :], gazetteer, depth - 1)
            return (*left, *((a + cut.end(), b + cut.end()) for a, b in right))
    return _last_name(words, gazetteer)


def _last_name(words: str, gazetteer: Gazetteer) -> tuple[tuple[int, int], ...]:
    """A known name behind a word in small letters: `Turkish capital Ankara`."""
    for gap in _BEHIND_SMALL.finditer(words):
        start, end = gap.end(), len(words)
        if _known(words[start:end], gazetteer):
            return ((start, end),)
    return ()


def _trim(words: str, edge: re.Pattern[str]) -> tuple[int, int]:
    """Offsets without kinds and links (and directions, as `edge` says) at either end."""
    before = edge.match(words)
    start = before.end() if before else 0
    behind = _EDGE_BEHIND.search(words, start)
    return start, behind.start() if behind and behind.start() > start else len(words)


@lru_cache(maxsize=20_000)
def _known_key(key: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.knows(key) or key in gazetteer.demonyms()


def _known(words: str, gazetteer: Gazetteer) -> bool:
    key = fold_name(words)
    return bool(key) and _known_key(key, gazetteer)
