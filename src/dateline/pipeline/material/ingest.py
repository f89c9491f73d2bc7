"""Sources in: capture, archive, read, extract, record, link; again is a no-op.

Only the parent process writes, one transaction a capture.
Workers read and extract, and end when the parent does.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline import plugins
from dateline.model.capture import Capture
from dateline.model.document import Document, Reading
from dateline.model.mention import Mention
from dateline.model.problem import AWAY, Problem
from dateline.pipeline.keeping.opening import OpenDesk, load_words, read_clock
from dateline.pipeline.material.link import link_unlinked
from dateline.pipeline.material.namesakes import find_namesakes, keyed
from dateline.pipeline.material.parts import Parts, check_parts, extract, parts_of, translate
from dateline.pipeline.protection.withhold import is_withheld, seal_withheld

if TYPE_CHECKING:
    from dateline.collect.fetch import Fetcher
    from dateline.collect.warc import Archive

AUTHOR = "dateline/0.1"
POOL_FROM = 4  # fewer captures than this are read in the parent: starting workers costs more
Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one capture gave: its documents, their mentions, and the problems met."""

    reading: Reading
    mentions: dict[str, list[Mention]]
    problems: tuple[Problem, ...]


@dataclass
class Intake:
    """What an `add` did, counted as it goes.

    Attributes:
        captures: new captures recorded.
        known: captures that were already recorded.
        documents: ids of the documents read.
        mentions: how many mentions were recorded.
        events: how many new events the mentions founded.
        linked: how many mentions joined an event or founded one.
        founded: numbers of the new events.
        extended: numbers of the events that stood before and got more accounts.
        problems: what could not be read or was lost.
        failed: files that gave no document at all.
    """

    captures: int = 0
    known: int = 0
    documents: list[str] = field(default_factory=list)
    mentions: int = 0
    events: int = 0
    linked: int = 0
    founded: tuple[int, ...] = ()
    extended: tuple[int, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def add_sources(
    opened: OpenDesk, addresses: Sequence[str], *, step: Step = lambda _label: None
) -> Intake:
    """Capture files and addresses, and take each through the whole line.

    Args:
        opened: the desk, with a ledger that can be written.
        addresses: files, folders (everything in them) or http(s) addresses.
        step: called with each file's name when it is done.

    Returns:
        What was done. One unreadable file never stops the others.
    """
    from dateline.collect.fetch import Fetcher

    fetcher = Fetcher(opened.desk.collect)  # one for all, so that its pauses hold between them
    taken = (_take(opened, address, fetcher) for address in _expand(addresses))
    return take_in(opened, taken, step=step)


def take_in(
    opened: OpenDesk,
    taken: Iterable[tuple[Capture, bytes] | Problem],
    *,
    step: Step = lambda _label: None,
) -> Intake:
    """Archive, read, extract, record and link what was captured."""
    intake = Intake()
    archive = opened.archive
    opened.ledger.append_sources(list(opened.desk.sources.values()), at=read_clock(), author=AUTHOR)
    fresh = _archive_new(opened, archive, taken, intake, step)
    for capture, extraction in _extract_all(opened, fresh):
        _record(opened, capture, extraction, intake)
        step(capture.address)
    seal_withheld(opened, intake.documents)
    linking = link_unlinked(opened)
    opened.ledger.settle()
    intake.events, intake.linked = len(linking.founded), linking.linked
    intake.founded, intake.extended = linking.founded, linking.extended
    return intake


def extract_capture(payload: bytes, capture: Capture, parts: Parts) -> Extraction:
    """Read one capture, translate it where the desk asks, and extract; runs in a worker."""
    words = load_words(parts.lexicon)
    reading: Reading = plugins.load_part(plugins.READERS, "documents")(payload, capture)
    mentions: dict[str, list[Mention]] = {}
    problems: list[Problem] = list(reading.problems)
    documents = tuple(
        translate(_with_source(document), parts, words) for document in reading.documents
    )
    for document in documents:
        found, met = extract(document, parts, words)
        mentions[document.id] = found
        problems += [*document.problems, *met]
    return Extraction(replace(reading, documents=documents), mentions, tuple(problems))


def _expand(addresses: Sequence[str]) -> Iterator[str]:
    for address in addresses:
        path = Path(address)
        if not _is_web(address) and path.is_dir():
            yield from (
                str(found)
                for found in sorted(path.rglob("*"))
                if found.is_file() and not found.name.startswith(".")
            )
        else:
            yield address


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _take(opened: OpenDesk, address: str, fetcher: "Fetcher") -> tuple[Capture, bytes] | Problem:
    from dateline.collect.fetch import fetch_address
    from dateline.collect.inbox import take_file

    if _is_web(address):
        return fetch_address(address, now=read_clock(), fetcher=fetcher)
    limit = opened.desk.collect.max_bytes
    return take_file(Path(address), now=read_clock(), max_bytes=limit)


def _archive_new(
    opened: OpenDesk,
    archive: "Archive",
    taken: Iterable[tuple[Capture, bytes] | Problem],
    intake: Intake,
    step: Step,
) -> list[tuple[Capture, bytes]]:
    fresh: list[tuple[Capture, bytes]] = []
    seen: set[str] = set()
    refused: list[Problem] = []
    for item in taken:
        if isinstance(item, Problem):
            refused.append(item)
            intake.failed.append(item.where)
            step(item.where)
            continue
        capture, payload = item
        if capture.sha256 in seen or opened.ledger.has_capture(capture.sha256):
            intake.known += 1
            step(capture.address)
            continue
        seen.add(capture.sha256)
        archive.store(capture, payload)
        fresh.append(item)
    if refused:
        opened.ledger.append_problems(refused, at=read_clock(), author=AUTHOR)
        intake.problems += refused
    return fresh


def _extract_all(
    opened: OpenDesk, fresh: Sequence[tuple[Capture, bytes]]
) -> Iterator[tuple[Capture, Extraction | Problem]]:
    """Read and extract in workers, or in a thread where captures are few; in their order."""
    parts = parts_of(opened.desk)
    check_parts(parts)  # a wrong setting is said at once
    with ThreadPoolExecutor(1) if len(fresh) < POOL_FROM else make_workers() as pool:
        jobs = [
            (capture, pool.submit(extract_capture, payload, capture, parts))
            for capture, payload in fresh
        ]
        try:
            for capture, job in jobs:
                fault = job.exception()
                yield capture, job.result() if fault is None else _blame(capture, fault)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _blame(capture: Capture, fault: BaseException) -> Problem:
    """A fault of Dateline's own on one capture: said and stored, and the batch goes on."""
    return Problem(
        kind="dateline-failed",
        where=capture.address,
        what=f"Dateline failed on this: {type(fault).__name__}: {fault}. It was not recorded.",
        advice="Report it with the file; `add` tries it again.",
        severity="error",
    )


def _put_off(capture: Capture, away: Problem) -> Problem:
    """What a desk asked of a model that did not answer waits for the next `add`."""
    return Problem(
        kind="put-off",
        where=capture.address,
        what=f"{away.what} It was not recorded.",
        advice=f"{away.advice} `add` takes it up where it stopped.",
        severity="error",
    )


def make_workers() -> ProcessPoolExecutor:
    """A process for each core, all of which end when this one does, however it ends."""
    return ProcessPoolExecutor(
        max_workers=os.cpu_count() or 1,
        mp_context=get_context("spawn"),
        initializer=_end_with_parent,
        initargs=(os.getpid(),),
    )


def _end_with_parent(parent: int) -> None:
    """Watch the parent from a worker, and end when it is gone."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _with_source(document: Document) -> Document:
    """Name the outlet by its domain where the document itself names none."""
    if document.source or not document.url:
        return document
    host = urlsplit(document.url).hostname or ""
    return replace(document, source=host.removeprefix("www.") or None)


def _record(
    opened: OpenDesk, capture: Capture, extraction: Extraction | Problem, intake: Intake
) -> None:
    if isinstance(extraction, Problem):
        opened.ledger.append_problems([extraction], at=read_clock(), author=AUTHOR)
        intake.problems.append(extraction)
        intake.failed.append(capture.address)
        return
    away = next((problem for problem in extraction.problems if problem.kind in AWAY), None)
    if away is not None:  # recorded now, it would stay untranslated or without mentions
        _record(opened, capture, _put_off(capture, away), intake)
        return
    taken = _find_taken(opened, capture, extraction)
    if taken is not None:
        opened.archive.remove(capture.sha256)
        _record(opened, capture, taken, intake)
        return
    result = opened.ledger.append_document(
        extraction.reading.documents,
        extraction.mentions,
        extraction.problems,
        capture,
        at=read_clock(),
        author=AUTHOR,
        later=True,  # `take_in` waits for the disk once, before it says that anything was done
        sealed=any(is_withheld(one, opened.desk) for one in extraction.reading.documents),
    )
    intake.captures += 1
    intake.documents += result.documents
    intake.mentions += len(result.mentions)
    intake.problems += extraction.problems
    if not extraction.reading.documents:
        intake.failed.append(capture.address)


def _find_taken(opened: OpenDesk, capture: Capture, extraction: Extraction) -> Problem | None:
    """What keeps a capture out whose key another source's document bears."""
    fresh = keyed(extraction.reading.documents, capture)
    if not fresh:
        return None
    standing = opened.ledger.documents(ids=[one.id for one in fresh])
    return next(find_namesakes(fresh, standing, capture), None)
