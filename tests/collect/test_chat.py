"""Questions to a model on loopback."""

from typing import Any

import pytest

from dateline.collect.chat import Chat
from dateline.collect.settings import ChatSettings
from dateline.errors import SettingsError
from dateline.model.problem import Problem

Server = Any  # the model on loopback of conftest.py


def settings(url: str, **more: object) -> ChatSettings:
    return ChatSettings(endpoint=url, model="small", timeout=2.0, **more)


def test_a_question_is_asked_once_with_its_key_and_answered(model_server: Server) -> None:
    model_server.answer = lambda system, user: f"{system}|{user}"
    assert Chat(settings(model_server.url), "secret")("do", "this") == "do|this"
    assert model_server.asked[0]["path"] == "/v1/chat/completions"
    assert model_server.asked[0]["model"] == "small"
    assert model_server.asked[0]["temperature"] == 0
    assert model_server.headers[0]["authorization"] == "Bearer secret"


def test_a_busy_endpoint_is_asked_again_after_a_growing_pause(model_server: Server) -> None:
    model_server.answer = lambda _system, _user: "at last"
    model_server.statuses = [503, 429]
    pauses: list[float] = []
    assert Chat(settings(model_server.url), wait=pauses.append)("a", "b") == "at last"
    assert pauses == [1.0, 2.0]
    assert len(model_server.asked) == 3


def test_an_endpoint_that_stays_busy_is_a_problem(model_server: Server) -> None:
    model_server.statuses = [503] * 9
    found = Chat(settings(model_server.url, retries=1), wait=lambda _pause: None)("a", "b")
    assert isinstance(found, Problem)
    assert found.kind == "llm-busy"
    assert len(model_server.asked) == 2


def test_a_refused_key_is_told_without_the_key(model_server: Server) -> None:
    model_server.statuses = [401]
    model_server.body = b'{"error": {"message": "Incorrect key: sk-very-secret"}}'
    chat = Chat(settings(model_server.url, key_variable="DESK_KEY"), "sk-very-secret")
    found = chat("a", "b")
    assert isinstance(found, Problem)
    assert found.kind == "llm-refused"
    assert "sk-very-secret" not in repr(found)
    assert "Incorrect key: [key]" in found.what
    assert "DESK_KEY" in found.advice
    assert len(model_server.asked) == 1


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"choices": []}', b"\xff\xfe"])
def test_an_answer_that_is_none_is_a_problem(model_server: Server, body: bytes) -> None:
    model_server.body = body
    found = Chat(settings(model_server.url))("a", "b")
    assert isinstance(found, Problem)
    assert found.kind == "llm-unparsable"


def test_nobody_at_home_is_a_problem_after_the_retries() -> None:
    pauses: list[float] = []
    found = Chat(settings("http://127.0.0.1:9/v1"), wait=pauses.append)("a", "b")
    assert isinstance(found, Problem)
    assert found.kind == "llm-unreachable"
    assert pauses == [1.0, 2.0]


@pytest.mark.parametrize(
    ("endpoint", "model", "key", "said"),
    [
        ("", "small", "", "no address of a model"),
        ("ftp://models.example/v1", "small", "", "no address of a model"),
        ("http://127.0.0.1:1/v1", "", "", "names no model"),
        ("http://models.example/v1", "small", "secret", "unencrypted to models.example"),
    ],
)
def test_a_setting_that_cannot_work_is_an_error(
    endpoint: str, model: str, key: str, said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        Chat(ChatSettings(endpoint=endpoint, model=model), key)
