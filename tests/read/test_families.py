"""Further documents of the families a desk receives, with habits of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.model.document import Document, Reading

Reader = Callable[..., Reading]
MATERIAL = Path(__file__).with_name("material")


@pytest.fixture(scope="module")
def horn(read: Reader) -> Document:
    return read((MATERIAL / "horn.txt").read_bytes(), "horn.txt").documents[0]


@pytest.fixture(scope="module")
def commentary(read: Reader) -> tuple[Document, ...]:
    return read((MATERIAL / "commentary.txt").read_bytes(), "commentary.txt").documents


def test_bulleted_takeaways_may_have_heads_with_colons_or_none(horn: Document) -> None:
    assert [(takeaway.head, takeaway.text[:14]) for takeaway in horn.takeaways] == [
        ("Somalia", "Al Shabaab hit"),
        ("Ethiopia", "Fano militias "),
        (None, "The Sudanese a"),
    ]


def test_country_headings_stand_under_the_assessments(horn: Document) -> None:
    assert [(section.head, section.level) for section in horn.sections] == [
        ("Key Takeaways", 1), ("Assessments", 1), ("Somalia", 2), ("Ethiopia", 2),
    ]  # fmt: skip


def test_an_author_named_inside_the_text_is_a_byline(horn: Document) -> None:
    assert horn.authors == ("Liam Moor",)
    assert horn.contributors == ("Yale Fordham", "Nick Markell")
    bylines = [block for block in horn.blocks if block.role == "byline"]
    assert [(block.text, block.section) for block in bylines][-1] == (
        "Author: Liam Moor",
        "Somalia",
    )


def test_a_cutoff_may_give_its_hour_before_its_day(horn: Document) -> None:
    assert horn.cutoff == "2024-10-23T10:00"


def test_notes_without_blank_lines_between_them_are_parted(horn: Document) -> None:
    assert [ref.marker for ref in horn.note_refs] == ["1", "2", "3", "4", "5", "6", "7"]
    access = {note.marker: [work.access for work in note.citations] for note in horn.notes}
    assert access == {
        "1": ["open", "open"], "2": ["open"], "3": ["subscription", "on_request"],
        "4": ["own_research"], "5": ["open"], "6": ["own_research"], "7": ["open", "open"],
    }  # fmt: skip
    assert horn.notes[1].citations[0].url == "https://www.garoweonline.com/en/news"


def test_a_digest_without_heads_is_parted_at_signed_titles(
    commentary: tuple[Document, ...],
) -> None:
    assert [(article.title, article.authors, len(article.sources)) for article in commentary] == [
        ("Boko Haram Splits Over Fishing Taxes", ("Jason Marner",), 2),
        ("Traders Return to Bangui", ("Lucas Summers",), 1),
    ]
    hausa = commentary[0].sources[1]
    assert (hausa.language, hausa.says) == ("ha", "Hausa-language radio from Kano")
    excerpts = [block for block in commentary[0].blocks if block.role == "excerpt"]
    assert [(block.source, block.text) for block in excerpts] == [
        (0, "Fishermen on the lake pay twice, once to each faction."),
        (1, "Elders met the commanders on Monday."),
    ]
