"""The list of everything that can be put into a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream

Draw = Callable[[Scene, Stream], None]


class Zone(StrEnum):
    """Where the composer looks for a place, and in which measure the element is drawn.

    GROUND, LANE, ROAD and BELT elements are drawn in centimetres, standing on 0, 0. SKYLINE
    elements stand on the horizon and are drawn in units (1/1024 of the height of a landscape
    picture); WATER elements float on 0, 0 in units; SKY elements hang around 0, 0 in units, and
    WHOLE elements draw anywhere in pixels.
    """

    SKY = "sky"
    SKYLINE = "skyline"
    BELT = "belt"
    WATER = "water"
    ROAD = "road"
    LANE = "lane"
    GROUND = "ground"
    WHOLE = "whole"


@dataclass(frozen=True)
class Element:
    """One thing to draw: for which concepts, where, how large, and how.

    `home` is the place it likes best, in shares of its zone's width and depth. Of the wanted
    elements with a `hero` rank the highest one stands in the middle of the ground.
    """

    name: str
    concepts: tuple[str, ...]
    zone: Zone
    width: float
    height: float
    home: tuple[float, float]
    draw: Draw
    hero: int = 0


ELEMENTS: dict[str, Element] = {}


def element(
    zone: Zone,
    *concepts: str,
    size: tuple[float, float],
    home: tuple[float, float] = (0.5, 0.5),
    hero: int = 0,
) -> Callable[[Draw], Draw]:
    """Register the decorated function as what is drawn for any of `concepts`."""

    def register(draw: Draw) -> Draw:
        name = draw.__name__.removeprefix("draw_")
        ELEMENTS[name] = Element(name, concepts, zone, size[0], size[1], home, draw, hero)
        return draw

    return register
