"""Dates of publication as documents print them; dates of events are read elsewhere."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from dateline.read.calendars import (
    HIJRI_MONTHS,
    LAST_SOLAR_YEAR,
    OUR_MONTHS,
    SOLAR_MONTHS,
    hijri,
    solar_hijri,
)

_TO_PERSIAN, _TO_ARABIC = str.maketrans("يك", "یک"), str.maketrans("یک", "يك")


def _by_name(months: dict[int, str]) -> dict[str, int]:
    """Every name of a month with its number, with Arabic's and with Persian's forms of letters."""
    found: dict[str, int] = {}
    for month, names in months.items():
        for name in names.replace("_", "\u00a0").split(" "):
            plain = name.replace("\u00a0", " ")
            for form in (plain, plain.translate(_TO_PERSIAN), plain.translate(_TO_ARABIC)):
                found.setdefault(form, month)
    return found


def _either(names: dict[str, int]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_OURS, _SOLAR, _HIJRI = _by_name(OUR_MONTHS), _by_name(SOLAR_MONTHS), _by_name(HIJRI_MONTHS)
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
_NAME = rf"(?P<name>{_either(_OURS)})"
_OF = r"(?:of|ga(?:\s+watan?)?|bisha|de|د)"
_OR_NAME = rf"(?:\s*/\s*(?:{_either(_OURS)}))?"  # "كانون الأول/ديسمبر": one month by two names
_OLD_YEAR = r"(?<!\d)(?P<year>1[34]\d\d)(?!\d)"
_OTHER = rf"(?P<name>{_either(_SOLAR | _HIJRI)})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>20\d\d|19\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"\b{_NAME}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        (
            rf"{_DAY}(?:st|nd|rd|th|er|مه|م)?\.?(?:\s+{_OF})?"
            rf"\s*/?\s*{_NAME}\.?{_OR_NAME}"
            rf"\s*[,،]?/?\s*{_YEAR}"
        ),
        rf"\b{_NAME}\.?,?\s+{_YEAR}",
        rf"{_DAY}(?P<mark>[./-])(?P<month>0?[1-9]|1[0-2])(?P=mark){_YEAR}",
        rf"(?<!\d)(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/{_YEAR}",
        rf"{_YEAR}\s*(?:کال\s*)?(?:د\s+)?{_NAME}\s*(?:په\s+)?{_DAY}",
    )
)
_OTHER_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DAY}\s*(?:ام|م|مه)?\s*(?:از\s+|د\s+)?{_OTHER}(?:\s*ماه)?\s*[,،]?\s*{_OLD_YEAR}",
        rf"{_OTHER}\s*(?:په\s+)?{_DAY}(?:مه|م)?\s*[,،]?\s*(?:د\s+)?{_OLD_YEAR}",
        rf"{_OLD_YEAR}(?P<mark>[/-])(?P<month>0?[1-9]|1[0-2])(?P=mark){_DAY}",
        rf"{_DAY}(?P<mark>[/-])(?P<month>0?[1-9]|1[0-2])(?P=mark){_OLD_YEAR}",
        rf"{_OLD_YEAR}\s*(?:هجري|هجری)?\s*(?:کال\s*)?(?:د\s+)?{_OTHER}\s*(?:په\s+)?{_DAY}(?:مه|م)?",
    )
)
_DIGITS = {ord(mark): str(unicodedata.digit(mark)) for mark in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}
_BESIDE_A_DATE = re.compile(
    r"(?i)(?<!\w)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche|pazartesi|salı|çarşamba|perşembe|cumartesi|cuma|pazar"
    r"|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|یکشنبه|دوشنبه|سه‌?شنبه"
    r"|یک‌شنبه|چهارشنبه|پنج‌?شنبه|شنبه|جمعه|دوشنبې?|سه شنبه|اتوار|پیر|منگل|بدھ|جمعہ|جمعرات|ہفتہ"
    r"|litinin|talata|laraba|alhamis|jum+a['’]?a?|asabar|lahadi|jumatatu|jumanne|jumatano|alhamisi|ijumaa"
    r"|jumamosi|jumapili|isniin|talaado|arbaco|khamiis|jimce|sabti|axad"
    r"|published|updated|posted|modified|first|last|publié|mise? à jour|modifié|actualisé|heures?"
    r"|on|le|at|à|yayınlanma|güncelle(?:n?me)|son|tarihi|saat|نشر|تاريخ|بتاريخ|آخر|تحديث|في|الساعة"
    r"|بتوقيت|منتشر|شده|به‌?روزرسانی|تاریخ|ساعت|انتشار|شائع|شدہ|اپ|ڈیٹ|imechapishwa|imesasishwa"
    r"|an wallafa|an sabunta|la daabacay|la cusboonaysiiyay|خپور|خپرېدو|نېټه|وروستی|تازه"
    r"|هجر[يی]|[شق]مری|شمسی|قمری|هـ|ه|ش|م|ء|ميلادي|میلادی|عیسوی"
    r"|tarehe|بمطابق|مطابق|موافق|الموافق|کال|د|برابر با|ل"
    r"|[ap]\.?m\.?|gmt|utc|wat|cat|eat|trt|msk|pkt|aft|irst|tsi|tsİ|[ce]e?s?t|غرينتش)(?!\w)"
    r"|[\d:h.,،•·()|—–/+-]+"
)
_CHANGED = re.compile(
    r"(?i)\b(?:last |first )?(?:updated|modified|revised)\b|\b(?:mise? à jour|modifié|actualisé)\b"
    r"|\b(?:son )?güncellen?me\b|(?:آخر )?تحديث|به‌?روزرسانی|آخرین تغییر|وروستی تازه|اپ ?ڈیٹ"
    r"|\bimesasishwa\b|\ban sabunta\b|la cusboonaysiiyay"
)
_ISO = re.compile(
    r"\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:Z|[+-]\d{2}:?\d{2})?(?!\d)"
)
_ZONES = {  # abbreviations that mean one zone; EST, IST, BST and AST mean several or need a place
    "GMT": "+00:00", "UTC": "+00:00", "TU": "+00:00", "غرينتش": "+00:00", "WAT": "+01:00",
    "CET": "+01:00", "CEST": "+02:00", "CAT": "+02:00", "SAST": "+02:00", "EET": "+02:00",
    "EEST": "+03:00", "EAT": "+03:00", "MSK": "+03:00", "TRT": "+03:00", "TSİ": "+03:00",
    "IRST": "+03:30", "AFT": "+04:30", "PKT": "+05:00", "EDT": "-04:00", "PDT": "-07:00",
}  # fmt: skip
_ZONE = re.compile(
    rf"\b(?:GMT|UTC)\s*(?P<sign>[+−-])(?P<hours>\d{{1,2}})(?::?(?P<minutes>\d{{2}}))?\b"
    rf"|(?<!\w)(?P<name>{'|'.join(_ZONES)})(?!\w)",
    re.IGNORECASE,
)
UNSURE = "?"  # behind a date whose figures may be day and month or month and day, as in EDTF
_LONGEST_LINE = 90
_HIJRI_SLACK = 2
_HOURS, _MINUTES, _MONTHS = 24, 60, 12


def find_date(text: str) -> str | None:
    """Find the first date with a year in a line and give it as ISO 8601, month or day precise.

    Solar Hijri and Hijri dates are turned into ours; the latter are true to a day or two.
    Where day and month are figures that may stand either way, the day is taken first and a
    question mark follows: `date_order.settle_dates` settles it.

    >>> find_date("Weekly update, December 15, 2023: more raids")
    '2023-12-15'
    >>> find_date("Mise à jour du 1er août 2024"), find_date("Le Monde, April 2024")
    ('2024-08-01', '2024-04')
    >>> find_date("۲۴ آذر ۱۴۰۲"), find_date("١٥ ديسمبر ٢٠٢٣")
    ('2023-12-15', '2023-12-15')
    >>> find_date("05/06/2024"), find_date("15/06/2024"), find_date("06/15/2024")
    ('2024-06-05?', '2024-06-15', '2024-06-15')
    """
    line = text.translate(_DIGITS)
    ours = _first(line, _FORMS, _ours)
    other = _first(line, _OTHER_FORMS, _other)
    if ours is None or other is None or ours[0] < other[0]:
        found = ours or other
    else:
        found = ours if _same_day(ours[1], other[1]) else other
    return found[1] if found else None


def _first(
    line: str,
    forms: tuple[re.Pattern[str], ...],
    reader: Callable[[re.Match[str]], str | None],
) -> tuple[int, str] | None:
    """The first date of a line in one calendar, and where it stands."""
    best: tuple[int, str] | None = None
    for form in forms:
        match = form.search(line)
        if match is not None and (best is None or match.start() < best[0]):
            day = reader(match)
            best = (match.start(), day) if day else best
    return best


def _same_day(ours: str, other: str) -> bool:
    """Whether a date in two calendars is one: ours is exact, a Hijri day true to two or so."""
    if len(ours) < len("2024-01-01"):
        return False
    apart = date.fromisoformat(ours.rstrip(UNSURE)) - date.fromisoformat(other)
    return abs(apart.days) <= _HIJRI_SLACK


def part_changed(text: str) -> tuple[str, str]:
    """Part a date line into what it says of publication and of the last change.

    >>> part_changed("Published 2 May 2024. Updated 3 May 2024")
    ('Published 2 May 2024. ', 'Updated 3 May 2024')
    """
    match = _CHANGED.search(text)
    if match is None:
        return text, ""
    if match.start() == 0:
        later = re.search(r"(?i)\b(?:published|posted|publié|yayınlanma)\b|نشر", text)
        return (text[later.start() :], text[: later.start()]) if later else ("", text)
    return text[: match.start()], text[match.start() :]


def is_only_date(text: str) -> bool:
    """Whether a line holds a date, perhaps with its weekday or "Published", and nothing else."""
    line = text.translate(_DIGITS)
    if len(line) > _LONGEST_LINE or find_date(line) is None:
        return False
    for form in (*_FORMS, *_OTHER_FORMS):
        line = form.sub("", line)
    return not _BESIDE_A_DATE.sub("", line).strip(" ,:|-–—()")


def find_cutoff(text: str) -> str | None:
    """Read the time up to which a document says it reports.

    >>> find_cutoff("Data Cutoff: December 13, 2023, at 10 a.m.")
    '2023-12-13T10:00'
    """
    day = find_date(text)
    if day is None:
        return None
    clock = re.search(
        r"(?i)\b(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?\s?m\b\.?|h(?:eures|rs)?\b)", text
    )
    clock = clock or re.search(r"\b([01]?\d|2[0-3])[:h](\d{2})\b()", text)
    clock = clock or re.search(
        rf"\b([01]?\d|2[0-3])\.([0-5]\d)\b()(?=\s*(?:{_ZONE.pattern}))", text, re.IGNORECASE
    )
    clock = clock or re.search(
        r"\b([01]\d|2[0-3])([0-5]\d)\b()(?=\s*(?:hours|hrs|[A-Z]{1,4}T?\b))", text
    )
    if clock is None:
        word = re.search(r"(?i)\b(noon|midday|midnight|midi|minuit)\b", text)
        if word is None:
            return day
        return day + ("T12:00" if word[1].lower() in {"noon", "midday", "midi"} else "T00:00")
    hour, minute, half = int(clock[1]), int(clock[2] or 0), (clock[3] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{day}T{hour:02d}:{minute:02d}" if hour < _HOURS and minute < _MINUTES else day


def find_moment(text: str) -> str | None:
    """Find the first date of a line, with the time and the zone that stand beside it.

    A zone is kept where its letters mean one zone only; a time without one stays without.

    >>> find_moment("Published 3 May 2024 | 10:15 GMT"), find_moment("3 May 2024, 7:05 pm")
    ('2024-05-03T10:15+00:00', '2024-05-03T19:05')
    """
    line = text.translate(_DIGITS)
    iso = _ISO.search(line)
    if iso is not None:
        return re.sub(r"\s(?=\d)", "T", iso[0], count=1).replace(" ", "")
    moment = find_cutoff(line)
    if moment is None or "T" not in moment:
        return moment
    zone = _ZONE.search(line)
    if zone is None:
        return moment
    if zone["name"]:
        return moment + _ZONES[zone["name"].upper()]
    hours = int(zone["hours"])
    return f"{moment}{zone['sign']}{hours:02d}:{zone['minutes'] or '00'}".replace("−", "-")


def _ours(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _OURS[parts["name"].lower()]
    if parts.get("day") is None:
        return f"{parts['year']}-{month:02d}"
    day = int(parts["day"])
    either = (parts.get("mark") or ".") != "." and day <= _MONTHS and day != month
    try:
        return date(int(parts["year"]), month, day).isoformat() + UNSURE * either
    except ValueError:
        return None


def _other(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    name = (parts.get("name") or "").lower()
    month = int(parts["month"]) if parts.get("month") else _SOLAR.get(name) or _HIJRI[name]
    solar = name in _SOLAR if name else year <= LAST_SOLAR_YEAR
    found = solar_hijri(year, month, day) if solar else hijri(year, month, day)
    return found.isoformat() if found else None
