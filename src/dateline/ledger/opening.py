"""Opening a ledger: making it, upgrading it, refusing what a newer Dateline wrote."""

from pathlib import Path

from dateline.errors import DeskError, LedgerError
from dateline.ledger.faults import named_faults
from dateline.ledger.ledger import Ledger
from dateline.ledger.postgresql import SCHEMES, open_database
from dateline.ledger.schema import SCHEMA
from dateline.ledger.sealing import Seal
from dateline.ledger.sqlite import open_file
from dateline.ledger.store import Store
from dateline.ledger.upgrade import known_versions, read_version, upgrade


def open_ledger(place: Path | str, *, create: bool = False, seal: Seal | None = None) -> Ledger:
    """Open a desk's ledger, upgrading an older schema.

    A file is copied before, and the copy removed once the upgraded ledger verifies: it holds every
    word unsealed.

    Args:
        place: the file, such as `desk.db`, or an address, such as `postgresql://host/dateline`.
        create: make the ledger when there is none.
        seal: closes and opens the words of withheld material.

    Returns:
        The ledger, a context manager. Where nothing can be written it is read-only.

    Raises:
        LedgerError: there is no ledger, it is damaged, or a newer Dateline wrote it.
        DeskError: it cannot be made there, or the database cannot be reached.

    """
    name = str(place)
    with named_faults(name.rpartition("@")[2]):
        if name.startswith(SCHEMES):
            store: Store = open_database(name, create=create)
        else:
            store = open_file(Path(place), create=create)
    with named_faults(store.name):
        try:
            changed = _settle_schema(store)
            ledger = Ledger(store, seal)
            if changed and not list(ledger.verify()):
                store.drop_safeguards()
        except BaseException:
            store.engine.dispose()
            raise
    return ledger


def _settle_schema(store: Store) -> bool:
    """Bring the schema to `SCHEMA`, or refuse; return whether an older one was there."""
    with store.engine.connect() as connection, connection.begin():
        version = read_version(connection)
    if version == SCHEMA:
        return False
    if version is not None and version not in known_versions():
        raise LedgerError(
            f"The ledger {store.name} was written by a newer Dateline (schema {version}; this one "
            f"knows up to {SCHEMA}). It is untouched: install the newer Dateline, or use a copy "
            "from before."
        )
    if store.read_only:
        raise DeskError(
            f"The ledger {store.name} needs an upgrade to schema {SCHEMA}, but it is read-only. "
            "Make the folder writable, or copy the desk and open the copy."
        )
    if version is not None and store.safeguard is not None:
        copy = store.safeguard.with_name(f"{store.safeguard.name}-{SCHEMA}")
        if not copy.exists():
            store.copy_to(copy)
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        upgrade(connection)
    return version is not None
