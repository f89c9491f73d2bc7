"""Dates of publication as documents print them; dates of events are read elsewhere."""

import re
import unicodedata
from datetime import date

from dateline.read.calendars import HIJRI_MONTHS, SOLAR_MONTHS, hijri, solar_hijri

_MONTHS = {  # English, French, Turkish, Swahili, Hausa, Somali, Arabic (both sets), Persian, Urdu
    1: "january jan janvier janv ocak januari janairu janaayo"
    " يناير كانون_الثاني جانفي ژانویه جنوری",
    2: "february feb février fevrier févr şubat februari fabrairu febraayo"
    " فبراير شباط فيفري فوریه فروری",
    3: "march mar mars mart machi maris maarso مارس آذار مارچ",
    4: "april apr avril avr nisan aprili afrilu abriil أبريل ابريل نيسان أفريل آوریل اپریل",
    5: "may mai mayıs mei mayu مايو أيار ماي مه مئی می",
    6: "june jun juin haziran juni yuni juun يونيو حزيران جوان ژوئن جون",
    7: "july jul juillet juil temmuz julai yuli luulyo يوليو تموز جويلية ژوئیه جولای جولائی",
    8: "august aug août aout ağustos agosti agusta ogosto أغسطس آب أوت اوت اگست",
    9: "september sep sept septembre eylül septemba satumba sebteembar سبتمبر أيلول سپتامبر ستمبر",
    10: "october oct octobre ekim oktoba oktoobar أكتوبر تشرين_الأول اکتبر اکتوبر",
    11: "november nov novembre kasım novemba nuwamba nofembar نوفمبر تشرين_الثاني نوامبر نومبر",
    12: "december dec décembre decembre déc aralık desemba disamba diseembar"
    " ديسمبر كانون_الأول دسامبر دسمبر",
}


def _by_name(months: dict[int, str]) -> dict[str, int]:
    return {
        name.replace("_", " "): month for month, names in months.items() for name in names.split()
    }


def _either(names: dict[str, int]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_OURS, _SOLAR, _HIJRI = _by_name(_MONTHS), _by_name(SOLAR_MONTHS), _by_name(HIJRI_MONTHS)
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
_NAME = rf"(?P<name>{_either(_OURS)})"
_OR_NAME = rf"(?:\s*/\s*(?:{_either(_OURS)}))?"  # "كانون الأول/ديسمبر": one month by two names
_OTHER = rf"(?P<name>{_either(_SOLAR | _HIJRI)})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>20\d\d|19\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"\b{_NAME}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        (
            rf"{_DAY}(?:st|nd|rd|th|er)?\.?(?:\s+(?:of|ga|bisha|de))?\s*/?\s*{_NAME}\.?{_OR_NAME}"
            rf"\s*[,،]?/?\s*{_YEAR}"
        ),
        rf"\b{_NAME}\.?,?\s+{_YEAR}",
        rf"{_DAY}[./](?P<month>0?[1-9]|1[0-2])[./]{_YEAR}",
    )
)
_OTHER_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}\s*(?:ام\s*)?(?:از\s+|د\s+)?{_OTHER}(?:\s*ماه)?\s*[,،]?\s*(?P<year>1[34]\d\d)(?!\d)",
        rf"(?P<year>1[34]\d\d)\s*(?:هجري|هجری)?\s*(?:کال\s*)?(?:د\s+)?{_OTHER}\s*(?:په\s+)?{_DAY}",
    )
)
_DIGITS = {ord(mark): str(unicodedata.digit(mark)) for mark in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}
_BESIDE_A_DATE = re.compile(
    r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|pazartesi|salı|çarşamba|perşembe|cumartesi|cuma|pazar"
    r"|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|یکشنبه|دوشنبه|سه‌?شنبه"
    r"|چهارشنبه|پنج‌?شنبه|شنبه|جمعه|published|updated|posted|last|publié|mis à jour|on|le|at|à"
    r"|[\d:h.,،|—–/-]+|[ap]\.?m\.?|gmt|utc|[ce]e?s?t"
)
_LONGEST_LINE = 60
_HOURS, _MINUTES = 24, 60


def find_date(text: str) -> str | None:
    """Find the first date with a year in a line and give it as ISO 8601, month or day precise.

    Solar Hijri and Hijri dates are turned into ours; the latter are true to a day or two.

    >>> find_date("Weekly update, December 15, 2023: more raids")
    '2023-12-15'
    >>> find_date("Mise à jour du 1er août 2024"), find_date("Le Monde, April 2024")
    ('2024-08-01', '2024-04')
    >>> find_date("۲۴ آذر ۱۴۰۲"), find_date("١٥ ديسمبر ٢٠٢٣")
    ('2023-12-15', '2023-12-15')
    """
    line = text.translate(_DIGITS)
    best: tuple[int, str] | None = None
    for forms, reader in ((_FORMS, _ours), (_OTHER_FORMS, _other)):
        for form in forms:
            match = form.search(line)
            if match is not None and (best is None or match.start() < best[0]):
                day = reader(match)
                best = (match.start(), day) if day else best
    return best[1] if best else None


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


def _ours(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _OURS[parts["name"].lower()]
    if parts.get("day") is None:
        return f"{parts['year']}-{month:02d}"
    try:
        return date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return None


def _other(match: re.Match[str]) -> str | None:
    name, year, day = match["name"], int(match["year"]), int(match["day"])
    if name in _SOLAR:
        found = solar_hijri(year, _SOLAR[name], day)
    else:
        found = hijri(year, _HIJRI[name], day)
    return found.isoformat() if found else None
