"""Each language's ways of writing dates, compiled from the data file."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_PLACEHOLDER = re.compile(r"\{([a-z]+\d?)\}")
_YEARS = {"gregorian": r"(?:19|20)\d\d", "solar": r"1[34]\d\d", "hijri": r"1[34]\d\d"}


@dataclass(frozen=True, slots=True)
class DatePattern:
    """One compiled way of writing a date: who resolves it, in which calendar."""

    resolver: str
    calendar: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DateWords:
    """What a language's words mean: tables of (regex, meaning), tried in order."""

    months: dict[str, tuple[re.Pattern[str], ...]]
    weekdays: tuple[re.Pattern[str], ...]
    parts: tuple[tuple[re.Pattern[str], str], ...]
    which: tuple[tuple[re.Pattern[str], str], ...]
    units: tuple[tuple[re.Pattern[str], str], ...]
    words: tuple[tuple[re.Pattern[str], tuple[int, int]], ...]
    feasts: tuple[tuple[re.Pattern[str], tuple[int, int]], ...]
    ordinals: tuple[re.Pattern[str], ...]
    numbers: dict[str, int]
    capitals: bool
    patterns: tuple[DatePattern, ...]
    relations: re.Pattern[str] | None
    relation_names: tuple[str, ...]
    lead: re.Pattern[str] | None
    join: re.Pattern[str] | None
    tail: re.Pattern[str] | None = None
    closings: re.Pattern[str] | None = None
    counted: tuple[re.Pattern[str], ...] = ()


@cache
def load_date_words(language: str) -> DateWords:
    """Load one language's dates; an unknown language reads numeric dates only."""
    source = files("dateline.prose") / "data" / "dates.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    data = table.get(language, {})
    months = {
        calendar: tuple(_whole(names) for names in twelve)
        for calendar, twelve in data.get("months", {}).items()
    }
    numbers = data.get("numbers", {"words": "", "values": []})
    relations = data.get("relations", {})
    return DateWords(
        months=months,
        weekdays=tuple(_whole(name) for name in data.get("weekdays", {}).get("names", [])),
        parts=_meanings(data.get("parts", {})),
        which=_meanings(data.get("which", {})),
        units=_meanings(data.get("units", {})),
        words=tuple((_whole(k), (v[0], v[1])) for k, v in data.get("words", {}).items()),
        feasts=tuple((_whole(k), (v[0], v[1])) for k, v in data.get("feasts", {}).items()),
        ordinals=tuple(_whole(name) for name in table["ordinals"].get(language, [])),
        numbers=dict(zip(numbers["words"].split("|"), numbers["values"], strict=False)),
        capitals=data.get("capitals", False),
        patterns=tuple(_compile(table, language)),
        relations=_relations(relations),
        relation_names=tuple(relations),
        lead=_before(data.get("joins", {}).get("lead", "")),
        join=re.compile(rf"\s*,?\s*(?:{data['joins']['and']})\s*") if "joins" in data else None,
        tail=_behind(data.get("joins", {}).get("tail", "")),
        closings=_behind(data.get("closings", {}).get("since", "")),
        counted=tuple(
            re.compile(
                rf"(?<![\w-])(?:{_fill(template, _placeholders(table, language, ''))})(?!\w)"
            )
            for template in data.get("counted", {}).get("list", [])
        ),
    )


def _whole(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{names})")


def _meanings(row: dict[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_whole(words), meaning) for meaning, words in row.items())


def _relations(relations: dict[str, str]) -> re.Pattern[str] | None:
    if not relations:
        return None
    groups = "|".join(f"(?P<{name}>{words})" for name, words in relations.items())
    return re.compile(rf"(?<!\w)(?:{groups})\s*(?:the\s+)?$")


def _before(words: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{words})\s+(?:the\s+)?$") if words else None


def _behind(words: str) -> re.Pattern[str] | None:
    return re.compile(rf"\s+(?:{words})(?!\w)") if words else None


def _compile(table: dict[str, Any], language: str) -> list[DatePattern]:
    data = table.get(language, {})
    written = [*data.get("patterns", {}).get("list", []), *table["common"]["patterns"]]
    compiled = []
    for resolver, template in written:
        calendars = list(data.get("months", {})) if "{month" in template else ["gregorian"]
        for calendar in calendars:
            values = _placeholders(table, language, calendar)
            body = _fill(template, values)
            compiled.append(
                DatePattern(resolver, calendar, re.compile(rf"(?<![\w-])(?:{body})(?!\w)"))
            )
    return compiled


def _placeholders(table: dict[str, Any], language: str, calendar: str) -> dict[str, str]:
    data = table.get(language, {})
    return {
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)",
        "year": _YEARS.get(calendar, ""),
        "month": "|".join(data.get("months", {}).get(calendar, [])),
        "weekday": "|".join(data.get("weekdays", {}).get("names", [])),
        "part": "|".join(data.get("parts", {}).values()),
        "which": "|".join(data.get("which", {}).values()),
        "unit": "|".join(data.get("units", {}).values()),
        "word": "|".join(data.get("words", {})),
        "feast": "|".join(data.get("feasts", {})),
        "n": rf"\d{{1,3}}|{data.get('numbers', {}).get('words', '')}",
        "ordinal": "|".join(table["ordinals"].get(language, [])),
    }


def _fill(template: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: _group(match[1], values), template)


def _group(name: str, values: dict[str, str]) -> str:
    return f"(?P<{name}>{values[name.rstrip('2')]})"
