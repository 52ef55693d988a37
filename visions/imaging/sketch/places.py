"""The places a city can stand in, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """How one kind of place is built: land behind, buildings, water, trees, ground.

    Where there are several grounds, streets, silhouettes or frames, the seed chooses.
    """

    relief: tuple[str, ...]
    houses: str
    water: str = ""
    tall: float = 1.0
    trees: tuple[str, ...] = ("round", "cloud", "tall", "round")
    grounds: tuple[str, ...] = ("square",)
    landmarks: tuple[str, ...] = ()
    streets: tuple[str, ...] = ("road", "tramway", "shared")
    silhouettes: tuple[str, ...] = ("even",)
    frames: tuple[bool, ...] = (False,)


_TOWERS = ("cluster", "facing", "twins", "few", "steps", "valley")
_MIXED_GROUNDS = ("square", "street", "square", "park")
_AT_TIMES = (True, False)


PLACE_DATA: dict[str, Place] = {
    "city": Place(
        ("far_hills", "far_city"),
        "modern",
        grounds=_MIXED_GROUNDS,
        silhouettes=_TOWERS,
        frames=_AT_TIMES,
    ),
    "metropolis": Place(
        ("far_city",),
        "towers",
        tall=1.45,
        grounds=("square", "street", "park"),
        silhouettes=_TOWERS,
        frames=_AT_TIMES,
    ),
    "harbour": Place(
        ("islands",),
        "quay",
        "sea",
        trees=("round", "palm", "cloud"),
        grounds=("promenade", "square", "promenade"),
        landmarks=("lighthouse",),
        silhouettes=("even", "cluster", "steps"),
        streets=("road", "shared", "tramway"),
    ),
    "coast": Place(
        ("islands", "dunes"),
        "seaside",
        "sea",
        trees=("round", "pine", "cloud"),
        grounds=("promenade", "park"),
        landmarks=("lighthouse",),
        silhouettes=("even", "steps"),
        streets=("lane", "shared"),
    ),
    "island": Place(
        ("islands",),
        "cubes",
        "sea",
        trees=("cypress", "palm", "olive"),
        grounds=("promenade", "square"),
        streets=("lane", "shared"),
    ),
    "river": Place(
        ("far_hills", "far_city"),
        "mixed",
        "river",
        grounds=("promenade", "park", "square"),
        silhouettes=_TOWERS,
    ),
    "canal": Place(
        (),
        "gables",
        "canal",
        trees=("tall", "round"),
        grounds=("square", "promenade"),
        streets=("shared", "road"),
        silhouettes=("even", "cluster"),
        frames=_AT_TIMES,
    ),
    "hilltown": Place(
        ("far_hills", "vines"),
        "tuscan",
        trees=("cypress", "olive", "round", "cypress"),
        grounds=("square", "street"),
        streets=("lane", "shared"),
        frames=_AT_TIMES,
    ),
    "mountains": Place(
        ("peaks", "alps"),
        "chalets",
        trees=("pine", "pine", "round"),
        grounds=("park", "square"),
        landmarks=("church",),
        streets=("lane", "tramway", "lane"),
    ),
    "village": Place(
        ("far_hills", "fields"),
        "cottages",
        trees=("round", "cloud", "tall"),
        grounds=("park", "square"),
        landmarks=("church",),
        streets=("lane",),
    ),
    "oldtown": Place(
        ("peaks", "far_hills"),
        "timber",
        trees=("round", "pine", "cloud"),
        grounds=("square", "street", "park"),
        landmarks=("castle", "church"),
        streets=("shared", "lane"),
        silhouettes=("even", "cluster"),
        frames=_AT_TIMES,
    ),
    "industrial": Place(
        ("far_city",),
        "brick",
        trees=("round", "cloud", "tall"),
        grounds=("square", "park", "street"),
        landmarks=("headframe", "gasholder"),
        silhouettes=("even", "cluster", "few"),
        frames=_AT_TIMES,
    ),
    "town": Place(
        ("far_hills",),
        "town",
        grounds=("street", "square", "park"),
        streets=("shared", "lane"),
        silhouettes=("even", "cluster"),
    ),
    "future": Place(
        ("far_city",),
        "future",
        tall=1.6,
        grounds=("street", "park", "square"),
        streets=("tramway", "shared"),
        silhouettes=_TOWERS,
    ),
    "central": Place(
        ("far_hills",),
        "central",
        trees=("round", "tall", "cloud", "round"),
        grounds=_MIXED_GROUNDS,
        silhouettes=("few", "twins", "cluster", "steps"),
        frames=_AT_TIMES,
    ),
    "southern": Place(
        ("far_hills",),
        "southern",
        trees=("cypress", "round", "olive", "round"),
        grounds=_MIXED_GROUNDS,
        silhouettes=("few", "twins", "cluster", "steps"),
        frames=_AT_TIMES,
    ),
    "lowland": Place(
        ("far_city",),
        "lowland",
        trees=("tall", "round", "cloud"),
        grounds=_MIXED_GROUNDS,
        silhouettes=("few", "twins", "cluster", "steps"),
        frames=_AT_TIMES,
    ),
    "attic": Place(
        ("peaks", "far_hills"),
        "attic",
        trees=("olive", "palm", "cypress", "round"),
        grounds=_MIXED_GROUNDS,
        silhouettes=("few", "steps", "cluster"),
    ),
    "carpathian": Place(
        ("peaks", "far_hills"),
        "carpathian",
        trees=("round", "tall", "cloud", "pine"),
        grounds=_MIXED_GROUNDS,
        silhouettes=("few", "twins", "cluster"),
        frames=_AT_TIMES,
    ),
}

PLACES = tuple(PLACE_DATA)
# houses that give way to old ones where a prompt speaks of heritage
MODERN_HOUSES = (
    "modern",
    "towers",
    "mixed",
    "quay",
    "future",
    "central",
    "southern",
    "lowland",
    "attic",
    "carpathian",
)
GROUNDS = ("square", "park", "promenade", "street")
# places with high towers, and where a prompt that refuses those is set instead
HIGH_PLACES = (
    "city",
    "metropolis",
    "future",
    "central",
    "southern",
    "lowland",
    "attic",
    "carpathian",
)
LOW_PLACE = "town"

# The first of these that a prompt names decides; a more particular place comes first.
PLACE_WORDS: tuple[tuple[str, str], ...] = (
    ("elevator", "future"),
    ("greek", "island"),
    ("canal", "canal"),
    ("tuscan", "hilltown"),
    ("alpine", "mountains"),
    ("harbour", "harbour"),
    ("coast", "coast"),
    ("dune", "coast"),
    ("beach", "coast"),
    ("sea", "coast"),
    ("river", "river"),
    ("hill", "hilltown"),
    ("mountain", "mountains"),
    ("industrial", "industrial"),
    ("furnace", "industrial"),
    ("medieval", "oldtown"),
    ("village", "village"),
    ("rural", "village"),
    ("metropolis", "metropolis"),
    ("tower", "metropolis"),
    ("boat", "river"),
    ("kayak", "river"),
    ("bridge", "river"),
    ("windmill", "canal"),
)

# What the same word looks like in another part of Europe.
REGIONAL: dict[tuple[str, str], str] = {
    ("de", "city"): "central",
    ("it", "city"): "southern",
    ("nl", "city"): "lowland",
    ("el", "city"): "attic",
    ("ro", "city"): "carpathian",
    ("el", "harbour"): "island",
    ("el", "coast"): "island",
    ("el", "hilltown"): "island",
    ("it", "oldtown"): "hilltown",
    ("nl", "oldtown"): "canal",
    ("nl", "river"): "canal",
}
