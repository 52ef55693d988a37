"""A promenade: long waves of stone, a deck of wood, or a bay that comes to the viewer."""

from __future__ import annotations

import math

from visions.imaging.sketch.canvas import Paint, box, n, trace
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.layers.paving import choose_stone
from visions.imaging.sketch.layout import Box
from visions.imaging.sketch.scene import Scene

_BAY = (0.47, 0.52)  # how far the bay reaches in, in shares of width and depth


def lay_waves(scene: Scene) -> None:
    """Draw a sea front paved in long waves, with a strip of lawn on either side."""
    canvas, layout = scene.canvas, scene.layout
    w, deep, top = layout.width, layout.height - layout.ground, layout.ground
    light, dark = choose_stone(scene)
    rise = deep * 0.1
    outline = (
        f"M0 {n(top + rise)}Q{n(w / 2)} {n(top - rise * 0.6)} {n(w)} {n(top + rise)}"
        f"V{n(layout.height)}H0z"
    )
    canvas.path(outline, canvas.fade(light, dark))
    with canvas.cut(outline):
        for row, share in enumerate((0.2, 0.36, 0.56, 0.8)):
            y, high, long = top + deep * share, deep * (0.025 + 0.03 * share), w / (9 - row * 1.4)
            count = int(w / long) + 3
            start = -long * (0.4 + 0.3 * (row % 2))
            d = (
                f"M{n(start)} {n(y)}"
                + f"q{n(long / 4)} {n(-high)} {n(long / 2)} 0t{n(long / 2)} 0" * count
            )
            back = (
                f"v{n(high * 0.8)}"
                + f"q{n(-long / 4)} {n(high)} {n(-long / 2)} 0t{n(-long / 2)} 0" * count
            )
            canvas.path(f"{d}{back}z", mix(dark, "#7fb3b8", 0.42 if not scene.snowy else 0.15), 0.6)
    canvas.stroke(
        f"M0 {n(top + rise)}Q{n(w / 2)} {n(top - rise * 0.6)} {n(w)} {n(top + rise)}",
        tint(dark, 0.6),
        5 * layout.unit,
    )


def lay_deck(scene: Scene) -> None:
    """Draw a deck of long boards with a band of stone behind it."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    w, top, foot = layout.width, layout.ground, layout.height
    deep = foot - top
    light, dark = choose_stone(scene)
    canvas.rect(0, top, w, deep, canvas.fade(light, dark))
    wood = scene.covered("#dcb585")
    edge = top + deep * 0.17
    canvas.rect(0, edge, w, foot - edge, canvas.fade(tint(wood, 0.35), wood))
    canvas.rect(0, edge - 5 * unit, w, 6 * unit, shade(wood, 0.18))
    lines, joints = [], []
    y, gap, row = edge, 11 * unit, 0
    while y < foot:
        lines.append(f"M0 {n(y)}H{n(w)}")
        for i in range(6):
            x = w * ((i + 0.37 * row) % 6) / 6
            joints.append(f"M{n(x)} {n(y)}v{n(gap)}")
        y += gap
        gap *= 1.13
        row += 1
    canvas.stroke("".join(lines), shade(wood, 0.3), 1.6 * unit, 0.5)
    canvas.stroke("".join(joints), shade(wood, 0.3), 1.3 * unit, 0.4)


def _bank(scene: Scene, grow: float = 0.0) -> list[tuple[float, float]]:
    """Return the edge of the bay from the foot of the picture to its side."""
    layout = scene.layout
    corner = layout.width if scene.stage.side > 0 else 0.0
    rx = layout.width * _BAY[0] + grow
    ry = (layout.height - layout.ground) * _BAY[1] + grow * 0.45
    return [
        (
            corner - scene.stage.side * rx * math.cos(math.pi / 2 * i / 20) ** 0.8,
            layout.height - ry * math.sin(math.pi / 2 * i / 20) ** 0.8,
        )
        for i in range(21)
    ]


def lay_bay(scene: Scene) -> None:
    """Draw a quay that curves around water in a lower corner, with steps and mooring posts."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    w, deep, top = layout.width, layout.height - layout.ground, layout.ground
    light, dark = choose_stone(scene)
    canvas.rect(0, top, w, deep, canvas.fade(light, dark))
    curves = "".join(trace(_bank(scene, deep * grow)) for grow in (0.3, 0.62, 1.0, 1.45))
    canvas.stroke(curves, mix(dark, "#6fa8b8", 0.3), 4.5 * unit, 0.4)
    corner = (w if scene.stage.side > 0 else 0.0, layout.height)
    for grow, colour in ((34 * unit, shade(dark, 0.12)), (24 * unit, tint(light, 0.5))):
        canvas.polygon([*_bank(scene, grow), corner], scene.covered(colour))
    canvas.polygon([*_bank(scene), corner], shade(dark, 0.35))
    water = canvas.light.water
    near, far = Paint(water[1]), Paint(mix(water[0], water[1], 0.45))
    drop = 13 * unit
    surface = [(x, y + drop) for x, y in _bank(scene)]
    canvas.polygon([*surface, (corner[0], corner[1] + drop)], canvas.fade(far, near))
    stream = scene.stream("bay")
    marks = []
    with canvas.cut(trace([*surface, (corner[0], corner[1] + drop)]) + "z"):
        for _ in range(46):
            x = corner[0] - scene.stage.side * w * _BAY[0] * stream.unit()
            y = layout.height - deep * _BAY[1] * stream.unit()
            marks.append(f"M{n(x)} {n(y)}h{n(stream.between(16, 60) * unit)}")
        canvas.stroke("".join(marks), Paint(tint(water[0], 0.5)), 2 * unit, 0.5)
    posts = _bank(scene, 12 * unit)[2:20:4]
    for x, y in posts:
        size = layout.scale(y)
        canvas.ellipse(x, y + 2 * size, 17 * size, 5 * size, Paint("#1d2a52"), 0.2)
        canvas.path(box(x - 9 * size, y - 34 * size, 18 * size, 35 * size), "#4a5670")
        canvas.ellipse(x, y - 34 * size, 13 * size, 5 * size, scene.covered("#6b7890"))


def find_bay(scene: Scene) -> list[Box]:
    """Return boxes that cover the bay and its edge."""
    layout = scene.layout
    foot = layout.height + 40 * layout.unit
    points = _bank(scene, 34 * layout.unit)
    boxes = []
    for (x, y), (other, up) in zip(points[::2], points[2::2], strict=False):
        boxes.append((min(x, other), (y + up) / 2, max(x, other), foot))
    return boxes
