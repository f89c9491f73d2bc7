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
