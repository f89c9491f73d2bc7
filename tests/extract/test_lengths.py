"""A long document is read in parts that fit in memory, and nothing of it is lost."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from dateline.atlas import open_gazetteer
from dateline.extract import extract_mentions
from dateline.extract.lengths import LONGEST_PART, extract_by_parts, part_document
from dateline.lexicon import load_lexicon
from dateline.model.document import Block, Document
from dateline.model.mention import Mention
from dateline.model.note import NoteRef
from dateline.model.problem import Problem

READ = partial(extract_mentions, lexicon=load_lexicon(), gazetteer=open_gazetteer())
DULL = "The market was open and the traders sat in the shade all day. "


def _paragraphs(*texts: str) -> Document:
    text = "\n".join(texts)
    blocks, start = [], 0
    for words in texts:
        blocks.append(Block("paragraph", words, start, start + len(words), None, "en"))
        start += len(words) + 1
    return Document("n", "note", None, text, "", language="en", blocks=tuple(blocks))


def test_a_short_document_is_read_as_it_is() -> None:
    document = _paragraphs("Gunmen attacked Koro.")
    assert list(part_document(document)) == [(0, document)]


def test_a_part_is_never_longer_than_asked() -> None:
    document = _paragraphs("word " * 9_000, "One line.", "x" * 30_000)
    parts = list(part_document(document, longest=10_000))
    assert max(len(part.text) for _start, part in parts) <= 20_000
    assert min(len(part.text) for _start, part in parts) > 2_000


def test_every_mention_of_a_long_document_quotes_the_document() -> None:
    head, tail = "Gunmen killed 12 people in Mopti.", "Soldiers clashed with JNIM in Gao."
    document = _paragraphs(head, DULL * 60, DULL * 60, tail)
    sizes = []

    def read(part: Document) -> tuple[list[Mention], list[Problem]]:
        sizes.append(len(part.text))
        return READ(part)

    found, problems = extract_by_parts(read, document, longest=2_000)
    assert len(sizes) > 3
    assert problems == []
    assert [mention.sub_event_type for mention in found] == ["Attack", "Armed clash"]
    assert [mention.place.name for mention in found if mention.place] == ["Mopti", "Gao"]
    for mention in found:
        assert all(document.text[one.start : one.end] == one.text for one in mention.spans)


def test_notes_keep_to_their_sentence() -> None:
    first, last = DULL * 3, "Gunmen killed 12 people in Mopti."
    document = _paragraphs(first, last)
    marked = Document(
        "n", "note", None, document.text, "", language="en", blocks=document.blocks,
        note_refs=(NoteRef("7", len(document.text)),),
    )  # fmt: skip
    found, _problems = extract_by_parts(READ, marked, longest=150)
    assert found[0].notes == ("7",)


def test_a_problem_of_every_part_is_told_once() -> None:
    text = "Wanajeshi watatu wameuawa. " * 40
    block = Block("paragraph", text, 0, len(text), None, "sw")
    document = Document("n", "note", None, text, "", language="sw", blocks=(block,))
    _found, problems = extract_by_parts(READ, document, longest=300)
    assert [problem.kind for problem in problems] == ["no-event-words"]


def test_a_part_is_some_thirty_thousand_words() -> None:
    assert LONGEST_PART == 200_000


@given(
    texts=st.lists(st.text("ab .\n", min_size=1, max_size=80), min_size=1, max_size=12),
    longest=st.integers(10, 60),
)
def test_the_parts_hold_every_block_once(texts: list[str], longest: int) -> None:
    document = _paragraphs(*texts)
    pieces = [
        (start + block.start, block.text)
        for start, part in part_document(document, longest=longest)
        for block in part.blocks
    ]
    assert "".join(words for _start, words in pieces) == "".join(texts)
    for start, words in pieces:
        assert document.text[start : start + len(words)] == words
