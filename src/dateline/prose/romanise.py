"""Names in Latin letters: Arabic script letter by letter with its commonest names, Turkish plain.

Short vowels are not written in Arabic script, so that letters alone give `mhmd`: common given
names and the parts that join them stand in a list. The letters follow BGN/PCGN without its marks.
"""

import re
import unicodedata

_NAMES = {
    "محمد": "Muhammad", "احمد": "Ahmad", "محمود": "Mahmud", "علی": "Ali", "حسن": "Hasan",
    "حسین": "Husayn", "عمر": "Umar", "عثمان": "Uthman", "ابراهیم": "Ibrahim", "اسماعیل": "Ismail",
    "یوسف": "Yusuf", "موسی": "Musa", "عیسی": "Isa", "خالد": "Khalid", "سعید": "Said",
    "صالح": "Salih", "مصطفی": "Mustafa", "مصطفا": "Mustafa", "عبد": "Abd", "عبدالله": "Abdullah",
    "عبدالرحمن": "Abd al-Rahman", "عبدالعزیز": "Abd al-Aziz", "کریم": "Karim", "رحیم": "Rahim",
    "حمید": "Hamid", "امین": "Amin", "جمال": "Jamal", "طارق": "Tariq", "سلیمان": "Sulayman",
    "داود": "Dawud", "فاطمه": "Fatima", "عایشه": "Aisha", "زینب": "Zaynab", "مریم": "Maryam",
    "نور": "Nur", "الله": "Allah", "دین": "Din", "رضا": "Reza", "مهدی": "Mahdi", "جعفر": "Jafar",
    "بکر": "Bakr", "قاسم": "Qasim", "ناصر": "Nasir", "حیدر": "Haydar", "خان": "Khan",
    "گل": "Gul", "شاه": "Shah", "ملا": "Mullah", "شیخ": "Shaykh", "امیر": "Amir", "ابو": "Abu",
    "ابن": "Ibn", "بن": "bin", "بنت": "bint", "ام": "Umm", "زاده": "zada", "وزیری": "Waziri",
}  # fmt: skip
_LETTERS = {
    "ب": "b", "پ": "p", "ت": "t", "ټ": "t", "ٹ": "t", "ث": "th", "ج": "j", "چ": "ch", "ځ": "dz",
    "څ": "ts", "ح": "h", "خ": "kh", "د": "d", "ډ": "d", "ڈ": "d", "ذ": "dh", "ر": "r", "ړ": "r",
    "ڑ": "r", "ز": "z", "ژ": "zh", "ږ": "zh", "س": "s", "ش": "sh", "ښ": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "گ": "g", "ل": "l",
    "م": "m", "ن": "n", "ڼ": "n", "ں": "n", "ه": "h", "ھ": "h", "ء": "", "ؤ": "u", "ئ": "i",
    "ا": "a", "\u064e": "a", "\u064f": "u", "\u0650": "i", "\u200c": "-",
    "۔": ".", "،": ",", "؛": ";", "؟": "?",
}  # fmt: skip
_PERSIAN = {"ث": "s", "ذ": "z", "ض": "z", "و": "v"}
_UNIFIED = str.maketrans({
    "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ے": "ی", "ك": "ک", "ګ": "گ", "أ": "ا", "إ": "ا",
    "آ": "ا", "ٱ": "ا", "ة": "ه", "ہ": "ه", "ۀ": "ه", "ـ": "",
})  # fmt: skip
_PLAIN = str.maketrans({
    "ı": "i", "İ": "I", "ş": "s", "Ş": "S", "ğ": "g", "Ğ": "G", "ç": "c", "Ç": "C", "ö": "o",
    "Ö": "O", "ü": "u", "Ü": "U", "â": "a", "î": "i", "û": "u",
})  # fmt: skip
_DIGITS = {zero + n: str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
_WORD = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u200c]+")
_LONG = "اوی"
_LEAST_STEM = 3


def romanise(name: str, language: str | None = None) -> str:
    """Write a name in Latin letters.

    Args:
        name: in Arabic script or Turkish; other letters stay as they are.
        language: Persian, Dari, Pashto and Urdu read some letters otherwise than Arabic.

    >>> romanise("محمد الأمين", "ar"), romanise("عبد الله", "ar"), romanise("رضا پهلوی", "fa")
    ('Muhammad al-Amin', 'Abd Allah', 'Reza Phlvi')
    >>> romanise("Şırnak Ağrı", "tr")
    'Sirnak Agri'
    """
    if language == "tr":
        return name.translate(_PLAIN)
    plain = name.translate(_DIGITS)
    return _WORD.sub(lambda match: _word(match[0], language), plain)


def is_latin(text: str) -> bool:
    """Whether a text has no letter of another script than Latin.

    >>> is_latin("Ségou 2023"), is_latin("سيغو")
    (True, False)
    """
    return all("LATIN" in unicodedata.name(letter, "LATIN") for letter in text if letter.isalpha())


def _word(word: str, language: str | None) -> str:
    unified = word.translate(_UNIFIED)
    known = _NAMES.get(unified)
    if known:
        return known
    persian = language in ("fa", "prs", "ps", "ur")
    if unified.startswith("ال") and len(unified) >= 2 + _LEAST_STEM and not persian:
        stem = unified[2:]
        return f"al-{_NAMES.get(stem) or _spell(stem, persian=False).capitalize()}"
    spelled = _spell(unified, persian=persian)
    return "-".join(part[:1].upper() + part[1:] for part in spelled.split("-"))


def _spell(word: str, *, persian: bool) -> str:
    """A word letter by letter; `و` and `ی` are consonants before a long vowel and first."""
    out = []
    for at, letter in enumerate(word):
        after = word[at + 1] if at + 1 < len(word) else ""
        if letter in "وی":
            consonant = at == 0 or after == "ا" or (letter, after) == ("و", "ی")
            pairs = {"و": ("v" if persian else "w", "u"), "ی": ("y", "i")}
            out.append(pairs[letter][0 if consonant else 1])
        elif persian and letter in _PERSIAN:
            out.append(_PERSIAN[letter])
        elif letter == "ع" and (at == 0 and after not in _LONG):
            out.append("a")
        else:
            out.append(_LETTERS.get(letter, "" if unicodedata.combining(letter) else letter))
    return "".join(out)
