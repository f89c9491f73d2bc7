"""The languages of a document and of its blocks, and which blocks are translations."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.model.document import Block, CitedSource
from dateline.read.language import find_language, is_in_arabic, language_by_small_words, reads_like
from dateline.read.persian import is_dari
from dateline.read.settings import ReadSettings

_SAMPLE = 240  # letters that tell a block's language
_UNTOLD = frozenset({"note", "noise", "byline"})
_PERSIAN = frozenset({"fa", "prs"})


def document_language(blocks: Sequence[Block], settings: ReadSettings) -> str | None:
    """The language of most of a document's running text."""
    texts = [block.text for block in blocks if block.role not in _UNTOLD]
    eastern = [text for text in texts if is_in_arabic(text)]
    if eastern and len(eastern) < len(texts):  # two scripts: the one with more of the text
        western = [text for text in texts if not is_in_arabic(text)]
        texts = max(eastern, western, key=lambda some: sum(map(len, some)))
    return find_language(" ".join(texts)[: 4 * _SAMPLE], settings.languages)


def block_languages(
    blocks: Sequence[Block],
    language: str | None,
    sources: Sequence[CitedSource],
    settings: ReadSettings,
) -> tuple[Block, ...]:
    """Give each block its language; an excerpt in another one than its source is a translation.

    Args:
        blocks: of one document.
        language: the document's.
        sources: those that excerpts are tied to.
        settings: the languages to choose among.
    """
    done: list[Block] = []
    for block in blocks:
        own = _own_language(block, language, settings) or language
        translated = "no"
        if block.role == "excerpt" and block.source is not None:
            original = sources[block.source].language
            foreign = original not in {None, own}
            translated = "human" if foreign else "no"  # a digest's editors translate by hand
        done.append(replace(block, language=own, translated=translated))
    return _one_persian(done, language, settings)


def _own_language(block: Block, language: str | None, settings: ReadSettings) -> str | None:
    sample = block.text[:_SAMPLE]
    if reads_like(sample, language):
        return language
    if block.role in _UNTOLD:
        return None
    told = find_language(sample, settings.languages, least=settings.min_language_letters)
    return told or language_by_small_words(sample, settings.languages)


def _one_persian(
    blocks: Sequence[Block], language: str | None, settings: ReadSettings
) -> tuple[Block, ...]:
    """Iran's Persian or Afghanistan's, decided once for all of a document's blocks in either.

    One paragraph holds few words that tell; a document is written in one of the two.
    """
    told = [block for block in blocks if block.language in _PERSIAN and block.role not in _UNTOLD]
    if not told or not set(settings.languages) >= _PERSIAN:
        return tuple(blocks)
    variant = "prs" if is_dari(" ".join(block.text for block in told)) else "fa"
    if language in _PERSIAN:
        variant = language
    return tuple(
        replace(block, language=variant) if block.language in _PERSIAN else block
        for block in blocks
    )
