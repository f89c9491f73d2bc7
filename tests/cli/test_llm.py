"""The extractor `llm` in a desk."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import SettingsError
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.material.ingest import add_sources

Server = Any  # the model on loopback of conftest.py
DESK = """\
[desk]
extractor = "llm"

[llm]
{llm}
"""
NOTE = """\
---
key: koro
source: radio.example
url: https://radio.example/koro
published: 2024-03-02
language: en
title: "Koro"
---

JNIM fighters attacked the market of Koro on 1 March 2024, killing 5 civilians.
"""


def desk(folder: Path, llm: str) -> Path:
    (folder / "desk.toml").write_text(DESK.format(llm=llm), "utf-8")
    (folder / "koro.md").write_text(NOTE, "utf-8")
    return folder


def answer(_system: str, user: str) -> str:
    assert user.startswith('<passage n="0">\nJNIM fighters')
    event = {"passage": 0, "trigger": "attacked", "sub_event_type": "Attack", "place": ["Koro"]}
    return json.dumps({"events": [event]})


def test_a_desk_extracts_with_its_model_and_asks_nothing_twice(
    tmp_path: Path, model_server: Server
) -> None:
    model_server.answer = answer
    folder = desk(tmp_path, f'endpoint = "{model_server.url}"\nmodel = "small"')
    for _turn in range(2):
        with open_desk(folder, create=True) as opened:
            add_sources(opened, [str(folder / "koro.md")])
            [stored] = opened.ledger.mentions()
        assert stored.mention.extractor == "llm 0.1 small at 127.0.0.1"
        (folder / "desk.db").unlink()
    assert len(model_server.asked) == 1


def test_a_desk_without_an_endpoint_says_so_before_anything_is_recorded(tmp_path: Path) -> None:
    folder = desk(tmp_path, "")
    with (
        open_desk(folder, create=True) as opened,
        pytest.raises(SettingsError, match="needs a language model"),
    ):
        add_sources(opened, [str(folder / "koro.md")])


def test_one_file_is_tried_with_another_extractor(
    tmp_path: Path, dateline: Callable[..., Any], model_server: Server
) -> None:
    model_server.answer = answer
    folder = desk(tmp_path, f'endpoint = "{model_server.url}"\nmodel = "small"')
    note = folder / "koro.md"
    [record] = dateline("--desk", folder, "extract", note, "--json").records
    assert record["extractor"] == "llm 0.1 small at 127.0.0.1"
    [record] = dateline("--desk", folder, "extract", note, "--extractor", "rules", "--json").records
    assert record["extractor"].startswith("rules")
