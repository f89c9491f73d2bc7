"""One letter to one reader: a frozen e-mail with sender, reader and ways to leave the list.

The headers are those of RFC 2369 and RFC 2919, and of RFC 8058 where the desk has an https address.
"""

import html
import re
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from dateline.errors import CommandError
from dateline.publish.settings import MailSettings

# A folded List-Unsubscribe is lawful, but not every mail reader finds its address again.
LETTER = SMTP.clone(max_line_length=900)
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")


def read_readers(text: str, where: str) -> tuple[Address, ...]:
    r"""Read a list of readers: one a line, `#` begins a comment, each address once.

    Raises:
        CommandError: a line holds no address.

    >>> [str(one) for one in read_readers("Awa <awa@a.example>\nb@b.example # new", "list")]
    ['Awa <awa@a.example>', 'b@b.example']
    """
    found: dict[str, Address] = {}
    for number, line in enumerate(text.splitlines(), 1):
        told = line.partition("#")[0].strip()
        if not told:
            continue
        name, address = parseaddr(told)
        if not ADDRESS.fullmatch(address):
            raise CommandError(
                f"{where}, line {number}: '{told}' is no address. Write `Name <name@host.example>`."
            )
        found.setdefault(address.casefold(), Address(name, addr_spec=address))
    return tuple(found.values())


def write_letter(
    frozen: bytes,
    settings: MailSettings,
    reader: Address,
    *,
    token: str,
    at: datetime,
    name: str,
) -> bytes:
    """Address a frozen e-mail to one reader.

    Args:
        frozen: the edition's e-mail, without sender and reader.
        settings: sender and ways to leave the list.
        reader: who gets it.
        token: stands for the reader in `unsubscribe`.
        at: when it is sent.
        name: unlike every other letter's, for `Message-ID`.
    """
    message = message_from_bytes(frozen, policy=LETTER)
    if not isinstance(message, EmailMessage):
        raise CommandError("The edition's e-mail cannot be read. Freeze the update again.")
    sender = parseaddr(settings.sender)[1]
    host = sender.rpartition("@")[2]
    ways = [settings.unsubscribe.replace("{token}", token)] if settings.unsubscribe else []
    click = list(ways)
    if settings.unsubscribe_mail:
        ways.append(f"mailto:{settings.unsubscribe_mail}?subject=unsubscribe%20{token}")
    del message["Date"]
    message["From"] = settings.sender
    message["To"] = reader
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{name}@{host}>"
    message["List-Id"] = f"<editions.{host}>"
    if ways:
        message["List-Unsubscribe"] = ", ".join(f"<{way}>" for way in ways)
    if click and click[0].startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    _add_way_out(message, (click or ways)[0] if ways else "")
    return message.as_bytes()


def _add_way_out(message: EmailMessage, way: str) -> None:
    """The way to leave the list, at the end of both texts."""
    if not way:
        return
    shown = html.escape(way, quote=True)
    for part in message.walk():
        if part.get_content_type() == "text/plain" and isinstance(part, EmailMessage):
            text = f"{part.get_content().rstrip()}\n\n-- \nTo leave this list: {way}\n"
            part.set_content(text, cte="quoted-printable")
        elif part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            line = (
                '<p style="font-family:Helvetica,Arial,sans-serif;font-size:13px;color:#55575b;'
                'max-width:640px;margin:0 auto;padding:0 20px 24px">'
                f'<a style="color:#9c3b1b" href="{shown}">Leave this list</a></p></body>'
            )
            written = part.get_content().replace("</body>", line, 1)
            part.set_content(written, subtype="html", cte="quoted-printable")
