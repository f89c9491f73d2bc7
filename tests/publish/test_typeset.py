from dateline.publish.edition import ResolvedUpdate
from dateline.publish.typeset import render_pdf


def test_the_same_edition_gives_the_same_bytes(edition: ResolvedUpdate) -> None:
    assert render_pdf(edition) == render_pdf(edition)
