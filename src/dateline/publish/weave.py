"""From the words of an update to a tree with its numbers, notes and figures resolved.

The tree is neutral: each output lowers the placeholders in its own way, so that notes, numbers
and figures bear the same number everywhere.
"""

from collections import defaultdict, deque
from typing import Any

from dateline.errors import BindingError, PublishRefused
from dateline.model.binding import BINDING_KINDS
from dateline.publish.bindings import OPAQUE
from dateline.publish.citestyle import repeats_notes
from dateline.publish.corrections import write_corrections
from dateline.publish.edition import Bound, ResolvedUpdate
from dateline.publish.kinds import FIGURE_KINDS
from dateline.publish.policy import defang, policy_of_address, safe_href
from dateline.publish.sections import find_section, make_section
from dateline.publish.sentences import ends_sentence, is_takeaway, without_head
from dateline.publish.tree import Node, para, parse_markdown, placeholder, plain_text, words
from dateline.publish.woven import (
    BoundMark,
    Endnote,
    FigureMark,
    NoteItem,
    NoteMark,
    TakeawaysMark,
    Woven,
)

NESTING = ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps")


def weave_update(edition: ResolvedUpdate) -> Woven:
    """Resolve an update's bound words, citations, notes and figures into one tree.

    Raises:
        BindingError: when the tree and the bindings handed over do not agree.
        PublishRefused: when a note has no target, or the prose shows an image of its own.
    """
    update = edition.update
    weaver = _Weaver(edition)
    blocks = weaver.blocks(parse_markdown(without_comments(update.source[update.body_start :])))
    left = [bound.binding.words for queue in weaver.waiting.values() for bound in queue]
    if left:
        raise BindingError(f"Bound words never came up in the text: {left[0]!r}. Report this.")
    weaver.woven.blocks = [*write_corrections(edition), *_level_heads(blocks)]
    return weaver.woven


def without_comments(text: str) -> str:
    """Take comments such as an editor's out of a text: they are for the desk alone.

    >>> without_comments("Calm. <!-- Awa: are we sure? --> `<!-- code -->`")
    'Calm.  `<!-- code -->`'
    """
    return OPAQUE.sub(lambda found: "" if found[0].startswith("<!--") else found[0], text)


class _Weaver:
    """The state of one walk through a tree in reading order."""

    def __init__(self, edition: ResolvedUpdate) -> None:
        self.edition = edition
        self.woven = Woven()
        self.pending: list[NoteItem] = []
        self.repeats = repeats_notes(edition)
        self.by_items: dict[tuple[Any, ...], Endnote] = {}
        self.waiting: dict[tuple[str, str], deque[Bound]] = defaultdict(deque)
        for bound in edition.bound:
            self.waiting[_binding_key(edition, bound)].append(bound)
        self.matters = deque(edition.figures)

    def say(self, key: str) -> str:
        """A phrase in the update's language."""
        return self.edition.say(key)

    def blocks(self, blocks: list[Node]) -> list[Node]:
        """Resolve a list of blocks."""
        out: list[Node] = []
        for block in blocks:
            out.extend(self.block(block))
        return out

    def block(self, block: Node) -> list[Node]:
        """Resolve one block into the blocks that stand for it."""
        kind, content = block["t"], block.get("c", [])
        if kind == "Para" and is_takeaway(content):
            blocks = [para(self.line(without_head(content)))]
            return [placeholder("takeaways", TakeawaysMark(self.say("takeaway"), blocks))]
        if kind == "Div":
            return self.div(content)
        if kind == "RawBlock":
            return []
        return [{"t": kind, "c": self.inside(kind, content)} if content else block]

    def inside(self, kind: str, content: Any) -> Any:  # noqa: ANN401 - as Pandoc nests it
        """Resolve what a block of a kind holds."""
        if kind in ("Para", "Plain"):
            return self.line(content)
        if kind == "Header":
            return [content[0], content[1], self.line(content[2])]
        if kind == "BulletList":
            return [self.blocks(item) for item in content]
        if kind == "OrderedList":
            return [content[0], [self.blocks(item) for item in content[1]]]
        return self.blocks(content) if kind == "BlockQuote" else self.deep(content)

    def div(self, content: list[Any]) -> list[Node]:
        """Resolve a fenced block: a figure, the takeaways, or another."""
        attributes, inner = content
        kinds = [kind for kind in attributes[1] if kind in FIGURE_KINDS]
        if kinds and self.matters:
            matter = self.matters.popleft()
            number = len(self.woven.figures) + 1
            inlines = self.line([part for block in inner[:1] for part in block.get("c", [])])
            mark = FigureMark(number, matter, inlines)
            self.woven.figures.append(mark)
            return [placeholder("figure", mark)]
        if "takeaways" in attributes[1]:
            taken = TakeawaysMark(self.say("takeaways"), self.blocks(inner))
            return [placeholder("takeaways", taken)]
        section = find_section(attributes[1])
        if section:
            return make_section(section, content, self.edition, self.blocks)
        return [{"t": "Div", "c": [attributes, self.blocks(inner)]}]

    def deep(self, node: Any) -> Any:  # noqa: ANN401 - any part of the tree
        """Resolve the lines inside a block of a rarer kind, such as a table."""
        if isinstance(node, list):
            if node and all(isinstance(part, dict) and "t" in part for part in node):
                lines = ("Para", "Plain", "Header", "Div", "BulletList", "OrderedList")
                if node[0]["t"] in lines:
                    return self.blocks(node)
                return self.line(node) if _is_line(node) else [self.deep(part) for part in node]
            return [self.deep(part) for part in node]
        if isinstance(node, dict):
            return {key: self.deep(value) for key, value in node.items()}
        return node

    def line(self, inlines: list[Node]) -> list[Node]:
        """Resolve one line of text; what is bound in a sentence is noted at its end."""
        out: list[Node] = []
        for at, node in enumerate(inlines):
            following = inlines[at + 1] if at + 1 < len(inlines) else None
            if node["t"] in ("Cite", "Note"):
                self.pending.extend(self.cited(node))
                if following is None or following["t"] not in ("Cite", "Note"):
                    self.flush(out)
                continue
            out.extend(self.inline(node))
            noted_next = following is not None and following["t"] in ("Cite", "Note")
            if self.pending and not noted_next and ends_sentence(node, following):
                self.flush(out)
        self.flush(out)
        return out

    def flush(self, out: list[Node]) -> None:
        """Put a note's mark after what waits for one, behind no space."""
        if not self.pending:
            return
        items = tuple({(item.kind, item.key): item for item in self.pending}.values())
        self.pending.clear()
        key = tuple((item.kind, item.key, item.prefix, item.suffix) for item in items)
        note = None if self.repeats else self.by_items.get(key)
        if note is None:
            note = Endnote(len(self.woven.notes) + 1, items)
            self.by_items[key] = note
            self.woven.notes.append(note)
        note.references += 1
        while out and out[-1]["t"] in ("Space", "SoftBreak"):
            out.pop()
        out.append(placeholder("note", NoteMark(note.number, note.references)))

    def inline(self, node: Node) -> list[Node]:
        """Resolve one inline into the inlines that stand for it."""
        kind, content = node["t"], node.get("c", [])
        if kind == "Span":
            return self.span(content)
        if kind in NESTING:
            return [{"t": kind, "c": self.nested(content)}]
        if kind == "Quoted":
            return [{"t": kind, "c": [content[0], self.nested(content[1])]}]
        if kind == "Link":
            return self.link(content)
        if kind == "Image":
            raise PublishRefused(
                f"The update shows an image ({content[2][0]}) that no figure block declares. Write "
                f'`::: {{.image file="{content[2][0]}" alt="..."}}` with its title on the next '
                "line and `:::` after it, and register its licence in images.toml; pages never "
                "embed captures.",
            )
        return [] if kind == "RawInline" else [node]

    def nested(self, inlines: list[Node]) -> list[Node]:
        """Resolve inlines within inlines; their notes wait for the end of the sentence."""
        out: list[Node] = []
        for node in inlines:
            if node["t"] in ("Cite", "Note"):
                self.pending.extend(self.cited(node))
            else:
                out.extend(self.inline(node))
        return out

    def span(self, content: list[Any]) -> list[Node]:
        """Resolve a span: bound words, or a plain one."""
        (identifier, classes, pairs), inner = content
        key = _span_key(self.edition, identifier, dict(pairs))
        if key is None:
            return [{"t": "Span", "c": [[identifier, classes, []], self.nested(inner)]}]
        if not self.waiting[key]:
            raise BindingError(
                f"No answer was handed over for the bound words {plain_text(inner)!r}.",
            )
        bound = self.waiting[key].popleft()
        mark = BoundMark(len(self.woven.numbers) + 1, bound, self.nested(inner))
        self.woven.numbers.append(mark)
        self.pending.extend(_items_of_bound(self.edition, bound))
        return [placeholder("bound", mark)]

    def link(self, content: list[Any]) -> list[Node]:
        """Resolve a link in prose under the policy of the source it leads to."""
        attributes, inner, (address, title) = content
        shown = self.nested(inner)
        policy = policy_of_address(address, self.edition.sources)
        if policy == "live":
            href = address if address.startswith("#") else safe_href(address)
            return [{"t": "Link", "c": [attributes, shown, [href, title]]}] if href else shown
        if policy == "withhold":
            return [] if plain_text(shown) == address else shown
        bare = words(defang(address))
        return bare if plain_text(shown) == address else [*shown, *words(" ("), *bare, *words(")")]

    def cited(self, node: Node) -> list[NoteItem]:
        """Items of a `[@key; @event:ID]` or of a `[^note]`."""
        if node["t"] == "Note":
            inlines = [part for block in node["c"] for part in block.get("c", [])]
            text = plain_text(inlines) + str(len(self.woven.notes))
            return [NoteItem("text", text, inlines=tuple(inlines))]
        items = []
        for cite in node["c"][0]:
            kind, _, rest = cite["citationId"].partition(":")
            prefix = plain_text(cite["citationPrefix"])
            suffix = plain_text(cite["citationSuffix"]).lstrip(", ")
            item = _target(self.edition, kind, rest, cite["citationId"])
            items.append(NoteItem(item[0], item[1], prefix=prefix, suffix=suffix))
        return items


def _target(edition: ResolvedUpdate, kind: str, rest: str, key: str) -> tuple[str, str]:
    if kind == "event" and rest:
        if not rest.isdigit() or int(rest) not in edition.events:
            raise PublishRefused(f"[@{key}] cites an event that the ledger does not have.")
        return "event", rest
    if key not in edition.works:
        raise PublishRefused(
            f"[@{key}] has no target. Add the document, or correct the key in the update.",
        )
    return "work", key


def _items_of_bound(edition: ResolvedUpdate, bound: Bound) -> list[NoteItem]:
    """What a bound phrase adds to the note at the end of its sentence."""
    binding = bound.binding
    if binding.kind == "cited":
        key = binding.query.removeprefix("@").partition("#")[0]
        return [NoteItem(*_target(edition, "", "", key), bound=bound)]
    if binding.kind == "own":
        return [NoteItem("own", binding.query, bound=bound)]
    if binding.kind in ("figure", "assessment"):
        return []
    key = "|".join((binding.kind, binding.query, *map("=".join, binding.arguments.items())))
    return [NoteItem("bound", key, bound=bound)]


def _binding_key(edition: ResolvedUpdate, bound: Bound) -> tuple[str, str]:
    binding = bound.binding
    if binding.id and binding.id in edition.update.bindings:
        return "#", binding.id
    return binding.kind, binding.query


def _span_key(
    edition: ResolvedUpdate, identifier: str, pairs: dict[str, str]
) -> tuple[str, str] | None:
    if identifier and identifier in edition.update.bindings:
        return "#", identifier
    for kind in BINDING_KINDS:
        if kind in pairs:
            return kind, pairs[kind]
    return None


def _is_line(nodes: list[Node]) -> bool:
    return any(node["t"] in ("Str", "Span", "Strong", "Emph") for node in nodes)


def _level_heads(blocks: list[Node]) -> list[Node]:
    """Bring the highest head of the text to the second level, below the title."""
    levels = [block["c"][0] for block in blocks if block["t"] == "Header"]
    shift = 2 - min(levels, default=2)
    return [
        {"t": "Header", "c": [min(block["c"][0] + shift, 6), *block["c"][1:]]}
        if block["t"] == "Header"
        else block
        for block in blocks
    ]
