"""Judgements on record and the language of likelihood."""
