"""Documents in, mentions of events out, every field with its span."""
