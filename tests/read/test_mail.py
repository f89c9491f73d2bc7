"""E-mail: messages, mailboxes, attachments."""

import io
import time
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


def test_an_attachment_is_tied_to_its_mail(read: Reader) -> None:
    mail = message()
    mail.add_attachment(b"The ford was closed in May.", "text", "plain", filename="f.txt")
    letter, ford = read(mail.as_bytes(), "tera.eml").documents
    assert (letter.attached_to, ford.attached_to) == (None, letter.id)
    assert ford.text == "The ford was closed in May."
    assert (ford.published, ford.authors) == (None, ())


def test_a_mail_within_a_mail_keeps_its_own_attachments(read: Reader) -> None:
    inner = message()
    inner.replace_header("Subject", "The ford")
    inner.add_attachment(b"Boats burned in May.", "text", "plain", filename="boats.txt")
    outer = message()
    outer.add_attachment(inner)
    outer.add_attachment(b"Nine drivers fled.", "text", "plain", filename="drivers.txt")
    letter, within, boats, drivers = read(outer.as_bytes(), "tera.eml").documents
    assert (within.title, boats.text, drivers.text) == (
        "The ford", "Boats burned in May.", "Nine drivers fled.",
    )  # fmt: skip
    assert (within.attached_to, boats.attached_to, drivers.attached_to) == (
        letter.id, within.id, letter.id,
    )  # fmt: skip


def test_mails_within_mails_are_followed_to_a_depth(read: Reader) -> None:
    mail = message()
    for _ in range(40):
        outer = message()
        outer.add_attachment(mail)
        mail = outer
    reading = read(mail.as_bytes(), "tera.eml")
    assert len(reading.documents) == 4
    assert [problem.kind for problem in reading.problems] == ["nested-mail"]


def test_a_covering_letter_without_words_is_its_subject(read: Reader) -> None:
    mail = message()
    mail.set_content("")
    mail.add_attachment(b"Boats burned in May.", "text", "plain", filename="boats.txt")
    letter, boats = read(mail.as_bytes(), "tera.eml").documents
    assert letter.text == "Attaque près de Téra"
    assert boats.attached_to == letter.id


def test_attachments_of_a_mailbox_stay_with_their_message(read: Reader) -> None:
    box = b""
    for subject, words in (("One", b"The first report came."), ("Two", b"The second came.")):
        mail = message()
        mail.replace_header("Subject", subject)
        mail.add_attachment(words, "text", "plain", filename="report.txt")
        box += b"From awa@desk.example Sat Mar 02 18:05:00 2024 +0000\n" + mail.as_bytes() + b"\n"
    documents = read(box, "desk.mbox").documents
    assert [document.title for document in documents] == ["One", None, "Two", None]
    ties = [document.attached_to for document in documents]
    assert ties == [None, documents[0].id, None, documents[2].id]


def test_a_line_that_begins_with_from_parts_no_message(read: Reader) -> None:
    box = (
        b"From awa@desk.example Sat Mar 02 18:05:00 2024\nFrom: awa@desk.example\nSubject: A\n"
        b"Date: Sat, 02 Mar 2024 18:05:00 +0100\n\nThe trucks left.\n"
        b">From Tera they went north in March 2024\nand were not seen again.\n"
    )
    (letter,) = read(box, "desk.mbox").documents
    assert letter.text.split() == (
        b"The trucks left. From Tera they went north in March 2024 and were not seen again."
    ).decode().split()  # fmt: skip


def test_parts_of_the_body_between_images_are_all_read(read: Reader) -> None:
    mail = message()
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<1@desk>", disposition="inline")
    mail.add_attachment("The second part came later.", disposition="inline")
    (letter,) = read(mail.as_bytes(), "tera.eml").documents
    assert letter.text.endswith("The second part came later.")


def test_a_mail_without_a_true_charset_is_guessed(read: Reader) -> None:
    arabic = "هاجم مسلحون قافلة قرب تيرا يوم السبت، وقال مسؤولون إن أربعة سائقين قتلوا. " * 4
    payload = (
        b"From: awa@desk.example\nTo: desk@desk.example\nSubject: A\n"
        b"Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 8bit\n\n"
    ) + arabic.encode("cp1256")
    (letter,) = read(payload, "tera.eml").documents
    assert letter.text == arabic.strip()
    assert [problem.kind for problem in letter.problems] == ["guessed-encoding"]


def test_an_encrypted_mail_says_what_to_do(read: Reader) -> None:
    payload = (
        b"From: awa@desk.example\nTo: desk@desk.example\nSubject: A\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b"\n\n'
        b"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n"
        b"--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--b--\n"
    )
    reading = read(payload, "tera.eml")
    assert [problem.kind for problem in reading.problems] == ["encrypted-mail"]


def test_a_signature_file_is_no_document(read: Reader) -> None:
    mail = message()
    mail.add_attachment(b"-----BEGIN", "application", "pgp-signature", filename="signature.asc")
    reading = read(mail.as_bytes(), "tera.eml")
    assert (len(reading.documents), reading.problems) == (1, ())


def test_a_tangled_header_is_told_and_the_message_read(read: Reader) -> None:
    tangled = message().as_bytes().replace(b"From: ", b"From: " + b"(" * 1500)
    (letter,) = read(tangled, "tangled.eml").documents
    assert letter.title == "Attaque près de Téra"
    assert letter.text.startswith("Des hommes armés ont attaqué un convoi près de Téra.")
    assert letter.published == "2024-03-02T18:05:00+01:00"
    assert letter.authors == ("Awa Diallo",)
    (problem,) = letter.problems
    assert (problem.kind, problem.where) == ("damaged-header", "tangled.eml")
    assert problem.what == "The header From could not be read as written."


def with_attachments(*attached: tuple[str, bytes]) -> EmailMessage:
    mail = message()
    for name, words in attached:
        mail.add_attachment(words, "text", "plain", filename=name)
    return mail


def test_a_charset_that_is_none_costs_no_part(read: Reader) -> None:
    mail = with_attachments(("ford.txt", b"The ford was closed in May."))
    payload = mail.as_bytes().replace(b'charset="utf-8"', b'charset="no\x00thing"', 1)
    letter, ford = read(payload, "tera.eml").documents
    assert letter.text.startswith("Des hommes armés ont attaqué un convoi près de Téra.")
    assert ford.text == "The ford was closed in May."


def test_a_tangled_header_of_one_part_leaves_the_others(read: Reader) -> None:
    mail = with_attachments(("ford.txt", b"The ford was closed."), ("boats.txt", b"Boats burned."))
    payload = mail.as_bytes().replace(
        b'attachment; filename="ford.txt"', b"attachment; filename*0*=''%" + b"(" * 3000, 1
    )
    reading = read(payload, "tera.eml")
    texts = [document.text for document in reading.documents]
    assert texts[0].startswith("Des hommes armés")
    assert texts[1:] == ["The ford was closed.", "Boats burned."]


def test_an_attachment_cut_within_its_letters_is_read_so_far(read: Reader) -> None:
    mail = with_attachments(("ford.txt", b"The ford was closed in May after the boats burned."))
    mail.add_attachment(b"Nine drivers fled.", "text", "plain", filename="drivers.txt")
    whole = b"VGhlIGZvcmQgd2FzIGNsb3NlZCBpbiBNYXkgYWZ0ZXIgdGhlIGJvYXRzIGJ1cm5lZC4="
    assert whole in mail.as_bytes()
    payload = mail.as_bytes().replace(whole, b"VGhlIGZvcmQgd2FzIGNsb3NlZCBpbiBNY")
    reading = read(payload, "tera.eml")
    assert [document.text for document in reading.documents[1:]] == [
        "The ford was closed in M", "Nine drivers fled.",
    ]  # fmt: skip
    (problem,) = reading.problems
    assert problem.kind == "damaged-part"
    assert problem.what == "Damaged, and read only as far as it could be unpacked: ford.txt."


def test_parts_are_found_without_the_boundary_that_is_declared(read: Reader) -> None:
    mail = with_attachments(("ford.txt", b"The ford was closed in May."))
    mail.set_boundary("=====42==")
    payload = mail.as_bytes().replace(b'boundary="=====42=="', b'boundary="other"')
    letter, ford = read(payload, "tera.eml").documents
    assert letter.title == "Attaque près de Téra"
    assert letter.text.startswith("Des hommes armés ont attaqué un convoi près de Téra.")
    assert ford.text == "The ford was closed in May."


def test_a_message_that_breaks_off_says_so(read: Reader) -> None:
    mail = with_attachments(("ford.txt", b"The ford was closed in May."))
    mail.set_boundary("42")
    payload = mail.as_bytes().replace(b"--42--", b"")
    reading = read(payload, "tera.eml")
    assert reading.documents[1].text == "The ford was closed in May."
    assert [problem.kind for problem in reading.problems] == ["broken-mail"]


def test_headers_in_letters_of_their_own_are_read(read: Reader) -> None:
    payload = (
        "From: هيئة الرصد <desk@desk.example>\nTo: desk@desk.example\n"
        "Subject: هجوم قرب تيرا\nDate: Sat, 02 Mar 2024 18:05:00 +0100\n\nThe trucks left.\n"
    ).encode()
    (letter,) = read(payload, "tera.eml").documents
    assert (letter.title, letter.authors) == ("هجوم قرب تيرا", ("هيئة الرصد",))


def test_a_damaged_message_of_a_mailbox_is_numbered(read: Reader) -> None:
    broken = message().as_bytes().replace(b"From: ", b"From: " + b"(" * 1500)
    box = b"".join(
        b"From awa@desk.example Sat Mar 02 18:05:00 2024\n" + mail + b"\n"
        for mail in (message().as_bytes(), broken)
    )
    reading = read(box, "desk.mbox")
    assert len(reading.documents) == 2
    assert [problem.what for problem in reading.problems] == [
        "Message 2: The header From could not be read as written."
    ]


def test_a_header_without_end_takes_no_time(read: Reader) -> None:
    mail = with_attachments(("ford.txt", b"The ford was closed in May."))
    payload = mail.as_bytes().replace(b"boundary=", b"bou" + b"<b>" * 40_000 + b"ndary=")
    start = time.process_time()
    reading = read(payload, "tera.eml")
    assert time.process_time() - start < 2
    assert reading.documents[0].text.startswith("Des hommes armés ont attaqué un convoi")
    assert [problem.what for problem in reading.problems] == [
        "The header Content-Type could not be read as written."
    ]


def test_what_leads_to_a_forwarded_message_is_noise(read: Reader) -> None:
    payload = (
        b"From: Ben <ben@desk.example>\nTo: d@desk.example\nSubject: Fwd: Raid near Tera\n"
        b"Date: Mon, 04 Mar 2024 08:00:00 +0000\n\nSee below, from our stringer.\n\n"
        b"---------- Forwarded message ---------\nFrom: Awa Diallo <awa@radio.example>\n"
        b"Date: Sun, Mar 3, 2024 at 6:05 PM\nSubject: Raid near Tera\n\n"
        b"Raiders burned the granaries of two hamlets.\n\n"
        b"On Sun, Mar 3, 2024 at 5:00 PM Ben <ben@desk.example> wrote:\n> What do you hear?\n"
    )
    (letter,) = read(payload, "tera.eml").documents
    assert [(block.role, block.text) for block in letter.blocks] == [
        ("paragraph", "See below, from our stringer."),
        ("noise", "---------- Forwarded message ---------"),
        ("noise", "From: Awa Diallo <awa@radio.example>"),
        ("byline", "Date: Sun, Mar 3, 2024 at 6:05 PM"),
        ("noise", "Subject: Raid near Tera"),
        ("paragraph", "Raiders burned the granaries of two hamlets."),
        ("noise", "On Sun, Mar 3, 2024 at 5:00 PM Ben <ben@desk.example> wrote:"),
        ("quote", "What do you hear?"),
    ]
    assert (letter.authors, letter.published) == (("Ben",), "2024-03-04T08:00:00+00:00")


def test_a_date_without_end_is_no_date(read: Reader) -> None:
    payload = message().as_bytes().replace(b"02 Mar 2024", b"02 Mar " + b"9" * 400)
    (letter,) = read(payload, "tera.eml").documents
    assert letter.title == "Attaque près de Téra"
    assert letter.published is None


def test_a_line_without_end_takes_no_time(read: Reader) -> None:
    mail = message()
    mail.set_content("b" * 100_000 + "\n" + "<b> " * 20_000)
    start = time.process_time()
    read(mail.as_bytes(), "tera.eml")
    assert time.process_time() - start < 2
