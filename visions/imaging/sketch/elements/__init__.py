"""Elements: one small registered function each. Importing this package registers them all."""

from __future__ import annotations

from visions.imaging.sketch.elements import (  # noqa: F401
    airborne,
    civic,
    digital,
    energy,
    landmarks,
    leisure,
    nature,
    table,
    vehicles,
    waterside,
)
from visions.imaging.sketch.elements.registry import ELEMENTS, Element, Zone

__all__ = ["ELEMENTS", "Element", "Zone"]
