"""A document's sentences as scenes, with the day and the language each stands under."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from dateline.atlas import Gazetteer
from dateline.extract.anaphora import arm_hunters, resolve_anaphors
from dateline.extract.places import PlaceContext, ResolvedPlace, home_of, resolve_places
from dateline.extract.placestated import hold_to_stated
from dateline.extract.placesupport import hold_to_support
from dateline.extract.placewords import countries_named
from dateline.extract.scene import Scene, read_scene
from dateline.extract.settings import ExtractSettings
from dateline.extract.thetown import points_back, resolve_the_town
from dateline.extract.toponyms import find_toponyms
from dateline.lexicon import Lexicon
from dateline.model.document import Block, Document
from dateline.model.span import Span
from dateline.model.when import When
from dateline.prose.dates import read_dates
from dateline.prose.sentences import split_sentences

# Sentences without an event word that say who did, or where, what their neighbours tell.
_LEADS_ON = re.compile(
    r"\b(?:responsibility|stopped|intercepted|seized|hijacked|surrounded|intercepté|arrêté|encerclé|"
    r"revendiqu\w+|den(?:y|ies|ied)|reject(?:s|ed)|blam(?:es|ed)|accus(?:es|ed)|démenti\w*|démentent|"
    r"dément|nie|nient|accusent?|üstlendi|yalanladı|sorumlu tuttu)\b|نفت|نفى|حم[ّ]?لت?|تکذیب|"
    r"\bare (?:those|the ones)\b|\bsont ceux\b|مسؤولي|تبن[تى]"
)
_DATE_LINE = 40
_MOST_COUNTRIES = 3
# Where the Islamic State and the coalition against it fought, when no text says otherwise.
_CALIPHATE = ("IQ", "SY")
_ITS_FOES = frozenset({"islamic-state", "coalition"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence that may hold events, with its places.

    Attributes:
        scene: the sentence as read.
        block: number of the block it stands in.
        places: its place names, offsets counted from the sentence.
        section_date: the date line it stands under.
    """

    scene: Scene
    block: int
    places: tuple[ResolvedPlace, ...] = ()
    section_date: When | None = None


def read_passages(
    document: Document, *, lexicon: Lexicon, gazetteer: Gazetteer, settings: ExtractSettings
) -> list[Passage]:
    """Read a document's narrative into passages, every place name judged with all the others."""
    scenes = list(_scenes(document, lexicon, settings))
    told = arm_hunters(resolve_anaphors([scene for scene, _block, _dated in scenes]))
    scenes = [
        (scene, block, dated) for scene, (_old, block, dated) in zip(told, scenes, strict=True)
    ]
    names = [find_toponyms(scene, gazetteer) for scene, _block, _dated in scenes]
    return locate_passages(document, scenes, names, gazetteer, homes=settings.homes)


def locate_passages(
    document: Document,
    scenes: Sequence[tuple[Scene, int, When | None]],
    names: Sequence[Sequence[Span]],
    gazetteer: Gazetteer,
    *,
    homes: Collection[str] = (),
) -> list[Passage]:
    """Resolve the place names of a whole document together, and make its passages.

    Args:
        document: where the scenes stand.
        scenes: each with its block's number and the date line it stands under.
        names: the place names of each scene, offsets counted from it.
        gazetteer: where places are.
        homes: alpha-2 of the countries that the desk watches.
    """
    toponyms: list[Span] = []
    owners: list[int] = []
    for at, (scene, _block, _dated) in enumerate(scenes):
        for span in names[at]:
            toponyms.append(Span(span.start + scene.start, span.end + scene.start, span.text))
            owners.append(at)
    read = [scene for scene, _block, _dated in scenes]
    context = replace(_place_context(document, read), watched=tuple(sorted(homes)))
    found = resolve_places(document.text, toponyms, gazetteer=gazetteer, context=context)
    places: list[list[ResolvedPlace]] = [[] for _scene in scenes]
    for at, place in zip(owners, found, strict=True):
        places[at].append(place)
    named = countries_named(document.text, toponyms, gazetteer)
    lands = {*context.countries, *named, home_of(context, gazetteer).country or ""}
    backed = hold_to_support(read, places, lands=lands, homes=homes, gazetteer=gazetteer)
    held = resolve_the_town(read, hold_to_stated(read, backed, gazetteer))
    return [
        Passage(scene, block, tuple(held[at]), dated)
        for at, (scene, block, dated) in enumerate(scenes)
    ]


def published_day(document: Document, block: Block | None = None) -> date | None:
    """The day a document was published; None when it does not say.

    An excerpt was published when its own source was. A digest without a day of its own is read
    against the latest of its sources.
    """
    own = None
    if block is not None and block.source is not None and block.source < len(document.sources):
        own = _day_of(document.sources[block.source].published)
    stated = _day_of(document.published) or _day_of(document.cutoff)
    sources = [day for source in document.sources if (day := _day_of(source.published))]
    return own or stated or max(sources, default=None)


def _day_of(stamp: str | None) -> date | None:
    try:
        return date.fromisoformat(stamp[:10]) if stamp else None
    except ValueError:
        return None


def narrative_blocks(document: Document, settings: ExtractSettings) -> list[Block]:
    """The blocks that tell what happened; a document without any is one paragraph."""
    if not document.blocks:
        return [Block("paragraph", document.text, 0, len(document.text), None, document.language)]
    telling = [block for block in document.blocks if block.role in settings.roles]
    if telling:
        return telling
    return [block for block in document.blocks if block.role in ("title", "heading")]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the narrative, not read yet.

    Attributes:
        text: its words.
        start: its offset in the document.
        block: number of the block it stands in.
        language: ISO 639-1.
        anchor: the day its dates are resolved against.
        section_date: the date line it stands under.
    """

    text: str
    start: int
    block: int
    language: str
    anchor: date | None
    section_date: When | None

    @property
    def end(self) -> int:
        """Where it ends in the document."""
        return self.start + len(self.text)


def list_sentences(document: Document, settings: ExtractSettings) -> Iterator[Sentence]:
    """Give the sentences of a document's narrative, in order."""
    dated: When | None = None
    section: str | None = None
    for number, block in enumerate(narrative_blocks(document, settings)):
        language = block.language or document.language or "en"
        anchor = published_day(document, block)
        if block.section != section:
            section, dated = block.section, section_date(block.section, anchor, language)
        for sentence in split_sentences(block.text, language):
            for start, text in _pieces(sentence, settings.longest_sentence):
                yield Sentence(text, block.start + start, number, language, anchor, dated)


def read_sentence(sentence: Sentence, lexicon: Lexicon, *, wordless: bool = False) -> Scene | None:
    """Read a sentence; None when nothing in it can tell of an event, unless it is asked for."""
    return read_scene(
        sentence.text, sentence.start, language=sentence.language, lexicon=lexicon,
        anchor=sentence.anchor, wordless=wordless or _LEADS_ON.search(sentence.text) is not None,
    )  # fmt: skip


def _scenes(
    document: Document, lexicon: Lexicon, settings: ExtractSettings
) -> Iterator[tuple[Scene, int, When | None]]:
    sentences = list(list_sentences(document, settings))
    for sentence, after in zip_longest(sentences, sentences[1:]):
        antecedent = after is not None and points_back(after.text)
        scene = read_sentence(sentence, lexicon, wordless=antecedent)
        if scene is not None:
            yield scene, sentence.block, sentence.section_date


def _pieces(sentence: Span, longest: int) -> Iterator[tuple[int, str]]:
    """A sentence, or pieces of one that nobody could read aloud, parted at white space."""
    start, text = sentence.start, sentence.text
    while len(text) > longest:
        cut = text.rfind(" ", longest // 2, longest)
        cut = cut if cut > 0 else longest
        yield start, text[:cut]
        start, text = start + cut, text[cut:]
    yield start, text


def section_date(head: str | None, anchor: date | None, language: str) -> When | None:
    """Read a block's head as a date line; None where it is none."""
    if not head or len(head) > _DATE_LINE:
        return None
    dates = read_dates(head, anchor=anchor, language=language)
    return dates[0].when if len(dates) == 1 and dates[0].kind == "day" else None


def _place_context(document: Document, scenes: Sequence[Scene]) -> PlaceContext:
    """What the forces and demonyms of the text say of where it is about, and who published it."""
    spoken = Counter(
        party.party.country for scene in scenes for party in scene.parties if party.party.country
    )
    countries = [country for country, _count in spoken.most_common(_MOST_COUNTRIES)]
    named = {party.party.actor for scene in scenes for party in scene.parties}
    domain = (document.url or "").partition("://")[2].partition("/")[0].removeprefix("www.")
    return PlaceContext(
        title=document.title or "",
        domain=domain,
        countries=tuple(countries or (_CALIPHATE if named & _ITS_FOES else ())),
    )
