"""What the words around a number say of who, where and when, and whether a query says the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.errors import CommandError
from dateline.model.resolved import ActorTest, AreaTest, NearTest, ResolvedQuery
from dateline.pipeline.counting.count import Asker

_SPLIT = re.compile(
    r"[.;:!?](?=\s|$)|\n\s*\n|,? (?:while|whereas|but|although|tandis que|mais|alors que) "
)
_MARKED = re.compile(r"\]?\{[^{}]*\}|\[@[^\]]*\]|\[\^[^\]]*\]|[\[\]*_]")
_PLACED = re.compile(
    r"\b(?:in|near|around|at|across|within|outside|à|dans|près de|en|au)\s+"
    r"(?:the\s+|la\s+|le\s+|les\s+)?"
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:[ -](?:[A-ZÀ-Þ][\w’'-]+|of|de|du|na|al|el)(?=[ -][A-ZÀ-Þ]|\b))*)"
)
_BEFORE = 800
_SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said around a number.

    Attributes:
        actors: ids of the actors named.
        places: places named, by their words.
        regions: keys of the desk's regions named.
        periods: first and last days named.
    """

    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    periods: tuple[tuple[date, date], ...] = ()

    @property
    def says(self) -> bool:
        """Whether it names anything a query would have to name too."""
        return bool(self.actors or self.places or self.regions or self.periods)


def read_clause(source: str, start: int, end: int, asker: Asker, language: str = "en") -> Clause:
    """Read who, where and when the clause around a number names.

    Args:
        source: the update's text.
        start: where the number begins.
        end: where it ends.
        asker: knows the desk's names, under its clocks.
        language: of the text, ISO 639-1.
    """
    return _read(_clause_around(source, start, end), asker, language)


def read_context(source: str, at: int, asker: Asker, language: str = "en") -> Clause:
    """Read who and where the paragraphs before a number name last: what "it" and "there" mean."""
    text = " ".join(_MARKED.sub(" ", source[max(0, at - _BEFORE) : at]).split())
    read = _read(text, asker, language)
    return Clause(read.actors[-1:], read.places[-1:], read.regions[-1:])


def _read(text: str, asker: Asker, language: str) -> Clause:
    from dateline.prose.dates import read_dates

    anchor = asker.names(asker.opened.clocks).cutoff.date()
    spans = [
        span
        for span in asker.opened.words.lexicon.find_actors(text, language)
        if span.actor and any(letter.isupper() for letter in text[span.start : span.end])
    ]
    dates = read_dates(text, anchor=anchor, language=language)
    taken = [(one.start, one.end) for one in spans] + [(one.start, one.end) for one in dates]
    spaced = text.casefold().replace("-", " ")
    return Clause(
        _last_named(span.actor.id for span in spans if span.actor),
        _last_named(_find_places(text, taken, asker)),
        tuple(
            key for key in asker.opened.desk.regions if key.casefold().replace("-", " ") in spaced
        ),
        tuple(dict.fromkeys((one.when.start, min(one.when.end, anchor)) for one in dates)),
    )


def _last_named(names: Iterable[str]) -> tuple[str, ...]:
    """Names once each, in the order in which they are named last."""
    return tuple(reversed(dict.fromkeys(reversed(list(names)))))


def _find_places(text: str, taken: list[tuple[int, int]], asker: Asker) -> Iterator[str]:
    """Names behind a preposition that the desk knows as places, and that are nothing else."""
    for match in _PLACED.finditer(text):
        start, end = match.span("name")
        free = not any(first < end and start < last for first, last in taken)
        if free and _resolve_place(match["name"], asker) is not None:
            yield match["name"]


def says_the_same(clause: Clause, resolved: ResolvedQuery, asker: Asker) -> bool:
    """Whether a query names every actor and place of a clause, and its days.

    What the clause leaves out the query may add: the sentences before may have said it.
    """
    return (
        _names_actors(clause, resolved)
        and _names_places(clause, resolved, asker)
        and all(_covers(resolved, period) for period in clause.periods)
    )


def _names_actors(clause: Clause, resolved: ResolvedQuery) -> bool:
    named = [
        test.ids for test in resolved.tests if isinstance(test, ActorTest) and not test.negated
    ]
    named += [ids for ids in resolved.definition_actors if ids is not None]
    return all(any(actor in ids for ids in named) for actor in clause.actors)


def _names_places(clause: Clause, resolved: ResolvedQuery, asker: Asker) -> bool:
    areas = [test for test in resolved.tests if isinstance(test, AreaTest) and not test.negated]
    words = {word.casefold() for area in areas for word in area.words}
    words |= {
        word.casefold()
        for test in resolved.tests
        if isinstance(test, NearTest) and not test.negated
        for word in test.words
    }
    last = {word.rpartition("/")[2] for word in words}
    if any(key.casefold() not in words for key in clause.regions):
        return False
    for name in clause.places:
        wanted = _resolve_place(name, asker)
        same = any(_extent(area) == _extent(wanted) for area in areas) if wanted else False
        if not same and name.casefold() not in words | last:
            return False
    return True


def _extent(area: AreaTest) -> tuple[frozenset[str], ...]:
    return area.countries, area.admin1, area.admin2, area.places


def _covers(resolved: ResolvedQuery, period: tuple[date, date]) -> bool:
    """Whether a query's days are those named, give or take one."""
    cutoff = resolved.cutoff.date() if resolved.cutoff else date.max
    for own in resolved.periods:
        last = min(own.end or cutoff, cutoff)
        near = own.start is not None and abs(own.start - period[0]) <= _SLACK
        if near and abs(last - min(period[1], cutoff)) <= _SLACK:
            return True
    return False


def _resolve_place(name: str, asker: Asker) -> AreaTest | None:
    try:
        resolved = asker.resolve(f'in:"{name}"')
    except CommandError:
        return None
    return next((test for test in resolved.tests if isinstance(test, AreaTest)), None)


def _clause_around(source: str, start: int, end: int) -> str:
    """The clause that holds a number, without the marks of bindings and citations."""
    before = _SPLIT.split(_MARKED.sub(" ", source[:start][-400:]))[-1]
    after = _SPLIT.split(_MARKED.sub(" ", source[end:][:400]))[0]
    return " ".join(f"{before}{source[start:end]}{after}".split())
