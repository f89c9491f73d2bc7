from dataclasses import replace

import pypdfium2
import pytest

from dateline.errors import PublishRefused
from dateline.publish.edition import DrawnFigure, ResolvedUpdate
from dateline.publish.typeset import render_pdf


def test_the_same_edition_gives_the_same_bytes(edition: ResolvedUpdate) -> None:
    assert render_pdf(edition) == render_pdf(edition)


def test_the_pdf_meets_the_standard_for_accessible_files(
    edition: ResolvedUpdate, drawn: tuple[DrawnFigure, ...]
) -> None:
    pdf = render_pdf(edition, drawn)
    assert b"pdfuaid:part" in pdf
    assert b"/StructTreeRoot" in pdf


def test_a_head_that_skips_a_level_is_set_all_the_same(edition: ResolvedUpdate) -> None:
    source = "## One\n\n#### Two\n\nText."
    update = replace(edition.update, source=source, body_start=0)
    told = replace(edition, update=update, bound=(), figures=())
    assert render_pdf(told).startswith(b"%PDF-")


def test_words_of_typst_in_an_update_stay_words(edition: ResolvedUpdate) -> None:
    source = 'Code such as #panic("no") and $x$ and \\@label and "quotes\\" stays.'
    update = replace(edition.update, source=source, title='A "title" \\ with #marks', body_start=0)
    told = replace(edition, update=update, bound=(), figures=())
    import pypdfium2

    document = pypdfium2.PdfDocument(render_pdf(told))
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert '#panic("no")' in text.replace("“", '"').replace("”", '"')
    assert 'A "title" \\ with #marks' in text


def many_receipts(edition: ResolvedUpdate, turns: int) -> list[tuple[float, float, str]]:
    """Where each piece of text stands on the first page: from left and from the foot, in points."""
    words = "at least 16 attacks"
    bound = next(one for one in edition.bound if one.binding.words == words)
    query = bound.binding.query
    source = " ".join([f'[{words}]{{count="{query}"}}'] * turns) + "."
    told = replace(
        edition,
        update=replace(edition.update, source=source, body_start=0),
        bound=(bound,) * turns,
        figures=(),
    )
    page = pypdfium2.PdfDocument(render_pdf(told))[0]
    text = page.get_textpage()
    found = (text.get_rect(at) for at in range(text.count_rects()))
    return [
        (left, low, text.get_text_bounded(left, low, right, up)) for left, low, right, up in found
    ]


def test_notes_in_the_margin_end_above_the_endnotes(edition: ResolvedUpdate) -> None:
    placed = many_receipts(edition, 9)
    head = next(low for _, low, text in placed if "Endnotes" in text)
    margin = [low for left, low, text in placed if left > 400 and "24.4 days" in text]
    assert len([low for low in margin if low > head]) == 9


def test_notes_that_the_margin_cannot_hold_are_left_to_the_endnotes(
    edition: ResolvedUpdate,
) -> None:
    placed = many_receipts(edition, 60)
    margin = [low for left, low, text in placed if left > 400 and "24.4 days" in text]
    assert 10 < len(margin) < 30
    assert min(margin) > 60


def printed(edition: ResolvedUpdate, how: str) -> ResolvedUpdate:
    meta = {**edition.update.meta, "print": how}
    return replace(edition, update=replace(edition.update, meta=meta), figures=())


def test_a_two_sided_print_has_its_margin_outside(edition: ResolvedUpdate) -> None:
    document = pypdfium2.PdfDocument(render_pdf(printed(edition, "two-sided")))
    foot = []
    for number in (0, 1):
        text = document[number].get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        foot.append(min(boxes, key=lambda box: box[1])[0])
    assert foot[0] > 400  # the first page's number stands on the right
    assert foot[1] < 100  # the second's on the left
    head = document[1].get_textpage().get_text_range()
    assert "Sahel desk" in head.splitlines()[0]


def test_another_way_to_print_is_refused(edition: ResolvedUpdate) -> None:
    with pytest.raises(PublishRefused, match="Write single or two-sided"):
        render_pdf(printed(edition, "three-sided"))
