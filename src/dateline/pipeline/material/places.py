"""Places: candidates for a name, a desk's own places, coordinates for given toponyms."""

import gzip
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import CommandError, DeskError
from dateline.model.place import GazetteerEntry
from dateline.model.problem import Problem
from dateline.model.span import Span
from dateline.pipeline.keeping.opening import OpenDesk, find_lexicon, load_words

if TYPE_CHECKING:
    from dateline.extract.outlets import ToponymDocument
    from dateline.extract.places import ResolvedPlace

UNRESOLVED = ("name", "gazetteer_id", "latitude", "longitude", "country", "geo_precision")


@dataclass(frozen=True, slots=True)
class AddedPlaces:
    """What one file of places gave.

    Attributes:
        file: its name.
        places: how many places it holds that could be used.
        new: how many of them the desk lacked.
        problems: rows that could not be used.
        failed: whether the file could not be used at all.
    """

    file: str
    places: int
    new: int
    problems: tuple[Problem, ...]
    failed: bool = False


def find_candidates(
    desk: Path | None, name: str, *, country: str | None = None, limit: int = 10
) -> list[GazetteerEntry]:
    """Places that a name may mean, likeliest first.

    Raises:
        CommandError: the country is unknown.
    """
    gazetteer = load_words(find_lexicon(desk)).gazetteer
    code = gazetteer.country(country) if country else None
    if country and code is None:
        raise CommandError(f"'{country}' is no country. Give an ISO alpha-2 code such as ML.")
    return gazetteer.find(name, country=code, limit=limit)


def add_place_files(opened: OpenDesk, files: list[Path]) -> list[AddedPlaces]:
    """Add files of places to the desk's own; the same file again adds nothing.

    Raises:
        DeskError: the desk's file cannot be written.
    """
    from dateline.atlas import open_gazetteer
    from dateline.atlas.basemap import load_basemap
    from dateline.atlas.desk_index import write_index
    from dateline.atlas.imports import import_places, merge_places

    target = opened.desk.lexicon / "places.tsv"
    gazetteer, basemap = open_gazetteer(), load_basemap()
    added = []
    for path in files:
        lines = _read_lines(path)
        if isinstance(lines, Problem):
            added.append(AddedPlaces(str(path), 0, 0, (lines,), failed=True))
            continue
        found = import_places(lines, path.name, gazetteer=gazetteer, basemap=basemap)
        existing = target.read_text(encoding="utf-8") if target.exists() else ""
        merged = merge_places(existing, found.rows)
        new = len(merged.splitlines()) - max(len(existing.splitlines()), 1)
        if found.rows and merged != existing:
            _write(target, merged)
        failed = not found.rows and any(item.severity == "error" for item in found.problems)
        added.append(
            AddedPlaces(str(path), len(found.rows), max(new, 0), found.problems, failed=failed)
        )
    if target.exists():
        write_index(target)
    load_words.cache_clear()
    return added


def _read_lines(path: Path) -> list[str] | Problem:
    """The lines of a file of places, unpacked where it is gzipped."""
    try:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as stream:
            return list(stream)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        return Problem(
            kind="unreadable-places",
            where=str(path),
            what=f"It could not be read: {error}.",
            advice="Give a text file in UTF-8, plain or gzipped, or leave it out.",
            severity="error",
        )


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        raise DeskError(
            f"{target} could not be written: {error.strerror}. Make room or make it writable."
        ) from error


def resolve_lines(
    desk: Path | None, path: Path, least: float
) -> Iterator[tuple[dict[str, Any], Problem | None]]:
    """Resolve the toponyms of each line, in order; an outlet's home is learned from its lines.

    Args:
        desk: whose own places are used; None outside any desk.
        path: lines `{id?, text, title?, domain?, toponyms[{start, end}]}`; `-` is stdin.
        least: confidence below which the answer is null.

    Yields:
        Each line's object with `name, gazetteer_id, latitude, longitude, country,
        geo_precision, confidence` on every toponym, and a problem for a line that is no such
        object.

    Raises:
        CommandError: the file cannot be opened.
    """
    from dateline.extract.outlets import resolve_documents

    words = load_words(find_lexicon(desk))
    lines = [_read_line(line, f"{path}:{number}") for number, line in _numbered(path)]
    known = [line for line in lines if not isinstance(line, Problem)]
    resolved = iter(
        resolve_documents([document for _, document in known], gazetteer=words.gazetteer)
    )
    for line in lines:
        if isinstance(line, Problem):
            yield {}, line
        else:
            yield _answer(line[0], next(resolved), least), None


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    with ExitStack() as stack:
        try:
            stream = sys.stdin.buffer if str(path) == "-" else stack.enter_context(path.open("rb"))
        except OSError as error:
            raise CommandError(f"{path} could not be read: {error.strerror}.") from error
        yield from enumerate(stream, start=1)


def _read_line(line: bytes, where: str) -> "tuple[dict[str, Any], ToponymDocument] | Problem":
    from dateline.extract.outlets import ToponymDocument

    try:
        record = json.loads(line)
        text = str(record["text"])
        spans = tuple(
            Span(start, end, text[start:end])
            for start, end in (
                (int(item["start"]), int(item["end"])) for item in record["toponyms"]
            )
        )
        title, domain = record.get("title") or "", record.get("domain") or ""
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Problem(
            kind="bad-line",
            where=where,
            what=f"This line is not an object with text and toponyms ({error}).",
            advice="Write {id?, text, toponyms[{start, end}]} on one line.",
            severity="error",
        )
    return record, ToponymDocument(text, spans, title, domain)


def _answer(
    record: dict[str, Any], resolved: "list[ResolvedPlace]", least: float
) -> dict[str, Any]:
    answered = []
    for item, found in zip(record["toponyms"], resolved, strict=True):
        place = found.place
        known = place.gazetteer_id is not None and found.confidence >= least
        values = {name: getattr(place, name) if known else None for name in UNRESOLVED}
        answered.append(item | values | {"confidence": round(found.confidence, 3)})
    return record | {"toponyms": answered}
