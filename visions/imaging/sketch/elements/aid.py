"""Help: a doctor on a screen, shelters, toilets, paths that hands and feet can read."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.elements.parts import draw_dog, glaze
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
    STEEL,
    TEAL,
    WOOD,
)
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


@element(Zone.GROUND, "telemedicine", size=(250, 220), home=(0.14, 0.36), hero=1)
def draw_remote_doctor(scene: Scene, stream: Stream) -> None:
    """Draw a booth where a doctor on a screen talks to somebody."""
    canvas = scene.canvas
    with canvas.at(12, 0):
        canvas.shadow(200, 170)
        canvas.rect(-126, -206, 168, 206, canvas.fade("#ffffff", "#dbe9ea"), r=12)
        canvas.rect(
            -126 if canvas.sun > 0 else 8, -200, 34, 198, shade("#dbe9ea"), r=10, opacity=0.45
        )
        canvas.rect(-134, -216, 184, 18, scene.covered(TEAL), r=8)
        canvas.rect(-104, -182, 124, 108, DARK, r=8)
        frame = box(-97, -175, 110, 94)
        canvas.path(frame, Paint("#d6f3f4") if scene.dark else canvas.tone("#dff4f4"))
        who = cast_figure(scene, stream)
        with canvas.cut(frame), canvas.at(-42, -78, 0.86):
            draw_bust(scene, who, "table", "table")
            canvas.path("M-24 -56L-21 4H21L24 -56Q10 -66 0 -40Q-10 -66 -24 -56z", PAPER)
            canvas.stroke("M-9 -62Q-12 -34 0 -32Q10 -34 9 -62M0 -32V-20", STEEL, 3)
        draw_icon(canvas, "heart", -42, -42, 40, "#e2566a")
        with canvas.at(82, 8, flip=True):
            draw_person(scene, cast_figure(scene, stream, "elder"), "stand", "down", "wave")


@element(Zone.GROUND, "toilet", size=(230, 230), home=(0.92, 0.24))
def draw_toilet(scene: Scene, stream: Stream) -> None:
    """Draw a public toilet with a wide door, a ramp and a planted roof."""
    canvas = scene.canvas
    canvas.shadow(190, 190)
    canvas.rect(-104, -198, 180, 198, canvas.fade(tint(WOOD, 0.35), tint(WOOD, 0.1)), r=4)
    slats = "".join(f"M{x} -194V-4" for x in range(-90, 76, 14))
    canvas.stroke(slats, shade(WOOD, 0.15), 1.8, 0.6)
    side = -104 if canvas.sun > 0 else 30
    canvas.rect(side, -198, 46, 198, shade(WOOD, 0.3), opacity=0.3)
    canvas.rect(-114, -208, 200, 13, STEEL, r=4)
    canvas.path("".join(disc(-98 + i * 23, -212, 16, 9) for i in range(9)), scene.covered(LEAF))
    canvas.rect(-56, -150, 84, 150, canvas.fade(tint(TEAL, 0.15), TEAL), r=4)
    canvas.rect(8, -82, 9, 22, PAPER, r=4)
    draw_icon(canvas, "people", -14, -116, 40, PAPER)
    draw_icon(canvas, "wheelchair", 53, -112, 32, BLUE)
    canvas.rect(-96, -182, 172, 20, glaze(scene), r=3)
    canvas.path("M-60 0H32L62 12H-76z", "#d8d2c4")


@element(Zone.GROUND, "shelter", size=(420, 250), home=(0.78, 0.26), hero=1)
def draw_emergency_tent(scene: Scene, stream: Stream) -> None:
    """Draw an open tent for emergencies: light, water, a radio, blankets, helpers."""
    canvas = scene.canvas
    canvas.shadow(340, 190)
    inside = Paint("#ffe9b4") if scene.dark else canvas.tone("#f4e2bd")
    canvas.path("M-170 0L-150 -146L0 -216L150 -146L170 0z", inside)
    if scene.dark:
        canvas.shine(0, -150, 180, "#ffd98a", 0.6)
    canvas.path("M-190 0L-160 -150L0 -222L-96 -126L-112 0z", canvas.fade(tint(CORAL, 0.2), CORAL))
    canvas.path(
        "M190 0L160 -150L0 -222L96 -126L112 0z", canvas.fade(tint(CORAL, 0.3), shade(CORAL, 0.1))
    )
    canvas.path("M-160 -150L0 -222L160 -150L96 -126Q0 -190 -96 -126z", tint(CORAL, 0.4))
    if scene.snowy:
        canvas.path("M-160 -150L0 -222L160 -150L120 -140L0 -196L-120 -140z", "#f4f8fc")
    canvas.circle(0, -176, 20, PAPER)
    draw_icon(canvas, "cross", 0, -176, 26, "#e2566a")
    with canvas.at(-44, -4):
        draw_person(scene, cast_figure(scene, stream), "stand", "hold", "hold", shadow=False)
        canvas.path("M-20 -140H-8L0 -120L8 -140H20L18 -92H-18z", "#f5d13f")
    canvas.rect(-8, -62, 104, 10, canvas.fade(tint(WOOD, 0.3), WOOD), r=2)
    canvas.stroke("M0 -52V0M88 -52V0", shade(WOOD), 6)
    canvas.rect(2, -92, 34, 30, BLUE, r=4)
    draw_icon(canvas, "drop", 19, -77, 20, PAPER)
    canvas.rect(44, -86, 40, 24, DARK, r=4)
    canvas.path(disc(56, -74, 7), "#c9d6de")
    canvas.stroke("M80 -86L92 -116", STEEL, 3)
    canvas.path(box(12, -24, 58, 10) + box(16, -36, 50, 10), TEAL)
    with canvas.at(140, 10, flip=True):
        draw_person(scene, cast_figure(scene, stream), "walk", "hold", "down")
    with canvas.at(182, 14, flip=True):
        draw_person(scene, cast_figure(scene, stream, "child"), "walk", "down", "up")


@element(Zone.GROUND, "blind", "access", size=(360, 200), home=(0.6, 0.86))
def draw_guiding_path(scene: Scene, stream: Stream) -> None:
    """Draw ribbed paving that leads two people, one with a white cane, one with a dog."""
    canvas = scene.canvas
    canvas.path("M-164 -6H164L170 14H-170z", scene.covered("#f4e2a8"))
    ribs = "".join(f"M{n(-160 - i)} {n(-2 + i * 4)}H{n(160 + i)}" for i in range(4))
    canvas.stroke(ribs, shade("#e0c878", 0.12), 1.8)
    studs = "".join(disc(x, y, 2.6, 1.6) for x in range(-20, 21, 8) for y in (-2, 3, 8))
    canvas.path("M-26 -6H26L28 14H-28z", scene.covered("#f0d27c"))
    canvas.path(studs, shade("#e0c878", 0.35))
    with canvas.at(-96, 4):
        draw_person(scene, cast_figure(scene, stream, "elder"), "walk", "down", "push")
        canvas.line([(50, -97), (86, 2)], "#ffffff", 5)
        canvas.line([(82, -10), (86, 2)], CORAL, 5)
        canvas.path(disc(-5, -150, 5, 4) + disc(5, -150, 5, 4), DARK)
    with canvas.at(62, 4):
        draw_person(scene, cast_figure(scene, stream), "walk", "down", "push")
    with canvas.at(126, 8, 0.9):
        draw_dog(scene, "#a8784a", AMBER)


@element(Zone.GROUND, "elderly", size=(250, 195), home=(0.4, 0.16))
def draw_walkers(scene: Scene, stream: Stream) -> None:
    """Draw older people with a walking frame and a stick, arm in arm with somebody younger."""
    canvas = scene.canvas
    with canvas.at(-20, 0):
        with canvas.at(-72, 0):
            draw_person(scene, cast_figure(scene, stream, "elder"), "walk", "down", "hold")
            frame = mix(STEEL, PAPER, 0.25)
            canvas.stroke("M34 -84H44L32 -10M44 -84L66 -10M38 -50H56", frame, 4.5)
            canvas.rect(36, -56, 26, 16, CORAL, r=3)
            canvas.path(disc(32, -7, 7) + disc(66, -7, 7), DARK)
        with canvas.at(46, 4):
            draw_person(scene, cast_figure(scene, stream, "elder"), "walk", "down", "down")
            canvas.line([(-26, -76), (-34, 2)], shade(WOOD, 0.3), 4)
        with canvas.at(94, 0, flip=True):
            draw_person(scene, cast_figure(scene, stream), "stand", "wave", "down")
