"""From a checked update to what goes out."""
