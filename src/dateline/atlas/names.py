"""Which names are worth packing, and what an admin unit is called without its kind."""

import re
import unicodedata
from collections.abc import Iterable

from dateline.atlas.fold import fold_name

_CODE = re.compile(r"[A-Z0-9]{2,5}")
_LINK = re.compile(r"https?:|www\.|\.(?:com|org|htm)")
_KIND_BEHIND = re.compile(
    r"[ -](?:state|region|regions|province|county|parish|district|department|governorate"
    r"|prefecture|oblast|krai|raion|rayon|division|municipality|borough|territory|canton"
    r"|voivodeship|municipal district|eyaleti|ili|vilayeti|valiliği|область)$",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(
    r"^(?:(?:province|r[ée]gion|d[ée]partement|cercle|wilaya|gouvernorat|pr[ée]fecture|commune"
    r"|provincia|departamento|municipio|estado|district|arrondissement|sous-pr[ée]fecture)"
    r" (?:d[eu] (?:la |l['’] ?)?|des |d['’] ?|del? )"
    r"|(?:muhafaz(?:at|ah) |wilayat-e |wilaya de |ostan-e |velayat-e |provincia di "
    r"|state of |province of |county of |region of "
    r"|محافظة |ولاية |منطقة |إقليم |استان |ولایت |ولايت |قضاء |مديرية |ولسوالۍ |شهرستان ))",
    re.IGNORECASE,
)
_NEVER_BARE = re.compile(r"^(?:north|south|east|west|central|capital|federal|northern|southern"
                         r"|eastern|western|new|upper|lower)$", re.IGNORECASE)  # fmt: skip


def ascii_name(name: str) -> str:
    """The name in plain letters, as an id needs it.

    >>> ascii_name("Ségou"), ascii_name("Côte-d’Or")
    ('Segou', "Cote-d'Or")
    """
    apart = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'"))
    special = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
                             "ə": "a", "Ə": "A", "ı": "i", "æ": "ae", "Æ": "AE", "ß": "ss",
                             "þ": "th", "Þ": "Th", "ð": "d", "/": "-", "–": "-"})  # fmt: skip
    return apart.translate(special).encode("ascii", "ignore").decode().strip()


def short_admin_name(name: str) -> str:
    """An admin unit's name without the word for its kind.

    >>> short_admin_name("Cascades Region"), short_admin_name("Province de la Tapoa")
    ('Cascades', 'Tapoa')
    >>> short_admin_name("Northern Province"), short_admin_name("Homs (Hims)")
    ('Northern Province', 'Homs')
    """
    bare = re.sub(r"\s*[(\[].*?[)\]]", "", name).strip()
    short = _KIND_BEHIND.sub("", _KIND_BEFORE.sub("", bare)).strip()
    return short if short and not _NEVER_BARE.match(short) else bare or name


def folded_names(name: str, others: Iterable[str], *, codes: bool = False) -> set[str]:
    """The keys under which a place is found.

    Airport codes, links and machine romanisations ("mwbty") are left out, and duplicates of the
    same key fall together.

    Args:
        name: the main name, always kept.
        others: alternate names.
        codes: whether short capitals such as `USA` are names (for countries and states).
    """
    keys = {fold_name(name)}
    keys |= {fold_name(other) for other in others if worth_keeping(other, codes=codes)}
    return {key for key in keys if len(key) > 1 or (key and not key.isascii())}


def worth_keeping(name: str, *, codes: bool = False) -> bool:
    """Whether an alternate name is one that a text may use.

    >>> [worth_keeping(name) for name in ("Ségou", "SZU", "sgw", "al-Hasakah", "www.segou.org")]
    [True, False, False, True, False]
    """
    if not name or (not codes and _CODE.fullmatch(name)):
        return False
    return not (_LINK.search(name) or _is_romanisation(name) or any(c.isdigit() for c in name))


def _is_romanisation(name: str) -> bool:
    """GeoNames' machine romanisations are Latin without one capital; a real one starts `al-`."""
    first = name[0]
    if not first.islower() or not unicodedata.name(first, "").startswith("LATIN"):
        return False
    return not any(letter.isupper() for letter in name)
