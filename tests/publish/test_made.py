"""Why an update goes out although not everything holds stands in every output."""

import io
import zipfile
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from dateline.publish.edition import ResolvedUpdate
from dateline.publish.mail import render_email
from dateline.publish.render import render_html
from dateline.publish.typeset import write_typst
from dateline.publish.word import render_docx

REASON = "the desk chief counts by hand"


@pytest.fixture(scope="module")
def standing(edition: ResolvedUpdate) -> ResolvedUpdate:
    first = edition.bound[0]
    assert first.finding is not None
    failing = replace(first.finding, verdict="fails", why="rounding")
    bound = (replace(first, finding=failing, signed=REASON), *edition.bound[1:])
    return replace(edition, bound=bound, because=REASON, figures=edition.figures)


def _word(payload: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(payload)) as parts:
        names = ("word/document.xml", "word/endnotes.xml")
        return " ".join(parts.read(name).decode() for name in names)


def test_the_reason_stands_in_every_output(standing: ResolvedUpdate) -> None:
    mail = message_from_bytes(render_email(standing), policy=default)
    told = {
        "page": render_html(standing),
        "PDF": write_typst(standing),
        "Word": _word(render_docx(standing)),
        "plain": mail.get_body(("plain",)).get_content(),  # type: ignore[attr-defined]
        "mail": mail.get_body(("html",)).get_content(),  # type: ignore[attr-defined]
    }
    for name, text in told.items():
        plain = " ".join(text.split())
        assert "Not everything holds; the desk publishes it because: " in plain, name
        assert plain.count(REASON) >= 2, name  # where it is told of the whole, and in the note


def test_a_state_is_told_by_its_first_digits(edition: ResolvedUpdate) -> None:
    facts = replace(edition.facts, as_of="33b50f7e" + "0" * 56)
    page = render_html(replace(edition, facts=facts))
    assert "What the desk recorded after 33b50f7e0000 does not count." in page


def test_an_update_that_holds_tells_no_reason(edition: ResolvedUpdate) -> None:
    assert "Not everything holds" not in render_html(edition)
