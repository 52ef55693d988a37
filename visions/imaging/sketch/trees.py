"""Trees, shrubs and flowers; each grows from 0, 0, in centimetres."""

from __future__ import annotations

from visions.imaging.sketch.canvas import curve, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.palette import BARK, EVERGREEN, FLOWERS, FOLIAGE, SNOW
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream

EVERGREENS = ("pine", "cypress", "palm", "olive")


def draw_tree(scene: Scene, stream: Stream, kind: str, shadow: bool = True) -> None:
    """Draw a tree 4 to 7 metres high; in winter a broadleaved one stands bare."""
    season = scene.brief.season
    if kind in EVERGREENS:
        leaf = stream.pick(EVERGREEN[season])
    else:
        leaf = stream.pick(FOLIAGE[season])
        if season == "winter":
            kind = "bare"
    if shadow:
        scene.canvas.shadow(190, 330, 4)
    _KINDS[kind](scene, stream, leaf)


def _trunk(scene: Scene, top: float, foot: float = 15) -> None:
    canvas = scene.canvas
    d = f"M{n(-foot)} 0Q-7 {n(top * 0.5)} -6 {n(top)}H6Q7 {n(top * 0.5)} {n(foot)} 0z"
    canvas.path(d, BARK)


def _crown(scene: Scene, leaf: str, whole: str, light: str, low: str) -> None:
    """Draw a crown from three outlines: all of it, its sunny side, its shaded foot."""
    canvas = scene.canvas
    canvas.path(whole, leaf)
    canvas.path(low, shade(leaf, 0.3), 0.55)
    canvas.path(light, tint(leaf, 0.34), 0.5)


def _dab(x: float, y: float, rx: float, ry: float, sun: float) -> str:
    """Return the sunny side of a crown around `x`, `y`: a soft patch and a few single leaves."""
    spots = (
        (0.3, -0.36, 0.44),
        (0.72, -0.1, 0.13),
        (-0.12, -0.74, 0.12),
        (-0.3, -0.3, 0.1),
        (0.56, 0.3, 0.1),
        (0.06, 0.12, 0.08),
    )
    return "".join(disc(x + sun * a * rx, y + b * ry, c * rx, c * ry) for a, b, c in spots)


def _round(scene: Scene, stream: Stream, leaf: str) -> None:
    high, r = stream.between(330, 420), stream.between(120, 150)
    _trunk(scene, -high + 40)
    sun = scene.canvas.sun
    scene.canvas.stroke(f"M0 {n(-high + 150)}L{-38 * sun} {n(-high + 80)}", BARK, 8)
    low = -high + r * 0.3
    foot = (
        f"M{n(-r * 0.95)} {n(low)}A{n(r)} {n(r)} 0 0 0 {n(r * 0.95)} {n(low)}"
        f"Q0 {n(low + r * 0.45)} {n(-r * 0.95)} {n(low)}z"
    )
    _crown(scene, leaf, disc(0, -high, r), _dab(0, -high, r, r, sun), foot)


def _tall(scene: Scene, stream: Stream, leaf: str) -> None:
    high, r = stream.between(360, 440), stream.between(84, 104)
    _trunk(scene, -high + 60, 12)
    low = -high + r * 0.75
    foot = (
        f"M{n(-r * 0.9)} {n(low)}A{n(r)} {n(r * 1.75)} 0 0 0 {n(r * 0.9)} {n(low)}"
        f"Q0 {n(low + r * 0.55)} {n(-r * 0.9)} {n(low)}z"
    )
    light = _dab(0, -high, r, r * 1.75, scene.canvas.sun)
    _crown(scene, leaf, disc(0, -high, r, r * 1.75), light, foot)


def _cloud(scene: Scene, stream: Stream, leaf: str) -> None:
    high, r = stream.between(330, 400), stream.between(84, 104)
    sun = scene.canvas.sun
    _trunk(scene, -high + 60)
    scene.canvas.stroke(f"M0 {n(-high + 140)}L{62 * sun} {n(-high + 60)}", BARK, 9)
    blobs = (
        disc(-r * 0.95, -high + r * 0.2, r * 0.92)
        + disc(r * 0.95, -high + r * 0.25, r * 0.88)
        + disc(0, -high - r * 0.5, r * 1.15)
        + disc(0, -high + r * 0.35, r * 0.9)
    )
    low = -high + r * 0.5
    foot = (
        f"M{n(-r * 1.8)} {n(low)}Q{n(-r)} {n(low + r * 0.85)} 0 {n(low + r * 0.74)}"
        f"Q{n(r)} {n(low + r * 0.85)} {n(r * 1.75)} {n(low)}"
        f"Q{n(r)} {n(low + r * 0.3)} 0 {n(low + r * 0.12)}"
        f"Q{n(-r)} {n(low + r * 0.35)} {n(-r * 1.8)} {n(low)}z"
    )
    light = _dab(0, -high - r * 0.5, r * 1.15, r * 1.15, sun)
    light += disc(sun * r * 1.2, -high + r * 0.05, r * 0.36)
    _crown(scene, leaf, blobs, light, foot)


def _olive(scene: Scene, stream: Stream, leaf: str) -> None:
    scene.canvas.stroke("M0 0Q-22 -70 6 -120T-8 -210", BARK, 22)
    scene.canvas.stroke("M4 -120Q40 -150 52 -200", BARK, 11)
    soft = mix(leaf, "#b7c79a", 0.55)
    blobs = disc(-62, -240, 72, 58) + disc(58, -235, 76, 56) + disc(0, -285, 84, 62)
    sun = scene.canvas.sun
    _crown(scene, soft, blobs, disc(sun * 40, -300, 46, 32), disc(0, -200, 100, 22))


def _pine(scene: Scene, stream: Stream, leaf: str) -> None:
    canvas, sun = scene.canvas, scene.canvas.sun
    high = stream.between(430, 560)
    canvas.rect(-9, -70, 18, 70, BARK)
    for tier in range(4):
        foot = -50 - high * 0.21 * tier
        half = 122 - 25 * tier
        top = foot - high * 0.37
        canvas.path(
            f"M0 {n(top)}L{n(half)} {n(foot)}Q0 {n(foot + 26)} {n(-half)} {n(foot)}z",
            mix(leaf, "#9cc48a", 0.05 * tier),
        )
        canvas.polygon(
            [(0, top), (-sun * half, foot), (-sun * half * 0.2, foot + 11)], shade(leaf), 0.5
        )
        if scene.snowy:
            canvas.path(
                f"M0 {n(top)}L{n(half * 0.62)} {n(foot - high * 0.13)}Q{n(half * 0.3)} "
                f"{n(foot - high * 0.17)} 0 {n(foot - high * 0.1)}Q{n(-half * 0.3)} "
                f"{n(foot - high * 0.17)} {n(-half * 0.62)} {n(foot - high * 0.13)}z",
                SNOW,
                0.92,
            )


def _cypress(scene: Scene, stream: Stream, leaf: str) -> None:
    canvas, sun = scene.canvas, scene.canvas.sun
    high = stream.between(430, 600)
    canvas.rect(-6, -50, 12, 50, BARK)
    canvas.path(
        f"M0 {-high:.0f}C70 {n(-high * 0.5)} 66 -40 0 -30"
        f"C-66 -40 -70 {n(-high * 0.5)} 0 {-high:.0f}z",
        leaf,
    )
    canvas.path(
        f"M0 {-high:.0f}C{70 * sun} {n(-high * 0.5)} {66 * sun} -40 {12 * sun} -32"
        f"Q{34 * sun} {n(-high * 0.45)} 0 {-high:.0f}z",
        tint(leaf, 0.3),
        0.55,
    )


def _palm(scene: Scene, stream: Stream, leaf: str) -> None:
    canvas = scene.canvas
    high = stream.between(360, 470)
    lean = stream.between(-40, 40)
    canvas.stroke(
        f"M0 0Q{n(lean * 0.2)} {n(-high * 0.6)} {n(lean)} {n(-high)}", mix(BARK, "#c9a27a", 0.4), 20
    )
    fresh = mix(leaf, "#7fc06a", 0.4)
    for i in range(9):
        side = (i - 4) / 4
        reach, drop = 150 * side, 90 * abs(side) ** 1.6 - 70 + (i % 2) * 26
        x, y = lean, -high
        canvas.path(
            f"M{n(x)} {n(y)}Q{n(x + reach * 0.55)} {n(y - 95 + abs(side) * 30)} "
            f"{n(x + reach)} {n(y + drop)}"
            f"Q{n(x + reach * 0.5)} {n(y - 48 + abs(side) * 30)} {n(x)} {n(y)}z",
            tint(fresh, 0.16) if side * canvas.sun > 0 else shade(fresh, 0.12),
        )


def _bare(scene: Scene, stream: Stream, leaf: str) -> None:
    canvas = scene.canvas
    high = stream.between(380, 450)
    wood = mix(BARK, "#6d5a66", 0.4)
    canvas.path(f"M-14 0Q-8 {n(-high * 0.3)} -5 {n(-high * 0.5)}H5Q8 {n(-high * 0.3)} 14 0z", wood)
    twigs, snow = [], []
    for i, (at, side) in enumerate(((0.36, -1), (0.44, 1), (0.5, -1), (0.5, 1), (0.5, 0.15))):
        reach = side * stream.between(80, 120) * (1 - 0.12 * i)
        x, y = reach, -high * (at + 0.36) + (30 if abs(side) == 1 else -60)
        twigs.append(
            f"M0 {n(-high * at)}Q{n(x * 0.25)} {n((-high * at + y) / 2 - 20)} {n(x)} {n(y)}"
        )
        twigs.append(
            f"M{n(x * 0.55)} {n(-high * at * 0.45 + y * 0.55)}L{n(x * 0.62 + side * 8)} {n(y - 46)}"
        )
        snow.append(
            f"M{n(x * 0.3)} {n((-high * at) * 0.62 + y * 0.38 - 16)}L{n(x * 0.9)} {n(y - 2)}"
        )
    canvas.stroke("".join(twigs), wood, 11)
    canvas.stroke("".join(snow), SNOW, 6)


_KINDS = {
    "round": _round,
    "tall": _tall,
    "cloud": _cloud,
    "olive": _olive,
    "pine": _pine,
    "cypress": _cypress,
    "palm": _palm,
    "bare": _bare,
}


def draw_shrub(scene: Scene, stream: Stream) -> None:
    """Draw a low shrub about 1.5 metres wide."""
    canvas = scene.canvas
    leaf = stream.pick(FOLIAGE[scene.brief.season])
    r = stream.between(42, 60)
    blobs = disc(-r, -r * 0.5, r * 0.8, r * 0.6) + disc(r, -r * 0.45, r * 0.85, r * 0.55)
    canvas.path(blobs + disc(0, -r * 0.8, r, r * 0.85), leaf)
    canvas.path(disc(canvas.sun * r * 0.3, -r * 1.1, r * 0.5, r * 0.35), tint(leaf), 0.6)
    canvas.ellipse(0, -2, r * 1.7, r * 0.25, shade(leaf, 0.4), 0.5)
    if scene.snowy:
        canvas.path(disc(0, -r * 1.25, r * 0.75, r * 0.36), SNOW, 0.95)


def draw_flowers(scene: Scene, stream: Stream, width: float, count: int) -> None:
    """Draw a strip of flowers `width` wide, in two or three colours."""
    canvas = scene.canvas
    if scene.snowy:
        return
    stems: list[str] = []
    heads: dict[str, list[str]] = {}
    for _ in range(count):
        x, y = stream.between(-width / 2, width / 2), stream.between(-8, 8)
        tall = stream.between(16, 34)
        stems.append(f"M{n(x)} {n(y)}l{n(stream.between(-4, 4))} {n(-tall)}")
        heads.setdefault(stream.pick(FLOWERS), []).append(disc(x, y - tall, stream.between(5, 8)))
    canvas.stroke("".join(stems), "#5a9e5b", 3.4)
    for colour, shapes in heads.items():
        canvas.path("".join(shapes), colour)


def draw_leaf(
    scene: Scene, x: float, y: float, tip_x: float, tip_y: float, wide: float, colour: str
) -> None:
    """Draw one long dark leaf from its foot to its tip, for the corners of a picture."""
    canvas = scene.canvas
    mid_x, mid_y = (x + tip_x) / 2, (y + tip_y) / 2
    canvas.path(
        f"M{n(x)} {n(y)}Q{n(mid_x - wide)} {n(mid_y)} {n(tip_x)} {n(tip_y)}"
        f"Q{n(mid_x + wide)} {n(mid_y + wide * 0.4)} {n(x)} {n(y)}z",
        colour,
    )
    canvas.stroke(
        curve([(x, y), (mid_x + wide * 0.1, mid_y), (tip_x, tip_y)]), tint(colour, 0.4), 1.6, 0.5
    )
