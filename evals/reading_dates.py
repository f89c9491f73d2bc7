"""How well days of publication are found, in eleven languages and three calendars.

Mastheads written for this page as outlets print them; the day beside each was worked out by hand
or with a printed table of the calendars, never with the reader that is scored.
"""

from collections import defaultdict
from hashlib import sha256
from statistics import mean

from dateline.model.capture import Capture
from dateline.read import read_capture

# (language, the line as printed, published, modified)
LINES: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("en", "Friday, April 5, 2024", "2024-04-05", None),
    ("en", "Published 5 April 2024 at 10:15 GMT", "2024-04-05T10:15+00:00", None),
    ("en", "Posted on April 5th, 2024", "2024-04-05", None),
    ("en", "Apr 5, 2024, 6:30 PM", "2024-04-05T18:30", None),
    ("en", "Published 5 April 2024 | Updated 6 April 2024", "2024-04-05", "2024-04-06"),
    ("en", "Last updated: 6 April 2024, 07:00 UTC", None, "2024-04-06T07:00+00:00"),
    ("en", "05.04.2024", "2024-04-05", None),
    ("fr", "Publié le 5 avril 2024 à 10h15", "2024-04-05T10:15", None),
    ("fr", "vendredi 5 avril 2024", "2024-04-05", None),
    ("fr", "Publié le : 05/04/2024 - 10:15", "2024-04-05T10:15", None),
    ("fr", "Le 1er avril 2024", "2024-04-01", None),
    ("fr", "Mis à jour le 6 avril 2024", None, "2024-04-06"),
    ("ar", "الجمعة 5 أبريل 2024", "2024-04-05", None),
    ("ar", "٥ نيسان ٢٠٢٤", "2024-04-05", None),
    ("ar", "5 نيسان/أبريل 2024", "2024-04-05", None),
    ("ar", "5 أفريل 2024", "2024-04-05", None),
    ("ar", "الجمعة 26 رمضان 1445 هـ - 5 أبريل 2024 م", "2024-04-05", None),
    ("ar", "نشر في: 12 تشرين الثاني 2023", "2023-11-12", None),
    ("ar", "آخر تحديث: 6 أبريل 2024", None, "2024-04-06"),
    ("tr", "5 Nisan 2024 Cuma", "2024-04-05", None),
    ("tr", "05.04.2024 10:15", "2024-04-05T10:15", None),
    ("tr", "Yayınlanma: 5 Nisan 2024, 10:15", "2024-04-05T10:15", None),
    ("tr", "Güncelleme: 6 Nisan 2024", None, "2024-04-06"),
    ("tr", "12 Kas 2023", "2023-11-12", None),
    ("fa", "جمعه ۱۷ فروردین ۱۴۰۳", "2024-04-05", None),
    ("fa", "۱۷ فروردین ۱۴۰۳ - ۵ آوریل ۲۰۲۴", "2024-04-05", None),
    ("fa", "۱۴۰۳/۰۱/۱۷", "2024-04-05", None),
    ("fa", "تاریخ انتشار: ۲۱ آبان ۱۴۰۲ ساعت ۱۴:۳۰", "2023-11-12T14:30", None),
    ("fa", "۵ آوریل ۲۰۲۴", "2024-04-05", None),
    ("prs", "جمعه ۱۷ حمل ۱۴۰۳", "2024-04-05", None),
    ("prs", "۲۱ عقرب ۱۴۰۲", "2023-11-12", None),
    ("prs", "۵ اپریل ۲۰۲۴", "2024-04-05", None),
    ("prs", "۱۲ نومبر ۲۰۲۳ - ۲۱ عقرب ۱۴۰۲", "2023-11-12", None),
    ("ps", "د ۱۴۰۳ کال د وري ۱۷مه", "2024-04-05", None),
    ("ps", "۵ اپریل ۲۰۲۴", "2024-04-05", None),
    ("ps", "د لړم ۲۱، ۱۴۰۲", "2023-11-12", None),
    ("ps", "۱۲ نومبر ۲۰۲۳", "2023-11-12", None),
    ("ur", "جمعہ 5 اپریل 2024ء", "2024-04-05", None),
    ("ur", "12 نومبر 2023", "2023-11-12", None),
    ("ur", "اپریل 5, 2024", "2024-04-05", None),
    ("ur", "۵ اپریل ۲۰۲۴ بمطابق ۲۵ رمضان المبارک ۱۴۴۵", "2024-04-05", None),
    ("ha", "5 Afrilu 2024", "2024-04-05", None),
    ("ha", "Jumma'a, 5 ga Afrilu, 2024", "2024-04-05", None),
    ("ha", "12 ga watan Nuwamba 2023", "2023-11-12", None),
    ("sw", "Ijumaa, 5 Aprili 2024", "2024-04-05", None),
    ("sw", "Imechapishwa: Novemba 12, 2023", "2023-11-12", None),
    ("sw", "Tarehe 5 Aprili 2024", "2024-04-05", None),
    ("so", "Jimce, Abriil 5, 2024", "2024-04-05", None),
    ("so", "12 Nofembar 2023", "2023-11-12", None),
    ("so", "La daabacay 5 Abriil 2024", "2024-04-05", None),
)
_TITLE = "A ford on the northern river is closed again"
_BODY = (
    "Smugglers moved to the northern ford after the police had burned nine boats, and the traders "
    "of the town, who had counted on the rains, say that nothing has crossed for three weeks now. "
    "The prefect, who came back in the spring, did not answer the questions of this newspaper."
)


def score_dates() -> dict[str, float]:
    """Share of mastheads whose day (and time and zone, where printed) is read right."""
    right: dict[str, list[bool]] = defaultdict(list)
    for language, line, published, modified in LINES:
        found = _read(line)
        right[language].append(found == (published, modified))
        if not right[language][-1]:
            print(f"      {line}: found {found}, wanted {(published, modified)}")
    every = [held for values in right.values() for held in values]
    print(f"{'day of publication':<34}{'right':>7}{'of':>6}")
    for language, values in right.items():
        print(f"  {language:<32}{sum(values):>7}{len(values):>6}")
    print(f"  {'all':<32}{sum(every):>7}{len(every):>6}")
    return {f"reading.published.{name}": mean(held) for name, held in right.items()} | {
        "reading.published.all": mean(every)
    }


def _read(line: str) -> tuple[str | None, str | None]:
    payload = f"{_TITLE}\n\n{line}\n\n{_BODY}\n\n{_BODY}\n".encode()
    capture = Capture(sha256(payload).hexdigest(), "a.txt", "2026-01-01", "", len(payload))
    document = read_capture(payload, capture).documents[0]
    return document.published, document.modified
