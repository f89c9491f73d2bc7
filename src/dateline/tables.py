"""TOML tables as nouns: each key a field, each value of the field's type, each slip named."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin

from dateline.errors import SettingsError

Noun = TypeVar("Noun")
_SAID = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: 'a list of texts such as ["one", "two"]',
}


def fill(noun: type[Noun], table: Mapping[str, Any], where: str) -> Noun:
    """Make a settings noun from a TOML table; lists become tuples, days and times text.

    Raises:
        SettingsError: the table has a key that the noun lacks, lacks one that the noun needs,
            or has a value of the wrong type.
    """
    if not isinstance(table, Mapping):
        raise SettingsError(f"{where} is {table!r}, but should be a table of `key = value` lines.")
    known = {entry.name: entry for entry in fields(noun)}  # type: ignore[arg-type]  # a dataclass
    reject_unknown(table, tuple(known), where)
    for key, entry in known.items():
        if key not in table and entry.default is MISSING and entry.default_factory is MISSING:
            raise SettingsError(f"{where}: '{key}' is missing. Add a line `{key} = ...`.")
    return noun(
        **{
            key: _settle(value, known[key].type, f"{where}: '{key}'")
            for key, value in table.items()
        }
    )


def reject_unknown(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    """Refuse a table with a key that nobody knows, and name the nearest known one.

    Raises:
        SettingsError: there is such a key.
    """
    for key in table:
        if key not in known:
            nearest = get_close_matches(key, known, n=1)
            hint = f"Did you mean '{nearest[0]}'?" if nearest else f"Known: {', '.join(known)}."
            raise SettingsError(f"{where}: unknown key '{key}'. {hint}")


def _settle(value: Any, hint: Any, where: str) -> Any:  # noqa: ANN401 - any TOML value and type
    """A TOML value as a field of this type takes it."""
    wanted = [part for part in get_args(hint) if part is not NoneType]
    if get_origin(hint) is tuple:
        wanted = [list]
    elif get_origin(hint) is not UnionType:
        wanted = [hint]
    if str in wanted and isinstance(value, date):
        return value.isoformat()
    if float in wanted and type(value) is int:
        return float(value)
    fits = type(value) in wanted or not set(wanted) & set(_SAID)
    if not fits or (list in wanted and not all(isinstance(part, str) for part in value)):
        said = " or ".join(_SAID[part] for part in wanted)
        raise SettingsError(f"{where} is {value!r}, but should be {said}.")
    return tuple(value) if isinstance(value, list) else value
