"""Kinds of event that no sentence tells without a word for their means."""

import re
from collections.abc import Iterable

_BLAST = (
    r"bomb|blast|explo[sd]|deton|blew|blow|suicid|kamikaze|vest\b|i\.?e\.?d\b|mine\b|mines\b|"
    r"attentat|piégé|ceinture|charge|intihar|patla|infilak|canlı|"
    r"انتحاري|استشهادي|انغماسي|ناسف|نسف|مفخخ|تفخيخ|ملغوم|لغم|ألغام|عبوة|عبوات|قنبلة|قنابل|تفجير|فجر|انفجار|حزام|انتحاری|بمب|ځانمرګ|چاود"
)
_BOMBER = (
    r"suicid|kamikaze|car bomb|v\.?b\.?i\.?e\.?d|blew (?:him|her|them)|voiture piégée|"
    r"véhicule piégé|ceinture explosive|intihar|canlı bomba|bomba yüklü|"
    r"انتحاري|استشهادي|انغماسي|مفخخ|انتحاری|ځانمرګ"
)
# By the sentence of the event, and by the others of its block.
_MEANS = {
    "Suicide bomb": (re.compile(_BLAST, re.IGNORECASE), re.compile(_BOMBER, re.IGNORECASE)),
}


def lacks_means(sub_event_type: str, sentence: str, others: Iterable[str] = ()) -> bool:
    """Whether nothing names the means that a kind of event is defined by.

    Args:
        sub_event_type: the kind.
        sentence: the sentence of the event.
        others: sentences that it may go on from.

    >>> lacks_means("Suicide bomb", "The kidnappers let ten hostages go.")
    True
    >>> lacks_means("Suicide bomb", "The attack killed six.", ["He blew himself up."])
    False
    """
    if sub_event_type not in _MEANS:
        return False
    here, beside = _MEANS[sub_event_type]
    return not here.search(sentence) and not any(beside.search(other) for other in others)
