from dataclasses import replace
from datetime import date

from dateline.model.mention import Mention
from dateline.model.stored import StoredMention
from dateline.model.toll import Toll
from dateline.reconcile.origins import grade_credibility, say_origins, trace_origins

RAID = "Gunmen raided the cattle market of Koro before dawn and burnt several stalls there."
OTHER = "Residents counted five bodies after an assault on traders near the bridge at Koro."


def account(
    number: int, source: str, *, sentence: str = "", speaker: str = "", kind: str = "article",
    status: str = "asserted",
) -> StoredMention:  # fmt: skip
    speakers = (speaker,) if speaker else ()
    mention = Mention(
        f"d{number}", sentence or f"Account {number}", 0, 1, "Battles", "Armed clash",
        speakers=speakers, status=status,
    )  # fmt: skip
    return StoredMention(number, mention, kind, source, f"2023-07-0{number}")


def groups(*mentions: StoredMention, **agencies: str) -> list[int]:
    return [origin.group for origin in trace_origins(mentions, agencies)]


def test_two_outlets_that_quote_one_speaker_are_one_origin() -> None:
    told = (account(1, "one", speaker="The army"), account(2, "two", speaker="army"))
    assert groups(*told) == [1, 1]
    assert grade_credibility(told, trace_origins(told, {})) == "6"


def test_two_outlets_that_carry_one_agency_are_one_origin() -> None:
    assert groups(account(1, "one"), account(2, "two"), d1="AFP", d2="AFP") == [1, 1]


def test_a_reprint_shares_the_origin_of_the_words_it_prints() -> None:
    told = (account(1, "one", sentence=RAID), account(2, "two", sentence=RAID))
    origins = trace_origins(told, {})
    assert [(origin.group, origin.reprints) for origin in origins] == [(1, None), (1, 1)]


def test_credibility_is_one_only_from_independent_origins() -> None:
    told = (account(1, "one", sentence=RAID), account(2, "two", sentence=OTHER))
    assert groups(*told) == [1, 2]
    assert grade_credibility(told, trace_origins(told, {})) == "1"


def test_analyses_and_denials_confirm_nothing() -> None:
    first = account(1, "one", sentence=RAID)
    for second in (
        account(2, "two", sentence=OTHER, kind="weekly-update"),
        account(2, "two", sentence=OTHER, status="denied"),
        account(2, "jnim-channel", sentence=OTHER, status="claimed"),
        account(2, "army", sentence=OTHER, status="disputed"),
    ):
        told = (first, second)
        assert grade_credibility(told, trace_origins(told, {})) == "6"


def test_a_chain_runs_from_the_first_speaker_to_the_outlet() -> None:
    told = (account(1, "bbc.com", speaker="a security source"),)
    (origin,) = trace_origins(told, {"d1": "AFP"})
    assert origin.chain == ("security source", "AFP", "bbc.com")
    assert say_origins([origin]) == (
        "1 independent origin behind 1 account: security source > AFP > bbc.com"
    )


def test_like_words_of_another_day_and_toll_are_no_reprint() -> None:
    told = []
    for number, (day, dead) in enumerate([(13, 3), (15, 2)], start=1):
        raid = account(number, f"wire{number}", sentence=RAID)
        toll = Toll("killed", "side_b", "soldiers", dead, dead, f"{dead} soldiers")
        dated = replace(
            raid.mention, date_start=date(2023, 10, day), date_as_written=f"{day} October",
            tolls=(toll,),
        )  # fmt: skip
        told.append(replace(raid, mention=dated))
    assert [origin.reprints for origin in trace_origins(told, {})] == [None, None]


def test_residents_who_blame_somebody_confirm_what_happened() -> None:
    blaming = account(2, "two", sentence=OTHER, status="claimed")
    blaming = replace(blaming, mention=replace(blaming.mention, blamed=("jnim",)))
    told = (account(1, "one", sentence=RAID), blaming)
    assert grade_credibility(told, trace_origins(told, {})) == "1"
