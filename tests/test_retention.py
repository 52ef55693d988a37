"""Until when a workshop is kept: said early, said when it is due, in every language."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.documents.samples import WORKSHOP
from visions.i18n import find_languages, speak
from visions.retention import (
    describe_retention,
    dump_retention,
    is_due,
    is_near,
    tell_retention,
)

DAY = dt.date(2028, 12, 31)
KEPT = replace(WORKSHOP, retention=DAY)
OPEN = replace(WORKSHOP, retention=None)


@pytest.mark.parametrize(
    ("today", "near", "due", "said"),
    [
        (dt.date(2028, 11, 1), False, False, "kept until 2028-12-31."),
        (dt.date(2028, 11, 2), True, False, "59 more days"),
        (dt.date(2028, 12, 30), True, False, "1 more day."),
        (DAY, True, False, "today."),
        (dt.date(2029, 1, 1), True, True, "due since 2029-01-01"),
    ],
)
def test_it_is_said_early_and_when_it_is_due(
    today: dt.date, near: bool, due: bool, said: str
) -> None:
    assert (is_near(KEPT, today), is_due(KEPT, today)) == (near, due)
    text = describe_retention(KEPT, today)
    assert said in text
    assert ("visions redact" in text) is near
    assert dump_retention(KEPT, today) == {"until": "2028-12-31", "due": due}


def test_where_nobody_said_so_it_is_said_what_to_write() -> None:
    assert "retention = 2028-12-31" in describe_retention(OPEN, DAY)
    assert not is_near(OPEN, DAY)
    assert not is_due(OPEN, DAY)
    assert dump_retention(OPEN, DAY) == {"until": None, "due": False}
    assert tell_retention(OPEN, speak("de")) == ""


@pytest.mark.parametrize("code", find_languages())
def test_people_are_told_in_their_language(code: str) -> None:
    say = speak(code)
    told = tell_retention(KEPT, say)
    assert say.day(DAY) in told
    assert told.endswith(".")
    assert not told.endswith("..")
    assert (told == tell_retention(KEPT, speak("en"))) is (code == "en")
