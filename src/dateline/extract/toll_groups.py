"""Groups of people in a sentence, with or without a number, that a toll may count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.toll_words import Cue, TollWords, load_toll_words
from dateline.model.quantity import Quantity
from dateline.prose.folding import fold_text
from dateline.prose.numbers import read_quantities
from dateline.prose.numbers_rules import load_rules
from dateline.prose.numbers_units import function_words

_ONE = {
    "en": r"an?|another|the|his|her|its|their|this|one of (?:the|its|their)",
    "fr": r"une?|le|la|l'|un autre|une autre|son|sa|leur|ce|cet|cette|seul l'",
}
_SOME = {
    "en": r"the|its|their|his|her|some|other|these|those|many",
    "fr": r"les|des|ses|leurs|d'autres|de|ces|certains",
}
_ADJECTIVES = 3
# A lone "one" that those killed or wounded are counted by.
_LONE_ONE = re.compile(
    r"(?<![\w-])(?<!no )one"
    r"(?= (?:others? )?(?:killed|dead|injured|wounded|hurt|martyr|more|was|is|in|at|critically)\b|"
    r"[,.;]|$)|"
    r"(?<![\w-])another(?= (?:is|was|were|has|had|wounded|injured|killed)\b)|"
    r"(?<![\w-])a (?:second|third|fourth)(?= in\b|[,.;]|$)"
)
_PLURAL = {
    "en": re.compile(r"(?:s|men|women|people|children|personnel|police|staff|troops|taliban)$"),
    "fr": re.compile(r"(?:s|x)$"),
}
_PARTICIPLE = re.compile(r"\w+(?:ed|ing)$")
_ADJECTIVAL = frozenset(
    (
        "armed",
        "unarmed",
        "masked",
        "suspected",
        "alleged",
        "hooded",
        "wanted",
        "retired",
        "disabled",
        "wounded",
        "displaced",
        "unidentified",
        "mentioned",
        "uniformed",
        "elected",
        "appointed",
        "hired",
        "trained",
        "leading",
        "visiting",
        "protesting",
        "fleeing",
    )
)
_NOT_PERSON_NEXT = re.compile(
    r" (?:groups?|organi[sz]ations?|attacks?|cells?|networks?|bases?|camps?|strikes?|threats?|"
    r"activit(?:y|ies)|positions?|stations?|posts?|checkpoints?|vehicles?|convoys?|operations?|"
    r"hideouts?|clothes|clothing|casualties|areas?|targets?|homes?|population|lives|leaders?|commanders?|raids?|headquarters|barracks|village|forces?|militia|kamikaze)\b"
)
_PART_BEFORE = 26
_OF_PEOPLE = re.compile(r" (?:of|from) (?:the |its |their |an? )?")
_AND_PEOPLE = re.compile(r" (?:and|et) (?P<noun>(?!(?:une?|a|an|one)\b)[^\W\d_]+s)(?!\w)")
_LEAST_AFTER = re.compile(r"\s*(?:علی الاقل|at least\b|au moins\b|at a minimum\b)")
_ROUND = 100
_MOST_WORDS = 4
_A_SINGLE = re.compile(r"(?:an?|another|une?|ce|cet|cette|son|sa) ")
_OF = (" of", " de", " d'", " du")
_NAME = r"(?:[A-ZÀ-Ý][a-zà-ÿ'’-]+\.? ){1,3}[A-ZÀ-Ý][a-zà-ÿ'’-]+"
_NAME_AFTER = re.compile(rf"\s*{_NAME}")
_NAME_BEFORE = re.compile(
    rf"{_NAME},? (?:(?:was|is|has been|had been|a été|est) (?:\w+ly |also )?)?$"
)
# Four capitalised words and a verb among them: a headline in title case names nobody.
_TITLE_CASE = re.compile(r"\b(?:Killed|Kills|Dead|Dies|Killing|Death Of|Abducted|Arrested)\b")
_SOMEBODY_AFTER = re.compile(r"\s+(?P<who>(?:an?|une?) [^,;:.()]{2,60})")
_SOMEBODY_BEFORE = re.compile(
    r"(?:^|[,;:.]\s+|\b(?:and|that|when|where|as|while|et|que|où|quand) )"
    r"(?P<who>(?:an?|une?) [^,;:.]{2,50}?) "
    r"(?:was|is|has been|had been|being|been|a été|est|était|serait|aurait été)"
    r"(?: \w+ly| also| shot and)? $"
)


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
    """Find counted groups, and groups that a determiner or a bare noun names, in order."""
    groups = list(_numbered(sentence, folded, words))
    for group in [*_ones(folded, words), *_named(sentence, folded, words)]:
        if not any(group.start < other.end and other.start < group.end for other in groups):
            groups.append(group)
    groups.sort(key=lambda group: group.start)
    return groups


def unlisted_group(
    sentence: str, folded: str, cue: Cue, *, after: bool, words: TollWords
) -> Group | None:
    """Read "a street vendor was killed": one somebody whose noun no list holds.

    Args:
        sentence: the sentence.
        folded: the same, folded.
        cue: the verb of harm.
        after: whether the somebody stands after the verb.
        words: the language's words.
    """
    if words.language not in _ONE or cue.measure == "displaced":
        return None
    if after:
        found = _SOMEBODY_AFTER.match(folded, cue.end)
    else:
        found = _SOMEBODY_BEFORE.search(folded[: cue.start])
    if not found:
        return _named_one(sentence, cue, after=after)
    start, end = found.span("who")
    pieces = list(re.finditer(r"\S+", folded[start:end]))[1:]
    kept = start
    for piece in pieces[:_MOST_WORDS]:
        if piece[0] in function_words(words.language):
            break
        kept = start + piece.end()
    head = folded[start:kept].rpartition(" ")[2]
    if kept == start or words.things.fullmatch(head):
        return None
    return Group(
        start, kept, 1, 1, numbered=False, person=True, part=_is_part(folded, start, words),
        described_as=sentence[start:kept].partition(" ")[2],
    )  # fmt: skip


def _named_one(sentence: str, cue: Cue, *, after: bool) -> Group | None:
    """Count somebody who stands by name, without keeping the name: the words are the verb's."""
    if cue.measure == "injured":
        return None
    if after:
        found = cue.words.endswith(_OF) and _NAME_AFTER.match(sentence, cue.end)
    else:
        found = _NAME_BEFORE.search(sentence[: cue.start])
    if not found or _TITLE_CASE.search(sentence):
        return None
    return Group(cue.start, cue.end, 1, 1, numbered=False, person=True, part=False)


def toll_bounds(quantity: Quantity, language: str) -> tuple[int | None, int | None]:
    """Literal floor and ceiling that a counted group gives a toll.

    "More than 20" is 21 and more; from a hundred on the number is itself round and stays.

    >>> toll_bounds(read_quantities("more than 80 people")[0], "en")
    (81, None)
    """
    rule = load_rules(language).hedges.get(fold_text(quantity.hedge))
    name = rule.name if rule else ""
    low: float | None
    high: float | None
    if quantity.value is None:
        low, high = quantity.low, quantity.high
    elif name in ("at-least", "more-than", "just-over"):
        past = name != "at-least" and quantity.value < _ROUND
        low, high = quantity.value + past, None
    elif name in ("up-to", "less-than"):
        low, high = 0, quantity.value
    else:
        low = high = quantity.value
    return (None if low is None else int(low)), (None if high is None else int(high))


def counts_things(text: str, quantity: Quantity, language: str) -> bool:
    """Whether a number counts what is nobody: a distance, a time, money, vehicles, villages.

    >>> counts_things("a dozen villages", read_quantities("a dozen villages")[0], "en")
    True
    """
    if quantity.kind != "count" or quantity.unit == "money":
        return True
    words = load_toll_words({"prs": "fa"}.get(language, language))
    if words is None:
        return False
    noun_end, _person = _noun_end(fold_text(text), quantity.end, quantity, words)
    return noun_end is None


def _numbered(sentence: str, folded: str, words: TollWords) -> Iterator[Group]:
    counted = False
    for quantity in read_quantities(sentence, words.language, articles=True):
        if quantity.kind != "count" or quantity.unit == "money":
            continue
        start, end = quantity.start, quantity.end
        noun_end, person = _noun_end(folded, end, quantity, words)
        if noun_end is None:
            continue
        low, high = toll_bounds(quantity, words.language)
        least = _LEAST_AFTER.match(folded, noun_end)
        if least:
            noun_end, high = least.end(), None
        described = sentence[end:noun_end].strip(" \"'“”‘’«»") or None
        yield Group(
            start, noun_end, low, high,
            numbered=True, person=person,
            part=_is_part(folded, start, words) or (counted and _of_them(folded, end)),
            imputed=quantity.imputed, described_as=described,
        )  # fmt: skip
        counted = True


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
    latin = words.language in ("en", "fr")
    people = [
        noun for noun in words.people.finditer(folded, at, at + len(unit)) if noun[0] != "wounded"
    ]  # fmt: skip
    if people:
        return _with_origin(folded, (people[-1] if latin else people[0]).end(), words), True
    return _unlisted_noun_end(folded, end, at, unit, words), False


def _unlisted_noun_end(folded: str, end: int, at: int, unit: str, words: TollWords) -> int | None:
    """Where a noun that no list of people holds ends; None when it is a thing."""
    latin = words.language in ("en", "fr")
    pieces = unit.split()
    if any(words.things.fullmatch(piece) for piece in (pieces[0], pieces[-1])):
        return None
    if not latin:
        return end
    for piece in re.finditer(r"\S+", unit):
        if words.is_cue(piece[0].strip(".,"), nouns=True):
            before = folded[: at + piece.start()].rstrip()
            return max(end, len(before))
    return at + len(unit)


def _with_origin(folded: str, end: int, words: TollWords) -> int:
    """Take in "of a militia" after "14 members" and "and villagers" after "70 soldiers"."""
    also = _AND_PEOPLE.match(folded, end)
    if also and words.people.fullmatch(also["noun"]):
        return also.end()
    of = _OF_PEOPLE.match(folded, end)
    if not of or words.language != "en":
        return end
    named = words.people.search(folded, of.end(), of.end() + 50)
    if named and re.fullmatch(r"(?:[\w'-]+ ){0,3}", folded[of.end() : named.start()]):
        return named.end()
    return end


def _of_them(folded: str, end: int) -> bool:
    return bool(re.match(r"\s*(?:of (?:them|whom|which)|d'entre eux)\b", folded[end:]))


def _is_part(folded: str, start: int, words: TollWords) -> bool:
    before = folded[max(0, start - _PART_BEFORE) : start].rstrip()
    return any(match.end() == len(before) for match in words.part.finditer(before))


def _ones(folded: str, words: TollWords) -> Iterator[Group]:
    if words.language != "en":
        return
    for match in _LONE_ONE.finditer(folded):
        yield Group(match.start(), match.end(), 1, 1, numbered=True, person=False, part=False)


def _named(sentence: str, folded: str, words: TollWords) -> Iterator[Group]:
    """Groups without a number: "a soldier" is one, a bare plural is two or more."""
    for match in words.uncounted.finditer(folded) if words.uncounted else ():
        yield Group(
            match.start(), match.end(), 2, None, numbered=False, person=False,
            part=_is_part(folded, match.start(), words), imputed=True,
        )  # fmt: skip
    for count, regex in ((1, words.single), (2, words.double)):
        for match in regex.finditer(folded) if regex else ():
            yield Group(
                match.start(), match.end(), count, count, numbered=False, person=True,
                part=_is_part(folded, match.start(), words),
                described_as=sentence[match.start() : match.end()],
            )  # fmt: skip
    if words.language not in _ONE:
        return
    plural = _PLURAL[words.language]
    for noun in words.people.finditer(folded):
        if words.language == "en" and _NOT_PERSON_NEXT.match(folded, noun.end()):
            continue
        start = _phrase_start(sentence, folded, noun.start(), words)
        many = bool(plural.search(noun[0])) and not _A_SINGLE.match(folded, start)
        low, high = (2, None) if many else (1, 1)
        yield Group(
            start, noun.end(), low, high,
            numbered=False, person=True, part=_is_part(folded, start, words),
            imputed=many, described_as=sentence[noun.start() : noun.end()],
        )  # fmt: skip


def _phrase_start(sentence: str, folded: str, start: int, words: TollWords) -> int:
    """Walk back over adjectives to the determiner: "a 19-year-old masked gunman"."""
    determiners = rf"(?:{_ONE[words.language]}|{_SOME[words.language]})"
    stops = function_words(words.language)
    at = start
    for _ in range(_ADJECTIVES + 1):
        before = folded[:at]
        lead = re.search(rf"(?<![\w-])(?:{determiners})\s?$", before)
        if lead:
            return lead.start()
        word = re.search(r"(?<![\w'-])(?P<word>[\w'’-]+)\s$", before)
        if not word or word["word"].isdigit():
            break
        acronym = sentence[word.start() : word.end("word")].isupper()  # "a prominent IS member"
        if word["word"] in stops and not (acronym and word.start() > 0):
            break
        verbal = _PARTICIPLE.fullmatch(word["word"]) and word["word"] not in _ADJECTIVAL
        if verbal or words.is_cue(word["word"]):
            break
        at = word.start()
    return at
