"""Measuring and knowing: gateways, air stations, meters, the twin of a city, glass fibre."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.parts import draw_shade
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.elements.table import draw_bubble
from visions.imaging.sketch.figures import (
    cast_figure,
    draw_bust,
    draw_person,
    draw_wheelchair_user,
)
from visions.imaging.sketch.icons import draw_icon
from visions.imaging.sketch.palette import (
    ACCENTS,
    AMBER,
    BLUE,
    CORAL,
    DARK,
    LEAF,
    PAPER,
    PLUM,
    STEEL,
    TEAL,
    WOOD,
)
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


def _rings(scene: Scene, x: float, y: float, *radii: float) -> None:
    """Draw waves on both sides of something that sends."""
    d = "".join(
        f"M{n(x + s * r * 0.75)} {n(y - r * 0.66)}"
        f"Q{n(x + s * r * 1.25)} {n(y)} {n(x + s * r * 0.75)} {n(y + r * 0.66)}"
        for r in radii
        for s in (-1, 1)
    )
    ink = Paint("#8ef0ea") if scene.dark else scene.canvas.tone(TEAL)
    scene.canvas.stroke(d, ink, 4.5, 0.85)


@element(Zone.GROUND, "lorawan", size=(240, 345), home=(0.9, 0.34))
def draw_gateway(scene: Scene, stream: Stream) -> None:
    """Draw a mast with a radio gateway and, around it, small things that report to it."""
    canvas = scene.canvas
    canvas.shadow(50, 240)
    canvas.path("M-7 0L-5 -290H5L7 0z", STEEL)
    canvas.rect(-24, -262, 48, 58, canvas.fade("#ffffff", "#d9e4ea"), r=7)
    canvas.circle(-10, -244, 4, Paint("#5fd27e"))
    canvas.path(box(-12, -230, 24, 4) + box(-12, -221, 24, 4), "#9fb0c4")
    canvas.path("M-34 -196h68l-10 16h-48z", "#35599c")
    canvas.stroke("M-17 -262V-304M17 -262V-296M0 -290V-322", STEEL, 4)
    _rings(scene, 0, -296, 34, 54, 74)
    canvas.rect(66, -64, 44, 60, canvas.fade(tint(LEAF, 0.2), LEAF), r=5)
    canvas.rect(62, -72, 52, 12, shade(LEAF, 0.2), r=5)
    canvas.rect(76, -84, 22, 11, "#f4f7f4", r=3)
    _rings(scene, 87, -92, 17, 28)
    canvas.line([(-84, 0), (-84, -56)], shade(WOOD), 7)
    canvas.path("M-108 0Q-110 -14 -84 -16Q-58 -14 -60 0z", scene.covered("#6b4a3a"))
    canvas.rect(-97, -78, 26, 24, canvas.fade("#ffffff", "#cfe2ea"), r=5)
    draw_icon(canvas, "drop", -84, -66, 15, BLUE)
    _rings(scene, -84, -90, 17, 28)


@element(Zone.GROUND, "air", size=(172, 262), home=(0.12, 0.4))
def draw_air_station(scene: Scene, stream: Stream) -> None:
    """Draw a station that samples the air and shows a leaf for how good it is."""
    canvas = scene.canvas
    with canvas.at(-20, 0):
        canvas.shadow(120, 170)
        canvas.rect(-62, -128, 84, 128, canvas.fade("#f7fbfa", "#cfe0e0"), r=7)
        canvas.rect(
            -62 if canvas.sun > 0 else -6, -128, 28, 128, shade("#cfe0e0"), r=7, opacity=0.45
        )
        louvres = "".join(f"M-50 {y}H10" for y in (-36, -27, -18))
        canvas.stroke(louvres, "#9fb4bb", 3.5)
        canvas.rect(-52, -116, 64, 66, DARK, r=6)
        canvas.circle(-20, -83, 25, Paint("#63c77a"))
        draw_icon(canvas, "leaf", -20, -83, 30, Paint("#ffffff"))
        canvas.stroke("M-44 -128V-176M4 -128V-206", STEEL, 5)
        dish = disc(-44, -178, 17, 4) + disc(-44, -187, 14, 4) + disc(-44, -196, 11, 4)
        canvas.path(dish, "#f4f7f4")
        canvas.stroke("M-18 -206H26M4 -206V-226", STEEL, 4)
        canvas.path(disc(-20, -210, 8, 6) + disc(28, -210, 8, 6), CORAL)
        canvas.stroke("M38 -232q16 -12 30 0t30 0M44 -252q14 -11 26 0t26 0", "#8fcbe0", 4.5, 0.9)
        with canvas.at(66, 10, flip=True):
            draw_person(scene, cast_figure(scene, stream), "stand", "hip", "point")


@element(Zone.GROUND, "meter", size=(220, 220), home=(0.34, 0.36))
def draw_energy_column(scene: Scene, stream: Stream) -> None:
    """Draw a column that shows how much sun and wind a street makes and uses."""
    canvas = scene.canvas
    with canvas.at(-15, 0):
        canvas.shadow(100, 200)
        canvas.rect(-92, -214, 100, 214, canvas.fade(shade(TEAL, 0.35), DARK), r=12)
        canvas.stroke("M-78 -150A36 36 0 0 1 -6 -150", "#5b6a8c", 10)
        canvas.stroke("M-78 -150A36 36 0 0 1 -26 -181", Paint("#5fd27e"), 10)
        canvas.stroke("M-42 -150L-24 -174", PAPER, 4)
        canvas.circle(-42, -150, 6, PAPER)
        for i, (icon, colour, tall) in enumerate(
            (("sun", AMBER, 72), ("wind", TEAL, 50), ("home", CORAL, 60))
        ):
            x = -80 + i * 27
            canvas.rect(x, -116, 20, 80, "#4a587c", r=4)
            canvas.rect(x, -36 - tall, 20, tall, Paint(tint(colour, 0.15)), r=4)
            draw_icon(canvas, icon, x + 10, -22, 18, PAPER)
        with canvas.at(62, 8, flip=True):
            draw_person(scene, cast_figure(scene, stream), "stand", "hip", "point")
        with canvas.at(100, 2, flip=True):
            draw_person(scene, cast_figure(scene, stream, "child"), "stand", "down", "down")


@element(Zone.GROUND, "twin", size=(330, 240), home=(0.76, 0.72), hero=1)
def draw_twin_table(scene: Scene, stream: Stream) -> None:
    """Draw a table from which the twin of the city rises as light, and people around it."""
    canvas = scene.canvas
    draw_shade(scene, 150, 18)
    for x, flip in ((-130, False), (128, True)):
        with canvas.at(x, -8, flip=flip):
            draw_person(scene, cast_figure(scene, stream), "stand", "hip", "point", shadow=False)
    canvas.path("M-34 -64H34L52 0H-52z", canvas.fade(shade(STEEL, 0.1), DARK))
    canvas.ellipse(0, -66, 118, 26, DARK)
    canvas.ellipse(0, -74, 118, 26, canvas.fade("#4a5c8c", "#2e3a5c"))
    canvas.ellipse(0, -74, 100, 20, Paint("#6fe3ea"), 0.85)
    canvas.path("M-100 -76L-128 -234H128L100 -76z", canvas.veil(Paint("#7fe9f2"), 0.1, 0.42))
    ink = Paint("#e9ffff") if scene.dark else Paint("#1d8fa6")
    blocks = ((-82, 48, 24), (-54, 84, 26), (-24, 62, 22), (2, 118, 28), (34, 72, 22), (60, 52, 26))
    for i, (x, tall, wide) in enumerate(blocks):
        foot = -70 if i % 2 else -76
        canvas.rect(
            x, foot - tall, wide, tall, Paint("#37c3d8" if i % 2 else "#5ad7e4"), opacity=0.62
        )
    canvas.stroke(
        "".join(
            box(x, (-70 if i % 2 else -76) - tall, wide, tall)
            for i, (x, tall, wide) in enumerate(blocks)
        ),
        ink,
        2,
        0.9,
    )
    canvas.stroke("M-92 -66Q-20 -54 96 -72", ink, 3)
    for x, y, colour in ((-42, -172, CORAL), (16, -206, AMBER), (74, -142, LEAF)):
        canvas.shine(x, y, 30, tint(colour, 0.3), 0.7)
        draw_icon(canvas, "pin", x, y, 30, Paint(colour))
    with canvas.at(-52, 14):
        draw_wheelchair_user(scene, cast_figure(scene, stream), "wave")
    with canvas.at(64, 14):
        draw_person(scene, cast_figure(scene, stream, "child"), "stand", "up", "down", back=True)


@element(Zone.GROUND, "fibre", size=(280, 195), home=(0.14, 0.86))
def draw_fibre_drum(scene: Scene, stream: Stream) -> None:
    """Draw a drum of bright cable that goes into the ground, and somebody who lays it."""
    canvas = scene.canvas
    canvas.path("M-136 2H-84L-76 16H-128z", scene.covered("#8a6a4a"))
    canvas.shadow(130, 90)
    canvas.circle(-50, -62, 60, canvas.fade(tint(WOOD, 0.3), WOOD))
    canvas.circle(-50, -62, 42, AMBER)
    canvas.stroke(disc(-50, -62, 36) + disc(-50, -62, 29) + disc(-50, -62, 22), "#e07f3a", 4)
    canvas.stroke("M-50 -120V-4M-108 -62H8", shade(WOOD, 0.2), 4, 0.5)
    canvas.circle(-50, -62, 13, shade(WOOD, 0.4))
    canvas.stroke("M-92 -50Q-130 -20 -112 6", "#e8894f", 7)
    for i, colour in enumerate((TEAL, CORAL, PLUM, BLUE, LEAF)):
        canvas.stroke(f"M-50 -104Q20 -{150 - i * 9} {52 + i * 3} -{98 - i * 5}", colour, 3.6)
        canvas.circle(54 + i * 3, -98 + i * 5, 3.4, Paint("#e9ffff"))
    canvas.shine(60, -88, 40, "#bff4ff", 0.9)
    with canvas.at(92, 6, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "hold")
        canvas.path("M-20 -140H-8L0 -120L8 -140H20L18 -92H-18z", "#f5d13f")
        canvas.path("M-16 -172Q-14 -192 0 -192Q14 -192 16 -172H22V-168H-18z", "#f5d13f")


@element(Zone.GROUND, "app", size=(230, 270), home=(0.4, 0.42))
def draw_app_users(scene: Scene, stream: Stream) -> None:
    """Draw two people with phones, and what they look up in bubbles over them."""
    canvas = scene.canvas
    with canvas.at(-42, 0):
        draw_person(scene, cast_figure(scene, stream, "elder"), "stand", "down", "phone")
    with canvas.at(40, 5, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "hip", "phone")
    signs = (("bus", TEAL), ("heart", CORAL), ("sun", AMBER))
    for i, (x, y) in enumerate(((-74, -190), (0, -204), (76, -190))):
        draw_bubble(scene, x, y, *signs[i])


@element(Zone.GROUND, "hackathon", size=(370, 230), home=(0.5, 0.62), hero=1)
def draw_hackathon(scene: Scene, stream: Stream) -> None:
    """Draw young people with laptops at a long table, ideas over them."""
    canvas = scene.canvas
    draw_shade(scene, 180, 14)
    for i, x in enumerate((-120, -40, 40, 120)):
        with canvas.at(x, -62, 0.94):
            draw_bust(scene, cast_figure(scene, stream), "table", "wave" if i == 2 else "table")
    canvas.rect(-176, -76, 352, 14, canvas.fade("#f7e5c2", "#e3c48e"), r=4)
    canvas.stroke("M-160 -62L-168 0M160 -62L168 0M-20 -62L-24 0M20 -62L24 0", shade(WOOD, 0.1), 7)
    for x, colour in ((-120, TEAL), (-40, CORAL), (40, PLUM), (120, AMBER)):
        canvas.shine(x, -100, 40, "#c9f6ff", 0.8 if scene.dark else 0.0)
        canvas.path(
            f"M{x - 24} -110H{x + 24}L{x + 27} -76H{x - 27}z", canvas.fade("#dfe6ec", "#b3c0cc")
        )
        canvas.circle(x, -93, 5, colour)
    for i, x in enumerate((-80, 84)):
        draw_bubble(scene, x, -160, "bulb" if i else "gear", AMBER if i else BLUE)
    for i, x in enumerate((-6, 78)):
        canvas.path(f"M{x - 8} -88h12l-2 12h-8z", ACCENTS[i + 3])
