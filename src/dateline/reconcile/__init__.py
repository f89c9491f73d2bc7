"""Mentions of one event found and linked; rival accounts resolved."""

from dateline.reconcile.compare import explain_pair
from dateline.reconcile.linkage import link_mentions
from dateline.reconcile.pool import build_pool
from dateline.reconcile.resolve import (
    explain_choices,
    list_choices,
    resolve_event,
    resolve_events,
)
from dateline.reconcile.settings import LinkSettings

__all__ = [
    "LinkSettings",
    "build_pool",
    "explain_choices",
    "explain_pair",
    "link_mentions",
    "list_choices",
    "resolve_event",
    "resolve_events",
]
