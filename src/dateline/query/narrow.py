"""A query line with one more term, quoted as the language needs it."""

from dataclasses import replace

from dateline.model.query import Term, Value
from dateline.query.parse import parse_query
from dateline.query.write import print_query


def narrow_query(line: str, key: str, value: str) -> str:
    """Add `key:value` to a query, such as the period of one side of a comparison.

    Raises:
        QueryError: when the line does not parse.

    >>> narrow_query("attack by:jnim", "during", "$before")
    'attack by:jnim during:$before'
    """
    query = parse_query(line)
    term = Term(key, (Value(value, 0, 0),), 0, 0)
    return print_query(replace(query, terms=(*query.terms, term)))
