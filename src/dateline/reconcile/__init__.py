"""Mentions of one event found and linked; rival accounts resolved."""

from dateline.reconcile.columns import build_pool
from dateline.reconcile.evidence import Evidence, explain_pair
from dateline.reconcile.linkage import Linker, link_mentions
from dateline.reconcile.resolve import (
    explain_choices,
    list_choices,
    resolve_event,
    resolve_events,
)
from dateline.reconcile.samples import sample_groupings
from dateline.reconcile.settings import LinkSettings, ResolveSettings
from dateline.reconcile.texts import center_vectors

__all__ = [
    "Evidence",
    "LinkSettings",
    "Linker",
    "ResolveSettings",
    "build_pool",
    "center_vectors",
    "explain_choices",
    "explain_pair",
    "link_mentions",
    "list_choices",
    "resolve_event",
    "resolve_events",
    "sample_groupings",
]
