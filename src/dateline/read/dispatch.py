"""The words with which a dispatch begins: place of writing, day and agency."""

import re

_AGENCIES = (
    "Reuters|AFP|AP|Associated Press|Agence France-Presse|Xinhua|Anadolu(?: Agency)?|AA|DPA|EFE"
    "|ANSA|TASS|Interfax|UPI|IRNA|SANA|WAM|PANA|APA|APS|MAP|QNA|KUNA|NAN|BBC|VOA|RFI|IANS|PTI|BNO"
)
_PLACE = r"[^\W\d_a-z][^\W\d_]*(?:[ '’/-][^\W\d_]+){0,3}"
_DAY = r"(?:[^\W\d_]{3,9}\.?\s+\d{1,2}|\d{1,2}\s+[^\W\d_]{3,9}\.?)(?:,?\s+\d{4})?"
_LINE = re.compile(
    rf"(?P<place>{_PLACE})"
    r"(?:,\s*(?P<country>[^\W\d_][\w. ]{2,24}?)|\s+\([^\W\d_][\w. ]{2,24}\))??"
    rf"(?:,\s*(?P<day>{_DAY})?)?"
    rf"\s*(?:\((?P<agency>{_AGENCIES}|[A-Z]{{2,6}}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,2}})\))?"
    r"\s*(?P<dash>[-–—]{1,2}|:)\s+(?=\S)"
)
_UNDASHED = re.compile(rf"(?P<place>{_PLACE}),\s*(?P<day>{_DAY})\s*\((?P<agency>{_AGENCIES})\)\s+")
_PLACELESS = re.compile(rf"(?:(?:{_DAY})\s*)?\((?P<agency>{_AGENCIES})\)\s*[-–—]{{1,2}}\s+(?=\S)")
_ARABIC_SCRIPT = re.compile(
    r"(?P<place>[\u0600-\u06ff\u200c]{2,20}(?: [\u0600-\u06ff\u200c]{2,20}){0,2})"
    r"(?:\s*[،,]\s*[^()–—-]{3,24})?\s*\((?P<agency>[^()]{2,30})\)\s*[-–—:]{1,2}\s*(?=\S)"
)
_LONGEST = 80
_PARTICLES = re.compile(r"(?<=[ -])(?:Au|Aux|De|Des|Du|La|Le|Les|Sur|Of|The|Es|El)(?=[ -])")


def read_dispatch(text: str, whole: str = "") -> tuple[str | None, str | None] | None:
    """Read place and agency from a first paragraph; None where it is no dispatch.

    Args:
        text: the paragraph.
        whole: the document's text: a name that stands in capitals there too is an acronym.

    >>> read_dispatch("BAMAKO, Dec 13 (Reuters) - Two raids hit the road.")
    ('Bamako', 'Reuters')
    >>> read_dispatch("Dec 13 (Reuters) - Two raids hit the road.")
    (None, 'Reuters')
    >>> read_dispatch("Two raids hit the road.") is None
    True
    """
    start = text[: 2 * _LONGEST]
    placeless = _PLACELESS.match(start)
    if placeless is not None:
        return None, placeless["agency"]
    script = _ARABIC_SCRIPT.match(start)
    if script is not None:
        return script["place"], script["agency"]
    match = _LINE.match(start) or _UNDASHED.match(start)
    if match is None or match.end() > _LONGEST or not _stands(match, whole):
        return None
    place = match["place"].strip()
    return (_in_mixed_case(place) if place.isupper() else place), match["agency"]


def _stands(match: re.Match[str], whole: str) -> bool:
    """Whether what precedes the dash is a place line and not a subject or a label."""
    parts = match.groupdict()
    place, agency = parts["place"].strip(), parts["agency"]
    if not place.isupper():
        return agency is not None and re.fullmatch(rf"{_AGENCIES}|[A-Z]{{2,6}}", agency) is not None
    if agency or parts.get("country") or parts.get("day"):
        return True
    again = len(re.findall(rf"(?<!\w){re.escape(place)}(?!\w)", whole))
    return parts["dash"] != ":" and len(place) > len("ISIS") and again < len("12")


def _in_mixed_case(place: str) -> str:
    return _PARTICLES.sub(lambda match: match[0].lower(), place.title())
