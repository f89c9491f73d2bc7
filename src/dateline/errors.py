"""The exceptions a wrong command or a broken desk raises; bad material is a `Problem` instead.

    DatelineError                  everything below; the faces print it and exit with `exit_code`
    ├── CommandError               the command cannot be carried out as given            (exit 2)
    │   ├── SettingsError          desk.toml: unknown key, wrong type, missing file
    │   ├── QueryError             a query line that does not parse or names the unknown
    │   └── BindingError           an update's text cannot be read as bound prose
    ├── DeskError                  the desk folder is missing, read-only or full         (exit 2)
    │   └── LedgerError            the ledger is damaged, locked or written by a newer Dateline
    └── PublishRefused             something in the update does not hold                 (exit 1)

Every message says what happened, to what, and the way out.
"""


class DatelineError(Exception):
    """A fault that Dateline can name; its message is a sentence for the person at the desk."""

    exit_code = 2


class CommandError(DatelineError):
    """A command that cannot be carried out as given."""


class SettingsError(CommandError):
    """A setting that Dateline does not know or cannot use."""


class QueryError(CommandError):
    """A query line that does not parse, or names something that nobody knows.

    Attributes:
        start: offset of the faulty part in the line.
        end: end of the faulty part.
    """

    def __init__(self, message: str, start: int = 0, end: int = 0) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class BindingError(CommandError):
    """An update whose text cannot be read as bound prose."""


class DeskError(DatelineError):
    """A desk folder that is missing, read-only, full or not a desk."""


class LedgerError(DeskError):
    """A ledger that is damaged, locked, or written by a newer version."""


class PublishRefused(DatelineError):  # noqa: N818 - a refusal, and the message says of what
    """An update that may not go out as it stands."""

    exit_code = 1
