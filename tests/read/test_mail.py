"""E-mail: messages, mailboxes, attachments."""

import io
from collections.abc import Callable
from email.message import EmailMessage

import docx

from dateline.model.document import Reading

Reader = Callable[..., Reading]


def message(*, html: bool = False) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Awa Diallo <awa@desk.example>"
    mail["To"] = "desk@desk.example"
    mail["Subject"] = "Fwd: Attaque près de Téra"
    mail["Date"] = "Sat, 02 Mar 2024 18:05:00 +0100"
    mail["Message-ID"] = "<1@desk.example>"
    if html:
        mail.set_content("<p>Des hommes armés ont attaqué un convoi près de Téra.</p>", "html")
    else:
        mail.set_content(
            "Des hommes armés ont attaqué un convoi près de Téra.\n\n> Qui le dit ?\n\n-- \nAwa\n"
        )
    return mail


def test_a_message_is_a_document(read: Reader) -> None:
    (letter,) = read(message().as_bytes(), "tera.eml").documents
    assert letter.title == "Attaque près de Téra"
    assert letter.authors == ("Awa Diallo",)
    assert letter.published == "2024-03-02T18:05:00+01:00"
    assert [(block.role, block.text) for block in letter.blocks] == [
        ("paragraph", "Des hommes armés ont attaqué un convoi près de Téra."),
        ("quote", "Qui le dit ?"),
        ("noise", "Awa"),
    ]


def test_a_message_in_html_is_read(read: Reader) -> None:
    (letter,) = read(message(html=True).as_bytes(), "tera.eml").documents
    assert letter.text == "Des hommes armés ont attaqué un convoi près de Téra."
    assert letter.title == "Attaque près de Téra"


def test_attached_documents_are_read_too(read: Reader) -> None:
    word = docx.Document()
    word.add_paragraph("The ford was closed in May after the boats had burned.")
    held = io.BytesIO()
    word.save(held)
    mail = message()
    mail.add_attachment(
        held.getvalue(), maintype="application", subtype="octet-stream", filename="ford.docx"
    )
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="a.png")
    reading = read(mail.as_bytes(), "tera.eml")
    assert [document.id[-2:] for document in reading.documents] == ["-1", "-2"]
    assert reading.documents[1].text == "The ford was closed in May after the boats had burned."
    assert reading.problems == ()


def test_a_mailbox_holds_several_messages(read: Reader) -> None:
    first, second = message(), message()
    second.replace_header("Subject", "Deuxième attaque")
    box = b"".join(
        b"From awa@desk.example Sat Mar 02 18:05:00 2024\n" + mail.as_bytes() + b"\n"
        for mail in (first, second)
    )
    titles = [document.title for document in read(box, "desk.mbox").documents]
    assert titles == ["Attaque près de Téra", "Deuxième attaque"]


def test_an_attachment_that_cannot_be_read_is_a_problem(read: Reader) -> None:
    mail = message()
    mail.add_attachment(b"%PDF-1.7 broken", maintype="application", subtype="pdf", filename="a.pdf")
    (letter,) = read(mail.as_bytes(), "tera.eml").documents
    assert [(problem.kind, problem.where) for problem in letter.problems] == [
        ("damaged-pdf", "a.pdf")
    ]
