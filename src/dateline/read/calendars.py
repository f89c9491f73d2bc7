"""Days of the Solar Hijri and Hijri calendars as days of ours, for dates of publication."""

from datetime import date, timedelta

SOLAR_MONTHS = {
    1: "فروردین حمل وری",
    2: "اردیبهشت ثور غویی",
    3: "خرداد جوزا غبرګولی",
    4: "تیر سرطان چنګاښ",
    5: "مرداد اسد زمری",
    6: "شهریور سنبله وږی",
    7: "مهر میزان تله",
    8: "آبان عقرب لړم",
    9: "آذر قوس لیندۍ",
    10: "دی جدی مرغومی",
    11: "بهمن دلو سلواغه",
    12: "اسفند حوت کب",
}
HIJRI_MONTHS = {
    1: "محرم", 2: "صفر", 3: "ربيع_الأول ربیع_الاول", 4: "ربيع_الآخر ربيع_الثاني ربیع_الثانی",
    5: "جمادى_الأولى جمادی_الاول", 6: "جمادى_الآخرة جمادى_الثانية جمادی_الثانی", 7: "رجب",
    8: "شعبان", 9: "رمضان", 10: "شوال", 11: "ذو_القعدة ذی‌القعده", 12: "ذو_الحجة ذی‌الحجه",
}  # fmt: skip
_HIJRI_EPOCH = date(622, 7, 19).toordinal()
_BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060)
_FIRST_HALF = 6
_DAYS = range(1, 32)
_HIJRI_YEARS = range(1, 2000)


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """The day of our calendar for one of Iran's and Afghanistan's; None where there is none.

    Leap years follow Birashk's breaks as corrected by Borkowski (1996), right for 1178 to 1633.

    >>> solar_hijri(1402, 9, 24), solar_hijri(1403, 1, 1)
    (datetime.date(2023, 12, 15), datetime.date(2024, 3, 20))
    """
    if not (_BREAKS[0] < year < _BREAKS[-1] and month in SOLAR_MONTHS and day in _DAYS):
        return None
    march = _first_of_year(year)
    passed = 31 * (month - 1) - max(0, month - _FIRST_HALF - 1)
    return march + timedelta(days=passed + day - 1)


def _first_of_year(year: int) -> date:
    """The day in March on which a Solar Hijri year begins."""
    leaps, before = -14, _BREAKS[0]
    span = 0
    for after in _BREAKS[1:]:
        span = after - before
        if year < after:
            break
        leaps += span // 33 * 8 + span % 33 // 4
        before = after
    passed = year - before
    leaps += passed // 33 * 8 + (passed % 33 + 3) // 4
    if span % 33 == 4 and span - passed == 4:  # noqa: PLR2004 - the cycle of 33 years
        leaps += 1
    ours = year + 621
    ours_leaps = ours // 4 - (ours // 100 + 1) * 3 // 4 - 150
    return date(ours, 3, 20 + leaps - ours_leaps)


def hijri(year: int, month: int, day: int) -> date | None:
    """The day of our calendar for one of the tabular Hijri calendar, true to a day or two.

    >>> hijri(1445, 6, 2)
    datetime.date(2023, 12, 15)
    """
    if not (year in _HIJRI_YEARS and month in HIJRI_MONTHS and day in _DAYS):
        return None
    days = (year - 1) * 354 + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return date.fromordinal(_HIJRI_EPOCH + days)
