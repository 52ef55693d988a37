"""What is said of a day on which offices are closed: where, why, and in the reader's words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visions.day_notes import note_day
from visions.free_days import is_free
from visions.i18n import speak
from visions.model import LANGUAGES

REPUBLIC_DAY = dt.date(2024, 1, 26)  # of India, a Friday


@pytest.mark.parametrize(
    ("day", "countries", "language", "said"),
    [
        ("2025-01-06", ["DE", "IT"], "en", "Epiphany (Italy)"),
        ("2025-01-06", ["DE", "IT"], "it", "Epifania (Italia)"),
        ("2025-01-06", ["DE", "IT"], "de", "Feiertag (Italien)"),
        ("2025-01-06", ["it", "IT", "GR"], "de", "Feiertag (Italien, Griechenland)"),
        ("2024-10-03", ["IT", "DE"], "de", "Tag der Deutschen Einheit (Deutschland)"),
        ("2024-10-03", ["IT", "DE"], "it", "Giorno festivo (Germania)"),
        ("2024-04-01", ["IT", "DE"], "de", "Feiertag (Italien); Ostermontag (Deutschland)"),
        ("2025-01-05", ["DE", "IT"], "de", "Sonntag"),
        ("2025-01-05", [], "en", "Sunday"),
        ("2025-01-05", [None, "XX"], "en", "Sunday"),
        ("2025-01-10", ["DE", "SA"], "en", "Friday (Saudi Arabia)"),
        ("2024-06-02", ["DE", "IT"], "en", "Sunday; Republic Day (Italy)"),
        ("2024-06-02", ["IT"], "en", "Republic Day (Italy)"),
        ("2025-01-07", ["DE", "IT"], "de", ""),
    ],
)
def test_a_closed_day_says_why_and_where(
    day: str, countries: list[str | None], language: str, said: str
) -> None:
    assert note_day(dt.date.fromisoformat(day), countries, speak(language)) == said


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_reader_gets_words_of_their_own(code: str) -> None:
    say = speak(code)
    name = "Republic Day" if code == "en" else say.text("Public holiday")
    assert note_day(REPUBLIC_DAY, ["IN"], say) == f"{name} ({say.country('IN')})"
    assert code == "en" or name != "Public holiday"


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)),
    st.lists(st.sampled_from(["DE", "IT", "NL", "RO", "GR", "BG", "PL", "SA", "XX", None])),
    st.sampled_from(LANGUAGES),
)
def test_a_note_stands_exactly_at_days_that_are_free(
    day: dt.date, countries: list[str | None], code: str
) -> None:
    note = note_day(day, countries, speak(code))
    assert bool(note) == is_free(day, countries)
    assert note == note_day(day, [*countries, *countries], speak(code))
