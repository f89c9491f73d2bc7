"""Kinds of event that no sentence tells without a word for their means."""

import re

_BLAST = (
    r"bomb|blast|explo[sd]|deton|blew|blow|suicid|kamikaze|vest\b|i\.?e\.?d\b|mine\b|mines\b|"
    r"attentat|piégé|ceinture|intihar|patla|infilak|canlı|"
    r"انتحاري|مفخخ|تفجير|فجر|انفجار|حزام|انتحاری|بمب|ځانمرګ|چاود"
)
_ARMS = (
    r"weapon|arm[se]\b|ammunition|munition|rocket|missile|shell|mortar|drone|grenade|projectile|"
    r"device|ordnance|defus|disarm|demin|cache|shot down|intercept(?:ed|s|ion)|air defen|"
    r"engin|obus|roquette|désamor|démin|désarm|silah|mühimmat|füze|roket|imha|havan|"
    r"سلاح|أسلحة|ذخير|صاروخ|صواريخ|قذيف|قذائف|لغم|ألغام|عبوة|مسيرة|مسيّرة|اعتراض|"
    r"اسلحه|مهمات|موشک|راکت|ماین|پهپاد|وسله|وسلې|توغندي|" + _BLAST
)
_MEANS = {
    "Suicide bomb": re.compile(_BLAST, re.IGNORECASE),
    "Disrupted weapons use": re.compile(_ARMS, re.IGNORECASE),
}


def lacks_means(sub_event_type: str, text: str) -> bool:
    """Whether a text has no word for the means that a kind of event is defined by.

    >>> lacks_means("Suicide bomb", "The kidnappers let ten hostages go.")
    True
    >>> lacks_means("Suicide bomb", "He blew himself up."), lacks_means("Attack", "He let them go.")
    (False, False)
    """
    means = _MEANS.get(sub_event_type)
    return means is not None and means.search(text) is None
