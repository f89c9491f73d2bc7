"""Reading and extracting without a desk: files in, documents and mentions out."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from dateline import plugins
from dateline.errors import CommandError
from dateline.model.capture import Capture
from dateline.model.document import Block, Document, Reading
from dateline.model.finding import Finding
from dateline.model.mention import Mention
from dateline.model.problem import Problem
from dateline.pipeline.keeping.opening import load_words, read_clock
from dateline.pipeline.material.ingest import Extraction, extract_capture, make_workers
from dateline.pipeline.material.parts import Parts, check_parts, extract, parts_around, translate

MAX_BYTES = 100_000_000
BATCH = 64  # lines a worker takes at a time
Found = tuple[list[Mention], list[Problem]]


def read_file(path: Path, desk: Path | None = None, *, translate_to: str = "") -> Reading:
    """Read one file into documents; what cannot be read is a problem in the reading.

    Args:
        path: the file.
        desk: a desk's folder; its translator and its names are used.
        translate_to: a language to translate to; empty leaves the documents as they are.
    """
    from dateline.collect.inbox import take_file

    taken = take_file(path, now=read_clock(), max_bytes=MAX_BYTES)
    if isinstance(taken, Problem):
        return Reading((), (taken,))
    capture, payload = taken
    reading: Reading = plugins.load_part(plugins.READERS, "documents")(payload, capture)
    if not translate_to:
        return reading
    parts = replace(parts_around(desk), to=translate_to)
    words = load_words(parts.lexicon)
    translated = tuple(translate(document, parts, words) for document in reading.documents)
    return replace(reading, documents=translated)


def extract_file(path: Path, desk: Path | None, *, extractor: str = "") -> Extraction:
    """Read one file and extract its mentions, with the words and parts of a desk around.

    Args:
        path: the file.
        desk: a desk's folder; without it the one around, if any.
        extractor: another part than the desk's.
    """
    from dateline.collect.inbox import take_file

    taken = take_file(path, now=read_clock(), max_bytes=MAX_BYTES)
    if isinstance(taken, Problem):
        return Extraction(Reading((), (taken,)), {}, (taken,))
    capture, payload = taken
    return extract_capture(payload, capture, _parts(desk, extractor))


def _parts(desk: Path | None, extractor: str) -> Parts:
    parts = parts_around(desk)
    return replace(parts, extractor=extractor) if extractor else parts


def audit_file(path: Path) -> tuple[Reading, list[list[Finding]]]:
    """Read one file and run every audit rule over each document in it.

    Returns:
        What was read, and for each of its documents the findings, whose offsets index its text.
    """
    from dateline.audit.document import audit_document

    reading = read_file(path)
    return reading, [
        [replace(finding, document=document.id) for finding in audit_document(document)]
        for document in reading.documents
    ]


def extract_lines(path: Path, desk: Path | None, *, extractor: str = "") -> Iterator[Found]:
    """Extract from lines `{id, text, published?, language?}` on all cores, in their order.

    Args:
        path: the file; `-` is stdin.
        desk: a desk's folder; without it the one around, if any.
        extractor: another part than the desk's.

    Yields:
        The mentions of each line, whose `document` is its id, and the problems met; a line that
        is not such an object gives a problem and no mention.

    Raises:
        CommandError: the file cannot be opened.
    """
    parts = _parts(desk, extractor)
    check_parts(parts)
    with ExitStack() as stack:
        try:
            stream = sys.stdin.buffer if str(path) == "-" else stack.enter_context(path.open("rb"))
        except OSError as error:
            raise CommandError(f"{path} could not be read: {error.strerror}.") from error
        batches = _in_batches(enumerate(stream, start=1))
        first = next(batches, [])
        second = next(batches, [])
        if not second:
            yield from _extract_batch(first, str(path), parts)
            return
        pool = stack.enter_context(make_workers())
        waiting = [
            pool.submit(_extract_batch, batch, str(path), parts) for batch in (first, second)
        ]
        while waiting:
            ahead = 4 * (os.cpu_count() or 1) - len(waiting)
            waiting += [
                pool.submit(_extract_batch, batch, str(path), parts)
                for batch in islice(batches, max(ahead, 0))
            ]
            yield from waiting.pop(0).result()


def _in_batches(lines: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(lines)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _extract_batch(lines: list[tuple[int, bytes]], where: str, parts: Parts) -> list[Found]:
    return [_extract_line(line, f"{where}:{number}", parts) for number, line in lines]


def _extract_line(line: bytes, where: str, parts: Parts) -> Found:
    try:
        record = json.loads(line)
        document = _document_of(record)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = Problem(
            kind="bad-line",
            where=where,
            what=f"This line is not an object with id and text ({error}).",
            advice="Write one JSON object a line: {id, text, published?, language?}.",
            severity="error",
        )
        return [], [problem]
    words = load_words(parts.lexicon)
    read = translate(document, parts, words)
    found, problems = extract(read, parts, words)
    return found, [*read.problems, *problems]


def _document_of(record: dict[str, Any]) -> Document:
    """A snippet as a document of one paragraph for each of its lines."""
    text = str(record["text"])
    published = record.get("published")
    if published is not None:
        published = str(published)
        date.fromisoformat(published[:10] + "0000-01-01"[len(published) :])  # "2023-12" will do
    language = str(record.get("language") or "") or _guess_language(text)
    blocks, at = [], 0
    for part in text.split("\n"):
        if part.strip():
            blocks.append(Block("paragraph", part, at, at + len(part), language=language))
        at += len(part) + 1
    return Document(
        id=str(record["id"]),
        kind="note",
        title=None,
        text=text,
        capture="",
        published=published,
        language=language,
        blocks=tuple(blocks),
    )


def _guess_language(text: str) -> str | None:
    reader = plugins.load_part(plugins.READERS, "documents")
    payload = text.encode("utf-8", "replace")
    capture = Capture("", "snippet.txt", "", "text/plain", len(payload))
    documents = reader(payload, capture).documents
    return documents[0].language if documents else None
