"""Sun, wind, hydrogen, storage, heat."""

from __future__ import annotations

import math

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.elements.parts import draw_guests
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.icons import draw_icon
from visions.imaging.sketch.palette import AMBER, DARK, GLASS, LEAF, PAPER, STEEL, TEAL, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


@element(Zone.GROUND, "solar", size=(292, 296), home=(0.85, 0.4), hero=1)
def draw_solar_tree(scene: Scene, stream: Stream) -> None:
    """Draw a white tree that carries solar panels over a round bench."""
    canvas = scene.canvas
    canvas.shadow(180, 260)
    canvas.path("M-14 0Q-8 -90 -7 -180H7Q8 -90 14 0z", canvas.fade("#ffffff", "#dfe6ea"))
    canvas.stroke("M0 -170L-78 -216M0 -170L78 -206M0 -176V-262", "#eef2f4", 10)
    for x, y in ((-88, -222), (88, -212), (0, -270)):
        canvas.polygon(
            [(x - 58, y + 20), (x - 38, y - 24), (x + 58, y - 24), (x + 38, y + 20)],
            canvas.fade("#4a78c4", "#2c4f96"),
        )
        canvas.stroke(
            f"M{n(x - 48)} {n(y - 2)}H{n(x + 48)}"
            f"M{n(x - 26)} {n(y + 20)}"
            f"L{n(x - 8)} {n(y - 24)}"
            f"M{n(x + 6)} {n(y + 20)}"
            f"L{n(x + 25)} {n(y - 24)}",
            "#c4d8f2",
            2.4,
            0.9,
        )
    canvas.path("M-66 -34H66L54 -4Q0 9 -54 -4z", shade(WOOD, 0.36))
    canvas.ellipse(0, -34, 78, 14, shade(WOOD, 0.2))
    canvas.ellipse(0, -40, 78, 14, canvas.fade(tint(WOOD), WOOD))
    canvas.rect(-9, -60, 18, 22, "#eef2f4")


@element(Zone.BELT, "solar", "energy", size=(900, 182), home=(0.24, 0.7))
def draw_solar_field(scene: Scene, stream: Stream) -> None:
    """Draw rows of panels on a meadow."""
    canvas = scene.canvas
    with canvas.at(-26, 0):
        for row in range(2):
            y = -row * 78
            for col in range(7):
                x = -390 + col * 124 - row * 30
                canvas.stroke(f"M{x + 22} {y}V{y - 50}M{x + 84} {y}V{y - 50}", STEEL, 7)
                canvas.polygon(
                    [(x, y - 34), (x + 26, y - 100), (x + 120, y - 100), (x + 94, y - 34)],
                    canvas.fade("#4f7cc6", "#2f5299"),
                )
                canvas.stroke(
                    f"M{x + 12} {y - 66}h96M{x + 32} {y - 34}l26 -66M{x + 64} {y - 34}l26 -66",
                    "#c4d8f2",
                    3,
                    0.8,
                )


@element(Zone.SKYLINE, "wind", "energy", size=(444, 444), home=(0.54, 0))
def draw_turbines(scene: Scene, stream: Stream) -> None:
    """Draw three wind turbines of different heights."""
    canvas = scene.canvas
    canvas.depth = 0.3
    for x, tall, start in ((-150, 270, 0.3), (10, 340, 1.1), (150, 235, 0.7)):
        canvas.path(
            f"M{x - 4.5} 0L{x - 2} {-tall}H{x + 2}L{x + 4.5} 0z", canvas.fade("#ffffff", "#dde8ea")
        )
        blades = []
        long = tall * 0.36
        for i in range(3):
            a = start + math.tau * i / 3
            c, s = math.cos(a), math.sin(a)
            blades.append(
                f"M{x} {-tall}L{n(x + long * 0.22 * c - 6 * s)} "
                f"{n(-tall + long * 0.22 * s + 6 * c)}"
                f"L{n(x + long * c)} {n(-tall + long * s)}L{n(x + 3 * s)} {n(-tall - 3 * c)}z"
            )
        canvas.path("".join(blades), "#ffffff")
        canvas.circle(x, -tall, 5, "#cfdde2")


@element(Zone.BELT, "hydrogen", size=(760, 420), home=(0.7, 0.5))
def draw_hydrogen_plant(scene: Scene, stream: Stream) -> None:
    """Draw tanks, a sphere and pipes of a hydrogen plant, marked with drops."""
    canvas = scene.canvas
    canvas.rect(-350, -12, 720, 14, "#cfd6d6")
    for x in (-300, -210):
        canvas.stroke(f"M{x - 26} 0L{x - 20} -84M{x + 26} 0L{x + 20} -84", STEEL, 9)
        canvas.rect(
            x - 40, -300, 80, 236, canvas.fade("#b9dfe4", "#ffffff", "#8fc3cf", level=True), r=38
        )
        canvas.stroke(f"M{x - 40} -220h80M{x - 40} -140h80", TEAL, 7)
    canvas.stroke("M-70 0L-50 -120M70 0L50 -120M0 0V-90", STEEL, 11)
    canvas.circle(0, -182, 104, canvas.fade("#ffffff", "#bfe3e2"))
    canvas.path("M-104 -182A104 104 0 0 0 104 -182Q0 -130 -104 -182z", TEAL, 0.35)
    draw_icon(canvas, "drop", 0, -200, 96, TEAL)
    canvas.rect(150, -190, 190, 180, canvas.fade("#f4f7f4", "#d3e3e2"), r=8)
    canvas.rect(150, -190, 190, 34, TEAL, r=8)
    canvas.path(box(170, -136, 44, 40) + box(224, -136, 44, 40) + box(278, -136, 44, 40), GLASS)
    draw_icon(canvas, "bolt", 245, -52, 62, AMBER)
    canvas.stroke("M-170 -96H-104M100 -150H150M-260 -320V-340H245V-190", "#8fa3b0", 13)
    canvas.stroke("M-170 -96H-104M100 -150H150", tint(TEAL, 0.3), 5)


@element(Zone.GROUND, "energy", size=(150, 150), home=(0.12, 0.3))
def draw_battery(scene: Scene, stream: Stream) -> None:
    """Draw a neighbourhood battery with its charge shown in bars."""
    canvas = scene.canvas
    canvas.shadow(120, 110)
    canvas.rect(-58, -128, 116, 126, canvas.fade("#ffffff", "#dbe6e6"), r=10)
    canvas.rect(26 if canvas.sun < 0 else -58, -128, 32, 126, shade("#dbe6e6"), r=8, opacity=0.5)
    canvas.rect(-22, -140, 44, 14, STEEL, r=4)
    for i in range(4):
        canvas.rect(
            -40, -34 - i * 22, 38, 15, Paint(LEAF) if i < 3 else canvas.tone("#cfdcd8"), r=3
        )
    draw_icon(canvas, "bolt", 28, -66, 62, AMBER)


@element(Zone.GROUND, "heat", size=(345, 234), home=(0.16, 0.42))
def draw_pergola(scene: Scene, stream: Stream) -> None:
    """Draw a green pergola with a bench in its shade and a heat pump beside it."""
    canvas = scene.canvas
    with canvas.at(-22, 0):
        canvas.ellipse(0, 2, 150, 20, Paint("#1d2a52"), canvas.light.shadow * 1.3)
        canvas.rect(-92, -52, 184, 12, canvas.fade(tint(WOOD), WOOD), r=3)
        canvas.stroke("M-76 -42V-2M76 -42V-2", shade(WOOD), 7)
        draw_guests(scene, stream, ((-44, "elder"), (34, "adult")), 50)
        canvas.stroke("M-112 0V-190M112 0V-190", shade(WOOD, 0.1), 11)
        canvas.rect(-136, -200, 272, 13, WOOD, r=3)
        leaf = scene.covered(LEAF)
        canvas.path(
            "".join(disc(-126 + i * 28, -206 - (i % 2) * 8, 22, 17) for i in range(10)), leaf
        )
        canvas.path(
            "".join(disc(-112 + i * 56, -214, 12, 8) for i in range(5)), tint(leaf, 0.35), 0.7
        )
        canvas.stroke("M-104 -190q-6 30 4 54M84 -190q8 26 -2 44M20 -190q6 16 0 28", leaf, 9)
        canvas.rect(130, -78, 62, 74, canvas.fade("#ffffff", "#dfe7e7"), r=6)
        canvas.circle(161, -42, 23, mix(STEEL, "#ffffff", 0.5))
        canvas.stroke("M161 -60V-24M143 -42H179M148 -55L174 -29M174 -55L148 -29", PAPER, 3)


@element(Zone.GROUND, "charging", size=(330, 170), home=(0.82, 0.18))
def draw_charging_point(scene: Scene, stream: Stream) -> None:
    """Draw a small electric car at a charging post."""
    canvas = scene.canvas
    canvas.shadow(280, 60)
    canvas.rect(-150, -146, 34, 146, canvas.fade("#ffffff", "#dce7e8"), r=8)
    canvas.rect(-144, -136, 22, 28, Paint("#bdf0df"), r=3)
    draw_icon(canvas, "bolt", -133, -78, 32, LEAF)
    canvas.stroke("M-116 -90C-90 -90 -104 -40 -76 -56", DARK, 5)
    draw_small_car(scene, TEAL, 34)


def draw_small_car(scene: Scene, colour: str, x: float) -> None:
    """Draw a small electric car around `x`, facing right."""
    canvas = scene.canvas
    with canvas.at(x, 0):
        canvas.path(
            "M-116 -18Q-122 -62 -96 -70"
            "L-66 -112Q-58 -124 -40 -124"
            "H26Q42 -124 56 -112L90 -74"
            "Q122 -70 124 -44V-18z",
            canvas.fade(tint(colour, 0.25), colour),
        )
        glass = Paint("#ffe7ad") if canvas.light.windows > 0.3 else canvas.tone("#cfeaf0")
        canvas.path("M-78 -74L-54 -110H-14V-74zM-4 -74V-110H22Q34 -110 44 -100L68 -74z", glass)
        canvas.stroke("M-9 -74V-24", shade(colour, 0.3), 2)
        canvas.path(disc(-66, -19, 23) + disc(72, -19, 23), DARK)
        canvas.path(disc(-66, -19, 10) + disc(72, -19, 10), "#c8d2da")
        canvas.circle(117, -50, 6, Paint("#fff3c4"))
        canvas.rect(-120, -52, 7, 14, Paint("#ee6b5c"), r=3)
