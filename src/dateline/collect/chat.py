"""Questions to a language model behind an OpenAI-compatible endpoint, each answered or explained.

The desk names the endpoint, so that its own network is allowed; redirects are not followed, and
the key goes into the one header that asks for it and nowhere else.
"""

import http.client
import ipaddress
import json
import time
from collections.abc import Callable
from typing import Any

from dateline.collect.guard import Target, take_apart
from dateline.collect.settings import ChatSettings
from dateline.errors import SettingsError
from dateline.model.problem import Problem

MOST_BYTES = 4_000_000  # of one answer
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_LONGEST_WAIT = 60.0
_SHOWN = 160  # characters of a server's own words that a problem repeats
_OK, _REFUSED = 200, (401, 403)


class Chat:
    """One endpoint and model; call it with instructions and material, and it gives the answer."""

    def __init__(
        self,
        settings: ChatSettings,
        key: str = "",
        *,
        where: str = "[llm]",
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare to ask.

        Args:
            settings: endpoint, model, patience.
            key: the secret that the endpoint asks for; empty sends none.
            where: the table of desk.toml that the settings come from, for messages.
            wait: how to pause between two attempts.

        Raises:
            SettingsError: the endpoint or model is missing or cannot be used.
        """
        target = take_apart(settings.endpoint.rstrip("/") + "/chat/completions")
        if isinstance(target, Problem):
            raise SettingsError(
                f"{where} endpoint is '{settings.endpoint}', which is no address of a model. Write "
                'it as `endpoint = "http://127.0.0.1:8080/v1"`.'
            )
        if not settings.model:
            raise SettingsError(f'{where} names no model. Add a line `model = "..."`.')
        if key and not target.secure and not is_local(target):
            raise SettingsError(
                f"{where} endpoint would send its key unencrypted to {target.host}. Use https, or "
                "leave `key_variable` out."
            )
        self.name = f"{settings.model} at {target.host}"
        self.stays_here = is_local(target)
        self._target = target
        self._settings = settings
        self._key = key
        self._where = where
        self._wait = wait

    def __call__(self, system: str, user: str) -> str | Problem:
        """Ask once, and again while the endpoint is busy or away.

        Args:
            system: what to do.
            user: the material to do it with.

        Returns:
            The model's words, or what went wrong.
        """
        body = json.dumps(
            {
                "model": self._settings.model,
                "temperature": 0,
                "messages": [
                    {"role": "system", "content": system},
                    {"role": "user", "content": user},
                ],
            },
            ensure_ascii=False,
        ).encode()
        answer: str | Problem = self._problem("llm-unreachable", "It was never asked.", "")
        for attempt in range(self._settings.retries + 1):
            answer, pause = self._ask(body, attempt)
            if pause is None or attempt == self._settings.retries:
                break
            self._wait(pause)
        return answer

    def _ask(self, body: bytes, attempt: int) -> tuple[str | Problem, float | None]:
        """One attempt, and how long to pause before the next; None where no other would help."""
        pause = min(2.0**attempt, _LONGEST_WAIT)
        try:
            status, said, after = self._post(body)
        except TimeoutError:
            return self._problem(
                "llm-timeout",
                f"The model gave no answer within {self._settings.timeout:g} seconds.",
                f"Run again later, or raise `timeout` under {self._where}.",
            ), pause
        except (OSError, http.client.HTTPException) as fault:
            words = getattr(fault, "strerror", None) or type(fault).__name__
            return self._problem(
                "llm-unreachable",
                f"The endpoint could not be reached ({words}).",
                "Start the server or see whether the network is up, and run again.",
            ), pause
        if status == _OK:
            return self._read(said), None
        told = self._words_of(said)
        if status in _BUSY:
            return self._problem(
                "llm-busy", f"The endpoint is busy ({status}){told}.", "Run again later."
            ), after if after is not None else pause
        if status in _REFUSED:
            named = self._settings.key_variable or "key_variable"
            return self._problem(
                "llm-refused",
                f"The endpoint refused the key ({status}){told}.",
                f"Set the environment variable {named} under {self._where} to a key that holds.",
            ), None
        return self._problem(
            "llm-failed",
            f"The endpoint answered {status}{told}.",
            f"Check `endpoint` and `model` under {self._where}.",
        ), None

    def _post(self, body: bytes) -> tuple[int, bytes, float | None]:
        target = self._target
        kind = http.client.HTTPSConnection if target.secure else http.client.HTTPConnection
        connection = kind(target.host, target.port, timeout=self._settings.timeout)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            connection.request("POST", target.path, body=body, headers=headers)
            answer = connection.getresponse()
            after = answer.getheader("Retry-After", "")
            pause = min(float(after), _LONGEST_WAIT) if after.isdecimal() else None
            return answer.status, answer.read(MOST_BYTES), pause
        finally:
            connection.close()

    def _read(self, said: bytes) -> str | Problem:
        try:
            words: Any = json.loads(said)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError):
            words = None
        if isinstance(words, str) and words.strip():
            return words
        return self._problem(
            "llm-unparsable",
            "The endpoint's answer holds no words of a model.",
            f"Check that `endpoint` under {self._where} speaks the chat completions protocol.",
        )

    def _words_of(self, said: bytes) -> str:
        """What a server says of its refusal, without the key if it repeats it."""
        try:
            words = str(json.loads(said)["error"]["message"])
        except (ValueError, KeyError, TypeError):
            return ""
        words = " ".join(words.split())
        if self._key:
            words = words.replace(self._key, "[key]")
        return f": {words[:_SHOWN]}" if words else ""

    def _problem(self, kind: str, what: str, advice: str) -> Problem:
        return Problem(kind=kind, where=self.name, what=what, advice=advice)


def is_local(target: Target) -> bool:
    """Whether an address is this machine's own, so that nothing sent there leaves it.

    >>> local = take_apart("http://127.0.0.1:8080/v1")
    >>> isinstance(local, Target) and is_local(local)
    True
    """
    if target.host == "localhost":
        return True
    try:
        return ipaddress.ip_address(target.host).is_loopback
    except ValueError:
        return False
