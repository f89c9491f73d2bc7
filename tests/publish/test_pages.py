"""Pages for checking by eye."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from dateline.model.actor import Participant
from dateline.model.document import Block, CitedSource, Document, KnownName
from dateline.model.mention import Ground, Mention
from dateline.model.note import Citation, Note, NoteRef
from dateline.model.place import Place
from dateline.model.problem import Problem
from dateline.model.span import FieldSpan
from dateline.model.toll import Toll
from dateline.publish.accounts import account_fields
from dateline.publish.pages import Card, _with_marks, render_document_page, render_mentions_page

TEXT = "Market burnt\n\nRaiders burnt the market [1]. They fled [2]; <script>x</script> [1]."


def block(role: str, text: str, **more: object) -> Block:
    start = TEXT.index(text)
    return Block(role, text, start, start + len(text), **more)  # type: ignore[arg-type]


def document() -> Document:
    at = [place for place in range(len(TEXT)) if TEXT[place] == "["]
    return Document(
        id="d",
        kind="weekly-update",
        title="Market burnt",
        text=TEXT,
        capture="",
        language="en",
        url="https://radio.example/market",
        blocks=(
            block("heading", "Market burnt", section="Market burnt"),
            block("paragraph", TEXT.partition("\n\n")[2], section="Market burnt"),
        ),
        notes=(
            Note(
                "1",
                "Radio, https://radio.example/a...",
                (Citation("x", url="https://radio.example/a", state="truncated"),),
            ),
            Note("2", "Own list.", (Citation("Own list.", access="own_research"),)),
            Note("3", "Never cited."),
        ),
        note_refs=(NoteRef("1", at[0]), NoteRef("2", at[1]), NoteRef("1", at[2])),
        sources=(CitedSource("السوق", "The market", "Radio", url="https://radio.example/s"),),
        names=(KnownName("كورو", "Koro", "geonames:1"),),
        problems=(
            Problem("truncated-link", "d", "Cut off.", "Find it."),
            Problem("odd-words", "d", "Odd.", "Look.", start=20),
        ),
    )


def check_links(page: str) -> None:
    tree = html.fromstring(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = tree.xpath("//a/@href")
    assert {target for target in targets if not target.startswith("#")} == set()
    assert {target[1:] for target in targets} <= set(ids)


def test_every_marker_leads_to_its_note_and_back() -> None:
    page = render_document_page([document()])
    check_links(page)
    tree = html.fromstring(page)
    markers = tree.xpath("//a[@role='doc-noteref']")
    assert [(each.text, each.get("href")) for each in markers] == [
        ("1", "#d1n1"), ("2", "#d1n2"), ("1", "#d1n1"),
    ]  # fmt: skip
    [first, second, third] = tree.xpath("//ol[@class='checked']/li")
    back = "./div/p/a[@role='doc-backlink']/@href"
    assert first.xpath(back) == ["#d1r1-1", "#d1r1-2"]
    assert second.xpath(back) == ["#d1r2-1"]
    assert "no marker" in third.text_content()
    assert "truncated" in first.text_content()
    assert "own research" in second.text_content()


def test_a_page_has_no_script_no_live_link_and_nothing_to_load() -> None:
    page = render_document_page([document()])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert 'href="http' not in page
    assert 'src="' not in page
    assert "https://radio.example/market" in page


def test_structure_stands_in_the_margin_and_problems_lead_to_their_passage() -> None:
    tree = html.fromstring(render_document_page([document()]))
    assert [each.text for each in tree.xpath("//span[@class='role']")] == ["heading", "paragraph"]
    [link] = tree.xpath("//section[@class='faults']//a/@href")
    assert link == "#d1b1"
    assert "كورو Koro" in " ".join(tree.text_content().split())


def test_notes_that_share_a_marker_keep_one_address_each() -> None:
    from dataclasses import replace

    twice = replace(document(), notes=(*document().notes, Note("1", "Again.")))
    check_links(render_document_page([twice, document()]))


def test_text_in_arabic_script_runs_from_right_to_left_beside_its_translation() -> None:
    text = "Raiders burnt the market."
    translated = Block(
        "paragraph", text, 0, len(text), None, "en", "machine", original="أحرق مسلحون السوق",
        original_language="ar",
    )  # fmt: skip
    page = Document("d", "note", None, text, "", language="en", blocks=(translated,))
    tree = html.fromstring(render_document_page([page]))
    [said, original] = tree.xpath("//div[@class='said']/p")
    assert (said.get("dir"), said.get("lang")) == ("ltr", "en")
    assert (original.get("dir"), original.get("lang")) == ("rtl", "ar")
    assert "translated: machine" in tree.text_content()


def mention() -> Mention:
    said = "Raiders burnt the market"
    at = TEXT.index(said)

    def span(field: str, words: str) -> FieldSpan:
        start = TEXT.index(words, at)
        return FieldSpan(field, start, start + len(words), words)

    return Mention(
        document="d",
        sentence=said,
        start=at + 8,
        end=at + 13,
        event_type="Strategic developments",
        sub_event_type="Looting/property destruction",
        date_start=date(2024, 3, 1),
        date_end=date(2024, 3, 2),
        place=Place("Koro", "market", "geonames:1", admin1="ML/Mopti", country="ML",
                    geo_precision=1, confidence=0.8),
        actors=(Participant("perpetrator", "Raiders", "Raiders", None, "unidentified"),),
        tolls=(Toll("killed", "civilians", "traders", 3, None, "several", speaker="Radio"),),
        confidence=0.71,
        spans=(span("trigger", "burnt"), span("perpetrator", "Raiders"), span("place", "market"),
               span("target", "the market")),
        extractor="tagger 0.1",
        grounds=(Ground("perpetrator", "tagger", 0.93), Ground("place", "gazetteer", 0.8)),
    )  # fmt: skip


def test_roles_are_marked_by_label_and_colour_and_told_beside_the_passage() -> None:
    page = render_mentions_page([(document(), [mention()])])
    check_links(page)
    tree = html.fromstring(page)
    marked = {
        (each.get("class"), " ".join(each.text_content().split()))
        for each in tree.xpath("//div[@class='said']//mark")
    }
    assert marked == {
        ("m doer", "byRaiders"), ("m event", "1 eventburnt"), ("m struck", "againstthe"),
        ("m place", "wheremarket"),
    }  # fmt: skip
    [card] = tree.xpath("//section[@class='card']")
    told = dict(zip(card.xpath(".//dt/text()"), card.xpath(".//dd/text()"), strict=True))
    assert told == {
        "status": "asserted",
        "when": "2024-03-01 to 2024-03-02",
        "where": "Koro, Mopti, ML (precision 1)",
        "by": "Raiders, unidentified",
        "killed": "at least 3, traders, says Radio",
    }
    assert "0.71" in card.text_content()
    assert "tagger .93" in card.text_content()


def test_a_field_names_its_words_and_what_gave_it() -> None:
    fields = {row.label: row for row in account_fields(mention())}
    assert fields["by"].words == "Raiders"
    assert fields["by"].given_by == "tagger .93"
    assert fields["where"].given_by == "gazetteer .80"
    assert "claimed by" not in fields


@pytest.mark.parametrize("sheets", [[], [Document("d", "note", None, "", "")]])
def test_nothing_to_show_is_a_page_that_says_so(sheets: list[Document]) -> None:
    assert "<!doctype html>" in render_document_page(sheets).lower()
    assert "<!doctype html>" in render_mentions_page([(each, []) for each in sheets]).lower()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from(
    ["trigger", "perpetrator", "place", "tolls.killed", "unheard-of"])), max_size=8))  # fmt: skip
def test_marks_never_change_the_words(spans: list[tuple[int, int, str]]) -> None:
    text = "Raiders burnt the market of the town."
    told = tuple(
        FieldSpan(field, start, min(start + length, len(text)), text[start : start + length])
        for start, length, field in spans
    )
    card = Card(1, Mention("d", text, 0, 1, "Battles", "Armed clash", spans=told), ())
    pieces = list(_with_marks(text, Block("paragraph", text, 0, len(text)), [card]))
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
