"""Words of a query that nothing is known by: a slip, and never a silent nought."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.errors import QueryError
from dateline.model.query import Query
from dateline.pipeline.keeping.opening import OpenDesk
from dateline.pipeline.keeping.state import State

if TYPE_CHECKING:
    from dateline.measure.frame import Frame


def refuse_unknown(opened: OpenDesk, query: Query, frame: "Frame", state: State) -> None:
    """Refuse a source or a weapon that neither the desk nor any event names.

    Raises:
        QueryError: with the part of the line, and the nearest names that are known.
    """
    lists = {"source": ("sources", opened.desk.sources), "weapon": ("weapons", ())}
    for term in query.terms:
        if term.key not in lists:
            continue
        column, known = lists[term.key]
        names = {*known, *(name for some in frame.columns.plain(column) for name in some or ())}
        if term.key == "weapon":
            names |= opened.words.lexicon.weapon_names()
        else:
            names |= state.sources
        for value in term.values:
            if value.text not in names:
                raise QueryError(
                    f"No {term.key} is known as “{value.text}”."
                    + _offer_nearest(value.text, names),
                    value.start,
                    value.end,
                )


def _offer_nearest(text: str, known: Iterable[str]) -> str:
    from rapidfuzz import process

    near = [name for name, _score, _key in process.extract(text, sorted(known), limit=3)]
    return f" Did you mean {' or '.join(near)}?" if near else ""
