"""Putting an update together for publication: every answer, work and event beside its words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import dateline
from dateline.desk import Desk
from dateline.errors import QueryError
from dateline.model.dataset import Manifest
from dateline.model.document import Document
from dateline.model.edition import Correction
from dateline.model.event import Event
from dateline.model.source import Source
from dateline.model.toll import TollEstimate
from dateline.pipeline.counting.check import Checked, UpdateCheck
from dateline.pipeline.counting.figures import gather_figure
from dateline.pipeline.keeping.state import State
from dateline.pipeline.protection.withhold import source_to_show, sources_to_show, tell_openly
from dateline.publish.edition import Bound, EditionFacts, ResolvedUpdate, Work

if TYPE_CHECKING:
    from dateline.model.resolved import ResolvedQuery

DIGITS = 12  # of a digest, which tell one capture from every other
DATED = re.compile(r"\d{4}-\d{2}-\d{2}")


def resolve_edition(
    check: UpdateCheck,
    *,
    signed: str = "",
    published: str = "",
    corrections: tuple[Correction, ...] = (),
) -> ResolvedUpdate:
    """Gather what the pages of a checked update need.

    Args:
        check: the update with every finding.
        signed: why the analyst lets stand what does not hold; empty where nothing needs it.
        published: ISO date that the outputs bear; `publication_day` where none is given.
        corrections: what this issue puts right.
    """
    asker = check.asker
    state = asker.state
    desk = asker.opened.desk
    works = known_works(desk, state)
    events = {event.id: event for event in state.events}
    cited = [_event_number(item.key) for item in check.prose.citations]
    told = {event.id: event for event in tell_openly(asker.opened, state, events)}
    return ResolvedUpdate(
        update=check.update,
        facts=_facts(check, published or publication_day(check)),
        bound=tuple(_bind(check, item, events, signed) for item in check.checked),
        works=works,
        sources=sources_to_show(desk),
        events={
            number: told.get(number) or _bare(events[number])
            for number in cited
            if number is not None and number in events
        },
        figures=tuple(
            gather_figure(asker, block, events, told, says=partial(_sentences, check))
            for block in check.prose.figures
        ),
        corrections=corrections,
        templates=find_templates(desk),
        because=signed if check.errors else "",
    )


def find_templates(desk: Desk) -> str:
    """The desk's folder of templates; empty where it has none."""
    folder = desk.folder / "templates"
    return str(folder) if folder.is_dir() else ""


def known_works(desk: Desk, state: State) -> dict[str, Work]:
    """Every document in force as a citable work, by id."""
    fetched = {
        capture.sha256: capture.captured_at[:10]
        for capture in state.opened.ledger.captures(state.opened.clocks.as_of)
        if capture.how == "fetched"
    }
    return {
        document.id: _work(document, source_to_show(document, desk), fetched)
        for document in state.documents.values()
    }


def _bare(event: Event) -> Event:
    """An event that only withheld sources tell: what it was, and nothing else of it."""
    nothing = TollEstimate(None, None, None)
    bare = replace(event, place=None, date_start=None, date_end=None, actors=(), tolls=())
    return replace(bare, killed=nothing, injured=nothing, abducted=nothing)


def _work(document: Document, source: Source | None, fetched: Mapping[str, str]) -> Work:
    """A citable document, published by the outlet as readers know it.

    A file that was given says nothing of the day on which the desk saw its address.
    """
    named = source.name if source else ""
    if named and not document.publisher:
        document = replace(document, publisher=named)
    shared = source is not None and source.archive == "share"
    return Work(
        document=document,
        source=source,
        access=source.access if source else "open",
        accessed=fetched.get(document.capture),
        archived=document.capture[:DIGITS] if shared else None,
    )


def publication_day(check: UpdateCheck) -> str:
    """The day an update is dated: its `published`, its file's name, or its cutoff's day."""
    stated = str(check.update.meta.get("published") or check.update.meta.get("date") or "")
    for text in (stated, Path(check.update.path).stem, check.update.cutoff or ""):
        found = DATED.match(text)
        if found:
            return found[0]
    return date.today().isoformat()  # noqa: DTZ011 - the person's own calendar day


def _facts(check: UpdateCheck, published: str) -> EditionFacts:
    asker = check.asker
    opened, state = asker.opened, asker.state
    named = {part.id for event in state.events for part in event.actors if part.id}
    lexicon = opened.words.lexicon
    actors = {known: actor.name for known in named if (actor := lexicon.actor(known))}
    return EditionFacts(
        desk=opened.desk.settings.name,
        state=state.hash,
        published=published,
        counts=asker.counts,
        version=dateline.__version__,
        documents=len(state.documents),
        mentions=len(state.mentions),
        events=len(state.events),
        as_of=opened.clocks.as_of,
        as_reported=opened.clocks.as_reported,
        actors=dict(sorted(actors.items())),
        admin=_admin_names(check),
    )


def _admin_names(check: UpdateCheck) -> dict[str, str]:
    """Names of countries and of the events' first-level units, as maps print them."""
    gazetteer = check.asker.opened.words.gazetteer
    names = gazetteer.country_names()
    places = (event.place for event in check.asker.state.events)
    paths = {place.admin1 for place in places if place is not None and place.admin1}
    for path in sorted(paths):
        unit = gazetteer.entry(f"admin:{path}")
        if unit is not None:
            names[path] = unit.name
    return names


def _bind(check: UpdateCheck, item: Checked, events: dict[int, Event], signed: str) -> Bound:
    estimate = item.answer.estimate
    queries = [item.binding.query, *item.binding.arguments.values()] if estimate else []
    holds = item.finding.verdict == "holds"
    return Bound(
        binding=item.binding,
        finding=item.finding,
        estimate=estimate,
        says=_sentences(check, queries),
        documents=_documents(estimate.events if estimate else (), events),
        assessment=item.answer.assessment,
        signed="" if holds else signed,
        dataset=_dataset(check, queries),
    )


def _dataset(check: UpdateCheck, lines: Iterable[str]) -> Manifest | None:
    """The snapshot that query lines ask; None for the ledger."""
    for line in lines:
        try:
            name = check.asker.resolve(line).dataset
        except QueryError:
            continue  # an argument such as `week` that is no query
        if name:
            return check.asker.snapshot(name).manifest
    return None


def _sentences(check: UpdateCheck, lines: Iterable[str]) -> tuple[str, ...]:
    """The sentences that explain the definitions and regions which query lines name."""
    regions = check.asker.opened.desk.regions
    said: dict[str, None] = {}
    for line in lines:
        try:
            resolved: ResolvedQuery = check.asker.resolve(line)
        except QueryError:
            continue  # an argument such as `week` that is no query
        for definition in resolved.definitions:
            said[definition.says] = None
        for key, region in regions.items():
            if re.search(rf"in:[^ ]*\b{re.escape(key)}\b", line):
                said[f"{_region_name(key)}: {region.says}."] = None
    return tuple(said)


def _region_name(key: str) -> str:
    """A region's key as a reader would write it: `central-mali` is Central Mali."""
    return key.replace("-", " ").title()


def _documents(numbers: Iterable[int], events: dict[int, Event]) -> tuple[str, ...]:
    found = (name for number in numbers for name in events[number].documents)
    return tuple(dict.fromkeys(found))


def _event_number(key: str) -> int | None:
    kind, _, number = key.partition(":")
    return int(number) if kind == "event" and number.isdecimal() else None
