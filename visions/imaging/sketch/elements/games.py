"""Moving and playing outdoors: large chess, basketball, training bars, a skate ramp."""

from __future__ import annotations

from dataclasses import replace

from visions.imaging.sketch.canvas import Paint, disc, n
from visions.imaging.sketch.colour import shade
from visions.imaging.sketch.elements.parts import draw_seated, draw_shade
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_person, draw_wheelchair_user
from visions.imaging.sketch.palette import AMBER, BLUE, CORAL, DARK, PAPER, STEEL, TEAL
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


def _draw_piece(scene: Scene, x: float, y: float, kind: int, ink: str) -> None:
    """Draw a chess piece as tall as a child: a pawn, a rook or a queen."""
    canvas = scene.canvas
    with canvas.at(x, y):
        draw_shade(scene, 17, 4)
        canvas.path("M-15 0Q-13 -8 -8 -12Q-5 -30 -6 -40H6Q5 -30 8 -12Q13 -8 15 0z", ink)
        if kind == 0:
            canvas.circle(0, -48, 10, ink)
        elif kind == 1:
            canvas.path("M-11 -40V-62H-5V-56H-3V-62H3V-56H5V-62H11V-40z", ink)
        else:
            canvas.path("M-8 -40L-13 -70L-5 -60L0 -74L5 -60L13 -70L8 -40z", ink)
        canvas.stroke("M-9 -40H9", shade(ink, 0.2), 4)


@element(Zone.GROUND, "chess", size=(310, 195), home=(0.3, 0.84), hero=1)
def draw_garden_chess(scene: Scene, stream: Stream) -> None:
    """Draw a large chess board on the ground with pieces, and two people who play."""
    canvas = scene.canvas
    top, foot, half, wide = -56.0, 6.0, 84.0, 112.0

    def corner(col: int, row: int) -> tuple[float, float]:
        t = row / 6
        return (col / 4 - 1) * (half + (wide - half) * t), top + (foot - top) * t

    canvas.polygon([corner(0, 0), corner(8, 0), corner(8, 6), corner(0, 6)], "#f4ead2")
    dark = "".join(
        "M"
        + "L".join(
            f"{n(x)} {n(y)}"
            for x, y in (corner(c, r), corner(c + 1, r), corner(c + 1, r + 1), corner(c, r + 1))
        )
        + "z"
        for r in range(6)
        for c in range(8)
        if (c + r) % 2
    )
    canvas.path(dark, "#8a9ab0")
    for x, y, kind, ink in (
        (-60, -38, 1, DARK),
        (-12, -42, 2, DARK),
        (36, -36, 0, DARK),
        (76, -34, 0, DARK),
        (-84, -8, 0, PAPER),
        (-34, -2, 0, PAPER),
        (14, -8, 2, PAPER),
        (62, 0, 1, PAPER),
    ):
        _draw_piece(scene, x, y, kind, ink)
    with canvas.at(-118, -14):
        draw_person(scene, cast_figure(scene, stream, "elder"), "stand", "hip", "push")
    with canvas.at(122, -14, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "phone")


@element(Zone.GROUND, "court", size=(340, 300), home=(0.84, 0.62), hero=1)
def draw_basketball(scene: Scene, stream: Stream) -> None:
    """Draw a basket and three people who play, one of them on wheels."""
    canvas = scene.canvas
    canvas.ellipse(0, -4, 168, 24, scene.covered("#d98a66"))
    canvas.stroke(disc(40, -4, 96, 14), PAPER, 3, 0.8)
    canvas.path("M112 0L120 -250H132L140 0z", STEEL)
    canvas.stroke("M126 -230L92 -236", STEEL, 9)
    canvas.rect(78, -292, 16, 84, canvas.fade("#ffffff", "#d9e4ea"), r=3)
    canvas.stroke("M40 -228H80", CORAL, 6)
    canvas.stroke(
        "M42 -226L50 -188M78 -226L68 -188M54 -226L64 -188M66 -226L56 -188M48 -206H72", PAPER, 2.4
    )
    with canvas.at(-22, -4):
        draw_person(
            scene, replace(cast_figure(scene, stream), dress=False, coat=False), "run", "hip", "up"
        )
    canvas.circle(24, -212, 15, "#e8894f")
    canvas.stroke("M9 -212H39M24 -227V-197", shade("#e8894f", 0.4), 2)
    with canvas.at(-106, 8):
        draw_wheelchair_user(scene, cast_figure(scene, stream), "wave")
    with canvas.at(64, 8, flip=True):
        draw_person(scene, cast_figure(scene, stream, "child"), "stand", "up", "up")


@element(Zone.GROUND, "gym", size=(330, 240), home=(0.16, 0.62))
def draw_training_bars(scene: Scene, stream: Stream) -> None:
    """Draw bars in a park: one hangs, one cycles on the spot, one stretches."""
    canvas = scene.canvas
    canvas.ellipse(0, -2, 160, 18, scene.covered("#e2c391"))
    canvas.stroke("M-146 0V-232M-46 0V-232M-146 -226H-46", TEAL, 8)
    canvas.stroke("M-46 -60H-146", TEAL, 5)
    with canvas.at(-96, -34):
        who = replace(cast_figure(scene, stream), dress=False, coat=False, tall=1.0)
        draw_person(scene, who, "stand", "up", "up", shadow=False)
    canvas.stroke("M2 0H78M14 0L30 -62M62 0L66 -96H84", AMBER, 8)
    canvas.stroke(disc(52, -30, 16), STEEL, 5)
    canvas.rect(10, -72, 40, 12, DARK, r=5)
    with canvas.at(30, -70, 0.94):
        draw_seated(scene, cast_figure(scene, stream, "elder"), "table", "push", 60)
    with canvas.at(124, 6, flip=True):
        draw_person(
            scene, replace(cast_figure(scene, stream), dress=False, coat=False), "walk", "up", "up"
        )


@element(Zone.GROUND, "youth", size=(405, 230), home=(0.72, 0.84), hero=1)
def draw_skate_ramp(scene: Scene, stream: Stream) -> None:
    """Draw a ramp with a skater in the air and young people who sit and watch."""
    canvas = scene.canvas
    draw_shade(scene, 186, 13)
    wood = canvas.fade("#d9c2a0", "#b59a78")
    canvas.path("M-188 0V-92H-140Q-128 -14 -30 -10H60Q130 -14 140 -84H188V0z", wood)
    canvas.path(
        "M-188 0V-92H-140Q-128 -14 -30 -10V0zM60 0V-10Q130 -14 140 -84H188V0z",
        shade("#b59a78", 0.3),
        0.4,
    )
    canvas.stroke("M-140 -92Q-128 -14 -30 -10H60Q130 -14 140 -84", scene.covered("#f2e2c4"), 6)
    canvas.path("M-176 -76h30v56h-10q-14 -30 -20 -56z", TEAL, 0.7)
    canvas.path(disc(164, -40, 14) + disc(154, -24, 8), CORAL, 0.8)
    for x in (-172, 166):
        with canvas.at(x, -92 if x < 0 else -84, 0.86):
            draw_seated(
                scene, cast_figure(scene, stream), "table", "wave" if x < 0 else "phone", 44
            )
    who = replace(cast_figure(scene, stream), dress=False, coat=False, style="cap", tall=0.92)
    with canvas.at(12, -58):
        draw_person(scene, who, "walk", "wave", "push", shadow=False)
        canvas.stroke("M-44 -4Q-36 6 -24 6H26Q38 6 46 -4", BLUE, 6)
        canvas.path(disc(-22, 14, 6) + disc(24, 14, 6), Paint("#f4d06a"))
