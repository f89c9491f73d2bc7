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


@dataclass(frozen=True, slots=True)
class TranslationSettings:
    """Whether documents are translated when they are added, and by what.

    Attributes:
        translator: `local` (model files on this machine), `openai` (the endpoint under `[llm]`),
            or an installed part; empty translates nothing.
        to: the language that documents are translated to.
        languages: languages that are translated; none named means every one but `to`.
        models: folder of model files for `local`, from the desk's folder on, with one folder a
            pair such as `so-en`.
        model: for `openai`, another model than that under `[llm]`.
        highest_confidence: a mention that rests on a machine's translation is never surer.
    """

    translator: str = ""
    to: str = "en"
    languages: tuple[str, ...] = ()
    models: str = "models"
    model: str = ""
    highest_confidence: float = 0.6
