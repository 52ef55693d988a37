"""Where things go: horizon, street, ground, size by distance, and free places."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

Box = tuple[float, float, float, float]  # left, top, right, bottom

_BELT = 98.0
_ROAD = 60.0
_LANE = 30.0
_BACK = 0.46  # pixels a centimetre where the ground begins
_SLOPE = 0.44
_FEET = 26.0  # units above its foot that something takes on the ground
_COLUMNS = tuple(0.1 + 0.8 * step / 23 for step in range(24))
_NOWHERE = 1e6
_SCREEN = 0.2  # share of a view's width that something high may cover


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

    def settle(self, lift: float, belt: float) -> Layout:
        """Return the lines with the ground `lift` of the height farther up, and another belt."""
        up = lift * self.height
        street = self.street - up
        horizon = street - belt * self.unit
        return replace(
            self, horizon=horizon, street=street, lane=self.lane - up, ground=self.ground - up
        )

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
    closed: list[Box] = field(default_factory=list)  # where nobody can stand, as in a pond
    views: list[Box] = field(default_factory=list)  # what nothing high should stand before
    riders: list[Box] = field(default_factory=list)  # cyclists, whom no passer-by should hide

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        """Return the box of something of `width` by `height` centimetres that stands at x, y."""
        scale = self.layout.scale(y)
        return x - width * scale / 2, y - height * scale, x + width * scale / 2, y + 8 * scale

    def hold_corners(self) -> None:
        """Keep the lower corners free for leaves."""
        wide, high = 95 * self.layout.unit, 150 * self.layout.unit
        right, foot = self.layout.width, self.layout.height
        self.taken += [(0, foot - high, wide, foot), (right - wide, foot - high, right, foot)]

    def is_closed(self, box: Box) -> bool:
        """Tell whether the feet of something with this box would stand where nobody can."""
        left, top, right, bottom = box
        top = max(top, bottom - _FEET * self.layout.unit)
        return any(a < right and c > left and b < bottom and d > top for a, b, c, d in self.closed)

    def _list_blocks(self, top: float, bottom: float) -> list[tuple[float, float, float, float]]:
        """Return what is in the way of a box from `top` to `bottom`.

        Each is left, right, the height shared, and the area; the area is 0 where nothing at all
        may be hidden.
        """
        feet = max(top, bottom - _FEET * self.layout.unit)
        blocks = [(a, c, 1.0, 0.0) for a, b, c, d in self.closed if b < bottom and d > feet]
        for a, b, c, d in self.views:
            if min(bottom, d) - max(top, b) > 0.5 * (d - b):
                spare = _SCREEN * (c - a)
                blocks.append((a + spare, c - spare, 1.0, 0.0))
        for a, b, c, d in self.taken:
            if b < bottom and d > top:
                blocks.append((a, c, min(bottom, d) - max(top, b), (c - a) * (d - b)))
        return blocks

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
        across = (home[0], *_COLUMNS)
        for down in sorted((home[1], *rows), key=lambda row: abs(row - home[1])):
            far = 1.3 * abs(down - home[1])
            if best is not None and far >= best[0]:
                break
            _, top, right, bottom = self.box(0, self.layout.stand(0, down)[1], width, height)
            if bottom > self.layout.height * 0.995:
                continue
            blocks = self._list_blocks(top, bottom)
            for share in across:
                cost = far + abs(share - home[0])
                x = share * self.layout.width
                edge = max(right - x, x + right - self.layout.width)
                if edge > 0.06 * right or (best is not None and cost >= best[0]):
                    continue
                cost += _find_cover(blocks, x - right, x + right, bottom - top, most)
                if best is None or cost < best[0]:
                    best = cost, x, self.layout.stand(0, down)[1]
        if best is None or best[0] >= _NOWHERE:
            return None
        self.taken.append(self.box(best[1], best[2], width, height))
        return best[1], best[2]


def _find_cover(
    blocks: list[tuple[float, float, float, float]],
    left: float,
    right: float,
    tall: float,
    most: float,
) -> float:
    """Return the share of the smaller box that the worst block covers; a lot if over `most`."""
    own = (right - left) * tall
    worst = 0.0
    for a, c, shared, area in blocks:
        if a < right and c > left:
            if not area:
                return _NOWHERE
            wide = (right if right < c else c) - (left if left > a else a)
            cover = wide * shared / (own if own < area else area)
            if cover > most:
                return _NOWHERE
            if cover > worst:
                worst = cover
    return worst
