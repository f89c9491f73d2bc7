"""What changed between two editions, in words."""

from difflib import SequenceMatcher

from dateline.publish.frozen import FrozenNumber, FrozenText

ALIKE = 0.5  # of a sentence's letters: below it, one sentence went and another came


def compare_editions(before: FrozenText, after: FrozenText) -> tuple[str, ...]:
    """Tell what changed: title, numbers, sentences, events, each in a sentence of its own."""
    told = []
    if before.title != after.title:
        told.append(f"The title “{before.title}” is now “{after.title}”.")
    told += _numbers(before, after)
    told += _sentences(before.sentences, after.sentences)
    told += _events(before.events, after.events)
    return tuple(told)


def _numbers(before: FrozenText, after: FrozenText) -> list[str]:
    old, new = _by_query(before), _by_query(after)
    told = []
    for key, number in new.items():
        known = old.get(key)
        if known is None:
            value = f", {number.value}" if number.value else ""
            told.append(f"A number is new: “{number.words}” ({number.kind} {number.query}){value}.")
            continue
        if known.value != number.value:
            told.append(
                f"“{number.words}” ({number.kind} {number.query}) rests on {number.value or 'none'}"
                f", it was {known.value or 'none'}."
            )
        if known.words != number.words:
            told.append(f"“{known.words}” is now “{number.words}”.")
    told += [
        f"A number is gone: “{number.words}” ({number.kind} {number.query})."
        for key, number in old.items()
        if key not in new
    ]
    return told


def _by_query(text: FrozenText) -> dict[tuple[str, str, int], FrozenNumber]:
    """Numbers by kind, query and turn, for a query may be bound twice."""
    found: dict[tuple[str, str, int], FrozenNumber] = {}
    for number in text.numbers:
        turn = sum(key[:2] == (number.kind, number.query) for key in found)
        found[number.kind, number.query, turn] = number
    return found


def _sentences(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    told = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, first_end, second, second_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, new = list(before[first:first_end]), list(after[second:second_end])
        for sentence in list(gone):
            score, nearest = max(
                ((_likeness(sentence, one), one) for one in new), default=(0.0, "")
            )
            if score >= ALIKE:
                told.append(f"A sentence changed: “{sentence}” is now “{nearest}”")
                gone.remove(sentence)
                new.remove(nearest)
        told += [f"A sentence is gone: “{sentence}”" for sentence in gone]
        told += [f"A sentence is new: “{sentence}”" for sentence in new]
    return told


def _likeness(one: str, other: str) -> float:
    """The part of two sentences' letters that they share, 0 to 1."""
    return SequenceMatcher(None, one, other).ratio()


def _events(before: dict[str, str], after: dict[str, str]) -> list[str]:
    told = [
        f"Event {number} is new: {says}." for number, says in after.items() if number not in before
    ]
    told += [
        f"Event {number} no longer counts: {says}."
        for number, says in before.items()
        if number not in after
    ]
    told += [
        f"Event {number} changed: {before[number]} is now {says}."
        for number, says in after.items()
        if number in before and before[number] != says
    ]
    return told
