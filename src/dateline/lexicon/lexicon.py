"""Who the actors are, and where a text names them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from dateline.lexicon.branches import find_branch
from dateline.lexicon.fold import Folded, fold_with_offsets
from dateline.lexicon.forces import CountryWords, build_forces, read_countries
from dateline.lexicon.matcher import Phrase, PhraseMatcher, keep_longest, read_phrase
from dateline.lexicon.rows import read_field, read_rows, split_list
from dateline.lexicon.words import EventWord, Weapon, list_weapons, load_event_words, load_weapons
from dateline.model.actor import Actor, ActorRelation

CLASSES = (
    Actor("civilians", "Civilians", 7, groups=("@civilians",)),
    Actor("protesters", "Protesters", 6, groups=("@protesters",)),
    Actor("rioters", "Rioters", 5, groups=("@rioters",)),
    Actor("unidentified-armed-group", "Unidentified armed group", 3, groups=("@unidentified",)),
)
_CLASS_OF_KIND = {
    "gunmen": "unidentified-armed-group",
    "civilians": "civilians",
    "protesters": "protesters",
    "rioters": "rioters",
}
FORCE_OF_KIND = {
    "soldiers": "army",
    "police": "police",
    "security": "security-forces",
    "government": "government",
}
_STATE_INTER = 1
_SHORT_ID = 5  # letters: an id as short may be a word ("tip", "bras"), and is no name in a text
# Words for countries that are other words as well: "financial", "Moroccan" and "western".
_OTHER_SENSE = frozenset({"", "مالی", "مالي", "مالية", "مغربي", "مغربية"})


@dataclass(frozen=True, slots=True)
class Party:
    """What a phrase stands for before the sentence has been weighed.

    Attributes:
        kind: `named`, `force`, `country`, `demonym`, or a kind of `classes.tsv`.
        actor: the actor's id; None for sites, communities, countries and forces without one.
        country: ISO alpha-2, for forces and country words.
    """

    kind: str
    actor: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """Where a text speaks of a party; `text` is the original's words."""

    start: int
    end: int
    text: str
    party: Party
    actor: Actor | None = None


@dataclass(frozen=True)
class Lexicon:
    """Actors by id, and the matchers over their names."""

    actors: dict[str, Actor]
    countries: dict[str, CountryWords] = field(default_factory=dict)

    def actor(self, identity: str) -> Actor | None:
        """Return the actor of that id."""
        return self.actors.get(identity)

    def find_actor(self, text: str) -> Actor | None:
        """Return the actor that a whole name, acronym or alias stands for.

        >>> load_shipped().find_actor("GSIM").id
        'jnim'
        """
        if text in self.actors:
            return self.actors[text]
        phrase = self._parties.phrase(text) or load_classes("en").phrase(text)
        return self.actor(phrase.value.actor) if phrase and phrase.value.actor else None

    def find_actors(self, text: str, language: str = "en") -> list[ActorSpan]:
        """Find every actor a text names, with exact offsets.

        Names are found in every language, words for classes of people in the one given.

        >>> [(span.text, span.actor.id) for span in load_shipped().find_actors(
        ...     "JNIM attacked Malian soldiers.")]
        [('JNIM', 'jnim'), ('Malian soldiers', 'mali-army')]
        """
        return [span for span in self.find_parties(fold_with_offsets(text), language) if span.actor]

    def find_parties(self, folded: Folded, language: str = "en") -> list[ActorSpan]:
        """Find actors, classes of people, communities, countries and sites in a folded text."""
        found = []
        classes = load_classes({"prs": "fa"}.get(language, language)).find(folded)
        for hit in keep_longest([*self._parties.find(folded), *classes]):
            actor = self.actor(hit.value.actor) if hit.value.actor else None
            words = folded.original[hit.start : hit.end]
            found.append(ActorSpan(hit.start, hit.end, words, hit.value, actor))
        return self._name_branches(folded.original, found)

    def _name_branches(self, text: str, found: list[ActorSpan]) -> list[ActorSpan]:
        """Read a group's name with its region ("the Islamic State's Khorasan branch") as one."""
        named = list(found)
        for span in found:
            branch = span.actor and find_branch(text, span.actor.id, span.start, span.end)
            if not branch:
                continue
            identity, start, end = branch
            actor = self.actors[identity]
            whole = ActorSpan(
                start, end, text[start:end], Party("named", identity, actor.country), actor
            )
            named = [other for other in named if other.end <= start or other.start >= end]
            named.append(whole)
        return sorted(named, key=lambda span: span.start)

    def force(self, kind: str, country: str) -> Actor | None:
        """Return a country's `army`, `police`, `security-forces` or `government`."""
        words = self.countries.get(country)
        return self.actor(f"{words.slug}-{kind}") if words else None

    def ruler(self, country: str, on: date) -> Actor | None:
        """Return the movement that rules a country on a day: its soldiers and police are its own.

        Args:
            country: ISO alpha-2.
            on: the day.

        Returns:
            The actor that `relations.tsv` says rules there; None for a state with forces of its
            own name.
        """
        government = self.force("government", country)
        rows = self._rulers.get(government.id, ()) if government else ()
        return next((actor for actor, tie in rows if holds_on(tie, on)), None)

    def groups(self) -> list[str]:
        """Return the names of groups of actors, without "@"."""
        return sorted({name.removeprefix("@") for name in self._members})

    def group(self, name: str, on: date | None = None) -> frozenset[str]:
        """Return the members of a group such as `@state`; empty when nobody knows the group.

        Dated memberships (the Taliban as a state from August 2021) hold at `on`; without a date
        those that still last are taken.
        """
        members = set(self._members.get("@" + name.removeprefix("@"), ()))
        for actor in self.actors.values():
            for tie in actor.relations:
                if tie.kind == "member-of" and tie.other.lstrip("@") == name.lstrip("@"):
                    lasting = tie.until is None if on is None else holds_on(tie, on)
                    members |= {actor.id} if lasting else set()
        return frozenset(members)

    def with_subgroups(self, identity: str, on: date | None = None) -> frozenset[str]:
        """Return an actor and all groups under it, as they were on a day; None takes any day."""
        known, waiting = {identity}, [identity]
        while waiting:
            for child, tie in self._children.get(waiting.pop(), ()):
                if child not in known and (on is None or holds_on(tie, on)):
                    known.add(child)
                    waiting.append(child)
        return frozenset(known)

    def nearest(self, text: str, limit: int = 3) -> list[str]:
        """Return ids and names most like a text, for an error that offers the way out."""
        from rapidfuzz import fuzz, process, utils

        names = {identity: identity for identity in self.actors}
        for actor in self.actors.values():
            names.setdefault(actor.name, actor.id)
            if actor.inter != _STATE_INTER:
                names.update((alias.lstrip("="), actor.id) for alias in actor.aliases)
        best = process.extract(
            text, list(names), scorer=fuzz.WRatio, processor=utils.default_process, limit=limit * 4
        )
        found = dict.fromkeys(names[name] for name, _score, _index in best)
        return list(found)[:limit]

    def event_words(self, language: str) -> PhraseMatcher[EventWord] | None:
        """Return a language's event words; None where there is no list."""
        return load_event_words(language)

    def weapons(self) -> PhraseMatcher[Weapon]:
        """Return the words for weapons."""
        return load_weapons()

    def weapon_names(self) -> frozenset[str]:
        """Return the names of weapons, as events carry them."""
        return list_weapons()

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        members: dict[str, list[str]] = {}
        for actor in self.actors.values():
            for group in actor.groups:
                members.setdefault(group, []).append(actor.id)
        return members

    @cached_property
    def _children(self) -> dict[str, list[tuple[str, ActorRelation]]]:
        children: dict[str, list[tuple[str, ActorRelation]]] = {}
        for actor in self.actors.values():
            for tie in actor.relations:
                if tie.kind == "parent":
                    children.setdefault(tie.other, []).append((actor.id, tie))
        return children

    @cached_property
    def _rulers(self) -> dict[str, list[tuple[Actor, ActorRelation]]]:
        rulers: dict[str, list[tuple[Actor, ActorRelation]]] = {}
        for actor in self.actors.values():
            for tie in actor.relations:
                if tie.kind == "rules":
                    rulers.setdefault(tie.other, []).append((actor, tie))
        return rulers

    @cached_property
    def _parties(self) -> PhraseMatcher[Party]:
        phrases = [*_actor_phrases(self.actors.values()), *_country_phrases(self)]
        return PhraseMatcher(phrases)


def holds_on(tie: ActorRelation, day: date) -> bool:
    """Whether a dated tie holds on a day; an end not stated is open."""
    stamp = day.isoformat()
    return (tie.since or "") <= stamp and (tie.until is None or stamp <= tie.until)


def _actor_phrases(actors: Iterable[Actor]) -> Iterable[Phrase[Party]]:
    for actor in actors:
        if actor in CLASSES:
            party = Party("class", actor.id)
        else:
            kind = "force" if actor.inter == _STATE_INTER else "named"
            party = Party(kind, actor.id, actor.country)
        if len(actor.id) > _SHORT_ID or "-" in actor.id:
            yield Phrase(actor.id, party)
        yield Phrase(actor.name, party)
        for alias in actor.aliases:
            yield read_phrase(alias, party)


@cache
def load_classes(language: str) -> PhraseMatcher[Party]:
    """Load one language's words for people and sites that are no named actor."""
    phrases: list[Phrase[Party]] = []
    for row in read_rows("classes.tsv"):
        if row[1] == language:
            party = Party(row[0], _CLASS_OF_KIND.get(row[0]))
            phrases += (read_phrase(words, party) for words in split_list(read_field(row, 2)))
    return PhraseMatcher(phrases)


def _country_phrases(lexicon: Lexicon) -> Iterable[Phrase[Party]]:
    for country in lexicon.countries.values():
        french = [form for pair in country.french for word in pair for form in (word, f"{word}s")]
        arabic = [form for word in country.arabic or () for form in _indefinite(word)]
        for words in (*country.adjectives, *french, *arabic, *country.persian_adjectives):
            yield Phrase(words, Party("demonym", None, country.code), exact=words.isupper())
        eastern = (*country.turkish, country.persian, *country.arabic_names, *country.pashto)
        for words in (*country.names, *country.french_names, *eastern):
            if words not in _OTHER_SENSE:
                yield Phrase(words, Party("country", None, country.code), exact=words.isupper())


def _indefinite(adjective: str) -> Iterator[str]:
    """An Arabic adjective without its article, which may stand before it as a clitic.

    >>> list(_indefinite("السوري"))
    ['سوري']
    """
    bare = adjective.removeprefix("ال")
    if bare not in _OTHER_SENSE:
        yield bare


@cache
def load_shipped() -> Lexicon:
    """Load the lexicon that comes with Dateline."""
    ties: dict[str, list[ActorRelation]] = {}
    for row in read_rows("relations.tsv"):
        values = [read_field(row, index) or None for index in range(6)]
        ties.setdefault(row[0], []).append(ActorRelation(row[1], row[2], *values[3:6]))
    actors: dict[str, Actor] = {}
    for row in (*read_rows("actors.tsv"), *read_rows("actors_ucdp.tsv")):
        actors[row[0]] = Actor(
            row[0],
            read_field(row, 4),
            int(row[1]),
            row[2] or None,
            tuple(split_list(read_field(row, 5))),
            tuple(row[3].split()),
            tuple(ties.get(row[0], ())),
        )
    countries = read_countries()
    for force in (*build_forces(countries), *CLASSES):
        actors.setdefault(force.id, force)
    return Lexicon(actors, {country.code: country for country in countries})
