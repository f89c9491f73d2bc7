"""Events as rows in ACLED's shape, by its codebook's rules."""

import csv
import io
import re
from datetime import datetime

from dateline.datasets.acled import ACLED
from dateline.datasets.outgoing import (
    UNIDENTIFIED,
    Outgoing,
    describe_event,
    middle_day,
    unit_name,
)
from dateline.model.actor import INTER_CODES, Actor
from dateline.model.event import Event

# ACLED's regions of the world, each with its countries by ISO alpha-2.
_REGIONS = {
    "Western Africa": "BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG",
    "Middle Africa": "AO CM CF TD CG CD GQ GA ST",
    "Eastern Africa": "BI KM DJ ER ET IO KE MG MW MU YT MZ RE RW SC SO SS TZ UG ZM ZW",
    "Northern Africa": "DZ EG LY MA SD TN EH",
    "Southern Africa": "BW LS NA ZA SZ",
    "Middle East": "BH IR IQ IL JO KW LB OM PS QA SA SY TR AE YE",
    "Caucasus and Central Asia": "AM AZ GE KZ KG TJ TM UZ AF",
    "South Asia": "BD BT IN MV NP PK LK",
    "Southeast Asia": "BN KH TL ID LA MY MM PH SG TH VN",
    "East Asia": "CN HK JP MO MN KP KR TW",
    "Europe": (
        "AX AL AD AT BY BE BA BG HR CY CZ DK EE FO FI FR DE GI GR GL GG HU IS IE IM IT JE XK LV "
        "LI LT LU MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES SE CH UA GB VA"
    ),
    "North America": "BM CA PM US",
    "Central America": "BZ CR SV GT HN MX NI PA",
    "Caribbean": (
        "AI AG AW BS BB BQ VG KY CU CW DM DO GD GP HT JM MQ MS PR BL KN LC MF VC SX TT TC VI"
    ),
    "South America": "AR BO BR CL CO EC FK GF GY PY PE SR UY VE",
    "Oceania": ("AS AU CK FJ PF GU KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV UM VU WF"),
    "Antarctica": "AQ BV GS HM TF",
}
_REGION_OF = {code: region for region, codes in _REGIONS.items() for code in codes.split()}
_LARGER_REGION = 3
_CIVILIANS, _PROTESTERS = 7, 6
_EXCESSIVE = "Excessive force against protesters"
# What stands for a word in place of a number: the first whose pattern the words meet.
_WORDS = (
    (100, re.compile(r"hundred|centaine|مئات|صدها|yüzlerce|ɗaruruwa", re.IGNORECASE)),
    (12, re.compile(r"dozen|dizaine|douzaine|عشرات|ده‌?ها|onlarca|gomman", re.IGNORECASE)),
)
_SEVERAL = 3


def write_acled(out: Outgoing) -> bytes:
    """Write events as ACLED-shaped CSV; one without a day has no place in it and is left out."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(ACLED.columns), restval="", lineterminator="\n")
    writer.writeheader()
    for event in out.events:
        if event.date_start is not None:
            writer.writerow({key: safe_cell(value) for key, value in acled_row(event, out).items()})
    return text.getvalue().encode("utf-8")


def acled_row(event: Event, out: Outgoing) -> dict[str, str]:
    """One event with a day under ACLED's columns; what the desk does not know is blank."""
    start = event.date_start
    if start is None:
        return {}
    day = middle_day(start, event.date_end or start)
    country = out.country_of(event)
    return {
        "event_id_cnty": f"{country.iso3 if country else 'XXX'}{event.id}",
        "event_date": day.isoformat(),
        "year": str(day.year),
        "time_precision": str(event.time_precision or 1),
        "disorder_type": disorder_type(event),
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        **_actors(event, out),
        "iso": str(country.numeric) if country else "",
        "region": _REGION_OF.get(country.iso2, "") if country else "",
        "country": country.name if country else "",
        **_place(event, out),
        "source": "; ".join(out.sources_of(event)),
        "notes": describe_event(event, out),
        "fatalities": str(fatalities(event)),
        "timestamp": str(int(datetime.fromisoformat(event.recorded_at).timestamp())),
    }


def fatalities(event: Event) -> int:
    """The dead by ACLED's rule: the lowest figure, a set number for a word, 0 for not stated.

    What only an enemy of the dead says sets no figure, here as in the ledger.
    """
    killed = [toll for toll in event.tolls if toll.measure == "killed"]
    words = [toll for toll in killed if toll.imputed]
    if event.killed.low is None:
        return event.killed.best or 0
    if words and len(words) == len(killed):
        return min(_stand_in(toll.words) for toll in words)
    if event.killed.low in {toll.low for toll in words}:
        exact = [toll.low for toll in killed if not toll.imputed and toll.low is not None]
        if event.killed.low not in exact:
            return event.killed.best or 0
    return event.killed.low


def disorder_type(event: Event) -> str:
    """ACLED's broadest kind.

    Force against protesters is both violence and a demonstration; mob violence is violence.
    """
    if event.event_type == "Strategic developments":
        return "Strategic developments"
    if event.sub_event_type == _EXCESSIVE:
        return "Political violence; Demonstrations"
    if event.event_type == "Protests" or event.sub_event_type == "Violent demonstration":
        return "Demonstrations"
    return "Political violence"


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell("-3.0758")
    ("'=1+1", '-3.0758')
    """
    formula = value[:1] in ("=", "+", "@", "\t", "\r") or (
        value[:1] == "-" and not value[1:2].isdigit()
    )
    return f"'{value}" if formula else value


def _stand_in(words: str) -> int:
    return next((number for number, pattern in _WORDS if pattern.search(words)), _SEVERAL)


def _actors(event: Event, out: Outgoing) -> dict[str, str]:
    first = out.actors_in(event, "perpetrator")
    second = out.actors_in(event, "target")
    rest = [one for one in out.actors_in(event, "party") if one not in (*first, *second)]
    if not first and not any(part.role == "perpetrator" for part in event.actors) and rest:
        first, rest = rest[:1], rest[1:]
    if not second:
        second, rest = rest[:1], rest[1:]
    if not first:
        first = [UNIDENTIFIED]
    codes = sorted(group[0].inter for group in (first, second) if group)
    names = [INTER_CODES[code] for code in codes]
    return {
        **_side(1, first, event, out),
        **_side(2, [*second, *rest], event, out),
        "interaction": "-".join(names) if len(names) > 1 else f"{names[0]} only",
        "civilian_targeting": "Civilians targeted" if _hits_civilians(event, second) else "",
    }


def _side(number: int, group: list[Actor], event: Event, out: Outgoing) -> dict[str, str]:
    names = [out.name_actor(one, event) for one in group]
    return {
        f"actor{number}": names[0] if names else "",
        f"assoc_actor_{number}": "; ".join(names[1:]),
        f"inter{number}": INTER_CODES[group[0].inter] if group else "",
    }


def _hits_civilians(event: Event, targets: list[Actor]) -> bool:
    if event.event_type == "Violence against civilians" or event.sub_event_type == _EXCESSIVE:
        return True
    return event.event_type == "Explosions/Remote violence" and any(
        one.inter in (_CIVILIANS, _PROTESTERS) for one in targets
    )


def _place(event: Event, out: Outgoing) -> dict[str, str]:
    place, point = event.place, out.point_of(event)
    if place is None:
        return {}
    own = place.latitude is not None
    return {
        "admin1": unit_name(place.admin1),
        "admin2": unit_name(place.admin2),
        "location": place.name,
        "latitude": f"{point[0]:.4f}" if point else "",
        "longitude": f"{point[1]:.4f}" if point else "",
        "geo_precision": str((place.geo_precision or 1) if own else _LARGER_REGION),
    }
