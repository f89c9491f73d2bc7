"""Asking a dataset's service: at its pace, again while it is busy, and never with a key astray."""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from typing import IO, Any, TypeVar
from urllib.parse import urlencode, urlsplit

from dateline.datasets.settings import DatasetSettings
from dateline.errors import CommandError

Read = TypeVar("Read")
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_REFUSED = (401, 403)
_GONE = 404
_LONGEST_WAIT = 120.0
_SHOWN = 200


class Refused(CommandError):  # noqa: N818 - a refusal
    """The service does not take the key."""


class Absent(CommandError):  # noqa: N818 - no fault of its own
    """The service has nothing at that address."""


class _Again(Exception):  # noqa: N818 - no error: a reason to ask once more
    """A fault that may pass, and how long the service asks to wait."""

    def __init__(self, what: str, pause: float | None = None) -> None:
        super().__init__(what)
        self.pause = pause


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: a key would travel with it."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> None:
        """Refuse, so that the answer is seen as it is."""


class Service:
    """One service, remembered between requests for its pace."""

    def __init__(
        self,
        settings: DatasetSettings,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask by these settings; `sleep` and `clock` are the tests' to replace."""
        self._settings = settings
        self._sleep = sleep
        self._clock = clock
        self._asked: float | None = None
        self._opener = urllib.request.build_opener(_Staying)

    def get(
        self,
        url: str,
        read: Callable[[bytes], Read],
        *,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Read:
        """Ask for an address until its answer can be read.

        Args:
            url: the address.
            read: turns the bytes into what is wanted; a ValueError says that the answer is cut
                short or no such thing, and it is asked for again.
            headers: sent with it.
            form: posted where given.

        Raises:
            Refused: the key is not taken (401, 403).
            Absent: there is nothing (404).
            CommandError: the service is away, busy or answers nonsense after every retry.
        """
        faults: list[str] = []
        for attempt in range(self._settings.retries + 1):
            try:
                return read(self._ask(url, headers or {}, form))
            except _Again as fault:
                faults.append(str(fault))
                pause = fault.pause
            except ValueError as fault:
                faults.append(f"its answer is cut short or no answer ({fault})")
                pause = None
            if attempt < self._settings.retries:
                self._sleep(min(2.0**attempt if pause is None else pause, _LONGEST_WAIT))
        raise CommandError(
            f"{_shown(url)} could not be fetched: {faults[-1]}, after {len(faults)} attempts. "
            "What was fetched is kept: run the command again later and it goes on from there."
        )

    def _ask(self, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None) -> bytes:
        """Ask once."""
        self._wait()
        request = urllib.request.Request(  # noqa: S310 - an address of the desk's settings
            url,
            data=urlencode(form).encode() if form is not None else None,
            headers={"User-Agent": self._settings.user_agent, **headers},
        )
        if urlsplit(url).scheme not in ("http", "https"):
            raise CommandError(f"{url} is no http or https address; mend it under [datasets].")
        try:
            with self._opener.open(request, timeout=self._settings.timeout) as answer:
                body: bytes = answer.read()
        except urllib.error.HTTPError as answer:
            raise _explain(url, answer) from answer
        except (OSError, http.client.HTTPException) as fault:
            reason = getattr(fault, "reason", None) or fault
            raise _Again(f"the connection broke ({reason or type(fault).__name__})") from fault
        return body

    def _wait(self) -> None:
        """Keep the pace."""
        if self._asked is not None:
            left = self._asked + self._settings.pause - self._clock()
            if left > 0:
                self._sleep(left)
        self._asked = self._clock()


def read_json(body: bytes) -> dict[str, Any]:
    """A JSON object.

    Raises:
        ValueError: it is none, or was cut short.
    """
    found = json.loads(body)
    if not isinstance(found, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - what `Service.get` asks again for
    return found


def _explain(url: str, answer: urllib.error.HTTPError) -> Exception:
    """What a status means for who asked."""
    with answer:
        said = " ".join(answer.read(_SHOWN).decode("utf-8", "replace").split())
    told = f" and says “{said}”" if said.isprintable() and said and "<" not in said else ""
    if answer.code in _REFUSED:
        return Refused(f"{_shown(url)} refuses the key ({answer.code}){told}.")
    if answer.code == _GONE:
        return Absent(f"{_shown(url)} is not there (404){told}.")
    if answer.code in _BUSY:
        after = answer.headers.get("Retry-After", "")
        return _Again(
            f"it answers {answer.code}{told}", float(after) if after.isdecimal() else None
        )
    onward = answer.headers.get("Location")
    if onward:
        return CommandError(
            f"{_shown(url)} has moved to {_shown(onward)}. Give the new address under [datasets] "
            "in desk.toml; no redirect is followed with a key."
        )
    return CommandError(f"{_shown(url)} answers {answer.code}{told}. Check what you ask for.")


def _shown(url: str) -> str:
    """An address without its query."""
    return url.partition("?")[0]
