"""The structure of a weekly update, in plain text."""

from collections.abc import Callable

from dateline.model.document import Document, Figure, Reading, Section, Takeaway

Reader = Callable[..., Reading]


def roles(document: Document, role: str) -> list[str]:
    return [block.text for block in document.blocks if block.role == role]


def test_every_block_is_the_text_between_its_offsets(update: Document) -> None:
    assert [update.text[block.start : block.end] for block in update.blocks] == [
        block.text for block in update.blocks
    ]


def test_the_fullest_of_three_titles_is_the_title(update: Document) -> None:
    assert update.title == (
        "Lake Basin Weekly Update, March 8, 2024: Raiders Return to the Tera Road"
    )
    assert roles(update, "title") == [update.title]
    assert "LAKE BASIN WEEKLY UPDATE, MARCH 8, 2024" in roles(update, "noise")


def test_the_masthead_gives_people_dates_and_address(update: Document) -> None:
    assert update.kind == "weekly-update"
    assert update.authors == ("Awa Diallo", "Ben Keita", "Chidi Okoro")
    assert update.contributors == ("Dewi Musa",)
    assert update.published == "2024-03-08"
    assert update.cutoff == "2024-03-06T16:30"
    assert update.url == "https://www.example.org/lake-basin/march-8"
    assert update.language == "en"


def test_takeaways_are_parted_from_their_heads(update: Document) -> None:
    assert update.takeaways == (
        Takeaway(
            "Niger and Mali",
            "Raiders on motorbikes hit two convoys on the Tera road and will likely return.",
        ),
        Takeaway("Chad", "The army moved a battalion to the lake after raids on three islands."),
    )


def test_run_in_heads_open_sections_under_the_heading(update: Document) -> None:
    assert [(section.head, section.level) for section in update.sections] == [
        ("Key Takeaways", 1), ("Assessments", 1), ("Niger and Mali", 2), ("Chad", 2),
        ("Other Updates", 1), ("Nigeria", 2),
    ]  # fmt: skip
    niger = update.sections[2]
    assert isinstance(niger, Section)
    assert update.text[niger.start : niger.end].startswith("Niger and Mali. Raiders struck")
    assert update.text[niger.start : niger.end].endswith(
        "Source: Awa Diallo and the Lake Basin Desk."
    )


def test_notes_stand_outside_the_last_section(update: Document) -> None:
    assert {block.section for block in update.blocks if block.role == "note"} == {None}
    assert update.sections[-1].end < update.text.index("[1] ttps")


def test_figures_have_number_caption_credit_and_note(update: Document) -> None:
    assert update.figures == (
        Figure(
            1, "Raids on the Tera Road", "Awa Diallo and the Lake Basin Desk",
            "Places are approximate.",
        ),
        Figure(2, "Islands Raided", "Ben Keita", None),
    )  # fmt: skip


def test_bullets_are_list_items_without_their_bullet(update: Document) -> None:
    assert roles(update, "list_item") == [
        "The road links Tera with the border.[5]",
        "Patrols stopped in January.[6]",
    ]


def test_what_belongs_to_the_blog_is_noise(update: Document) -> None:
    assert roles(update, "noise") == [
        "UA-12345678-9",
        "Saturday, March 9, 2024",
        "LAKE BASIN WEEKLY UPDATE, MARCH 8, 2024",
        (
            "To receive the Lake Basin Weekly Update via email, please subscribe here. "
            "Follow LBD on Twitter."
        ),
        "No comments:",
        "Post a Comment",
    ]


def test_no_break_spaces_are_plain_in_the_text(update: Document) -> None:
    assert "\u00a0" not in update.text


def test_a_single_takeaway_needs_no_head_and_ends_with_its_paragraph(read: Reader) -> None:
    text = (
        "River Weekly Update, May 3, 2024\n\nKey Takeaway:\n\n"
        "Smugglers moved to the northern ford after police burned their boats.\n\n"
        "Smugglers moved their boats in April, and traders in both towns noticed it.[1]\n\n"
        "References\n\n[1] https://a.example/x\n"
    )
    document = read(text).documents[0]
    assert document.takeaways == (
        Takeaway(None, "Smugglers moved to the northern ford after police burned their boats."),
    )
    assert [section.head for section in document.sections] == ["Key Takeaway", "References"]
    paragraph = next(block for block in document.blocks if block.role == "paragraph")
    assert paragraph.section is None


def test_numbered_takeaways_are_takeaways(read: Reader) -> None:
    text = (
        "Delta Update, May 3, 2024\n\nKey Takeaways:\n\n1. Police burned boats at the ford.\n"
        "2. Smugglers moved north.\n\nBoats\n\nPolice burned nine boats on May 1.[1]\n\n"
        "[1] https://a.example/x\n"
    )
    assert [takeaway.text for takeaway in read(text).documents[0].takeaways] == [
        "Police burned boats at the ford.",
        "Smugglers moved north.",
    ]


def test_a_title_before_a_name_is_no_run_in_head(read: Reader) -> None:
    text = (
        "Delta Update, May 3, 2024\n\nAssessments:\n\n"
        "Mali. Troops left the town of Ber on Monday after a week of shelling.\n\n"
        "Niger. Troops came back to the town of Tera after the rains.\n\n"
        "Gen. Moussa Barmou spoke to the troops in the camp before they left for the front.\n"
    )
    heads = [section.head for section in read(text).documents[0].sections]
    assert heads == ["Assessments", "Mali", "Niger"]
