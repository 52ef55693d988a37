"""One picture in the making: what to draw, where, and on what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from visions.imaging.sketch.brief import Brief
from visions.imaging.sketch.canvas import Canvas
from visions.imaging.sketch.layout import Layout
from visions.imaging.sketch.palette import SNOW
from visions.imaging.sketch.places import MODERN_HOUSES, PLACE_DATA, Place
from visions.imaging.sketch.stage import Stage, set_stage
from visions.imaging.sketch.stream import Stream


@dataclass(frozen=True)
class Scene:
    """Everything a layer or an element needs to draw itself."""

    canvas: Canvas
    brief: Brief
    layout: Layout
    seed: int

    def stream(self, name: str) -> Stream:
        return Stream(self.seed, name)

    @property
    def stage(self) -> Stage:
        """Return how this picture is arranged."""
        brief = self.brief
        return set_stage(self.seed, brief.place, brief.ground, "car" in brief.unwanted)

    @property
    def place(self) -> Place:
        place = PLACE_DATA[self.brief.place]
        if self.brief.shows("medieval") and place.houses in MODERN_HOUSES:
            return replace(place, houses="timber", relief=("far_hills",))
        if self.brief.low and place.houses in MODERN_HOUSES:
            relief = tuple(land for land in place.relief if land != "far_city")
            return replace(place, houses="town", relief=relief)
        return place

    @property
    def snowy(self) -> bool:
        return self.brief.season == "winter"

    @property
    def dark(self) -> bool:
        """Tell whether lamps are worth drawing."""
        return self.canvas.light.lamps > 0.5

    def covered(self, colour: str) -> str:
        """Return `colour`, or snow where snow lies."""
        return SNOW if self.snowy else colour
