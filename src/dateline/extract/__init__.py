"""Mentions of events in documents: who did what to whom, where, when, and who says so."""

from dateline.extract.mentions import extract_mentions
from dateline.extract.settings import ExtractSettings

__all__ = ["ExtractSettings", "extract_mentions"]
