"""Other people's events: readers, pinned snapshots, and the desk's events in others' formats."""
