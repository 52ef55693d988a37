"""The ground in front: a square, a park with a path, or a promenade."""

from __future__ import annotations

import math

from visions.imaging.sketch.canvas import Paint, curve, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.palette import GRASS, PAVING, SNOW
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.trees import draw_flowers


def _lawn(scene: Scene) -> None:
    canvas, layout = scene.canvas, scene.layout
    high, low = GRASS[scene.brief.season]
    canvas.rect(
        0, layout.ground, layout.width, layout.height - layout.ground, canvas.fade(high, low)
    )
    stream = scene.stream("lawn")
    tufts = []
    for _ in range(150):
        y = layout.ground + (layout.height - layout.ground) * stream.unit()
        x, tall = layout.width * stream.unit(), 11 * layout.scale(y)
        tufts.append(
            f"M{n(x)} {n(y)}l{n(-tall * 0.35)} {n(-tall)}"
            f"M{n(x)} {n(y)}l{n(tall * 0.3)} {n(-tall * 0.85)}"
        )
    canvas.stroke("".join(tufts), shade(low, 0.08), 1.7 * layout.unit, 0.55)


def _stone(scene: Scene) -> tuple[str, str]:
    light, dark = PAVING[scene.brief.ground]
    if scene.place.houses == "tuscan":
        light, dark = mix(light, "#e8b98c", 0.5), mix(dark, "#dca37a", 0.5)
    if scene.snowy:
        light, dark = mix(light, SNOW, 0.75), mix(dark, "#dfe7f1", 0.75)
    return light, dark


def _square(scene: Scene) -> None:
    """Draw a round paved square with rings and joints that run to its middle."""
    canvas, layout = scene.canvas, scene.layout
    deep = layout.height - layout.ground
    x, y = layout.width / 2, layout.ground + deep * 0.56
    rx, ry = layout.width * 0.47, deep * 0.53
    light, dark = _stone(scene)
    canvas.ellipse(x, y + 7 * layout.unit, rx, ry, shade(GRASS[scene.brief.season][1], 0.2), 0.5)
    canvas.ellipse(x, y, rx, ry, scene.covered(tint(dark, 0.5)))
    canvas.ellipse(x, y, rx * 0.985, ry * 0.975, canvas.fade(light, dark))
    canvas.path(disc(x, y, rx * 0.78, ry * 0.78), shade(dark, 0.06), 0.55)
    canvas.path(disc(x, y, rx * 0.74, ry * 0.74), canvas.fade(light, mix(light, dark, 0.8)))
    canvas.path(disc(x, y, rx * 0.4, ry * 0.4), shade(dark, 0.08), 0.5)
    canvas.path(disc(x, y, rx * 0.37, ry * 0.37), mix(light, dark, 0.35))
    joints = []
    for i in range(28):
        a = math.tau * i / 28
        c, s = math.cos(a), math.sin(a)
        joints.append(
            f"M{n(x + rx * 0.4 * c)} {n(y + ry * 0.4 * s)}"
            f"L{n(x + rx * 0.97 * c)} {n(y + ry * 0.96 * s)}"
        )
    rings = "".join(disc(x, y, rx * k, ry * k) for k in (0.5, 0.62, 0.88))
    canvas.stroke("".join(joints) + rings, shade(dark, 0.12), 1.3 * layout.unit, 0.4)


def _park(scene: Scene) -> None:
    """Draw a winding path that widens towards the viewer, and mown stripes."""
    canvas, layout = scene.canvas, scene.layout
    w, deep, top = layout.width, layout.height - layout.ground, layout.ground
    light, dark = _stone(scene)
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
        (0.74, 1.04),
        (0.68, 0.86),
        (0.72, 0.62),
        (0.84, 0.44),
        (0.72, 0.24),
        (0.6, 0.1),
        (0.6, 0.0),
    ]
    down = [(x * w, top + y * deep) for x, y in left]
    back = [(x * w, top + y * deep) for x, y in right]
    path = curve(down) + "L" + curve(back)[1:] + "z"
    canvas.stroke(path, shade(GRASS[scene.brief.season][1], 0.14), 7 * layout.unit, 0.5)
    canvas.path(path, canvas.fade(light, dark))
    for at, size in ((0.13, 0.2), (0.9, 0.26)):
        x, y = at * w, top + deep * 0.62
        canvas.ellipse(
            x, y, w * size * 0.7, deep * 0.2, tint(GRASS[scene.brief.season][0], 0.2), 0.4
        )


def _promenade(scene: Scene) -> None:
    """Draw a sea front paved in long waves, with a strip of lawn on either side."""
    canvas, layout = scene.canvas, scene.layout
    w, deep, top = layout.width, layout.height - layout.ground, layout.ground
    light, dark = _stone(scene)
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


_GROUNDS = {"square": _square, "park": _park, "promenade": _promenade}


def scatter_flowers(scene: Scene) -> None:
    """Sow small groups of flowers into the grass at the edges."""
    for i, across in enumerate((0.035, 0.13, 0.27, 0.37, 0.64, 0.73, 0.87, 0.965)):
        stream = scene.stream(f"flowers/{i}")
        down = 0.82 if i in (0, 7) else 0.06 + 0.03 * (i % 2)
        x, y = scene.layout.stand(across, down)
        with scene.canvas.at(x, y, scene.layout.scale(y)):
            draw_flowers(scene, stream, 130, 13)


def draw_ground(scene: Scene) -> None:
    """Draw the ground and the light that lies on it."""
    canvas, layout = scene.canvas, scene.layout
    _lawn(scene)
    _GROUNDS[scene.brief.ground](scene)
    deep = layout.height - layout.ground
    if scene.brief.ground != "promenade":
        scatter_flowers(scene)
    if scene.brief.weather == "rain":
        stream = scene.stream("puddles")
        for _ in range(7):
            x, y = layout.stand(stream.between(0.08, 0.92), stream.between(0.2, 0.95))
            s = layout.scale(y)
            shape = disc(x, y, 95 * s, 13 * s) + disc(x + 70 * s, y + 6 * s, 60 * s, 9 * s)
            canvas.path(shape, Paint(mix(canvas.light.sky[-2], "#ffffff", 0.25)), 0.6)
    if canvas.light.lamps > 0.5 and canvas.light.windows > 0.3:
        x, y = layout.width / 2, layout.ground + deep * 0.55
        with canvas.at(x, y):
            canvas.ellipse(0, 0, layout.width * 0.5, deep * 0.62, canvas.halo("#ffc878", 0.55))
