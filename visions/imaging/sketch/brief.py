"""What a prompt asks to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from visions.imaging.sketch.lexicon import read_text
from visions.imaging.sketch.places import PLACE_DATA, PLACE_WORDS, REGIONAL

TIMES = ("day", "dawn", "dusk", "night")
SEASONS = ("summer", "spring", "autumn", "winter")
WEATHERS = ("clear", "rain", "snow", "fog")


@dataclass(frozen=True)
class Brief:
    """The hour, the season, the weather, the place and the things a picture shows."""

    time: str
    season: str
    weather: str
    place: str
    ground: str
    wanted: tuple[str, ...]
    unwanted: frozenset[str]

    def shows(self, *concepts: str) -> bool:
        """Tell whether any of `concepts` was asked for."""
        return any(concept in self.wanted for concept in concepts)


def read_brief(prompt: str, language: str | None = None) -> Brief:
    """Return what `prompt` asks for; what it leaves open is a clear summer day in a city."""
    reading = read_text(prompt, language)
    wanted = reading.wanted

    def first(choices: tuple[str, ...], otherwise: str) -> str:
        return next((word for word in wanted if word in choices), otherwise)

    weather = first(("rain", "fog", "clear", "snow"), "")
    season = first(SEASONS, "winter" if "snow" in wanted else "summer")
    weather = weather or ("snow" if season == "winter" else "clear")
    place = next((place for word, place in PLACE_WORDS if word in wanted), "city")
    place = REGIONAL.get((reading.language or "", place), place)
    ground = first(("square", "park", "promenade"), PLACE_DATA[place].ground)
    return Brief(
        time=first(TIMES, "day"),
        season=season,
        weather=weather,
        place=place,
        ground=ground,
        wanted=wanted,
        unwanted=reading.unwanted,
    )
