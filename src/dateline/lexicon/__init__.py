"""Names and words the desk knows: actors, groups, weapons, event words."""
