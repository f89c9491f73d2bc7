"""Dateline: a conflict-monitoring desk in a box."""

__version__ = "0.1.0"
