"""What flies or hangs in the air; drawn in units around 0, 0."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.palette import AMBER, CORAL, DARK, PAPER, STEEL, TEAL, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


@element(Zone.SKY, "drone", size=(325, 110), home=(0.42, 0.22))
def draw_drones(scene: Scene, stream: Stream) -> None:
    """Draw two drones that carry a parcel and a medicine box."""
    canvas = scene.canvas
    with canvas.at(-85, 0):
        for x, y, size, parcel in ((0, 0, 1.0, WOOD), (190, 44, 0.72, CORAL)):
            with canvas.at(x, y, size):
                canvas.shine(0, 8, 46, "#9ff2ea", 0.6 if scene.dark else 0.0)
                canvas.stroke("M-46 -8L-14 0H14L46 -8M-46 -8V-15M46 -8V-15", DARK, 4.5)
                canvas.path(disc(-46, -17, 24, 3.4) + disc(46, -17, 24, 3.4), "#dfeaf2", 0.85)
                canvas.rect(-17, -9, 34, 17, canvas.fade("#ffffff", "#c9d6de"), r=8)
                canvas.circle(0, 0, 4, Paint("#36d3c4"))
                canvas.stroke("M-10 8L-8 18M10 8L8 18", DARK, 2)
                canvas.rect(-14, 18, 28, 22, canvas.fade(tint(parcel), parcel), r=2)
                canvas.rect(-2.5, 18, 5, 22, PAPER)


@element(Zone.SKY, "balloon", size=(130, 200), home=(0.6, 0.24))
def draw_balloon(scene: Scene, stream: Stream) -> None:
    """Draw a striped hot-air balloon."""
    canvas = scene.canvas
    if scene.dark:
        canvas.shine(0, 0, 120, "#ffcf80", 0.6)
    canvas.path(
        "M-66 -14A66 66 0 1 1 66 -14C66 24 26 56 16 76H-16C-26 56 -66 24 -66 -14z",
        canvas.fade(tint(CORAL, 0.2), CORAL),
    )
    canvas.path("M-36 -66C-50 -20 -30 40 -10 76H10C30 40 50 -20 36 -66Q0 -92 -36 -66z", AMBER)
    canvas.path("M-13 -78C-20 -20 -12 40 -4 76H4C12 40 20 -20 13 -78z", PAPER)
    dark = -canvas.sun
    canvas.path(
        f"M{66 * dark} -14C{66 * dark} 24 {26 * dark} 56 {16 * dark} 76H{8 * dark}"
        f"Q{60 * dark} 10 {38 * dark} -67Q{66 * dark} -44 {66 * dark} -14z",
        shade(CORAL, 0.5),
        0.3,
    )
    canvas.stroke("M-14 78L-10 100M14 78L10 100", DARK, 1.8)
    canvas.rect(-13, 98, 26, 20, canvas.fade(tint(WOOD), WOOD), r=4)
    canvas.path(disc(-5, 93, 4.4) + disc(6, 93, 4.4), "#8a5a3c")


@element(Zone.WHOLE, "cablecar", size=(0, 0))
def draw_cable_car(scene: Scene, stream: Stream) -> None:
    """Span a cable over the roofs with cabins on it."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    canvas.depth = 0.12
    left, right = layout.horizon * 0.72, layout.horizon * 0.44
    width = layout.width

    def sag(share: float) -> float:
        return left + (right - left) * share + 40 * unit * 4 * share * (1 - share)

    for share in (0.06, 0.94):
        x, y = width * share, sag(share)
        canvas.path(
            f"M{n(x - 13 * unit)} {n(layout.horizon)}L{n(x - 4 * unit)} {n(y - 6 * unit)}"
            f"H{n(x + 4 * unit)}L{n(x + 13 * unit)} {n(layout.horizon)}z",
            "#f4f2ea",
        )
        canvas.rect(x - 20 * unit, y - 8 * unit, 40 * unit, 6 * unit, STEEL, r=2)
    points = [(width * i / 20, sag(i / 20)) for i in range(21)]
    canvas.line(points, STEEL, 2.4 * unit)
    for i, share in enumerate((0.16, 0.34, 0.52, 0.7, 0.86)):
        with canvas.at(width * share, sag(share), unit):
            canvas.line([(0, 0), (0, 20)], STEEL, 3)
            canvas.rect(-19, 18, 38, 34, (TEAL, CORAL, AMBER)[i % 3], r=9)
            canvas.path(
                box(-14, 25, 12, 13) + box(2, 25, 12, 13),
                Paint("#ffe6a6") if scene.dark else canvas.tone("#dff3f6"),
            )
    canvas.depth = 0.0
