"""Play, sport, music."""

from __future__ import annotations

import math

from visions.imaging.sketch.canvas import Paint, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_person
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


@element(Zone.GROUND, "children", size=(545, 255), home=(0.8, 0.72), hero=1)
def draw_playground(scene: Scene, stream: Stream) -> None:
    """Draw a tower with a slide, a swing, and children on both."""
    canvas = scene.canvas
    with canvas.at(-33, 0):
        canvas.ellipse(0, -4, 236, 40, scene.covered("#f0d59c"))
        canvas.ellipse(0, -8, 220, 34, scene.covered("#f6e2b4"))
        canvas.stroke("M-150 -6V-190M-76 -6V-190", BLUE, 11)
        canvas.polygon([(-172, -186), (-113, -250), (-54, -186)], CORAL)
        canvas.polygon([(-113, -250), (-54, -186), (-92, -186)], tint(CORAL, 0.3))
        canvas.path("M-76 -104C-30 -96 -20 -20 44 -18V-4C-40 0 -44 -78 -80 -84z", AMBER)
        with canvas.at(-113, -104):
            draw_person(
                scene, cast_figure(scene, stream, "child"), "stand", "up", "up", shadow=False
            )
        canvas.rect(-160, -108, 94, 12, shade(BLUE, 0.15), r=3)
        canvas.stroke("M-150 -72H-76M-150 -40H-76", AMBER, 6)
        with canvas.at(-8, -38):
            draw_person(
                scene, cast_figure(scene, stream, "child"), "run", "up", "wave", shadow=False
            )
        canvas.stroke("M84 0L112 -206M210 0L182 -206M104 -204H190", TEAL, 10)
        canvas.stroke("M128 -202L120 -66M168 -202L160 -66", STEEL, 3)
        with canvas.at(140, -40):
            draw_person(scene, cast_figure(scene, stream, "child"), "run", "up", "up", shadow=False)
        canvas.rect(112, -70, 56, 8, CORAL, r=3)
        with canvas.at(250, 8):
            draw_person(scene, cast_figure(scene, stream), "stand", "hip", "wave")


@element(Zone.GROUND, "culture", size=(305, 292), home=(0.16, 0.62), hero=1)
def draw_musicians(scene: Scene, stream: Stream) -> None:
    """Draw a guitarist, a painter at an easel, and notes in the air."""
    canvas = scene.canvas
    with canvas.at(-86, 0):
        draw_person(scene, cast_figure(scene, stream), "stand", "table", "table")
        with canvas.at(2, -98):
            canvas.stroke("M16 -10L62 -40", shade(WOOD, 0.4), 8)
            canvas.path(
                disc(-4, 0, 22, 19) + disc(16, -12, 17, 15), canvas.fade(tint(WOOD), "#b5713f")
            )
            canvas.circle(4, -5, 7, shade(WOOD, 0.6))
        canvas.circle(8, -88, 6.5, "#d29a6e")
    with canvas.at(20, 4):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "point")
    canvas.shadow(40, 100)
    canvas.stroke("M70 0L104 -160L138 0M104 -160V-10M74 -54H134", shade(WOOD, 0.1), 6)
    canvas.rect(58, -158, 94, 76, PAPER, r=2)
    canvas.path("M64 -92V-104L92 -128L112 -108L128 -120L146 -104V-92z", TEAL)
    canvas.circle(130, -140, 8, AMBER)
    for x, y, colour in ((-130, -200, PLUM), (-44, -222, CORAL), (-92, -246, TEAL)):
        canvas.path(disc(x, y, 9, 7) + disc(x + 28, y - 6, 9, 7), colour)
        canvas.stroke(f"M{x + 8} {y}V{y - 36}L{x + 36} {y - 42}V{y - 6}", colour, 5)


@element(Zone.GROUND, "sport", size=(390, 200), home=(0.32, 0.9), hero=1)
def draw_table_tennis(scene: Scene, stream: Stream) -> None:
    """Draw two people who play table tennis."""
    canvas = scene.canvas
    canvas.ellipse(0, 0, 120, 16, Paint("#1d2a52"), canvas.light.shadow)
    with canvas.at(-138, 4):
        draw_person(scene, cast_figure(scene, stream), "walk", "hip", "push")
        canvas.circle(60, -112, 11, CORAL)
    with canvas.at(138, 4, flip=True):
        draw_person(scene, cast_figure(scene, stream), "run", "hip", "wave")
        canvas.circle(46, -190, 11, BLUE)
    canvas.stroke("M-74 0V-62M74 0V-62", STEEL, 7)
    canvas.path("M-94 -84H94L112 -64H-112z", canvas.fade("#3f9a86", "#2c7f74"))
    canvas.rect(-112, -66, 224, 7, shade("#2c7f74", 0.3))
    canvas.stroke("M-103 -74H103", PAPER, 2.4)
    canvas.stroke("M0 -96V-62", PAPER, 4)
    canvas.circle(38, -128, 5, PAPER)


@element(Zone.GROUND, "snow", size=(190, 192), home=(0.3, 0.72))
def draw_snowman(scene: Scene, stream: Stream) -> None:
    """Draw a snowman and a child who builds it."""
    canvas = scene.canvas
    canvas.shadow(100, 110)
    snow, dark = canvas.fade("#ffffff", "#d5e3f2"), "#3a4266"
    canvas.circle(-24, -40, 44, snow)
    canvas.circle(-24, -100, 32, snow)
    canvas.circle(-24, -142, 22, snow)
    canvas.path("M-26 -140L4 -134L-24 -132z", "#f0903c")
    canvas.path(disc(-32, -148, 2.8) + disc(-16, -148, 2.8) + disc(-24, -108, 3.4), dark)
    canvas.path(disc(-24, -92, 3.4) + "M-46 -158H-2V-164H-46zM-40 -162V-190H-8V-162z", dark)
    canvas.stroke("M-44 -124Q-24 -114 -4 -124M-8 -120L-4 -92", CORAL, 8)
    canvas.stroke("M-54 -106L-88 -132M6 -106L34 -126", shade(WOOD, 0.4), 4)
    with canvas.at(62, 6, flip=True):
        draw_person(scene, cast_figure(scene, stream, "child"), "stand", "down", "point")


@element(Zone.SKYLINE, "ferris", size=(240, 270), home=(0.5, 0))
def draw_ferris_wheel(scene: Scene, stream: Stream) -> None:
    """Draw a big wheel with coloured cabins."""
    canvas = scene.canvas
    hub, r = -168.0, 116.0
    canvas.stroke(f"M-58 0L0 {n(hub)}L58 0M-30 -84H30", "#f7f4ec", 7)
    spokes = []
    for i in range(16):
        a = math.tau * i / 16
        spokes.append(f"M0 {n(hub)}L{n(r * math.cos(a))} {n(hub + r * math.sin(a))}")
    canvas.stroke("".join(spokes), "#f7f4ec", 1.8)
    canvas.stroke(disc(0, hub, r) + disc(0, hub, r - 13), "#ffffff", 3.6)
    for i in range(16):
        a = math.tau * i / 16
        x, y = r * math.cos(a), hub + r * math.sin(a)
        colour = ACCENTS[i % 6]
        canvas.rect(
            x - 8,
            y + 1,
            16,
            15,
            Paint(tint(colour, 0.3)) if scene.dark else canvas.tone(colour),
            r=5,
        )
    canvas.circle(0, hub, 10, CORAL)


@element(Zone.GROUND, "people", "children", size=(175, 248), home=(0.13, 0.16))
def draw_balloon_child(scene: Scene, stream: Stream) -> None:
    """Draw a grown-up with a child who holds balloons."""
    canvas = scene.canvas
    with canvas.at(-16, 0):
        with canvas.at(-34, 0):
            draw_person(scene, cast_figure(scene, stream), "walk", "down", "hold")
        with canvas.at(30, 6):
            draw_person(scene, cast_figure(scene, stream, "child"), "walk", "down", "up")
            canvas.stroke("M24 -118Q34 -170 20 -208M24 -118Q44 -160 50 -192", DARK, 1.8)
            for x, y, colour in ((18, -228, CORAL), (52, -212, AMBER)):
                canvas.ellipse(x, y, 19, 23, colour)
                canvas.ellipse(x + canvas.sun * 6, y - 7, 5, 7, tint(colour, 0.6), 0.8)


@element(Zone.GROUND, "people", size=(245, 200), home=(0.62, 0.24))
def draw_friends(scene: Scene, stream: Stream) -> None:
    """Draw three friends who greet each other."""
    canvas = scene.canvas
    with canvas.at(-70, 0):
        draw_person(scene, cast_figure(scene, stream), "stand", "wave", "hold")
    with canvas.at(4, -6):
        draw_person(scene, cast_figure(scene, stream), "stand", "hip", "down")
    with canvas.at(80, 4, flip=True):
        draw_person(scene, cast_figure(scene, stream), "walk", "down", "push")


@element(Zone.GROUND, "lighting", size=(150, 332), home=(0.3, 0.3))
def draw_smart_lamp(scene: Scene, stream: Stream) -> None:
    """Draw a tall double lamp in a bright colour, lit at any hour."""
    canvas = scene.canvas
    canvas.shadow(24, 260)
    canvas.path("M-9 0L-5 -300H5L9 0z", LEAF)
    canvas.stroke("M-52 -306Q0 -344 52 -306", LEAF, 9)
    for x in (-54, 54):
        canvas.shine(x, -292, 90, "#ffdf9a", 0.7)
        canvas.path(f"M{x - 20} -304h40l-7 14h-26z", Paint("#fff3cf"))
        if scene.dark:
            canvas.path(
                f"M{x - 14} -288h28L{x + 80} 0H{x - 80}z", canvas.veil(Paint("#ffe2a0"), 0.32, 0.0)
            )
