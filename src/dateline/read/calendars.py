"""Days of the Solar Hijri and Hijri calendars as days of ours, for dates of publication."""

from datetime import date, timedelta

OUR_MONTHS = {  # English, French, Turkish, Swahili, Hausa, Somali; Arabic of Egypt and the Gulf,
    # of the Levant and Iraq, of Algeria and Tunisia, of Morocco; Persian, Dari, Pashto, Urdu
    1: "january jan janvier janv ocak oca januari janairu janaayo jannaayo"
    " يناير كانون_الثاني كانون_ثاني جانفي ژانویه جنوری جنورۍ",
    2: "february feb février fevrier févr fév şubat şub februari fabrairu febraayo febrawari"
    " فبراير شباط فيفري فوریه فبروری فبرورۍ فروری",
    3: "march mar mars mart machi maris maarso maarij مارس آذار اذار مارچ",
    4: "april apr avril avr nisan nis aprili afrilu abriil abril"
    " أبريل ابريل إبريل نيسان أفريل آوریل اپریل",
    5: "may mai mayıs mei mayu maajo مايو أيار ايار ماي مه مئی می مۍ",
    6: "june jun juin haziran haz juni yuni juun يونيو حزيران جوان ژوئن جون",
    7: "july jul juillet juil temmuz tem julai yuli luulyo luuliyo"
    " يوليو يوليوز تموز جويلية ژوئیه ژوییه جولای جولائی",
    8: "august aug août aout ağustos ağu agosti agusta ogosto agoosto"
    " أغسطس اغسطس آب غشت أوت اوت اگست اګست",
    9: "september sep sept septembre eylül eyl septemba satumba sebteembar sebtembar"
    " سبتمبر أيلول ايلول شتنبر سپتامبر سپتمبر ستمبر",
    10: "october oct octobre ekim eki oktoba oktoobar oktobar"
    " أكتوبر اكتوبر تشرين_الأول تشرين_أول تشرين_الاول اکتبر اکتوبر",
    11: "november nov novembre kasım kas novemba nuwamba nofembar noofembar"
    " نوفمبر تشرين_الثاني تشرين_ثاني نونبر نوامبر نومبر",
    12: "december dec décembre decembre déc aralık ara desemba disemba disamba diseembar disembar"
    " ديسمبر كانون_الأول كانون_أول كانون_الاول دجنبر دسامبر دسمبر ډسمبر",
}
SOLAR_MONTHS = {  # Iran, Afghanistan in Dari and Pashto; both in Latin letters
    1: "فروردین حمل وری farvardin hamal",
    2: "اردیبهشت ثور غویی ordibehesht saur sawr",
    3: "خرداد جوزا غبرګولی khordad jawza",
    4: "تیر سرطان چنګاښ tir saratan",
    5: "مرداد اسد زمری mordad asad",
    6: "شهریور سنبله وږی shahrivar sunbula sonbola",
    7: "مهر میزان تله mehr mizan",
    8: "آبان عقرب لړم aban aqrab",
    9: "آذر قوس لیندۍ azar qaws",
    10: "دی جدی مرغومی dey jadi",
    11: "بهمن دلو سلواغه bahman dalw",
    12: "اسفند حوت کب esfand hut hoot",
}
HIJRI_MONTHS = {  # Arabic, Persian, Urdu, Turkish, Latin letters
    1: "محرم محرم_الحرام muharram muharrem",
    2: "صفر صفر_المظفر safar safer",
    3: "ربيع_الأول ربيع_الاول ربیع_الاول ربیع‌الاول rabi_al-awwal rebiülevvel",
    4: "ربيع_الآخر ربيع_الثاني ربیع_الثانی ربیع‌الثانی rabi_al-thani rabi_al-akhir rebiülahir",
    5: "جمادى_الأولى جمادى_الاولى جمادى_الأول جمادی_الاول جمادی‌الاول جمادی_الاولی"
    " jumada_al-awwal jumada_al-ula cemaziyelevvel",
    6: "جمادى_الآخرة جمادى_الاخرة جمادى_الثانية جمادى_الثاني جمادی_الثانی جمادی‌الثانی"
    " jumada_al-thani jumada_al-akhirah jumada_al-akhira cemaziyelahir",
    7: "رجب رجب_المرجب rajab recep",
    8: "شعبان شعبان_المعظم sha'ban shaban şaban",
    9: "رمضان رمضان_المبارک رمضان_المبارك ramadan ramazan",
    10: "شوال شوال_المکرم shawwal şevval",
    11: "ذو_القعدة ذي_القعدة ذی‌القعده ذیقعده ذوالقعدہ ذیقعد dhu_al-qadah dhul-qadah zilkade",
    12: "ذو_الحجة ذي_الحجة ذی‌الحجه ذی_الحجه ذیحجه ذوالحجہ ذی_الحجہ dhu_al-hijjah dhul-hijjah"
    " zilhicce",
}
LAST_SOLAR_YEAR = 1425  # a year of four figures after it is Hijri: 1426 is 2005, and Solar 2047
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
