"""Event mentions by the trained tagger and the rules together, sentence by sentence.

The tagger finds triggers, parties, types and statuses. What a model should not guess stays with
lexicon and grammar: who an actor is, where a place is, which day, how many. Both judge type and
status, and the steps from one sentence to the next are the rules'.
"""

from collections.abc import Iterator, Sequence

from dateline.atlas import Gazetteer
from dateline.encoder.session import Model
from dateline.extract.anaphora import resolve_anaphors
from dateline.extract.fields import Draft
from dateline.extract.mentions import make_mention, tell_events
from dateline.extract.passages import (
    Passage,
    list_sentences,
    locate_passages,
    published_day,
)
from dateline.extract.settings import ExtractSettings
from dateline.extract.tagger_drafts import draft_sentence
from dateline.extract.tagger_elsewhere import drop_told
from dateline.extract.tagger_read import TaggedSentence, tag_document
from dateline.extract.tagger_spans import tagged_names
from dateline.extract.tagger_sure import LEAST, compare_drafts, score_event
from dateline.lexicon import Lexicon
from dateline.model.document import Document
from dateline.model.mention import Mention
from dateline.model.problem import Problem
from dateline.model.when import When

EXTRACTOR = "tagger 0.2"
_TRAINED = frozenset({"en", "fr", "ar", "tr", "fa", "prs", "ps", "ha", "sw", "ur", "so"})


def extract_mentions(
    document: Document,
    *,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    settings: ExtractSettings | None = None,
    homes: Sequence[str] = (),
) -> tuple[list[Mention], list[Problem]]:
    """Find the mentions of events in a document with the trained tagger and the rules.

    Args:
        document: what was read; a headline is a document of one block.
        lexicon: who the actors are and which words report events.
        gazetteer: where places are.
        settings: how much to keep, and `homes`.
        homes: alpha-2 of the countries that the desk watches, where no settings are given.

    Returns:
        The mentions in order of their triggers, and the problems met.
    """
    chosen = settings or ExtractSettings(homes=tuple(homes))
    mentions = [
        make_mention(
            document, draft, lexicon, gazetteer, sure=score_event(draft.reasons),
            extractor=EXTRACTOR,
        )
        for draft in read_drafts(document, lexicon=lexicon, gazetteer=gazetteer, settings=chosen)
        if score_event(draft.reasons) >= LEAST
    ]  # fmt: skip
    return mentions, _problems(document)


def read_drafts(
    document: Document,
    *,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    settings: ExtractSettings,
    model: Model | None = None,
) -> list[Draft]:
    """Read a document into finished drafts, each with what its confidence rests on.

    Args:
        document: what was read.
        lexicon: who the actors are and which words report events.
        gazetteer: where places are.
        settings: how much to keep.
        model: other weights than the shipped ones.
    """
    sentences = list_sentences(document, settings)
    read = tag_document(document, list(sentences), lexicon, model)
    passages = _locate(document, read, gazetteer, settings.homes)
    told = {one.scene.start: one.told for one in read}
    around = {passage.scene.start: passage for passage in passages}
    published = published_day(document)

    def draft_passage(passage: Passage, inherited: When | None) -> Iterator[Draft]:
        yield from draft_sentence(
            passage, told[passage.scene.start], around, published=published, inherited=inherited,
            settings=settings,
        )  # fmt: skip

    drafts = tell_events(document, passages, draft_passage)
    drop_told(drafts)
    compare_drafts(drafts)
    return drafts


def _locate(
    document: Document, read: list[TaggedSentence], gazetteer: Gazetteer, homes: tuple[str, ...]
) -> list[Passage]:
    """Make the passages of a document, their places named by the tagger too."""
    scenes = resolve_anaphors([one.scene for one in read])
    placed = [
        (scene, one.sentence.block, one.sentence.section_date)
        for scene, one in zip(scenes, read, strict=True)
    ]
    names = [
        tagged_names(scene, [told.event for told in one.told], gazetteer)
        for scene, one in zip(scenes, read, strict=True)
    ]
    return locate_passages(document, placed, names, gazetteer, homes=homes)


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
