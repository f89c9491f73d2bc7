"""The translator `local`: a user's own model files, run on this machine by `fxtranslate`.

A folder holds a folder for each pair, such as `so-en`, as the Firefox Translations models come:
`model*.bin`, `vocab*.spm` (or `srcvocab*.spm` and `trgvocab*.spm`) and, where there is one,
`lex*.bin`. A pair without a folder goes through English.
"""

import hashlib
import threading
from pathlib import Path
from typing import Any

from dateline.errors import SettingsError
from dateline.model.problem import Problem
from dateline.plugins import Ask, Translator

_PIVOT = "en"


def make_translator(*, models: Path | None = None, ask: Ask | None = None) -> Translator:  # noqa: ARG001 - the door's own signature
    """Make the translator over a folder of model files.

    Raises:
        SettingsError: `fxtranslate` is not installed, or there is no such folder.
    """
    try:
        import fxtranslate
    except ImportError as error:
        raise SettingsError(
            "The translator 'local' needs the package fxtranslate. Install it with "
            "`pip install 'dateline[translate]'`."
        ) from error
    if models is None or not models.is_dir():
        raise SettingsError(
            f"The translator 'local' finds no folder {models}. Put model files there, one folder a "
            "pair such as so-en, or name another as `models` under [translation] in desk.toml."
        )
    return _LocalTranslator(fxtranslate, models)


class _LocalTranslator:
    def __init__(self, library: Any, models: Path) -> None:  # noqa: ANN401 - fxtranslate or a stub
        self.name = f"local {_fingerprint(models)}"
        self.stays_here = True
        self._library = library
        self._models = models
        self._kept = threading.local()  # an engine works in the thread that made it alone

    def __call__(self, text: str, *, source: str, target: str) -> str | Problem:
        """Translate one block, through English where no model leads straight on."""
        route = self._route(source, target)
        if route is None:
            return Problem(
                kind="no-model",
                where=str(self._models),
                what=f"There is no model from {source!r} to {target!r} in {self._models.name}.",
                advice=f"Put the model files into a folder {source}-{target} there.",
            )
        for pair in route:
            try:
                text = str(self._engine(pair).translate_long(text))
            except (ValueError, RuntimeError, OSError) as fault:
                return Problem(
                    kind="model-failed",
                    where=str(self._models),
                    what=f"The model {'-'.join(pair)} could not be used ({fault}).",
                    advice="Fetch its files again: model*.bin and vocab*.spm belong together.",
                )
        return text

    def _route(self, source: str, target: str) -> list[tuple[str, str]] | None:
        through = [(source, _PIVOT), (_PIVOT, target)]
        for route in ([(source, target)], through):
            if all((self._models / "-".join(pair)).is_dir() for pair in route):
                return route
        return None

    def _engine(self, pair: tuple[str, str]) -> Any:  # noqa: ANN401 - the library's own
        engines: dict[tuple[str, str], Any] = self._kept.__dict__.setdefault("engines", {})
        if pair not in engines:
            folder = self._models / "-".join(pair)
            shared = _file(folder, "vocab*.spm")
            source = _file(folder, "srcvocab*.spm") or shared
            target = _file(folder, "trgvocab*.spm") or shared
            model, shortlist = _file(folder, "model*.bin"), _file(folder, "lex*.bin")
            if model is None or source is None or target is None:
                raise ValueError("model*.bin or vocab*.spm is missing")
            parts = {"model": model, "src_vocab": source, "trg_vocab": target}
            if shortlist is not None:
                parts["shortlist"] = shortlist
            engines[pair] = self._library.Translator(
                **{name: path.read_bytes() for name, path in parts.items()}
            )
        return engines[pair]


def _file(folder: Path, pattern: str) -> Path | None:
    return next(iter(sorted(folder.glob(pattern))), None)


def _fingerprint(models: Path) -> str:
    """Short digest of the model files' names and sizes: other files translate anew."""
    files = sorted(path for path in models.glob("*/*") if path.is_file())
    told = "\n".join(f"{path.parent.name}/{path.name} {path.stat().st_size}" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
