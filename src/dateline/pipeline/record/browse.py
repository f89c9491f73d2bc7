"""Listing what a desk holds, and the trail behind one event."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.model.document import Document
from dateline.model.event import Event
from dateline.model.link import Link
from dateline.model.review import Review
from dateline.model.stored import StoredMention
from dateline.pipeline.counting.count import make_asker
from dateline.pipeline.keeping.grades import read_words
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.state import load_state

if TYPE_CHECKING:
    from dateline.ledger.chain import Entry
    from dateline.reconcile.choose import Choice, Ground
    from dateline.reconcile.origins import Origin


@dataclass(frozen=True, slots=True)
class Account:
    """One mention of an event with the document, link and grade it stands under.

    Attributes:
        reliability: Admiralty's letter of the source, as the desk or a person says.
        credibility: Admiralty's figure of what it says: "1" where an independent origin confirms
            it, "6" where nobody can tell, or as a person says.
        trigger: the words of the document at the mention's own place.
    """

    stored: StoredMention
    link: Link
    title: str | None
    url: str | None
    reliability: str
    credibility: str = "6"
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of an event's history: when, by whom, what kind of entry, and why."""

    at: str
    by: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Trail:
    """All that an event rests on.

    Attributes:
        event: as it stands.
        accounts: every mention linked to it.
        choices: how each field was chosen among the accounts, a sentence each.
        chosen: the same as records: field, value, why, mentions taken, rule, their grades.
        reviews: what people said of it.
        state: hash of the state shown; give it with a review, to hear of changes since.
        history: what was recorded about it, in order.
        origins: where each account first came from, the earliest report first.
        credibility: Admiralty's figure: "1" where independent origins report it, else "6".
        independence: how many origins stand behind it, in a sentence.
    """

    event: Event
    accounts: tuple[Account, ...]
    choices: tuple[str, ...]
    reviews: tuple[Review, ...]
    state: str = ""
    history: tuple[Step, ...] = ()
    origins: tuple["Origin", ...] = ()
    credibility: str = "6"
    independence: str = ""
    chosen: tuple["Choice", ...] = ()


def list_documents(opened: OpenDesk, line: str = "") -> list[Document]:
    """Documents in force under the clocks; with a line those that tell of events it names.

    Raises:
        QueryError: the line does not parse, or names something unknown.
    """
    found = opened.ledger.documents(opened.clocks.as_of, opened.clocks.as_reported)
    if not line:
        return found
    told = {name for event in list_events(opened, line) for name in event.documents}
    return [document for document in found if document.id in told]


def list_mentions(opened: OpenDesk, line: str = "", *, document: str = "") -> list[StoredMention]:
    """Mentions in force under the clocks, of one document or of all.

    With a line those linked to the events that it names.

    Raises:
        QueryError: the line does not parse, or names something unknown.
    """
    found = opened.ledger.mentions(opened.clocks.as_of, opened.clocks.as_reported)
    if line:
        linked = {number for event in list_events(opened, line) for number in event.mentions}
        found = [stored for stored in found if stored.id in linked]
    return [stored for stored in found if not document or stored.mention.document == document]


def list_events(opened: OpenDesk, line: str = "") -> list[Event]:
    """Events in force that a query line names; an empty line names all.

    Raises:
        QueryError: the line does not parse, or names something unknown.
    """
    asker = make_asker(opened, counts="listed")
    if not line.strip():
        return list(asker.state.events)
    return asker.state_of(line).select(asker.select(line).events)


def show_event(opened: OpenDesk, number: int) -> Trail:
    """One event with every account of it.

    Raises:
        CommandError: there is no such event in this state.
    """
    from dateline.reconcile import explain_choices, list_choices
    from dateline.reconcile.origins import (
        find_confirmed,
        grade_credibility,
        say_origins,
        trace_origins,
    )
    from dateline.reconcile.resolve import make_ground

    state = load_state(opened)
    event = state.event(number)
    linked = opened.ledger.links(opened.clocks.as_of, mentions=event.mentions)
    links = {link.mention: link for link in linked}
    standing = dict.fromkeys(event.mentions, number)
    reviews = tuple(read_words(opened.ledger, opened.clocks.as_of, [number], standing))
    state.mentions.fetch(event.mentions)
    stored = [state.mentions[mention] for mention in event.mentions]
    agencies = {each.mention.document: _agency(state.documents, each) for each in stored}
    origins = trace_origins(stored, agencies)
    confirmed = find_confirmed(stored, origins)
    sources, policies = opened.desk.sources, opened.desk.resolve
    ground = make_ground(stored, reviews, sources, policies=policies, confirmed=confirmed)
    choices = list_choices(
        number, stored, reviews, sources=sources, policies=policies, confirmed=confirmed
    )
    return Trail(
        event=event,
        accounts=tuple(
            _account(state.documents[each.mention.document], each, links[each.id], ground)
            for each in stored
        ),
        choices=tuple(explain_choices(choices)),
        chosen=tuple(choices),
        reviews=reviews,
        state=state.hash,
        history=tuple(
            Step(entry.recorded_at, entry.author, entry.kind, _say_why(entry))
            for entry in opened.ledger.history(number, state.hash)
        ),
        origins=tuple(origins),
        credibility=grade_credibility(stored, origins),
        independence=say_origins(origins),
    )


def _say_why(entry: "Entry") -> str:
    """The reason that stands with an entry or, for a person's word, in it."""
    if entry.why or entry.kind != "review":
        return entry.why
    return str(json.loads(entry.payload or "{}").get("why", ""))


def _agency(documents: Mapping[str, Document], stored: StoredMention) -> str | None:
    return documents[stored.mention.document].agency


def _account(document: Document, stored: StoredMention, link: Link, ground: "Ground") -> Account:
    (grade,) = ground.grade((stored.id,))
    return Account(
        stored=stored,
        link=link,
        title=document.title,
        url=document.url,
        reliability=grade[0],
        credibility=grade[1],
        trigger=document.text[stored.mention.start : stored.mention.end],
    )
