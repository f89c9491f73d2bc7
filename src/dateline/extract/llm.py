"""Event mentions by a language model behind the desk's endpoint: a door, never needed.

The model quotes; lexicon, gazetteer and grammar read the quotations as they read the tagger's
marks. Its mentions are as sure as the desk allows at most, and less where it said what it could
not quote: no figure of this is calibrated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.atlas import Gazetteer
from dateline.encoder import TaggedEvent
from dateline.extract.countries import home_country
from dateline.extract.fields import Draft
from dateline.extract.llm_answers import INSTRUCTIONS, Answer, fence_passages, read_answer
from dateline.extract.mentions import make_mention, news_day
from dateline.extract.passages import (
    Passage,
    locate_passages,
    narrative_blocks,
    published_day,
    section_date,
)
from dateline.extract.scene import Scene, read_scene
from dateline.extract.settings import ExtractSettings
from dateline.extract.tagger_drafts import draft_events
from dateline.extract.tagger_spans import tagged_names
from dateline.lexicon import Lexicon
from dateline.model.document import Document
from dateline.model.mention import Mention
from dateline.model.problem import AWAY, Problem
from dateline.model.when import When
from dateline.plugins import Ask
from dateline.prose.sentences import split_sentences

EXTRACTOR = "llm 0.1"
HIGHEST = 0.6
_PASSAGE = 1_200  # characters of one passage
_QUESTION = 6_000  # characters of one question
_MOST_TOLD = 5  # of what an answer could not quote
Marked = list[tuple[TaggedEvent, float]]


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage before it is located: its scene, its block's number, its date line."""

    scene: Scene
    block: int
    dated: When | None


def extract_mentions(  # noqa: PLR0913 - what each door hands over
    document: Document,
    *,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    ask: Ask,
    highest: float = HIGHEST,
    settings: ExtractSettings | None = None,
    homes: Sequence[str] = (),
) -> tuple[list[Mention], list[Problem]]:
    """Find the mentions of events in a document by asking a language model.

    Args:
        document: what was read.
        lexicon: who the actors are and which words report events.
        gazetteer: where places are.
        ask: the way to the model.
        highest: a mention is never surer than this.
        settings: how much to keep, and `homes`.
        homes: alpha-2 of the countries that the desk watches, where no settings are given.

    Returns:
        The mentions in order of their triggers, and the problems: answers that cannot be parsed,
        words that a passage does not bear out, an endpoint that does not answer.
    """
    chosen = settings or ExtractSettings(homes=tuple(homes))
    places = list(_places(document, lexicon, chosen))
    marked, problems = _ask_all(document, places, ask)
    names = [
        tagged_names(place.scene, [event for event, _quoted in events], gazetteer)
        for place, events in zip(places, marked, strict=True)
    ]
    scenes = [(place.scene, place.block, place.dated) for place in places]
    passages = locate_passages(document, scenes, names, gazetteer, homes=chosen.homes)
    mentions = [
        _in_sentence(
            make_mention(
                document, draft, lexicon, gazetteer, sure=quoted * highest,
                extractor=f"{EXTRACTOR} {ask.name}",
            ),
            draft,
        )
        for draft, quoted in _drafts(document, passages, marked)
    ]  # fmt: skip
    return mentions, problems


def _ask_all(
    document: Document, places: Sequence[_Place], ask: Ask
) -> tuple[list[Marked], list[Problem]]:
    """Ask about all passages, as many at a time as a question holds."""
    marked: list[Marked] = [[] for _place in places]
    problems: list[Problem] = []
    for numbers in _questions(places):
        texts = {number: places[number].scene.text for number in numbers}
        said = ask(INSTRUCTIONS, fence_passages(list(texts.items())))
        if isinstance(said, Problem):
            problems.append(replace(said, where=document.id))
            if said.kind in AWAY:
                break
            continue
        answer = read_answer(said, texts)
        problems += _told(document, answer, places[numbers[0]].scene.start)
        for number, events in answer.events.items():
            marked[number] = events
    return marked, problems


def _questions(places: Sequence[_Place]) -> Iterator[list[int]]:
    together: list[int] = []
    length = 0
    for number, place in enumerate(places):
        if together and length + len(place.scene.text) > _QUESTION:
            yield together
            together, length = [], 0
        together.append(number)
        length += len(place.scene.text)
    if together:
        yield together


def _told(document: Document, answer: Answer, at: int) -> Iterator[Problem]:
    if not answer.parsed:
        yield Problem(
            kind="llm-unparsable",
            where=document.id,
            what="The model's answer on some passages is not the JSON it was asked for.",
            advice="Try another model, or extract these passages with `rules` or `tagger`.",
            start=at,
        )
    if answer.dropped:
        more = len(answer.dropped) - _MOST_TOLD
        listed = "; ".join(answer.dropped[:_MOST_TOLD]) + (f"; {more} more" if more > 0 else "")
        yield Problem(
            kind="llm-unquoted",
            where=document.id,
            what=f"The model said what its passages do not: {listed}. It was dropped.",
            advice="Look at its other mentions of this document with care.",
            start=at,
        )


def _drafts(
    document: Document, passages: Sequence[Passage], marked: Sequence[Marked]
) -> Iterator[tuple[Draft, float]]:
    published, home = published_day(document), home_country(list(passages))
    inherited: When | None = None
    block = -1
    for passage, events in zip(passages, marked, strict=True):
        if passage.block != block:
            block, inherited = passage.block, None
        quoted = {event.trigger.start: share for event, share in events}
        told = [event for event, _share in events]
        for draft in draft_events(passage, told, published=published, inherited=inherited):
            inherited = draft.when or inherited
            draft.home = home
            if draft.when is None:
                draft.when = news_day(document, draft, published)
            yield draft, quoted.get(draft.group.head.start, 0.5)


def _in_sentence(mention: Mention, draft: Draft) -> Mention:
    """The mention with the one sentence its trigger stands in."""
    scene = draft.scene
    at = draft.group.head.start
    sentences = split_sentences(scene.text, scene.language)
    own = next((span.text for span in sentences if span.start <= at < span.end), scene.text)
    grounds = tuple(
        replace(ground, by="llm", sure=None) if ground.by == "tagger" else ground
        for ground in mention.grounds
    )
    return replace(mention, sentence=own, grounds=grounds)


def _places(document: Document, lexicon: Lexicon, settings: ExtractSettings) -> Iterator[_Place]:
    """Every narrative block in pieces, whatever its words: the model judges what is an event."""
    dated: When | None = None
    section: str | None = None
    for number, block in enumerate(narrative_blocks(document, settings)):
        language = block.language or document.language or "en"
        anchor = published_day(document, block)
        if block.section != section:
            section, dated = block.section, section_date(block.section, anchor, language)
        for start, text in _pieces(block.text, language):
            scene = read_scene(
                text, block.start + start, language=language, lexicon=lexicon, anchor=anchor,
                wordless=True,
            )  # fmt: skip
            if scene is not None:
                yield _Place(scene, number, dated)


def _pieces(text: str, language: str) -> Iterator[tuple[int, str]]:
    """A block in runs of whole sentences; a sentence longer than a passage is cut."""
    start = end = 0
    for sentence in split_sentences(text, language):
        if end > start and sentence.end - start > _PASSAGE:
            yield start, text[start:end]
            start = sentence.start
        end = sentence.end
        while end - start > _PASSAGE:
            yield start, text[start : start + _PASSAGE]
            start += _PASSAGE
    if end > start:
        yield start, text[start:end]
