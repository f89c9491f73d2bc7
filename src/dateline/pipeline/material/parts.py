"""Which parts take material in: what a desk names, made ready in the process that uses them."""

import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

from dateline import plugins
from dateline.collect.settings import ChatSettings
from dateline.desk import Desk, find_desk
from dateline.errors import CommandError, SettingsError
from dateline.model.document import Document
from dateline.model.mention import Mention
from dateline.model.problem import Problem
from dateline.pipeline.keeping.answers import KeptAsk, KeptTranslator
from dateline.pipeline.keeping.opening import Words
from dateline.plugins import Ask, Translator
from dateline.read.settings import TranslationSettings

Found = tuple[list[Mention], list[Problem]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a worker needs to read and extract one capture; small, so that it can be sent to one.

    Attributes:
        lexicon: the desk's `lexicon/`; None takes the shipped words alone.
        extractor: name of the part that finds mentions.
        translation: whether and by what documents are translated.
        to: the language to translate to; empty translates nothing.
        llm: the endpoint of a language model.
        answers: folder where answers are kept; None keeps none.
        folder: the desk's folder.
        withheld: sources whose text is sent to no other machine, and of which no answer is kept.
        withheld_documents: ids of documents that are treated alike.
        withheld_captures: beginnings of the SHA-256 of captures that are treated alike.
        homes: alpha-2 of the countries that the desk watches.
    """

    lexicon: Path | None = None
    extractor: str = plugins.DEFAULT_EXTRACTOR
    translation: TranslationSettings = field(default_factory=TranslationSettings)
    to: str = ""
    llm: ChatSettings = field(default_factory=ChatSettings)
    answers: Path | None = None
    folder: Path | None = None
    withheld: frozenset[str] = frozenset()
    withheld_documents: tuple[str, ...] = ()
    withheld_captures: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()


def parts_of(desk: Desk) -> Parts:
    """The parts that a desk's settings name."""
    return Parts(
        lexicon=desk.lexicon,
        extractor=desk.settings.extractor,
        translation=desk.translation,
        to=desk.translation.to if desk.translation.translator else "",
        llm=desk.llm,
        answers=desk.answers,
        folder=desk.folder,
        withheld=frozenset(
            key for key, source in desk.sources.items() if source.links == "withhold"
        ),
        withheld_documents=desk.withhold.documents,
        withheld_captures=desk.withhold.captures,
        homes=tuple(sorted(desk.homes)),
    )


def parts_around(folder: Path | None) -> Parts:
    """The parts of the desk named, or of the one around; the shipped ones outside any desk.

    Raises:
        CommandError: the folder named is no desk.
    """
    if folder is not None:
        return parts_of(find_desk(folder))
    try:
        return parts_of(find_desk())
    except SettingsError:
        raise
    except CommandError:
        return Parts()


def check_parts(parts: Parts) -> None:
    """Make every part once, so that a wrong setting is said before the work begins.

    Raises:
        CommandError: a part is not installed, or lacks a setting.
    """
    find_extractor(parts)
    find_translator(parts)


@cache
def find_extractor(parts: Parts) -> Callable[..., Found]:
    """The extractor, handed the way to a language model where it asks for one.

    Raises:
        CommandError: it is not installed, or there is no such way.
    """
    part: Callable[..., Found] = plugins.load_part(plugins.EXTRACTORS, parts.extractor)
    takes = inspect.signature(part).parameters
    if parts.homes and "homes" in takes:
        part = partial(part, homes=parts.homes)
    if "ask" not in takes:
        return part
    ask = _find_ask(parts.llm, "[llm]", parts.answers)
    if ask is None:
        raise SettingsError(
            f"The extractor '{parts.extractor}' needs a language model. Name `endpoint` and "
            "`model` under [llm] in desk.toml, or choose another extractor."
        )
    return partial(part, ask=ask, highest=parts.llm.highest_confidence)


@cache
def find_translator(parts: Parts) -> Translator | None:
    """The translator, which keeps its answers; None where the desk names none.

    Raises:
        CommandError: it is not installed, or lacks something.
    """
    settings = parts.translation
    if not settings.translator:
        return None
    make: plugins.TranslatorMaker = plugins.load_part(plugins.TRANSLATORS, settings.translator)
    llm = replace(parts.llm, model=settings.model or parts.llm.model)
    models = (parts.folder or Path()) / settings.models
    made = make(models=models, ask=_find_ask(llm, "[llm]", None))
    return made if parts.answers is None else KeptTranslator(made, parts.answers)


def translate(document: Document, parts: Parts, words: Words) -> Document:
    """Translate a document as the desk asks; without a translator say so of it."""
    from dateline.read.glossary import Glossary
    from dateline.read.translate import leave_untranslated, translate_document

    if not parts.to:
        return document
    glossary = Glossary(words.lexicon, words.gazetteer)
    translator = find_translator(parts)
    if translator is None:
        return leave_untranslated(document, to=parts.to, glossary=glossary)
    if _is_withheld(document, parts):
        if not translator.stays_here:
            problem = _kept_here(document, translator.name)
            return replace(document, problems=(*document.problems, problem))
        translator = find_translator(replace(parts, answers=None)) or translator
    return translate_document(
        document,
        translator,
        to=parts.to,
        languages=parts.translation.languages,
        glossary=glossary,
    )


def extract(document: Document, parts: Parts, words: Words) -> Found:
    """Find a document's mentions, weighed by whether they rest on a translation."""
    from dateline.extract.lengths import extract_by_parts
    from dateline.extract.translated import weigh_translations

    extractor = find_extractor(parts)
    ask: Ask | None = getattr(extractor, "keywords", {}).get("ask")
    problems: list[Problem] = []
    if ask is not None and _is_withheld(document, parts):
        if ask.stays_here:
            extractor = find_extractor(replace(parts, answers=None))
        else:
            problems.append(_kept_here(document, ask.name))
            extractor = find_extractor(replace(parts, extractor=plugins.DEFAULT_EXTRACTOR))
    read = partial(extractor, lexicon=words.lexicon, gazetteer=words.gazetteer)
    found, met = extract_by_parts(read, document)
    weighed, absurd = weigh_translations(
        document,
        found,
        lexicon=words.lexicon,
        highest=parts.translation.highest_confidence,
    )
    return weighed, [*problems, *met, *absurd]


def _is_withheld(document: Document, parts: Parts) -> bool:
    if document.id in parts.withheld_documents:
        return True
    if document.capture.startswith(parts.withheld_captures):
        return True
    host = urlsplit(document.url or "").hostname or ""
    return any(key == document.source or f".{host}".endswith(f".{key}") for key in parts.withheld)


def _kept_here(document: Document, name: str) -> Problem:
    return Problem(
        kind="withheld-not-sent",
        where=document.id,
        what=f"The source is withheld, so its text was not sent to {name}.",
        advice="Use a model on this machine, or read and enter it by hand.",
        severity="note",
    )


def _find_ask(settings: ChatSettings, where: str, answers: Path | None) -> Ask | None:
    """The way to the endpoint; None where none is named."""
    from dateline.collect.chat import Chat

    if not settings.endpoint:
        return None
    key = ""
    if settings.key_variable:
        key = os.environ.get(settings.key_variable, "")
        if not key:
            raise SettingsError(
                f"{where} key_variable is '{settings.key_variable}', but no environment variable "
                "of that name is set. Set it to the endpoint's key, or leave the line out."
            )
    chat: Ask = Chat(settings, key, where=where)
    return chat if answers is None else KeptAsk(chat, answers)
