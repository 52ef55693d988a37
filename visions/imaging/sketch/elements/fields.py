"""What grows: sunflowers, glasshouses, small woods, farms in towers, gardens on roofs."""

from __future__ import annotations

from collections.abc import Sequence

from visions.imaging.sketch.canvas import Paint, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.elements.parts import draw_dog, draw_seated, draw_shade
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_bust, draw_person
from visions.imaging.sketch.houses.wall import draw_volume, draw_windows
from visions.imaging.sketch.palette import AMBER, CORAL, LEAF, PAPER, STEEL, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream
from visions.imaging.sketch.trees import draw_flowers, draw_shrub, draw_tree


def _draw_sunflowers(
    scene: Scene, stream: Stream, spots: Sequence[tuple[float, float, float]]
) -> None:
    """Draw sunflowers at x, y and so tall; dry and bowed in winter."""
    canvas = scene.canvas
    green = "#a08a58" if scene.snowy else "#4f9a4f"
    canvas.stroke("".join(f"M{n(x)} {n(y)}V{n(y - tall)}" for x, y, tall in spots), green, 5)
    canvas.path(
        "".join(
            disc(x - 12, y - tall * 0.4, 12, 6) + disc(x + 12, y - tall * 0.58, 12, 6)
            for x, y, tall in spots
        ),
        green,
    )
    petals = "#b08a4a" if scene.snowy else "#f6bf33"
    rays = "".join(
        disc(x, y - tall, 21, 7) + disc(x, y - tall, 7, 21) + disc(x, y - tall, 16)
        for x, y, tall in spots
    )
    canvas.path(rays, petals)
    canvas.path("".join(disc(x, y - tall, 9.5) for x, y, tall in spots), "#7a4a2c")
    if not scene.snowy:
        lights = "".join(disc(x + 3 * canvas.sun, y - tall - 3, 3) for x, y, tall in spots)
        canvas.path(lights, "#b87a45", 0.8)


@element(Zone.GROUND, "sunflower", size=(300, 180), home=(0.2, 0.78))
def draw_sunflowers(scene: Scene, stream: Stream) -> None:
    """Draw a stand of sunflowers with a child between them."""
    canvas = scene.canvas
    canvas.ellipse(0, -6, 150, 16, scene.covered("#6fae5a"))
    back = [
        (-128 + i * 37 + stream.between(-5, 5), -14, stream.between(110, 150)) for i in range(8)
    ]
    _draw_sunflowers(scene, stream, back)
    with canvas.at(36, 0):
        draw_person(scene, cast_figure(scene, stream, "child"), "stand", "down", "up")
    front = [(x, 2, stream.between(58, 86)) for x in (-120, -82, -40, 84, 122)]
    _draw_sunflowers(scene, stream, front)


@element(Zone.BELT, "sunflower", size=(1000, 150), home=(0.5, 0.7))
def draw_sunflower_field(scene: Scene, stream: Stream) -> None:
    """Draw a wide field of sunflowers in three rows."""
    canvas = scene.canvas
    canvas.path("M-500 6Q-460 -96 -400 -98H400Q460 -96 500 6z", scene.covered("#7fb45c"))
    for row in range(3):
        y = -66 + row * 34
        spots = [
            (-440 + i * 80 + row * 26 + stream.between(-8, 8), y, 46.0 + 8 * row) for i in range(11)
        ]
        _draw_sunflowers(scene, stream, spots)


@element(Zone.GROUND, "greenhouse", size=(320, 230), home=(0.84, 0.3), hero=1)
def draw_greenhouse(scene: Scene, stream: Stream) -> None:
    """Draw a glasshouse full of plants with a gardener in it; it glows after dark."""
    canvas = scene.canvas
    canvas.shadow(280, 200)
    glass = Paint("#fff3c4") if scene.dark else canvas.fade("#f4fcfa", "#cdeae4")
    if scene.dark:
        canvas.shine(0, -110, 220, "#ffe2a0", 0.5)
    canvas.path("M-140 0V-132L-70 -196H70L140 -132V0z", glass, 0.92)
    with canvas.at(36, -8, 0.92):
        draw_person(scene, cast_figure(scene, stream), "stand", "hold", "hold", shadow=False)
    for i in range(7):
        x, tall = -118 + i * 39, stream.between(40, 84)
        leaf = Paint(stream.pick((LEAF, "#7dbb55", "#3f8f5c")))
        canvas.path(
            disc(x, -30 - tall * 0.5, 12, tall * 0.5)
            + disc(x - 11, -34, 10, 20)
            + disc(x + 11, -38, 10, 22),
            leaf,
        )
        canvas.path(disc(x - 4, -50, 5.5) + disc(x + 6, -36, 5), CORAL if i % 2 else AMBER)
    canvas.rect(-136, -30, 272, 28, canvas.fade(tint(WOOD, 0.2), WOOD), r=2)
    canvas.stroke(
        "M-140 0V-132L-70 -196H70L140 -132V0M-140 -132H140M-70 -196V0M0 -196V0M70 -196V0"
        "M-104 -164H104",
        "#f4f7f6",
        5,
    )
    canvas.path("M-110 -164L-76 -190H-20L-50 -164z", PAPER, 0.45)
    if scene.snowy:
        canvas.path("M-146 -132L-72 -202H72L146 -132L128 -138L66 -188H-66L-128 -138z", "#f4f8fc")


@element(Zone.GROUND, "forest", size=(386, 372), home=(0.16, 0.3))
def draw_tiny_forest(scene: Scene, stream: Stream) -> None:
    """Draw a dense small wood inside a low fence of branches."""
    canvas = scene.canvas
    canvas.ellipse(0, -4, 164, 26, scene.covered("#5f9a55"))
    for x, y, size in (
        (-96, -18, 0.5),
        (92, -20, 0.52),
        (0, -24, 0.62),
        (-50, -8, 0.52),
        (54, -8, 0.5),
        (-120, -2, 0.36),
        (122, -2, 0.38),
    ):
        kind = stream.pick(("round", "tall", "cloud", "pine"))
        with canvas.at(x, y, size):
            draw_tree(scene, stream, kind, False)
    for x in (-96, -26, 40, 104):
        with canvas.at(x, 4, 0.6):
            draw_shrub(scene, stream)
    posts = "".join(f"M{x} 14V-20" for x in range(-150, 151, 30))
    canvas.stroke(posts + "M-156 -12H156M-156 2H156", tint(WOOD, 0.1), 5)


@element(Zone.SKYLINE, "farm", size=(130, 300), home=(0.6, 0))
def draw_vertical_farm(scene: Scene, stream: Stream) -> None:
    """Draw a round glass tower whose floors are full of plants under violet lamps."""
    canvas = scene.canvas
    canvas.depth = 0.12
    canvas.rect(-50, -262, 100, 262, canvas.fade("#eefaf4", "#bfe3d6", level=True), r=12)
    for i in range(9):
        y = -248 + i * 27
        lamp = Paint("#e9a8ff") if scene.dark else canvas.tone("#f3d9f4")
        canvas.rect(-44, y, 88, 5, lamp)
        leaf = stream.pick(("#56a75d", "#7dbb55", "#3f8f5c", "#a5cf63"))
        canvas.path(
            "".join(disc(-37 + k * 12.4, y + 16, 7.6, stream.between(5, 8)) for k in range(7)),
            Paint(leaf) if scene.dark else canvas.tone(leaf),
        )
        canvas.rect(-46, y + 19, 92, 4, "#ffffff")
    side = -50 if canvas.sun > 0 else 18
    canvas.rect(side, -262, 32, 262, shade("#bfe3d6", 0.5), r=10, opacity=0.3)
    canvas.path("M-46 -262Q0 -312 46 -262z", canvas.fade("#eefaf4", "#a9d8c9"))
    canvas.stroke("M-22 -262Q-14 -286 0 -287Q14 -286 22 -262M0 -287V-262", "#ffffff", 2)
    if scene.dark:
        canvas.shine(0, -130, 120, "#d7a0ff", 0.3)


@element(Zone.SKYLINE, "rooftop", size=(230, 190), home=(0.46, 0))
def draw_roof_garden(scene: Scene, stream: Stream) -> None:
    """Draw a terraced house with gardens, trees and people on its roofs."""
    canvas = scene.canvas
    canvas.depth = 0.1
    wall = "#f4dcb2"
    for x, tall, wide in ((-110, 92, 76), (-34, 140, 72), (38, 112, 72)):
        draw_volume(scene, x, -tall, wide, tall, mix(wall, "#ffffff", stream.unit() * 0.4), 0.2)
        draw_windows(scene, stream, (x + 6, -tall + 16, wide - 12, tall - 22), 4, 3, (0.55, 0.6))
        canvas.rect(x - 3, -tall - 9, wide + 6, 10, canvas.tone("#d9c7a4"), r=2)
        green = scene.covered(LEAF)
        shrubs = "".join(disc(x + 8 + i * 12, -tall - 12, 9, 7) for i in range(6))
        canvas.path(shrubs, green)
        for at in (0.25, 0.75):
            top = -tall - stream.between(30, 42)
            canvas.line([(x + wide * at, -tall - 8), (x + wide * at, top)], "#8a6248", 3)
            canvas.path(
                disc(x + wide * at, top, 13, 15), scene.covered(stream.pick((LEAF, "#7dbb55")))
            )
    for x, y in ((-74, -101), (4, -149), (82, -121)):
        with canvas.at(x, y, 0.16):
            draw_person(scene, cast_figure(scene, stream), shadow=False)
    canvas.stroke("M-110 -102V-112M-34 -150V-162H38", STEEL, 1.6)


@element(Zone.GROUND, "picnic", size=(290, 115), home=(0.68, 0.86))
def draw_picnic(scene: Scene, stream: Stream) -> None:
    """Draw friends on a blanket with a basket and a dog."""
    canvas = scene.canvas
    with canvas.at(-11, 0):
        for x, flip in ((-84, False), (34, True)):
            who = cast_figure(scene, stream)
            with canvas.at(x, -14, 0.92, flip=flip):
                draw_bust(scene, who, "table", "hold")
                canvas.stroke("M-10 -2L30 -18L58 2", who.bottom, 15)
        canvas.path("M-132 2L-104 -22H104L132 2Q0 16 -132 2z", CORAL)
        canvas.path(
            "M-100 -4L-86 -18H-44L-50 -4zM-4 -4V-18H40L44 -4zM84 -4L78 -18H100L116 -4z", PAPER, 0.75
        )
        canvas.path("M-30 -44H18L12 -10H-24z", canvas.fade(tint(WOOD, 0.2), WOOD))
        canvas.stroke("M-24 -44Q-6 -74 12 -44", shade(WOOD), 4)
        canvas.path(disc(48, -10, 8) + disc(62, -8, 7), LEAF)
        with canvas.at(110, 8, 0.86, flip=True):
            draw_dog(scene, "#b8794a")


@element(Zone.GROUND, "meadow", size=(330, 80), home=(0.36, 0.94))
def draw_meadow(scene: Scene, stream: Stream) -> None:
    """Draw a wild meadow with poppies, cornflowers and somebody who rests in it."""
    canvas = scene.canvas
    canvas.ellipse(0, -8, 164, 20, scene.covered("#8fbf63"))
    grass = "".join(
        f"M{n(x)} 4q{n(stream.between(-8, 8))} -24 {n(stream.between(-10, 10))} -44"
        for x in range(-150, 151, 11)
    )
    canvas.stroke(grass, "#c9b06a" if scene.snowy else "#6da94f", 3)
    for row in range(2):
        with canvas.at(0, -14 + row * 14):
            draw_flowers(scene, stream, 300, 24)


@element(Zone.GROUND, "shade", "adaptation", size=(290, 245), home=(0.7, 0.3), hero=1)
def draw_shade_sails(scene: Scene, stream: Stream) -> None:
    """Draw seats under two sails that keep the sun off."""
    canvas = scene.canvas
    draw_shade(scene, 138, 22)
    canvas.stroke("M-132 0V-212M0 0V-236M132 0V-200", "#f4f2ea", 10)
    canvas.path(
        "M-136 -214Q-66 -196 4 -240Q-42 -170 -74 -148Q-100 -190 -136 -214z",
        canvas.fade(tint(CORAL, 0.3), CORAL),
    )
    canvas.path(
        "M-4 -240Q66 -198 136 -204Q100 -180 76 -142Q50 -190 -4 -240z",
        canvas.fade(tint(AMBER, 0.35), AMBER),
    )
    canvas.path(
        "M-136 -214Q-66 -196 4 -240Q-76 -176 -136 -214zM-4 -240Q66 -198 136 -204Q58 -180 -4 -240z",
        PAPER,
        0.4,
    )
    for x, ages in ((-68, ("elder", "adult")), (68, ("adult", "child"))):
        for i, age in enumerate(ages):
            who = cast_figure(scene, stream, age)
            with canvas.at(x - 27 + i * 54, -44, 0.66 if age == "child" else 0.94):
                draw_seated(scene, who, "table", "table", 64 if age == "child" else 46)
        canvas.rect(x - 60, -46, 120, 12, canvas.fade(tint(WOOD, 0.3), WOOD), r=3)
        canvas.stroke(f"M{x - 52} -36V0M{x + 52} -36V0", shade(WOOD), 7)
