"""Dates of publication as documents print them; dates of events are read elsewhere."""

import re
import unicodedata

_MONTHS = {
    1: "january jan janvier janv ocak januari janairu جانفي يناير كانون_الثاني جنوری",
    2: "february feb février fevrier févr şubat februari fabrairu فيفري فبراير شباط فروری",
    3: "march mar mars mart machi maris مارس آذار مارچ",
    4: "april apr avril avr nisan aprili afrilu أبريل ابريل نيسان أفريل اپریل",
    5: "may mai mayıs mei mayu مايو أيار ماي مئی",
    6: "june jun juin haziran juni yuni يونيو حزيران جوان جون",
    7: "july jul juillet juil temmuz julai yuli يوليو تموز جويلية جولائی",
    8: "august aug août aout ağustos agosti agusta أغسطس آب أوت اگست",
    9: "september sep sept septembre eylül septemba satumba سبتمبر أيلول ستمبر",
    10: "october oct octobre ekim oktoba أكتوبر تشرين_الأول اکتوبر",
    11: "november nov novembre kasım novemba نوفمبر تشرين_الثاني نومبر",
    12: "december dec décembre decembre déc aralık desemba disamba ديسمبر كانون_الأول دسمبر",
}
_BY_NAME = {
    name.replace("_", " "): month for month, names in _MONTHS.items() for name in names.split()
}
_NAME = "|".join(sorted((name for name in _BY_NAME), key=len, reverse=True))
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>20\d\d|19\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"\b(?P<name>{_NAME})\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}\b",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er)?(?:\s+of)?\s+(?P<name>{_NAME})\.?,?\s+{_YEAR}\b",
        rf"\b(?P<name>{_NAME})\.?,?\s+{_YEAR}\b",
    )
)
_DIGITS = {ord(mark): str(unicodedata.digit(mark)) for mark in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}


def find_date(text: str) -> str | None:
    """Find the first date with a year in a line and give it as ISO 8601, month or day precise.

    >>> find_date("Weekly update, December 15, 2023: more raids")
    '2023-12-15'
    >>> find_date("Mise à jour du 1er août 2024"), find_date("Le Monde, April 2024")
    ('2024-08-01', '2024-04')
    """
    line = text.translate(_DIGITS)
    best: tuple[int, str] | None = None
    for form in _FORMS:
        match = form.search(line)
        if match is not None and (best is None or match.start() < best[0]):
            best = (match.start(), _iso(match))
    return best[1] if best else None


def is_only_date(text: str) -> bool:
    """Whether a line holds a date, perhaps with its weekday or "Published", and nothing else."""
    line = text.translate(_DIGITS)
    if find_date(line) is None or len(line) > 60:  # noqa: PLR2004 - a line, not a sentence
        return False
    for form in _FORMS:
        line = form.sub("", line)
    rest = re.sub(
        r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi"
        r"|dimanche|published|updated|posted|last|publié|mis à jour|on|le|at|à|[\d:h.,|—–-]+|[ap]\.?m\.?"
        r"|gmt|utc|[ce]e?s?t",
        "",
        line,
    )
    return not rest.strip(" ,:|-–—")


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
    if clock is None:
        word = re.search(r"(?i)\b(noon|midday|midnight|midi|minuit)\b", text)
        if word is None:
            return day
        return day + ("T12:00" if word[1].lower() in {"noon", "midday", "midi"} else "T00:00")
    hour, minute, half = int(clock[1]), int(clock[2] or 0), (clock[3] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{day}T{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else day  # noqa: PLR2004


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _BY_NAME[parts["name"].lower()]
    if parts.get("day") is None:
        return f"{parts['year']}-{month:02d}"
    return f"{parts['year']}-{month:02d}-{int(parts['day']):02d}"
