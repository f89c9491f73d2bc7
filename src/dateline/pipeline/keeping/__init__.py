"""What a desk holds: its ledger opened, its states and what is kept to be quick."""
