"""Which rule or model gave each field of a mention, and how sure it was."""

from collections.abc import Iterator
from typing import Final

from dateline.encoder import TaggedEvent, TaggedSpan
from dateline.encoder.labels import STATUS_NAMES, SUBTYPES, TRIGGER
from dateline.extract.fields import Draft
from dateline.model.mention import Ground, Mention
from dateline.model.span import FieldSpan

_LABELS: Final = {
    "trigger": TRIGGER, "perpetrator": "perp", "target": "target", "party": "side",
    "place": "place", "date": "time", "weapons": "weapon", "speakers": "speaker",
    "claimed_by": "claimant", "denied_by": "denier", "blamed": "blamed",
}  # fmt: skip
_DAYS: Final = {
    "published": "counted from the day of publication",
    "weekday and published": "a weekday, counted from the day of publication",
    "inherited": "the day of the event before it",
    "section": "the date line it stands under",
    "stated": "stated in full",
    "cutoff": "counted from the cutoff",
}
_RULES: Final = {
    "trigger": "event words", "perpetrator": "where it stands to the event word",
    "target": "where it stands to the event word", "party": "where it stands to the event word",
    "place": "place names near the event word", "date": "date grammar", "weapons": "weapon words",
    "speakers": "verbs of saying", "claimed_by": "words of claiming",
    "denied_by": "words of denying", "blamed": "words of blaming",
}  # fmt: skip


def ground_fields(mention: Mention, draft: Draft) -> Iterator[Ground]:
    """Say of each field what gave it.

    Args:
        mention: as made from the draft.
        draft: with what a model marked, where one did.

    Yields:
        One ground for each span, and one for each field that rests on more than its span: type,
        status, day, place, and the actors that the lexicon knows.
    """
    marked = draft.marked
    yield from dict.fromkeys(_of_span(span, draft) for span in mention.spans)
    yield _of_choice("sub_event_type", mention.sub_event_type, SUBTYPES, marked)
    yield _of_choice("status", mention.status, STATUS_NAMES, marked)
    if draft.when is not None:
        why = _DAYS.get(draft.when.evidence, draft.when.evidence)
        if not any(span.field == "date" for span in mention.spans) and not why:
            why = "the day of publication"
        yield Ground("date", "rules", None, why)
    if mention.place is not None:
        why = "the place of the event before it" if draft.inherited_place else ""
        if mention.place.gazetteer_id is None:
            why = why or "no place of that name is known, or none is sure enough"
        yield Ground("place", "gazetteer", mention.place.confidence, why)
    for part in mention.actors:
        if part.id is not None:
            yield Ground(part.role, "lexicon", None, f"{part.id}, {part.basis}")


def _of_span(span: FieldSpan, draft: Draft) -> Ground:
    name = span.field.removeprefix("tolls.")
    mark = _mark_on(span, _LABELS.get(name, name), draft)
    if mark is not None:
        return Ground(span.field, "tagger", round(mark.score, 3))
    return Ground(span.field, "rules", None, _RULES.get(name, "casualty grammar"))


def _mark_on(span: FieldSpan, label: str, draft: Draft) -> TaggedSpan | None:
    """What a model marked so at this place, in the draft's own passage or one joined to it."""
    for part in draft.parts:
        if part.marked is None:
            continue
        start, end = span.start - part.scene.start, span.end - part.scene.start
        for mark in (part.marked.trigger, *part.marked.arguments):
            if mark.label == label and mark.start < end and start < mark.end:
                return mark
    return None


def _of_choice(
    field: str, chosen: str, names: tuple[str, ...], marked: TaggedEvent | None
) -> Ground:
    """A type or status: the model's probability weighed with the rules, or the rules alone."""
    if marked is None:
        return Ground(field, "rules", None, "words, parties and weapons of the sentence")
    values = marked.types if field == "sub_event_type" else marked.statuses
    sure = values[names.index(chosen)] if chosen in names else 0.0
    best = max(values)
    why = "" if sure == best else "the rules' choice over the model's likeliest"
    return Ground(field, "tagger", round(sure, 3), why)
