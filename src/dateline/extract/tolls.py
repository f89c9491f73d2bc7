"""Casualty grammar: how many were killed, injured, abducted, arrested or displaced."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.toll_groups import Group, find_groups
from dateline.extract.toll_words import Cue, TollWords, load_toll_words
from dateline.prose.folding import fold_text

_REACH = 60
_LOOSE = 30
_PASSIVE = re.compile(
    r"(?:\b(?:was|were|is|are|be|been|being|got|have|has|had|reportedly|feared|believed|"
    r"a été|ont été|est|sont|être|été)|\b(?:reported|found|confirmed)) $"
)


@dataclass(frozen=True, slots=True)
class TollSpan:
    """How many were harmed, as one stretch of a sentence says.

    Attributes:
        start: offset in the sentence of the first word that counts or names those harmed.
        end: end of the words.
        measure: one of `model.toll.MEASURES`.
        low: literal floor; None where the words give none.
        high: literal ceiling; None where it is open.
        words: the words.
        imputed: whether the number stands for a word such as "dozens".
        described_as: the noun for those harmed, as written; None for a bare number.
        of: `civilians` or `unknown`; sides are for the caller, who knows the actors.
        speaker_hint: who says so in the same sentence, where the grammar shows it.
        cue_start: offset of the verb or noun of harm.
        cue_end: its end.
    """

    start: int
    end: int
    measure: str
    low: int | None
    high: int | None
    words: str
    imputed: bool = False
    described_as: str | None = None
    of: str = "unknown"
    speaker_hint: str | None = None
    cue_start: int = 0
    cue_end: int = 0


def find_tolls(sentence: str, *, language: str = "en") -> list[TollSpan]:
    """Find every toll of a sentence, in order of their words.

    A part of a number already given ("including 11 children") is no toll of its own. "No
    casualties" is nought; a group without a number ("killed civilians") has no low and no high.

    Args:
        sentence: one sentence; offsets index it.
        language: ISO 639-1; a language without casualty words gives nothing.

    >>> [(t.measure, t.low, t.high) for t in find_tolls("A bomb killed at least 12 and wounded 7.")]
    [('killed', 12, None), ('injured', 7, 7)]
    """
    words = load_toll_words({"prs": "fa"}.get(language, language))
    if words is None:
        return []
    folded = fold_text(sentence)
    groups = find_groups(sentence, folded, words)
    cues = words.find_cues(folded)
    claims: dict[tuple[int, str], Cue] = {}
    for cue in sorted(cues, key=lambda cue: (_ORDER[cue.form], cue.start)):
        for at in _claimed(cue, groups, cues, folded, words):
            taken = {measure for index, measure in claims if index == at}
            if not taken or (taken == {"killed"} and cue.measure == "injured" and cue.paired):
                claims[at, cue.measure] = cue
    tolls = [
        _toll(sentence, groups[at], measure, cue, words)
        for (at, measure), cue in claims.items()
    ]  # fmt: skip
    tolls += _nones(sentence, folded, words)
    return sorted(tolls, key=lambda toll: (toll.start, toll.measure))


_ORDER = {"noun": 0, "after": 1, "either": 1, "before": 2}


def _claimed(
    cue: Cue, groups: list[Group], cues: list[Cue], folded: str, words: TollWords
) -> list[int]:
    """Which groups a cue counts, nearest first with those joined to it."""
    if cue.form == "noun":
        return _counted_by_noun(cue, groups, folded)
    passive = bool(_PASSIVE.search(folded[max(0, cue.start - 14) : cue.start]))
    if cue.form == "after" or (cue.form == "either" and not passive):
        found = _after(cue, groups, cues, folded, words)
        if found or cue.form == "after":
            return found
    return _before(cue, groups, cues, folded, words)


def _counted_by_noun(cue: Cue, groups: list[Group], folded: str) -> list[int]:
    for at, group in enumerate(groups):
        if not group.numbered or group.start > cue.start:
            continue
        if group.start <= cue.start < group.end and not group.person:
            return [at]
        if re.fullmatch(r"\s?(?:more |other |autres )?", folded[group.end : cue.start]):
            return [at]
    return []


def _after(
    cue: Cue, groups: list[Group], cues: list[Cue], folded: str, words: TollWords
) -> list[int]:
    for at, group in enumerate(groups):
        if group.start < cue.end:
            continue
        gap = folded[cue.end : group.start]
        if len(gap) > _REACH or not words.bridge.fullmatch(gap.strip()):
            return []
        if group.part:
            return []
        return [at, *_chain(at, 1, groups, cues, folded, words)]
    return []


def _before(
    cue: Cue, groups: list[Group], cues: list[Cue], folded: str, words: TollWords
) -> list[int]:
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if group.end > cue.start:
            continue
        gap = folded[group.end : cue.start]
        if len(gap) > 2 * _REACH or re.search(r"[.;:!?؛]", gap):
            return []
        if group.part:
            continue
        bare = re.sub(words.part.pattern + r".*?(?:,|$)", "", gap).strip()
        if words.link.fullmatch(bare):
            return [at, *_chain(at, -1, groups, cues, folded, words)]
        loose = len(bare) <= _LOOSE + 20 and not any(
            group.end <= other.start and other.end <= cue.start for other in cues
        )
        if loose and group.numbered and (cue.form == "before" or words.passive_ok(gap)):
            return [at, *_chain(at, -1, groups, cues, folded, words)]
        return []
    return []


def _chain(
    at: int, step: int, groups: list[Group], cues: list[Cue], folded: str, words: TollWords
) -> Iterator[int]:
    """Groups joined to one by "and" or a comma, as long as no cue of their own follows."""
    position = at + step
    while 0 <= position < len(groups):
        left, right = sorted((groups[position - step], groups[position]), key=lambda g: g.start)
        gap = folded[left.end : right.start]
        if not words.joined.fullmatch(gap) or right.part:
            return
        if step > 0 and _has_own_cue(groups[position], cues, folded):
            return
        yield position
        position += step


def _has_own_cue(group: Group, cues: list[Cue], folded: str) -> bool:
    return any(
        cue.form in ("noun", "either", "before")
        and (group.start <= cue.start < group.end or 0 <= cue.start - group.end <= 12)
        and not re.search(r"[,.;]", folded[group.end : cue.start])
        for cue in cues
    )


def _toll(sentence: str, group: Group, measure: str, cue: Cue, words: TollWords) -> TollSpan:
    described = group.described_as
    civilian = bool(described and words.civilians.search(fold_text(described)))
    return TollSpan(
        group.start, group.end, measure, group.low, group.high,
        sentence[group.start : group.end], group.imputed, described,
        "civilians" if civilian else "unknown", None, cue.start, cue.end,
    )  # fmt: skip


def _nones(sentence: str, folded: str, words: TollWords) -> Iterator[TollSpan]:
    for match in words.none.finditer(folded):
        said = sentence[match.start() : match.end()]
        for measure in words.measures_denied(match[0]):
            yield TollSpan(
                match.start(), match.end(), measure, 0, 0, said,
                cue_start=match.start(), cue_end=match.end(),
            )  # fmt: skip
