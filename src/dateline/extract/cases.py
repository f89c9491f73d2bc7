"""Roles by endings and particles where the verb stands last: Turkish and Persian."""

import re

from dateline.extract.scene import Scene
from dateline.lexicon import ActorSpan
from dateline.lexicon.matcher import Hit
from dateline.lexicon.words import EventWord

CASED = frozenset({"tr", "fa", "prs"})
# Turkish: what an ending says of the word it closes.
_BY = re.compile(r"['’]?\w*\s+(?:tarafından|eliyle)\b")
_TO = re.compile(r"(?:['’](?:y[ea]|n[ea]|[ea])|(?:ler[e]|lar[a]|[ıiuü]n[ae])|\b(?:polise|askere))$")
_FROM = re.compile(r"(?:['’]|ler|lar)(?:n?[dt][ea]n)$")
_AT = re.compile(r"['’](?:n?[dt][ea](?:ki)?)$")
_AT_SIDE = re.compile(
    r"['’]n?[ıiuü]n\s+(?:\w+\s+)?(?:kuzey|güney|doğu|batı|iç|sınır|kent|şehir|başkent|bölge|il|ilçe|"
    r"eyalet|köy|kasaba|merkez|toprak)\w*"
)
_WITH = re.compile(r"(?:ler|lar|['’])(?:y?l[ea])$")
_PASSIVE = re.compile(
    r"(?:öldürül|kaçırıl|yakalan|vurul|tutuklan|yaralan|gözaltına alın|şehit|hayatını kaybet|"
    r"getiril|imha edil|esir alın|alıkonul|infaz edil|kurtarıl|tahliye edil)",
    re.IGNORECASE,
)
# Persian: "را" marks the object, "توسط" and "به دست" the doer, "بر" and "به" the struck.
_OBJECT = re.compile(r"^(?:\s+(?!و\b|که\b)[\w\u200c]+){0,1}?\s+را\b")
_BY_BEFORE = re.compile(r"(?:توسط|از سوی|به دست|به‌دست|از طرف)\s+(?:[\w\u200c]+\s+){0,2}$")
_ON_BEFORE = re.compile(r"(?:\bبر|\bعلیه|\bبالای|\bدر برابر|\bروی)\s+(?:[\w\u200c]+\s+){0,3}$")
_OUT_OF = re.compile(r"\bاز\s+(?:کنترل\s+|دست\s+|چنگ\s+)?$")
_OF_DEED = re.compile(r"^\s+(?:(?:هوایی|راکتی|انتحاری|نیروهای|جنگجویان|افراد|عناصر)\s+){0,2}$")
_BECAME = re.compile(r"شد|شدند|شده|می‌شود|گردید")
_REACH = 48


def role_by_case(scene: Scene, word: Hit[EventWord], party: ActorSpan) -> str | None:
    """Give the role that a party's ending or particle says: perpetrator, target or `none`.

    Args:
        scene: a sentence in Turkish or Persian.
        word: an event word.
        party: the party.

    Returns:
        None where neither says anything.
    """
    if scene.language == "tr":
        return _turkish(scene, word, party)
    return _persian(scene, word, party)


def _turkish(scene: Scene, word: Hit[EventWord], party: ActorSpan) -> str | None:
    end = party.end
    while end < len(scene.text) and not scene.text[end].isspace() and scene.text[end] not in ",.;":
        end += 1
    ended = scene.text[party.start : end]
    if _BY.match(scene.text, party.end) or (ended.endswith(("ce", "ca")) and "ler" in ended):
        return "perpetrator"
    if _AT.search(ended) or _FROM.search(ended) or _AT_SIDE.match(scene.text, party.end):
        return "none"
    if _TO.search(ended) and party.end <= word.start:
        return "target"
    if party.end <= word.start and _WITH.search(ended):
        return "target"
    deed = scene.text[word.start : word.end + 12]
    if word.value.part == "v" and party.end <= word.start and _PASSIVE.match(deed):
        return "target"
    return None


def _persian(scene: Scene, word: Hit[EventWord], party: ActorSpan) -> str | None:
    before = scene.text[max(0, party.start - _REACH) : party.start]
    if _BY_BEFORE.search(before):
        return "perpetrator"
    if _ON_BEFORE.search(before):
        return "target"
    if _OBJECT.match(scene.text[party.end : party.end + _REACH]):
        return "target"
    if party.end <= word.start and _OUT_OF.search(before):
        return "target" if word.value.sense in ("seize", "retake") else "none"
    deed = word.value.part == "n" and word.value.sense not in ("explosion", "ied", "kill")
    if deed and word.end <= party.start and _OF_DEED.match(scene.text[word.end : party.start]):
        return "perpetrator"
    passive = word.value.part == "v" and _BECAME.search(scene.text[word.start : word.end + 8])
    return "target" if passive and party.end <= word.start else None
