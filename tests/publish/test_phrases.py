"""The program's own words in every language, and a desk's over them."""

import datetime as dt
import tomllib
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

from dateline.errors import SettingsError
from dateline.model.assessment import Assessment
from dateline.model.estimate import Estimate
from dateline.publish.edition import ResolvedUpdate
from dateline.publish.endnotes import say_event
from dateline.publish.phrases import WORDS, find_words
from dateline.publish.receipts import say_interval, say_likelihood, say_value
from dateline.publish.render import render_html
from dateline.publish.site.build import find_methods
from dateline.publish.typeset import write_typst

OTHERS = ("ar", "es", "fa", "fr", "tr")


def _read(language: str) -> dict[str, object]:
    return tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8"))


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_phrase_is_there_in_every_language_with_the_same_blanks(language: str) -> None:
    english, other = _read("en"), _read(language)
    assert set(other) == {*english, "unit", "event", "why"}
    for key, text in english.items():
        if isinstance(text, str):
            assert _blanks(text) == _blanks(str(other[key])), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_method_is_told_in_every_language(language: str) -> None:
    english, other = find_methods("en"), find_methods(language)
    assert list(other) == list(english)
    for key, method in other.items():
        assert method["language"] == language
        assert len(method["says"]) == len(english[key]["says"])
        assert not set(method["says"]) & set(english[key]["says"])


def test_a_desk_tells_a_method_in_its_own_words(tmp_path: Path) -> None:
    own = '[rate]\nhead = "Takt"\nsays = ["Wie oft."]\n'
    (tmp_path / "methods.toml").write_text(own, "utf-8")
    assert find_methods("fr", str(tmp_path))["rate"]["head"] == "Takt"
    assert find_methods("fr", str(tmp_path))["share"]["head"] == "Parts"


def rate() -> Estimate:
    return Estimate(4.59, 2.53, 7.64, 0.95, 16, 24.4, "attacks per week", "", "attack")


@pytest.mark.parametrize(
    ("language", "value", "interval"),
    [
        ("en", "4.6 attacks per week", "95 % 2.5 to 7.6"),
        ("fr", "4,6 attaques par semaine", "95\xa0%\xa0: 2,5 à 7,6"),
        ("es", "4,6 ataques por semana", "95\xa0%: 2,5 a 7,6"),
        ("tr", "4,6 hafta başına saldırı", "%95: 2,5 ile 7,6 arası"),
        ("ar", "4.6 هجمات في الأسبوع", "95٪: من 2.5 إلى 7.6"),
        ("fa", "4.6 حمله در هفته", "95٪: 2.5 تا 7.6"),
        ("ha", "4.6 attacks per week", "95 % 2.5 to 7.6"),
    ],
)
def test_a_number_is_said_in_the_language_of_the_update(
    language: str, value: str, interval: str
) -> None:
    say = find_words(language)
    assert (say_value(rate(), "rate", say), say_interval(rate(), "rate", say)) == (value, interval)


def test_a_judgement_and_a_span_of_days_are_said_in_the_language() -> None:
    say = find_words("fr")
    judgement = Assessment("k", "s", 0.7, "moderate", "2023-12-15")
    assert say_likelihood(judgement, say) == "probable (55–80\xa0%)"
    assert say.days(dt.date(2023, 11, 19), dt.date(2023, 12, 13)) == (
        "du 19 novembre 2023 au 13 décembre 2023"
    )


def test_an_event_is_told_in_the_language(edition: ResolvedUpdate) -> None:
    said = say_event(edition.events[1182], find_words("es"))
    assert said == "artefacto explosivo o mina en Konna, 24 de noviembre de 2023, 2 muertos"


def test_latin_words_keep_their_order_among_arabic() -> None:
    assert find_words("ar")("stated-by", source="Studio Tamani") == (
        "بحسب \u2068Studio Tamani\u2069"
    )


def in_language(edition: ResolvedUpdate, language: str, own: str = "") -> ResolvedUpdate:
    meta = {**edition.update.meta, "language": language}
    return replace(edition, update=replace(edition.update, meta=meta), templates=own)


def test_no_english_of_the_program_is_left_on_a_french_page(edition: ResolvedUpdate) -> None:
    page = render_html(in_language(edition, "fr"))
    for words in ("Holds", "ledger query", "Who did it", "Rests on", "Counts take", "Back to the"):
        assert words not in page
    assert "requête du registre" in page
    assert "Comment les chiffres ont été établis" in page
    assert "16 événements sur 24,4 jours" in page


def test_an_arabic_page_runs_from_the_right_in_its_notes_and_receipts(
    edition: ResolvedUpdate,
) -> None:
    page = render_html(in_language(edition, "ar"))
    assert '<section class="endnotes" lang="ar" dir="rtl"' in page
    assert "#let own-direction = rtl" in write_typst(in_language(edition, "ar"))


def test_a_desk_says_it_otherwise_and_adds_a_language(
    edition: ResolvedUpdate, tmp_path: Path
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.toml").write_text('endnotes = "References"\n', "utf-8")
    (tmp_path / "words" / "ha.toml").write_text('endnotes = "Bayanai"\n', "utf-8")
    assert find_words("en", str(tmp_path))("endnotes") == "References"
    hausa = find_words("ha", str(tmp_path))
    assert (hausa.language, hausa("endnotes"), hausa("figure")) == ("ha", "Bayanai", "Figure")
    assert "References</h2>" in render_html(in_language(edition, "en", str(tmp_path)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('endnots = "x"\n', "nothing says 'endnots'"),
        ('see-note = "note {nummer}"\n', "may have the blanks number"),
        ('months = ["one"]\n', "needs twelve names"),
        ("endnotes = \n", "cannot be read"),
    ],
)
def test_words_of_a_desk_that_could_not_be_printed_are_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=said):
        find_words("en", str(tmp_path))
