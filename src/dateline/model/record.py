"""A noun as a plain record: what `--json` prints and the ledger stores."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any


def to_record(value: Any) -> Any:  # noqa: ANN401 - any noun, or a part of one
    """Turn a noun into dictionaries, lists and plain values, keys in the order of its fields.

    >>> from dateline.model.span import Span
    >>> to_record(Span(0, 4, "Mali"))
    {'start': 0, 'end': 4, 'text': 'Mali'}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_record(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): to_record(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_record(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
