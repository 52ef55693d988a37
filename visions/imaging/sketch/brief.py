"""What a prompt asks to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from visions.imaging.sketch.lexicon import read_text
from visions.imaging.sketch.places import GROUNDS, HIGH_PLACES, LOW_PLACE, PLACE_WORDS, REGIONAL

TIMES = ("day", "dawn", "dusk", "night")
SEASONS = ("summer", "spring", "autumn", "winter")
WEATHERS = ("clear", "rain", "snow", "fog")

TOWERS = frozenset({"metropolis", "tower"})  # refusing either means low houses


@dataclass(frozen=True)
class Brief:
    """The hour, the season, the weather, the place and the things a picture shows.

    `ground` is empty where the seed may choose one that suits the place.
    """

    time: str
    season: str
    weather: str
    place: str
    ground: str
    wanted: tuple[str, ...]
    unwanted: frozenset[str]

    @property
    def low(self) -> bool:
        """Tell whether towers are refused."""
        return bool(self.unwanted & TOWERS)

    def shows(self, *concepts: str) -> bool:
        """Tell whether any of `concepts` was asked for."""
        return any(concept in self.wanted for concept in concepts)


def read_brief(prompt: str, language: str | None = None) -> Brief:
    """Return what `prompt` asks for; what it leaves open is a clear summer day in a city."""
    reading = read_text(prompt, language)
    wanted = reading.wanted

    def first(choices: tuple[str, ...], otherwise: str) -> str:
        return next((word for word in wanted if word in choices), otherwise)

    # Fog before rain: a flood or a rain garden means rain as well.
    weather = next((one for one in ("fog", "clear", "snow", "rain") if one in wanted), "")
    season = first(SEASONS, "winter" if "snow" in wanted else "summer")
    weather = weather or ("snow" if season == "winter" else "clear")
    place = next((place for word, place in PLACE_WORDS if word in wanted), "city")
    place = REGIONAL.get((reading.language or "", place), place)
    if place in HIGH_PLACES and reading.unwanted & TOWERS:
        place = LOW_PLACE
    return Brief(
        time=first(TIMES, "day"),
        season=season,
        weather=weather,
        place=place,
        ground=first(GROUNDS, ""),
        wanted=wanted,
        unwanted=reading.unwanted,
    )
