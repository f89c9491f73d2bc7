"""Questions answered: counts, checks, figures, over the ledger and datasets."""
