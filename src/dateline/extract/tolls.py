"""Casualty grammar: how many were killed, injured, abducted, arrested or displaced."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.extract.toll_groups import Group, find_groups, unlisted_group
from dateline.extract.toll_words import Cue, TollWords, load_toll_words
from dateline.prose.folding import fold_text
from dateline.prose.pieces import split_pieces

_REACH = 60
_AWAY = 120
_LOOSE = 50
_OWN_CUE = 12
_LONGEST = 1000
_QUOTES = " \"'“”‘’«»"
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|got|reportedly|feared|believed|reported|found|confirmed|"
    r"été|est|sont|être|étaient|était)(?: \w+ly| also| later| then| and| shot| stabbed| beaten)* $"
)
_ACTIVE_GAP = re.compile(
    r"\b(?:that|which|after|when|while|by|said|says|nobody|no one|none|qui|par|après|lors)\b"
)
_ADJECTIVE = re.compile(r"\b(?:the|an?|of|these|those|his|her|its|their|some|many|other) $")
# A participle whose object follows is active: "marines seized 430 kilos".
_INTRANSITIVE = re.compile(
    r"\s*(?:$|[,.;:)–-]|(?:in|by|at|on|as|to|during|after|when|near|from|and|while|over|since|across|"
    r"outside|inside|overnight|within|amid|following|with|this|last|yesterday|for|"
    r"par|dans|en|lors|à|au|aux|près|sur|après|et|depuis|pendant|hier|ce|cette|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b)"
)
_HOUSEHOLD = re.compile(r"famil(?:y|ies|les?)$|خانواده|عائلة|^aile|کورنۍ")
# Idioms of communiques that cover the killed, the wounded and the captured.
_NEUTRALISED = re.compile(r"neutralis(?:é|e$|ent|ant)|etkisiz|hors d'état|تحیید|حیدت")
# Who says so, where the sentence's own grammar shows it.
_SPEAKER = re.compile(
    r"\b(?:according to|selon(?! l(?:e|a|es)?quel)|d'après)\s+(?P<source>[^,.;]{3,60})|"
    r",\s+(?P<end>[^,;.]{3,60}?)\s+(?:said|says?|reported|told|a dit|a déclaré|a annoncé)\b|"
    r"^(?P<head>[^,;.]{3,60}?)\s+(?:said|says?|claim(?:s|ed)|reported|announced|a annoncé)\b",
    re.IGNORECASE,
)
# Verbs that tell of a toll only with a number after them.
_NEEDS_NUMBER = re.compile(r"(?:los|claim|tak|forc|expel|deport|displac|evacuat|.*toll|.*évac)")
_COUNTED = re.compile(
    r"[\s\"'“”«»]*(?:more |other |autres |people |personnes |d'|de |killed and |tués et )?"
)
_SAYING = re.compile(r"\s+(?:said|says|say|told|reported|announced|claimed|ont|a) ?")
_ORDER = {"noun": 0, "after": 1, "either": 1, "before": 2}


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


# French: whom a verb in the active follows did it ("des hommes armés ont enlevé un prêtre").
_DO = re.compile(
    r"[\w\s'’-]{0,40}?\b(?:ont|avaient|auraient)\s+(?:\w+ment\s+)?"
    r"(?:enlevé|tué|blessé|arrêté|kidnappé|capturé|abattu|exécuté|égorgé|assassiné|attaqué|pris)\b"
)


def find_tolls(sentence: str, *, language: str = "en") -> list[TollSpan]:
    """Find every toll of a sentence, in order of their words.

    A part of a number already given ("including 11 children") is no toll of its own. "No
    casualties" is nought; a plural without a number ("killed civilians") is two or more, imputed.

    Args:
        sentence: one sentence; offsets index it.
        language: ISO 639-1; a language without casualty words gives nothing.

    >>> [(t.measure, t.low, t.high) for t in find_tolls("A bomb killed at least 12 and wounded 7.")]
    [('killed', 12, None), ('injured', 7, 7)]
    """
    words = load_toll_words({"prs": "fa"}.get(language, language))
    if words is None:
        return []
    found = []
    for at, piece in split_pieces(sentence, longest=_LONGEST):
        found += [_shifted(toll, at) for toll in _find(piece, words)]
    return [toll for toll in found if language != "fr" or not _DO.match(sentence, toll.end)]


def _shifted(toll: TollSpan, by: int) -> TollSpan:
    return replace(
        toll, start=toll.start + by, end=toll.end + by,
        cue_start=toll.cue_start + by, cue_end=toll.cue_end + by,
    )  # fmt: skip


def _find(sentence: str, words: TollWords) -> list[TollSpan]:
    marked = [match.start() for match in _MARKS.finditer(sentence)]
    if not marked:
        return _tolls(sentence, words)
    dropped = set(marked)
    kept = [at for at in range(len(sentence)) if at not in dropped] + [len(sentence)]
    found = _tolls(_MARKS.sub("", sentence), words)
    return [_moved(toll, kept, sentence) for toll in found]


def _moved(toll: TollSpan, kept: list[int], sentence: str) -> TollSpan:
    """Give a toll found in a text without vowel marks its offsets in the text as written."""
    start, end = kept[toll.start], kept[toll.end]
    return replace(
        toll, start=start, end=end, words=sentence[start:end],
        cue_start=kept[toll.cue_start], cue_end=kept[toll.cue_end],
    )  # fmt: skip


def _tolls(sentence: str, words: TollWords) -> list[TollSpan]:
    scene = _Scene(sentence, fold_text(sentence), words)
    claims: dict[tuple[int, str], Cue] = {}
    used: list[Cue] = []
    for cue in sorted(scene.cues, key=lambda cue: (_ORDER[cue.form], cue.start)):
        if any(other.start < cue.end and cue.start < other.end for other in used):
            continue
        for at in scene.claimed(cue):
            taken = {measure for index, measure in claims if index == at}
            if not taken or (taken == {"killed"} and cue.measure == "injured" and cue.paired):
                claims[at, cue.measure] = cue
                used.append(cue)
    both = {at for at, _ in claims if sum(index == at for index, _ in claims) > 1}
    said = _SPEAKER.search(sentence)
    speaker = said[said.lastgroup].strip() if said and said.lastgroup else None
    tolls = [
        replace(_toll(sentence, scene.groups[at], cue, words, shared=at in both),
                speaker_hint=speaker)
        for (at, _), cue in claims.items()
    ]  # fmt: skip
    tolls += _nones(sentence, scene.folded, words)
    return sorted(tolls, key=lambda toll: (toll.start, toll.measure))


class _Scene:
    """One sentence with its groups and its verbs and nouns of harm."""

    def __init__(self, sentence: str, folded: str, words: TollWords) -> None:
        self.sentence = sentence
        self.folded = folded
        self.words = words
        self.cues = words.find_cues(folded)
        self.groups = find_groups(sentence, folded, words) if self.cues else []
        self.listed = len(self.groups)

    def claimed(self, cue: Cue) -> list[int]:
        """Which groups a cue counts, nearest first with those joined to it."""
        if cue.form == "noun":
            return self._counted_by_noun(cue)
        before = self.folded[max(0, cue.start - 40) : cue.start]
        passive = bool(_PASSIVE.search(before))
        if cue.form == "either" and _ADJECTIVE.search(before):
            return []
        if cue.form == "after" or (cue.form == "either" and not passive):
            found = self._after(cue) or self._unlisted(cue, after=True)
            if found or cue.form == "after":
                return found
            if cue.measure != "killed" and not _INTRANSITIVE.match(self.folded, cue.end):
                return []
        return self._before(cue, passive=passive) or self._unlisted(cue, after=False)

    def _unlisted(self, cue: Cue, *, after: bool) -> list[int]:
        group = unlisted_group(self.sentence, self.folded, cue, after=after, words=self.words)
        if group is None or group.part:
            return []
        if any(group.start < other.end and other.start < group.end for other in self.groups):
            return []
        self.groups.append(group)
        return [len(self.groups) - 1]

    def _counted_by_noun(self, cue: Cue) -> list[int]:
        for at, group in enumerate(self.groups[: self.listed]):
            if group.start <= cue.start < group.end and not group.person:
                return [at]
            if not group.numbered or group.start > cue.start:
                continue
            gap = self.folded[group.end : cue.start]
            if _COUNTED.fullmatch(gap):
                return [at, *self._chain(at, -1)] if group.person else [at]
        return []

    def _after(self, cue: Cue) -> list[int]:
        for at, group in enumerate(self.groups[: self.listed]):
            if group.end <= cue.end or group.start < cue.start:
                continue
            gap = self.folded[cue.end : group.start].strip(_QUOTES)
            if len(gap) > _REACH or group.part or not self.words.bridge.fullmatch(gap):
                return []
            if not group.numbered and _NEEDS_NUMBER.match(cue.words):
                return []
            if any(
                cue.end < o.start < group.start and not gap.endswith(o.words) for o in self.cues
            ):
                return []
            return [at, *self._chain(at, 1)]
        return []

    def _before(self, cue: Cue, *, passive: bool) -> list[int]:
        for at in range(self.listed - 1, -1, -1):
            group = self.groups[at]
            if group.end > cue.start or group.part or _is_household(group, cue):
                continue
            gap = self.folded[group.end : cue.start]
            if len(gap) > _AWAY or re.search(r"[.;:!?؛]", gap):
                return []
            bare = re.sub(self.words.part.pattern + r".*?(?:,|$)", "", gap).strip(_QUOTES)
            if self.words.link.fullmatch(bare) or self._loosely(group, cue, bare, passive=passive):
                return [at, *self._chain(at, -1)]
            return []
        return []

    def _loosely(self, group: Group, cue: Cue, gap: str, *, passive: bool) -> bool:
        """Whether a longer phrase may part a group from its cue: "12 people in X were killed"."""
        if len(gap) > _LOOSE or _ACTIVE_GAP.search(gap):
            return False
        between = any(group.end <= o.start and o.end <= cue.start for o in self.cues)
        if between:
            return False
        if group.numbered:
            return True
        if cue.measure == "displaced":
            return False
        return (passive or self.words.language == "fr") and "," not in gap

    def _chain(self, at: int, step: int) -> Iterator[int]:
        """Groups joined to one by "and" or a comma, as long as no cue of their own follows."""
        position = at + step
        while 0 <= position < self.listed:
            left, right = (position - 1, position) if step > 0 else (position, position + 1)
            first, second = self.groups[left], self.groups[right]
            gap = self.folded[first.end : second.start]
            if not self.words.joined.fullmatch(gap) or second.part:
                return
            if step > 0 and self._stands_alone(second, comma=gap.strip() in (",", "،")):
                return
            yield position
            position += step

    def _stands_alone(self, group: Group, *, comma: bool) -> bool:
        """Whether a group after "and" belongs to another verb, or says what was said."""
        if _SAYING.match(self.folded, group.end) or (comma and not group.numbered):
            return True
        return any(
            cue.form != "after"
            and (group.start <= cue.start < group.end or 0 <= cue.start - group.end <= _OWN_CUE)
            and not re.search(r"[,.;]", self.folded[group.end : cue.start])
            for cue in self.cues
        )


def _is_household(group: Group, cue: Cue) -> bool:
    """Whether a group is the family that those harmed belong to ("seven members of a family")."""
    described = fold_text(group.described_as or "")
    return cue.measure != "displaced" and bool(_HOUSEHOLD.search(described))


def _toll(sentence: str, group: Group, cue: Cue, words: TollWords, *, shared: bool) -> TollSpan:
    described = group.described_as
    civilian = bool(described and words.civilians.search(fold_text(described)))
    low, high = group.low, group.high
    if re.search(r"exceed|pass", cue.words) and low is not None:
        low, high = low + 1, None
    if _NEUTRALISED.search(cue.words):
        low = 0
    if shared and low is not None and low > 1:
        # "Killing and wounding eight" is at least one of each.
        low, high = 1, None if high is None else high - 1
    return TollSpan(
        group.start, group.end, cue.measure, low, high,
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
