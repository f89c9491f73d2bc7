"""Subsets of open fonts; see OFL.txt."""
