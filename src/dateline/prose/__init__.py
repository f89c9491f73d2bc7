"""Shared reading of plain words: numbers, dates, links."""
