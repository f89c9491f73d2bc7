"""Place names to places: candidates, words beside them, precision, confidence."""

import pytest

from dateline.atlas import Gazetteer, open_gazetteer
from dateline.extract.outlets import ToponymDocument, resolve_documents
from dateline.extract.placephrase import name_spans
from dateline.extract.places import PlaceContext, ResolvedPlace, resolve_places
from dateline.extract.placewords import is_near, read_hints
from dateline.model.definition import Region
from dateline.model.span import Span


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def spans_of(text: str, *names: str) -> list[Span]:
    spans, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        spans.append(Span(start, at, name))
    return spans


def resolve(
    gazetteer: Gazetteer, text: str, *names: str, context: PlaceContext | None = None
) -> list[ResolvedPlace]:
    return resolve_places(text, spans_of(text, *names), gazetteer=gazetteer, context=context)


def test_a_container_behind_the_name_decides(gazetteer: Gazetteer) -> None:
    (texas,) = resolve(gazetteer, "A fire broke out in Paris, Texas, on Friday.", "Paris")
    (france,) = resolve(gazetteer, "A fire broke out in Paris, France, on Friday.", "Paris")
    assert texas.place.admin1 == "US/Texas"
    assert france.place.country == "FR"


def test_a_country_named_elsewhere_decides(gazetteer: Gazetteer) -> None:
    text = "Troops of the Malian army left Kati for Niono. Bamako has not commented."
    kati, niono, bamako = resolve(gazetteer, text, "Kati", "Niono", "Bamako")
    assert [place.place.country for place in (kati, niono, bamako)] == ["ML", "ML", "ML"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Nigerien soldiers were killed.", "Nigerien", "NE"),
        ("Des soldats burkinabè ont été tués.", "burkinabè", "BF"),
        ("Niger closed its border.", "Niger", "NE"),
        ("The U.S. withdrew.", "U.S.", "US"),
        ("قتل جنود في مالي", "مالي", "ML"),
    ],
)
def test_a_country_is_a_region_of_precision_three(
    gazetteer: Gazetteer, text: str, name: str, country: str
) -> None:
    (found,) = resolve(gazetteer, text, name)
    assert (found.place.gazetteer_id, found.geo_precision) == (f"country:{country}", 3)


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Fighters attacked Bandiagara on Monday, Mali said.", "Bandiagara", 1),
        ("Fighters attacked a convoy near Bandiagara, Mali said.", "Bandiagara", 2),
        ("The ambush took place 20 km north of Bandiagara in Mali.", "Bandiagara", 2),
        ("L'embuscade a eu lieu au nord de Bandiagara, au Mali.", "Bandiagara", 2),
        ("A mine exploded between Bandiagara and Koro in Mali.", "Bandiagara", 2),
        ("Villages of the Mopti region in Mali were burned.", "Mopti region", 3),
    ],
)
def test_precision_follows_the_words(
    gazetteer: Gazetteer, text: str, name: str, precision: int
) -> None:
    (found,) = resolve(gazetteer, text, name)
    assert found.geo_precision == precision
    assert found.place.admin1 == "ML/Mopti"


def test_a_word_for_its_kind_tells_region_from_town(gazetteer: Gazetteer) -> None:
    (region,) = resolve(gazetteer, "Clashes in Gao region, Mali.", "Gao region")
    (town,) = resolve(gazetteer, "Clashes in the town of Gao, Mali.", "Gao")
    assert region.place.gazetteer_id == "admin:ML/Gao"
    assert town.entry is not None
    assert town.entry.feature.startswith("P.")


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Djibo in northern Burkina Faso", ["Djibo", "Burkina Faso"]),
        ("Kidal, Mali", ["Kidal", "Mali"]),
        ("northern Mali", ["Mali"]),
        ("Yemen's Aden", ["Aden", "Yemen"]),
        ("South Sudan", ["South Sudan"]),
        ("Boucle du Mouhoun", ["Boucle du Mouhoun"]),
        ("ville de Tombouctou", ["Tombouctou"]),
        ("Irak'ın kuzeyinde", ["Irak"]),
        ("the north", []),
    ],
)
def test_a_phrase_is_about_its_first_place(
    gazetteer: Gazetteer, phrase: str, names: list[str]
) -> None:
    spans = name_spans(phrase, Span(0, len(phrase), phrase), gazetteer)
    assert [span.text for span in spans] == names
    assert all(phrase[span.start : span.end] == span.text for span in spans)


def test_containers_are_read_in_a_row(gazetteer: Gazetteer) -> None:
    text = "Paris, Henry County, Tennessee"
    assert "US/Tennessee" in read_hints(text, 0, 5, gazetteer).containers


def test_near_is_read_before_and_behind() -> None:
    assert is_near("shelling outside Idlib", 17, 22)
    assert not is_near("shelling of Idlib", 12, 17)


def test_an_unknown_name_is_left_unresolved(gazetteer: Gazetteer) -> None:
    (found,) = resolve(gazetteer, "They met in Xqzzyvort.", "Xqzzyvort")
    assert (found.entry, found.confidence, found.geo_precision) == (None, 0.0, None)
    assert found.place.name == "Xqzzyvort"


def test_a_namesake_abroad_is_doubted(gazetteer: Gazetteer) -> None:
    text = "Gunmen raided Tenno, Malian officials said in Bamako; Mopti was calm."
    tenno, bamako, _ = resolve(gazetteer, text, "Tenno", "Bamako", "Mopti")
    assert tenno.confidence < 0.5 < bamako.confidence


def test_a_region_of_the_desk_is_a_place(gazetteer: Gazetteer) -> None:
    region = Region("central-mali", "Mopti and Segou regions", ("ML/Mopti", "ML/Segou"))
    context = PlaceContext(regions=(region,))
    (found,) = resolve(gazetteer, "Violence in central Mali rose.", "central Mali", context=context)
    assert (found.place.gazetteer_id, found.place.country) == ("region:central-mali", "ML")


def test_an_outlet_is_at_home_where_its_other_documents_are(gazetteer: Gazetteer) -> None:
    def page(text: str, *names: str) -> ToponymDocument:
        return ToponymDocument(text, tuple(spans_of(text, *names)), domain="invented-news.com")

    texts = [
        page("Council of Dublin, Ohio, met; Columbus, Ohio, too.", "Dublin", "Columbus"),
        page("A road in Hilliard, Ohio, and Westerville, Ohio.", "Hilliard", "Westerville"),
        page("Powell, Ohio, and Delaware, Ohio, agreed.", "Powell", "Delaware"),
        page("A shop in Dublin closed.", "Dublin"),
    ]
    alone = resolve(gazetteer, "A shop in Dublin closed.", "Dublin")
    together = resolve_documents(texts, gazetteer=gazetteer)
    assert alone[0].place.country == "IE"
    assert together[3][0].place.admin1 == "US/Ohio"


def test_no_toponyms_give_no_places(gazetteer: Gazetteer) -> None:
    assert resolve_places("Nothing here.", [], gazetteer=gazetteer) == []


def test_thousands_of_names_are_resolved_in_bounded_time(gazetteer: Gazetteer) -> None:
    text = "Mopti Gao Kidal Segou Niono London Paris Springfield Bamako Djibo " * 300
    spans, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        spans.append(Span(at, at + len(word), word))
        at += len(word)
    assert len(resolve_places(text, spans, gazetteer=gazetteer)) == 3000


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("قتل جنود في كمين قرب بانكاس بوسط مالي.", "بانكاس", "Bankass"),
        ("هجوم على قرية تيساليت شمال مالي.", "تيساليت", "Tessalit"),
        ("هاجم مسلحون معسكر بانيبانغو في النيجر.", "بانيبانغو", "Bani Bangou"),
    ],
)
def test_a_village_in_arabic_script_is_known_by_its_sound(
    text: str, name: str, found: str, gazetteer: Gazetteer
) -> None:
    at = text.index(name)
    (place,) = resolve_places(text, [Span(at, at + len(name), name)], gazetteer=gazetteer)
    assert place.entry is not None
    assert place.entry.name == found


def test_a_sound_alone_names_no_village_where_no_country_is_spoken_of(
    gazetteer: Gazetteer,
) -> None:
    text = "كمين قرب هومبوري."
    (place,) = resolve_places(text, [Span(9, 16, "هومبوري")], gazetteer=gazetteer)
    assert place.entry is None or place.entry.country != "ML"
