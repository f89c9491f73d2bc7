"""`read --translate`, with a model on loopback and without any."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Server = Any  # the model on loopback of conftest.py

DESK = """\
[translation]
translator = "{translator}"

[llm]
endpoint = "{url}"
model = "small"
"""
TEXT = "Ceelka ayaa qalalay. Dadku way carareen."


def desk_with(folder: Path, url: str, translator: str) -> Path:
    (folder / "desk.toml").write_text(DESK.format(url=url, translator=translator), "utf-8")
    note = folder / "ceel.md"
    note.write_text(f"---\nkey: ceel\nlanguage: so\n---\n\n{TEXT}\n", "utf-8")
    return note


def test_read_translates_and_holds_the_original(
    tmp_path: Path, dateline: Callable[..., Any], model_server: Server
) -> None:
    model_server.answer = lambda _system, _user: "The well ran dry. The people fled."
    note = desk_with(tmp_path, model_server.url, "openai")
    [record] = dateline("--desk", tmp_path, "read", note, "--translate", "en", "--json").records
    assert record["text"] == "The well ran dry. The people fled."
    assert record["blocks"][0]["original"] == TEXT
    assert record["blocks"][0]["original_language"] == "so"
    assert record["blocks"][0]["translated"] == "machine"
    assert record["translator"] == "openai small at 127.0.0.1"
    printed = dateline("--desk", tmp_path, "read", note, "--translate", "en").out
    assert f"so: {TEXT}" in printed


def test_without_a_translator_the_original_stands_and_says_so(
    tmp_path: Path, dateline: Callable[..., Any]
) -> None:
    note = desk_with(tmp_path, "", "")
    [record] = dateline("--desk", tmp_path, "read", note, "--translate", "en", "--json").records
    assert record["text"] == TEXT
    assert record["blocks"][0]["translated"] == "no"
    assert record["problems"][-1]["kind"] == "not-translated"


def test_an_unknown_translator_is_a_wrong_setting_that_lists_the_known(
    tmp_path: Path, dateline: Callable[..., Any]
) -> None:
    note = desk_with(tmp_path, "", "lokal")
    said = dateline("--desk", tmp_path, "read", note, "--translate", "en")
    assert said.status == 2
    assert "No part named 'lokal' is installed" in said.err
    assert "local, openai" in said.err
