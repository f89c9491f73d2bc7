"""The lexicon's data files, read as rows."""

import re
from collections.abc import Iterator
from importlib import resources
from itertools import product

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)|\(([^()|]+)\)")


def read_rows(name: str) -> Iterator[list[str]]:
    """Give the fields of each line of a shipped TSV file; lines that start with "#" are notes."""
    text = resources.files("dateline.lexicon").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_field(row: list[str], index: int) -> str:
    """Give a field of a row, empty where the line ends before it."""
    return row[index].strip() if index < len(row) else ""


def split_list(field: str) -> list[str]:
    """Part a field's entries at " | ".

    >>> split_list("rally | rallies")
    ['rally', 'rallies']
    """
    return [part.strip() for part in field.split(" | ") if part.strip()]


def expand_forms(words: str) -> list[str]:
    """Write out the forms that a notation with choices stands for.

    >>> expand_forms("attack(|s|ed)")
    ['attack', 'attacks', 'attacked']
    """
    inner = words[:-1]
    if "~" in inner:
        # The Arabic verb's commonest endings, where a word that follows rules out an open end.
        return [inner.replace("~", end) + words[-1] for end in ("", "ت", "وا", "ون")]
    if "(" not in words:
        return [words]
    parts: list[list[str]] = []
    reached = 0
    for match in _CHOICE.finditer(words):
        parts.append([words[reached : match.start()]])
        choices = match.group(1)
        parts.append(choices.split("|") if choices is not None else ["", match.group(2)])
        reached = match.end()
    parts.append([words[reached:]])
    return ["".join(chosen) for chosen in product(*parts)]
