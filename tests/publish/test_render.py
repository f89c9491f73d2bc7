import re
from dataclasses import replace

from dateline.publish.edition import ResolvedUpdate
from dateline.publish.render import render_html


def test_the_page_needs_no_script_and_loads_nothing(edition: ResolvedUpdate) -> None:
    page = render_html(edition)
    assert "<script" not in page
    assert 'src="http' not in page
    assert "url(http" not in page


def test_a_bound_number_shows_value_interval_and_query(edition: ResolvedUpdate) -> None:
    page = render_html(edition)
    assert '<span class="receipt-value">4.6 attacks per week</span>' in page
    assert "95 % 2.6 to 7.5 · 16 events over 24.4 days" in page
    assert "attack by:jnim in:central-mali since:2023-11-19</code>" in page


def test_a_live_source_is_linked_and_a_defanged_one_is_not(edition: ResolvedUpdate) -> None:
    page = render_html(edition)
    assert 'href="https://www.studiotamani.org/example/bandiagara-le-retour"' in page
    assert "www.sahra dot example/news/4411" in page
    assert "sahra.example" not in page


def test_a_page_from_right_to_left_keeps_the_programs_words_in_their_order(
    edition: ResolvedUpdate,
) -> None:
    meta = {**edition.update.meta, "language": "ar"}
    page = render_html(replace(edition, update=replace(edition.update, meta=meta)))
    assert '<html lang="ar" dir="rtl">' in page
    assert 'role="note" lang="ar" dir="rtl"' in page
    assert '<code dir="ltr">attack by:jnim in:central-mali' in page
    assert '"Dateline Naskh";font-style:normal;font-weight:700' in page


def test_html_in_a_title_is_printed_as_it_is(edition: ResolvedUpdate) -> None:
    update = replace(edition.update, title="<script>alert(1)</script> & more")
    page = render_html(replace(edition, update=update))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


def test_html_in_a_sources_title_is_printed_as_it_is(edition: ResolvedUpdate) -> None:
    work = edition.works["un-closure"]
    hostile = replace(work, document=replace(work.document, title="<img src=x onerror=alert(1)>"))
    page = render_html(replace(edition, works={**edition.works, "un-closure": hostile}))
    assert "<img" not in page


def test_every_note_is_reached_from_the_text_and_leads_back(edition: ResolvedUpdate) -> None:
    page = render_html(edition)
    marks = re.findall(r'id="(note-\d+-\d+)" href="#(note-\d+)"', page)
    assert len(marks) == 12
    for mark, note in marks:
        assert f'id="{note}"' in page
        assert f'href="#{mark}"' in page


def test_a_page_of_latin_letters_stays_under_300_kilobytes(edition: ResolvedUpdate) -> None:
    latin = {key: work for key, work in edition.works.items() if key != "sahra-arabic"}
    source = edition.update.source.replace("[@sahra-arabic; @withheld-note]", "[@withheld-note]")
    told = replace(edition, works=latin, update=replace(edition.update, source=source))
    assert len(render_html(told).encode()) < 300_000


def test_a_judgement_prints_the_range_of_its_word(edition: ResolvedUpdate) -> None:
    assert '<span class="likelihood">(55–80 %)</span>' in render_html(edition)
