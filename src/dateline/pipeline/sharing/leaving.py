"""What may leave a desk: events under the names and places that may be told, and the last lock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.datasets.outgoing import Outgoing, Reference
from dateline.model.event import Event
from dateline.model.place import Place
from dateline.model.source import Source
from dateline.model.update import Update
from dateline.pipeline.counting.count import Asker
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.state import State, build_table
from dateline.pipeline.protection.keyed import KeyedNames, refuse_digests
from dateline.pipeline.protection.withhold import source_to_show, sources_to_show, tell_openly

if TYPE_CHECKING:
    from dateline.model.resolved import ResolvedQuery


@dataclass(frozen=True, slots=True)
class Export:
    """What was handed over.

    Attributes:
        file: where it was written.
        format: one of `exchange.FORMATS`.
        events: how many events it lists.
        withheld: how many events count and are not listed, because open sources alone do not
            tell them so.
        undated: how many have no day, which ACLED's shape cannot do without.
        state: hash of the ledger's state.
    """

    file: str
    format: str
    events: int
    withheld: int
    undated: int
    state: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """Events that may leave, with what stands behind them.

    Attributes:
        out: the events and their names.
        chosen: how many events the lines count, listed or not.
        states: the states that answered.
    """

    out: Outgoing
    chosen: int
    states: tuple[State, ...]


def gather_events(opened: OpenDesk, asker: Asker, lines: Iterable[tuple[str, str]]) -> Gathered:
    """Gather the events that lines name as they may leave, each event once.

    Args:
        opened: the desk.
        asker: answers the lines.
        lines: query lines of the ledger, each with the period its days are cut to.
    """
    outs: list[Outgoing] = []
    states: dict[str, State] = {}
    counted: set[int] = set()
    for line, within in lines:
        state = asker.state_of(line)
        states[state.hash] = state
        selection = asker.select(line, within=within)
        counted.update(selection.events)
        told = tuple(
            replace(event, place=_publishable(event.place))
            for event in tell_openly(opened, state, selection.events)
        )
        kept = _meeting(told, selection.resolved, asker.counts)
        query = _redact(line, list_hidden(opened, (state,)))
        outs.append(_gather(opened, asker, state, kept, query))
    if not outs:
        outs.append(_gather(opened, asker, asker.state, (), ""))
    return Gathered(_merge(outs), len(counted), tuple(states.values()))


def _merge(outs: list[Outgoing]) -> Outgoing:
    """Several gatherings as one, each event as the first tells it."""
    events = {event.id: event for out in reversed(outs) for event in out.events}
    return replace(
        outs[0],
        events=tuple(events[number] for number in sorted(events)),
        actors={key: actor for out in outs for key, actor in out.actors.items()},
        references={key: told for out in reversed(outs) for key, told in out.references.items()},
        points={path: point for out in outs for path, point in out.points.items()},
    )


def _meeting(
    events: tuple[Event, ...], resolved: "ResolvedQuery", counts: str
) -> tuple[Event, ...]:
    """The events that meet the query as they will be shown.

    So no query can draw out what the shown fields do not tell: where a clinic stands, or which
    events a withheld source tells of.
    """
    from dateline.measure.selection import select_events

    met = frozenset(select_events(build_table(events), resolved, counts=counts).events)
    return tuple(event for event in events if event.id in met)


def _publishable(place: Place | None) -> Place | None:
    """A coarse place under the gazetteer's name, and none of a source's words.

    A name that the gazetteer does not know is a source's own; the admin unit stands for it.
    """
    if place is None:
        return None
    if place.gazetteer_id is None:
        unit = place.admin2 or place.admin1 or ""
        place = replace(place, name=unit.rpartition("/")[2])
    return replace(place, text="")


def _gather(
    opened: OpenDesk, asker: Asker, state: State, events: tuple[Event, ...], query: str
) -> Outgoing:
    """Put the names beside the events."""
    from dateline.atlas.basemap import load_basemap

    words, names = opened.words, KeyedNames(opened)
    lexicon, gazetteer, basemap = words.lexicon, words.gazetteer, load_basemap()
    named = {part.id for event in events for part in event.actors if part.id}
    known = {name for event in events for name in event.claimed_by} | named
    actors = {one: actor for one in sorted(known) if (actor := lexicon.actor(one))}
    points = {}
    for path in {path for event in events for path in _paths(event.place)}:
        kind = "admin" if "/" in path else "country"
        entry = gazetteer.entry(f"{kind}:{path}")
        if entry is not None:
            points[path] = (entry.latitude, entry.longitude)
    return Outgoing(
        desk=asker.opened.desk.settings.name,
        query=query,
        state=state.hash,
        events=tuple(_without_words(event, frozenset(actors), names) for event in events),
        actors=actors,
        countries=gazetteer.countries(),
        references={event.id: _references(event, state, opened.desk.sources) for event in events},
        points=points,
        area=lambda path: (
            basemap.admin1_polygon(path) if "/" in path else basemap.country_polygon(path)
        ),
    )


def _without_words(event: Event, known: frozenset[str], names: KeyedNames) -> Event:
    """An event whose actors are those that the lexicon knows, and nobody else by any words.

    Its documents go by the names under which they may leave.
    """
    actors = tuple(
        replace(
            part,
            text="",
            name="" if part.id not in known else part.name,
            id=part.id if part.id in known else None,
            described_as=None,
        )
        for part in event.actors
    )
    claimed = tuple(one for one in event.claimed_by if one in known)
    documents = tuple(names.name(document) for document in event.documents)
    return replace(event, actors=actors, claimed_by=claimed, documents=documents)


def _references(event: Event, state: State, sources: Mapping[str, Source]) -> tuple[Reference, ...]:
    """The open sources of an event, as their policies let them be shown."""
    from dateline.publish.edition import Work
    from dateline.publish.policy import link_policy, name_of, safe_href

    found = []
    for key in event.documents:
        document = state.documents[key]
        source = sources.get(document.source or "")
        work = Work(document=document, source=source)
        live = link_policy(work) == "live" and document.url
        name = source.name if source and source.name else name_of(work)
        found.append(Reference(name, safe_href(document.url or "") if live else None))
    return tuple(dict.fromkeys(found))


def list_hidden(opened: OpenDesk, states: Iterable[State]) -> frozenset[str]:
    """The words of withheld sources, as publishing knows them, in any of these states."""
    return frozenset(word for state in states for word in _secrets(opened, state))


def refuse_secrets(opened: OpenDesk, text: str, hidden: frozenset[str], where: str) -> None:
    """Refuse a file in which a withheld source or a capture's digest can be read: the last lock.

    Raises:
        PublishRefused: one can.
    """
    from dateline.publish.policy import refuse_leaks

    refuse_leaks(text, hidden, where)
    refuse_digests(text, (one.sha256 for one in opened.ledger.captures()), where)


def _secrets(opened: OpenDesk, state: State) -> frozenset[str]:
    from dateline.publish.edition import EditionFacts, ResolvedUpdate, Work
    from dateline.publish.policy import secrets_of

    works = {
        document.id: Work(document=document, source=source_to_show(document, opened.desk))
        for document in state.documents.values()
    }
    desk = opened.desk.settings.name
    return secrets_of(
        ResolvedUpdate(
            update=Update("", "", 0, ""),
            facts=EditionFacts(desk, state.hash, ""),
            works=works,
            sources=sources_to_show(opened.desk),
        )
    )


def _redact(line: str, secrets: Iterable[str]) -> str:
    from dateline.publish.policy import redact

    return redact(line, secrets)


def _paths(place: Place | None) -> list[str]:
    return [path for path in (place.admin2, place.admin1, place.country) if path] if place else []
