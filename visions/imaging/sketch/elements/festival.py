"""Feasts: stages, dancers, lanterns, food on wheels, a puppet theatre."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.parts import draw_shade, draw_string, glaze
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_bust, draw_person
from visions.imaging.sketch.icons import draw_icon
from visions.imaging.sketch.palette import (
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


@element(Zone.GROUND, "stage", size=(440, 270), home=(0.6, 0.36), hero=1)
def draw_stage(scene: Scene, stream: Stream) -> None:
    """Draw a small open stage with a singer, a drummer, a guitarist and beams of light."""
    canvas = scene.canvas
    draw_shade(scene, 214, 16)
    canvas.path("M-190 -44V-200Q0 -268 190 -200V-44z", canvas.fade(shade(PLUM, 0.2), PLUM))
    canvas.path("M-158 -44V-186Q0 -240 158 -186V-44z", shade(PLUM, 0.4))
    beams = ((-110, CORAL, -60), (0, AMBER, 0), (110, TEAL, 60))
    for x, colour, to in beams:
        canvas.path(
            f"M{x - 6} -214H{x + 6}L{to + 50} -46H{to - 50}z",
            canvas.veil(Paint(tint(colour, 0.3)), 0.75 if scene.dark else 0.35, 0.05),
        )
    with canvas.at(0, -44):
        draw_person(scene, cast_figure(scene, stream), "stand", "hip", "phone", shadow=False)
        canvas.stroke("M14 -120L36 -2M26 -2H46", STEEL, 3.5)
    with canvas.at(-98, -42):
        draw_person(scene, cast_figure(scene, stream), "stand", "table", "table", shadow=False)
        canvas.stroke("M14 -96L62 -128", shade(WOOD, 0.4), 7)
        canvas.path(disc(-4, -90, 20, 17) + disc(14, -98, 15, 13), CORAL)
    with canvas.at(98, -62, 0.94):
        draw_bust(scene, cast_figure(scene, stream), "table", "wave")
    canvas.path(box(70, -92, 56, 46) + disc(64, -98, 20, 8) + disc(134, -94, 20, 8), AMBER)
    canvas.path(disc(64, -98, 20, 6) + disc(134, -94, 20, 6) + disc(98, -68, 19), PAPER)
    canvas.rect(-206, -48, 412, 48, canvas.fade(tint(WOOD, 0.15), shade(WOOD, 0.15)), r=3)
    canvas.stroke("M-200 -32H200M-200 -16H200", shade(WOOD, 0.3), 2)
    for x in (-190, 148):
        canvas.rect(x, -116, 42, 70, DARK, r=5)
        canvas.path(disc(x + 21, -68, 14) + disc(x + 21, -98, 9), "#5b6a8c")
    for x, _, _ in beams:
        canvas.shine(x, -214, 40, "#fff3cf", 0.9 if scene.dark else 0.4)
        canvas.circle(x, -214, 8, Paint("#fff6da"))
    canvas.stroke("M-190 -200Q0 -268 190 -200", "#f4f2ea", 9)


@element(Zone.GROUND, "lantern", "festival", size=(420, 270), home=(0.4, 0.2))
def draw_lanterns(scene: Scene, stream: Stream) -> None:
    """Draw two posts with strings of lamps and paper lanterns between them."""
    canvas = scene.canvas
    canvas.stroke("M-200 0V-248M200 0V-248M0 0V-254", shade(WOOD, 0.15), 7)
    draw_string(scene, (-200, -246, 0, -252), 18, 9, 5)
    draw_string(scene, (0, -252, 200, -246), 18, 9, 5)
    for i, (x, y) in enumerate(((-142, -196), (-74, -190), (72, -190), (140, -196))):
        colour = (CORAL, AMBER, TEAL, PLUM)[i]
        if scene.dark:
            canvas.shine(x, y, 76, tint(colour, 0.3), 0.7)
            canvas.ellipse(x, 0, 60, 10, canvas.halo(tint(colour, 0.4), 0.6))
        canvas.line([(x, y - 42), (x, y - 24)], STEEL, 2)
        glow = Paint(tint(colour, 0.35)) if scene.dark else canvas.fade(tint(colour, 0.4), colour)
        canvas.ellipse(x, y, 22, 25, glow)
        canvas.stroke(
            f"M{x - 21} {y - 6}q21 6 42 0M{x - 21} {y + 8}q21 6 42 0",
            shade(colour, 0.15),
            1.6,
            0.7,
        )
        canvas.path(box(x - 8, y - 28, 16, 5) + box(x - 8, y + 23, 16, 5), shade(colour, 0.4))


@element(Zone.GROUND, "festival", size=(340, 240), home=(0.5, 0.7), hero=1)
def draw_dancers(scene: Scene, stream: Stream) -> None:
    """Draw people of all ages who dance in a chain under pennants."""
    canvas = scene.canvas
    canvas.stroke("M-166 0V-236M166 0V-236", shade(WOOD, 0.15), 6)
    canvas.stroke("M-166 -232Q0 -190 166 -232", STEEL, 2)
    pennants: list[list[str]] = [[], [], [], []]
    for i in range(12):
        t = (i + 0.5) / 12
        x, y = -166 + 332 * t, -232 + 84 * t * (1 - t)
        pennants[i % 4].append(f"M{n(x - 11)} {n(y)}H{n(x + 11)}L{n(x)} {n(y + 22)}z")
    for part, colour in zip(pennants, (CORAL, AMBER, TEAL, PLUM), strict=True):
        canvas.path("".join(part), colour)
    for i, (x, age) in enumerate(((-112, "adult"), (-38, "elder"), (30, "child"), (104, "adult"))):
        with canvas.at(x, (i % 2) * 8, flip=i > 2):
            draw_person(
                scene,
                cast_figure(scene, stream, age),
                ("walk", "stand", "run", "walk")[i],
                "up" if i in (1, 2) else "push",
                "push" if i != 1 else "wave",
            )


@element(Zone.GROUND, "food", size=(360, 220), home=(0.84, 0.42), hero=1)
def draw_food_truck(scene: Scene, stream: Stream) -> None:
    """Draw a food truck with an open flap, a cook, and somebody who waits."""
    canvas = scene.canvas
    canvas.shadow(300, 130)
    canvas.path("M-168 -22V-172Q-168 -190 -150 -190H70V-22z", canvas.fade(tint(CORAL, 0.2), CORAL))
    canvas.path(
        "M70 -22V-166H104Q124 -164 134 -128L146 -84V-22z", canvas.fade(tint(CORAL, 0.35), CORAL)
    )
    canvas.path("M82 -152H102Q116 -150 122 -124L128 -98H82z", glaze(scene))
    canvas.rect(-168, -52, 314, 12, PAPER)
    canvas.rect(-142, -152, 150, 74, Paint("#ffe9b4") if scene.dark else canvas.tone("#fdf0d2"))
    with canvas.at(-66, -80, 0.9):
        draw_bust(scene, cast_figure(scene, stream), "table", "wave")
        canvas.path("M-14 -92V-104Q0 -116 14 -104V-92z", PAPER)
    canvas.rect(-150, -84, 166, 11, canvas.fade(tint(WOOD, 0.4), WOOD), r=3)
    canvas.path(disc(-126, -90, 11, 6) + disc(-100, -90, 11, 6) + box(-30, -102, 14, 18), AMBER)
    canvas.path(disc(-126, -95, 8, 4) + disc(-100, -95, 8, 4), LEAF)
    for i in range(6):
        canvas.path(f"M{-150 + i * 28} -158h28l4 -28h-28z", TEAL if i % 2 else PAPER)
    canvas.path(disc(-116, -24, 24) + disc(98, -24, 24), DARK)
    canvas.path(disc(-116, -24, 10) + disc(98, -24, 10), "#c8d2da")
    draw_string(scene, (-168, -192, 70, -192), 12, 8, 4.5)
    with canvas.at(24, 12, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "hip", "push", back=True)


@element(Zone.GROUND, "theatre", size=(300, 220), home=(0.24, 0.42), hero=1)
def draw_puppet_theatre(scene: Scene, stream: Stream) -> None:
    """Draw a puppet theatre with a red curtain and children who watch."""
    canvas = scene.canvas
    canvas.shadow(180, 170)
    canvas.rect(-84, -206, 168, 204, canvas.fade(tint(BLUE, 0.1), shade(BLUE, 0.2)), r=5)
    canvas.path("M-94 -200Q0 -252 94 -200V-188H-94z", AMBER)
    canvas.rect(-64, -182, 128, 92, Paint("#ffe9b4") if scene.dark else canvas.tone("#fdf0d2"))
    canvas.path("M-64 -182H-6Q-20 -120 -64 -100zM64 -182H6Q20 -120 64 -100z", "#d0505a")
    for x, colour, skin in ((-18, TEAL, "#e9b68f"), (22, PLUM, "#93593a")):
        canvas.path(f"M{x - 15} -90Q{x - 12} -122 {x} -124Q{x + 12} -122 {x + 15} -90z", colour)
        canvas.circle(x, -134, 12, skin)
        canvas.path(disc(x - 4, -135, 1.6) + disc(x + 4, -135, 1.6), DARK)
    canvas.path("M-31 -140L-18 -164L-5 -140z", CORAL)
    canvas.path("M10 -142l4 -14l8 8l8 -8l4 14z", AMBER)
    canvas.rect(-74, -92, 148, 12, canvas.fade(tint(WOOD, 0.3), WOOD), r=3)
    draw_icon(canvas, "heart", 0, -42, 44, AMBER)
    for x, y in ((-100, 12), (-44, 16), (20, 12), (92, 14)):
        with canvas.at(x, y):
            who = cast_figure(scene, stream, "child")
            draw_person(scene, who, "stand", "down", "up" if x == 92 else "down", back=True)
