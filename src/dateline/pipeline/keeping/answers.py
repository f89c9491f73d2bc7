"""Answers of translators and language models, kept by what was asked, so that a rerun is free."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from dateline.model.problem import Problem
from dateline.plugins import Ask, Translator


class KeptTranslator:
    """A translator that keeps what it translated, so that a second run is free."""

    def __init__(self, translator: Translator, answers: Path) -> None:
        """Keep a translator's answers in a folder."""
        self.name = translator.name
        self.stays_here = translator.stays_here
        self._translator = translator
        self._answers = answers

    def __call__(self, text: str, *, source: str, target: str) -> str | Problem:
        """Translate, or give what was translated before."""
        return _keep(
            self._answers,
            (self.name, source, target, text),
            lambda: self._translator(text, source=source, target=target),
        )


class KeptAsk:
    """A way to a model that keeps its answers."""

    def __init__(self, ask: Ask, answers: Path) -> None:
        """Keep a model's answers in a folder."""
        self.name = ask.name
        self.stays_here = ask.stays_here
        self._ask = ask
        self._answers = answers

    def __call__(self, system: str, user: str) -> str | Problem:
        """Ask, or give what was answered before."""
        return _keep(self._answers, (self.name, system, user), lambda: self._ask(system, user))


def _keep(folder: Path, asked: tuple[str, ...], find: Callable[[], str | Problem]) -> str | Problem:
    """The answer kept for these words, or a new one, kept; problems are never kept."""
    digest = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
    file = folder / digest[:2] / f"{digest}.txt"
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        answer = find()
    if isinstance(answer, str):
        aside = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(answer, "utf-8")
            aside.replace(file)
        except OSError:  # a full or read-only disk costs the second run, not this one
            aside.unlink(missing_ok=True)
    return answer


def forget_answers(folder: Path) -> None:
    """Remove every kept answer: they may hold the words of a source that is redacted."""
    shutil.rmtree(folder, ignore_errors=True)
