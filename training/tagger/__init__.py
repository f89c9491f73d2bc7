"""Training of the shipped span tagger; torch lives here and never in Dateline itself."""
