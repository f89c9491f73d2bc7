"""Where a ledger lies: what a SQLite file and a PostgreSQL database each do in their own way."""

from pathlib import Path
from typing import Protocol

import sqlalchemy as sql


class Store(Protocol):
    """One place of a ledger; `sqlite` and `postgresql` each have theirs."""

    @property
    def engine(self) -> sql.Engine:
        """Begins transactions: those that write wait their turn, others see one moment only."""

    @property
    def name(self) -> str:
        """The file or the address as messages say it, never with a password."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be recorded there."""

    @property
    def safeguard(self) -> Path | None:
        """Where a copy goes before the schema changes; None where the server takes care."""

    def find_safeguards(self) -> list[Path]:
        """Copies that such changes left; they hold every word as it lay then, unsealed."""

    def drop_safeguards(self) -> None:
        """Remove these copies, overwritten; one that cannot be stays, and `verify` names it."""

    def copy_to(self, target: Path) -> None:
        """Copy the ledger whole into a SQLite file, also while others write."""

    def settle(self) -> None:
        """Wait until the disk holds every transaction that did not wait for it."""

    def forget(self) -> None:
        """Overwrite what was taken out: no page of the database or of a safeguard holds it."""
