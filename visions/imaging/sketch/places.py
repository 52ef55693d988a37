"""The places a city can stand in, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """How one kind of place is built: land behind, buildings, water, trees, ground."""

    relief: tuple[str, ...]
    houses: str
    water: str = ""
    tall: float = 1.0
    trees: tuple[str, ...] = ("round", "cloud", "tall", "round")
    ground: str = "square"
    landmarks: tuple[str, ...] = ()


PLACE_DATA: dict[str, Place] = {
    "city": Place(("far_hills", "far_city"), "modern"),
    "metropolis": Place(("far_city",), "towers", tall=1.45),
    "harbour": Place(
        ("islands",),
        "quay",
        "sea",
        trees=("round", "palm", "cloud"),
        ground="promenade",
        landmarks=("lighthouse",),
    ),
    "island": Place(
        ("islands",), "cubes", "sea", trees=("cypress", "palm", "olive"), ground="promenade"
    ),
    "river": Place(("far_hills", "far_city"), "mixed", "river", ground="promenade"),
    "canal": Place((), "gables", "canal", trees=("tall", "round")),
    "hilltown": Place(
        ("far_hills", "vines"), "tuscan", trees=("cypress", "olive", "round", "cypress")
    ),
    "mountains": Place(
        ("peaks", "alps"),
        "chalets",
        trees=("pine", "pine", "round"),
        ground="park",
        landmarks=("church",),
    ),
    "village": Place(
        ("far_hills", "fields"),
        "cottages",
        trees=("round", "cloud", "tall"),
        ground="park",
        landmarks=("church",),
    ),
    "oldtown": Place(
        ("peaks", "far_hills"),
        "timber",
        trees=("round", "pine", "cloud"),
        landmarks=("castle", "church"),
    ),
    "industrial": Place(
        ("far_city",),
        "brick",
        trees=("round", "cloud", "tall"),
        landmarks=("headframe", "gasholder"),
    ),
}

PLACES = tuple(PLACE_DATA)
# houses that give way to old ones where a prompt speaks of heritage
MODERN_HOUSES = ("modern", "towers", "mixed", "quay")
GROUNDS = ("square", "park", "promenade")

# The first of these that a prompt names decides; a more particular place comes first.
PLACE_WORDS: tuple[tuple[str, str], ...] = (
    ("greek", "island"),
    ("canal", "canal"),
    ("tuscan", "hilltown"),
    ("alpine", "mountains"),
    ("harbour", "harbour"),
    ("sea", "harbour"),
    ("river", "river"),
    ("hill", "hilltown"),
    ("mountain", "mountains"),
    ("industrial", "industrial"),
    ("medieval", "oldtown"),
    ("village", "village"),
    ("rural", "village"),
    ("metropolis", "metropolis"),
    ("boat", "river"),
    ("bridge", "river"),
    ("windmill", "canal"),
)

# What the same word looks like in another part of Europe.
REGIONAL: dict[tuple[str, str], str] = {
    ("el", "harbour"): "island",
    ("el", "hilltown"): "island",
    ("it", "oldtown"): "hilltown",
    ("nl", "oldtown"): "canal",
    ("nl", "river"): "canal",
}
