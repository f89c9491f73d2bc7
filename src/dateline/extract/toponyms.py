"""Which words of a sentence name places: by shape, by the word before, and by the gazetteer."""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

from dateline.atlas import Gazetteer, fold_name
from dateline.extract.scene import Scene
from dateline.extract.shouted import find_shouted, is_shouted, is_tag, part_tag
from dateline.lexicon import ActorSpan
from dateline.model.span import Span

_LINK = r"(?:de|du|des|la|le|el|al|ul|wa|wal|bin|ibn|sur|aux|of|ou|ash|ad|az|e|-)"
_CAPITAL = r"(?:(?:al|el|ar|as|ash|ad|an|at|az|l|d)[-'’])?[A-ZÀ-ÝĀ-ŽİŞÇĞÖÜ][\w’'\-/]*"
_NAME = re.compile(rf"(?<![\w]){_CAPITAL}(?:[ -](?:{_LINK}[ -]){{0,2}}{_CAPITAL}){{0,4}}")
_STARTS_HIGH = re.compile(r"(?:(?:al|el|ar|as|ash|ad|an|at|az)[-'’])?[A-ZÀ-ÝĀ-ŽİŞÇĞÖÜ]")
_WORD_BEFORE = re.compile(r"(?P<word>[A-Z][\w'’-]*) $")
# Turkish: "Tel Abyad'da" is in Tel Abyad, "Cinderes'in güneyinde" south of it.
_LOCATIVE = re.compile(
    r"['’](?:[dt][ae](?:n|ki)?\b|n?[ıiuü]n\s+(?:kuzey|güney|doğu|batı|merkez|köy|ilçe|mahalle))"
)
_KIND_WORD = re.compile(
    r"(?:Camp|Base|Airport|Prison|City|Town|Village|Province|Region|District|County|State|Road|"
    r"Market|Area|Valley|Dam|Bridge|Hospital|University|Governorate|Oblast|Airfield|Barracks|"
    r"Junction|Port|Island|Islands|Forest|Mine|Mines|Stadium|Square|Church|Mosque|Operations|"
    r"Police|Army|People|Attack|Attacks|Ili|İli|İlçesi)\b"
)
# Words that begin names and are known as places too: what follows belongs to the name.
_BEGINS_NAME = re.compile(
    r"(?:Villa|Fort|Port|Puerto|Point|Lake|Lac|Lago|Mount|Mont|Monte|Jebel|Djebel|Jabal|Tel|Tell|"
    r"Tall|Ain|Aïn|Ayn|Ein|Wadi|Oued|Khan|Kafr|Kfar|Deir|Dayr|Beit|Bayt|Umm|Oum|Um|Bir|Ras|Qasr|"
    r"Burj|Bourj|Khwaja|Kwaja|Khawaja|Qala|Dera|Kot|Goth|San|Santa|Santo|São|Saint|Sainte|St|Gran|"
    r"Grand|Grande|New|Nouveau|Nueva|Nova|Old|Upper|Lower|Haut|Bas|Hajj|Nahr|Khor|Togga|Buur|Ceel|"
    r"El|Al|La|Las|Los|Le|Les)"
)
_LEADS = frozenset({"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western",
                    "Central", "Upper", "Lower"})  # fmt: skip
_AREAS = ("A.", "L.")
_MARKS = "'’"
_ELIDED = re.compile(r"[ld]['’]")
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|around|outside|inside|from|to|towards?|into|on|off|between|of|across|"
    r"over|through|north|south|east|west|northern|southern|eastern|western|central|northeastern|"
    r"northwestern|southeastern|southwestern|north-?east|north-?west|south-?east|south-?west|"
    r"town|village|city|province|district|region|county|camp|area|island|towns|villages|"
    r"à|au|aux|en|dans|de|du|d['’]|près de|vers|entre|sur|nord|sud|est|ouest|ville|région|province|"
    r"localité|cercle|commune|secteur|département|préfecture|territoire)"
    r"(?:\s+(?:the|a|le|la|les|l['’]|du|de|des|town|village|city|province|district|region|area|"
    r"of|northern|southern|eastern|western|central|nearby|neighbou?ring|late|early)){0,4}\s*)$",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"^(?:,?\s+)?(?:provinces?|districts?|regions?|governorate|county|state|villages?|towns?|city|cities|refugee|"
    r"oblast|raion|municipality|department|countryside|area|sector|valley|border|airport|camp|"
    r"axis|road|tehsil|territory|island|peninsula|circle|prefecture|neighbou?rhood|il|ili\w*|"
    r"ilçesi\w*|kırsalı\w*|köyü\w*|mahallesi\w*|beldesi\w*|bölgesi\w*)\b",
    re.IGNORECASE,
)
_PERSON_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|President|Minister|General|Colonel|Captain|"
    r"commander|chief|leader|spokesman|spokesperson|spokeswoman|governor|mayor|sheikh|mullah|"
    r"imam|Abu|Abou|Mullah|Sheikh|named|called|journalist|M|Mme|président|ministre|général|"
    r"commandant|porte-parole|gouverneur|chef)\.?\s+$",
    re.IGNORECASE,
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:minist(?:ère|re)s?|secrétaire|department|ministry|minister)\s+(?:de|d['’]|du|des|of)\s*"
    r"(?:la\s+|l['’]|the\s+)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*,\s*(?:and\s+|et\s+)?|\s+(?:and|et|ve)\s+(?:in\s+|à\s+)?")
_EASTERN = ("ar", "fa", "ps")
_EASTERN_WORD = re.compile(r"[\w\u200c]+")
_PREFIXES = ("وال", "بال", "ال", "لل", "ب", "ل", "و")
_LEAST_PEOPLE = 5_000
_LARGE = 100_000
_LONGEST = 4
_SHORT = 3  # letters: names so short are words more often, and codes of countries


@cache
def _words(kind: str, language: str) -> frozenset[str]:
    """The words of one kind and language in `data/toponym_words.tsv`."""
    file = resources.files("dateline.extract").joinpath("data", "toponym_words.tsv")
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    return frozenset(
        word
        for row in rows
        if row[0] == kind and language in row[1].split()
        for word in row[2].split()
    )


def is_place_cue(word: str, language: str) -> bool:
    """Whether a word in Arabic script leads to a place's name and is none ("قرية", "قرب")."""
    return word in _words("cue", language) or word in _words("not-a-place", language)


def find_toponyms(scene: Scene, gazetteer: Gazetteer) -> list[Span]:
    """Find the words that name places; demonyms, forces and persons are none.

    Args:
        scene: the sentence.
        gazetteer: what places are called.

    Returns:
        Spans of the sentence, in order, none overlapping another.
    """
    if scene.language in _EASTERN:
        return _eastern(scene, gazetteer)
    if is_shouted(scene.text):
        return find_shouted(scene, lambda start, end: _is_shouted(scene, start, end, gazetteer))
    blocked = [
        (party.start, party.end)
        for party in scene.parties
        if party.party.kind not in ("country", "civil-site", "armed-site")
        and not _inside_name(scene, party, gazetteer)
    ]
    blocked += [(word.start, word.end) for word in scene.words]
    found: list[Span] = []
    for match in _NAME.finditer(scene.text, 0, len(scene.folded.original)):
        elided = _ELIDED.match(match[0]) if scene.language == "fr" else None
        begin = match.start() + (elided.end() if elided else 0)
        begin = _past_event_word(scene, begin, match.end())
        for start, end in _pieces(scene.text, begin, match.end(), gazetteer):
            if not _STARTS_HIGH.match(scene.text, start):
                continue
            if any(begin < end and start < finish for begin, finish in blocked):
                continue
            struck = any(start - word.end == 1 for word in scene.words)
            listed = bool(found) and _LISTED.fullmatch(scene.text[found[-1].end : start])
            if listed and not _looks_like_body(scene.text[start:end]):
                found.append(Span(start, end, scene.text[start:end]))
                continue
            if _is_place(scene.text, start, end, gazetteer, struck=struck):
                found.append(Span(start, end, scene.text[start:end]))
    return found


def _past_event_word(scene: Scene, start: int, end: int) -> int:
    """Where a run of capitals goes on after an event word at its head ("Attaque de Bankilaré")."""
    for word in scene.words:
        if word.start == start and word.end < end:
            rest = _NAME.search(scene.text, word.end, end)
            return rest.start() if rest else start
    return start


def _inside_name(scene: Scene, party: ActorSpan, gazetteer: Gazetteer) -> bool:
    """Whether a people's or country's word is part of a town's name ("Tal Afar")."""
    if party.party.kind not in ("community", "demonym"):
        return False
    before = _WORD_BEFORE.search(scene.text[max(0, party.start - 20) : party.start])
    return before is not None and gazetteer.knows(fold_name(before["word"] + " " + party.text))


def _pieces(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterable[tuple[int, int]]:
    """Part a run of capitalised words into names that the gazetteer knows, longest first."""
    no_place = _words("not-a-place", "en")
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\s]+", text[start:end])]
    words = [_without_tail(text, *word) for word in words]
    at = 0
    while at < len(words):
        if not _STARTS_HIGH.match(text, words[at][0]):
            at += 1  # the link of "Residents of Khwaja Umari"
            continue
        if text[words[at][0] : words[at][1]] in no_place:
            length = _led_by_word(text, words[at : at + _LONGEST], gazetteer)
            if length:
                yield words[at][0], words[at + length - 1][1]
            at += length or 1
            continue
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            begin, finish = words[at][0], words[at + length - 1][1]
            if gazetteer.exact(text[begin:finish], limit=1):
                whole = _longer_name(text, words[at : at + length + 1], no_place, gazetteer)
                yield begin, whole or finish
                at += length + bool(whole)
                break
        else:
            stop = at + 1
            while stop < len(words) and text[words[stop][0] : words[stop][1]] not in no_place:
                if text[words[stop - 1][1]] in _MARKS:
                    break  # a case ending closes a name: "SİHA'lar Kamışlı"
                stop += 1
            yield words[at][0], words[stop - 1][1]
            at = stop


def _led_by_word(text: str, words: list[tuple[int, int]], gazetteer: Gazetteer) -> int:
    """How many words a known name has whose first is none by itself ("West Bank"); else 0."""
    lead = text[words[0][0] : words[0][1]]
    if lead not in _LEADS:
        return 0
    for length in range(len(words), 1, -1):
        name = text[words[0][0] : words[length - 1][1]]
        if any(entry.feature.startswith(_AREAS) for entry in gazetteer.exact(name, limit=5)):
            return length
    return 0


def _longer_name(
    text: str, words: list[tuple[int, int]], no_place: frozenset[str], gazetteer: Gazetteer
) -> int:
    """End of a name that a lesser one only begins ("Villa Esmeralda"); 0 where it is whole."""
    if len(words) < 2:  # noqa: PLR2004 - nothing follows
        return 0
    last = text[words[-1][0] : words[-1][1]]
    if last in no_place or not _STARTS_HIGH.match(last) or _KIND_WORD.match(last):
        return 0
    name = text[words[0][0] : words[-2][1]]
    begins = _BEGINS_NAME.fullmatch(name) or not last[:1].isupper()
    if begins and not _known(last, gazetteer, _LARGE, units=False):
        return words[-1][1]  # "Villa Esmeralda", "Ain al-Tamur"
    if _known(name, gazetteer, _LARGE) or _known(last, gazetteer, _LEAST_PEOPLE):
        return 0
    return words[-1][1]


def _without_tail(text: str, start: int, end: int) -> tuple[int, int]:
    """A word without a possessive or a Turkish case ending after its apostrophe."""
    word = text[start:end]
    tail = re.search(r"(?<=\w{2})['’](?:s|d[ae]\w{0,5}|t[ae]\w{0,4}|[ıiuün]\w?\w?|y[ae])?$", word)
    if tail:
        end = start + tail.start()
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _is_place(text: str, start: int, end: int, gazetteer: Gazetteer, *, struck: bool) -> bool:
    tagged = is_tag(text, start)
    name = part_tag(text[start:end]) if tagged else text[start:end]
    if _is_own(name, gazetteer) or (
        struck and _known(name, gazetteer, 0) and not re.match(r"\s+[A-Z]", text[end : end + 2])
    ):
        return True
    if len(name) < 2 or name in _words("not-a-place", "en"):  # noqa: PLR2004 - a letter
        return False
    before, after = text[max(0, start - 60) : start - tagged], text[end : end + 24]
    if (
        _PERSON_TITLE.search(before)
        or _OFFICE_BEFORE.search(before)
        or (
            not tagged
            and re.match(r"\s+[A-Z][a-z]+\b(?!:)", after) is not None
            and not (_PLACE_BEFORE.search(before) or _PLACE_AFTER.match(after))
        )
    ):
        return _known(name, gazetteer, 200_000) and not _PERSON_TITLE.search(before)
    cued = bool(_PLACE_BEFORE.search(before)) or bool(_PLACE_AFTER.match(after))
    cued = cued or _LOCATIVE.match(after) is not None
    if gazetteer.country(name) and name[0].isupper() and (cued or not _is_short_word(name)):
        return _names_country(name, gazetteer)
    if cued or _is_short_word(name):
        return cued and not _looks_like_body(name)
    heading = start < 2 and after[:2].lstrip().startswith((":", "—", "-", ","))  # noqa: PLR2004 - a "#"
    return _known(name, gazetteer, 0 if heading else _LEAST_PEOPLE)


def _is_short_word(name: str) -> bool:
    """Whether a name is too short to tell from a word ("De", "Nor"); initials are not ("UAE")."""
    return len(name) <= _SHORT and not name.isupper() and name.isascii()


def _is_shouted(scene: Scene, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether words of a sentence in capitals name a place: a known one, cued or large."""
    name, text = scene.text[start:end], scene.text
    if name.title() in _words("not-a-place", "en") or not gazetteer.knows(name):
        return False
    if _PLACE_AFTER.fullmatch(name) or _PLACE_BEFORE.fullmatch(name):
        return False
    before, after = text[max(0, start - 60) : start], text[end : end + 24]
    if gazetteer.country(name):
        return _names_country(name, gazetteer)
    cued = _PLACE_BEFORE.search(before) is not None or _PLACE_AFTER.match(after) is not None
    return _known(name, gazetteer, 0 if cued else _LARGE, units=cued)


def _is_own(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the desk itself put the name on its map."""
    return any(entry.id.startswith("desk:") for entry in gazetteer.exact(name, limit=1))


def _names_country(name: str, gazetteer: Gazetteer) -> bool:
    return any(
        entry.feature.startswith(("A.PCL", "A.TERR")) for entry in gazetteer.exact(name, limit=8)
    )


def _known(name: str, gazetteer: Gazetteer, people: int, *, units: bool = True) -> bool:
    large = ("A.",) if units else ("A.PCL", "A.ADM1")
    return any(
        entry.feature.startswith(large) or entry.population >= people
        for entry in gazetteer.exact(name, limit=5)
    )


def _looks_like_body(name: str) -> bool:
    return bool(
        re.search(
            r"\b(?:Forces?|Army|Group|Front|Ministry|Council|Commission|Organi[sz]ation|"
            r"Police|Party|Movement|Agency|Committee|Court|Parliament|Accord|Day)\b",
            name,
        )
    ) or (name.isupper() and len(name) < 3)  # noqa: PLR2004 - initials


def _eastern(scene: Scene, gazetteer: Gazetteer) -> list[Span]:
    """Names in Arabic script: known words after a word that a place follows."""
    cues, no_place = _words("cue", scene.language), _words("not-a-place", scene.language)
    words = [(m.start(), m.end()) for m in _EASTERN_WORD.finditer(scene.text)]
    found: list[Span] = []
    at = 0
    while at < len(words):
        start, end = words[at]
        word = scene.text[start:end]
        cued = at > 0 and scene.text[words[at - 1][0] : words[at - 1][1]] in cues
        prefix = next((p for p in _PREFIXES[3:] if word.startswith(p) and len(word) > _LONGEST), "")
        taken = 0
        if word not in cues and word not in no_place:
            taken, begin = _eastern_name(scene, words, at, gazetteer, cued=cued, prefix=prefix)
            if taken:
                finish = words[at + taken - 1][1]
                found.append(Span(begin, finish, scene.text[begin:finish]))
        at += taken or 1
    return found


def _eastern_name(
    scene: Scene,
    words: list[tuple[int, int]],
    at: int,
    gazetteer: Gazetteer,
    *,
    cued: bool,
    prefix: str,
) -> tuple[int, int]:
    for length in range(min(3, len(words) - at), 0, -1):
        finish = words[at + length - 1][1]
        for skipped in dict.fromkeys((0, len(prefix))):
            begin = words[at][0] + skipped
            name = scene.text[begin:finish]
            if len(name) < 3:  # noqa: PLR2004 - shorter ones are particles
                continue
            people = 0 if cued or length > 1 else 100_000
            own = _is_own(name, gazetteer)
            known = own or _known(name, gazetteer, people, units=cued or length > 1)
            land = bool(skipped) and gazetteer.country(name) is not None
            if known and (own or cued or land or not skipped or length > 1):
                blocked = any(
                    party.start < finish and begin < party.end
                    for party in scene.parties
                    if party.party.kind not in ("country", "demonym")
                ) or any(hit.start < finish and begin < hit.end for hit in scene.words)
                if not blocked:
                    return length, begin
    return 0, 0
