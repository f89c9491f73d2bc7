"""No byte of a desk at rest tells the words of withheld material; with the key all is as before."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.keeping.state import load_state

SECRETS = ("Qzandoubery", "Wexlorim", "Jivantoor")
NOTE = """---
key: secret-{number}
source: {source}
published: 2024-03-05
language: en
title: "{0} told us"
---

{0} told reporters that JNIM fighters attacked the town of Bankass on 4 March 2024, killing 7
civilians. A trader called {1} saw the market of {2} burn.
"""


def write_note(folder: Path, source: str, number: int = 1) -> Path:
    note = folder / f"n{number}.md"
    note.write_text(NOTE.format(*SECRETS, source=source, number=number), encoding="utf-8")
    return note


def ask(desk: Path, *words: str, status: int = 0) -> None:
    assert run(["--desk", str(desk), *words]) == status


def told_by(folder: Path) -> set[str]:
    """Which of the planted words any file below a folder holds, in plain or compressed form."""
    import gzip
    import zlib

    found = set()
    for path in folder.rglob("*"):
        if path.is_dir() or path.name == "desk.toml":
            continue
        content = path.read_bytes()
        with contextlib.suppress(OSError, EOFError, zlib.error):
            content += gzip.decompress(content)
        found |= {secret for secret in SECRETS if secret.encode() in content}
    return found


def use_all(desk: Path) -> None:
    """Everything that may write words somewhere: lists, numbers, links, reviews, a backup."""
    for words in (
        ("events",), ("event", "1"), ("mentions",), ("documents",), ("count", "attack"),
        ("reconcile",), ("review", "1", "accepted"), ("events", "attack in:ML"),
    ):  # fmt: skip
        ask(desk, *words)
    ask(desk, "backup", str(desk / "copy.tar"))
    ask(desk, "backup", str(desk / "copy.db"))
    ask(desk, "verify")


def withhold(desk: Path, lines: str) -> None:
    toml = desk / "desk.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + f"\n{lines}\n", encoding="utf-8")


def test_a_withheld_source_is_never_written_in_plain(bare_desk: Path, tmp_path: Path) -> None:
    withhold(bare_desk, '[sources."hidden.example"]\nlinks = "withhold"')
    ask(bare_desk, "add", str(write_note(tmp_path, "hidden.example")))
    assert told_by(bare_desk) == set()
    use_all(bare_desk)
    assert told_by(bare_desk) == set()
    with open_desk(bare_desk) as opened:
        (document,) = opened.ledger.documents()
        assert SECRETS[1] in document.text
        assert len(load_state(opened).events) >= 1


@pytest.mark.parametrize(
    "lines",
    ['[withhold]\ndocuments = ["secret-1"]', '[sources."open.example"]\nlinks = "withhold"'],
)
def test_what_is_withheld_later_is_sealed_on_demand(
    bare_desk: Path, tmp_path: Path, lines: str
) -> None:
    ask(bare_desk, "add", str(write_note(tmp_path, "open.example")))
    use_all(bare_desk)
    for copy in bare_desk.glob("copy.*"):
        copy.unlink()
    assert told_by(bare_desk) == {*SECRETS}
    withhold(bare_desk, lines)
    ask(bare_desk, "verify", status=1)
    ask(bare_desk, "seal")
    assert told_by(bare_desk) == set()
    use_all(bare_desk)
    assert told_by(bare_desk) == set()


def test_what_a_person_says_of_a_withheld_event_is_sealed(bare_desk: Path, tmp_path: Path) -> None:
    withhold(bare_desk, '[sources."hidden.example"]\nlinks = "withhold"')
    ask(bare_desk, "add", str(write_note(tmp_path, "hidden.example")))
    ask(bare_desk, "review", "1", "commented", "--why", f"{SECRETS[0]} is afraid")
    ask(bare_desk, "enter", "--date", "2024-03-06", "--type", "Attack", "--source",
        "hidden.example", "--notes", f"{SECRETS[1]} saw it")  # fmt: skip
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        f"date,type,notes,source\n2024-03-01,Attack,{SECRETS[2]} called,hidden.example\n"
    )
    ask(bare_desk, "import", "events", str(sheet), "--yes")
    assert told_by(bare_desk) == set()
    use_all(bare_desk)
    assert told_by(bare_desk) == set()


def test_without_the_key_nothing_is_told_and_with_it_everything(
    bare_desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    withhold(bare_desk, '[sources."hidden.example"]\nlinks = "withhold"')
    ask(bare_desk, "add", str(write_note(tmp_path, "hidden.example")))
    capsys.readouterr()
    ask(bare_desk, "events", "--json")
    before = capsys.readouterr().out
    key = (bare_desk / "desk.key").read_bytes()
    (bare_desk / "desk.key").unlink()
    shutil.rmtree(bare_desk / ".cache")
    ask(bare_desk, "events", "--json", status=2)
    ask(bare_desk, "verify", status=1)
    said = capsys.readouterr()
    assert said.out == ""
    assert "entries of the ledger are sealed, and the desk's key does not open them" in said.err
    (bare_desk / "desk.key").write_bytes(key)
    ask(bare_desk, "events", "--json")
    assert capsys.readouterr().out == before
    ask(bare_desk, "redact", "secret-1", "--why", "danger")
    ask(bare_desk, "verify")


def test_on_postgresql_no_row_tells_it(
    bare_desk: Path, tmp_path: Path, postgresql_server: Callable[[], str]
) -> None:
    toml = bare_desk / "desk.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace("[desk]\n", f'[desk]\nledger = "{postgresql_server()}"\n'))
    ask(bare_desk, "add", str(write_note(tmp_path, "open.example")))
    withhold(bare_desk, '[sources."open.example"]\nlinks = "withhold"')
    ask(bare_desk, "seal")
    use_all(bare_desk)  # one of its copies holds every row
    assert told_by(bare_desk) == set()
