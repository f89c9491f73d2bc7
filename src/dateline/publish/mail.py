"""An e-mail from the same tree: plain text beside HTML, styles in place, pictures inside."""

import hashlib
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from dateline.publish.edition import DrawnFigure, ResolvedUpdate, series_of
from dateline.publish.endnotes import unlink_notes, write_notes
from dateline.publish.made import describe_making
from dateline.publish.phrases import Words
from dateline.publish.policy import refuse_leaks, secrets_of
from dateline.publish.receipts import say_range
from dateline.publish.templates_of import find_template
from dateline.publish.tree import Node, lower, para, plain_text, words, write_tree
from dateline.publish.weave import weave_update
from dateline.publish.woven import FigureMark

LOOKS = Path(__file__).resolve().parent / "templates" / "mail.toml"


def render_email(edition: ResolvedUpdate, drawn: Sequence[DrawnFigure] = ()) -> bytes:
    """Write an update as a multipart message without sender and recipients.

    Args:
        edition: the update with every answer beside it.
        drawn: its figures, in order; their PNG goes in.

    Returns:
        The message's bytes; the same edition gives the same bytes.

    Raises:
        BindingError: when a bound phrase has no answer.
        PublishRefused: when a note has no target, or a withheld source would be named.
    """
    secrets = secrets_of(edition)
    page, text = _parts(edition, drawn, secrets)
    refuse_leaks(page, secrets, "e-mail")
    refuse_leaks(text, secrets, "e-mail")
    message = EmailMessage(policy=SMTP)
    message["Subject"] = edition.update.title
    day = datetime.fromisoformat(edition.facts.published[:10]).replace(tzinfo=UTC)
    message["Date"] = format_datetime(day)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    body = message.get_payload()[1]  # type: ignore[index]
    for figure in drawn:
        name = f"figure-{figure.number}.png"
        body.add_related(  # type: ignore[union-attr]
            figure.png, "image", "png", cid=f"<{name}>", filename=name, disposition="inline"
        )
    mark = hashlib.sha256((page + text).encode()).hexdigest()
    for number, part in enumerate(each for each in message.walk() if each.is_multipart()):
        part.set_boundary(f"dateline-{number}-{mark[:24]}")
    return message.as_bytes()


class _MailWriter:
    """Lowers the placeholders of one update, for HTML or for plain text."""

    def __init__(self, say: Words, drawn: Sequence[DrawnFigure], *, rich: bool) -> None:
        self.say = say
        self.drawn = {figure.number: figure for figure in drawn}
        self.rich = rich

    def write(self, kind: str, payload: Any) -> list[Node]:  # noqa: ANN401 - each kind has its own
        """Write one placeholder."""
        if kind == "note":
            if self.rich:
                return [{"t": "Superscript", "c": words(str(payload.note))}]
            return words(f"[{payload.note}]")
        if kind == "bound":
            judged = payload.bound.assessment
            assessed = payload.bound.binding.kind == "assessment" and judged
            return [
                *payload.inlines,
                *(words(f" {say_range(judged, self.say)}") if assessed else []),
            ]
        if kind == "takeaways":
            return [{"t": "Header", "c": [2, ["", [], []], words(payload.head)]}, *payload.blocks]
        return self.figure(payload)

    def figure(self, mark: FigureMark) -> list[Node]:
        """A figure: title, picture where there is one, note and credit."""
        title = para(
            [{"t": "Strong", "c": [*words(f"{self.say('figure')} {mark.number}. "), *mark.inlines]}]
        )
        drawing = self.drawn.get(mark.number)
        if drawing is None:
            return [title]
        told = " ".join(
            part
            for part in (drawing.note, f"{self.say('credit')}{self.say('colon')}{drawing.credit}.")
            if part
        )
        if not self.rich:
            return [title, para(words(drawing.alt)), para(words(told))]
        picture = {
            "t": "Image",
            "c": [["", [], []], words(drawing.alt), [f"cid:figure-{mark.number}.png", ""]],
        }
        beside = {"t": "Div", "c": [["", ["beside"], []], [para(words(told))]]}
        return [title, para([picture]), beside]


def _parts(
    edition: ResolvedUpdate, drawn: Sequence[DrawnFigure], secrets: frozenset[str]
) -> tuple[str, str]:
    """The message as HTML and as plain text."""
    woven = weave_update(edition)
    notes = write_notes(edition, woven.notes, secrets)
    made = describe_making(edition, woven, secrets)
    out = []
    for rich in (True, False):
        writer = _MailWriter(edition.say, drawn, rich=rich)
        blocks = lower(woven.blocks, writer.write)
        if woven.notes:
            head = words(edition.say("endnotes"))
            blocks.append({"t": "Header", "c": [2, ["", [], []], head]})
        for note, inlines in zip(woven.notes, notes, strict=True):
            told = unlink_notes(inlines) if rich else words(plain_text(inlines))
            blocks.append(para([*words(f"{note.number}. "), *told]))
        blocks.append({"t": "Header", "c": [2, ["", [], []], words(edition.say("made"))]})
        blocks += [
            para(words(made.text)),
            para(words(f"{edition.say('state')} {edition.facts.state}")),
        ]
        out.append(_rich(edition, blocks) if rich else _plain(edition, blocks))
    return out[0], out[1]


def _rich(edition: ResolvedUpdate, blocks: list[Node]) -> str:
    """HTML whose every element carries its own style."""
    from lxml import html

    opening = [
        para(words(_line(edition))),
        {"t": "Header", "c": [1, ["", [], []], words(edition.update.title)]},
        para(words(_facts(edition))),
    ]
    looks = tomllib.loads(find_template(LOOKS, edition.templates).read_text("utf-8"))
    tree = html.fromstring(f"<div>{write_tree([*opening, *blocks], 'html5')}</div>")
    small = False
    endings = [edition.say(key) for key in ("endnotes", "made")]
    for element in tree.iter():
        style = looks.get(str(element.tag), "")
        if element.tag == "h2":
            small = "".join(map(str, element.itertext())) in endings
        under = element.getparent()
        beside = under is not None and under.get("class") == "beside"
        if style and (small or beside) and element.tag == "p":
            style += f";{looks['small']}"
        if style and edition.direction == "rtl":
            style = style.replace("-left:", "-right:")  # mail programs know left and right only
        if style:
            element.set("style", style)
    inner = html.tostring(tree, encoding="unicode")
    return (
        f'<!doctype html><html lang="{edition.language}" dir="{edition.direction}"><head>'
        f'<meta charset="utf-8"></head><body style="margin:0"><div style="{looks["frame"]}">{inner}'
        "</div></body></html>"
    )


def _plain(edition: ResolvedUpdate, blocks: list[Node]) -> str:
    opening = f"{_line(edition)}\n\n{edition.update.title}\n{'=' * len(edition.update.title)}\n"
    return f"{opening}\n{_facts(edition)}\n\n{write_tree(blocks, 'plain')}"


def _line(edition: ResolvedUpdate) -> str:
    facts = edition.facts
    return " · ".join((facts.desk, series_of(edition), edition.say.date(facts.published)))


def _facts(edition: ResolvedUpdate) -> str:
    update = edition.update
    told = [", ".join(update.authors)] if update.authors else []
    told += [edition.say.cutoff(update.cutoff)] if update.cutoff else []
    return " · ".join(told)
