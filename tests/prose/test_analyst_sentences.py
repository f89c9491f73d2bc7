"""Longer sentences in the manner of analysts, each with every quantity, written out by hand."""

import pytest

from dateline.prose.numbers import read_quantities

Read = tuple[str, float | None, float | None]

ENGLISH: list[tuple[str, list[Read]]] = [
    # Two periods compared.
    (
        "The group carried out 41 attacks in the second quarter, up from 29 before.",
        [("count", 41, 41), ("count", 29, 29)],
    ),
    (
        (
            "It averaged 7.3 attacks per week in June, compared to 4.1 per week in the first half "
            "of the year."
        ),
        [("rate", 7.25, 7.35), ("rate", 4.05, 4.15)],
    ),
    (
        "Fatalities rose from 112 in May to 187 in June, a 67 percent increase.",
        [("count", 112, 112), ("count", 187, 187), ("ratio", 1.665, 1.675)],
    ),
    (
        "Clashes fell to nine in August from 21 in July.",
        [("count", 9, 9), ("count", 21, 21)],
    ),
    (
        (
            "The army conducted more airstrikes in three weeks than in the previous six months "
            "combined."
        ),
        [("duration", 3, 3), ("duration", 6, 6)],
    ),
    (
        "The pace of raids is nearly three times what it was before the junta took over.",
        [("ratio", 2.64, 3)],
    ),
    (
        "Ambushes have increased fivefold, from six in 2021 to 30 in 2022.",
        [("ratio", 4.5, 5.5), ("count", 6, 6), ("count", 30, 30)],
    ),
    (
        "The number of abductions has more than doubled since the transition began.",
        [("ratio", 2, None)],
    ),
    (
        "Drone strikes dropped by over half between the two periods.",
        [("ratio", 0, 0.5), ("count", 2, 2)],
    ),
    (
        "Attacks on convoys declined by as much as 30 percent.",
        [("ratio", 0.7, 1)],
    ),
    (
        "The militia mounted twice the number of patrols it did last year.",
        [("ratio", 1.8, 2.2)],
    ),
    (
        (
            "Casualties in the first ten months of the year already exceed the 2022 total by 14 "
            "percent."
        ),
        [("duration", 10, 10), ("ratio", 1.135, 1.145)],
    ),
    (
        "Arrests were three-and-a-half times higher than in the spring.",
        [("ratio", 3.15, 3.85)],
    ),
    (
        "The rate of IED attacks slowed to one every five days.",
        [("rate", 0.1, 0.3)],
    ),
    # Shares with their whole.
    (
        "Of the 54 attacks recorded, 31 targeted civilians.",
        [("count", 54, 54), ("count", 31, 31)],
    ),
    (
        "Eleven of the group's 17 claimed attacks struck security forces.",
        [("count", 11, 11), ("count", 17, 17)],
    ),
    (
        "Roughly three in four attacks hit targets within 20 kilometers of the border.",
        [("share", 67.5, 82.5), ("distance", 19.5, 20.5)],
    ),
    (
        "The region accounted for 38% of all fatalities nationwide, or 412 of 1,084 deaths.",
        [("share", 37.5, 38.5), ("count", 412, 412), ("count", 1084, 1084)],
    ),
    (
        "Some 60 to 70 percent of the fighters are foreigners.",
        [("share", 60, 70)],
    ),
    (
        "Less than a fifth of the attacks were claimed.",
        [("share", 0, 20)],
    ),
    (
        "Just over one-third of these attacks involved explosives.",
        [("share", 33.333333, 36.666667)],
    ),
    (
        "An overwhelming majority of the victims were herders.",
        [("share", 50, 100)],
    ),
    (
        "Only one of the nine hostages has been released.",
        [("count", 1, 1), ("count", 9, 9)],
    ),
    (
        "All but two of the 13 outposts were abandoned.",
        [("count", 2, 2), ("count", 13, 13)],
    ),
    (
        "Civilians were the target in 9 out of 14 cases.",
        [("count", 9, 9), ("count", 14, 14)],
    ),
    # "Of these", "of whom", "including".
    (
        "The group claimed 23 attacks, of which eight hit army bases.",
        [("count", 23, 23), ("count", 8, 8)],
    ),
    (
        "Police arrested 19 suspects; of these, four were later freed.",
        [("count", 19, 19), ("count", 4, 4)],
    ),
    (
        "The blast wounded 36 people, a dozen of them critically.",
        [("count", 36, 36), ("count", 10.8, 13.2)],
    ),
    (
        "At least 70 villagers, most of them women and children, were killed.",
        [("count", 70, None), ("share", 50, 100)],
    ),
    (
        "Militants killed 14 people, including five soldiers, two gendarmes, and a mayor.",
        [("count", 14, 14), ("count", 5, 5), ("count", 2, 2)],
    ),
    (
        "The convoy lost 12 of its 30 trucks, half of them to fire.",
        [("count", 12, 12), ("count", 30, 30), ("share", 45, 55)],
    ),
    # Rates with other denominators.
    (
        "The province saw 2.4 attacks per 100,000 inhabitants.",
        [("count", 2.35, 2.45)],
    ),
    (
        "The army carries out between four and six operations a month.",
        [("rate", 4, 6)],
    ),
    (
        "The attacks kill an average of 3.2 people each.",
        [("count", 3.15, 3.25)],
    ),
    (
        "Each attack killed 4.5 people on average.",
        [("count", 4.45, 4.55)],
    ),
    (
        "The group conducted an average of one attack every three days.",
        [("rate", 0.166667, 0.5)],
    ),
    (
        "Convoys travel the road about three times a week.",
        [("rate", 2.5, 3.5)],
    ),
    (
        "Fatalities per attack increased from 1.8 to 3.6.",
        [("count", 1.75, 1.85), ("count", 3.55, 3.65)],
    ),
    (
        "The group has attacked the town at least once a month since January.",
        [("rate", 1, None)],
    ),
    (
        "Roughly a dozen attacks a month were recorded along the highway.",
        [("rate", 10.8, 13.2)],
    ),
    (
        "They launched on average two to three mortar attacks per day.",
        [("rate", 2, 3)],
    ),
    # Ordinals, firsts, superlatives.
    (
        "This was the third such attack in as many weeks.",
        [("ordinal", 3, 3)],
    ),
    (
        "It was the first attack in the capital since August 2022.",
        [("ordinal", 1, 1)],
    ),
    (
        "The group struck the base for the second time in ten days.",
        [("ordinal", 2, 2), ("duration", 10, 10)],
    ),
    (
        "It was the deadliest attack in the country in more than two years.",
        [("duration", 2, None)],
    ),
    (
        "The region is the second most affected after the capital.",
        [],
    ),
    (
        "The group attacked the city for the first time in its history.",
        [("ordinal", 1, 1)],
    ),
    (
        "It was at least the tenth attack on the highway this year.",
        [("ordinal", 10, None)],
    ),
    (
        "The attack is the sixth of its kind this month.",
        [("ordinal", 6, 6)],
    ),
    (
        "The 21st and 22nd victims were buried on Friday.",
        [("ordinal", 21, 21), ("ordinal", 22, 22)],
    ),
    # Durations.
    (
        "The siege has entered its fourth month.",
        [("ordinal", 4, 4)],
    ),
    (
        "Fighting raged for nearly 48 hours.",
        [("duration", 46, 48)],
    ),
    (
        "The group held the town for two-and-a-half weeks.",
        [("duration", 2.25, 2.75)],
    ),
    (
        "He led the cell for over a decade.",
        [("duration", 1, None)],
    ),
    (
        "The 18-month blockade ended last week.",
        [("duration", 18, 18)],
    ),
    (
        "The ten-year-long insurgency has displaced more than 2 million people.",
        [("duration", 10, 10), ("count", 2_000_000, None)],
    ),
    (
        "The force withdrew within 72 hours of the coup.",
        [("duration", 72, 72)],
    ),
    (
        "The battle lasted the better part of six hours.",
        [("duration", 6, 6)],
    ),
    (
        "Negotiations lasted three days and broke down twice.",
        [("duration", 3, 3), ("count", 2, 2)],
    ),
    # Distances and areas.
    (
        "The ambush took place roughly 35 km south-west of the town.",
        [("distance", 34, 36)],
    ),
    (
        "The group advanced to within five kilometers of the airport.",
        [("distance", 4.5, 5.5)],
    ),
    (
        "The bases are 200-plus miles apart.",
        [("distance", 200, None)],
    ),
    (
        "The drone flew almost 1,000 km.",
        [("distance", 880, 1000)],
    ),
    (
        "The group controls an area of some 3,000 square kilometers.",
        [("distance", 2700, 3300)],
    ),
    # Nested and joined quantities.
    (
        "Five of the 16 attacks killed at least ten people each.",
        [("count", 5, 5), ("count", 16, 16), ("count", 10, None)],
    ),
    (
        "Two of three columns, each of some 50 vehicles, reached the river.",
        [("count", 2, 2), ("count", 3, 3), ("count", 45, 55)],
    ),
    (
        "The group attacked four bases and six villages in the last two weeks of May.",
        [("count", 4, 4), ("count", 6, 6), ("duration", 2, 2)],
    ),
    (
        "Between 800 and 1,000 fighters, or roughly half the force, defected.",
        [("count", 800, 1000), ("share", 45, 55)],
    ),
    (
        "The 12 or 13 bodies were found in three separate graves.",
        [("count", 12, 13), ("count", 3, 3)],
    ),
    (
        "At least 17 to 20 soldiers died and up to 30 more were wounded.",
        [("count", 17, 20), ("count", 0, 30)],
    ),
    (
        "Some two to three hundred fighters took part.",
        [("count", 200, 300)],
    ),
    (
        "The ministry put the toll at 45, local officials at more than 100.",
        [("count", 45, 45), ("count", 100, None)],
    ),
    (
        "The army, which claimed 60 militants killed, lost seven of its own.",
        [("count", 60, 60), ("count", 7, 7)],
    ),
    (
        "The state lost control of 40-60 percent of its territory.",
        [("share", 40, 60)],
    ),
    (
        "Aid reached 1.2-1.5 million people.",
        [("count", 1_200_000, 1_500_000)],
    ),
    (
        "The budget grew by 11 percentage points to 26 percent of spending.",
        [("points", 10.5, 11.5), ("share", 25.5, 26.5)],
    ),
    (
        "A €20 million fund and a $500,000 reward were announced.",
        [("count", 19_500_000, 20_500_000), ("count", 500_000, 500_000)],
    ),
    # Negations and limits.
    (
        "Neither of the two sides claimed more than ten dead.",
        [("count", 2, 2), ("count", 10, None)],
    ),
    (
        "There were no fewer than six raids and no casualties.",
        [("count", 6, None)],
    ),
    (
        "None of the 15 detainees was charged.",
        [("count", 15, 15)],
    ),
    (
        "The toll stands at 30 at most.",
        [("count", 0, 30)],
    ),
    (
        "At the very least 40 people died.",
        [("count", 40, None)],
    ),
    (
        "No less than a third of the force deserted.",
        [("share", 33.333333, 100)],
    ),
    # What a number is not.
    (
        "UN Security Council Resolution 2690 ended the mission on June 30, 2023.",
        [],
    ),
    (
        "The 9/11 attacks and the G5 Sahel force were mentioned.",
        [],
    ),
    (
        "The two-state solution and the three-way talks stalled.",
        [],
    ),
    (
        "On the one hand, the group is weaker; on the other, it is one of several.",
        [("count", 3, None)],
    ),
    (
        "Once the troops left, the group moved in.",
        [],
    ),
    (
        "Minutes later, a second bomb went off.",
        [("ordinal", 2, 2)],
    ),
]
SHORT: list[tuple[str, list[Read]]] = [
    # Large numbers, also as translators leave them.
    ("It cost 2 trillion francs.", [("count", 1.5e12, 2.5e12)]),
    ("It cost $1.5m and stands 30m high.", [("count", 1_450_000, 1_550_000)]),
    ("It offers $6. Millions of dollars.", [("count", 5_500_000, 6_500_000)]),
    ("He killed 6. Thousands fled.", [("count", 6, 6), ("count", 2000, None)]),
    ("It cost 6 millions of dollars.", [("count", 5_500_000, 6_500_000)]),
    ("Then 12 thousand 500 people fled.", [("count", 12_500, 12_500)]),
    ("The area is 1,5 million hectares.", [("distance", 1_450_000, 1_550_000)]),
    ("They drove 30km and found 25kg of powder.", [("distance", 29.5, 30.5), ("count", 25, 25)]),
    ("From 800 to 1 million people fled.", [("count", 800, 800), ("count", 500_000, 1_500_000)]),
    ("Some 2000 fighters remain.", [("count", 1800, 2200)]),
    ("It has 1500 to 2000 fighters.", [("count", 1500, 2000)]),
    ("The 2022 attacks ended in 2023.", []),
    ("Since 2012 militants have killed 40.", [("count", 40, 40)]),
    ("In 2022 soldiers killed 9 men, and in 2023 people fled.", [("count", 9, 9)]),
    ("2023 refugees crossed, more than 2000 people say.", [("count", 2000, None)]),
    # Ranges in words.
    ("Between a third and half deserted.", [("share", 33.3333333333, 50)]),
    ("It rose from a third to half.", [("share", 30, 36.666667), ("share", 45, 55)]),
    ("Raids are two to three times as frequent.", [("ratio", 2, 3)]),
    ("Half a dozen to a dozen men came.", [("count", 6, 12)]),
    # Parts and factors.
    (
        "More than 1.1 million, or one out of five, fled.",
        [("count", 1_100_000, None), ("share", 18, 22)],
    ),
    ("Six-in-ten homes burnt.", [("share", 54, 66)]),
    ("Less than half as many raids came.", [("ratio", 0, 0.5)]),
    ("There were 50 percent as many raids.", [("ratio", 0.495, 0.505)]),
    ("Raids multiplied by three.", [("ratio", 2.7, 3.3)]),
    ("Raids rose 10x.", [("ratio", 9, 11)]),
    ("Raids changed by +60% and -40%.", [("ratio", 1.595, 1.605), ("ratio", 0.595, 0.605)]),
    ("Raids increased by between 20 and 30 percent.", [("ratio", 1.2, 1.3)]),
    ("It rose from 2 to 5 percent.", [("share", 1.5, 2.5), ("share", 4.5, 5.5)]),
    ("The gap is most pronounced there.", []),
    # One, once, and what may stand behind a number.
    ("The raid killed one and wounded three.", [("count", 1, 1), ("count", 3, 3)]),
    ("The toll went from one to three.", [("count", 1, 1), ("count", 3, 3)]),
    ("One of three bases closed.", [("count", 1, 1), ("count", 3, 3)]),
    ("They struck at least once.", [("count", 1, None)]),
    ("A dozen or more men came.", [("count", 12, None)]),
    ("It killed 30, at least two of them children.", [("count", 30, 30), ("count", 2, None)]),
    ("The first three raids failed.", [("count", 3, 3)]),
    ("A quarter of a century passed.", [("duration", 0.225, 0.275)]),
]
FRENCH: list[tuple[str, list[Read]]] = [
    ("En 2012 soldats et rebelles se battaient.", []),
    (
        "Le groupe a mené 41 attaques au deuxième trimestre, contre 29 avant.",
        [("count", 41, 41), ("count", 29, 29)],
    ),
    (
        "Le nombre d'attaques est passé de 12 en mai à 27 en juin, soit une hausse de 125 %.",
        [("count", 12, 12), ("count", 27, 27), ("ratio", 2.245, 2.255)],
    ),
    (
        "Les enlèvements ont plus que doublé depuis le début de la transition.",
        [("ratio", 2, None)],
    ),
    (
        "Sur les 54 attaques recensées, 31 visaient des civils.",
        [("count", 54, 54), ("count", 31, 31)],
    ),
    (
        "Près des trois quarts des victimes sont des éleveurs.",
        [("share", 66, 75)],
    ),
    (
        "La région concentre à elle seule 38 % des décès, soit 412 morts sur 1 084.",
        [("share", 37.5, 38.5), ("count", 412, 412), ("count", 1084, 1084)],
    ),
    (
        "Au moins 70 villageois, dont une vingtaine de femmes, ont été tués.",
        [("count", 70, None), ("count", 18, 22)],
    ),
    (
        "Le groupe mène en moyenne trois à quatre attaques par mois.",
        [("rate", 3, 4)],
    ),
    (
        "L'embuscade s'est produite à une trentaine de kilomètres de la ville.",
        [("distance", 27, 33)],
    ),
    (
        "La base se trouve à environ 15 km au nord de la frontière.",
        [("distance", 14, 16)],
    ),
    (
        "C'est la troisième attaque du genre en moins de deux semaines.",
        [("ordinal", 3, 3), ("duration", 0, 2)],
    ),
    (
        "C'est la première attaque contre la capitale depuis 2016.",
        [("ordinal", 1, 1)],
    ),
    (
        "Les combats ont duré près de 48 heures.",
        [("duration", 46, 48)],
    ),
    (
        "Plus d'un tiers des attaques n'ont pas été revendiquées.",
        [("share", 33.333333, 100)],
    ),
    (
        "Moins d'un civil sur cinq a pu fuir.",
        [("share", 0, 20)],
    ),
    (
        "Le bilan serait de 15 à 20 morts, selon trois sources locales.",
        [("count", 15, 20), ("count", 3, 3)],
    ),
    (
        "L'armée affirme avoir neutralisé une centaine de terroristes et saisi plus de 40 motos.",
        [("count", 90, 110), ("count", 40, None)],
    ),
    (
        "Entre deux et trois millions de personnes ont besoin d'aide.",
        [("count", 2_000_000, 3_000_000)],
    ),
    (
        "Le taux d'attaques a été divisé par trois en un an.",
        [("ratio", 0.3, 0.366667), ("duration", 1, 1)],
    ),
    (
        "Les attaques ont augmenté de près de moitié.",
        [("ratio", 1.32, 1.5)],
    ),
    (
        "Six des huit otages ont été libérés.",
        [("count", 6, 6), ("count", 8, 8)],
    ),
    (
        "Le convoi de 160 camions a été attaqué à deux reprises.",
        [("count", 160, 160), ("count", 2, 2)],
    ),
    (
        "Aucun des 15 détenus n'a été inculpé.",
        [("count", 15, 15)],
    ),
    (
        "Le siège, qui dure depuis plus d'un an, affame 30 000 habitants.",
        [("duration", 1, None), ("count", 30_000, 30_000)],
    ),
    (
        "Les frappes ont tué 17 personnes, dont huit enfants.",
        [("count", 17, 17), ("count", 8, 8)],
    ),
    (
        "Le groupe compterait de 1 000 à 1 500 combattants.",
        [("count", 1000, 1500)],
    ),
    (
        "Quelque 2,5 millions de déplacés vivent dans une cinquantaine de sites.",
        [("count", 2_400_000, 2_600_000), ("count", 45, 55)],
    ),
    (
        "La quasi-totalité des écoles, soit 9 sur 10, sont fermées.",
        [("share", 81, 99)],
    ),
    (
        "On compte en moyenne une attaque tous les deux jours.",
        [("rate", 0.25, 0.75)],
    ),
    (
        "Trois soldats et au moins un civil ont été tués ; quatre autres sont blessés.",
        [("count", 3, 3), ("count", 1, None), ("count", 4, 4)],
    ),
    (
        "Le 28e bataillon a perdu les deux tiers de ses effectifs le 3 mai 2023.",
        [("share", 60, 73.333333)],
    ),
    (
        "La part des civils parmi les victimes a reculé de 12 points, à 41 %.",
        [("points", 11.5, 12.5), ("share", 40.5, 41.5)],
    ),
]


def _read(sentence: str, language: str) -> list[Read]:
    return [(one.kind, one.low, one.high) for one in read_quantities(sentence, language)]


@pytest.mark.parametrize(("sentence", "quantities"), ENGLISH + SHORT)
def test_an_english_sentence_is_read_as_written_out(sentence: str, quantities: list[Read]) -> None:
    assert _read(sentence, "en") == quantities


@pytest.mark.parametrize(("sentence", "quantities"), FRENCH)
def test_a_french_sentence_is_read_as_written_out(sentence: str, quantities: list[Read]) -> None:
    assert _read(sentence, "fr") == quantities
