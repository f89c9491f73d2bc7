"""Counts, rates, shares and changes over the events table, each an estimate."""
