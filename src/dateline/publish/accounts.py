"""A mention field by field: what it says, on which words, given by what, and how sure."""

from collections.abc import Iterator

from dateline.model.actor import Participant
from dateline.model.mention import FieldAccount, Ground, Mention
from dateline.model.toll import Toll

_ROLES = {"perpetrator": "by", "target": "against", "party": "between"}


def account_fields(mention: Mention) -> list[FieldAccount]:
    """Tell a mention field by field, in the order a reader asks: what, when, where, who, how many.

    A field that the passage does not state is left out.
    """
    told: list[tuple[str, str, str, str, str | None]] = [
        (field, label, value, _words(mention, field), None)
        for field, label, value in (
            ("trigger", "event words", _words(mention, "trigger")),
            ("sub_event_type", "what", f"{mention.sub_event_type} ({mention.event_type})"),
            ("status", "status", mention.status),
            ("date", "when", _say_when(mention)),
            ("place", "where", _say_where(mention)),
        )
    ]
    told += (
        (part.role, _ROLES[part.role], _name_of(part), part.text, part.id or "")
        for part in mention.actors
    )
    told += (
        (f"tolls.{toll.measure}", toll.measure, _say_toll(toll), toll.words, None)
        for toll in mention.tolls
    )
    told += (
        (field, label, ", ".join(names), _words(mention, field), None)
        for field, label, names in (
            ("weapons", "with", mention.weapons),
            ("claimed_by", "claimed by", mention.claimed_by),
            ("denied_by", "denied by", mention.denied_by),
            ("blamed", "blamed", mention.blamed),
            ("speakers", "says", mention.speakers),
        )
    )
    return [
        FieldAccount(field, label, value, words, tuple(_grounds(mention, field, actor)))
        for field, label, value, words, actor in told
        if value
    ]


def _grounds(mention: Mention, field: str, actor: str | None) -> Iterator[Ground]:
    """The grounds of a field, each once; of the lexicon's those of this actor alone."""
    for ground in dict.fromkeys(mention.grounds):
        others = actor is not None and ground.by == "lexicon"
        if ground.field == field and not (others and ground.why.partition(",")[0] != actor):
            yield ground


def _words(mention: Mention, field: str) -> str:
    return " … ".join(dict.fromkeys(span.text for span in mention.spans if span.field == field))


def _name_of(part: Participant) -> str:
    return f"{part.name} [{part.id}], {part.basis}" if part.id else f"{part.name}, {part.basis}"


def _say_when(mention: Mention) -> str:
    if mention.date_start is None or mention.date_end is None:
        return ""
    start, end = mention.date_start.isoformat(), mention.date_end.isoformat()
    year = ", year inferred" if mention.year_inferred else ""
    return (start if start == end else f"{start} to {end}") + year


def _say_where(mention: Mention) -> str:
    place = mention.place
    if place is None:
        return ""
    parts = [place.name, (place.admin1 or "").partition("/")[2], place.country or ""]
    said = ", ".join(dict.fromkeys(part for part in parts if part))
    if place.geo_precision is not None:
        said += f" (precision {place.geo_precision})"
    return said if place.gazetteer_id else f"{said}, not resolved"


def _say_toll(toll: Toll) -> str:
    if toll.low is None and toll.high is None:
        number = "not stated"
    elif toll.high is None:
        number = f"at least {toll.low}"
    elif toll.low == toll.high:
        number = str(toll.high)
    else:
        number = f"{toll.low or 0} to {toll.high}"
    whom = toll.described_as or ("" if toll.of == "unknown" else toll.of.replace("_", " "))
    parts = [number, whom, "imputed" if toll.imputed else ""]
    said = ", ".join(part for part in parts if part)
    return f"{said}, says {toll.speaker}" if toll.speaker else said
