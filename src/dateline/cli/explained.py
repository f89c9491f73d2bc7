"""Mentions explained: each field with its words, what gave it, and how sure that was."""

from collections.abc import Sequence

from dateline.cli.output import print_json, print_table, print_text, say
from dateline.model.mention import FieldAccount, Mention


def print_explained(
    mentions: Sequence[Mention], numbers: Sequence[int] = (), *, as_json: bool = False
) -> None:
    """Print mentions field by field; with their ids where they are recorded."""
    from dateline.pipeline.record.pages import account_mention

    if not mentions and not as_json:
        say("No mention of an event was found.")
    for at, mention in enumerate(mentions):
        number = numbers[at] if at < len(numbers) else None
        fields = account_mention(mention)
        if as_json:
            print_json([_record(mention, number, fields)])
            continue
        named = f"Mention {number} of" if number is not None else "A mention in"
        print_text(f"{named} {mention.document}, by {mention.extractor}")
        print_text(f"  “{' '.join(mention.sentence.split())}”")
        print_text(f"  confidence {mention.confidence:.2f}, that this is such an event")
        print_text("")
        print_table(
            ("field", "says", "words", "given by"),
            ((row.label, row.value, row.words, row.given_by or "not kept") for row in fields),
        )
        print_text("")


def _record(
    mention: Mention, number: int | None, fields: Sequence[FieldAccount]
) -> dict[str, object]:
    return {
        "id": number,
        "document": mention.document,
        "sentence": mention.sentence,
        "confidence": mention.confidence,
        "extractor": mention.extractor,
        "fields": [
            {
                "field": row.field,
                "value": row.value,
                "words": row.words,
                "given_by": list(row.grounds),
            }
            for row in fields
        ],
    }
