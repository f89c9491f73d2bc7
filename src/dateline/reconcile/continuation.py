"""Sentences that go on about the event before them: "Houses were burnt", "Two were wounded"."""

from collections.abc import Iterable

from dateline.model.mention import Mention
from dateline.model.stored import StoredMention
from dateline.reconcile.nearness import days_apart, is_whole_country
from dateline.reconcile.weights import NEIGHBOURS

_REACH = 700  # characters that an account may run on without naming its place again


def find_continuations(mentions: Iterable[StoredMention]) -> dict[int, int]:
    """The mention that each placeless one goes on from, by id.

    That is the nearest placed mention before it in its document, where it lies close by and
    neither day, kind nor standing (told as news or as background) speaks against it.
    """
    by_document: dict[tuple[str, str], list[StoredMention]] = {}
    for stored in mentions:
        by_document.setdefault((stored.capture, stored.mention.document), []).append(stored)
    found: dict[int, int] = {}
    for told in by_document.values():
        placed: StoredMention | None = None
        for stored in sorted(told, key=lambda one: (one.mention.start, one.id)):
            if has_place(stored.mention):
                placed = stored
            elif placed is not None and _goes_on(placed.mention, stored.mention):
                found[stored.id] = placed.id
    return found


def has_place(mention: Mention) -> bool:
    """Whether a mention says where, closer than its country."""
    return mention.place is not None and not is_whole_country(mention.place)


def _goes_on(before: Mention, after: Mention) -> bool:
    if after.start - before.end > _REACH or days_apart(before, after) > 0:
        return False
    if (before.status == "background") != (after.status == "background"):
        return False
    if before.place and after.place and before.place.country != after.place.country:
        return False
    kinds = frozenset((before.event_type, after.event_type))
    if after.place is not None and after.place.text:  # it names the country, and may mean it
        return len(kinds) == 1
    return len(kinds) == 1 or kinds in NEIGHBOURS
