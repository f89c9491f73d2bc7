"""Sending an edition to a list, over an SMTP server on loopback."""

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.run import run
from dateline.errors import CommandError, DeskError, PublishRefused
from dateline.pipeline.editions.freeze import freeze_update
from dateline.pipeline.editions.send import Dispatch, make_token, send_edition
from dateline.pipeline.editions.sign import sign_update
from dateline.pipeline.keeping.opening import open_desk

UPDATE = """\
---
title: "Ruhe über Sévaré"
cutoff: 2024-03-10T12:00
---

JNIM carried out [3]{count="attack by:jnim in:plateau during:2024-03"} attacks.[@road]
"""
READERS = """\
# readers of the test desk
Awa Diallo <awa@readers.example>
ben@readers.example
BEN@readers.example
Çelik <celik@readers.example>
"""
EDITION = "2024-03-10"


class MailServer:
    """An SMTP server on loopback that keeps what it takes."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.refused: dict[str, str] = {}  # address to what is said of it
        self.leaves_after: int | None = None  # letters, then the connection breaks
        self.leaves_at = "DATA"
        self.port = 0

    def breaks(self, at: str) -> bool:
        return self.leaves_after == len(self.taken) and self.leaves_at == at


class Door(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        state: MailServer = self.server.state  # type: ignore[attr-defined]
        reader = ""
        self.say("220 loopback")
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith("RCPT"):
                reader = line.partition("<")[2].partition(">")[0]
                if state.breaks("RCPT"):
                    return
                self.say(state.refused.get(reader, "250 ok"))
            elif verb == "DATA":
                self.say("354 go on")
                letter = b""
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    letter += part.removeprefix(b".") if part.startswith(b"..") else part
                if state.breaks("DATA"):
                    return
                state.taken.append((reader, letter))
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """Start an SMTP server on loopback."""
    state = MailServer()
    server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Door)
    server.state = state
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.port = server.server_address[1]
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def sender(desk: Path, mail_server: MailServer) -> Path:
    """Give a desk with a frozen edition, a list, and the server of the test."""
    settings = desk / "desk.toml"
    settings.write_text(
        settings.read_text()
        + f"""
[mail]
host = "127.0.0.1"
port = {mail_server.port}
security = "none"
sender = "Test desk <desk@desk.example>"
unsubscribe = "https://desk.example/leave?who={{token}}"
unsubscribe_mail = "leave@desk.example"
timeout = 5
"""
    )
    (desk / "readers.txt").write_text(READERS, encoding="utf-8")
    path = desk / "updates" / f"{EDITION}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(UPDATE, encoding="utf-8")
    with open_desk(desk) as opened:
        for role, name in (("author", "A. Marker-Diallo"), ("editor", "B. Marker-Keita")):
            sign_update(opened, path, role=role, by=name)
        freeze_update(opened, path)
    return desk


def send(desk: Path, **options: bool) -> Dispatch:
    with open_desk(desk) as opened:
        return send_edition(opened, EDITION, **options)


def letter_to(server: MailServer, address: str) -> EmailMessage:
    found = [letter for reader, letter in server.taken if reader == address]
    message = message_from_bytes(found[0], policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_every_reader_gets_the_edition_once(sender: Path, mail_server: MailServer) -> None:
    done = send(sender)
    assert (done.sent, done.already, done.waiting) == (3, 0, 0)
    again = send(sender)
    assert (again.sent, again.already) == (0, 3)
    assert [reader for reader, _ in mail_server.taken] == [
        "awa@readers.example",
        "ben@readers.example",
        "celik@readers.example",
    ]


def test_a_letter_says_who_sends_it_and_how_to_leave(sender: Path, mail_server: MailServer) -> None:
    send(sender)
    letter = letter_to(mail_server, "awa@readers.example")
    with open_desk(sender) as opened:
        token = make_token(opened.desk, "awa@readers.example")
    assert letter["Subject"] == "Ruhe über Sévaré"
    assert letter["From"] == "Test desk <desk@desk.example>"
    assert letter["To"] == "Awa Diallo <awa@readers.example>"
    assert letter["List-Id"] == "<editions.desk.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"] == (
        f"<https://desk.example/leave?who={token}>, "
        f"<mailto:leave@desk.example?subject=unsubscribe%20{token}>"
    )
    plain = letter.get_body(("plain",))
    rich = letter.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert f"To leave this list: https://desk.example/leave?who={token}" in plain.get_content()
    assert f'href="https://desk.example/leave?who={token}"' in rich.get_content()
    assert "JNIM carried out 3 attacks." in " ".join(plain.get_content().split())


def test_no_letter_names_another_reader(sender: Path, mail_server: MailServer) -> None:
    send(sender)
    for reader, letter in mail_server.taken:
        for other in (b"awa@", b"ben@", b"celik@"):
            assert (other in letter) == reader.encode().startswith(other)
        assert b"Marker-" not in letter
        assert b"locals.example" not in letter


def test_the_ledger_holds_no_address(sender: Path) -> None:
    send(sender)
    with open_desk(sender) as opened:
        entries = opened.ledger.entries("delivery")
    assert len(entries) == 6
    assert not any("readers.example" in f"{entry.key}{entry.payload}" for entry in entries)


def test_a_refusal_is_told_and_tried_again_next_time(sender: Path, mail_server: MailServer) -> None:
    mail_server.refused = {"ben@readers.example": "450 mailbox busy"}
    done = send(sender)
    assert (done.sent, done.refused) == (2, ["ben@readers.example: 450 mailbox busy"])
    mail_server.refused = {}
    assert send(sender).sent == 1
    assert len(mail_server.taken) == 3


def test_a_server_that_goes_away_leaves_what_can_be_gone_on_with(
    sender: Path, mail_server: MailServer
) -> None:
    mail_server.leaves_after, mail_server.leaves_at = 1, "RCPT"
    with pytest.raises(DeskError, match="after 1 of 3 letters"):
        send(sender)
    mail_server.leaves_after = None
    done = send(sender)
    assert (done.sent, done.already, done.unsure) == (2, 1, 0)


def test_a_letter_that_may_have_left_is_sent_again_only_when_asked(
    sender: Path, mail_server: MailServer
) -> None:
    mail_server.leaves_after = 1
    with pytest.raises(DeskError, match="may or may not have left"):
        send(sender)
    mail_server.leaves_after = None
    done = send(sender)
    assert (done.sent, done.already, done.unsure) == (1, 1, 1)
    assert send(sender, again=True).sent == 1
    assert len(mail_server.taken) == 3


def test_who_left_gets_nothing_also_from_an_old_list(sender: Path, mail_server: MailServer) -> None:
    with open_desk(sender) as opened:
        token = make_token(opened.desk, "ben@readers.example")
    assert run(["--desk", str(sender), "unsubscribe", token]) == 0
    assert run(["--desk", str(sender), "unsubscribe", "Awa@readers.example"]) == 0
    (sender / "readers.txt").write_text(READERS, encoding="utf-8")
    assert send(sender).sent == 1
    assert [reader for reader, _ in mail_server.taken] == ["celik@readers.example"]
    assert "ben@" not in (sender / "left.txt").read_text()


def test_a_dry_run_counts_and_sends_nothing(sender: Path, mail_server: MailServer) -> None:
    assert send(sender, dry=True).waiting == 3
    assert mail_server.taken == []


def test_a_line_that_is_no_address_is_named_and_nothing_is_sent(
    sender: Path, mail_server: MailServer
) -> None:
    (sender / "readers.txt").write_text(f"{READERS}nobody at all\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"readers\.txt, line 6: 'nobody at all' is no address"):
        send(sender)
    assert mail_server.taken == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('host = "127.0.0.1"', 'host = "mail.example"', "Without encryption"),
        ('sender = "Test desk <desk@desk.example>"', "", "No server or sender is set"),
        ("unsubscribe", "#", "must be able to leave"),
    ],
)
def test_settings_that_would_harm_readers_are_refused(
    sender: Path, old: str, new: str, said: str
) -> None:
    settings = sender / "desk.toml"
    settings.write_text(settings.read_text().replace(old, new))
    with pytest.raises(CommandError, match=said):
        send(sender)


def test_a_server_that_is_not_there_is_told(sender: Path, mail_server: MailServer) -> None:
    settings = sender / "desk.toml"
    settings.write_text(settings.read_text().replace(f"port = {mail_server.port}", "port = 1"))
    with pytest.raises(DeskError, match="Nothing was sent"):
        send(sender)


def test_a_changed_or_superseded_edition_is_not_sent(sender: Path) -> None:
    path = sender / "updates" / f"{EDITION}.md"
    path.write_text(UPDATE.replace("attacks.", "raids."), encoding="utf-8")
    with open_desk(sender) as opened:
        for role, name in (("author", "A. Marker-Diallo"), ("editor", "B. Marker-Keita")):
            sign_update(opened, path, role=role, by=name)
        freeze_update(opened, path, correction="They were raids.")
    with pytest.raises(PublishRefused, match=r"corrected by 2024-03-10\.2"):
        send(sender)
