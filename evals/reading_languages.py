"""How well the languages of documents and of blocks are told, in all of the desk's languages."""

from hashlib import sha256
from pathlib import Path
from statistics import mean

from dateline.model.capture import Capture
from dateline.read import ReadSettings, read_capture
from dateline.read.language import find_language
from evals.language_texts import WRITTEN

_FILES = {
    "en": "src.eng", "fr": "ref.fra", "ar": "ref.arb", "tr": "ref.tur", "fa": "ref.fas",
    "prs": "ref.prs", "ps": "ref.pus", "ha": "ref.hau",
}  # fmt: skip
_STRETCH, _WHOLE = 3, 10
_BLOCK = 100
_MOST_DOCUMENTS = 60
_AROUND = {"en": "fr"}  # the language of the document around a block; English around all others


def score_languages(shared: Path) -> dict[str, float]:
    """Share of stretches, whole documents and single blocks whose language is named right.

    Of NTREX only every second hundred of the lines is scored: the words that part Dari from
    Iran's Persian were chosen with the others in view. Urdu, Swahili and Somali are invented
    sentences, few of them.
    """
    print(f"{'language':<34}{'three':>7}{'text':>7}{'block':>7}{'of':>6}")
    figures: dict[str, float] = {}
    held = {language: _held(shared, language) for language in ReadSettings().languages}
    for language, lines in held.items():
        three = _share(lines, language, _STRETCH)
        whole = _share(lines, language, min(_WHOLE, len(lines)))
        block = _blocks(lines, held[_AROUND.get(language, "en")], language)
        print(f"  {language:<32}{three:>7.3f}{whole:>7.3f}{block:>7.3f}{len(lines):>6}")
        figures |= {
            f"reading.language.{language}": three,
            f"reading.language.document.{language}": whole,
            f"reading.language.block.{language}": block,
        }
    for language in ("fa", "prs"):
        home = _at_home(held[language], language)
        print(f"  {language + ', every paragraph of ten sentences':<46}{home:>9.3f}")
        figures[f"reading.language.home.{language}"] = home
    return figures


def _at_home(lines: list[str], language: str) -> float:
    """Share of paragraphs named right in documents of five paragraphs of two sentences."""
    right: list[bool] = []
    for start in range(0, len(lines) - _WHOLE + 1, _WHOLE):
        parts = [" ".join(lines[at : at + 2]) for at in range(start, start + _WHOLE, 2)]
        payload = "\n\n".join(parts).encode()
        capture = Capture(sha256(payload).hexdigest(), "a.txt", "2026-01-01", "", len(payload))
        for document in read_capture(payload, capture).documents:
            right += [block.language == language for block in document.blocks]
    return mean(right)


def _held(shared: Path, language: str) -> list[str]:
    if language in WRITTEN:
        return list(WRITTEN[language])
    path = shared / "data" / "ntrex" / f"newstest2019-{_FILES[language]}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for place, line in enumerate(lines) if place // _BLOCK % 2]


def _share(lines: list[str], language: str, length: int) -> float:
    stretches = [" ".join(lines[at : at + length]) for at in range(0, len(lines), length)]
    languages = ReadSettings().languages
    return mean(find_language(stretch, languages) == language for stretch in stretches)


def _blocks(lines: list[str], around: list[str], language: str) -> float:
    """Paragraphs of two sentences, each between paragraphs of another language."""
    right: list[bool] = []
    for number, at in enumerate(range(0, len(lines) - 1, 2)):
        if number == _MOST_DOCUMENTS:
            break
        frame = [" ".join(around[place : place + 3]) for place in range(number, number + 9, 3)]
        text = "\n\n".join([frame[0], " ".join(lines[at : at + 2]), *frame[1:]])
        payload = text.encode()
        capture = Capture(sha256(payload).hexdigest(), "a.txt", "2026-01-01", "", len(payload))
        blocks = read_capture(payload, capture).documents[0].blocks
        right += [
            block.language == language for block in blocks if block.text[:40] == lines[at][:40]
        ]
    return mean(right) if right else 0.0
