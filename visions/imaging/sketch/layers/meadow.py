"""A park: a winding path, a place where paths cross, or a pond."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, Point, curve, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.layers.paving import choose_stone
from visions.imaging.sketch.layout import Box
from visions.imaging.sketch.palette import GRASS
from visions.imaging.sketch.scene import Scene

_POND = (0.3, 0.68, 0.27, 0.24)  # away from the middle, down, half width, half depth
# the paths of a crossing, each by its two edges
_CROSSING: tuple[tuple[list[Point], list[Point]], ...] = (
    (
        [(-0.02, 0.28), (0.2, 0.36), (0.4, 0.6), (0.5, 0.8)],
        [(-0.02, 0.42), (0.18, 0.5), (0.3, 0.7), (0.4, 0.86)],
    ),
    (
        [(0.7, 0.0), (0.68, 0.14), (0.64, 0.34), (0.56, 0.6)],
        [(0.76, 0.0), (0.75, 0.14), (0.72, 0.36), (0.66, 0.62)],
    ),
    (
        [(0.7, 0.62), (0.82, 0.72), (0.94, 0.86), (1.02, 0.94)],
        [(0.62, 0.84), (0.74, 0.9), (0.84, 0.98), (0.9, 1.06)],
    ),
)


def _across(scene: Scene, x: float) -> float:
    """Return the pixel for a share of the width, mirrored by the hand of the picture."""
    return scene.layout.width * (x if scene.stage.side > 0 else 1 - x)


def _trace_way(scene: Scene, points: list[Point]) -> str:
    layout = scene.layout
    deep = layout.height - layout.ground
    return curve([(_across(scene, x), layout.ground + y * deep) for x, y in points])


def _lay_way(scene: Scene, one: list[Point], other: list[Point]) -> None:
    """Draw a path between its two edges, each from the back to the front."""
    canvas, layout = scene.canvas, scene.layout
    light, dark = choose_stone(scene)
    path = _trace_way(scene, one) + "L" + _trace_way(scene, other[::-1])[1:] + "z"
    canvas.stroke(path, shade(GRASS[scene.brief.season][1], 0.14), 7 * layout.unit, 0.5)
    canvas.path(path, canvas.fade(light, dark))


def _mow(scene: Scene, spots: tuple[tuple[float, float, float], ...]) -> None:
    """Lighten patches of the lawn."""
    layout = scene.layout
    deep = layout.height - layout.ground
    for across, down, size in spots:
        scene.canvas.ellipse(
            _across(scene, across),
            layout.ground + deep * down,
            layout.width * size,
            deep * size * 1.3,
            tint(GRASS[scene.brief.season][0], 0.2),
            0.4,
        )


def lay_winding(scene: Scene) -> None:
    """Draw a winding path that widens towards the viewer, and mown patches."""
    left = [
        (0.55, 0.0),
        (0.5, 0.1),
        (0.6, 0.26),
        (0.42, 0.42),
        (0.2, 0.62),
        (0.24, 0.86),
        (0.3, 1.04),
    ]
    right = [
        (0.6, 0.0),
        (0.6, 0.1),
        (0.72, 0.24),
        (0.84, 0.44),
        (0.72, 0.62),
        (0.68, 0.86),
        (0.74, 1.04),
    ]
    _mow(scene, ((0.13, 0.62, 0.15), (0.9, 0.62, 0.18)))
    _lay_way(scene, left, right)


def lay_crossing(scene: Scene) -> None:
    """Draw paths that meet at a round place."""
    canvas, layout = scene.canvas, scene.layout
    light, dark = choose_stone(scene)
    _mow(scene, ((0.2, 0.3, 0.16), (0.86, 0.4, 0.12), (0.14, 0.92, 0.12)))
    for one, other in _CROSSING:
        _lay_way(scene, one, other)
    deep = layout.height - layout.ground
    x, y = layout.stand(scene.stage.heart[0], scene.stage.heart[1] - 0.03)
    rx, ry = layout.width * 0.25, deep * 0.27
    canvas.ellipse(x, y + 5 * layout.unit, rx, ry, shade(GRASS[scene.brief.season][1], 0.16), 0.5)
    canvas.ellipse(x, y, rx, ry, canvas.fade(light, dark))
    canvas.stroke(disc(x, y, rx * 0.8, ry * 0.8), shade(dark, 0.14), 3 * layout.unit, 0.5)


def lay_pond(scene: Scene) -> None:
    """Draw a path around a pond with stones, reeds and water lilies."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    deep = layout.height - layout.ground
    low = GRASS[scene.brief.season][1]
    _mow(scene, ((0.12, 0.9, 0.14), (0.5, 0.2, 0.12)))
    left = [(0.3, 0.0), (0.34, 0.16), (0.16, 0.4), (0.02, 0.6), (-0.05, 0.8)]
    right = [(0.35, 0.0), (0.43, 0.18), (0.36, 0.46), (0.34, 0.8), (0.46, 1.05)]
    _lay_way(scene, left, right)
    x, y = _across(scene, 0.5 + _POND[0]), layout.ground + deep * _POND[1]
    rx, ry = layout.width * _POND[2], deep * _POND[3]
    shape = disc(x, y, rx, ry) + disc(
        x - scene.stage.side * rx * 0.7, y - ry * 0.3, rx * 0.5, ry * 0.5
    )
    canvas.stroke(shape, mix(low, "#d8c9a0", 0.55), 14 * unit)
    water = canvas.light.water
    canvas.path(shape, canvas.fade(Paint(mix(water[0], water[1], 0.3)), Paint(water[1])))
    stream = scene.stream("pond")
    ripples = "".join(
        f"M{n(x + rx * stream.between(-0.8, 0.6))} {n(y + ry * stream.between(-0.55, 0.7))}"
        f"h{n(stream.between(20, 70) * unit)}"
        for _ in range(16)
    )
    canvas.stroke(ripples, Paint(tint(water[0], 0.5)), 2 * unit, 0.5)
    if not scene.snowy:
        pads = [
            (x + rx * stream.between(-0.5, 0.6), y + ry * stream.between(-0.2, 0.6))
            for _ in range(7)
        ]
        canvas.path("".join(disc(a, b, 15 * unit, 5 * unit) for a, b in pads), "#6fb36a")
        canvas.path(
            "".join(disc(a + 3 * unit, b - 4 * unit, 4 * unit) for a, b in pads[:4]), "#f6c4d4"
        )
    for i in range(12):
        at = stream.between(-0.95, 0.95)
        edge = y - ry * (1 - at * at) ** 0.5
        foot = x + rx * at
        for lean in (-8, 0, 9):
            canvas.line(
                [
                    (foot + lean * unit * 0.4, edge + 3 * unit),
                    (foot + lean * unit, edge - stream.between(22, 46) * unit),
                ],
                "#5f9a5c",
                2.4 * unit,
            )
        if i % 2:
            canvas.rect(
                foot - 2.5 * unit, edge - 48 * unit, 5 * unit, 16 * unit, "#8a6248", r=2.5 * unit
            )
    with canvas.at(x - rx * 0.2, y + ry * 0.1, 0.9 * unit):
        _draw_ducks(scene)


def _draw_ducks(scene: Scene) -> None:
    canvas = scene.canvas
    for i, dx in enumerate((0, 46, 78)):
        size = 1.0 if i == 0 else 0.6
        with canvas.at(dx, i * 3, size):
            canvas.path("M-22 -4Q-20 10 0 10Q20 10 24 -8Q10 -2 4 -6Q-8 -12 -22 -4z", "#fdfaf0")
            canvas.circle(-20, -14, 8, "#3f8f6c" if i == 0 else "#e9d9a0")
            canvas.path("M-27 -15L-38 -12L-27 -10z", "#f2a33c")
            canvas.stroke("M-30 14H34", Paint("#ffffff"), 2, 0.5)


def find_pond(scene: Scene) -> list[Box]:
    """Return boxes that cover the pond."""
    layout = scene.layout
    deep = layout.height - layout.ground
    x, y = _across(scene, 0.5 + _POND[0]), layout.ground + deep * _POND[1]
    rx, ry = layout.width * _POND[2], deep * _POND[3]
    boxes = []
    for i in range(-5, 6):
        half = ry * (1 - (i / 5.5) ** 2) ** 0.5
        boxes.append((x + rx * (i - 0.6) / 5.2, y - half, x + rx * (i + 0.6) / 5.2, y + half + 12))
    boxes.append(
        (x - rx * 1.05 - 0.2 * rx, y - ry * 0.7, x + rx * 0.2, y + ry * 0.2)
        if scene.stage.side > 0
        else (x - rx * 0.2, y - ry * 0.7, x + rx * 1.25, y + ry * 0.2)
    )
    return boxes
