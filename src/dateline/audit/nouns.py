"""What a number counts, against what its query counts: soldiers are not civilians, nor attacks."""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.model.binding import Binding
from dateline.model.quantity import Quantity
from dateline.model.toll import Toll
from dateline.prose.folding import fold_text
from dateline.prose.numbers import read_quantities

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NAME = re.compile(r"[A-Z][\w'’-]+")
_BREAK = re.compile(r"[,;:.()\n]|\b(?:and|or|but|while|et|ou|mais|tandis)\b")
_NEAR_WORDS = 5
_LONGEST = 3
Bounds = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a query counts, as far as a noun can be held against it.

    Attributes:
        definitions: keys of its definitions; a noun that is one of them always fits.
        types: event types it takes; empty takes all.
        subtypes: sub-event types it takes; empty takes all.
        actors: ids of every actor it names in any role; empty names none.
        find_actors: ids of an actor by name; None for a word that is no actor's.
        people: for a sum, the bounds of a group among those harmed; None where nobody can say.
    """

    definitions: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    subtypes: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    find_actors: Callable[[str], frozenset[str] | None] | None = None
    people: Callable[[str], Bounds | None] | None = None


@dataclass(frozen=True, slots=True)
class _Nouns:
    any_event: frozenset[str]
    types: dict[str, str]
    subtypes: dict[str, str]
    people: dict[str, str]
    within: dict[str, str]
    places: frozenset[str]
    tolls: dict[str, str]


def find_wrong_noun(
    binding: Binding, quantity: Quantity, subject: Subject, language: str = "en"
) -> tuple[str, str] | None:
    """Say what a noun counts and what the query counts, where the two differ.

    The noun may stand behind the bound words: "[seven]{...} soldiers".

    >>> words = Binding("count", "q", "nine bombings", 0, 0, 0, 0)
    >>> find_wrong_noun(words, read_quantities("nine bombings")[0], Subject(("attack",)))
    ('bombings', 'the query counts events of every kind')
    """
    noun = read_noun(binding, quantity, language)
    if binding.kind == "sum":
        return _wrong_toll(binding, quantity, noun)
    if not noun or binding.kind not in ("count", "rate", "share"):
        return None
    if binding.kind == "share" and noun in ("percent", "percentage points"):
        return None
    return _wrong_kind(noun, subject) or _wrong_actor(noun, subject)


def read_noun(binding: Binding, quantity: Quantity, language: str = "en") -> str:
    """The counted noun: from the bound words, or from what follows them in the sentence."""
    if quantity.unit and not quantity.unit.startswith("of "):
        return quantity.unit
    longer = _read_on(binding, quantity, language)
    return longer.unit or "" if longer is not None else ""


def read_period(binding: Binding, quantity: Quantity, language: str = "en") -> str | None:
    """The period of a rate: from the bound words, or from what follows them in the sentence."""
    if quantity.per is not None or binding.kind != "rate":
        return quantity.per
    longer = _read_on(binding, quantity, language)
    return longer.per if longer is not None else None


def _read_on(binding: Binding, quantity: Quantity, language: str) -> Quantity | None:
    """The claim read together with what follows its words; None where it ends before them."""
    words = binding.words.rstrip()
    if not binding.after or quantity.end < len(words):
        return None
    found = read_quantities(words + binding.after, language)
    return next((one for one in found if one.start <= quantity.start < one.end), None)


def group_of(noun: str) -> str:
    """The group of people that a noun names; empty for a noun that names none.

    >>> group_of("Malian soldiers"), group_of("attacks")
    ('soldiers', '')
    """
    return _look_up(noun, _nouns().people)


def counts_events(noun: str) -> bool:
    """Whether a noun counts events of some kind.

    >>> counts_events("simultaneous raids"), counts_events("soldiers")
    (True, False)
    """
    nouns = _nouns()
    named = {**dict.fromkeys(nouns.any_event, "events"), **nouns.types, **nouns.subtypes}
    return bool(_look_up(noun, named))


def bound_group(tolls: Iterable[tuple[Toll, ...]], measure: str, group: str) -> Bounds:
    """Bounds of how many of one group were harmed, over the accounts of each event.

    Those whom nobody describes may belong to any group: they widen the bounds.

    >>> dead = Toll("killed", "civilians", "farmers", 5, 5, "five farmers")
    >>> bound_group([(dead,)], "killed", "civilians"), bound_group([(dead,)], "killed", "soldiers")
    ((5, 5), (0, 0))
    """
    low, high = 0, 0
    open_ended = False
    for accounts in tolls:
        sides: dict[str | None, list[int | None]] = {}
        for toll in accounts:
            if toll.measure == measure:
                _add(sides.setdefault(toll.speaker, [0, 0]), toll, group)
        if sides:
            low += min(pair[0] or 0 for pair in sides.values())
            tops = [pair[1] for pair in sides.values()]
            open_ended = open_ended or None in tops
            high += max(top or 0 for top in tops)
    return low, None if open_ended else high


def _add(pair: list[int | None], toll: Toll, group: str) -> None:
    """Add one account to the bounds of a group, by whom it describes."""
    described = group_of(toll.described_as or "") or ("civilians" if toll.of == "civilians" else "")
    if described and _belongs(described, group):
        pair[0] = (pair[0] or 0) + (toll.low or 0)
    elif described and not _belongs(group, described):
        return
    if pair[1] is not None:
        pair[1] = None if toll.high is None else pair[1] + toll.high


def _belongs(group: str, whole: str) -> bool:
    return whole in (group, "people") or _nouns().within.get(group) == whole


def _wrong_toll(binding: Binding, quantity: Quantity, noun: str) -> tuple[str, str] | None:
    """A sum of the dead bound to words about the wounded, or about attacks."""
    of = binding.arguments.get("of", "killed")
    said = _toll_near(binding, quantity)
    if said and said[1] != of:
        return said[0], f"the query sums people {of}"
    other = counts_events(noun) or set(_singulars(noun)[-1:]) <= _nouns().places
    if noun and not group_of(noun) and other:
        return noun, f"the query sums people {of}"
    return None


def _toll_near(binding: Binding, quantity: Quantity) -> tuple[str, str] | None:
    """The nearest word that says what was done: behind the number, else before it."""
    tolls = _nouns().tolls
    behind = fold_text(binding.words[quantity.end :] + binding.after)
    cut = _BREAK.search(behind)
    behind = behind[: cut.start()] if cut else behind
    for word in _WORD.findall(behind)[:_NEAR_WORDS]:
        if word in tolls:
            return word, tolls[word]
    before = fold_text(binding.before + binding.words[: quantity.start])
    before = re.split(r"[,;:.()\n]", before)[-1]
    for word in _WORD.findall(before)[: -_NEAR_WORDS - 1 : -1]:
        if word in tolls:
            return word, tolls[word]
    return None


def _wrong_kind(noun: str, subject: Subject) -> tuple[str, str] | None:
    nouns = _nouns()
    singulars = _singulars(noun)
    if set(singulars) & {_singular(part) for key in subject.definitions for part in key.split("-")}:
        return None
    if _look_up(noun, nouns.people):
        return noun, "the query counts events, not people"
    if singulars and (singulars[-1] in nouns.places or singulars[0] in nouns.places):
        return noun, "the query counts events, not places"
    wanted = _look_up(noun, nouns.subtypes)
    if wanted:
        return None if subject.subtypes == {wanted} else (noun, _say_kinds(subject))
    wanted = _look_up(noun, nouns.types)
    if wanted and not (subject.types and subject.types <= {wanted}) and not subject.subtypes:
        return noun, _say_kinds(subject)
    return None


def _say_kinds(subject: Subject) -> str:
    kinds = sorted(subject.subtypes or subject.types)
    return f"the query counts {' and '.join(kinds) if kinds else 'events of every kind'}"


def _wrong_actor(noun: str, subject: Subject) -> tuple[str, str] | None:
    """A name in the noun ("JNIM attacks") that the query does not ask for."""
    if subject.find_actors is None:
        return None
    for name in _NAME.findall(noun):
        ids = subject.find_actors(name)
        if ids and not ids & subject.actors:
            return noun, f"the query does not ask for {name}"
    return None


def _look_up(noun: str, table: dict[str, str]) -> str:
    """What a noun stands for in a table; the longest name wins, then the last."""
    singulars = _singulars(noun)
    for size in range(min(_LONGEST, len(singulars)), 0, -1):
        for start in range(len(singulars) - size, -1, -1):
            found = table.get(" ".join(singulars[start : start + size]))
            if found:
                return found
    return ""


@cache
def _singulars(noun: str) -> list[str]:
    return [_singular(word) for word in _WORD.findall(fold_text(noun))]


def _singular(word: str) -> str:
    """A noun without its plural, as far as looking it up needs.

    >>> [_singular(one) for one in ("civilians", "clashes", "bodies", "women", "police")]
    ['civilian', 'clash', 'body', 'woman', 'police']
    """
    irregular = {"women": "woman", "children": "child", "men": "man", "servicemen": "serviceman"}
    if word in irregular:
        return irregular[word]
    for plural, ending in (("ies", "y"), ("shes", "sh"), ("ches", "ch"), ("sses", "ss")):
        if word.endswith(plural):
            return word[: -len(plural)] + ending
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@cache
def _nouns() -> _Nouns:
    source = files("dateline.audit") / "data" / "nouns.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    events = table["events"]
    return _Nouns(
        _words(events["any"]),
        _turn(events["types"]),
        _turn(events["subtypes"]),
        _turn(table["people"]),
        table["people-within"],
        _words(table["others"]["places"]),
        {fold_text(word): toll for toll, words in table["tolls"].items() for word in words.split()},
    )


def _words(listed: str) -> frozenset[str]:
    return frozenset(_key(word) for word in listed.split())


def _turn(rows: dict[str, str]) -> dict[str, str]:
    return {_key(word): name for name, listed in rows.items() for word in listed.split()}


def _key(word: str) -> str:
    return " ".join(_singular(part) for part in fold_text(word.replace("#", " ")).split())
