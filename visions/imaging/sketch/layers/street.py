"""The street: pavement, rails, lanes and a red cycle path."""

from __future__ import annotations

from visions.imaging.sketch.canvas import box, n
from visions.imaging.sketch.colour import mix
from visions.imaging.sketch.palette import SNOW
from visions.imaging.sketch.scene import Scene


def draw_street(scene: Scene) -> None:
    """Draw everything between the belt and the ground."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    width = layout.width
    canvas.depth = 0.08
    snow = 0.35 if scene.snowy else 0.0
    road = mix("#9aa3b2", SNOW, snow)
    canvas.rect(0, layout.street - 1, width, 10 * unit, mix("#efe4cf", SNOW, snow * 2))
    top = layout.street + 8 * unit
    canvas.rect(0, top, width, layout.lane - top, canvas.fade(mix(road, "#ffffff", 0.12), road))
    for y in (top + 9 * unit, top + 15 * unit):
        canvas.rect(0, y, width, 1.7 * unit, "#7d8799")
    dashes = "".join(
        box(width * i / 26, layout.lane - 27 * unit, width / 60, 2 * unit) for i in range(27)
    )
    canvas.path(dashes, "#fff8e6", 0.85)
    path = mix("#dd8a72", SNOW, snow)
    canvas.rect(0, layout.lane, width, layout.ground - layout.lane + 2, path)
    canvas.rect(0, layout.lane - 1.5 * unit, width, 4 * unit, mix("#f5ebd8", SNOW, snow))
    middle = layout.lane + 15 * unit
    canvas.stroke(
        f"M0 {n(middle)}H{width}", "#fff3e2", 1.6 * unit, 0.7, f"{n(16 * unit)} {n(18 * unit)}"
    )
    canvas.rect(0, layout.ground - 5 * unit, width, 6 * unit, mix("#f5ebd8", SNOW, snow))
    if scene.brief.weather == "rain":
        canvas.rect(0, top, width, layout.lane - top, canvas.veil("#e9f3fa", 0.5, 0.08))
    canvas.depth = 0.0
