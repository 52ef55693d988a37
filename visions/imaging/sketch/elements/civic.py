"""Markets, meeting places, access, learning, waste."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.elements.registry import Zone, element
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

_FRUIT = (CORAL, AMBER, LEAF, "#d8485e", PLUM, "#f4d06a")


def _draw_stall(scene: Scene, stream: Stream, colour: str) -> None:
    """Draw one market stall 150 wide, with its keeper."""
    canvas = scene.canvas
    canvas.ellipse(0, 0, 86, 11, Paint("#1d2a52"), canvas.light.shadow)
    canvas.stroke("M-66 -40V-180M66 -40V-180", shade(WOOD, 0.1), 6)
    canvas.rect(-66, -186, 132, 130, shade(colour, 0.45), opacity=0.16)
    with canvas.at(stream.between(-14, 14), -62, 0.95):
        draw_bust(scene, cast_figure(scene, stream), "down", "table")
    canvas.rect(-72, -66, 144, 64, canvas.fade(tint(WOOD, 0.25), WOOD), r=3)
    canvas.stroke("M-70 -44H70M-70 -22H70", shade(WOOD, 0.2), 2)
    fruit: dict[str, list[str]] = {}
    for i in range(17):
        kind = _FRUIT[(i // 4 + stream.whole(0, 1)) % len(_FRUIT)]
        fruit.setdefault(kind, []).append(disc(-64 + i * 8, -70 - (i % 2) * 7, 7.5))
    for kind, shapes in fruit.items():
        canvas.path("".join(shapes), kind)
    canvas.rect(-74, -72, 148, 8, shade(WOOD, 0.1), r=2)
    left, step = -84.0, 24.0
    for i in range(7):
        stripe = colour if i % 2 == 0 else PAPER
        x = left + i * step
        canvas.path(
            f"M{n(x * 0.86)} -212L{n((x + step) * 0.86)} -212"
            f"L{n(x + step)} -172a12 12 0 0 1 -24 0z",
            stripe,
        )
    canvas.rect(-74, -216, 148, 7, scene.covered(shade(colour, 0.1)), r=3)


@element(Zone.GROUND, "market", size=(520, 230), home=(0.72, 0.36), hero=1)
def draw_market(scene: Scene, stream: Stream) -> None:
    """Draw three market stalls and somebody who shops."""
    for i, colour in enumerate(stream.shuffle((AMBER, TEAL, CORAL, BLUE))[:3]):
        with scene.canvas.at(-170 + 170 * i, 0):
            _draw_stall(scene, stream, colour)
    with scene.canvas.at(96, 26):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "hold", back=True)
        scene.canvas.path("M28 -86h26l5 34h-36z", mix(WOOD, PAPER, 0.4))
        scene.canvas.path(disc(36, -88, 8) + disc(46, -90, 8), LEAF)


@element(Zone.GROUND, "cafe", size=(360, 240), home=(0.86, 0.6), hero=1)
def draw_cafe(scene: Scene, stream: Stream) -> None:
    """Draw two small tables under parasols, with guests."""
    canvas = scene.canvas
    for x, colour in ((-90, CORAL), (92, TEAL)):
        with canvas.at(x, 0 if x < 0 else 10):
            canvas.ellipse(0, 0, 84, 13, Paint("#1d2a52"), canvas.light.shadow)
            canvas.rect(-3, -226, 6, 224, STEEL)
            for side in (-1, 1):
                with canvas.at(side * 54, -40, 0.94, flip=side < 0):
                    who = cast_figure(scene, stream)
                    canvas.stroke("M4 -4L-22 -2L-24 36", who.bottom, 14)
                    draw_bust(scene, who, "table", "table")
                canvas.stroke(
                    f"M{side * 76} 0L{side * 70} -44M{side * 36} 0"
                    f"L{side * 40} -44M{side * 76} -44L{side * 82} -96",
                    shade(WOOD),
                    5,
                )
            canvas.stroke("M0 -70V0M-18 0H18", DARK, 5)
            canvas.ellipse(0, -72, 42, 9, PAPER)
            canvas.path(box(-16, -86, 11, 12) + box(8, -84, 11, 11), tint(colour, 0.3))
            canvas.path(
                "M-98 -196Q-60 -246 0 -250Q60 -246 98 -196Q74 -206 49 -196"
                "Q24 -206 0 -196Q-24 -206 -49 -196Q-74 -206 -98 -196z",
                colour,
            )
            canvas.path(
                "M0 -250Q-40 -240 -49 -196Q-24 -206 0 -196Q24 -206 49 -196Q40 -240 0 -250z",
                tint(colour, 0.55),
            )


@element(Zone.GROUND, "access", size=(440, 220), home=(0.8, 0.5), hero=1)
def draw_ramp(scene: Scene, stream: Stream) -> None:
    """Draw a ramp with a rail up to a terrace, used by people with and without wheels."""
    canvas = scene.canvas
    with canvas.at(18, 0):
        stone = "#e6dcc8"
        canvas.ellipse(0, 2, 214, 14, Paint("#1d2a52"), canvas.light.shadow)
        canvas.polygon(
            [(-200, 0), (70, -44), (200, -44), (200, 0)],
            canvas.fade(tint(stone, 0.4), shade(stone, 0.14)),
        )
        canvas.path("M-200 0L70 -44H200V-38H71L-176 2z", tint(TEAL, 0.35))
        with canvas.at(-40, -28, 0.98):
            draw_wheelchair_user(scene, cast_figure(scene, stream))
        with canvas.at(132, -42):
            draw_person(
                scene, cast_figure(scene, stream, "elder"), "stand", "hold", "wave", shadow=False
            )
            canvas.line([(-38, -88), (-42, 0)], shade(WOOD, 0.3), 4)
        canvas.stroke(
            "M-180 -2V-70L70 -116H196V-46M-60 -24V-92M70 -44V-116", mix(STEEL, "#ffffff", 0.2), 5
        )
        canvas.stroke("M-180 -38L70 -82H196", mix(STEEL, "#ffffff", 0.3), 3.5)
        canvas.line([(-206, 6), (-206, -150)], STEEL, 6)
        canvas.rect(-236, -212, 60, 60, BLUE, r=9)
        draw_icon(canvas, "wheelchair", -206, -180, 50, PAPER)


@element(Zone.GROUND, "education", size=(350, 215), home=(0.24, 0.82), hero=1)
def draw_reading_steps(scene: Scene, stream: Stream) -> None:
    """Draw a book case in the open and people who read and learn together."""
    canvas = scene.canvas
    canvas.shadow(150, 150)
    canvas.rect(-150, -186, 110, 184, canvas.fade(tint(TEAL, 0.1), shade(TEAL, 0.15)), r=5)
    canvas.polygon([(-162, -178), (-95, -210), (-28, -178)], CORAL)
    canvas.polygon([(-162, -182), (-95, -214), (-28, -182)], scene.covered(CORAL))
    for row in range(3):
        canvas.rect(-141, -174 + row * 56, 92, 48, "#fdf3dc")
        for i in range(8):
            tall = stream.between(26, 42)
            canvas.rect(-138 + i * 11, -128 + row * 56 - tall, 9, tall, stream.pick(ACCENTS), r=1)
    canvas.rect(-20, -44, 190, 14, canvas.fade(tint(WOOD), WOOD), r=4)
    canvas.stroke("M-4 -32V0M154 -32V0", shade(WOOD), 7)
    for i, x in enumerate((24, 84, 140)):
        who = cast_figure(scene, stream, ("elder", "child", "adult")[i])
        with canvas.at(x, -44, who.tall if i != 1 else 0.7):
            canvas.stroke("M-7 -8L-9 36M7 -8L9 36", who.bottom, 14)
            draw_bust(scene, who)
    canvas.path("M30 -82L54 -74L78 -82V-62L54 -54L30 -62z", PAPER)
    canvas.stroke("M54 -74V-54", shade(PAPER), 2)


@element(Zone.GROUND, "waste", size=(230, 130), home=(0.9, 0.2))
def draw_recycling(scene: Scene, stream: Stream) -> None:
    """Draw four bins of different colours with a sign of a circle."""
    canvas = scene.canvas
    canvas.shadow(210, 90)
    for i, colour in enumerate((BLUE, AMBER, LEAF, WOOD)):
        x = -104 + i * 53
        canvas.path(
            f"M{x} -92H{x + 46}L{x + 42} -4H{x + 4}z", canvas.fade(tint(colour, 0.2), colour)
        )
        canvas.rect(x - 3, -102, 52, 13, shade(colour, 0.2), r=5)
        draw_icon(canvas, ("drop", "bulb", "leaf", "cycle")[i], x + 23, -48, 28, PAPER)


@element(Zone.GROUND, "elderly", size=(260, 185), home=(0.14, 0.66))
def draw_chess_bench(scene: Scene, stream: Stream) -> None:
    """Draw two older people who play a board game."""
    canvas = scene.canvas
    canvas.ellipse(0, 0, 116, 14, Paint("#1d2a52"), canvas.light.shadow)
    for side in (-1, 1):
        who = cast_figure(scene, stream, "elder")
        with canvas.at(side * 74, -42, flip=side > 0):
            canvas.stroke("M0 -6L34 -4L36 38", who.bottom, 15)
            draw_bust(scene, who, "table", "table")
        canvas.stroke(
            f"M{side * 98} 0L{side * 94} -44M{side * 52} 0"
            f"L{side * 54} -44M{side * 50} -45H{side * 100}",
            shade(WOOD),
            6,
        )
    canvas.stroke("M0 -62V0M-26 0H26", STEEL, 7)
    canvas.path("M-48 -68H48L54 -60H-54z", PAPER)
    for ink, first in ((DARK, -40), ("#c9b08a", -31)):
        bodies = "".join(
            f"M{x - 5} -69L{x - 2} -82H{x + 2}L{x + 5} -69z" for x in range(first, 41, 18)
        )
        heads = "".join(disc(x, -84 - (x % 4), 4.2) for x in range(first, 41, 18))
        canvas.path(bodies + heads, ink)


@element(Zone.GROUND, "health", size=(230, 200), home=(0.1, 0.5))
def draw_care_stand(scene: Scene, stream: Stream) -> None:
    """Draw a nurse who helps somebody to walk, beside a stand with a heart."""
    canvas = scene.canvas
    with canvas.at(10, 0):
        canvas.shadow(160, 120)
        canvas.stroke("M-84 0V-120", STEEL, 6)
        canvas.circle(-84, -146, 34, PAPER)
        draw_icon(canvas, "heart", -84, -144, 44, "#e2566a")
        who = cast_figure(scene, stream)
        with canvas.at(-14, 0):
            draw_person(scene, who, "walk", "down", "hold")
            draw_icon(canvas, "cross", 0, -124, 17, PAPER)
        with canvas.at(44, 4):
            draw_person(scene, cast_figure(scene, stream, "elder"), "stand", "hold", "hold")
            canvas.stroke("M36 -84V-4M52 -84V-6M36 -84H52", mix(STEEL, "#ffffff", 0.3), 4)


@element(Zone.GROUND, "tourism", size=(200, 196), home=(0.58, 0.5))
def draw_visitors(scene: Scene, stream: Stream) -> None:
    """Draw two visitors with a suitcase who take a picture."""
    canvas = scene.canvas
    with canvas.at(-15, 0):
        with canvas.at(-46, 0):
            draw_person(scene, cast_figure(scene, stream), "stand", "hip", "phone")
        with canvas.at(40, 6):
            draw_person(scene, cast_figure(scene, stream), "walk", "hold", "point")
        canvas.stroke("M-2 -80V-56", STEEL, 4)
        canvas.rect(-22, -58, 42, 52, canvas.fade(tint(CORAL), CORAL), r=7)
        canvas.path(disc(-13, -3, 5) + disc(12, -3, 5), DARK)


@element(Zone.BELT, "housing", size=(900, 420), home=(0.5, 0.45))
def draw_co_housing(scene: Scene, stream: Stream) -> None:
    """Draw a row of new timber homes with gardens, balconies and solar roofs."""
    canvas = scene.canvas
    for i in range(5):
        x = -400 + i * 164
        wall = stream.pick(("#f4dcb2", "#f7efdd", "#dfe9df", "#f1c7a6", "#cfe2e2"))
        tall = stream.between(190, 240)
        canvas.path(
            f"M{x} 0V{n(-tall)}L{x + 75} {n(-tall - 86)}L{x + 150} {n(-tall)}V0z",
            canvas.fade(tint(wall), wall),
        )
        dark = x if canvas.sun > 0 else x + 112
        canvas.rect(dark, -tall, 38, tall, shade(wall), opacity=0.45)
        canvas.stroke(
            f"M{x - 12} {n(-tall + 8)}L{x + 75} {n(-tall - 92)}L{x + 162} {n(-tall + 8)}",
            scene.covered(stream.pick(("#b65a48", "#54627c", "#2f5299"))),
            15,
        )
        lit = scene.dark
        glass = Paint("#ffe2a0") if lit else canvas.tone("#a9d8e2")
        canvas.path(
            box(x + 24, -tall + 26, 38, 54)
            + box(x + 88, -tall + 26, 38, 54)
            + box(x + 54, -tall - 42, 40, 34)
            + box(x + 88, -84, 40, 48),
            glass,
        )
        canvas.rect(x + 28, -92, 38, 92, stream.pick(ACCENTS), r=3)
        canvas.rect(x + 14, -tall + 78, 122, 15, shade(wall, 0.25))
        canvas.path(
            disc(x + 34, -tall + 72, 15, 11)
            + disc(x + 62, -tall + 70, 17, 13)
            + disc(x + 112, -tall + 72, 16, 12),
            scene.covered(LEAF),
        )
