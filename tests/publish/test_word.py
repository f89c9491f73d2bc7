import io
import re
import zipfile
from dataclasses import replace

import pytest

from dateline.errors import PublishRefused
from dateline.publish.edition import DrawnFigure, ResolvedUpdate
from dateline.publish.word import render_docx


@pytest.fixture(scope="module")
def parts(edition: ResolvedUpdate, drawn: tuple[DrawnFigure, ...]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render_docx(edition, drawn))) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_notes_are_words_own_endnotes(parts: dict[str, bytes]) -> None:
    assert "word/endnotes.xml" in parts
    assert "word/footnotes.xml" not in parts
    assert parts["word/document.xml"].count(b"<w:endnoteReference ") == 12
    assert b'<w:endnotePr><w:numFmt w:val="decimal"/>' in parts["word/document.xml"]
    assert not [name for name, part in parts.items() if b"footnote" in part]


def test_a_repeated_note_repeats_its_number(edition: ResolvedUpdate) -> None:
    source = "One.[@un-closure]\n\nTwo.[@un-closure]"
    update = replace(edition.update, source=source, body_start=0)
    told = replace(edition, update=update, bound=(), figures=())
    with zipfile.ZipFile(io.BytesIO(render_docx(told))) as file:
        body = file.read("word/document.xml").decode()
    assert body.count("<w:endnoteReference ") == 1
    assert re.search(r'vertAlign w:val="superscript".{0,80}<w:t[^>]*>1</w:t>', body, re.DOTALL)


def test_pictures_carry_alternative_text(parts: dict[str, bytes]) -> None:
    assert b'descr="Map of 16 events' in parts["word/document.xml"]


def test_properties_name_the_authors_and_nobody_else(parts: dict[str, bytes]) -> None:
    facts = parts["docProps/core.xml"].decode()
    assert "<dc:creator>Awa Example, Jan Beispiel</dc:creator>" in facts
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in facts
    assert "2023-12-15T00:00:00Z" in facts


def test_the_same_edition_gives_the_same_word_file(edition: ResolvedUpdate) -> None:
    assert render_docx(edition) == render_docx(edition)


def test_nothing_of_a_withheld_source_is_in_any_part(
    parts: dict[str, bytes], markers: dict[str, str]
) -> None:
    for part in parts.values():
        for marker in ("irkonfunk", "uarzmarke", "bsidiane", "methystpath"):
            assert marker.encode() not in part
    assert markers["key"] == "zirkonfunk.example"


def test_a_word_file_that_names_a_withheld_source_is_refused(
    edition: ResolvedUpdate, markers: dict[str, str]
) -> None:
    update = edition.update
    named = update.source.replace("Men who returned", f"Men heard on {markers['key']}")
    with pytest.raises(PublishRefused, match="withheld"):
        render_docx(replace(edition, update=replace(update, source=named)))


def test_each_page_bears_desk_title_and_its_number(parts: dict[str, bytes]) -> None:
    foot = next(
        part.decode() for name, part in parts.items() if "footer" in name and b"PAGE" in part
    )
    assert "Sahel desk · Attacks on the Bandiagara Plateau Return" in foot
    assert 'w:pgSz w:w="11906" w:h="16838"' in parts["word/document.xml"].decode()


def test_in_an_arabic_file_tables_and_feet_begin_at_the_right(edition: ResolvedUpdate) -> None:
    source = "| A | B |\n|---|---|\n| c | d |\n"
    update = replace(edition.update, source=source, body_start=0, meta={"language": "ar"})
    told = replace(edition, update=update, bound=(), figures=())
    with zipfile.ZipFile(io.BytesIO(render_docx(told))) as file:
        foot = next(file.read(name) for name in file.namelist() if "footer" in name)
        assert b"<w:bidiVisual" in file.read("word/document.xml")
        assert b"<w:bidi/>" in foot
