"""What could stand where the cursor is: for shells and the web search box."""

from collections.abc import Iterable, Mapping

from dateline.query.keys import KEYS


def complete(
    prefix: str,
    *,
    definitions: Iterable[str] = (),
    known: Mapping[str, Iterable[str]] | None = None,
) -> list[str]:
    """Complete the last part of a line.

    Args:
        prefix: the line up to the cursor.
        definitions: the desk's definitions.
        known: for a kind of value (`actor`, `place`, `period`...), the names the desk knows.

    Returns:
        Words that may stand in place of the last part, in order.

    >>> complete("attack sta", definitions=["state-engagement"])
    ['state-engagement', 'status:']
    >>> complete("attack status:pl")
    ['status:planned']
    """
    last = prefix.rsplit(None, 1)[-1] if prefix and not prefix[-1].isspace() else ""
    negation = "not:" if last.startswith("not:") else "-" if last.startswith("-") else ""
    stem = last[len(negation) :]
    name, colon, value = stem.partition(":")
    if not colon:
        words = [] if negation else [word for word in definitions if word.startswith(stem)]
        words += [f"{key}:" for key in KEYS if key.startswith(stem)]
        return [negation + word for word in sorted(words)]
    key = KEYS.get(name)
    if key is None:
        return []
    earlier, bar, typed = value.rpartition("|")
    choices = key.choices or tuple((known or {}).get(key.kind, ()))
    found = [word for word in choices if word.casefold().startswith(typed.lstrip('"').casefold())]
    quoted = [f'"{word}"' if " " in word else word for word in found]
    return [f"{negation}{name}:{earlier}{bar}{word}" for word in sorted(quoted)]
