"""Reading: the bytes of a capture to documents with structure, notes and citations."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.read.capture import read_capture
    from dateline.read.settings import ReadSettings

__all__ = ["ReadSettings", "read_capture"]
_HOMES = {"read_capture": "capture", "ReadSettings": "settings"}


def __getattr__(name: str) -> object:
    """Load a part when it is first asked for: a desk's settings need no reader."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
