"""The page on the query language, written from the table of keys."""

from dateline.query.keys import KEYS

_KINDS = {
    "actor": "an actor's id or alias, or a group such as `@state`; `=` leaves subgroups out",
    "pair": "two actors parted by a comma",
    "place": "a region of the desk, `ML`, `ML/Mopti`, `ML/Mopti/Djenne`, or a place by name",
    "reach": "places by name, with a distance such as `~5km`",
    "day": "a day; of a month or year, its first (`since:`) or last (`until:`)",
    "period": "`2023-07-05`, `2023-07`, `2023`, `2022-10..2023-03`, `$name`, or `last:3weeks`",
    "number": "`3`, `>=3`, `>3`, `<=3`, `<3`, or `3..10`",
    "moment": "`2023-12-13T10:00` with or without a zone, or a day, which stands for its end",
    "weapon": "a weapon's name in the lexicon, such as `drone`",
    "source": "a source's key in desk.toml, or of a document",
    "dataset": "a pinned dataset, `NAME` or `NAME@VERSION`",
}
_HEAD = """\
# The query language

One line asks for events, everywhere: on the command line, in an update, in an indicator, in a URL.
This page is written by `query_language_page` from the table of keys, and a test keeps it so.

```
attack by:jnim in:central-mali since:2023-11-19 until:2023-12-13
attack against:@civilians in:ML/Mopti during:2023-07 killed:>=3
type:"Air/drone strike" by:@state in:BF during:2022-10..2023-03 review:accepted
attack near:"Al Sina'a prison"~5km as-reported:2023-04-05T10:00
```

- A word without a key is a definition of the desk, such as `attack`; several are joined by or.
- Different keys are joined by and, a repeated key by or, and so are values: `by:jnim|isgs`.
- A leading `-` on a key turns it round; on the command line, where `-` begins an option, write \
`not:by:jnim`.
- A value with spaces, or with a bar, a tilde or a quotation mark, takes quotes; inside them, \
write \\" for a quotation mark.
- Days are whole days of the desk's time zone, both ends included; exposure ends at the cutoff's \
minute.
- An event whose date interval straddles an edge, or whose place is known too coarsely, is \
*possible*: counted apart and printed beside the number.
- An event without any date meets no period, one without coordinates is near nothing, and a toll \
not stated meets no comparison.
- What cannot be resolved is an error that points at the part and offers the nearest known names.

## Keys

| key | asks | value | example |
|---|---|---|---|
"""
_TAIL = """
## Choices

| key | values |
|---|---|
"""


def query_language_page() -> str:
    """Write docs/query-language.md."""
    rows = [
        f"| `{key.name}:` | {key.says} | {_KINDS.get(key.kind, 'one of the choices below')} "
        f"| `{_escape(key.example)}` |"
        for key in KEYS.values()
    ]
    choices = [
        f"| `{key.name}:` | {', '.join(f'`{choice}`' for choice in key.choices)} |"
        for key in KEYS.values()
        if key.choices
    ]
    return _HEAD + "\n".join(rows) + "\n" + _TAIL + "\n".join(choices) + "\n"


def _escape(text: str) -> str:
    """A bar inside a cell of a table."""
    return text.replace("|", "\\|")
