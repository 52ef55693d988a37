"""Stone under foot: squares paved in rings, in fans or in stripes, and a shared street."""

from __future__ import annotations

import math

from visions.imaging.sketch.canvas import disc, n, trace
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.palette import GRASS, PAVING, SNOW
from visions.imaging.sketch.scene import Scene


def choose_stone(scene: Scene) -> tuple[str, str]:
    """Return the light and the dark colour of the paving."""
    light, dark = PAVING[scene.stage.ground]
    if scene.place.houses in ("tuscan", "southern"):
        light, dark = mix(light, "#e8b98c", 0.5), mix(dark, "#dca37a", 0.5)
    elif scene.place.houses in ("gables", "lowland", "brick"):
        light, dark = mix(light, "#d99f80", 0.3), mix(dark, "#c98468", 0.3)
    elif scene.place.houses in ("towers", "timber", "chalets"):
        light, dark = mix(light, "#dfe3e6", 0.55), mix(dark, "#c3ccd4", 0.55)
    elif scene.place.houses in ("modern", "mixed", "town", "central", "attic"):
        tone = ("#e6dcc8", "#d5dde0", "#e9bfa3")[scene.stage.hue % 3]
        light, dark = mix(light, tone, 0.45), mix(dark, shade(tone, 0.1), 0.45)
    if scene.snowy:
        light, dark = mix(light, SNOW, 0.75), mix(dark, "#dfe7f1", 0.75)
    return light, dark


def _pave_all(scene: Scene) -> tuple[str, str]:
    """Pave the whole ground, with a kerb along its far edge."""
    canvas, layout = scene.canvas, scene.layout
    light, dark = choose_stone(scene)
    deep = layout.height - layout.ground
    canvas.rect(0, layout.ground, layout.width, deep, canvas.fade(light, dark))
    canvas.rect(0, layout.ground, layout.width, 5 * layout.unit, shade(dark, 0.1), opacity=0.5)
    return light, dark


def pave_rings(scene: Scene) -> None:
    """Draw a round paved square with rings and joints that run to its middle."""
    canvas, layout = scene.canvas, scene.layout
    deep = layout.height - layout.ground
    x, y = layout.width / 2, layout.ground + deep * 0.56
    rx, ry = layout.width * 0.47, deep * 0.53
    light, dark = choose_stone(scene)
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


def pave_fans(scene: Scene) -> None:
    """Draw a wide square of small stones laid in fans."""
    canvas, layout = scene.canvas, scene.layout
    light, dark = _pave_all(scene)
    y, step = layout.ground + 6 * layout.unit, 17 * layout.unit
    arcs, row = [], 0
    while y < layout.height + step:
        half = step * 1.7
        x = layout.width / 2 - half * (1 + row % 2)
        while x > 0:
            x -= 2 * half
        run = []
        while x < layout.width:
            run.append(
                f"a{n(half)} {n(step * 1.1)} 0 0 1 {n(2 * half)} 0"
                f"m{n(-half * 1.55)} 0a{n(half * 0.55)} {n(step * 0.6)} 0 0 1 {n(half * 1.1)} 0"
                f"m{n(half * 0.45)} 0"
            )
            x += 2 * half
        first = layout.width / 2 - half * (1 + row % 2)
        while first > 0:
            first -= 2 * half
        arcs.append(f"M{n(first)} {n(y + step)}{''.join(run)}")
        y += step
        step *= 1.16
        row += 1
    canvas.stroke("".join(arcs), shade(dark, 0.18), 1.4 * layout.unit, 0.34)
    x, y = layout.stand(*scene.stage.heart)
    rx, ry = layout.width * 0.27, (layout.height - layout.ground) * 0.25
    canvas.ellipse(x, y, rx, ry, shade(dark, 0.1))
    canvas.ellipse(x, y, rx * 0.94, ry * 0.93, canvas.fade(light, dark))
    star = "".join(
        f"M{n(x + rx * 0.9 * math.cos(math.tau * i / 16))} "
        f"{n(y + ry * 0.9 * math.sin(math.tau * i / 16))}L{n(x)} {n(y)}"
        for i in range(16)
    )
    canvas.stroke(star + disc(x, y, rx * 0.6, ry * 0.6), shade(dark, 0.16), 2 * layout.unit, 0.45)


def pave_stripes(scene: Scene) -> None:
    """Draw long bands of stone that run towards a point on the horizon."""
    canvas, layout = scene.canvas, scene.layout
    light, dark = _pave_all(scene)
    width, top, foot = layout.width, layout.ground, layout.height
    aim = (0.5 - 0.2 * scene.stage.side) * width
    share = (top - layout.horizon * 0.86) / (foot - layout.horizon * 0.86)
    bands, step = [], width * 0.15
    for i in range(-14, 20, 2):
        a, b = aim + step * (i - 0.5), aim + step * (i + 0.5)
        bands.append(
            trace(
                [
                    (a, foot),
                    (b, foot),
                    (aim + (b - aim) * share, top),
                    (aim + (a - aim) * share, top),
                ]
            )
            + "z"
        )
    canvas.path("".join(bands), mix(dark, shade(light, 0.2), 0.5), 0.4)
    lines, y, gap = [], top, 10 * layout.unit
    while y < foot:
        lines.append(f"M0 {n(y)}H{n(width)}")
        y += gap
        gap *= 1.35
    canvas.stroke("".join(lines), shade(dark, 0.14), 1.3 * layout.unit, 0.4)


def pave_bands(scene: Scene) -> None:
    """Draw a street for everybody: one surface, bands of darker stone, a gutter, games."""
    canvas, layout = scene.canvas, scene.layout
    light, dark = _pave_all(scene)
    width, deep, top = layout.width, layout.height - layout.ground, layout.ground
    for at, thick in ((0.05, 0.03), (0.24, 0.045), (0.5, 0.06), (0.84, 0.08)):
        canvas.rect(0, top + deep * at, width, deep * thick, shade(dark, 0.12), opacity=0.38)
    middle, aim = width * scene.stage.heart[0], width * (0.5 + 0.5 * (scene.stage.heart[0] - 0.5))
    for grow, colour in ((1.12, shade(dark, 0.2)), (1.0, mix(light, "#d99878", 0.42))):
        near, far = width * 0.27 * grow, width * 0.15 * grow
        edge = [
            (middle - near, top + deep),
            (aim - far, top),
            (aim + far, top),
            (middle + near, top + deep),
        ]
        canvas.polygon(edge, scene.covered(colour), 0.5)
    joints, y, gap = [], top, 9 * layout.unit
    while y < layout.height:
        share = (y - top) / deep
        half = width * (0.15 + 0.12 * share)
        x = aim + (middle - aim) * share
        joints.append(f"M{n(x - half)} {n(y)}H{n(x + half)}")
        y += gap
        gap *= 1.12
    canvas.stroke("".join(joints), shade(dark, 0.2), 1.3 * layout.unit, 0.35)


def pave_islands(scene: Scene) -> None:
    """Draw a street for everybody with green islands between the ways across it."""
    canvas, layout = scene.canvas, scene.layout
    light, dark = _pave_all(scene)
    width, deep, top = layout.width, layout.height - layout.ground, layout.ground
    joints, step = [], width / 22
    for i in range(-6, 30):
        x = step * i
        joints.append(f"M{n(x)} {n(top)}l{n(-deep * 0.5)} {n(deep)}")
    canvas.stroke("".join(joints), shade(dark, 0.1), 1.3 * layout.unit, 0.35)
    high, low = GRASS[scene.brief.season]
    for across, down, size in find_islands(scene):
        x, y = layout.stand(across, down)
        rx, ry = width * size, deep * size * 0.62
        canvas.ellipse(x, y + 4 * layout.unit, rx * 1.05, ry * 1.14, shade(dark, 0.22), 0.6)
        canvas.ellipse(x, y, rx * 1.05, ry * 1.12, tint(light, 0.4))
        canvas.ellipse(x, y, rx, ry, canvas.fade(high, low))


def find_islands(scene: Scene) -> tuple[tuple[float, float, float], ...]:
    """Return where green islands lie in the street: across, down, size."""
    side = scene.stage.side
    return ((0.5 - 0.36 * side, 0.3, 0.13), (0.5 + 0.4 * side, 0.62, 0.15))
