"""How each language ties a quotation to its speaker: verbs, and the words before a name."""

import re
from dataclasses import dataclass

_STOP = r".;:!?؛؟۔“”„\"«»()\[\]\n"
_TITLES = "|".join(
    rf"(?<=\b{title})\."
    for title in ("Gen", "Col", "Lt", "Maj", "Capt", "Sgt", "Brig", "Dr", "Mr", "Mrs", "Ms", "St",
                  "Prof", "Sen", "Gov", "Rep", "Rev", "Adm", "Cmdr", "Ste", "Jr", "Sr")
)  # fmt: skip
_LETTER = rf"(?:[^{_STOP}]|{_TITLES}|(?<=\b[A-Z])\.)"
_NO_COMMA = rf"(?:[^{_STOP},،]|{_TITLES}|(?<=\b[A-Z])\.)"


@dataclass(frozen=True, slots=True)
class Manner:
    """A language's ways to say who speaks, as patterns with the group `who`.

    Attributes:
        before: looked for at the end of the words before a quotation.
        after: looked for at the start of the words after it.
        pronoun: words that stand for the speaker named before.
        closing: verbs that end a sentence whose subject stands before the quotation.
    """

    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    pronoun: re.Pattern[str]
    closing: re.Pattern[str] | None = None


def _manner(  # noqa: PLR0913 - a row of a table, by name
    says: str,
    *,
    source: str,
    pronoun: str,
    verb_first: str = "",
    opens: bool = False,
    tail: str = "",
    closing: str = "",
) -> Manner:
    """Build the patterns of one language.

    Args:
        says: verbs that follow their subject ("the prefect said").
        source: words before a name ("according to").
        pronoun: words for a speaker named before.
        verb_first: verbs that may stand before their subject ("said the prefect").
        opens: whether such a verb opens sentences that lead to a quotation, as in Arabic.
        tail: what may follow the verb before the quotation opens.
        closing: verbs that end a sentence whose subject stands before the quotation.
    """
    before = [
        rf"(?:^|[,،]\s*)(?:{source})\s+(?P<who>{_NO_COMMA}{{2,90}}?)\s*[,،:]\s*$",
        rf"(?:^|[.;:!?]\s*)(?P<who>{_LETTER}{{2,200}}?)\s+(?:{says})(?!\w)(?:{tail}){{0,1}}\s*[,،:]?\s*$",
    ]
    after = [
        r"^\s*[,،]?\s*(?:\w+-){1,2}(?P<who>il|elle|ils|elles|on)(?!\w)",
        rf"^\s*[,،.]?\s*(?:{source})\s+(?P<who>{_NO_COMMA}{{2,90}})",
        rf"^\s*[,،]?\s*(?P<who>{_NO_COMMA}{{2,80}}?(?:[,،]{_NO_COMMA}{{2,70}}[,،])?)\s+(?:{says})(?!\w)",
    ]
    if opens:
        before.insert(
            1,
            rf"(?:^|[\s,،])(?:{verb_first})\s+(?P<who>{_NO_COMMA}{{2,110}}?)(?:{tail})?\s*[,،:]?\s*$",
        )
    if verb_first:
        after.insert(1, rf"^\s*[,،.]?\s*(?:{verb_first})\s+(?P<who>{_NO_COMMA}{{2,90}})")
    compiled = re.IGNORECASE
    return Manner(
        tuple(re.compile(form, compiled) for form in before),
        tuple(re.compile(form, compiled) for form in after),
        re.compile(rf"(?:{pronoun})", compiled),
        re.compile(rf"\s*[,،]?\s*(?:{closing})(?!\w)", compiled) if closing else None,
    )


_ENGLISH = (
    r"(?:has |have |had |also |later |then )*(?:said|says|say|added|adds|stated|declared|announced"
    r"|explained|warned|noted|wrote|writes|tweeted|posted|insisted|confirmed|argued|claimed|asked"
    r"|replied|reported|recalled|continued|concluded|vowed|admitted|acknowledged|stressed|told)"
)
_FRENCH = (
    r"(?:a|ont|avait|avaient)\s+(?:\w+ment\s+|aussi\s+|également\s+)?(?:déclaré|affirmé|indiqué"
    r"|expliqué|ajouté|dit|précisé|souligné|estimé|confié|assuré|annoncé|rapporté|averti|écrit"
    r"|raconté|témoigné|conclu|lancé|regretté|dénoncé|prévenu)"
    r"|déclare|affirme|indique|explique|ajoute|dit|précise|souligne|estime|confie|assure|raconte"
)
_ARABIC = (
    r"(?:و|ف)?(?:قال|قالت|يقول|تقول|صرح|صرّح|صرحت|أكد|أكدت|أضاف|أضافت|أوضح|أوضحت|أعلن|أعلنت|ذكر"
    r"|ذكرت|أشار|أشارت|تابع|تابعت|كتب|كتبت|حذر|حذرت|نقل عن|نقلت عن)"
)
_PERSIAN = (
    r"(?:نیز\s+|هم\s+|همچنین\s+)?(?:گفت|گفته است|گفته‌است|گفتند|گفته‌اند|می‌گوید|میگوید|می‌گویند"
    r"|افزود|افزوده است"
    r"|اعلام کرد|اظهار داشت|اظهار کرد|نوشت|نوشته است|تأکید کرد|تاکید کرد|تصریح کرد|هشدار داد"
    r"|توضیح داد|خاطرنشان کرد)"
)
MANNERS = {
    "en": _manner(
        _ENGLISH,
        source=r"according to|in the words of|as",
        pronoun=r"he|she|they|it|I|we|who",
        verb_first=_ENGLISH.replace("|told", ""),
        tail=r"\s+[^.;:“”\"]{1,70}",
    ),
    "fr": _manner(
        _FRENCH,
        source=r"selon|d[’']après|pour|aux yeux de",
        pronoun=r"il|elle|ils|elles|on|-t-il|-t-elle|t-il|t-elle",
        verb_first=rf"(?:{_FRENCH})(?:-t-(?=il|elle))?(?:\s+à\s+(?:l[’'])?[^\W\d_]+)?",
        tail=r"\s+[^.;:“”\"«»]{1,70}",
    ),
    "ar": _manner(
        _ARABIC,
        source=r"(?:و)?(?:بحسب|حسب|وفقا ل|وفقاً ل|وفق|على حد قول|كما قال|كما قالت)",
        pronoun=r"إنه|إنها|إن|أن|في|هو|هي|بأن",
        verb_first=_ARABIC,
        opens=True,
        tail=r"\s+(?:إن|أن|إنه|إنها|في|لوكالة|ل|خلال|لـ)[^.؛:«“\"]{0,70}",
    ),
    "tr": _manner(
        r"(?:dedi|söyledi|açıkladı|belirtti|konuştu|ekledi|kaydetti|vurguladı|aktardı|ifade etti"
        r"|şunları söyledi|şöyle konuştu|şöyle dedi|ise şunları kaydetti)",
        source=r"(?:diye konuşan|diyen)",
        pronoun=r"o|kendisi|onlar",
        verb_first=r"(?:diyen|ifadesini kullanan|diye konuşan)",
        closing=r"dedi|diye konuştu|diye ekledi|ifadelerini kullandı|ifadesini kullandı"
        r"|şeklinde konuştu|değerlendirmesinde bulundu|açıklamasını yaptı",
    ),
    "fa": _manner(
        _PERSIAN,
        source=r"به گفتهٔ|به گفته|به نقل از|به گزارش|از قول|به باور",
        pronoun=r"او|وی|آنها|آن‌ها|ایشان",
        tail=r"\s+(?:که|در|به)[^.؛:«“\"]{0,70}",
    ),
    "ps": _manner(
        r"(?:هم\s+)?(?:وویل|ویلي|ویلي دي|وايي|وایي|زیاته کړه|زیاته کړې"
        r"|خبرداری ورکړ|ولیکل|څرګنده کړه)",
        source=r"د(?=\s[^.]{2,60}په وینا)|د خبرې له مخې",
        pronoun=r"هغه|هغې|هغوی|نوموړي|ده|دی",
        tail=r"\s+(?:چې|په)[^.؛:«“\"]{0,70}",
    ),
    "ur": _manner(
        r"(?:نے|کا)\s+(?:مزید\s+|بھی\s+)?(?:کہا|کہنا)(?:\s+(?:ہے|تھا|کہ))*"
        r"|نے بتایا|نے لکھا|نے خبردار کیا",
        source=r"بقول",
        pronoun=r"انہوں|ان|اس|انھوں|وہ",
        tail=r"\s+(?:کہ|ہے کہ|تھا کہ)",
    ),
    "ha": _manner(
        r"(?:ya|ta|sun|an|yace|tace)\s*(?:ce|kara da cewa|bayyana|shaida|fada|rubuta)|yace|tace",
        source=r"in ji|a cewar|inji",
        pronoun=r"shi|ita|su|ya|ta",
        tail=r"\s+[^.;:“”\"]{1,60}",
    ),
    "sw": _manner(
        r"(?:alisema|amesema|anasema|walisema|wamesema|wanasema|aliongeza|ameongeza|alieleza"
        r"|ameeleza|aliambia|ameiambia|aliiambia|alionya|ameonya|aliandika|ameandika)",
        source=r"kwa mujibu wa|kulingana na",
        pronoun=r"yeye|wao",
        verb_first=r"(?:alisema|amesema|anasema|walisema|wamesema|aliongeza|alieleza|ameeleza)",
        tail=r"\s+[^.;:“”\"]{1,60}",
    ),
    "so": _manner(
        r"(?:(?:ayaa|oo|ayay|wuxuu|waxay|waxa uu|waxa ay)\s+)?(?:yiri|yidhi|tiri|tidhi|sheegay"
        r"|sheegtay|sheegeen|yiraahdeen|ku daray|ku dartay|qoray|xaqiijiyay)",
        source=r"sida uu sheegay|sida ay sheegtay|sida uu yiri",
        pronoun=r"wuxuu|waxay|isaga|iyada|uu|ay",
        verb_first=r"(?:ayuu yiri|ayay tiri|ayuu yidhi|ayuu sheegay|ayay sheegtay)",
    ),
}
MANNERS["prs"] = MANNERS["fa"]
