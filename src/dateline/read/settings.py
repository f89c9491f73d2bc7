"""Settings of the reading room."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How captures are read.

    Attributes:
        languages: languages that a document or block may be in.
        max_characters: a longer text is cut there, with a problem that says so.
        max_pages: pages of a PDF that are read.
        max_scanned_pages: pages that are images and are read by tesseract; 0 reads none.
        scan_seconds: after which one such page is given up.
        max_notes: notes of one document that are read.
        min_language_letters: a block with fewer letters takes the document's language,
            unless its script says otherwise.
    """

    languages: tuple[str, ...] = (
        "en", "fr", "ar", "tr", "fa", "prs", "ps", "ha", "sw", "ur", "so",
    )  # fmt: skip
    max_characters: int = 5_000_000
    max_pages: int = 2_000
    max_scanned_pages: int = 300
    scan_seconds: int = 60
    max_notes: int = 5_000
    min_language_letters: int = 80
