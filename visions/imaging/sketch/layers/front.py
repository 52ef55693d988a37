"""What lies over everything: weather, light, leaves in the corners."""

from __future__ import annotations

import math
from itertools import pairwise

from visions.imaging.sketch.canvas import Paint, disc, n
from visions.imaging.sketch.colour import mix
from visions.imaging.sketch.layers.ground import find_lamps
from visions.imaging.sketch.layers.sky import find_sun
from visions.imaging.sketch.palette import FOLIAGE
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.trees import draw_leaf

_LEAVES = {"autumn": "#8a5a3c", "winter": "#5f7f8c"}


def _draw_canopy(scene: Scene) -> None:
    """Let a branch of a near tree hang into the upper corner away from the sun."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    stream = scene.stream("canopy")
    left = canvas.sun > 0
    with canvas.at(0 if left else layout.width, 0, unit, flip=not left):
        bark = "#6b5148"
        canvas.stroke("M-20 70Q120 60 210 92T360 84M120 64Q170 110 176 150", bark, 7)
        if scene.brief.season == "winter":
            canvas.stroke("M60 62L90 120M250 92L300 140M210 92L240 50M330 86L372 120", bark, 5)
            canvas.stroke("M0 60Q120 50 210 82T350 76", "#f4f8fc", 5)
            return
        greens = FOLIAGE[scene.brief.season]
        for i in range(4):
            leaf = mix(greens[i % len(greens)], "#1b5650", 0.5 - 0.11 * i)
            leaves = []
            for _ in range(84):
                x = 420 * stream.unit() ** 1.25 - 24
                y = (118 - 0.17 * x) * stream.unit() + 14 + 0.04 * x - i * 5
                turn, long = stream.between(0.5, 2.4), stream.between(17, 29)
                dx, dy = long * math.cos(turn), long * math.sin(turn)
                bend_x, bend_y = dx * 0.5 - dy * 0.36, dy * 0.5 + dx * 0.36
                leaves.append(
                    f"M{n(x)} {n(y)}q{n(bend_x)} {n(bend_y)} {n(dx)} {n(dy)}"
                    f"q{n(-bend_x)} {n(-bend_y)} {n(-dx)} {n(-dy)}z"
                )
            canvas.path("".join(leaves), leaf)


def _draw_corners(scene: Scene) -> None:
    """Frame the picture with dark leaves at its lower corners."""
    layout, unit = scene.layout, scene.layout.unit
    leaf = _LEAVES.get(scene.brief.season, "#1f6b5c")
    sides = (-1, 1) if scene.stage.corners == "leaves" else (scene.stage.side,)
    if scene.stage.design in ("bay", "pond"):
        sides = (-scene.stage.side,)
    for side in sides:
        stream = scene.stream(f"corner/{side}")
        for i in range(9):
            foot = (0 if side < 0 else layout.width) - side * unit * stream.between(-10, 70)
            lean = -side * unit * stream.between(-30, 110)
            tall = unit * stream.between(60, 150) * (1 - 0.35 * (i % 3) / 2)
            colour = mix(leaf, "#7fb46a", stream.between(0.0, 0.4))
            foot_y = layout.height + 8 * unit
            draw_leaf(scene, foot, foot_y, foot + lean, foot_y - tall, unit * 16, colour)


def _draw_fog(scene: Scene) -> None:
    """Lay mist over the feet of the city, thick above the water or the lawns, in long banks."""
    canvas, layout = scene.canvas, scene.layout
    mist = Paint(mix(canvas.light.haze, "#ffffff", 0.1 if canvas.light.stars else 0.35))
    thick = 0.32 if scene.place.water else 0.6
    top, foot = layout.horizon * 0.62, layout.horizon * 1.0
    canvas.rect(0, top, layout.width, foot - top, canvas.veil(mist, 0.0, thick))
    canvas.rect(0, foot, layout.width, layout.ground - foot, canvas.veil(mist, thick, 0.04))
    stream = scene.stream("fog")
    for i in range(9):
        y = layout.horizon * stream.between(0.78, 1.02) + (
            layout.ground - layout.horizon
        ) * 0.12 * (i % 3)
        x, wide = layout.width * stream.unit(), layout.width * stream.between(0.16, 0.34)
        canvas.rect(x - wide, y, wide * 2, 15 * layout.unit, mist, 8 * layout.unit, 0.34)


def _draw_rain(scene: Scene) -> None:
    layout, stream = scene.layout, scene.stream("rain")
    for width, opacity in ((1.2, 0.5), (1.9, 0.55)):
        drops = []
        for _ in range(210):
            long = layout.unit * stream.between(14, 34)
            drops.append(
                f"M{n(layout.width * stream.unit())} {n(layout.height * stream.unit())}"
                f"l{n(-long * 0.22)} {n(long)}"
            )
        scene.canvas.stroke("".join(drops), Paint("#eef6fb"), width * layout.unit, opacity)


def _draw_snow(scene: Scene) -> None:
    layout, stream = scene.layout, scene.stream("snow")
    for size in (1.5, 2.4, 3.8):
        flakes = "".join(
            disc(layout.width * stream.unit(), layout.height * stream.unit(), size * layout.unit)
            for _ in range(int(130 / size))
        )
        scene.canvas.path(flakes, Paint("#ffffff"), 0.85)


def _draw_petals(scene: Scene) -> None:
    layout, stream = scene.layout, scene.stream("petals")
    colours = {"spring": "#f7c3d2", "autumn": "#dd8e3e"}
    shapes = []
    for _ in range(34):
        x, y = layout.width * stream.unit(), layout.height * stream.between(0.45, 0.98)
        shapes.append(disc(x, y, layout.unit * stream.between(2, 4), layout.unit * 2))
    scene.canvas.path("".join(shapes), colours[scene.brief.season], 0.9)


def _draw_lights(scene: Scene) -> None:
    """Hang strings of lights from lamp to lamp around the ground."""
    canvas, layout = scene.canvas, scene.layout
    tops = [(x, y - 288 * layout.scale(y)) for x, y in find_lamps(scene)]
    halo = canvas.halo("#ffd98a", 0.75)
    for (ax, ay), (bx, by) in pairwise(tops):
        sag = abs(bx - ax) * 0.05 + 26 * layout.unit
        count = max(6, round(abs(bx - ax) / (46 * layout.unit)))
        points = []
        for i in range(count + 1):
            t = i / count
            points.append((ax + (bx - ax) * t, ay + (by - ay) * t + 4 * sag * t * (1 - t)))
        canvas.line(points, "#3a4266", 1.4 * layout.unit, 0.8)
        for x, y in points[1:-1]:
            canvas.circle(x, y + 4 * layout.unit, 15 * layout.unit, halo)
        canvas.path(
            "".join(disc(x, y + 4 * layout.unit, 3.4 * layout.unit) for x, y in points[1:-1]),
            Paint("#fff2cc"),
        )


def draw_front(scene: Scene) -> None:
    """Draw weather and the last light over the picture."""
    canvas, layout = scene.canvas, scene.layout
    canvas.depth = 0.0
    if scene.dark and scene.brief.weather != "rain":
        _draw_lights(scene)
    if scene.brief.season in ("spring", "autumn"):
        _draw_petals(scene)
    _draw_corners(scene)
    if (
        scene.stage.corners == "canopy"
        and not scene.stage.framed
        and "tree" not in scene.brief.unwanted
    ):
        _draw_canopy(scene)
    x, y = find_sun(scene)
    if scene.brief.weather == "clear":
        canvas.shine(x, y, layout.width * 0.8, canvas.light.glow, 0.2)
    canvas.rect(
        0,
        layout.height * 0.86,
        layout.width,
        layout.height * 0.14,
        canvas.veil(Paint("#1d2a52"), 0.0, 0.2),
    )
    if scene.brief.weather == "rain":
        _draw_rain(scene)
    elif scene.brief.weather == "snow":
        _draw_snow(scene)
    elif scene.brief.weather == "fog":
        _draw_fog(scene)
