"""Water on the ground: rain gardens, ponds, dunes and dykes, bathing, boats to paddle."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.parts import (
    draw_reeds,
    draw_shade,
    pond,
)
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_bust, draw_person
from visions.imaging.sketch.icons import draw_icon
from visions.imaging.sketch.palette import (
    ACCENTS,
    AMBER,
    BLUE,
    CORAL,
    LEAF,
    PAPER,
    STEEL,
    TEAL,
    WOOD,
)
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream
from visions.imaging.sketch.trees import draw_flowers

_SAND = "#ecd7a4"


@element(Zone.GROUND, "wetland", "adaptation", size=(400, 120), home=(0.3, 0.72), hero=1)
def draw_rain_garden(scene: Scene, stream: Stream) -> None:
    """Draw a hollow that holds the rain: stones, water, reeds, a small bridge, ducks."""
    canvas = scene.canvas
    canvas.ellipse(0, -22, 198, 32, scene.covered("#5f9f58"))
    canvas.ellipse(0, -24, 184, 26, scene.covered("#7dbb69"))
    canvas.ellipse(0, -22, 156, 20, "#cbbf9f")
    canvas.ellipse(0, -20, 148, 17, pond(scene))
    canvas.stroke("M-110 -22h36M40 -14h44M-30 -10h24M84 -26h26", Paint("#ffffff"), 2.4, 0.55)
    with canvas.at(0, -32):
        draw_reeds(scene, stream, -176, -66, 13)
        draw_reeds(scene, stream, 84, 176, 11)
    canvas.path("M-52 -40Q0 -66 58 -40L62 -8Q0 -34 -46 -8z", canvas.fade(tint(WOOD, 0.3), WOOD))
    canvas.stroke("M-30 -48L-24 -19M-6 -53L-2 -23M20 -51L22 -22M42 -46L46 -16", shade(WOOD), 2)
    canvas.stroke("M-52 -40V-74Q2 -100 58 -74V-40M2 -54V-86", shade(WOOD, 0.25), 4.5)
    stones = disc(-128, -4, 15, 9) + disc(-100, 2, 11, 7) + disc(122, -2, 16, 9)
    canvas.path(stones, scene.covered("#b9b4a6"))
    for x, coat in ((96, "#f4ead2"), (118, "#8a6a4a")):
        canvas.path(f"M{x - 13} -20q3 -7 13 -6q6 -8 12 -5q2 7 -4 9q0 8 -10 9q-10 0 -11 -7z", coat)
        canvas.path(f"M{x + 12} -29l6 2l-6 2z", AMBER)
    with canvas.at(-20, 4):
        draw_flowers(scene, stream, 290, 16)


@element(Zone.BELT, "wetland", size=(900, 150), home=(0.34, 0.9))
def draw_marsh(scene: Scene, stream: Stream) -> None:
    """Draw ponds among reeds and a heron."""
    canvas = scene.canvas
    canvas.ellipse(0, -14, 440, 44, scene.covered("#86b66a"))
    canvas.path(disc(-150, -16, 230, 26) + disc(230, -6, 170, 22), pond(scene))
    canvas.stroke("M-260 -16h90M-120 -8h60M180 -8h80M280 0h50", Paint("#ffffff"), 4, 0.5)
    for left, right, count in ((-400, -300, 12), (50, 120, 9), (350, 430, 10)):
        with canvas.at(0, -6, 1.35):
            draw_reeds(scene, stream, left / 1.35, right / 1.35, count)
    canvas.stroke("M-60 -12L-58 -66M-46 -10L-48 -66", "#6b6f86", 4)
    canvas.path(
        "M-90 -70Q-66 -104 -34 -92L-24 -122Q-22 -134 -12 -130L4 -122L-12 -120"
        "L-22 -82Q-40 -58 -90 -70z",
        canvas.fade("#ffffff", "#b9c4d2"),
    )


def _draw_tuft(scene: Scene, stream: Stream, x: float, y: float) -> None:
    """Draw a tuft of marram grass, its blades bent by the wind."""
    blades = "".join(
        f"M{n(x + i * 3)} {n(y + 3)}q{n(i * 2)} {n(-stream.between(18, 30))}"
        f" {n(i * 6 + stream.between(2, 12))} {n(-stream.between(28, 46))}"
        for i in range(-3, 4)
    )
    scene.canvas.stroke(blades, "#b9a45f" if scene.snowy else "#8fa858", 2.6)


@element(Zone.GROUND, "dune", size=(400, 142), home=(0.24, 0.76), hero=1)
def draw_dune(scene: Scene, stream: Stream) -> None:
    """Draw a dune with marram grass, a sand fence and a path of planks."""
    canvas = scene.canvas
    sand = scene.covered(_SAND)
    draw_shade(scene, 200, 14)
    canvas.path(
        "M-198 0Q-150 -30 -110 -74Q-70 -112 -20 -70Q30 -44 70 -66Q130 -96 196 0z",
        canvas.fade(tint(sand, 0.4), shade(sand, 0.1)),
    )
    side = canvas.sun
    canvas.path(
        "M-60 -92Q-36 -92 -20 -70Q20 -20 -30 0H-110Q-30 -30 -60 -92z"
        if side > 0
        else "M-88 -96Q-130 -60 -150 0H-80Q-96 -50 -88 -96z",
        shade(sand, 0.3),
        0.4,
    )
    for x, y in (
        (-128, -56),
        (-104, -78),
        (-78, -92),
        (-48, -88),
        (90, -68),
        (118, -70),
        (144, -50),
    ):
        _draw_tuft(scene, stream, x, y)
    fence = "".join(f"M{x} {y}v-36" for x, y in ((-10, -36), (8, -30), (26, -26), (44, -28)))
    canvas.stroke(fence + "M-16 -54Q20 -44 50 -48", shade(WOOD, 0.1), 4)
    canvas.path("M-34 0L-8 -34H8L20 0z", canvas.fade(tint(WOOD, 0.5), tint(WOOD, 0.2)))
    canvas.stroke("M-28 -8H17M-21 -17H14M-14 -26H11", shade(WOOD, 0.1), 2)


@element(Zone.BELT, "dune", size=(1000, 286), home=(0.62, 0.9))
def draw_dyke(scene: Scene, stream: Stream) -> None:
    """Draw a green dyke with a flood gate, walkers and sheep on it."""
    canvas = scene.canvas
    grass = scene.covered("#8fc56f")
    canvas.path("M-500 0L-400 -104H400L500 0z", canvas.fade(tint(grass, 0.25), shade(grass, 0.08)))
    canvas.rect(-404, -112, 808, 12, scene.covered("#e6dcc4"), r=5)
    canvas.path(box(118, -150, 26, 150) + box(246, -150, 26, 150), "#d8d2c4")
    canvas.rect(144, -128, 102, 120, canvas.fade(tint(BLUE, 0.2), BLUE))
    canvas.stroke("M178 -120V-14M212 -120V-14", shade(BLUE), 5)
    canvas.rect(106, -162, 178, 16, "#c9c2b2", r=4)
    for x in (-300, -90):
        with canvas.at(x, -108, 0.9):
            draw_person(scene, cast_figure(scene, stream), "walk", shadow=False)
    for x, y in ((-330, -40), (-230, -56), (-140, -30), (0, -52), (360, -36)):
        draw_sheep(scene, x, y, 0.9)


def draw_sheep(scene: Scene, x: float, y: float, size: float) -> None:
    """Draw a sheep that grazes."""
    canvas = scene.canvas
    with canvas.at(x, y, size):
        canvas.stroke("M-16 -16V0M-6 -16V0M12 -16V0M20 -16V0", "#4a4550", 5)
        wool = disc(-16, -28, 14) + disc(0, -34, 16) + disc(16, -28, 14) + disc(0, -24, 20, 12)
        canvas.path(wool, canvas.fade("#fffaf0", "#d9d0c0"))
        canvas.path(disc(32, -22, 8, 10), "#4a4550")


@element(Zone.GROUND, "swim", size=(420, 170), home=(0.7, 0.7), hero=1)
def draw_bathing_place(scene: Scene, stream: Stream) -> None:
    """Draw a natural pool with a wooden deck, a ladder, and people who swim and sit."""
    canvas = scene.canvas
    canvas.ellipse(0, -30, 208, 44, scene.covered("#cdbf9a"))
    canvas.ellipse(0, -30, 196, 38, pond(scene))
    canvas.stroke("M-120 -34h54M-20 -14h60M70 -46h50M-60 -52h40", Paint("#ffffff"), 3, 0.6)
    if scene.snowy:
        canvas.stroke("M-60 -20Q0 -60 70 -22", Paint("#ffffff"), 3, 0.8)
    else:
        for x, y in ((-84, -30), (4, -34)):
            who = cast_figure(scene, stream)
            with canvas.cut(box(x - 60, y - 120, 120, 124)), canvas.at(x, y + 34):
                draw_bust(scene, who, "table", "wave" if x < 0 else "table")
            canvas.ellipse(x, y + 3, 40, 5, Paint("#ffffff"), 0.5)
        canvas.stroke(disc(-20, -14, 17, 7), CORAL, 8)
    canvas.path("M84 -66H208L214 -8H96z", canvas.fade(tint(WOOD, 0.4), WOOD))
    canvas.stroke("M88 -52H209M91 -38H211M94 -24H212", shade(WOOD, 0.15), 2.4)
    for x, flip in ((132, True), (180, False)):
        who = cast_figure(scene, stream)
        with canvas.at(x, -40, 0.94, flip=flip):
            draw_bust(scene, who, "table", "wave" if flip else "table")
            canvas.stroke("M-10 -2L20 -20L34 2", who.bottom, 15)
    canvas.stroke(
        "M92 -84Q80 -90 80 -70V-18M108 -88Q96 -96 95 -76V-14M80 -50H95M80 -34H95", "#dfe6ea", 4.5
    )


@element(Zone.WATER, "swim", size=(150, 40), home=(0.72, 0.86))
def draw_swimmers(scene: Scene, stream: Stream) -> None:
    """Draw a raft and three people who swim."""
    canvas = scene.canvas
    canvas.rect(-26, -10, 56, 10, canvas.fade(tint(WOOD, 0.3), WOOD), r=2)
    for x, y in ((-62, 2), (-42, -6), (58, 4)):
        who = cast_figure(scene, stream)
        canvas.ellipse(x, y, 12, 2.4, Paint("#ffffff"), 0.6)
        canvas.path(disc(x, y - 5, 4.4, 5), who.skin)
        canvas.path(f"M{x - 5} {y - 6}q5 -9 10 0z", who.hair)
    canvas.stroke(disc(0, -30, 5) + "M-5 -12L-3 -22H3L5 -12", CORAL, 3)


@element(Zone.WATER, "kayak", size=(150, 40), home=(0.4, 0.88))
def draw_kayak(scene: Scene, stream: Stream) -> None:
    """Draw two kayaks with people who paddle."""
    canvas = scene.canvas
    for x, y, colour in ((-34, -8, AMBER), (38, 2, CORAL)):
        with canvas.at(x, y):
            who = cast_figure(scene, stream)
            canvas.ellipse(0, 1, 40, 3, Paint("#ffffff"), 0.5)
            canvas.path("M-36 -7Q0 -1 36 -7Q20 3 0 3Q-20 3 -36 -7z", colour)
            canvas.path("M-7 -4L-6 -17H6L7 -4z", who.top)
            canvas.path(disc(0, -22, 4.6, 5.2), who.skin)
            canvas.path("M-5 -22q5 -9 10 0z", who.hair)
            canvas.stroke("M-22 -4L22 -22", PAPER, 1.8)
            canvas.path(disc(-24, -3, 5, 2.4) + disc(24, -23, 5, 2.4), TEAL)


@element(Zone.GROUND, "kayak", size=(330, 190), home=(0.2, 0.88))
def draw_kayak_carriers(scene: Scene, stream: Stream) -> None:
    """Draw two people who carry a kayak to the water."""
    canvas = scene.canvas
    for x in (-84, 84):
        with canvas.at(x, 0):
            draw_person(scene, cast_figure(scene, stream), "walk", "down", "hold")
    canvas.path(
        "M-162 -96Q-60 -112 0 -112Q60 -112 162 -96Q80 -66 0 -66Q-80 -66 -162 -96z",
        canvas.fade(tint(AMBER, 0.2), "#dd9430"),
    )
    canvas.ellipse(0, -104, 34, 6, shade(AMBER, 0.5))
    canvas.stroke("M-130 -88Q0 -66 130 -88", PAPER, 4, 0.8)
    canvas.stroke("M-50 -116L84 -128", shade(WOOD), 4)
    canvas.path(disc(-58, -115, 14, 6) + disc(92, -129, 14, 6), TEAL)


@element(Zone.GROUND, "drinking", "adaptation", size=(150, 180), home=(0.62, 0.5))
def draw_drinking_fountain(scene: Scene, stream: Stream) -> None:
    """Draw a pillar with drinking water, a bottle that is filled and a bowl for dogs."""
    canvas = scene.canvas
    with canvas.at(-15, 0):
        canvas.shadow(80, 120)
        canvas.rect(-52, -124, 40, 122, canvas.fade(tint(TEAL, 0.2), TEAL), r=9)
        canvas.rect(-52 if canvas.sun > 0 else -26, -120, 14, 116, shade(TEAL), r=6, opacity=0.5)
        canvas.path("M-16 -86H26Q26 -70 4 -68H-16z", "#dfe6ea")
        canvas.stroke("M-14 -112H2Q12 -112 12 -100", "#c3ced6", 6)
        canvas.stroke("M12 -98V-84", Paint("#a9def0"), 3.5)
        draw_icon(canvas, "drop", -32, -50, 30, PAPER)
        canvas.path("M-12 -16H28L22 -2H-6z", "#c3ced6")
        canvas.ellipse(8, -16, 19, 4, pond(scene))
        with canvas.at(52, 6, flip=True):
            draw_person(scene, cast_figure(scene, stream), "stand", "down", "hold")
            canvas.rect(32, -112, 11, 26, tint(BLUE, 0.4), r=4)


@element(Zone.GROUND, "beach", size=(330, 220), home=(0.78, 0.8), hero=1)
def draw_beach(scene: Scene, stream: Stream) -> None:
    """Draw sand with a parasol, two deck chairs, a ball and a sand castle."""
    canvas = scene.canvas
    sand = scene.covered(_SAND)
    canvas.ellipse(0, -8, 166, 26, shade(sand, 0.08))
    canvas.ellipse(0, -11, 156, 21, tint(sand, 0.25))
    canvas.line([(-18, -12), (0, -176)], shade(WOOD), 6)
    canvas.path("M-98 -150Q-80 -218 6 -214Q84 -204 98 -132z", PAPER)
    canvas.path("M-98 -150Q-80 -218 6 -214Q-38 -190 -42 -145z", CORAL)
    canvas.path("M6 -214Q40 -190 36 -138L98 -132Q84 -204 6 -214z", CORAL)
    for x, colour in ((-84, TEAL), (74, BLUE)):
        with canvas.at(x, -8, flip=x > 0):
            canvas.stroke("M-42 -84L32 -4M-30 -4L28 -42M28 -42H46", shade(WOOD), 5)
            canvas.path("M-46 -88L-36 -92Q-16 -44 34 -46L30 -34Q-24 -34 -46 -88z", colour)
            canvas.path("M-34 -78L-27 -82Q-12 -50 30 -46L30 -40Q-20 -42 -34 -78z", PAPER, 0.8)
    canvas.circle(6, -18, 13, stream.pick(ACCENTS))
    canvas.path("M6 -31A13 13 0 0 1 19 -18Q10 -20 6 -31z", PAPER)
    castle = box(120, -38, 30, 28) + box(114, -48, 10, 38) + box(146, -48, 10, 38)
    canvas.path(castle, shade(sand, 0.12))
    canvas.line([(135, -38), (135, -62)], STEEL, 2)
    canvas.path("M135 -62l16 6l-16 6z", LEAF)
