"""The co-creation table: people around a model of their city."""

from __future__ import annotations

from visions.imaging.sketch.canvas import disc
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_bust, draw_person, draw_wheelchair_user
from visions.imaging.sketch.icons import draw_icon
from visions.imaging.sketch.palette import (
    ACCENTS,
    AMBER,
    BLUE,
    CORAL,
    LEAF,
    PAPER,
    PLUM,
    STEEL,
    TEAL,
    WOOD,
)
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


def draw_bubble(scene: Scene, x: float, y: float, sign: str, colour: str) -> None:
    """Draw a speech bubble with a sign in it, its tip at `x`, `y`."""
    canvas = scene.canvas
    with canvas.at(x, y):
        canvas.path(
            "M-26 -66H26Q38 -66 38 -54V-28Q38 -16 26 -16H8L-2 0"
            "L-6 -16H-26Q-38 -16 -38 -28V-54Q-38 -66 -26 -66z",
            PAPER,
            0.96,
        )
        draw_icon(canvas, sign, 0, -41, 34, colour)


def _draw_model(scene: Scene) -> None:
    """Draw a small model city on a table top around 0, 0."""
    canvas = scene.canvas
    canvas.ellipse(0, 0, 118, 27, "#bfe0b4")
    canvas.stroke("M-104 6Q-20 -14 104 8", "#8fcbe0", 9)
    blocks = (
        (-78, -6, 18, 34, CORAL),
        (-52, -12, 20, 54, PAPER),
        (-26, -8, 17, 30, AMBER),
        (8, -13, 20, 66, TEAL),
        (34, -8, 18, 40, PLUM),
        (60, -6, 20, 28, BLUE),
    )
    for x, y, w, h, colour in blocks:
        canvas.rect(x, y - h, w, h, tint(colour, 0.2))
        canvas.rect(
            x if canvas.sun > 0 else x + w * 0.62, y - h, w * 0.38, h, shade(colour), opacity=0.55
        )
    greens = disc(-94, -8, 8) + disc(-8, 2, 8) + disc(88, -6, 9) + disc(50, 6, 7) + disc(-60, 8, 7)
    canvas.path(greens, LEAF)
    for x, y in ((-96, 16), (74, 18), (-20, 22)):
        canvas.polygon([(x, y), (x + 24, y - 3), (x + 28, y + 4), (x + 3, y + 7)], PAPER)


@element(Zone.GROUND, "cocreation", size=(570, 290), home=(0.5, 0.78), hero=2)
def draw_table(scene: Scene, stream: Stream) -> None:
    """Draw seven people around a round table; one of them uses a wheelchair."""
    canvas = scene.canvas
    people = [cast_figure(scene, stream) for _ in range(6)]
    elder = cast_figure(scene, stream, "elder")
    canvas.ellipse(0, -6, 250, 34, "#26345e", canvas.light.shadow)
    arms = (("table", "point"), ("table", "table"), ("wave", "table"))
    for i, x in enumerate((-104, 0, 104)):
        with canvas.at(x, -84 - (8 if i == 1 else 0), 0.96):
            draw_bust(scene, elder if i == 1 else people[i], *arms[i])
    with canvas.at(-222, -6, 1.0):
        draw_wheelchair_user(scene, people[1], "wave")
    with canvas.at(222, -8, 1.0, flip=True):
        draw_person(scene, people[3], "stand", "hip", "point", shadow=False)
    top = "#f0d6a6"
    canvas.rect(-12, -74, 24, 66, shade(WOOD, 0.2))
    canvas.ellipse(0, -8, 62, 11, shade(WOOD, 0.3))
    canvas.ellipse(0, -76, 172, 42, shade(WOOD, 0.1))
    canvas.ellipse(0, -84, 172, 42, canvas.fade(tint(top, 0.3), top))
    with canvas.at(0, -86):
        _draw_model(scene)
    for i, x in enumerate((-92, 92)):
        who = people[4 + i]
        with canvas.at(x, 0):
            canvas.stroke("M-24 -46L-28 0M24 -46L28 0", shade(WOOD, 0.25), 6)
            canvas.stroke("M-14 -50L-16 -4M14 -50L16 -4", shade(who.bottom, 0.2), 15)
            with canvas.at(0, -46, 0.98):
                draw_bust(
                    scene, who, "table" if i else "point", "point" if i else "table", back=True
                )
            canvas.rect(-30, -76, 60, 26, canvas.fade(tint(WOOD, 0.2), WOOD), r=7)
            canvas.stroke("M-25 -52V-40M25 -52V-40", shade(WOOD, 0.25), 6)
    signs = (("leaf", LEAF), ("bulb", AMBER), ("heart", PLUM))
    for i, x in enumerate((-112, 6, 118)):
        draw_bubble(scene, x, -208 - (16 if i == 1 else 0), *signs[i])


@element(Zone.GROUND, "engagement", size=(330, 230), home=(0.2, 0.5), hero=1)
def draw_idea_wall(scene: Scene, stream: Stream) -> None:
    """Draw a wall of coloured notes with people who stick, point and discuss."""
    canvas = scene.canvas
    canvas.shadow(260, 170)
    canvas.stroke("M-88 0V-190M88 0V-190M-104 0H-70M70 0H106", STEEL, 8)
    canvas.rect(-104, -204, 208, 132, shade(WOOD, 0.1), r=6)
    canvas.rect(-97, -197, 194, 118, canvas.fade("#ffffff", "#f3efe4"), r=3)
    for row in range(3):
        for col in range(6):
            colour = stream.pick(ACCENTS)
            x, y = -88 + col * 30 + stream.between(-2, 2), -190 + row * 36 + stream.between(-2, 2)
            if stream.chance(0.82):
                canvas.rect(x, y, 24, 26, tint(colour, 0.35), r=1.5)
                canvas.circle(x + 12, y + 3, 2.4, shade(colour))
    draw_icon(canvas, "heart", 74, -136, 30, CORAL)
    with canvas.at(-132, 10):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "point")
    with canvas.at(126, 16, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "hip", "wave")
    with canvas.at(20, 24):
        draw_person(scene, cast_figure(scene, stream, "child"), "stand", "up", "down", back=True)
