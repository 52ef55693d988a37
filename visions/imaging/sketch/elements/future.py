"""Far future: a lift into space, taxis in the air, robots that help, thinking machines."""

from __future__ import annotations

import math

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.parts import draw_shade, glaze
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_person
from visions.imaging.sketch.palette import AMBER, BLUE, CORAL, DARK, LEAF, PAPER, PLUM, STEEL, TEAL
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


@element(Zone.SKYLINE, "elevator", size=(120, 600), home=(0.3, 0))
def draw_space_elevator(scene: Scene, stream: Stream) -> None:
    """Draw a white tower whose cable goes up into the sky, with two cabins on it."""
    canvas = scene.canvas
    top = -scene.layout.horizon / scene.layout.unit - 20
    canvas.depth = 0.16
    canvas.stroke(f"M-3 -230V{n(top)}M3 -230V{n(top)}", Paint("#ffffff"), 2, 0.85)
    foot = "M-52 0Q-14 -70 -9 -250H9Q14 -70 52 0z"
    canvas.path(foot, canvas.fade("#ffffff", "#dbe6ee"))
    side = -canvas.sun
    canvas.path(
        f"M{52 * side} 0Q{14 * side} -70 {9 * side} -250H{2 * side}Q{4 * side} -70 {24 * side} 0z",
        shade("#dbe6ee", 0.5),
        0.5,
    )
    for y, wide in ((-92, 40), (-150, 30), (-206, 25)):
        canvas.ellipse(0, y, wide, 7, canvas.fade("#ffffff", "#b9cbd8"))
        lamps = "".join(disc(-wide + 8 + i * wide / 3, y + 1, 2) for i in range(6))
        canvas.path(lamps, Paint("#ffe6a6") if scene.dark else canvas.tone(TEAL))
    for y, colour in ((-330, CORAL), (-470, AMBER)):
        canvas.shine(0, y, 44, "#bff4ff", 0.7)
        canvas.rect(-16, y - 24, 32, 48, canvas.fade(tint(colour, 0.3), colour), r=14)
        canvas.path(box(-10, y - 10, 8, 14) + box(2, y - 10, 8, 14), glaze(scene))


@element(Zone.SKY, "airtaxi", size=(240, 90), home=(0.68, 0.42))
def draw_air_taxis(scene: Scene, stream: Stream) -> None:
    """Draw two small electric aircraft with passengers."""
    canvas = scene.canvas
    for x, y, size, colour in ((-60, 10, 0.8, TEAL), (70, -22, 0.52, CORAL)):
        with canvas.at(x, y, size, flip=x > 0):
            if scene.dark:
                canvas.shine(0, 10, 70, "#9ff2ea", 0.5)
            canvas.stroke("M-66 -30H58M-54 -30V-22M0 -30V-20M46 -30V-22", DARK, 4)
            rotors = disc(-54, -35, 30, 3) + disc(0, -35, 26, 3) + disc(46, -35, 30, 3)
            canvas.path(rotors, "#dfeaf2", 0.9)
            canvas.path(
                "M-70 -6Q-50 -22 0 -22Q52 -22 60 6Q56 24 10 24Q-30 24 -70 -6z",
                canvas.fade("#ffffff", "#d3dde6"),
            )
            canvas.path("M-70 -6Q-30 24 10 24Q50 24 58 12Q10 16 -70 -6z", colour)
            canvas.path("M4 -18Q42 -16 52 4Q28 8 4 6zM-34 -16H-2V6Q-20 5 -40 -4z", glaze(scene))
            canvas.stroke("M-26 24L-32 34H28L22 24", STEEL, 3.4)
            canvas.circle(60, 8, 3.6, Paint("#fff3c4"))


@element(Zone.SKY, "airship", size=(260, 110), home=(0.5, 0.16))
def draw_airship(scene: Scene, stream: Stream) -> None:
    """Draw a solar airship with a small cabin."""
    canvas = scene.canvas
    canvas.path("M-118 -6L-134 -38L-96 -26zM-118 6L-134 38L-96 26z", CORAL)
    canvas.path(
        "M-122 0Q-70 -48 10 -46Q96 -44 124 0Q96 44 10 46Q-70 48 -122 0z",
        canvas.fade("#ffffff", "#f3efe4", "#c9d3da"),
    )
    canvas.path("M-84 -27Q-40 -46 10 -46Q66 -45 100 -26Q10 -34 -84 -27z", "#3f67b1")
    canvas.stroke("M-30 -42L-32 -31M10 -46V-33M50 -43L52 -31", "#c4d8f2", 1.6)
    canvas.stroke("M-120 2Q0 16 122 2", AMBER, 4)
    canvas.rect(-30, 44, 70, 20, canvas.fade("#ffffff", "#d3dde6"), r=9)
    canvas.path("".join(box(-22 + i * 14, 49, 9, 8) for i in range(4)), glaze(scene))


def _draw_helper(scene: Scene, colour: str, arm: str) -> None:
    """Draw a friendly robot on two wheels, 140 high; `arm` is the path of its right arm."""
    canvas = scene.canvas
    canvas.shadow(60, 110)
    canvas.path(disc(-14, -11, 11) + disc(14, -11, 11), DARK)
    canvas.stroke("M-26 -70Q-40 -56 -34 -38", "#c9d6de", 9)
    canvas.path(
        "M-28 -84Q-30 -22 -16 -16H16Q30 -22 28 -84Q0 -96 -28 -84z",
        canvas.fade("#ffffff", "#d3dfe6"),
    )
    canvas.rect(-15, -74, 30, 26, canvas.fade(tint(colour, 0.2), colour), r=6)
    canvas.circle(0, -61, 6, Paint("#e9fffb"))
    canvas.stroke(arm, "#c9d6de", 9)
    canvas.rect(-5, -98, 10, 10, STEEL)
    canvas.rect(-27, -138, 54, 42, canvas.fade("#ffffff", "#d9e4ea"), r=16)
    canvas.rect(-20, -130, 40, 25, DARK, r=10)
    canvas.path(disc(-8, -119, 4) + disc(8, -119, 4), Paint("#8ef0ea"))
    canvas.stroke("M-5 -111Q0 -108 5 -111", Paint("#8ef0ea"), 2)
    canvas.line([(0, -138), (0, -152)], STEEL, 3)
    canvas.circle(0, -154, 4.5, colour)


@element(Zone.GROUND, "robot", size=(280, 185), home=(0.3, 0.86))
def draw_robot_helpers(scene: Scene, stream: Stream) -> None:
    """Draw a robot that carries shopping for an older person and one that waters a flower."""
    canvas = scene.canvas
    with canvas.at(-96, 0):
        draw_person(scene, cast_figure(scene, stream, "elder"), "walk", "down", "hold")
    with canvas.at(-26, 2):
        _draw_helper(scene, CORAL, "M26 -72Q40 -62 44 -48")
        canvas.path("M28 -50H64L58 -18H34z", "#d9b98a")
        canvas.path(disc(40, -52, 7) + disc(52, -54, 8), LEAF)
    with canvas.at(78, 4):
        _draw_helper(scene, TEAL, "M26 -72L44 -66")
        canvas.path("M34 -78H54V-58H36zM54 -72L66 -80L68 -76L54 -62z", AMBER)
    canvas.stroke("M120 0V-34", LEAF, 4)
    canvas.path("M104 0H136L131 -20H109z", "#b8714a")
    canvas.path(
        "".join(
            disc(120 + 8 * math.cos(a), -38 + 8 * math.sin(a), 6)
            for a in (math.tau * i / 5 for i in range(5))
        ),
        CORAL,
    )
    canvas.circle(120, -38, 5, AMBER)


@element(Zone.GROUND, "ai", size=(260, 240), home=(0.3, 0.34))
def draw_thinking_sphere(scene: Scene, stream: Stream) -> None:
    """Draw a glowing sphere of linked points on a plinth, questioned by two people."""
    canvas = scene.canvas
    draw_shade(scene, 60, 9)
    canvas.path("M-44 -60H44L54 0H-54z", canvas.fade("#ffffff", "#cfdbe4"))
    canvas.path("M-30 -70H30L44 -60H-44z", "#b9cbd8")
    canvas.shine(0, -146, 130, "#8fdcff", 0.6)
    canvas.circle(
        0, -146, 74, Paint("#e6f9ff") if scene.dark else canvas.fade("#f2fcff", "#bfe6f2"), 0.7
    )
    points = [
        (0, -206),
        (-44, -186),
        (44, -188),
        (-60, -142),
        (58, -138),
        (-18, -160),
        (22, -148),
        (-38, -100),
        (36, -98),
        (-4, -116),
        (2, -186),
    ]
    links = (
        (0, 1),
        (0, 2),
        (1, 3),
        (2, 4),
        (1, 5),
        (2, 6),
        (3, 5),
        (5, 6),
        (4, 6),
        (3, 7),
        (7, 9),
        (9, 8),
        (8, 4),
        (5, 9),
        (6, 9),
        (10, 5),
        (10, 6),
        (0, 10),
    )
    canvas.stroke(
        "".join(f"M{points[a][0]} {points[a][1]}L{points[b][0]} {points[b][1]}" for a, b in links),
        BLUE,
        2.4,
        0.8,
    )
    for i, (x, y) in enumerate(points):
        canvas.circle(x, y, 7 if i in (5, 6, 9) else 5, Paint((TEAL, CORAL, PLUM, AMBER)[i % 4]))
    canvas.path(disc(canvas.sun * 26, -184, 18, 10), PAPER, 0.5)
    with canvas.at(-102, 8):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "point")
    with canvas.at(100, 10, flip=True):
        draw_person(scene, cast_figure(scene, stream, "child"), "stand", "down", "up")
