"""Place names compared by sound across scripts: سيفاري is Sévaré, بانكاس is Bankass.

An Arabic-script newsroom writes a foreign village as it hears it. Both spellings are reduced to
letters that sound alike; short vowels, which Arabic leaves out, weigh less than consonants.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from dateline.atlas.fold import fold_name, is_arabic

# Letters by sound. Vowels are A, I and U; what is not heard everywhere is dropped.
_ARABIC = str.maketrans(
    {
        "ا": "A", "أ": "A", "إ": "I", "آ": "A", "ع": "", "ئ": "", "ؤ": "", "ى": "A", "ه": "A",
        "و": "U", "ي": "I", "ب": "b", "پ": "b", "ف": "f", "ڤ": "f", "ت": "t", "ط": "t", "ټ": "t",
        "ث": "t", "د": "d", "ض": "d", "ذ": "d", "ډ": "d", "ظ": "z", "ز": "z", "ژ": "z", "ځ": "z",
        "س": "s", "ص": "s", "ش": "s", "ښ": "s", "چ": "s", "څ": "s", "ج": "g", "غ": "g", "گ": "g",
        "ږ": "g", "ق": "k", "ك": "k", "خ": "k", "ح": "h", "ر": "r", "ړ": "r", "ل": "l", "م": "m",
        "ن": "n", "ڼ": "n",
    }
)  # fmt: skip
_LATIN_PAIRS = (
    ("ould", "UUld"), ("kh", "k"), ("gh", "g"), ("dj", "g"), ("tch", "s"), ("ch", "s"),
    ("sh", "s"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ou", "U"), ("oo", "U"), ("gn", "n"),
    ("qu", "k"), ("gu", "g"), ("ai", "I"), ("ay", "I"), ("ei", "I"), ("ey", "I"), ("au", "U"),
    ("aw", "U"),
)  # fmt: skip
_LATIN = str.maketrans(
    {
        "a": "A", "e": "I", "i": "I", "y": "I", "o": "U", "u": "U", "w": "U", "p": "b", "v": "f",
        "j": "g", "q": "k", "x": "s", "h": "", "z": "z",
    }
)  # fmt: skip
_SILENT_START = re.compile(r"^[هح](?=[اويى])")
_SOFT_C = re.compile(r"c(?=[eiy])")
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[AIU]")
_LEAST_LIKENESS = 72.0  # of 100, rapidfuzz's ratio of two sounds with one frame of consonants
_LESS_LIKE = 8.0  # of 100: who is further behind the likest is not meant
_SHORTEST_FRAME = 2

Sounds = Mapping[str, Sequence[tuple[str, int]]]  # sounds and numbers by the frame of consonants


@cache
def sound_of(name: str) -> str:
    """Reduce a name in Arabic or Latin script to its sounds.

    >>> sound_of("سيفاري"), sound_of("Sévaré"), sound_of("Bankass"), sound_of("بانكاس")
    ('sIfArI', 'sIfArI', 'bAnkAs', 'bAnkAs')
    """
    folded = fold_name(name)
    if is_arabic(folded):
        folded = _SILENT_START.sub("", folded)
        return _TWICE.sub(r"\1", folded.replace(" ", "").translate(_ARABIC))
    plain = folded.replace(" ", "")
    for written, heard in _LATIN_PAIRS:
        plain = plain.replace(written, heard)
    plain = _SOFT_C.sub("s", plain).replace("c", "k").translate(_LATIN)
    return _TWICE.sub(r"\1", plain)


def frame_of(sound: str) -> str:
    """The consonants of a sound.

    >>> frame_of("sIfArI")
    'sfr'
    """
    return _VOWELS.sub("", sound).replace("h", "")


def index_sounds(names: Iterable[tuple[str, int]]) -> Sounds:
    """Put numbered names in order of their consonants."""
    known: dict[str, list[tuple[str, int]]] = {}
    for name, number in names:
        sound = sound_of(name)
        known.setdefault(frame_of(sound), []).append((sound, number))
    return known


def sounding_like(name: str, sounds: Sounds) -> list[int]:
    """The numbers of names with the same consonants and vowels most alike, likest first.

    >>> sounding_like("بانكاس", index_sounds([("Bankass", 1), ("Bounkoussou", 2)]))
    [1]
    """
    from rapidfuzz import fuzz

    sound = sound_of(name)
    frame = frame_of(sound)
    if len(frame) < _SHORTEST_FRAME:
        return []
    alike = [(fuzz.ratio(sound, other), -number) for other, number in sounds.get(frame, ())]
    least = max((likeness for likeness, _number in alike), default=0.0) - _LESS_LIKE
    likest = sorted((one for one in alike if one[0] >= max(least, _LEAST_LIKENESS)), reverse=True)
    return [-number for _likeness, number in likest]
