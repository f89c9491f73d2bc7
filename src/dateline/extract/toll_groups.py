"""Groups of people in a sentence, with or without a number, that a toll may count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.toll_words import TollWords
from dateline.model.quantity import Quantity
from dateline.prose.folding import fold_text
from dateline.prose.numbers import read_quantities
from dateline.prose.numbers_rules import load_rules

_SINGLE = {
    "en": r"(?:an?|another|one of (?:the|its|their)|the|his|her|its|their)",
    "fr": r"(?:une?|le|la|l'|un autre|une autre|son|sa)",
}
_DETERMINERS = {
    "en": r"(?:the|its|their|his|her|some|other)",
    "fr": r"(?:les|des|ses|leurs|d'autres|de)",
}
_ADJECTIVES = r"(?:[^\W\d_][\w'-]*\s+){0,4}?"
_PLURAL = {
    "en": re.compile(r"(?:s|men|women|people|children|personnel|police|staff|troops|taliban)$"),
    "fr": re.compile(r"(?:s|x)$"),
}
_PART_BEFORE = 26


@dataclass(frozen=True, slots=True)
class Group:
    """Some people in a sentence.

    Attributes:
        numbered: whether a number counts them.
        person: whether a noun for persons names them.
        part: whether they are a part of a group counted before ("including two children").
        described_as: the noun, as written.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    numbered: bool
    person: bool
    part: bool
    imputed: bool = False
    described_as: str | None = None


def find_groups(sentence: str, folded: str, words: TollWords) -> list[Group]:
    """Find counted groups, and groups that a determiner or a bare plural names, in order."""
    groups = list(_numbered(sentence, folded, words))
    taken = [(group.start, group.end) for group in groups]
    for group in _named(sentence, folded, words):
        if not any(group.start < end and start < group.end for start, end in taken):
            groups.append(group)
            taken.append((group.start, group.end))
    return sorted(groups, key=lambda group: group.start)


def toll_bounds(quantity: Quantity, language: str) -> tuple[int | None, int | None]:
    """Literal floor and ceiling that a counted group gives a toll.

    >>> toll_bounds(read_quantities("more than 80 people")[0], "en")
    (80, None)
    """
    rule = load_rules(language).hedges.get(fold_text(quantity.hedge))
    name = rule.name if rule else ""
    if quantity.value is None:
        low, high = quantity.low, quantity.high
    elif name in ("at-least", "more-than", "just-over"):
        low, high = quantity.value, None
    elif name in ("up-to", "less-than"):
        low, high = None, quantity.value
    else:
        low = high = quantity.value
    return (None if low is None else int(low)), (None if high is None else int(high))


def _numbered(sentence: str, folded: str, words: TollWords) -> Iterator[Group]:
    for quantity in read_quantities(sentence, words.language):
        if quantity.kind != "count" or quantity.unit == "money":
            continue
        start, end = quantity.start, quantity.end
        noun_end, person = _noun_end(folded, end, quantity, words)
        if noun_end is None:
            continue
        low, high = toll_bounds(quantity, words.language)
        described = sentence[end:noun_end].strip() or None
        yield Group(
            start, noun_end, low, high,
            numbered=True, person=person, part=_is_part(folded, start, noun_end, words),
            imputed=quantity.imputed, described_as=described,
        )  # fmt: skip


def _noun_end(
    folded: str, end: int, quantity: Quantity, words: TollWords
) -> tuple[int | None, bool]:
    """Where the noun after a number ends; None when it counts things and nobody."""
    if not quantity.unit:
        return end, False
    unit = fold_text(quantity.unit)
    at = folded.find(unit, end)
    if at < 0:
        return end, False
    people = list(words.people.finditer(folded, at, at + len(unit)))
    if people:
        return people[-1].end() if words.language in ("en", "fr") else people[0].end(), True
    head = unit.split()[-1] if words.language in ("en", "fr") else unit.split()[0]
    if any(words.things.fullmatch(part) for part in (head, unit.split()[0])):
        return None, False
    if words.language in ("en", "fr"):
        return at + len(unit), False
    return end, False


def _is_part(folded: str, start: int, end: int, words: TollWords) -> bool:
    before = folded[max(0, start - _PART_BEFORE) : start].rstrip()
    if any(match.end() == len(before) for match in words.part.finditer(before)):
        return True
    return bool(re.match(r"\s*(?:of (?:them|whom|which)|d'entre eux)\b", folded[end:]))


def _named(sentence: str, folded: str, words: TollWords) -> Iterator[Group]:
    """Groups without a number: "a soldier" is one, "civilians" has no low and no high."""
    single = _SINGLE.get(words.language)
    if single is None:
        return
    plural = _PLURAL[words.language]
    determined = re.compile(
        rf"(?<![\w-])(?P<one>{single}\s?)?(?P<some>{_DETERMINERS[words.language]}\s)?"
        rf"{_ADJECTIVES}(?P<noun>{words.people.pattern})"
    )
    nouns = re.compile(words.people.pattern)
    for noun in nouns.finditer(folded):
        start = noun.start()
        before = folded[:start]
        lead = re.search(
            rf"(?<![\w'-])(?P<det>{single}|{_DETERMINERS[words.language]})\s?(?:[^\W\d_][\w'-]*\s){{0,3}}$",
            before,
        )
        is_plural = bool(plural.search(noun[0]))
        if lead:
            start = lead.start()
        count = None if is_plural else 1
        yield Group(
            start, noun.end(), count, count,
            numbered=False, person=True, part=_is_part(folded, start, noun.end(), words),
            described_as=sentence[noun.start() : noun.end()],
        )  # fmt: skip
