"""The only conductor: reads from the ledger, hands records to a stage, appends what comes back."""
