"""A query's tree back to its line."""

import re

from dateline.model.query import Query, Term, Value
from dateline.query.keys import KEYS

_PLAIN = re.compile(r"[^\s|,\"'“«~=<>\\][^\s|,\"“~\\]*\Z")


def print_query(query: Query) -> str:
    """Write a query as a line that parses to the same tree; definitions come first.

    >>> from dateline.query.parse import parse_query
    >>> print_query(parse_query("by:jnim   attack  not:in:BF near:'Tin Hama'~5km"))
    'attack by:jnim -in:BF near:"Tin Hama"~5km'
    """
    parts = [value.text for value in query.definitions]
    parts += [_print_term(term) for term in query.terms]
    return " ".join(parts)


def _print_term(term: Term) -> str:
    separator = "," if KEYS[term.key].kind == "pair" else "|"
    values = separator.join(_print_value(value) for value in term.values)
    return f"{'-' if term.negated else ''}{term.key}:{values}"


def _print_value(value: Value) -> str:
    sign = value.comparator or ("=" if value.exact else "")
    reach = "" if value.within_km is None else f"~{_print_number(value.within_km)}km"
    return f"{sign}{_quote(value.text)}{reach}"


def _print_number(number: float) -> str:
    return f"{number:f}".rstrip("0").rstrip(".")


def _quote(text: str) -> str:
    if _PLAIN.match(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
