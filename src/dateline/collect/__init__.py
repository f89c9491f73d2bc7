"""Sources in: files, posts and addresses become captures in the archive."""
