"""The ledger's schema, step by step; run by `opening`, never by hand."""
