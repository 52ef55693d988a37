"""The city itself: two rows of houses, or houses piled on a hill."""

from __future__ import annotations

import math
from collections.abc import Callable

from visions.imaging.sketch.canvas import disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.houses import HILL_HOUSES, QUARTERS, House
from visions.imaging.sketch.palette import FOLIAGE, GRASS
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


def _bump(share: float, middle: float, width: float) -> float:
    return math.exp(-(((share - middle) / width) ** 2))


# How high the skyline stands at a share of the width, from the side away from the sun.
_SILHOUETTES: dict[str, Callable[[float], float]] = {
    "even": lambda at: max(_bump(at, 0.3, 0.16), 0.62 * _bump(at, 0.66, 0.1)),
    "cluster": lambda at: max(_bump(at, 0.27, 0.13), 0.12),
    "facing": lambda at: max(_bump(at, 0.8, 0.12), 0.42 * _bump(at, 0.2, 0.1)),
    "twins": lambda at: max(_bump(at, 0.18, 0.1), 0.86 * _bump(at, 0.72, 0.11)),
    "few": lambda at: max(
        _bump(at, 0.14, 0.035), 0.9 * _bump(at, 0.43, 0.03), _bump(at, 0.83, 0.03)
    ),
    "steps": lambda at: max(0.05, 0.98 - 1.05 * at) if at < 0.9 else 0.3,
    "valley": lambda at: max(_bump(at, 0.04, 0.14), 0.8 * _bump(at, 0.97, 0.13)),
}
_SCATTER = {"few": 0.28, "cluster": 0.45, "twins": 0.5, "steps": 0.6}  # how unruly heights are


def _swell(scene: Scene, share: float) -> float:
    """Return how high the skyline stands at a share of the width (0 to 1)."""
    away = share if scene.canvas.sun > 0 else 1 - share
    return _SILHOUETTES[scene.stage.silhouette](away)


def find_quay(scene: Scene, width: float) -> tuple[float, float]:
    """Return from where to where there are houses; the open sea lies on the side of the sun."""
    open_sea = width * 0.3 if scene.place.water == "sea" else 0.0
    return (0.0, width - open_sea) if scene.canvas.sun > 0 else (open_sea, width)


def _draw_row(
    scene: Scene,
    name: str,
    houses: tuple[House, ...],
    size: tuple[float, float, float, float],
    peaks: float,
    gap: float,
) -> None:
    """Draw houses from left to right, standing on 0."""
    width = scene.layout.width / scene.layout.unit
    stream = scene.stream(f"{scene.brief.place}/{name}")
    narrow, wide, low, high = size
    start, end = find_quay(scene, width)
    x = start - stream.between(0, narrow)
    number = 0
    scatter = _SCATTER.get(scene.stage.silhouette, 1.0)
    slim = min(1.0, 0.72 + width / 5500)
    while x < end:
        house = scene.stream(f"{scene.brief.place}/{name}/{number}")
        w = house.between(narrow, wide) * slim
        swell = _swell(scene, (x + w / 2) / width)
        lift = house.unit() * (1 - 0.6 * peaks) * scatter + peaks * 0.8 * swell
        h = low + (high - low) * min(1.0, lift)
        with scene.canvas.at(x, 0):
            house.pick(houses)(scene, house, w, h)
        x += w + house.between(-2, gap)
        number += 1


def _draw_hill(scene: Scene, house: House) -> None:
    """Draw a hill with houses in terraces, a landmark on its top."""
    canvas, layout = scene.canvas, scene.layout
    white = scene.place.houses == "cubes"
    stream = scene.stream(f"{scene.brief.place}/hill")
    width = layout.width / layout.unit
    side = -canvas.sun
    middle = width * (0.5 + 0.17 * side)
    half, high = min(width * 0.46, 560.0), 250.0

    def ground(x: float) -> float:
        share = abs(x - middle) / half
        return high * math.pow(max(0.0, math.cos(min(1.0, share) * math.pi / 2)), 1.25)

    soil = scene.covered("#d9c79a" if white else mix(GRASS[scene.brief.season][0], "#c9b566", 0.35))
    points = [(middle - half + 2 * half * i / 40) for i in range(41)]
    outline = "L".join(f"{n(x)} {n(-ground(x))}" for x in points)
    canvas.path(
        f"M{outline}L{n(middle + half + 60)} 4H{n(middle - half - 60)}z",
        canvas.fade(tint(soil, 0.1), shade(soil, 0.1)),
    )
    if white:
        _draw_temple(scene, middle, -ground(middle) + 4)
    else:
        _draw_duomo(scene, middle, -ground(middle) + 8)
    rows = 7
    for row in range(rows):
        near = row / (rows - 1)
        level = high * (1 - (row + 0.6) / rows)
        reach = half * (math.acos(min(1.0, (level / high) ** 0.8)) / (math.pi / 2)) * 0.93
        x = middle - reach + stream.between(0, 14)
        while x < middle + reach - 14:
            w = stream.between(24, 38) * (1 + 0.4 * near)
            h = stream.between(34, 54) * (1 + 0.25 * near)
            if row == 0 and abs(x + w / 2 - middle) < 62:
                x += w
                continue
            if stream.chance(0.13):
                _plant_gap(scene, stream, x + w / 2, -level + 8, white)
            else:
                with canvas.at(x, -level + 8 + stream.between(-5, 5)):
                    house(scene, stream, w, h)
            x += w * stream.between(0.78, 1.14)
        _plant_gap(scene, stream, middle - reach * 1.04, -level + 10, white)
        _plant_gap(scene, stream, middle + reach * 1.03, -level + 10, white)


def _plant_gap(scene: Scene, stream: Stream, x: float, y: float, dry: bool) -> None:
    """Fill a gap between houses with a shrub and a cypress."""
    canvas = scene.canvas
    leaf = scene.covered(stream.pick(FOLIAGE["summer"]))
    r = stream.between(8, 13)
    canvas.path(disc(x - r * 0.6, y - r * 0.5, r) + disc(x + r * 0.7, y - r * 0.4, r * 0.8), leaf)
    if dry and stream.chance(0.5):
        canvas.path(disc(x, y - r * 0.8, r * 0.7), "#d95a94")
    tall = stream.between(34, 52)
    canvas.path(
        f"M{n(x)} {n(y - tall)}q9 {n(tall * 0.5)} 5 {n(tall)}"
        f"h-10q-4 {n(-tall * 0.5)} 5 {n(-tall)}z",
        "#3f7a57",
    )


def _draw_temple(scene: Scene, x: float, y: float) -> None:
    canvas = scene.canvas
    stone = "#f3e7c9"
    with canvas.at(x, y):
        canvas.rect(-64, -8, 128, 14, shade(stone, 0.1))
        canvas.rect(-54, -52, 108, 44, shade(stone, 0.35))
        for i in range(7):
            canvas.rect(
                -56 + i * 17,
                -52,
                9,
                44,
                canvas.fade(tint(stone, 0.4), shade(stone, 0.18), level=True),
            )
        canvas.rect(-62, -62, 124, 11, stone)
        canvas.polygon([(-66, -62), (0, -86), (66, -62)], tint(stone, 0.3))
        canvas.polygon([(-46, -64), (0, -80), (46, -64)], shade(stone, 0.2))


def _draw_duomo(scene: Scene, x: float, y: float) -> None:
    canvas = scene.canvas
    wall, tile = "#f0d6a4", "#c4623f"
    sun = canvas.sun
    with canvas.at(x, y):
        for at, tall in ((-92, 150), (-66, 118), (74, 134)):
            canvas.rect(at, -tall, 19, tall, canvas.fade("#e9bf87", "#dca874"))
            canvas.rect(at if sun > 0 else at + 13, -tall, 6, tall, shade("#dca874"), opacity=0.6)
            canvas.path("".join(f"M{at - 2 + i * 6} {-tall}v-7h4v7z" for i in range(4)), "#dca874")
            canvas.path(f"M{at + 7} {-tall + 14}h5v13h-5z", "#6a5a6c")
        canvas.rect(-48, -64, 96, 64, canvas.fade(tint(wall, 0.2), wall))
        canvas.rect(-48 if sun > 0 else 16, -64, 32, 64, shade(wall), opacity=0.5)
        canvas.polygon([(-54, -64), (-30, -80), (30, -80), (54, -64)], tile)
        canvas.rect(-26, -98, 52, 22, wall)
        canvas.path("".join(disc(-17 + i * 11.4, -88, 3.4) for i in range(4)), "#6a5a6c")
        canvas.path(
            "M-30 -98C-30 -132 -14 -146 0 -150C14 -146 30 -132 30 -98z",
            canvas.fade(tint(tile, 0.2), tile),
        )
        canvas.path(
            f"M0 -150C{14 * sun} -146 {30 * sun} -132 {30 * sun} -98"
            f"H{14 * sun}Q{14 * sun} -130 0 -150z",
            tint(tile, 0.35),
            0.55,
        )
        canvas.stroke("M-14 -98Q-13 -132 0 -150Q13 -132 14 -98", "#f6e5c3", 1.6, 0.8)
        canvas.rect(-5, -164, 10, 15, wall)
        canvas.path("M-6 -164L0 -176L6 -164z", tile)


def draw_skyline(scene: Scene, landmarks: Callable[[], None]) -> None:
    """Draw the houses of the place; `landmarks` draws what rises between the two rows."""
    canvas, layout = scene.canvas, scene.layout
    with canvas.at(0, layout.horizon, layout.unit, depth=0.4):
        style = scene.place.houses
        if style in HILL_HOUSES:
            landmarks()
            canvas.depth = 0.26
            _draw_hill(scene, HILL_HOUSES[style])
            return
        quarter = QUARTERS[style]
        low, high = quarter.far_size[2:]
        width = layout.width / layout.unit
        sky = layout.horizon / layout.unit
        high *= min(1.4, max(1.0, sky / 560)) if quarter.peaks else 1.0
        size = (*quarter.far_size[:2], low, min(high, sky - 70))
        canvas.depth = 0.42
        _draw_row(scene, "far", quarter.far, size, quarter.peaks, 10 if quarter.peaks else 3)
        canvas.depth = 0.36
        landmarks()
        canvas.depth = 0.18
        _draw_row(scene, "near", quarter.near, quarter.near_size, quarter.peaks * 0.4, quarter.gap)
        if not scene.place.water:
            canvas.rect(-10, -2, width + 20, 6, scene.covered("#7fae75"))


def draw_tree_line(scene: Scene, stream: Stream, count: int) -> None:
    """Draw a soft line of crowns at the feet of the houses."""
    width = scene.layout.width / scene.layout.unit
    greens = FOLIAGE[scene.brief.season]
    for shade_share in (0.16, 0.0):
        for leaf in greens[:4]:
            blobs = "".join(
                disc(
                    width * stream.unit(),
                    -stream.between(2, 12),
                    stream.between(8, 17),
                    stream.between(8, 13),
                )
                for _ in range(count // 8)
            )
            scene.canvas.path(blobs, shade(leaf, shade_share))
