"""What runs between the belt and the ground: a road, rails in a lawn, a lane, or one surface."""

from __future__ import annotations

from collections.abc import Callable

from visions.imaging.sketch.canvas import box, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.layers.paving import choose_stone
from visions.imaging.sketch.palette import FOLIAGE, GRASS, SNOW
from visions.imaging.sketch.scene import Scene

_TRACKS = ("#dd8a72", "#7fae9a", "#d9b98a", "#8fa9c9")  # colours of a cycle path


def _snow(scene: Scene, colour: str, share: float = 0.35) -> str:
    return mix(colour, SNOW, share) if scene.snowy else colour


def _draw_track(scene: Scene) -> None:
    """Draw the cycle path between the street and the ground."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    width = layout.width
    path = _snow(scene, _TRACKS[scene.stage.hue % len(_TRACKS)])
    kerb = _snow(scene, "#f5ebd8", 0.6)
    canvas.rect(0, layout.lane, width, layout.ground - layout.lane + 2, path)
    canvas.rect(0, layout.lane - 1.5 * unit, width, 4 * unit, kerb)
    canvas.stroke(
        f"M0 {n(layout.lane + 15 * unit)}H{width}",
        "#fff3e2",
        1.6 * unit,
        0.7,
        f"{n(16 * unit)} {n(18 * unit)}",
    )
    canvas.rect(0, layout.ground - 5 * unit, width, 6 * unit, kerb)


def _draw_asphalt(scene: Scene, top: float, dashes: float) -> None:
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    width = layout.width
    road = _snow(scene, "#9aa3b2")
    canvas.rect(0, top, width, layout.lane - top, canvas.fade(mix(road, "#ffffff", 0.12), road))
    marks = "".join(
        box(width * i / 26, layout.lane - dashes * unit, width / 60, 2 * unit) for i in range(27)
    )
    canvas.path(marks, "#fff8e6", 0.85)


def _draw_road(scene: Scene) -> None:
    """Draw pavement, rails and lanes."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    canvas.rect(0, layout.street - 1, layout.width, 10 * unit, _snow(scene, "#efe4cf", 0.7))
    top = layout.street + 8 * unit
    _draw_asphalt(scene, top, 27)
    for y in (top + 9 * unit, top + 15 * unit):
        canvas.rect(0, y, layout.width, 1.7 * unit, "#7d8799")
    _draw_track(scene)


def _draw_tramway(scene: Scene) -> None:
    """Draw rails in a lawn with a hedge, and a narrow road."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    high, low = GRASS[scene.brief.season]
    width, top = layout.width, layout.street
    middle = layout.lane - 22 * unit
    canvas.rect(0, top - 1, width, 8 * unit, _snow(scene, "#efe4cf", 0.7))
    canvas.rect(0, top + 6 * unit, width, middle - top, canvas.fade(mix(low, high, 0.6), high))
    for y in (top + 14 * unit, top + 20 * unit, top + 28 * unit, top + 34 * unit):
        canvas.rect(0, y, width, 2.2 * unit, "#7b8a92")
    canvas.rect(0, middle - 2 * unit, width, 4 * unit, _snow(scene, "#f5ebd8", 0.6))
    _draw_asphalt(scene, middle + 2 * unit, 3)
    _draw_track(scene)


def _draw_shared(scene: Scene) -> None:
    """Draw one surface for everybody, and rails in it where a tram was asked for."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    light, dark = choose_stone(scene)
    width, top, foot = layout.width, layout.street, layout.ground
    canvas.rect(0, top - 1, width, foot - top + 3, canvas.fade(mix(light, dark, 0.7), light))
    bands = "".join(box(0, top + (foot - top) * at, width, 3 * unit) for at in (0.12, 0.5, 0.97))
    canvas.path(bands, shade(dark, 0.14), 0.45)
    joints = "".join(
        f"M{n(width * (i + 0.5) / 30)} {n(top)}l{n((i - 15) * 3.2 * unit)} {n(foot - top)}"
        for i in range(30)
    )
    canvas.stroke(joints, shade(dark, 0.1), 1.2 * unit, 0.4)
    canvas.rect(0, top, width, (foot - top) * 0.12, shade(dark, 0.1), opacity=0.35)
    posts = "".join(
        box(width * (i + 0.5) / 24, foot - 17 * unit, 4 * unit, 18 * unit) for i in range(24)
    )
    canvas.path(posts, "#6b7890")
    if scene.brief.shows("tram"):
        for lift in (34, 28):
            canvas.rect(0, layout.lane - lift * unit, width, 2 * unit, "#8b93a0")


def _draw_lane(scene: Scene) -> None:
    """Draw a narrow lane between verges, and a gravel path."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    high, low = GRASS[scene.brief.season]
    width, top, foot = layout.width, layout.street, layout.ground
    canvas.rect(0, top - 1, width, foot - top + 3, canvas.fade(mix(high, low, 0.4), high))
    road = _snow(scene, "#b9b3ab")
    y = layout.lane - 46 * unit
    canvas.rect(0, y - 3 * unit, width, 49 * unit, _snow(scene, "#e2d6b8"))
    canvas.rect(0, y, width, 43 * unit, canvas.fade(tint(road, 0.2), road))
    path = _snow(scene, "#ead9b4")
    canvas.rect(0, layout.lane + 8 * unit, width, 15 * unit, path)
    stream = scene.stream("verge")
    tufts = []
    for _ in range(90):
        x, at = width * stream.unit(), stream.pick((-47.0, 3.0, 6.0, 27.0))
        tall = stream.between(4, 9) * unit
        for lean in (-0.4, 0.4):
            tufts.append(f"M{n(x)} {n(layout.lane + at * unit)}l{n(lean * tall)} {n(-tall)}")
    canvas.stroke("".join(tufts), scene.covered(shade(FOLIAGE["summer"][1], 0.1)), 1.6 * unit, 0.7)


_STREETS: dict[str, Callable[[Scene], None]] = {
    "road": _draw_road,
    "tramway": _draw_tramway,
    "shared": _draw_shared,
    "lane": _draw_lane,
}


def draw_street(scene: Scene) -> None:
    """Draw everything between the belt and the ground."""
    canvas, layout = scene.canvas, scene.layout
    canvas.depth = 0.08
    _STREETS[scene.stage.street](scene)
    if scene.brief.weather == "rain":
        top = layout.street + 8 * layout.unit
        canvas.rect(0, top, layout.width, layout.lane - top, canvas.veil("#e9f3fa", 0.5, 0.08))
    canvas.depth = 0.0
