"""A desk's own actors and aliases, laid over the shipped ones."""

import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from dateline.errors import SettingsError
from dateline.lexicon.lexicon import Lexicon, load_shipped
from dateline.model.actor import INTER_CODES, Actor, ActorRelation

_ACTOR_KEYS = frozenset({"name", "inter", "country", "aliases", "groups", "relations"})
_RELATION_KEYS = frozenset(part.name for part in fields(ActorRelation))


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """Load the shipped lexicon, and a desk's `lexicon/actors.toml` over it.

    The desk's file has `[actors.ID]` tables (`name`, `inter`, `country`, `aliases`, `groups`,
    `relations`) and an `[aliases]` table that gives more names to known actors.

    Args:
        extra: the desk's file; None takes the shipped lexicon alone.

    Raises:
        SettingsError: the file is no TOML, or has a key or value that Dateline does not know.
    """
    shipped = load_shipped()
    if extra is None:
        return shipped
    try:
        table = tomllib.loads(extra.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{extra} is not TOML: {fault}. Correct the line it names.") from fault
    _refuse_unknown(table, {"actors", "aliases"}, extra, "the file")
    actors = dict(shipped.actors)
    for identity, row in table.get("actors", {}).items():
        actors[identity] = _read_actor(identity, row, extra)
    for identity, names in table.get("aliases", {}).items():
        if identity not in actors:
            near = ", ".join(shipped.nearest(identity))
            raise SettingsError(f"{extra}: [aliases] names nobody called {identity}; near: {near}.")
        known = actors[identity]
        actors[identity] = replace(known, aliases=(*known.aliases, *map(str, names)))
    return Lexicon(actors, shipped.countries)


def _read_actor(identity: str, row: dict[str, Any], where: Path) -> Actor:
    _refuse_unknown(row, _ACTOR_KEYS, where, f"actors.{identity}")
    if "name" not in row or row.get("inter") not in INTER_CODES:
        raise SettingsError(
            f"{where}: actors.{identity} needs a name and an inter code from 1 to 8 "
            f"({', '.join(f'{code} {name}' for code, name in INTER_CODES.items())})."
        )
    relations = []
    for tie in row.get("relations", []):
        _refuse_unknown(tie, _RELATION_KEYS, where, f"actors.{identity}.relations")
        relations.append(ActorRelation(**{key: str(value) for key, value in tie.items()}))
    return Actor(
        identity,
        str(row["name"]),
        int(row["inter"]),
        row.get("country"),
        tuple(row.get("aliases", ())),
        tuple(row.get("groups", ())),
        tuple(relations),
    )


def _refuse_unknown(
    row: dict[str, Any], known: set[str] | frozenset[str], where: Path, part: str
) -> None:
    for key in row:
        if key not in known:
            raise SettingsError(
                f"{where}: {part} has an unknown key {key!r}; known: {', '.join(sorted(known))}."
            )
