"""The desk's memory: append, as-of, trail. The only room that writes SQL to the ledger."""
