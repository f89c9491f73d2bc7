"""Bindings for numbers that have none: queries whose answer lies in the set the words allow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

from dateline.errors import CommandError
from dateline.model.binding import Binding, UnboundNumber
from dateline.model.finding import Finding
from dateline.pipeline.counting.check import Answerer, UpdateCheck, answer_for
from dateline.pipeline.counting.clauses import Clause, read_clause, read_context, says_the_same
from dateline.pipeline.keeping.whole import rewrite_text

MOST = 3
_BARE = re.compile(r"[$\w-]+")
_COUNTED = ("count", "rate", "sum")
_SUMMED = ("killed", "injured", "abducted")
_KINDS = {
    "count": ("count", "sum"), "rate": ("rate",), "share": ("share",),
    "ratio": ("change",), "distance": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A binding for a number that has none.

    Attributes:
        number: the number, with its place in the update's source.
        binding: the attributes to put behind it, `{count="..."}`.
        found: what the ledger says.
    """

    number: UnboundNumber
    binding: str
    found: str


Proposals = list[tuple[UnboundNumber, list[Proposal]]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A way to bind: how near it lies to the number, its kind, its query and arguments."""

    rank: int
    kind: str
    query: str
    arguments: dict[str, str]


def propose_bindings(check: UpdateCheck) -> Proposals:
    """Propose up to three bindings for each number that nothing binds, the likeliest first.

    Candidates are queries made of what the number's own clause names, the queries that the update
    binds already, nearest first, and the desk's definitions in the update's periods and the desk's
    regions. Only what holds is proposed, and no query that leaves out an actor, a place or a
    period which the clause names.
    """
    desk = answer_for(check.update, check.prose, check.asker)
    candidates = list(_candidates(check))
    return [(number, _propose(check, desk, number, candidates)) for number in check.prose.unbound]


def write_bindings(
    check: UpdateCheck, proposals: list[tuple[UnboundNumber, list[Proposal]]]
) -> int:
    """Put the first proposal of each number into the update's file.

    Returns:
        How many were written.

    Raises:
        CommandError: the file changed since it was checked; nothing is written.
        DeskError: the file cannot be written.
    """
    source, written = check.update.source, 0
    for number, found in sorted(proposals, key=lambda one: -one[0].start):
        if found:
            bound = f"[{source[number.start : number.end]}]{found[0].binding}"
            source = source[: number.start] + bound + source[number.end :]
            written += 1
    if written:
        update, folder = check.update, check.asker.opened.desk.folder
        rewrite_text(folder, Path(update.path), update.source, source)
    return written


def _propose(
    check: UpdateCheck, desk: Answerer, number: UnboundNumber, candidates: list[_Candidate]
) -> list[Proposal]:
    kinds = _KINDS.get(number.kind, ())
    clause = read_clause(check.update.source, number.start, number.end, check.asker, desk.language)
    around = read_context(check.update.source, number.start, check.asker, desk.language)
    own = list(_of_clause(check, number, clause, around))
    ordered = sorted([*own, *candidates], key=lambda one: _distance(check, number, one))
    proposals: list[Proposal] = []
    for candidate in ordered:
        if candidate.kind not in kinds or not _fits(check, clause, candidate):
            continue
        binding, finding = _try(check, desk, number, candidate)
        if finding.verdict == "holds" and finding.why not in ("within-chance", "short-record"):
            proposal = Proposal(number, _write(binding), finding.found)
            proposals += [] if proposal in proposals else [proposal]
        if len(proposals) == MOST:
            break
    return proposals


def _try(
    check: UpdateCheck, desk: Answerer, number: UnboundNumber, candidate: _Candidate
) -> tuple[Binding, Finding]:
    source = check.update.source
    arguments = dict(candidate.arguments)
    if candidate.kind == "rate" and number.per:
        arguments["per"] = number.per
    binding = Binding(
        candidate.kind, candidate.query, number.text, number.start, number.end, number.start,
        number.end, arguments,
        before=source[max(0, number.start - 80) : number.start].rpartition("\n\n")[2],
        after=source[number.end : number.end + 80].partition("\n\n")[0].partition("[")[0],
    )  # fmt: skip
    return binding, desk.check(binding).finding


def _candidates(check: UpdateCheck) -> Iterator[_Candidate]:
    """Every way that the update's own queries, and the desk's definitions, could bind a number."""
    seen: set[tuple[str, str, str]] = set()
    for candidate in (*_of_update(check), *_of_desk(check)):
        key = (candidate.kind, candidate.query, str(sorted(candidate.arguments.items())))
        if key not in seen:
            seen.add(key)
            yield candidate


def _fits(check: UpdateCheck, clause: Clause, candidate: _Candidate) -> bool:
    """Whether a candidate asks for the actors, places and days that the clause names."""
    line = candidate.query
    if candidate.kind == "share":
        line = f"{candidate.arguments.get('of', '')} {line}"
    if candidate.kind == "change":
        clause = replace(clause, periods=())
    try:
        return says_the_same(clause, check.asker.resolve(line), check.asker)
    except CommandError:
        return False


def _of_clause(
    check: UpdateCheck, number: UnboundNumber, clause: Clause, around: Clause
) -> Iterator[_Candidate]:
    """The desk's definitions by the actors, in the places and over the days that a clause names.

    What it leaves out is what was named last before it, or nothing.
    """
    if not clause.says:
        return
    when = "".join(f" during:{first}..{last}" for first, last in clause.periods[:1])
    for told in (around, clause):
        who = "".join(f" by:{actor}" for actor in (clause.actors or told.actors)[:1])
        for where in dict.fromkeys((_say_place(clause) or _say_place(told), _say_place(clause))):
            for definition in check.asker.opened.desk.definitions:
                yield from _ways(f"{definition}{who}{where}{when}", number.start)


def _say_place(clause: Clause) -> str:
    """The first region or place of a clause, as a query names it."""
    named = [*clause.regions, *clause.places]
    return f" in:{named[0] if _BARE.fullmatch(named[0]) else _quote(named[0])}" if named else ""


def _of_update(check: UpdateCheck) -> Iterator[_Candidate]:
    bound = [one for one in check.prose.bindings if one.kind in (*_COUNTED, "share", "change")]
    for binding in bound:
        yield _Candidate(binding.start, binding.kind, binding.query, _measured(binding.arguments))
    for binding in bound:
        line = binding.arguments.get("of", "") if binding.kind == "share" else binding.query
        if binding.kind != "change":
            yield from _ways(line, binding.start)
    for part, whole in permutations([one for one in bound if one.kind == "share"], 2):
        yield _Candidate(part.start, "share", part.query, {"of": whole.arguments.get("of", "")})


def _of_desk(check: UpdateCheck) -> Iterator[_Candidate]:
    """Definitions of the desk, in the update's periods and the desk's regions."""
    far = len(check.update.source)
    desk = check.asker.opened.desk
    periods = {**desk.periods, **check.update.periods}
    for definition in desk.definitions:
        for region in ("", *(f" in:{key}" for key in desk.regions)):
            for name in periods:
                yield from _ways(f"{definition}{region} during:${name}", far)
            for first, second in permutations(periods, 2):
                yield _Candidate(
                    far, "change", f"{definition}{region}",
                    {"from": f"${first}", "to": f"${second}", "per": "month"},
                )  # fmt: skip


def _ways(line: str, at: int) -> Iterator[_Candidate]:
    yield _Candidate(at, "count", line, {})
    yield _Candidate(at, "rate", line, {"per": "week"})
    for toll in _SUMMED:
        yield _Candidate(at, "sum", line, {"of": toll})


def _measured(arguments: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in arguments.items() if name != "why"}


def _distance(check: UpdateCheck, number: UnboundNumber, candidate: _Candidate) -> int:
    """How far the number stands from where its query is bound; the desk's own come last."""
    if candidate.rank >= len(check.update.source):
        return candidate.rank
    return abs(candidate.rank - number.start)


def _write(binding: Binding) -> str:
    """The attributes as a writer would put them."""
    arguments = " ".join(
        f"{name}={value if _BARE.fullmatch(value) else _quote(value)}"
        for name, value in binding.arguments.items()
    )
    return f"{{{f'{binding.kind}={_quote(binding.query)} {arguments}'.rstrip()}}}"


def _quote(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'
