"""A document in another language, block by block: each translation stands beside its original."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.model.document import Block, Document, Section, Takeaway
from dateline.model.note import NoteRef
from dateline.model.problem import AWAY, Problem
from dateline.plugins import Translator
from dateline.prose.romanise import is_latin
from dateline.read.glossary import Glossary, Restored, Slot, in_latin, protect, restore

KEPT_ROLES = frozenset({"note", "noise", "byline"})  # addresses, page furniture, names
_ONE_LANGUAGE = {"prs": "fa"}  # written alike, as far as any translator knows
_NUMBER = re.compile(r"\d+")
_DIGITS = {zero + n: str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
_MOST_NAMED = 3
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Translated:
    """One block's text in another language, with the places of its markers and what went wrong."""

    text: str
    slots: Sequence[Slot]
    restored: Restored
    problems: tuple[Problem, ...] = ()


def translate_document(
    document: Document,
    translator: Translator,
    *,
    to: str,
    languages: Sequence[str] = (),
    glossary: Glossary | None = None,
) -> Document:
    """Translate a document's blocks; its structure, notes and sources stay.

    A block that cannot be translated keeps its original, with a problem, and the others go on.
    Blocks already in the language asked for, notes and bylines stay as they are.

    Args:
        document: as read.
        translator: what translates one text.
        to: code of the language wanted.
        languages: only blocks in these; none means all others.
        glossary: names that pass through unchanged.

    Returns:
        The document laid out anew: every offset indexes the new text, and each translated block
        holds its `original`. The same document where nothing had to be translated.
    """
    wanted = [_is_wanted(block, document, to, languages) for block in document.blocks]
    if not any(wanted):
        return document
    work = _Work(document, translator, to, glossary or Glossary())
    done = [
        work.block(block) if asked else (block, None)
        for block, asked in zip(document.blocks, wanted, strict=True)
    ]
    if not any(translated for _block, translated in done):
        return replace(work.with_names(document), problems=(*document.problems, *work.problems))
    blocks, refs = _lay_out(done, document)
    heads = _heads(document.blocks, blocks)
    blocks = tuple(
        replace(block, section=heads.get(block.section or "", block.section)) for block in blocks
    )
    whole = replace(
        _parts(document, work),
        text="\n\n".join(block.text for block in blocks),
        blocks=blocks,
        note_refs=refs,
        sections=_sections(document, blocks, heads, work),
        language=to,
        translator=translator.name,
    )
    whole = work.with_names(whole)
    kept = tuple(replace(problem, start=None, end=None) for problem in document.problems)
    return replace(whole, problems=(*kept, *work.problems))


def _heads(old: Sequence[Block], new: Sequence[Block]) -> dict[str, str]:
    """Each heading's words with those of its translation."""
    return {
        before.text: after.text
        for before, after in zip(old, new, strict=True)
        if before.role in ("heading", "title")
    }


def _parts(document: Document, work: "_Work") -> Document:
    """The document with what it says outside its blocks translated."""
    return replace(
        document,
        title=work.words(document.title),
        summary=work.words(document.summary),
        pull_quote=work.words(document.pull_quote),
        takeaways=tuple(
            Takeaway(work.words(each.head), work.words(each.text) or "")
            for each in document.takeaways
        ),
        figures=tuple(
            replace(figure, caption=work.words(figure.caption) or "") for figure in document.figures
        ),
    )


def _sections(
    document: Document, blocks: Sequence[Block], heads: dict[str, str], work: "_Work"
) -> tuple[Section, ...]:
    """The document's sections with translated heads, where their blocks now stand."""
    moved = {old.start: new.start for old, new in zip(document.blocks, blocks, strict=True)}
    ends = {old.end: new.end for old, new in zip(document.blocks, blocks, strict=True)}
    last = blocks[-1].end if blocks else 0
    return tuple(
        Section(
            heads.get(section.head) or work.words(section.head) or "",
            section.level,
            moved.get(section.start, 0),
            ends.get(section.end, last),
        )
        for section in document.sections
    )


def leave_untranslated(
    document: Document, *, to: str, glossary: Glossary | None = None
) -> Document:
    """Say of a document that nobody translated it, with its names in Latin letters.

    Args:
        document: as read.
        to: the language that a reader asked for.
        glossary: the names that a desk knows.
    """
    if not any(_is_wanted(block, document, to, ()) for block in document.blocks):
        return document
    problem = Problem(
        kind="not-translated",
        where=document.id,
        what=f"Not translated: no translator is set, and the text is not in {to!r}.",
        advice="Name one as `translator` under [translation] in desk.toml, or read the original.",
        severity="note",
    )
    named = _with_names(document, glossary or Glossary(), to)
    return replace(named, problems=(*document.problems, problem))


def language_of(block: Block, document: Document) -> str | None:
    """The language of a block as translators name it."""
    language = block.language or document.language
    return _ONE_LANGUAGE.get(language or "", language)


def _is_wanted(block: Block, document: Document, to: str, languages: Sequence[str]) -> bool:
    language = language_of(block, document)
    return (
        block.role not in KEPT_ROLES
        and block.original is None
        and language is not None
        and language != to
        and (not languages or language in languages or block.language in languages)
        and any(letter.isalpha() for letter in block.text)
    )


class _Work:
    """The translation of one document while it goes on."""

    def __init__(
        self, document: Document, translator: Translator, to: str, glossary: Glossary
    ) -> None:
        self.document = document
        self.translator = translator
        self.to = to
        self.glossary = glossary
        self.problems: list[Problem] = []
        self._done: dict[Pair, str] = {}
        self._away: Problem | None = None

    def block(self, block: Block) -> tuple[Block, Translated | None]:
        """Translate a block; a failed one stays as it is."""
        language = language_of(block, self.document) or ""
        found = self._translate(block.text, language)
        if isinstance(found, Problem):
            told = replace(found, where=self.document.id, what=f"Not translated: {found.what}")
            if told not in self.problems:
                self.problems.append(told)
            return block, None
        self._done[block.text, language] = found.text
        self.problems += found.problems
        return (
            replace(
                block,
                text=found.text,
                original=block.text,
                original_language=block.language or self.document.language,
                language=self.to,
                translated="machine",
            ),
            found,
        )

    def words(self, text: str | None) -> str | None:
        """Translate words that stand outside the blocks; where that fails they stay."""
        language = _ONE_LANGUAGE.get(self.document.language or "", self.document.language)
        if not text or language in (None, self.to):
            return text
        known = self._done.get((text, language or ""))
        if known is not None:
            return known
        found = self._translate(text, language or "")
        return text if isinstance(found, Problem) else found.text

    def with_names(self, document: Document) -> Document:
        """The document with the names of what stayed untranslated."""
        return _with_names(document, self.glossary, self.to)

    def _translate(self, text: str, language: str) -> Translated | Problem:
        if self._away is not None:
            return self._away
        slots = self.glossary.slots(text, language)
        answer = self.translator(protect(text, slots), source=language, target=self.to)
        if isinstance(answer, Problem):
            self._away = answer if answer.kind in AWAY else None
            return answer
        restored = restore(answer.strip(), slots)
        if not restored.text:
            return Problem(
                "translation-empty", self.document.id, "The translator gave back nothing.",
                "Read the original, or try another translator.",
            )  # fmt: skip
        problems = tuple(self._doubts(text, restored))
        return Translated(restored.text, slots, restored, problems)

    def _doubts(self, original: str, restored: Restored) -> list[Problem]:
        """What a translation lost that can be seen without knowing the languages."""
        doubts = []
        names = [slot.words for slot in restored.lost if slot.is_name]
        if names:
            doubts.append(Problem(
                "translation-lost-name", self.document.id,
                f"The translation lost {', '.join(names[:_MOST_NAMED])}: {_clip(restored.text)}",
                "Compare it with the original, which the block holds.",
            ))  # fmt: skip
        lost = _numbers(original) - _numbers(restored.text)
        if lost:
            doubts.append(Problem(
                "translation-lost-number", self.document.id,
                f"The number {', '.join(sorted(lost, key=int)[:_MOST_NAMED])} of the original is "
                f"not in its translation: {_clip(restored.text)}",
                "Compare it with the original; the number may be written out or lost.",
            ))  # fmt: skip
        return doubts


def _numbers(text: str) -> set[str]:
    plain = re.sub(r"(?<=\d)[,.٬\u00a0 ](?=\d{3}\b)", "", text.translate(_DIGITS))
    return {number.lstrip("0") or "0" for number in _NUMBER.findall(plain)}


def _clip(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 90 else flat[:89] + "…"  # noqa: PLR2004 - a line's length


def _lay_out(
    done: Sequence[tuple[Block, Translated | None]], document: Document
) -> tuple[tuple[Block, ...], tuple[NoteRef, ...]]:
    """Put the blocks one under the other, and find each marker again."""
    blocks: list[Block] = []
    refs: list[NoteRef] = []
    at = 0
    for (block, translated), old in zip(done, document.blocks, strict=True):
        blocks.append(replace(block, start=at, end=at + len(block.text)))
        for ref in document.note_refs:
            if old.start <= ref.at < old.end:
                shift = _new_place(ref.at - old.start, translated)
                refs.append(NoteRef(ref.marker, at + shift))
        at += len(block.text) + 2
    return tuple(blocks), tuple(refs)


def _new_place(at: int, translated: Translated | None) -> int:
    """Where a marker at this offset of a block's original stands in its translation."""
    if translated is None:
        return at
    for number, slot in enumerate(translated.slots):
        if slot.start <= at < slot.end:
            return translated.restored.places.get(number, len(translated.text))
    return len(translated.text)


def _with_names(document: Document, glossary: Glossary, to: str) -> Document:
    """Give the names that a reader of Latin letters cannot read."""
    language = document.language
    bylines = (*document.authors, *document.contributors)
    publishers = [document.publisher or "", *(each.publisher or "" for each in document.sources)]
    found = in_latin([name for name in (*bylines, *publishers) if name], language)
    for block in document.blocks:
        if _is_wanted(block, document, to, ()) and not is_latin(block.text):
            found += glossary.latin_names(block.text, block.language or language or "")
    return replace(document, names=tuple({name.text: name for name in found}.values()))
