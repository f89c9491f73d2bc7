"""The language of a document or block, among those a desk reads."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.read.persian import is_dari

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LEAST_SCRIPT = 12
_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff]")
_PASHTO = re.compile(r"[ټډړږښڼۍېځڅ]|ګ")
_URDU = re.compile(r"[ٹڈڑےھ]")
_HAUSA = re.compile(r"[ɓɗƙƴƁƊƘƳ]")
_PERSIAN = re.compile(r"[پچژگی‌ک]")
_ARABIC = re.compile(r"[ةيىكأإؤئ]|\bال")
_FREQUENT = {
    "en": frozenset(
        ("the", "of", "and", "to", "in", "a", "that", "was", "for", "on", "with", "is", "has", "at",
         "by", "from", "were", "had", "which", "their", "an", "its", "have", "been", "this", "will")
    ),
    "fr": frozenset(
        ("le", "la", "les", "de", "des", "du", "et", "en", "un", "une", "dans", "que", "qui", "par",
         "pour", "sur", "est", "au", "aux", "avec", "ont", "été", "ce", "se", "sont", "a")
    ),
    "ha": frozenset(
        ("da", "na", "ta", "ya", "ba", "su", "an", "mai", "cikin", "wannan", "kuma", "domin", "shi",
         "sun", "yan", "kan", "bayan", "don", "wata", "wani", "ce", "ne", "ga", "sai", "zai")
    ),
    "sw": frozenset(
        ("ya", "na", "wa", "kwa", "katika", "ni", "la", "za", "kuwa", "hiyo", "huo", "baada",
         "cha", "vya", "huyo", "kama", "lakini", "pia", "au", "yake", "wake", "hilo", "watu")
    ),
    "so": frozenset(
        ("oo", "ee", "ka", "ku", "iyo", "waxa", "waxaa", "uu", "ay", "la", "soo", "aan", "kale",
         "in", "ah", "si", "waa", "kadib", "laga", "lagu", "inuu", "inay", "waxay", "wuxuu", "ayaa")
    ),
}  # fmt: skip
_NEEDS_PROOF = frozenset({"ha", "sw", "so"})  # texts full of names are taken for these
_FEW_WORDS, _MANY_WORDS, _OFTEN, _SOME = 8, 40, 0.25, 0.08
_RATHER = 0.15  # enough, where no other language has half as many
_HOOKED = 1 / 120  # hooked letters to all letters: names alone hold fewer


def find_language(text: str, languages: tuple[str, ...], *, least: int = 24) -> str | None:
    """Name the language of a text, None where it is too short to tell.

    Args:
        text: the words.
        languages: codes to choose among.
        least: letters below which nothing is said.

    >>> find_language("Les assaillants ont attaqué le village dans la nuit.", ("en", "fr"))
    'fr'
    """
    words = re.findall(r"[^\W\d_]+", re.sub(r"(?:https?://|www\.)\S+", " ", text[:4000]))
    letters = sum(map(len, words))
    script = _by_script(text[:4000], letters) if letters >= min(least, _LEAST_SCRIPT) else None
    if script is not None:
        script = "fa" if script == "prs" and "prs" not in languages else script
        return script if script in languages else None
    if letters < least:
        return None
    if "ha" in languages and len(_HAUSA.findall(text[:4000])) > _HOOKED * letters:
        return "ha"
    told = str(_identifier(languages).classify(" ".join(words))[0])
    if len(words) < _MANY_WORDS and told != "en":
        told = _by_small_words(words, told, languages)
    long = len(words) >= _FEW_WORDS
    if long and told in _NEEDS_PROOF and not _has_words(words, told):
        rest = tuple(code for code in languages if code not in _NEEDS_PROOF)
        told = str(_identifier(rest).classify(" ".join(words))[0]) if rest else told
    return told


def _by_small_words(words: list[str], told: str, languages: tuple[str, ...]) -> str:
    """The language of a short text: another one whose own small words stand in it, two at least."""
    lowered = [word.lower() for word in words]
    counts = {
        code: sum(map(frequent.__contains__, lowered))
        for code, frequent in _FREQUENT.items()
        if code in languages
    }
    best = max(counts, key=counts.__getitem__, default=told)
    return best if told in counts and counts[best] > counts[told] + 1 else told


def _has_words(words: list[str], language: str) -> bool:
    """Whether a language's own small words stand among the others; names of places do not tell."""
    frequent = _FREQUENT[language]
    return sum(word.lower() in frequent for word in words) > _SOME * len(words)


def is_in_arabic(text: str) -> bool:
    """Whether most letters of a text are of the Arabic script."""
    eastern = len(_ARABIC_SCRIPT.findall(text))
    return eastern > 0 and 2 * eastern > sum(map(str.isalpha, text))


def reads_like(text: str, language: str | None) -> bool:
    """Whether a text is so full of a language's commonest words that nothing else needs asking.

    >>> reads_like("The raid on the town was the first of the year.", "en")
    True
    """
    frequent = _FREQUENT.get(language or "")
    words = text.lower().split()
    if frequent is None or len(words) < _FEW_WORDS:
        return False
    own = sum(map(frequent.__contains__, words))
    if own > _OFTEN * len(words) or own <= _RATHER * len(words):
        return own > _OFTEN * len(words)
    others = (some for code, some in _FREQUENT.items() if code != language)
    return all(2 * sum(map(some.__contains__, words)) < own for some in others)


def language_by_small_words(text: str, languages: tuple[str, ...]) -> str | None:
    """The one language whose commonest words fill a text that is too short for anything else.

    >>> language_by_small_words("The raid on the town was the first.", ("en", "fr"))
    'en'
    """
    told = [code for code in _FREQUENT if code in languages and reads_like(text, code)]
    return told[0] if len(told) == 1 else None


def _by_script(text: str, letters: int) -> str | None:
    """Tell the languages of the Arabic script apart by the letters that only they write."""
    arabic_script = len(_ARABIC_SCRIPT.findall(text))
    if arabic_script < letters / 2:
        return None
    if len(_URDU.findall(text)) > arabic_script * 0.03:
        return "ur"
    if len(_PASHTO.findall(text)) > arabic_script * 0.015:
        return "ps"
    if len(_PERSIAN.findall(text)) > len(_ARABIC.findall(text)):
        return "prs" if is_dari(text) else "fa"
    return "ar"


@lru_cache(maxsize=8)
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(set(languages) & set(identifier.labels)))
    return identifier
