"""Elements: one small registered function each. Importing this package registers them all."""

from __future__ import annotations

from visions.imaging.sketch.elements import (  # noqa: F401
    aid,
    airborne,
    buildings,
    civic,
    creatures,
    digital,
    energy,
    festival,
    fields,
    forum,
    future,
    games,
    landmarks,
    leisure,
    nature,
    sensing,
    table,
    transit,
    utility,
    vehicles,
    waterside,
    wetland,
)
from visions.imaging.sketch.elements.registry import ELEMENTS, Element, Zone

__all__ = ["ELEMENTS", "Element", "Zone"]
