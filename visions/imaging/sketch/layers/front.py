"""What lies over everything: weather, light, leaves in the corners."""

from __future__ import annotations

from itertools import pairwise

from visions.imaging.sketch.canvas import Paint, disc, n
from visions.imaging.sketch.colour import mix
from visions.imaging.sketch.layers.sky import find_sun
from visions.imaging.sketch.layout import LAMPS
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.trees import draw_leaf


def _draw_corners(scene: Scene) -> None:
    """Frame the picture with dark leaves at its lower corners."""
    layout, unit = scene.layout, scene.layout.unit
    leaf = {"autumn": "#8a5a3c", "winter": "#5f7f8c"}.get(scene.brief.season, "#1f6b5c")
    for side in (-1, 1):
        stream = scene.stream(f"corner/{side}")
        for i in range(9):
            foot = (0 if side < 0 else layout.width) - side * unit * stream.between(-10, 70)
            lean = -side * unit * stream.between(-30, 110)
            tall = unit * stream.between(70, 175) * (1 - 0.35 * (i % 3) / 2)
            colour = mix(leaf, "#7fb46a", stream.between(0.0, 0.4))
            foot_y = layout.height + 8 * unit
            draw_leaf(scene, foot, foot_y, foot + lean, foot_y - tall, unit * 16, colour)


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
    tops = []
    for across, down in LAMPS:
        x, y = layout.stand(across, down)
        tops.append((x, y - 288 * layout.scale(y)))
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
        mist = Paint(canvas.light.haze)
        canvas.rect(
            0,
            layout.horizon * 0.5,
            layout.width,
            layout.horizon * 0.62,
            canvas.veil(mist, 0.0, 0.45),
        )
        canvas.rect(
            0,
            layout.horizon * 1.12,
            layout.width,
            layout.horizon * 0.4,
            canvas.veil(mist, 0.45, 0.0),
        )
