"""A press digest: several articles in one file, each with sources, notes and image."""

from dateline.model.document import CitedSource, Document, Image

Digest = tuple[Document, ...]


def test_articles_are_parted_and_numbered(digest: Digest) -> None:
    assert [(article.id[-2:], article.kind, article.title) for article in digest] == [
        ("-1", "digest-article", "Herders and Farmers Sign a Pact in Kidira"),
        ("-2", "digest-article", "River Police Seize Boats near Matam"),
    ]
    assert digest[0].capture == digest[1].capture


def test_every_article_has_its_own_text(digest: Digest) -> None:
    assert digest[0].text.startswith("Herders and Farmers")
    assert "River Police" not in digest[0].text
    for article in digest:
        for block in article.blocks:
            assert article.text[block.start : block.end] == block.text


def test_pull_quote_summary_and_image_are_recognised(digest: Digest) -> None:
    assert digest[0].pull_quote == (
        "The pact, if it holds, would be the first in the valley since the drought."
    )
    assert digest[0].summary == "Elders in the valley signed a pact after two years of clashes."
    assert digest[0].images == (
        Image(
            "Herders at the market in Kidira", None, "https://images.example/kidira.jpg",
            "Public Domain",
        ),
    )  # fmt: skip
    assert digest[1].pull_quote == "“We will watch the river,” the commander said."
    assert digest[1].summary == "RIV police seized boats."
    assert digest[1].images[0].attribution == "CC BY 4.0"


def test_sources_give_titles_outlet_date_and_address(digest: Digest) -> None:
    assert digest[0].sources == (
        CitedSource(
            title="Les éleveurs et les paysans signent un pacte",
            title_english="Herders and farmers sign a pact",
            publisher="Vallée FM",
            says="community radio in the east",
            published="2024-03-04",
            url="https://vallee.example/pacte",
            language="fr",
        ),
        CitedSource(
            title="حفل التوقيع في “كيديرا”",
            title_english="Signing ceremony in “Kidira”",
            publisher="El Nahr",
            published="2024-03-06",
            url="https://nahr.example/أخبار/12؟",
            language="ar",
            author="Moussa Traoré",
            date_says="accessed",
        ),
    )


def test_a_title_may_lack_its_opening_mark_or_be_split_over_pieces(digest: Digest) -> None:
    pashto, persian = digest[1].sources
    assert (pashto.title, pashto.language, pashto.published) == (
        "د سیند پولیسو کښتۍ ونیولې", "ps", "2024-03-02",
    )  # fmt: skip
    assert (persian.title_english, persian.publisher, persian.language) == (
        "The river police impounded boats", "Rud Press", "fa",
    )  # fmt: skip


def test_excerpts_are_tied_to_their_source_and_marked_as_translations(digest: Digest) -> None:
    excerpts = [block for block in digest[0].blocks if block.role == "excerpt"]
    assert [block.source for block in excerpts] == [0, 0, 1]
    assert {block.translated for block in excerpts} == {"human"}
    assert excerpts[1].text == "They swore to return forty head of cattle."


def test_a_word_in_brackets_opens_an_excerpt_and_no_note(digest: Digest) -> None:
    excerpts = [block.text for block in digest[1].blocks if block.role == "excerpt"]
    assert excerpts[0] == "[T]hey found forty cans of fuel on each boat."


def test_roman_markers_restart_and_may_repeat(digest: Digest) -> None:
    assert [note.marker for note in digest[0].notes] == ["i", "ii"]
    assert [ref.marker for ref in digest[0].note_refs] == ["i", "ii", "i"]
    assert [note.marker for note in digest[1].notes] == ["i"]
    assert "repeated-marker" in {problem.kind for problem in digest[0].problems}


def test_a_note_goes_on_in_the_next_paragraph(digest: Digest) -> None:
    assert digest[0].notes[1].text == (
        "On the drought, see: “A Dry Decade,” Water Office, n.d. https://water.example/dry"
    )
    assert digest[0].notes[1].citations[0].title == "A Dry Decade"


def test_a_title_with_an_acronym_keeps_it(digest: Digest) -> None:
    work = digest[0].notes[0].citations[0]
    assert (work.title, work.author, work.publisher) == (
        "Cattle and Crops (CC)", "A. Ba", "Valley Review",
    )  # fmt: skip


def test_the_parts_are_sections(digest: Digest) -> None:
    assert [section.head for section in digest[0].sections] == [
        "Sources", "Notes", "Image Information",
    ]  # fmt: skip
    assert [section.head for section in digest[1].sections] == [
        "OE Insight Summary", "Sources", "Notes",
    ]  # fmt: skip
