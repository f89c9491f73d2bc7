"""What may be told openly: events as open accounts alone make them, for every way out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from dateline.desk import Desk
from dateline.errors import DeskError
from dateline.model.document import Document
from dateline.model.event import Event
from dateline.model.mention import Mention
from dateline.model.place import Place
from dateline.model.review import Review
from dateline.model.source import Source
from dateline.model.stored import StoredMention
from dateline.pipeline.keeping.coded import find_parent, find_read_in, find_sheets
from dateline.pipeline.keeping.grades import read_words
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.state import State
from dateline.pipeline.protection.forgetting import forget_kept

EMPTY: Mapping[str, Mapping[str, Any]] = {
    "date": {
        "date_start": None,
        "date_end": None,
        "time_precision": None,
        "date_as_written": None,
        "year_candidates": (),
    },
    "place": {"place": None},
    "actors": {"actors": (), "claimed_by": (), "denied_by": (), "blamed": ()},
    "tolls": {"tolls": ()},
    "weapons": {"weapons": ()},
    "claimed_by": {"claimed_by": (), "denied_by": ()},
}  # withheld field to the parts of a mention that it empties
CORRECTIONS = {
    "date": ("date_start", "date_end", "time_precision"),
    "place": ("place",),
    "coordinates": ("place",),
    "actors": ("actors", "claimed_by"),
    "tolls": ("tolls", "killed", "injured", "abducted"),
    "weapons": ("weapons",),
    "claimed_by": ("claimed_by",),
}


def tell_openly(opened: OpenDesk, state: State, numbers: Iterable[int]) -> tuple[Event, ...]:
    """Events as open accounts alone tell them; an event that none of them tells is left out.

    Every field is chosen anew among open accounts, so that no field can carry what only a
    withheld one says; places are as precise as their kind allows.
    """
    from dateline.publish.policy import coarsen_place
    from dateline.reconcile import resolve_event

    desk, ledger = opened.desk, state.opened.ledger
    wanted = list(numbers)
    events = state.select(wanted)
    state.mentions.fetch(number for event in events for number in event.mentions)
    state.documents.fetch(name for event in events for name in event.documents)
    reviews: dict[int, list[Review]] = defaultdict(list)
    standing = {number: event.id for event in events for number in event.mentions}
    for review in read_words(ledger, state.opened.clocks.as_of, wanted, standing):
        reviews[review.event].append(_open_review(review, desk))
    told = []
    for event in events:
        accounts = _open_accounts(desk, state, event)
        if not accounts:
            continue
        again = resolve_event(
            event.id,
            accounts,
            reviews=reviews[event.id],
            sources=desk.sources,
            recorded_at=event.recorded_at,
            policies=desk.resolve,
        )
        if again.countable:
            place = coarsen_place(again.place)
            told.append(replace(again, place=place, revision=event.revision))
    return tuple(told)


def is_withheld(document: Document, desk: Desk) -> bool:
    """Whether nothing of a document may leave: by outlet, address, capture or its own id.

    A note that a person coded is withheld with the document it was read in.
    """
    from dateline.publish.policy import policy_of_address

    if is_hidden(document.source, desk.sources) or document.id in desk.withhold.documents:
        return True
    read_in, capture = find_read_in(document)
    if read_in in desk.withhold.documents:
        return True
    if any(one.startswith(desk.withhold.captures) for one in (document.capture, capture)):
        return True
    address = document.url or ""
    return bool(address) and policy_of_address(address, desk.sources) == "withhold"


def is_hidden(key: str | None, sources: Mapping[str, Source]) -> bool:
    """Whether a source is withheld."""
    source = sources.get(key or "")
    return source is not None and source.links == "withhold"


def seal_withheld(opened: OpenDesk, fresh: Iterable[str] = ()) -> int:
    """Seal withheld material with the desk's key: its captures, and the ledger's words of it.

    Args:
        opened: the desk.
        fresh: ids of documents just recorded, whose addresses are looked at too.

    Returns:
        How many captures were sealed now.
    """
    found = find_open(opened, fresh)
    for digest in found:
        opened.archive.seal(digest)
    open_words = [one for one in found if one not in opened.ledger.sealed_captures()]
    for digest in open_words:
        opened.ledger.seal(digest)
    if open_words:  # what was kept of them lies open too, and is made anew
        forget_kept(opened.desk)
    return len(found)


def find_open(opened: OpenDesk, fresh: Iterable[str] = ()) -> list[str]:
    """Digests of withheld captures whose bytes or words lie unsealed; arguments as above."""
    desk, archive = opened.desk, opened.archive
    looked = {one.id for one in opened.ledger.documents(ids=list(fresh)) if is_withheld(one, desk)}
    origins = opened.ledger.document_origins()
    named = {
        name
        for name, (source, capture) in origins.items()
        if name in looked
        or name in desk.withhold.documents
        or is_hidden(source, desk.sources)
        or capture.startswith(desk.withhold.captures)
    }
    found = {
        capture
        for name, (_, capture) in origins.items()
        if name in named or find_parent(name) in named
    }
    sealed = opened.ledger.sealed_captures()
    if not fresh:
        with suppress(DeskError):  # without the key no sheet can be named, and verify says so
            found |= find_sheets(opened, found | sealed)
    return sorted(
        one
        for one in found
        if one and (one not in sealed or (archive.has(one) and not archive.is_sealed(one)))
    )


def source_to_show(document: Document, desk: Desk) -> Source | None:
    """The source of a document, as withheld where the document itself is."""
    source = desk.sources.get(document.source or "")
    if is_withheld(document, desk):
        return replace(source or Source(document.source or ""), links="withhold")
    return source


def sources_to_show(desk: Desk) -> dict[str, Source]:
    """The desk's sources, and the speakers that are withheld as if they were some."""
    speakers = {name: Source(name, links="withhold") for name in desk.withhold.speakers}
    return {**desk.sources, **speakers}


def _open_accounts(desk: Desk, state: State, event: Event) -> list[StoredMention]:
    """The accounts of an event that may be told, without the fields that may not."""
    silent = {name.casefold() for name in desk.withhold.speakers}
    found = []
    for number in event.mentions:
        stored = state.mentions[number]
        if is_hidden(stored.source, desk.sources):
            continue
        if is_withheld(state.documents[stored.mention.document], desk):
            continue
        if silent & {name.casefold() for name in stored.mention.speakers}:
            continue
        found.append(replace(stored, mention=_open_fields(stored.mention, desk, silent)))
    return found


def _open_fields(mention: Mention, desk: Desk, silent: set[str]) -> Mention:
    """A mention without withheld fields and without a withheld speaker's figures."""
    if not desk.withhold.fields and not silent:
        return mention
    changes: dict[str, Any] = {
        "tolls": tuple(
            toll for toll in mention.tolls if (toll.speaker or "").casefold() not in silent
        )
    }
    for name in desk.withhold.fields:
        changes |= EMPTY.get(name, {})
    if "coordinates" in desk.withhold.fields and "place" not in desk.withhold.fields:
        changes["place"] = _without_coordinates(mention.place)
    return replace(mention, **changes)


def _without_coordinates(place: Place | None) -> Place | None:
    return None if place is None else replace(place, latitude=None, longitude=None)


def _open_review(review: Review, desk: Desk) -> Review:
    """A review without corrections of withheld fields."""
    closed = {part for name in desk.withhold.fields for part in CORRECTIONS[name]}
    kept = {name: value for name, value in review.corrections.items() if name not in closed}
    return replace(review, corrections=kept)
