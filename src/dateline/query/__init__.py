"""The query language: parse a line, resolve its names, print it, complete it."""

from dateline.query.complete import complete
from dateline.query.narrow import narrow_query
from dateline.query.parse import parse_query
from dateline.query.write import print_query

__all__ = ["complete", "narrow_query", "parse_query", "print_query"]
