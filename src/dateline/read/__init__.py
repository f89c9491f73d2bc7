"""Captures in, documents out: text, structure, notes and citations."""
