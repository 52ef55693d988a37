"""Boats and bridges; drawn only where there is water."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.palette import ACCENTS, CORAL, PAPER, STEEL, TEAL, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


@element(Zone.WATER, "boat", "harbour", "sea", "greek", size=(82, 92), home=(0.3, 0.5))
def draw_sail_boat(scene: Scene, stream: Stream) -> None:
    """Draw a small sailing boat."""
    canvas = scene.canvas
    sail = stream.pick((CORAL, "#f2b04a", TEAL, PAPER))
    canvas.ellipse(0, 3, 40, 3.6, Paint("#ffffff"), 0.5)
    canvas.path("M-30 -13H32Q26 3 14 3H-18Q-28 1 -30 -13z", canvas.fade("#ffffff", "#c9d4da"))
    canvas.line([(0, -12), (0, -88)], shade(WOOD, 0.3), 2.6)
    canvas.path("M4 -86Q36 -48 32 -20H4z", PAPER)
    canvas.path("M-4 -80Q-28 -40 -26 -20H-4z", sail)


@element(Zone.WATER, "boat", "sea", "greek", size=(60, 90), home=(0.66, 0.34))
def draw_second_sail_boat(scene: Scene, stream: Stream) -> None:
    """Draw one more sailing boat, farther out."""
    with scene.canvas.at(0, 0, 0.72, flip=True):
        draw_sail_boat(scene, stream)


@element(Zone.WATER, "boat", "harbour", "canal", "river", size=(210, 68), home=(0.52, 0.74))
def draw_ferry(scene: Scene, stream: Stream) -> None:
    """Draw an electric ferry with a solar roof."""
    canvas = scene.canvas
    colour = stream.pick((TEAL, CORAL, "#3f74b5"))
    canvas.ellipse(0, 3, 104, 5, Paint("#ffffff"), 0.5)
    canvas.path("M-88 -20H94Q84 4 62 4H-64Q-82 2 -88 -20z", canvas.fade("#ffffff", "#d3dde2"))
    canvas.path("M-86 -13H90L86 -6H-83z", colour)
    canvas.rect(-66, -46, 116, 27, canvas.fade("#ffffff", "#e6ebec"), r=5)
    glass = Paint("#ffe6a6") if canvas.light.windows > 0.3 else canvas.tone("#a9d8e2")
    canvas.path("".join(box(-60 + i * 18.4, -41, 14, 13) for i in range(6)), glass)
    canvas.rect(-72, -51, 128, 6, "#35599c", r=2)
    canvas.path("M-10 -52h34l-5 -14h-22z", PAPER)
    canvas.line([(68, -20), (68, -58)], STEEL, 2.4)


@element(Zone.WATER, "canal", size=(126, 42), home=(0.24, 0.6))
def draw_house_boat(scene: Scene, stream: Stream) -> None:
    """Draw a low house boat with flower boxes."""
    canvas = scene.canvas
    canvas.ellipse(0, 3, 62, 4, Paint("#ffffff"), 0.45)
    canvas.path("M-60 -12H62L52 4H-50z", shade(stream.pick(ACCENTS), 0.25))
    canvas.rect(-40, -33, 76, 21, canvas.fade("#fdf6e6", "#ecdcc0"), r=3)
    canvas.path("".join(box(-34 + i * 23, -28, 15, 10) for i in range(3)), "#8fc4d2")
    canvas.path("".join(disc(-34 + i * 14, -35, 6, 4) for i in range(6)), "#e7718a")


@element(Zone.WATER, "bridge", size=(1, 1), home=(0.5, 0.36))
def draw_bridge(scene: Scene, stream: Stream) -> None:
    """Draw a bridge over the whole width: of stone in an old town, else hung from cables."""
    half = scene.layout.width / scene.layout.unit * 0.7
    if scene.place.houses in ("timber", "gables", "tuscan", "cottages"):
        _draw_stone_bridge(scene, half)
    else:
        _draw_cable_bridge(scene, half)


def _draw_stone_bridge(scene: Scene, half: float) -> None:
    canvas = scene.canvas
    stone = "#d8c3a0"
    count = max(4, round(half * 2 / 150))
    step = half * 2 / count
    arches = "".join(
        f"M{n(-half + step * (i + 1) - 13)} 8V-8"
        f"A{n(step / 2 - 13)} 30 0 0 0 {n(-half + step * i + 13)} -8V8z"
        for i in range(count)
    )
    deck = f"M{n(-half)} 8V-48Q0 -66 {n(half)} -48V8z"
    canvas.path(f"{deck}{arches}", canvas.fade(tint(stone, 0.3), shade(stone, 0.1)))
    soffit = "".join(
        f"M{n(-half + step * i + 13)} -6"
        f"A{n(step / 2 - 13)} 30 0 0 1 {n(-half + step * (i + 1) - 13)} -6"
        for i in range(count)
    )
    canvas.stroke(soffit, shade(stone, 0.3), 3)
    canvas.stroke(f"M{n(-half)} -49Q0 -67 {n(half)} -49", scene.covered(tint(stone, 0.6)), 5)
    joints = "".join(box(-half + step * i - 4, -54, 8, 8) for i in range(1, count))
    canvas.path(joints, shade(stone, 0.1))
    if scene.dark:
        canvas.path(
            "".join(disc(-half + step * i, -64, 3.4) for i in range(1, count)), Paint("#ffe6a6")
        )


def _draw_cable_bridge(scene: Scene, half: float) -> None:
    canvas = scene.canvas
    deck = -46.0
    white = "#fbfaf4"
    for x in (-half * 0.42, half * 0.42):
        canvas.path(
            f"M{n(x - 9)} 4L{n(x - 3.5)} -168H{n(x + 3.5)}L{n(x + 9)} 4z",
            canvas.fade(white, "#d5dfe2"),
        )
        cables = "".join(
            f"M{n(x)} {n(-164 + i * 9)}L{n(x + side * (half * 0.4 - i * half * 0.045))} {n(deck)}"
            for i in range(8)
            for side in (-1, 1)
        )
        canvas.stroke(cables, white, 1.5, 0.9)
    canvas.path(
        f"M{n(-half)} {n(deck)}Q0 {n(deck - 14)} {n(half)} {n(deck)}"
        f"v9Q0 {n(deck - 5)} {n(-half)} {n(deck + 9)}z",
        canvas.fade(white, "#c3d0d5"),
    )
    if scene.dark:
        canvas.path(
            "".join(disc(-half + half * i / 15, deck - 5, 2.4) for i in range(31)), Paint("#ffe6a6")
        )
    canvas.stroke(
        f"M{n(-half)} {n(deck - 9)}Q0 {n(deck - 23)} {n(half)} {n(deck - 9)}", tint(STEEL, 0.5), 1.6
    )
