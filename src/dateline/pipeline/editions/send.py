"""Sending an edition to a list of readers: to each once, whatever happens half way.

A delivery is recorded before the server is asked and again when it has answered. The ledger
holds no address: a reader is a digest that differs from edition to edition.
"""

import hashlib
import hmac
import json
import os
import secrets
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.utils import parseaddr

from dateline.desk import Desk
from dateline.errors import CommandError, DeskError, PublishRefused
from dateline.model.edition import Edition
from dateline.pipeline.editions.issues import find_issue, last_issue, verify_edition
from dateline.pipeline.editions.outdated import find_leaks, list_withheld
from dateline.pipeline.keeping.opening import OpenDesk, current_person, read_clock

LEFT = "left.txt"  # tokens of readers who left the list
HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(slots=True)
class Dispatch:
    """What became of an edition's letters, counted.

    Attributes:
        edition: its name.
        waiting: who has not got it yet and would.
        sent: how many the server took.
        already: how many had it from an earlier run.
        unsure: how many a broken connection left in doubt; they are not sent to again unasked.
        refused: what the server said of those it did not take, by line of the list.
    """

    edition: str
    waiting: int = 0
    sent: int = 0
    already: int = 0
    unsure: int = 0
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Delivery:
    """The newest entry about one letter: its number in the log, and what it says."""

    seq: int
    state: str


def send_edition(
    opened: OpenDesk,
    name: str,
    *,
    dry: bool = False,
    again: bool = False,
    step: Callable[[str], None] = lambda _label: None,
) -> Dispatch:
    """Send an edition to every reader of the desk's list who has not got it.

    Args:
        opened: the desk.
        name: the edition's name or hash.
        dry: count only.
        again: also to those whom a broken connection left in doubt.
        step: called after each reader.

    Raises:
        CommandError: the desk names no server or sender, or the list cannot be read.
        PublishRefused: the edition is superseded, changed, or names what is withheld today.
        DeskError: the server cannot be reached; what was sent is on record, and the same
            command goes on from there.
    """
    desk = opened.desk
    edition = find_issue(opened, name).edition
    _refuse_unfit(opened, edition)
    frozen = (desk.editions / edition.id / "out" / f"{edition.update}.eml").read_bytes()
    readers = list_readers(desk)
    known = _deliveries(opened)
    done = Dispatch(edition.id)
    waiting = []
    for reader in readers:
        key = _key(edition, reader)
        state = known[key].state if key in known else ""
        done.already += state == "sent"
        done.unsure += state == "begun" and not again
        if state in ("", "refused") or (state == "begun" and again):
            waiting.append((reader, key))
    done.waiting = len(waiting)
    if dry or not waiting:
        return done
    _check_settings(desk)
    with _server(desk) as client:
        for reader, key in waiting:
            letter = _write(desk, frozen, reader, key)
            _deliver(opened, client, reader, letter, _Claim(key, known.get(key)), done)
            step(edition.id)
    done.waiting -= done.sent
    return done


def list_readers(desk: Desk) -> tuple[Address, ...]:
    """The desk's readers, without those who left.

    Raises:
        CommandError: there is no list, or a line of it is no address.
    """
    from dateline.publish.letters import read_readers

    path = desk.folder / desk.mail.list
    try:
        readers = read_readers(path.read_text(encoding="utf-8"), desk.mail.list)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"The list {path} could not be read ({error}). Write one reader a line, or name "
            "another file as `list` under [mail] in desk.toml."
        ) from error
    left = _left(desk)
    return tuple(reader for reader in readers if make_token(desk, reader.addr_spec) not in left)


def leave_list(desk: Desk, who: str) -> bool:
    """Take a reader off the list for good, by address or by the token in a letter.

    Returns:
        Whether the reader was on it.

    Raises:
        DeskError: the desk cannot be written.
    """
    tokens = {make_token(desk, reader.addr_spec) for reader in list_readers(desk)}
    token = make_token(desk, who) if "@" in who else who.strip()
    if token not in tokens:
        return False
    try:
        with (desk.folder / LEFT).open("a", encoding="utf-8") as file:
            file.write(f"{token}\n")
    except OSError as error:
        raise DeskError(f"{desk.folder / LEFT} could not be written: {error.strerror}.") from error
    return True


def make_token(desk: Desk, address: str) -> str:
    """What stands for a reader in a letter: nobody can make it without the desk's key."""
    path = desk.folder / "mail.key"
    with suppress(FileExistsError):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w") as opened:
            opened.write(secrets.token_hex(32))
    key = path.read_text(encoding="utf-8").strip().encode()
    return hmac.new(key, address.casefold().encode(), hashlib.sha256).hexdigest()[:32]


def _left(desk: Desk) -> frozenset[str]:
    path = desk.folder / LEFT
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()


def _refuse_unfit(opened: OpenDesk, edition: Edition) -> None:
    newest = last_issue(opened, edition.update)
    if newest is not None and newest.id != edition.id:
        raise PublishRefused(f"{edition.id} is corrected by {newest.id}. Send that one.")
    leaks = find_leaks(opened, edition, list_withheld(opened))
    for problem in [*verify_edition(opened, edition), *leaks]:
        raise PublishRefused(f"{problem.where}: {problem.what} {problem.advice}")


def _check_settings(desk: Desk) -> None:
    mail = desk.mail
    if not mail.host or "@" not in mail.sender:
        raise CommandError(
            "No server or sender is set. Write `host` and `sender` under [mail] in desk.toml."
        )
    if not (mail.unsubscribe or mail.unsubscribe_mail):
        raise CommandError(
            "Readers must be able to leave the list: write `unsubscribe` or `unsubscribe_mail` "
            "under [mail] in desk.toml."
        )
    if mail.security == "none" and mail.host not in HERE:
        raise CommandError(
            f"Without encryption, letters and password can be read on the way to {mail.host}. "
            'Write `security = "starttls"` or "tls" under [mail] in desk.toml.'
        )


def _key(edition: Edition, reader: Address) -> str:
    told = f"{edition.hash}\n{reader.addr_spec.casefold()}"
    return f"{edition.id}:{hashlib.sha256(told.encode()).hexdigest()}"


def _deliveries(opened: OpenDesk) -> dict[str, _Delivery]:
    return {
        entry.key: _Delivery(entry.seq, json.loads(entry.payload)["state"])
        for entry in opened.ledger.entries("delivery")
        if entry.payload is not None
    }


def _write(desk: Desk, frozen: bytes, reader: Address, key: str) -> bytes:
    from dateline.publish.letters import write_letter

    token = make_token(desk, reader.addr_spec)
    name = hashlib.sha256(key.encode()).hexdigest()[:40]
    at = datetime.now(UTC).replace(microsecond=0)
    return write_letter(frozen, desk.mail, reader, token=token, at=at, name=name)


@contextmanager
def _server(desk: Desk) -> Iterator[smtplib.SMTP]:
    """A connection, signed in; closed politely where it still stands."""
    mail = desk.mail
    trust = ssl.create_default_context()
    try:
        if mail.security == "tls":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.host, mail.port, timeout=mail.timeout, context=trust
            )
        else:
            client = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout)
        if mail.security == "starttls":
            client.starttls(context=trust)
        client.ehlo_or_helo_if_needed()
        if mail.user:
            client.login(mail.user, os.environ.get(mail.password_variable, ""))
    except (OSError, smtplib.SMTPException) as error:
        raise DeskError(
            f"The mail server {mail.host}:{mail.port} cannot be used ({error}). Nothing was sent; "
            "check [mail] in desk.toml and run the same command again."
        ) from error
    try:
        yield client
    finally:
        with suppress(OSError, smtplib.SMTPException):
            client.quit()


@dataclass(frozen=True, slots=True)
class _Claim:
    """A letter's key in the ledger, and the entry that stands there."""

    key: str
    stands: _Delivery | None


def _deliver(
    opened: OpenDesk,
    client: smtplib.SMTP,
    reader: Address,
    letter: bytes,
    claim: _Claim,
    done: Dispatch,
) -> None:
    """Send one letter: recorded as begun before, as sent or refused after."""
    over = claim.stands.seq if claim.stands else None
    if not _record(opened, claim.key, "begun", over=over):
        done.already += 1  # another command has taken it meanwhile
        return
    sender = opened.desk.mail.sender
    asked = False
    try:
        _expect(client.mail(parseaddr(sender)[1]))
        _expect(client.rcpt(reader.addr_spec))
        asked = True
        _expect(client.data(letter))
    except smtplib.SMTPResponseException as error:
        told = error.smtp_error
        words = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        _record(opened, claim.key, "refused", code=error.smtp_code)
        done.refused.append(f"{reader}: {error.smtp_code} {words}")
        with suppress(smtplib.SMTPException, OSError):
            client.rset()
    except (OSError, smtplib.SMTPException) as error:
        if not asked:
            _record(opened, claim.key, "refused")
        doubt = " One letter may or may not have left: `--again` sends it again." if asked else ""
        raise DeskError(
            f"The mail server went away after {done.sent} of {done.waiting} letters ({error}). "
            f"They are on record; run the same command to go on.{doubt}"
        ) from error
    else:
        _record(opened, claim.key, "sent")
        done.sent += 1


def _expect(answer: tuple[int, bytes]) -> None:
    """Take a server's yes; raise its no."""
    code, said = answer
    if code >= 300:  # noqa: PLR2004 - what SMTP calls a refusal
        raise smtplib.SMTPResponseException(code, said)


def _record(
    opened: OpenDesk, key: str, state: str, *, code: int | None = None, over: int | None = -1
) -> bool:
    record = {"state": state, **({"code": code} if code else {})}
    entry = opened.ledger.append_edition(
        key, record, at=read_clock(), author=current_person(), kind="delivery", over=over
    )
    return entry is not None
