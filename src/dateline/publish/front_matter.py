"""An update's front matter: title, cutoff, periods and named bindings."""

import re
from datetime import date, datetime
from typing import Any

from dateline.errors import BindingError
from dateline.model.update import Update

KEYS = (
    "title", "subtitle", "series", "standfirst", "authors", "contributors", "published", "cutoff",
    "state", "language", "template", "theatres", "print", "notes", "periods", "bindings",
    "titles", "named",
)  # fmt: skip
OTHER_NAMES = ("author", "lang", "date", "theatre")  # of authors, language, published, theatres
_FENCE = re.compile(
    r"\A\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


def read_update(path: str, source: str) -> Update:
    r"""Read an update's front matter; the text itself stays as it is.

    Args:
        path: where it was read from, for messages.
        source: the whole file.

    Returns:
        The update; every offset of it indexes `source`.

    Raises:
        BindingError: when the front matter is no YAML mapping, or a period or binding in it has
            the wrong shape.

    >>> read_update("a.md", "---\ntitle: Calm\ncutoff: 2023-12-13\n---\nText").cutoff
    '2023-12-13'
    """
    fence = _FENCE.match(source)
    meta = _read_yaml(path, fence.group(1)) if fence else {}
    title = meta.get("title")
    authors = meta.get("author", meta.get("authors", []))
    names = authors if isinstance(authors, list) else [authors]
    return Update(
        path,
        source,
        fence.end() if fence else 0,
        _as_text(title) if title else "",
        _as_text(meta["cutoff"]) if meta.get("cutoff") else None,
        _as_text(meta["state"]) if meta.get("state") else None,
        tuple(_as_text(name) for name in names),
        {
            _as_text(name).removeprefix("$"): _as_text(value)
            for name, value in _mapping(path, meta, "periods").items()
        },
        {
            _as_text(name): _read_binding(path, name, value)
            for name, value in _mapping(path, meta, "bindings").items()
        },
        meta,
    )


def _read_yaml(path: str, text: str) -> dict[str, Any]:
    import yaml

    try:
        meta = yaml.safe_load(text) or {}
    except (yaml.YAMLError, ValueError) as error:
        raise BindingError(
            f"The front matter of {path} cannot be read as YAML: {error}. "
            "Put values that hold a colon in quotes."
        ) from error
    if not isinstance(meta, dict):
        raise BindingError(f"The front matter of {path} is no list of `key: value` lines.")
    return meta


def _mapping(path: str, meta: dict[str, Any], key: str) -> dict[Any, Any]:
    value = meta.get(key) or {}
    if not isinstance(value, dict):
        raise BindingError(f"`{key}:` in the front matter of {path} needs `name: value` lines.")
    return value


def _read_binding(path: str, name: Any, value: Any) -> dict[str, str]:  # noqa: ANN401 - YAML
    if not isinstance(value, dict):
        raise BindingError(
            f"The binding “{name}” in the front matter of {path} needs lines such as "
            '`rate: "attack by:jnim"` and `per: week`.'
        )
    return {_as_text(key): _as_text(part) for key, part in value.items()}


def _as_text(value: Any) -> str:  # noqa: ANN401 - YAML
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
