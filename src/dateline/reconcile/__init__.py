"""Mentions of one event found and linked; rival accounts resolved."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
_HOMES = {
    "columns": ("build_pool",),
    "evidence": ("Evidence", "explain_pair"),
    "linkage": ("Linker", "link_mentions"),
    "resolve": ("explain_choices", "list_choices", "resolve_event", "resolve_events"),
    "samples": ("sample_groupings",),
    "settings": ("LinkSettings", "ResolveSettings"),
    "texts": ("center_vectors",),
}


def __getattr__(name: str) -> object:
    """Load a part when it is first asked for: a desk's settings need no linkage."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
