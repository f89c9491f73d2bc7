"""The desk's memory: append, as-of, trail. The only room that writes SQL to the ledger."""

from dateline.ledger.append import AppendResult
from dateline.ledger.ledger import Ledger
from dateline.ledger.opening import open_ledger

__all__ = ["AppendResult", "Ledger", "open_ledger"]
