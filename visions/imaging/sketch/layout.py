"""Where things go: horizon, street, ground, size by distance, and free places."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]  # left, top, right, bottom

# where the lamps stand, from the left to the right, in shares of the ground
LAMPS = ((0.045, 0.62), (0.2, 0.06), (0.8, 0.06), (0.955, 0.62))

_BELT = 98.0
_ROAD = 60.0
_LANE = 30.0
_BACK = 0.46  # pixels a centimetre where the ground begins
_SLOPE = 0.44


@dataclass(frozen=True)
class Layout:
    """The lines of a picture, in pixels; `unit` is 1 in a picture of 1536 by 1024."""

    width: int
    height: int
    unit: float
    horizon: float
    street: float
    lane: float
    ground: float

    def scale(self, y: float) -> float:
        """Return how many pixels a centimetre takes for something that stands at `y`."""
        share = (y - self.ground) / (self.height - self.ground)
        depth = (self.height - self.ground) / (307 * self.unit)
        return self.unit * (_BACK + _SLOPE * math.pow(min(depth, 1.5), 0.6) * share)

    def stand(self, across: float, down: float) -> tuple[float, float]:
        """Return the pixel for a place on the ground given as shares of width and depth."""
        return across * self.width, self.ground + down * (self.height - self.ground)


def lay_out(width: int, height: int) -> Layout:
    """Return the lines for a picture of this size; a taller one gets more ground."""
    unit = min((width * height) ** 0.5 / 1254, min(width, height) / 700)
    tall = min(1.0, max(0.0, (height / width - 0.667) / 0.833))
    ground = height * (1 - 0.3 - 0.07 * tall)
    lane = ground - _LANE * unit
    street = lane - _ROAD * unit
    return Layout(width, height, unit, street - _BELT * unit, street, lane, ground)


@dataclass
class Room:
    """What is already taken on the ground."""

    layout: Layout
    taken: list[Box] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        """Return the box of something of `width` by `height` centimetres that stands at x, y."""
        scale = self.layout.scale(y)
        return x - width * scale / 2, y - height * scale, x + width * scale / 2, y + 8 * scale

    def hold_corners(self) -> None:
        """Keep the lower corners free for leaves."""
        wide, high = 95 * self.layout.unit, 150 * self.layout.unit
        right, foot = self.layout.width, self.layout.height
        self.taken += [(0, foot - high, wide, foot), (right - wide, foot - high, right, foot)]

    def overlap(self, box: Box) -> float:
        """Return the share of the smaller box that the worst neighbour of `box` covers."""
        left, top, right, bottom = box
        worst = 0.0
        for a, b, c, d in self.taken:
            if a < right and c > left and b < bottom and d > top:
                shared = (min(right, c) - max(left, a)) * (min(bottom, d) - max(top, b))
                area = min((right - left) * (bottom - top), (c - a) * (d - b))
                worst = max(worst, shared / area)
        return worst

    def claim(
        self,
        home: tuple[float, float],
        width: float,
        height: float,
        most: float,
        rows: Iterable[float] = (),
    ) -> tuple[float, float] | None:
        """Take the free place nearest to `home` and return its pixel; nothing if all is full.

        `home` is given in shares of the ground; up to `most` of a neighbour may be hidden.
        """
        best: tuple[float, float, float] | None = None
        for down in (home[1], *rows):
            for step in range(25):
                across = home[0] if step == 0 else 0.1 + 0.8 * (step - 1) / 23
                cost = abs(across - home[0]) + 1.3 * abs(down - home[1])
                if best is not None and cost >= best[0]:
                    continue
                x, y = self.layout.stand(across, down)
                box = self.box(x, y, width, height)
                edge = max(0.0, -box[0], box[2] - self.layout.width)
                if edge > 0.03 * (box[2] - box[0]) or box[3] > self.layout.height * 0.995:
                    continue
                hidden = self.overlap(box)
                if hidden > most:
                    continue
                if best is None or cost + hidden < best[0]:
                    best = cost + hidden, x, y
        if best is None:
            return None
        self.taken.append(self.box(best[1], best[2], width, height))
        return best[1], best[2]
