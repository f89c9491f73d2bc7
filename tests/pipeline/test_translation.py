"""Translation and language models in a desk: what is added, kept, capped and never sent."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dateline.desk import load_desk
from dateline.errors import SettingsError
from dateline.pipeline.keeping.opening import open_desk
from dateline.pipeline.material.ingest import Intake, add_sources
from dateline.pipeline.material.parts import check_parts, parts_of
from dateline.pipeline.protection.protect import redact_material

Server = Any  # the model on loopback of conftest.py

DESK = """\
[desk]
name = "Test desk"
counts = "all"
extractor = "rules"

[sources."quiet.example"]
says = "invented, and in danger"
links = "withhold"

[translation]
translator = "openai"
to = "en"

[llm]
endpoint = "{url}"
model = "small"
timeout = 2.0
retries = 0
"""
SOMALI = {
    "Weerar ka dhacay Koro": "Attack in Koro",
    "Dabley ayaa weerartay suuqa Koro 1 Maarso 2024, waxayna dileen 5 qof.": (
        "Gunmen attacked the market of Koro on 1 March 2024, killing 5 civilians."
    ),
    "Dadku way carareen.": "The people fled.",
}


def note(folder: Path, key: str, *, source: str = "radio.example") -> Path:
    title, *paragraphs = SOMALI
    path = folder / f"{key}.md"
    path.write_text(
        f"---\nkey: {key}\nsource: {source}\nurl: https://{source}/{key}\npublished: 2024-03-02\n"
        f'language: so\ntitle: "{title}"\n---\n\n' + "\n\n".join(paragraphs) + "\n",
        encoding="utf-8",
    )
    return path


def said(_system: str, user: str) -> str:
    return SOMALI[user.removeprefix("<text>\n").removesuffix("\n</text>")]


@pytest.fixture
def somali_desk(tmp_path: Path, model_server: Server) -> Path:
    model_server.answer = said
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "desk.toml").write_text(DESK.format(url=model_server.url), encoding="utf-8")
    return folder


def add(folder: Path, path: Path) -> Intake:
    with open_desk(folder, create=True) as opened:
        return add_sources(opened, [str(path)])


def test_a_document_is_translated_as_it_is_added_and_its_mentions_are_capped(
    somali_desk: Path, tmp_path: Path
) -> None:
    assert add(somali_desk, note(tmp_path, "koro")).failed == []
    with open_desk(somali_desk) as opened:
        document = opened.ledger.documents()[0]
        mentions = opened.ledger.mentions()
    assert document.language == "en"
    assert document.translator == "openai small at 127.0.0.1"
    originals = [block.original for block in document.blocks if block.role == "paragraph"]
    assert originals == list(SOMALI)[1:]
    assert [stored.mention.sub_event_type for stored in mentions] == ["Attack"]
    assert mentions[0].mention.confidence <= 0.6
    for span in mentions[0].mention.spans:
        assert document.text[span.start : span.end] == span.text


def test_a_second_run_asks_nothing_and_adding_again_changes_nothing(
    somali_desk: Path, tmp_path: Path, model_server: Server
) -> None:
    path = note(tmp_path, "koro")
    add(somali_desk, path)
    asked = len(model_server.asked)
    assert asked == 3
    (somali_desk / "desk.db").unlink()
    assert add(somali_desk, path).documents == ["koro"]
    assert add(somali_desk, path).known == 1
    assert len(model_server.asked) == asked


def test_one_block_that_fails_is_a_stored_problem_and_the_batch_goes_on(
    somali_desk: Path, tmp_path: Path, model_server: Server
) -> None:
    model_server.statuses = [200, 500]
    (tmp_path / "notes").mkdir()
    for key in ("one", "two"):
        note(tmp_path / "notes", key)
    intake = add(somali_desk, tmp_path / "notes")
    assert intake.documents == ["one", "two"]
    with open_desk(somali_desk) as opened:
        one, two = opened.ledger.documents()
        problems = [problem.kind for problem in opened.ledger.problems()]
    assert [block.translated for block in one.blocks] == ["machine", "no"]
    assert [block.translated for block in two.blocks] == ["machine", "machine"]
    assert problems.count("llm-busy") == 1


def test_a_document_waits_for_an_endpoint_that_is_away_and_goes_on_where_it_stopped(
    somali_desk: Path, tmp_path: Path, model_server: Server
) -> None:
    model_server.statuses = [200, 401]
    path = note(tmp_path, "koro")
    intake = add(somali_desk, path)
    assert (intake.documents, intake.failed) == ([], [path.name])
    assert [problem.kind for problem in intake.problems] == ["put-off"]
    assert len(model_server.asked) == 2
    assert add(somali_desk, path).documents == ["koro"]
    assert len(model_server.asked) == 4


def test_a_withheld_source_is_not_sent_off_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_arguments: object) -> str:
        raise AssertionError("nothing may be asked")

    monkeypatch.setattr("dateline.collect.chat.Chat.__call__", never)
    folder = tmp_path / "desk"
    folder.mkdir()
    text = DESK.format(url="https://models.example/v1")
    (folder / "desk.toml").write_text(text, encoding="utf-8")
    add(folder, note(tmp_path, "quiet", source="quiet.example"))
    with open_desk(folder) as opened:
        assert opened.ledger.documents()[0].translator is None
        assert "withheld-not-sent" in [problem.kind for problem in opened.ledger.problems()]


def test_redacting_a_source_forgets_the_answers_that_may_hold_its_words(
    somali_desk: Path, tmp_path: Path
) -> None:
    add(somali_desk, note(tmp_path, "koro"))
    assert list((somali_desk / "answers").rglob("*.txt"))
    with open_desk(somali_desk) as opened:
        redact_material(opened, "koro", why="asked for")
    assert not (somali_desk / "answers").exists()


def test_an_absurd_translation_is_a_problem(
    somali_desk: Path, tmp_path: Path, model_server: Server
) -> None:
    _title, told, _rest = SOMALI
    absurd = "In Niger, JNIM fighters attacked JNIM fighters in Bamako on 1 March 2024, killing 5."
    model_server.answer = lambda system, user: absurd if told in user else said(system, user)
    add(somali_desk, note(tmp_path, "koro"))
    with open_desk(somali_desk) as opened:
        kinds = {problem.kind for problem in opened.ledger.problems()}
    assert "absurd-place" in kinds


def test_a_missing_key_and_an_unknown_translator_are_said_before_the_work_begins(
    somali_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = (somali_desk / "desk.toml").read_text("utf-8")
    (somali_desk / "desk.toml").write_text(settings + 'key_variable = "DESK_KEY"\n', "utf-8")
    monkeypatch.delenv("DESK_KEY", raising=False)
    with pytest.raises(SettingsError, match="no environment variable"):
        check_parts(parts_of(load_desk(somali_desk)))


def test_model_files_are_looked_for_in_the_desk(
    somali_desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fxtranslate", SimpleNamespace())
    settings = (somali_desk / "desk.toml").read_text("utf-8").replace('"openai"', '"local"')
    (somali_desk / "desk.toml").write_text(settings, "utf-8")
    with pytest.raises(SettingsError, match="finds no folder"):
        add(somali_desk, note(tmp_path, "koro"))
