"""Land behind the city: hills, mountains, islands, a far skyline."""

from __future__ import annotations

import math

from visions.imaging.sketch.canvas import box, disc, n
from visions.imaging.sketch.colour import mix, shade
from visions.imaging.sketch.palette import GRASS, SNOW
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


def trace_ridge(
    stream: Stream, width: float, low: float, high: float, waves: float
) -> list[tuple[float, float]]:
    """Return a rolling line from left to right, `low` to `high` above zero (y upwards is minus)."""
    turns = [stream.between(0, math.tau) for _ in range(3)]
    points = []
    for i in range(49):
        x = width * (-0.02 + 1.04 * i / 48)
        t = x / width * math.tau * waves
        lift = (
            0.5
            + 0.28 * math.sin(t + turns[0])
            + 0.14 * math.sin(2.1 * t + turns[1])
            + 0.08 * math.sin(4.3 * t + turns[2])
        )
        points.append((x, -(low + (high - low) * lift)))
    return points


def _fill_ridge(scene: Scene, points: list[tuple[float, float]], top: str, foot: str) -> None:
    canvas = scene.canvas
    d = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
    canvas.path(f"{d}V6H{n(points[0][0])}z", canvas.fade(top, foot))


def _far_hills(scene: Scene, stream: Stream, width: float) -> None:
    green = scene.covered("#7fb08a")
    for depth, low, high, waves in ((0.95, 60, 130, 1.2), (0.85, 30, 90, 1.9)):
        scene.canvas.depth = depth
        _fill_ridge(scene, trace_ridge(stream, width, low, high, waves), green, green)


def _fields(scene: Scene, stream: Stream, width: float) -> None:
    """Draw rolling fields in strips with hedges between."""
    tops = ("#a9c96f", "#d9c36a", "#8fbd72")
    for i, depth in enumerate((0.62, 0.5)):
        scene.canvas.depth = depth
        top = scene.covered(tops[i])
        ridge = trace_ridge(stream, width, 24 - 14 * i, 78 - 26 * i, 1.1 + i)
        _fill_ridge(scene, ridge, top, shade(top, 0.08))
        furrows = []
        for k in range(4, 46, 3):
            x, y = ridge[k]
            furrows.append(
                f"M{n(x)} {n(y + 2)}Q{n(x + 12)} {n(y * 0.6)} {n(x + stream.between(20, 60))} 0"
            )
        scene.canvas.stroke("".join(furrows), shade(top, 0.18), 1.6, 0.4)
        hedge = "".join(
            disc(ridge[k][0] + 6, ridge[k][1], stream.between(4, 8), 4)
            for k in range(2, 47, 2)
            if stream.chance(0.5)
        )
        scene.canvas.path(hedge, "#5f9a63")


def _vines(scene: Scene, stream: Stream, width: float) -> None:
    """Draw slopes with rows of vines."""
    scene.canvas.depth = 0.5
    slope = scene.covered(mix(GRASS[scene.brief.season][0], "#d8bd72", 0.5))
    ridge = trace_ridge(stream, width, 20, 84, 1.4)
    _fill_ridge(scene, ridge, slope, shade(slope, 0.1))
    rows = "".join(
        "M" + "L".join(f"{n(x)} {n(y * share + 5)}" for x, y in ridge)
        for share in (0.96, 0.78, 0.6, 0.42, 0.24)
    )
    scene.canvas.stroke(rows, "#6f8f4e", 4, 0.75, "2 7")


def _peaks(
    scene: Scene, stream: Stream, width: float, high: float = 270, depth: float = 0.9
) -> None:
    """Draw a row of snow-capped mountains with a sunny and a shaded face."""
    canvas = scene.canvas
    canvas.depth = depth
    rock = "#8f9fb8" if not scene.snowy else "#a9b6cb"
    count = max(4, round(width / 250))
    for i in stream.shuffle(range(count + 1)):
        x = width * (i + stream.between(-0.3, 0.3)) / count
        h = high * stream.between(0.55, 1.1)
        half = h * stream.between(0.85, 1.15)
        mid = x + stream.between(-12, 12)
        canvas.path(
            f"M{n(x - half)} 6L{n(mid)} {n(-h)}L{n(x + half)} 6z",
            canvas.fade(rock, mix(rock, "#8fb598", 0.5)),
        )
        away = -canvas.sun
        fold = mid + away * -0.12 * half
        canvas.path(
            f"M{n(mid)} {n(-h)}L{n(x + away * half)} 6"
            f"H{n(fold)}L{n(fold + away * 14)} {n(-h * 0.5)}z",
            shade(rock),
            0.5,
        )
        cap = h * stream.between(0.3, 0.42)
        run = half * cap / h
        edge = [(mid, -h), (mid + run, -h + cap)]
        for k in range(1, 6):
            edge.append((mid + run - 2 * run * k / 6, -h + cap * (0.72 if k % 2 else 1.12)))
        edge.append((mid - run, -h + cap))
        canvas.polygon(edge, SNOW)
        canvas.polygon(
            [(mid, -h), (mid + away * run, -h + cap), (mid + away * run * 0.3, -h + cap * 0.72)],
            "#b9c9e2",
            0.7,
        )


def _alps(scene: Scene, stream: Stream, width: float) -> None:
    """Draw near, high peaks and the dark woods at their feet."""
    _peaks(scene, stream, width, 370, 0.66)
    scene.canvas.depth = 0.55
    wood = mix("#3f7d63", SNOW, 0.35 if scene.snowy else 0)
    ridge = trace_ridge(stream, width, 36, 110, 1.6)
    _fill_ridge(scene, ridge, wood, mix(wood, GRASS[scene.brief.season][0], 0.5))
    trees = []
    for x, y in ridge:
        for _ in range(3):
            at, tall = x + stream.between(-16, 16), stream.between(13, 24)
            trees.append(
                f"M{n(at - tall * 0.3)} {n(y + 9)}"
                f"l{n(tall * 0.3)} {n(-tall)}l{n(tall * 0.3)} {n(tall)}z"
            )
    scene.canvas.path("".join(trees), shade(wood, 0.14))


def _far_city(scene: Scene, stream: Stream, width: float) -> None:
    """Draw a flat, hazy skyline of blocks and a few spires."""
    for depth, top in ((0.97, 190), (0.86, 140)):
        scene.canvas.depth = depth
        shapes = []
        x = -20.0
        while x < width + 20:
            w = stream.between(26, 62)
            lean = 0.55 + 0.45 * math.sin(x / width * math.pi * 2 - 0.6)
            h = top * scene.place.tall * stream.between(0.35, 1.0) * (0.6 + 0.4 * lean)
            shapes.append(box(x, -h, w, h + 4))
            lot = stream.unit()
            if lot < 0.16:
                shapes.append(disc(x + w / 2, -h, w * 0.36))
            elif lot < 0.34:
                shapes.append(
                    f"M{n(x)} {n(-h + 0.5)}L{n(x + w * 0.5)} {n(-h - w * 0.5)}"
                    f"L{n(x + w)} {n(-h + 0.5)}z"
                )
            elif lot < 0.5:
                shapes.append(box(x + w * 0.2, -h - 18, w * 0.5, 19))
            x += w * stream.between(0.8, 1.5)
        scene.canvas.path("".join(shapes), "#8fa8b8")


def _islands(scene: Scene, stream: Stream, width: float) -> None:
    """Draw long blue islands on the horizon of the sea."""
    canvas = scene.canvas
    for depth, count, high in ((0.95, 3, 64), (0.82, 2, 44)):
        canvas.depth = depth
        for i in range(count):
            x = width * (i + stream.between(0.1, 0.9)) / count
            half, h = stream.between(150, 290), high * stream.between(0.6, 1.1)
            canvas.path(
                f"M{n(x - half)} 2"
                f"C{n(x - half * 0.6)} {n(-h * 0.6)} {n(x - half * 0.4)} {n(-h)} "
                f"{n(x - half * 0.1)} {n(-h)}"
                f"S{n(x + half * 0.3)} {n(-h * 0.4)} {n(x + half * 0.5)} {n(-h * 0.5)}"
                f"S{n(x + half * 0.8)} 0 {n(x + half)} 2z",
                "#7d9fae",
            )


def _dunes(scene: Scene, stream: Stream, width: float) -> None:
    """Draw pale dunes with beach grass."""
    canvas = scene.canvas
    sand = scene.covered("#e9d8ab")
    for depth, low, high, waves in ((0.5, 18, 62, 2.2), (0.36, 6, 40, 3.1)):
        canvas.depth = depth
        ridge = trace_ridge(stream, width, low, high, waves)
        _fill_ridge(scene, ridge, sand, shade(sand, 0.1))
        blades = "".join(
            f"M{n(x + k * 9)} {n(y + 5)}l{n((k % 3) * 2 - 3)} {n(-7 - k % 4)}"
            for x, y in ridge
            for k in range(0 if stream.chance(0.45) else 5)
        )
        canvas.stroke(blades, "#8fae6a", 1.8, 0.9)


_RELIEFS = {
    "dunes": _dunes,
    "far_hills": _far_hills,
    "fields": _fields,
    "vines": _vines,
    "peaks": _peaks,
    "alps": _alps,
    "far_city": _far_city,
    "islands": _islands,
}


def draw_relief(scene: Scene) -> None:
    """Draw the land of the place, and mountains or hills where the prompt names them."""
    canvas, layout = scene.canvas, scene.layout
    names = list(scene.place.relief)
    if scene.brief.shows("mountain") and not {"peaks", "alps"} & set(names):
        names.insert(0, "peaks")
    if scene.brief.shows("hill", "rural") and "far_hills" not in names:
        names.insert(1, "far_hills")
    with canvas.at(0, layout.horizon, layout.unit, depth=0.9):
        for name in names:
            _RELIEFS[name](
                scene,
                scene.stream(f"{scene.brief.place}/relief/{name}"),
                layout.width / layout.unit,
            )
            canvas.depth = 0.9
