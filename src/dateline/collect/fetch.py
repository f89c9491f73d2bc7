"""Fetching addresses: by their robots.txt, at their host's pace, and never inside this network."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import Message
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from dateline.collect.guard import Target, take_apart
from dateline.collect.inbox import describe_capture, guess_media_type
from dateline.collect.request import Answer, request_once
from dateline.collect.settings import CollectSettings
from dateline.model.capture import Capture
from dateline.model.problem import Problem

_REDIRECTS = (301, 302, 303, 307, 308)
_OK, _UNCHANGED, _GONE = 200, 304, (404, 410)
_SERVER_FAULT = 500
_LONGEST_PAUSE = 30.0  # a crawl delay beyond this would stall a sweep


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page fetched, with what the server gives for asking again only if it changed."""

    capture: Capture
    payload: bytes
    etag: str | None = None
    modified: str | None = None


class Fetcher:
    """Fetches address after address, remembering each host's rules and when it was last asked."""

    def __init__(
        self,
        settings: CollectSettings | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings or CollectSettings()
        self._sleep = sleep
        self._clock = clock
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    def fetch(
        self, url: str, *, now: str, etag: str | None = None, modified: str | None = None
    ) -> Fetched | Problem:
        """Fetch an address.

        Args:
            url: an http or https address.
            now: when it is fetched, ISO 8601 with zone.
            etag: what the server gave for this address the last time.
            modified: its Last-Modified of the last time.

        Returns:
            The page, or the problem; `unchanged` (a note) where the server says so.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in asked.items() if value}
        target = take_apart(url)
        for _ in range(self._settings.redirects + 1):
            if isinstance(target, Problem):
                return target
            answer = self._ask(target, headers)
            if isinstance(answer, Problem):
                return answer
            onward = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not onward:
                return _keep(target, answer, now)
            target = take_apart(urljoin(target.url, onward))
        return _problem(
            url,
            "too-many-redirects",
            f"The address leads on more than {self._settings.redirects} times.",
            "Open it in a browser and give the address it ends at.",
        )

    def _ask(self, target: Target, headers: dict[str, str]) -> Answer | Problem:
        if self._settings.obey_robots:
            rules = self._rules(target)
            if isinstance(rules, Problem):
                return rules
            if not rules.can_fetch(self._settings.user_agent, target.url):
                return _problem(
                    target.url,
                    "robots",
                    "The site's robots.txt asks programs not to fetch this page.",
                    "Read it in a browser and add it with `dateline add --post` or as a file.",
                )
        self._wait(target)
        return request_once(target, settings=self._settings, headers=headers)

    def _rules(self, target: Target) -> RobotFileParser | Problem:
        """The site's rules; without a file all is allowed, with a failing server nothing is."""
        known = self._robots.get(target.origin)
        if known is not None:
            return known
        answer = self._ask_rules(target)
        if isinstance(answer, Problem):
            return answer
        lines: list[str] = []
        if answer.status == _OK:
            lines = answer.body.decode("utf-8", "replace").splitlines()
        elif answer.status >= _SERVER_FAULT:
            lines = ["User-agent: *", "Disallow: /"]
        rules = RobotFileParser()
        rules.parse(lines)
        self._robots[target.origin] = rules
        return rules

    def _ask_rules(self, target: Target) -> Answer | Problem:
        """Ask for robots.txt, wherever the site moved it."""
        place: Target | Problem = take_apart(urljoin(target.url, "/robots.txt"))
        answer: Answer | Problem = Answer(_GONE[0], {}, b"")
        for _ in range(self._settings.redirects + 1):
            if isinstance(place, Problem):
                return place
            self._wait(place)
            answer = request_once(place, settings=self._settings)
            if isinstance(answer, Problem) or answer.status not in _REDIRECTS:
                return answer
            place = take_apart(urljoin(place.url, answer.headers.get("location", "")))
        return answer

    def _wait(self, target: Target) -> None:
        """Sleep until the host may be asked again."""
        pause = self._settings.pause
        rules = self._robots.get(target.origin)
        if rules is not None:
            delay = rules.crawl_delay(self._settings.user_agent)
            pause = max(pause, min(float(delay or 0), _LONGEST_PAUSE))
        last = self._asked.get(target.origin)
        if last is not None and (left := last + pause - self._clock()) > 0:
            self._sleep(left)
        self._asked[target.origin] = self._clock()


def fetch_address(
    url: str, *, now: str, settings: CollectSettings | None = None, fetcher: Fetcher | None = None
) -> tuple[Capture, bytes] | Problem:
    """Fetch one address as a capture.

    Args:
        url: an http or https address.
        now: when it is fetched, ISO 8601 with zone.
        settings: limits and manners.
        fetcher: one that keeps the pace over several addresses; a new one by default.
    """
    found = (fetcher or Fetcher(settings)).fetch(url, now=now)
    return found if isinstance(found, Problem) else (found.capture, found.payload)


def _keep(target: Target, answer: Answer, now: str) -> Fetched | Problem:
    if answer.status == _UNCHANGED:
        what = "The page has not changed since it was fetched."
        return replace(
            _problem(target.url, "unchanged", what, "Nothing needs to be done."), severity="note"
        )
    if answer.status != _OK:
        gone = answer.status in _GONE
        advice = "Look for a copy in a web archive." if gone else "Try again later."
        advice += " Or save the page from a browser and add the file."
        what = f"The server answered {answer.status}."
        return _problem(target.url, "gone" if gone else "http-status", what, advice)
    if not answer.body:
        advice = "Open the page in a browser, save it and add the file."
        return _problem(target.url, "empty-page", "The server sent an empty page.", advice)
    declared = Message()
    declared["Content-Type"] = answer.headers.get("content-type", "")
    media_type = declared.get_content_type()
    if "content-type" not in answer.headers:
        media_type = guess_media_type(target.path.partition("?")[0])
    capture, payload = describe_capture(
        answer.body, address=target.url, media_type=media_type, now=now, how="fetched"
    )
    return Fetched(
        replace(capture, declared_encoding=declared.get_content_charset()),
        payload,
        answer.headers.get("etag"),
        answer.headers.get("last-modified"),
    )


def _problem(url: str, kind: str, what: str, advice: str) -> Problem:
    return Problem(kind=kind, where=url, what=what, advice=advice, severity="error")
