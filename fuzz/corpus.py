"""Small sound files of every format that is read, made here, to be mutated."""

import io
from email.message import EmailMessage

_WORDS = (
    "Raiders on motorbikes crossed the river at dawn and burned the granaries of two hamlets.[1] "
    "Officials said that four drivers were killed near Tera on 2 March 2024.[2]"
)
_ARABIC = "هاجم مسلحون قافلة قرب تيرا يوم السبت، وقال مسؤولون إن أربعة سائقين قتلوا."
_NOTES = (
    "[1] https://www.example.org/tera?id=4; “Raid at Dawn,” Example Post, March 3, 2024.",
    "[2] Monitor Group, “Claim,” March 2, 2024, available by subscription at www.example.net",
)


def corpus() -> dict[str, bytes]:
    """A file of each format, by the name that it is given."""
    text = f"Lake Update\n\nBy Awa Diallo\n\nKey Takeaways:\n\n• Niger. {_WORDS}\n\n{_ARABIC}\n\n"
    plain = text + "Notes:\n\n" + "\n".join(_NOTES)
    page = (
        "<!DOCTYPE html><html><head><title>Lake</title><meta name='author' content='Awa'>"
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":"Lake"}'
        "</script></head><body><nav><a href='/'>Home</a></nav><article><h1>Lake</h1>"
        f"<p>{_WORDS}<sup><a href='#fn1' id='r1'>1</a></sup></p><blockquote>{_ARABIC}</blockquote>"
        "<table><tr><td>a</td><td>b</td></tr></table><ol><li id='fn1'>https://a.example/1 "
        "<a href='#r1'>back</a></li></ol></article></body></html>"
    )
    front = "---\nsource: radio\ntitle: Lake\ndate: 2024-03-02\n---\n"
    front += f"# Lake\n\n{_WORDS}\n\n> {_ARABIC}\n"
    return {
        "a.txt": plain.encode(),
        "b.txt": (_ARABIC * 3).encode("cp1256"),
        "c.txt": plain.encode("utf-16-le"),
        "a.html": page.encode(),
        "a.md": front.encode(),
        "a.eml": _mail().as_bytes(),
        "a.mbox": b"From awa@desk.example Sat Mar 02 18:05:00 2024\n" + _mail().as_bytes() + b"\n",
        "a.docx": _word(),
        "a.pdf": _pdf(text),
        "a.png": b"\x89PNG\r\n\x1a\n" + _png(),
    }


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Awa Diallo <awa@desk.example>"
    mail["To"] = "desk@desk.example"
    mail["Subject"] = "Fwd: Attaque près de Téra"
    mail["Date"] = "Sat, 02 Mar 2024 18:05:00 +0100"
    mail.set_content(_WORDS + "\n\n> " + _ARABIC + "\n\n-- \nAwa\n")
    mail.add_alternative(f"<p>{_WORDS}</p>", subtype="html")
    mail.add_attachment(_ARABIC, filename="téra.txt")
    return mail


def _word() -> bytes:
    import docx

    word = docx.Document()
    word.add_heading("Lake", 0)
    word.add_paragraph(_WORDS)
    word.add_paragraph(_ARABIC, style="List Bullet")
    for note in _NOTES:
        word.add_paragraph(note)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def _pdf(text: str) -> bytes:
    import typst

    body = text.replace("[", "\\[").replace("]", "\\]")
    return bytes(typst.compile(f"{body}#footnote[https://a.example/9]".encode()))


def _png() -> bytes:
    from PIL import Image

    held = io.BytesIO()
    Image.new("L", (40, 30), 200).save(held, "PNG")
    return held.getvalue()[8:]
