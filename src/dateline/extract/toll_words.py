"""The casualty words of each language, compiled from their data file."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_CIVILIANS = (
    r"civil|child|wom[ae]n|girl|boy|bab(?:y|ies)|infant|villager|farmer|herder|resident|student|"
    r"pupil|teacher|worship|journalist|passenger|protester|demonstrator|pilgrim|refugee|"
    r"enfant|femme|villageois|habitant|élève|paysan|manifestant|fidèle|مدنی|طفل|اطفال|نساء|"
    r"متظاهر|sivil|çocuk|kadın|غیرنظامی|کودک|معترض|ملکی|ماشوم"
)

# "Killed and wounded" before one number shares it.
_PAIR = re.compile(
    r"(?:killed|killing|kills?|tuée?s?|tuant|dead) (?:and|or|et|ou) $|(?:بین قتیل|مقتل) ?و? ?$"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb or noun of harm in a sentence.

    Attributes:
        measure: one of `model.toll.MEASURES`.
        form: where those harmed stand: `after`, `before`, `either`, `noun`.
        words: the words, folded.
        paired: whether it shares its group with the cue before ("killed or wounded 80").
    """

    start: int
    end: int
    measure: str
    form: str
    paired: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class TollWords:
    """One language's casualty grammar."""

    language: str
    people: re.Pattern[str]
    things: re.Pattern[str]
    bridge: re.Pattern[str]
    link: re.Pattern[str]
    joined: re.Pattern[str]
    part: re.Pattern[str]
    none: re.Pattern[str]
    cues: tuple[tuple[str, str, re.Pattern[str]], ...]
    civilians: re.Pattern[str]
    single: re.Pattern[str] | None = None
    double: re.Pattern[str] | None = None
    uncounted: re.Pattern[str] | None = None

    def is_cue(self, word: str, *, nouns: bool = False) -> bool:
        """Whether a word is a verb (or noun) of harm, which no group's words reach over."""
        if word == "wounded" and not nouns:
            return False
        return any(
            (nouns or form != "noun") and regex.fullmatch(word) for _, form, regex in self.cues
        )

    def find_cues(self, folded: str) -> list[Cue]:
        """Find every verb and noun of harm in a folded sentence."""
        found = []
        for measure, form, regex in self.cues:
            for match in regex.finditer(folded):
                paired = bool(_PAIR.search(folded[: match.start()]))
                found.append(Cue(match.start(), match.end(), measure, form, paired, match[0]))
        return found

    def measures_denied(self, words: str) -> tuple[str, ...]:
        """Which measures words such as "no casualties" put at nought."""
        if re.search(r"casualt|victime|perte|ضحایا|خسائر|تلفات|ölen", words):
            return ("injured", "killed")
        if re.search(r"injur|hurt|wounded|blessé|اصابات", words):
            return ("injured",)
        return ("killed",)


@cache
def load_toll_words(language: str) -> TollWords | None:
    """Load one language's casualty words; None for a language that has none."""
    source = files("dateline.extract") / "data" / "casualties.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8")).get(language)
    if data is None:
        return None
    return TollWords(
        language=language,
        people=re.compile(rf"(?<!\w)(?:{data['people']})(?!\w)"),
        things=re.compile(rf"(?:{data['things']})"),
        bridge=re.compile(data["bridge"]),
        link=re.compile(data["link"]),
        joined=re.compile(rf"\s*(?:{data['and']})\s*"),
        part=re.compile(data["part"]),
        none=re.compile(rf"(?<!\w)(?:{data['none']})(?!\w)"),
        cues=tuple(
            (measure, form, re.compile(rf"(?<![\w-])(?:{body})(?:(?<=')|(?![\w-]))"))
            for measure, form, body in data["cues"]
        ),
        civilians=re.compile(_CIVILIANS),
        single=_optional(data.get("single")),
        double=_optional(data.get("double")),
        uncounted=_optional(data.get("uncounted")),
    )


def _optional(body: str | None) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)") if body else None
