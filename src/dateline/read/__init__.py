"""Reading: the bytes of a capture to documents with structure, notes and citations."""

from dateline.read.capture import read_capture
from dateline.read.settings import ReadSettings

__all__ = ["ReadSettings", "read_capture"]
