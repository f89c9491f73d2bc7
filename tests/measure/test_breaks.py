"""A surge, a fall, a silence: said when chance hardly does it, and not before."""

from dateline.measure.breaks import band_trend, find_alarm

STEADY = [20, 23, 18, 21, 25, 17, 19, 22] * 6


def test_a_doubling_is_a_surge_by_its_third_week() -> None:
    alarm = find_alarm([*STEADY, 41, 38, 43])
    assert alarm is not None
    assert (alarm.kind, round(alarm.before)) == ("surge", 21)
    assert alarm.after > 35


def test_weeks_without_anything_are_a_silence() -> None:
    alarm = find_alarm([*STEADY, 0, 0])
    assert alarm is not None
    assert (alarm.kind, alarm.after) == ("gone quiet", 0.0)


def test_a_bursty_series_raises_no_alarm_by_one_more_burst() -> None:
    assert find_alarm([0, 9, 0, 1, 14, 0, 0, 3] * 6 + [12]) is None


def test_a_short_series_says_nothing() -> None:
    assert find_alarm([1, 2, 1, 9]) is None


def test_trendfinder_s_bands_are_acled_s() -> None:
    base = [20, 20, 20, 20]
    assert band_trend([*base, 26]) == "large increase"
    assert band_trend([*base, 25]) == "moderate increase"
    assert band_trend([*base, 22]) == "limited change"
    assert band_trend([*base, 15]) == "limited change"
    assert band_trend([*base, 14]) == "large decrease"
    assert band_trend([2, 2, 2, 2, 5]) == "limited change"
    assert band_trend(base) is None
