from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from dateline.publish.edition import DrawnFigure, ResolvedUpdate
from dateline.publish.mail import render_email


@pytest.fixture(scope="module")
def message(edition: ResolvedUpdate, drawn: tuple[DrawnFigure, ...]) -> EmailMessage:
    return message_from_bytes(render_email(edition, drawn), policy=default)  # type: ignore[return-value]


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_the_message_has_plain_text_beside_html(message: EmailMessage) -> None:
    assert message["Subject"] == "Attacks on the Bandiagara Plateau Return to the Pace of July"
    assert message["Date"] == "Fri, 15 Dec 2023 00:00:00 +0000"
    text = _part(message, "plain")
    assert "nearly five attacks per week" in text
    assert "will likely fail (55–80 %)" in text
    assert "11. Author’s research." in text


def test_every_element_carries_its_own_style(message: EmailMessage) -> None:
    page = _part(message, "html")
    assert "<style" not in page
    assert "<script" not in page
    assert page.count("<p>") == 0


def test_an_update_without_notes_has_no_head_for_them(edition: ResolvedUpdate) -> None:
    update = replace(edition.update, source="Calm.", body_start=0)
    mail = render_email(replace(edition, update=update, bound=(), figures=()))
    assert b"Endnotes" not in mail


def test_pictures_ride_inside_the_message(message: EmailMessage) -> None:
    page = _part(message, "html")
    assert 'src="cid:figure-1.png"' in page
    ids = [part["Content-ID"] for part in message.walk() if part["Content-ID"]]
    assert ids == ["<figure-1.png>", "<figure-2.png>"]


def test_the_same_edition_gives_the_same_message(
    edition: ResolvedUpdate, drawn: tuple[DrawnFigure, ...]
) -> None:
    assert render_email(edition, drawn) == render_email(edition, drawn)


def test_nothing_of_a_withheld_source_is_in_the_message(message: EmailMessage) -> None:
    told = _part(message, "plain") + _part(message, "html")
    for marker in ("irkonfunk", "uarzmarke", "bsidiane", "methystpath"):
        assert marker not in told
    assert "Source withheld" in told


def test_a_defanged_address_stays_broken_in_the_message(message: EmailMessage) -> None:
    assert "www.sahra dot example/news/4411" in _part(message, "plain").replace("\n", " ")
    assert "sahra.example" not in _part(message, "html")
