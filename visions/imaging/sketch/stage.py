"""How a picture is arranged: what its seed and its place choose, whatever else is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from visions.imaging.sketch.places import PLACE_DATA, PLACES
from visions.imaging.sketch.stream import Stream

T = TypeVar("T")

Spot = tuple[float, float]  # shares of the width and the depth of the ground

DESIGNS: dict[str, tuple[str, ...]] = {
    "square": ("rings", "fans", "stripes"),
    "park": ("winding", "crossing", "pond"),
    "promenade": ("waves", "deck", "bay"),
    "street": ("bands", "islands"),
}
# where lamps stand, from the left to the right
_LAMPS: tuple[tuple[Spot, ...], ...] = (
    ((0.045, 0.62), (0.2, 0.06), (0.8, 0.06), (0.955, 0.62)),
    ((0.03, 0.4), (0.34, 0.04), (0.67, 0.04), (0.97, 0.4)),
    ((0.04, 0.34), (0.5, 0.03), (0.96, 0.66)),
)
_WATERY = ("bay", "pond")


@dataclass(frozen=True)
class Stage:
    """The arrangement of one picture.

    `side` is the handedness of everything that leans (-1 left, 1 right); `heart` is where the
    hero stands; `lift` is the share of the height by which the ground begins farther up; `belt`
    is the depth of the belt in units; `framed` tells whether a near house stands at an edge.
    """

    ground: str
    design: str
    street: str
    silhouette: str
    side: int
    heart: Spot
    lift: float
    belt: float
    framed: bool
    corners: str
    lamps: tuple[Spot, ...]
    sun: float
    hue: int
    hero: int


@lru_cache(maxsize=64)
def set_stage(seed: int, name: str, ground: str, carless: bool) -> Stage:
    """Return the arrangement for the place `name`.

    `ground` is empty where the prompt leaves it open; `carless` tells that cars are refused.
    """
    place = PLACE_DATA[name]
    number = PLACES.index(name)

    def deal(what: str, options: Sequence[T]) -> T:
        """Pick an option so that one seed gives neighbouring places different ones."""
        return Stream(seed, f"stage-a/{what}").shuffle(options)[number % len(options)]

    stream = Stream(seed, f"{name}/stage-a")
    side = stream.sign()
    ground = ground or deal("ground", place.grounds)
    design = deal(f"design/{ground}", DESIGNS[ground])
    street = "shared" if ground == "street" else deal("street", place.streets)
    if carless and street in ("road", "tramway"):
        street = "shared"
    shift = 0.0 if ground == "square" and design == "rings" else deal("heart", (-0.15, 0.0, 0.15))
    if design == "crossing":
        shift = 0.09 * side  # where its paths meet
    elif design in _WATERY:
        shift = -0.14 * side
    return Stage(
        ground=ground,
        design=design,
        street=street,
        silhouette=deal("silhouette", place.silhouettes),
        side=side,
        heart=(0.5 + shift, 0.76 if design not in _WATERY else 0.62),
        lift=stream.between(-0.015, 0.045),
        belt=stream.between(84, 124),
        framed=deal("frame", place.frames),
        corners=deal("corners", ("leaves", "canopy", "reeds")),
        lamps=deal("lamps", _LAMPS),
        sun=stream.between(0.62, 0.86),
        hue=stream.whole(0, 8),
        hero=stream.whole(0, 999),
    )
