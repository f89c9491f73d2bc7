"""Sentences for invented accounts, in English, French and Arabic."""

# ruff: noqa: PLR2004 - the shares of an invented world stand where they are used

import random
from collections.abc import Sequence

_VERBS = {
    "en": {
        "Armed clash": ("fighting broke out", "a clash took place", "the two sides exchanged fire"),
        "Attack": (
            "gunmen attacked residents",
            "armed men raided the area",
            "an attack hit people",
        ),
        "Remote explosive/landmine/IED": ("an explosive device went off", "a mine blew up"),
        "Abduction/forced disappearance": ("armed men took hostages", "people were kidnapped"),
        "Air/drone strike": ("a drone struck", "an air strike hit the area"),
        "Looting/property destruction": ("assailants looted property", "houses were burnt"),
        "": ("an incident was reported", "violence was reported"),
    },
    "fr": {
        "Armed clash": ("des combats ont éclaté", "un accrochage a eu lieu"),
        "Attack": ("des hommes armés ont attaqué des habitants", "une attaque a visé des gens"),
        "Remote explosive/landmine/IED": ("un engin explosif a sauté", "une mine a explosé"),
        "Abduction/forced disappearance": ("des hommes armés ont pris des otages",),
        "Air/drone strike": ("un drone a frappé", "une frappe aérienne a touché la zone"),
        "Looting/property destruction": ("des assaillants ont pillé des biens",),
        "": ("un incident a été signalé", "des violences ont été signalées"),
    },
    "ar": {
        "Armed clash": ("اندلعت اشتباكات", "وقع تبادل لإطلاق النار"),
        "Attack": ("هاجم مسلحون السكان", "شن مسلحون هجوما"),
        "Remote explosive/landmine/IED": ("انفجرت عبوة ناسفة", "انفجر لغم"),
        "Abduction/forced disappearance": ("خطف مسلحون رهائن",),
        "Air/drone strike": ("قصفت طائرة مسيرة المنطقة", "أصابت غارة جوية المنطقة"),
        "Looting/property destruction": ("نهب مهاجمون ممتلكات",),
        "": ("وقع حادث", "وقعت أعمال عنف"),
    },
}
_DETAILS = {
    "en": (
        "as worshippers left a mosque", "near the weekly cattle market", "on the road to the well",
        "while a convoy of fuel trucks crossed a bridge", "beside the primary school",
        "during a wedding", "at a gold mining site", "outside the health centre",
        "as farmers harvested millet", "at a fishing camp by the river",
        "at a customs post before dawn", "on a passenger bus",
    ),
    "fr": (
        "alors que des fidèles quittaient une mosquée", "près du marché à bétail",
        "sur la route du puits", "au passage d'un convoi de citernes sur un pont",
        "à côté de l'école primaire", "pendant un mariage", "sur un site d'orpaillage",
        "devant le centre de santé", "pendant la récolte du mil",
        "dans un campement de pêcheurs au bord du fleuve", "à un poste de douane avant l'aube",
        "contre un car de passagers",
    ),
    "ar": (
        "أثناء خروج المصلين من مسجد", "قرب سوق الماشية", "على طريق البئر",
        "أثناء عبور قافلة شاحنات وقود جسرا", "بجانب المدرسة الابتدائية", "خلال حفل زفاف",
        "في موقع لتعدين الذهب", "أمام المركز الصحي", "بينما كان مزارعون يحصدون الدخن",
        "في مخيم للصيادين على ضفة النهر", "في نقطة جمركية قبل الفجر", "على حافلة ركاب",
    ),
}  # fmt: skip
_DEAD = {
    "en": ("leaving {n} dead", "killing {n} people"),
    "fr": ("faisant {n} morts", "tuant {n} personnes"),
    "ar": ("ما أسفر عن مقتل {n} أشخاص", "وقتل {n} أشخاص"),
}
_SAYS = {
    "en": ("said {who}, a local official", "according to {who}, who leads the village"),
    "fr": ("a indiqué {who}, un responsable local", "selon {who}, chef du village"),
    "ar": ("بحسب {who} وهو مسؤول محلي", "كما قال {who} شيخ القرية"),
}
_AT = {"en": "in {place}", "fr": "à {place}", "ar": "في {place}"}


def tell(  # noqa: PLR0913 - what a sentence says
    chance: random.Random,
    language: str,
    place: str,
    *,
    dead: int | None,
    kind: str,
    details: Sequence[int],
    name: str,
) -> str:
    """One account in a sentence: the kind, the place, one or two details, perhaps the toll."""
    verbs = _VERBS[language]
    parts = [chance.choice(verbs.get(kind, verbs[""])), _AT[language].format(place=place)]
    shown = [detail for detail in details if chance.random() < 0.75] or [details[0]]
    parts += [_DETAILS[language][detail] for detail in shown]
    if dead is not None:
        parts.append(chance.choice(_DEAD[language]).format(n=dead))
    if chance.random() < 0.6:
        parts.append(chance.choice(_SAYS[language]).format(who=name))
    return ", ".join(parts).capitalize() + "."
