"""A binding that cannot be answered has its verdict or message, never a traceback or a nought."""

from pathlib import Path

import pytest

from dateline.cli.run import run
from dateline.model.finding import Finding
from dateline.pipeline.counting.check import check_update
from dateline.pipeline.keeping.opening import open_desk

HEAD = "---\ntitle: T\ncutoff: 2024-03-10T12:00\n---\n\n"


def check(desk: Path, body: str) -> list[Finding]:
    path = desk / "bad.md"
    path.write_text(f"{HEAD}{body}\n", encoding="utf-8")
    with open_desk(desk) as opened:
        return list(check_update(opened, path).findings)


@pytest.mark.parametrize(
    ("body", "verdict", "why", "said"),
    [
        ('[two attacks]{count="attack in:ML/Gao"}', "fails", "no-data", "No event meets"),
        (
            '[no attacks]{count="attack since:2030-01-01"}', "unclear", "no-data",
            "nothing to estimate from",
        ),
        (
            '[two a week]{rate="attack since:2030-01-01" per=week}', "unclear", "no-data",
            "nothing to estimate from",
        ),
        ('[a third]{share="by:jnim" of="attack in:ML/Gao"}', "unclear", "no-data", "nothing to"),
        ('[two a week]{rate="attack by:jnim" per=week}', "unclear", "no-data", "nothing to"),
        ('[half]{change="attack" from=2024-01 to=2024-02}', "unclear", "no-data", "nothing to"),
        ('[umpteen]{count="attack"}', "unclear", "no-rule", "No rule reads"),
        ('[two or 7 or 9]{count="attack"}', "unclear", "no-rule", "No rule reads"),
        ('[two]{count="attack dataset:acled"}', "fails", "unreadable-query", "dataset add"),
        ('[two]{count="attack by:nobody-known"}', "fails", "unreadable-query", "nobody-known"),
        ('[two]{count="attack in:"}', "fails", "unreadable-query", ""),
        ('[two]{rate="attack" per=fortnight}', "fails", "unreadable-query", "day, week, month"),
        ('[two]{sum="attack" of=ducks}', "fails", "unreadable-query", "killed"),
        ('[two]{count="attack" sum="attack" of=killed}', "fails", "two-bindings", "words of its"),
        ("[two [of]{count=attack} them]{count=attack}", "fails", "two-bindings", "words of its"),
        ('[two]{count="attack}', "fails", "unclosed", "Close them"),
        ('[two]{cited="@nobody#q1"}', "fails", "no-data", "Add the document"),
        ('[two]{count="attack" each="$never"}', "fails", "unreadable-query", "never"),
    ],
)  # fmt: skip
def test_a_bad_binding_has_its_verdict(
    desk: Path, body: str, verdict: str, why: str, said: str
) -> None:
    findings = [one for one in check(desk, body) if (one.verdict, one.why) == (verdict, why)]
    assert [said in one.advice for one in findings] == [True]


def test_one_bad_binding_never_hides_another(desk: Path) -> None:
    findings = check(desk, '[two]{count="attack in:Atlantis"} and [three]{count="attack by:jnim"}.')
    assert [one.verdict for one in findings] == ["fails", "holds"]


def test_an_absent_update_is_a_message(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--desk", str(desk), "check", str(desk / "none.md"), "--newest"]) == 2
    assert "could not be read" in capsys.readouterr().err
