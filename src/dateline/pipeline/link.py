"""Linking mentions to events: as material comes in, and anew on demand."""

from dateline.model.link import Link
from dateline.model.stored import StoredMention
from dateline.pipeline.opening import OpenDesk, read_clock


def link_unlinked(opened: OpenDesk) -> tuple[int, int]:
    """Link every mention that no judgement concerns yet; existing links stay as they are.

    Returns:
        How many events were founded, and how many mentions were linked.
    """
    from dateline.reconcile import link_mentions

    ledger = opened.ledger
    standing = {link.mention: link.event for link in ledger.links()}
    mentions = ledger.mentions()
    new = [stored for stored in mentions if stored.id not in standing]
    known = [(stored, standing[stored.id]) for stored in mentions if stored.id in standing]
    first_new = ledger.next_event()
    links = link_mentions(new, known, next_event=first_new)
    return _record(opened, links, first_new)


def _record(opened: OpenDesk, links: list[Link], first_new: int) -> tuple[int, int]:
    if not links:
        return 0, 0
    recorded = opened.ledger.append_links(links, at=read_clock(), first_new=first_new)
    return opened.ledger.next_event() - first_new, len(recorded)


def find_mention(opened: OpenDesk, number: int) -> StoredMention | None:
    """The recorded mention of that number; None where there is none."""
    for stored in opened.ledger.mentions(opened.clocks.as_of, None):
        if stored.id == number:
            return stored
    return None
