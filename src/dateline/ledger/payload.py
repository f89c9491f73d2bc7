"""Nouns to canonical JSON and back: the payload of a ledger entry.

The way back reads the dataclass's own type hints, so a new noun needs no code here.
A field that the payload lacks takes its default (it was written before the field existed).
"""

import json
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from dateline.errors import LedgerError
from dateline.model.record import to_record

Noun = TypeVar("Noun")
Builder = Callable[[Any], Any]
_PLAIN = frozenset((str, int, float, bool, NoneType))


def write_payload(value: object) -> str:
    """A noun, or a record of plain values, as the one JSON text that stands for it.

    >>> from dateline.model.span import Span
    >>> write_payload({"b": (Span(0, 4, "Mali"),), "a": "Ségou"})
    '{"a":"Ségou","b":[{"end":4,"start":0,"text":"Mali"}]}'
    """
    text = _AS_WRITTEN.encode(value)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair from a broken page: escapes keep it
        return _ESCAPED.encode(value)
    return text


def read_payload(kind: type[Noun], text: str) -> Noun:
    """The noun that a payload stands for.

    Raises:
        LedgerError: the payload does not fit the noun, as when a newer Dateline wrote it.
    """
    return rebuild(kind, json.loads(text))


def rebuild(kind: type[Noun], record: Any) -> Noun:  # noqa: ANN401 - parsed JSON
    """The noun that a plain record stands for.

    >>> from dateline.model.span import Span
    >>> rebuild(Span, {"start": 0, "end": 4, "text": "Mali"})
    Span(start=0, end=4, text='Mali')
    """
    try:
        noun: Noun = _builder(cast("Hashable", kind))(record)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise LedgerError(
            f"A record in the ledger is not a {kind.__name__} as this Dateline knows it ({fault}); "
            "it was written by another version: install that one, or newer, and try again."
        ) from fault
    return noun


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()


def _unfold(value: object) -> Any:  # noqa: ANN401 - what JSON has no form for, one step plainer
    names = _field_names(cast("Hashable", type(value)))
    if names:
        return {name: getattr(value, name) for name in names}
    return to_record(value)


_AS_WRITTEN, _ESCAPED = (
    json.JSONEncoder(
        ensure_ascii=escaped,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
        default=_unfold,
    )
    for escaped in (False, True)
)


def _as_is(value: Any) -> Any:  # noqa: ANN401 - a plain JSON value
    return value


@cache
def _builder(hint: Any) -> Builder:  # noqa: ANN401 - any type hint a noun uses
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_builder(hint)
    if hint is datetime or hint is date:
        return hint.fromisoformat
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _union_builder(args)
    if origin is tuple:
        return _tuple_builder(args)
    if origin is dict:
        build = _builder(args[1])
        if build is not _as_is:
            return lambda value: {key: build(part) for key, part in value.items()}
    return _as_is


def _dataclass_builder(kind: type) -> Builder:
    hints = get_type_hints(kind)
    parts = [(part.name, _builder(hints[part.name])) for part in fields(kind)]
    required = {
        part.name
        for part in fields(kind)
        if part.default is MISSING and part.default_factory is MISSING
    }
    known = {name for name, _ in parts}

    def build(record: dict[str, Any]) -> Any:  # noqa: ANN401 - the noun asked for
        if unknown := record.keys() - known:
            raise ValueError(f"unknown field {min(unknown)!r}")
        if missing := required - record.keys():
            raise ValueError(f"no field {min(missing)!r}")
        return kind(
            **{
                name: (value if make is _as_is else make(value))
                for name, make in parts
                if (value := record.get(name, MISSING)) is not MISSING
            }
        )

    return build


def _union_builder(args: tuple[Any, ...]) -> Builder:
    makers = [make for arg in args if arg is not NoneType and (make := _builder(arg)) is not _as_is]
    if not makers:
        return _as_is
    make = makers[0]
    return lambda value: None if value is None else make(value)


def _tuple_builder(args: tuple[Any, ...]) -> Builder:
    if len(args) == 2 and args[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        make = _builder(args[0])
        if make is _as_is:
            return tuple
        return lambda value: tuple([make(part) for part in value])
    makers = [_builder(arg) for arg in args]
    return lambda value: tuple(make(part) for make, part in zip(makers, value, strict=True))
