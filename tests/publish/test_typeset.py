from dataclasses import replace

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
