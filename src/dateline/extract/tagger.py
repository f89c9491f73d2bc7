"""Event mentions by the trained tagger: it finds triggers, parties, types and statuses.

What a model should not guess stays with lexicon and grammar: who an actor is, where a place is,
which day, how many. The rules' own judgement of type and status is weighed with the model's.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dateline.atlas import Gazetteer
from dateline.encoder import TaggedText, tag_sentences
from dateline.encoder.session import Model
from dateline.extract.countries import home_country
from dateline.extract.fields import Draft
from dateline.extract.mentions import extract_mentions as read_by_rules
from dateline.extract.mentions import make_mention, news_day
from dateline.extract.merging import merge_drafts
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
from dateline.extract.tagger_join import Reasons, join_readings
from dateline.extract.tagger_spans import tagged_names
from dateline.extract.tagger_sure import score_event
from dateline.lexicon import Lexicon
from dateline.model.document import Document
from dateline.model.mention import Mention
from dateline.model.problem import Problem
from dateline.model.span import Span
from dateline.model.when import When
from dateline.prose.sentences import split_sentences

EXTRACTOR = "tagger 0.1"
BOOST = 1.0  # marks more than the likeliest tags alone; the confidence then sorts out
LEAST = 0.45  # a mention less sure than this is not given
_PASSAGE = 420  # characters that are read together: what the tagger was trained on
_SNIPPET = 1_500  # a text this short is read whole, whatever its words
_LONGEST = 1_200
_TRAINED = frozenset({"en", "fr", "ar", "tr", "fa", "prs", "ps", "ha", "sw", "ur", "so"})


def extract_mentions(
    document: Document,
    *,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    settings: ExtractSettings | None = None,
) -> tuple[list[Mention], list[Problem]]:
    """Find the mentions of events in a document with the trained tagger.

    Args:
        document: what was read; a headline is a document of one block.
        lexicon: who the actors are and which words report events.
        gazetteer: where places are.
        settings: how much to keep.

    Returns:
        The mentions in order of their triggers, and the problems met.
    """
    chosen = settings or ExtractSettings()
    read = read_both(document, lexicon=lexicon, gazetteer=gazetteer, settings=chosen)
    sure = [(mention, score_event(reasons)) for mention, reasons in read]
    mentions = [
        replace(mention, confidence=round(confidence, 3), extractor=EXTRACTOR)
        for mention, confidence in sure
        if confidence >= LEAST
    ]
    return mentions, _problems(document)


def read_both(
    document: Document,
    *,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    settings: ExtractSettings,
    model: Model | None = None,
) -> list[tuple[Mention, Reasons]]:
    """Read a document by tagger and rules, and join what they found.

    Args:
        document: what was read.
        lexicon: who the actors are and which words report events.
        gazetteer: where places are.
        settings: how much to keep.
        model: other weights than the shipped ones.

    Returns:
        The mentions of either, in order, each with what its confidence rests on.
    """
    read = draft_document(
        document, lexicon=lexicon, gazetteer=gazetteer, settings=settings, model=model
    )
    figures = {id(draft.group): values for draft, values in read}
    tagged = [
        (_in_sentence(make_mention(document, draft, lexicon, gazetteer), draft),
         figures[id(draft.group)])
        for draft in merge_drafts([draft for draft, _values in read])
    ]  # fmt: skip
    ruled, _problems = read_by_rules(
        document, lexicon=lexicon, gazetteer=gazetteer, settings=settings
    )
    return join_readings(tagged, ruled)


def draft_document(
    document: Document,
    *,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    settings: ExtractSettings,
    model: Model | None = None,
) -> list[tuple[Draft, dict[str, float]]]:
    """Read a document into drafts of mentions, each with what its confidence rests on.

    Args:
        document: what was read.
        lexicon: who the actors are and which words report events.
        gazetteer: where places are.
        settings: how much to keep.
        model: other weights than the shipped ones.
    """
    scenes = list(_scenes(document, lexicon, settings, published_day(document)))
    texts = [scene.text for scene, _block, _dated in scenes]
    tagged = tag_sentences(texts, boost=BOOST, model=model)
    names = [
        tagged_names(scene, text, gazetteer)
        for (scene, _block, _dated), text in zip(scenes, tagged, strict=True)
    ]
    passages = locate_passages(document, scenes, names, gazetteer)
    return list(_drafts(document, passages, tagged, settings))


def _drafts(
    document: Document, passages: list[Passage], tagged: list[TaggedText], settings: ExtractSettings
) -> Iterator[tuple[Draft, dict[str, float]]]:
    published, home = published_day(document), home_country(passages)
    inherited: When | None = None
    block = -1
    for passage, text in zip(passages, tagged, strict=True):
        if passage.block != block:
            block, inherited = passage.block, None
        events = text.events[: settings.most_mentions]
        for draft, rests_on in draft_events(
            passage, events, published=published, inherited=inherited
        ):
            inherited = draft.when or inherited
            draft.home = home
            if draft.when is None:
                draft.when = news_day(document, draft, published)
            yield draft, rests_on


def _in_sentence(mention: Mention, draft: Draft) -> Mention:
    """The mention with the one sentence its trigger stands in."""
    scene = draft.scene
    sentences = split_sentences(scene.text, scene.language)
    at = draft.group.head.start
    own = next((span.text for span in sentences if span.start <= at < span.end), scene.text)
    return replace(mention, sentence=own)


def _problems(document: Document) -> list[Problem]:
    languages = {block.language or document.language or "en" for block in document.blocks}
    return [
        Problem(
            kind="untrained-language",
            where=document.id,
            what=f"The tagger was not trained on the language {language!r}; it may miss events.",
            advice="Add a translation of the text, or look through its mentions with care.",
            severity="note",
        )
        for language in sorted(languages - _TRAINED)
    ]


def _scenes(
    document: Document, lexicon: Lexicon, settings: ExtractSettings, anchor: date | None
) -> Iterator[tuple[Scene, int, When | None]]:
    """Read each run of sentences that may hold an event, under its block's date line."""
    dated: When | None = None
    section: str | None = None
    for number, block in enumerate(narrative_blocks(document, settings)):
        language = block.language or document.language or "en"
        if block.section != section:
            section, dated = block.section, section_date(block.section, anchor, language)
        wordless = len(document.text) <= _SNIPPET or lexicon.event_words(language) is None
        for run in _runs(split_sentences(block.text, language), block.text):
            scene = read_scene(
                run.text, block.start + run.start, language=language, lexicon=lexicon,
                anchor=anchor, wordless=wordless,
            )  # fmt: skip
            if scene is not None:
                yield scene, number, dated


def _runs(sentences: list[Span], text: str) -> Iterator[Span]:
    """Join neighbouring sentences into passages; part a sentence nobody could read aloud."""
    start, end = 0, 0
    for sentence in sentences:
        if end > start and sentence.end - start > _PASSAGE:
            yield Span(start, end, text[start:end])
            start = end
        if end <= start:
            start = sentence.start
        end = sentence.end
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            cut = cut if cut > 0 else start + _LONGEST
            yield Span(start, cut, text[start:cut])
            start = cut
    if end > start:
        yield Span(start, end, text[start:end])
