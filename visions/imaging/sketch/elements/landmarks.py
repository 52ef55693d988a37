"""What rises over the roofs; drawn in units, standing on the horizon."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_person
from visions.imaging.sketch.houses.wall import draw_volume, draw_windows
from visions.imaging.sketch.icons import draw_icon
from visions.imaging.sketch.palette import CORAL, GLASS, PAPER, TEAL
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


@element(Zone.SKYLINE, "medieval", size=(200, 332), home=(0.71, 0))
def draw_church(scene: Scene, stream: Stream) -> None:
    """Draw a church with a pointed tower and a clock without figures."""
    canvas = scene.canvas
    with canvas.at(-15, 0):
        stone, roof = "#e0d6c6", "#8a5a52"
        draw_volume(scene, -18, -128, 122, 128, stone, 0.2)
        canvas.polygon([(-24, -126), (0, -176), (98, -176), (112, -126)], scene.covered(roof))
        glass = Paint("#ffd98a") if canvas.light.windows > 0.2 else canvas.tone("#8fb7c9")
        canvas.path("".join(f"M{n(x)} -60v-36q7 -14 14 0v36z" for x in (6, 30, 54, 78)), glass)
        draw_volume(scene, -76, -196, 58, 196, tint(stone, 0.1), 0.3)
        canvas.polygon([(-82, -194), (-47, -312), (-12, -194)], scene.covered(roof))
        canvas.polygon(
            [(-47, -312), (-47 - canvas.sun * 35, -194), (-47 - canvas.sun * 8, -194)],
            shade(roof),
            0.5,
        )
        canvas.line([(-47, -312), (-47, -330)], "#e0b64a", 2.6)
        canvas.circle(-47, -166, 14, PAPER)
        canvas.stroke("M-47 -176V-166L-40 -162", "#4a4058", 2.2)
        canvas.path("M-56 -98v-24q9 -14 18 0v24z", glass)


@element(Zone.SKYLINE, "medieval", size=(392, 282), home=(0.24, 0))
def draw_castle(scene: Scene, stream: Stream) -> None:
    """Draw a castle with round towers on a green rock."""
    canvas = scene.canvas
    stone, roof = "#d9cbb4", "#a34b3c"
    rock = scene.covered("#8fae7c")
    canvas.path(
        "M-190 4Q-130 -100 -84 -112H92Q140 -100 196 4z", canvas.fade(rock, shade(rock, 0.15))
    )
    with canvas.at(0, -106):
        draw_volume(scene, -76, -62, 152, 64, stone, 0.14)
        canvas.path("".join(box(-76 + i * 19, -70, 10, 9) for i in range(8)), stone)
        for x, w, tall in ((-98, 36, 104), (62, 36, 92), (-18, 34, 132)):
            draw_volume(scene, x, -tall, w, tall + 6, tint(stone, 0.12), 0.34)
            canvas.polygon(
                [(x - 5, -tall), (x + w / 2, -tall - w * 1.25), (x + w + 5, -tall)],
                scene.covered(roof),
            )
            canvas.rect(
                x + w / 2 - 4,
                -tall + 18,
                8,
                15,
                Paint("#ffd98a") if scene.dark else canvas.tone("#6f6478"),
                r=4,
            )
        canvas.path("M-13 2V-26A13 13 0 0 1 13 -26V2z", "#6f5a52")


@element(Zone.SKYLINE, "industrial", size=(300, 300), home=(0.32, 0))
def draw_headframe(scene: Scene, stream: Stream) -> None:
    """Draw the winding tower of a former mine and two brick chimneys with trees on them."""
    canvas = scene.canvas
    steel = "#b5523f"
    for x, tall in ((96, 250), (134, 215)):
        canvas.path(
            f"M{x - 12} 0L{x - 7} {-tall}H{x + 7}L{x + 12} 0z", canvas.fade("#c77a5c", "#a9583f")
        )
        canvas.rect(x - 9, -tall - 5, 18, 8, PAPER)
        canvas.path(box(x - 9.5, -tall + 26, 19, 8), PAPER, 0.8)
    canvas.stroke(
        "M-52 0L-36 -236H-4L12 0M-36 -236L72 0M-48 -60H24M-44 -118H8M-40 -176H0", steel, 6
    )
    canvas.stroke(
        "M-52 0L8 -118M12 0L-44 -118M-44 -118L0 -176"
        "M8 -118L-40 -176M-40 -176L-4 -236M0 -176L-36 -236",
        steel,
        2.8,
    )
    for x in (-42, 4):
        canvas.stroke(disc(x, -254, 24), steel, 5)
        canvas.stroke(
            f"M{x - 24} -254h48M{x} -278v48M{x - 17} -271l34 34M{x + 17} -271l-34 34", steel, 1.8
        )
    canvas.rect(-66, -44, 104, 44, "#b9644f")
    draw_windows(scene, stream, (-62, -40, 96, 36), 5, 1, (0.6, 0.66), tint(GLASS, 0.3), True)


@element(Zone.SKYLINE, "industrial", size=(150, 190), home=(0.8, 0))
def draw_gasholder(scene: Scene, stream: Stream) -> None:
    """Draw a gasholder, its frame kept as a garden."""
    canvas = scene.canvas
    canvas.path(
        "M-64 0V-112A64 16 0 0 1 64 -112V0z",
        canvas.fade("#7fa8ae", "#a9c8c6", "#6f9aa3", level=True),
    )
    canvas.ellipse(0, -112, 64, 16, scene.covered("#8fc27a"))
    ribs = "".join(f"M{x} 8V-176" for x in (-72, -43, -14, 14, 43, 72))
    canvas.stroke(
        ribs + "M-72 -176A72 18 0 0 1 72 -176A72 18 0 0 1 -72 -176M-72 -88A72 18 0 0 0 72 -88",
        "#c56b4f",
        4,
    )


@element(Zone.BELT, "windmill", size=(566, 722), home=(0.8, 0.1))
def draw_windmill(scene: Scene, stream: Stream) -> None:
    """Draw an old windmill with a gallery."""
    canvas = scene.canvas
    with canvas.at(0, 0, 3.0):
        _draw_mill(scene)


def _draw_mill(scene: Scene) -> None:
    canvas = scene.canvas
    canvas.path("M-40 0L-25 -132H25L40 0z", canvas.fade("#b08a6a", "#8a5f4c"))
    side = -canvas.sun
    canvas.path(
        f"M{40 * side} 0L{25 * side} -132H{6 * side}L{12 * side} 0z", shade("#8a5f4c"), 0.45
    )
    canvas.path("M-30 -130Q-26 -164 0 -168Q26 -164 30 -130z", scene.covered("#6a4a45"))
    canvas.rect(-52, -58, 104, 6, "#f3e7d3")
    canvas.stroke(
        "M-50 -72H50M-50 -72V-56M50 -72V-56M-25 -72V-56M0 -72V-56M25 -72V-56", "#f3e7d3", 2.4
    )
    canvas.path("M-7 0v-24q7 -10 14 0v24z", TEAL)
    sails = "".join(
        f"M0 -146L{n(x)} {n(-146 + y)}M{n(x * 0.2)} {n(-146 + y * 0.2)}"
        f"l{n(-y * 0.2)} {n(x * 0.2)}l{n(x * 0.8)} {n(y * 0.8)}l{n(y * 0.2)} {n(-x * 0.2)}"
        for x, y in ((92, 54), (-92, -54), (54, -92), (-54, 92))
    )
    canvas.stroke(sails, "#fbf5e8", 4)
    canvas.circle(0, -146, 6, "#6a4a45")


@element(Zone.SKYLINE, "health", size=(170, 196), home=(0.56, 0))
def draw_hospital(scene: Scene, stream: Stream) -> None:
    """Draw a white hospital with a red heart-and-cross sign and a roof garden."""
    canvas = scene.canvas
    canvas.depth = 0.2
    draw_volume(scene, -84, -150, 168, 150, "#fbfaf6", 0.16)
    draw_windows(scene, stream, (-50 if canvas.sun > 0 else -78, -112, 128, 104), 8, 5, (0.6, 0.5))
    canvas.rect(-28, -194, 56, 54, canvas.fade("#ffffff", "#f1f1ee"), r=4)
    draw_icon(canvas, "cross", 0, -167, 44, "#e2566a")
    canvas.path(
        "".join(disc(x, -153, 9, 7) for x in (-70, -54, 44, 60, 74)), scene.covered("#7dbb6b")
    )


@element(Zone.SKYLINE, "education", size=(194, 194), home=(0.42, 0))
def draw_university(scene: Scene, stream: Stream) -> None:
    """Draw a university with columns, a dome and steps."""
    canvas = scene.canvas
    canvas.depth = 0.2
    stone = "#f3e6cc"
    draw_volume(scene, -96, -92, 192, 92, stone, 0.14)
    draw_windows(scene, stream, (-92, -84, 184, 76), 12, 2, (0.44, 0.6), GLASS)
    canvas.path("M-34 -134A34 36 0 0 1 34 -134z", canvas.fade(tint(TEAL, 0.4), TEAL))
    canvas.rect(-38, -136, 76, 12, tint(stone, 0.4))
    canvas.polygon([(-58, -98), (0, -126), (58, -98)], tint(stone, 0.3))
    canvas.rect(-54, -98, 108, 98, mix(stone, "#b9a98c", 0.4))
    canvas.path("".join(box(-52 + i * 19.2, -96, 9, 84) for i in range(6)), PAPER)
    canvas.rect(-66, -10, 132, 10, tint(stone, 0.3))
    canvas.line([(0, -170), (0, -192)], "#e0b64a", 2.4)


@element(Zone.SKYLINE, "harbour", "sea", size=(134, 192), home=(0.93, 0))
def draw_lighthouse(scene: Scene, stream: Stream) -> None:
    """Draw a striped lighthouse on a rock."""
    canvas = scene.canvas
    canvas.depth = 0.18
    canvas.path("M-66 5Q-46 -22 -16 -20Q30 -30 66 5z", "#9a9484")
    canvas.path("M-19 -16L-12 -150H12L19 -16z", PAPER)
    for i in range(3):
        y, w, v = -46 - i * 42, 17.4 - i * 2.2, 16.3 - i * 2.2
        canvas.path(f"M{n(-w)} {y}H{n(w)}L{n(v)} {y - 21}H{n(-v)}z", CORAL)
    canvas.path(
        f"M{n(-19 * canvas.sun)} -16L{n(-12 * canvas.sun)} -150"
        f"H{n(-5 * canvas.sun)}L{n(-8 * canvas.sun)} -16z",
        shade(CORAL, 0.5),
        0.3,
    )
    canvas.rect(-16, -156, 32, 6, "#54627c")
    canvas.rect(-9, -174, 18, 18, Paint("#fff0b8"))
    canvas.path("M-12 -174L0 -190L12 -174z", CORAL)
    if scene.dark:
        canvas.shine(0, -165, 90, "#ffe9a8", 0.8)


@element(Zone.SKYLINE, "harbour", size=(280, 172), home=(0.14, 0))
def draw_cranes(scene: Scene, stream: Stream) -> None:
    """Draw two harbour cranes over stacked boxes."""
    canvas = scene.canvas
    with canvas.at(-15, 0):
        canvas.depth = 0.24
        for x, colour in ((-58, "#e8894f"), (58, TEAL)):
            canvas.stroke(f"M{x - 26} 0V-104H{x + 26}V0M{x - 26} -52H{x + 26}", colour, 6)
            canvas.stroke(
                f"M{x - 62} -112H{x + 92}M{x} -112L{x + 10} -168"
                f"L{x + 88} -112M{x + 10} -168L{x - 56} -112",
                colour,
                4.6,
            )
            canvas.rect(x - 12, -126, 24, 16, PAPER, r=3)
            canvas.line([(x + 72, -110), (x + 72, -70)], "#54627c", 1.8)
            canvas.rect(x + 58, -70, 28, 14, stream.pick((CORAL, "#f2b04a", "#3f74b5")))
        for row in range(2):
            for i in range(6 - row):
                canvas.rect(
                    -90 + i * 31 + row * 14,
                    -15 - row * 15,
                    29,
                    14,
                    stream.pick((CORAL, TEAL, "#f2b04a", "#3f74b5", "#8fb57c")),
                )


@element(Zone.SKYLINE, "furnace", size=(290, 260), home=(0.3, 0))
def draw_blast_furnace(scene: Scene, stream: Stream) -> None:
    """Draw a blast furnace at rest, overgrown, with stoves, pipes and a sloping bridge."""
    canvas = scene.canvas
    rust, pale = "#a9583f", "#8d6a6a"
    for x in (58, 90, 122):
        canvas.rect(x - 13, -150, 26, 150, canvas.fade(tint(pale, 0.3), pale, level=True), r=3)
        canvas.path(f"M{x - 13} -148A13 15 0 0 1 {x + 13} -148z", shade(pale, 0.1))
    canvas.stroke("M58 -160V-184H-10M122 -162V-176H58", pale, 9)
    canvas.stroke("M-140 0L-34 -226M-124 0L-24 -214M-116 -44L-98 -56M-88 -104L-70 -114", rust, 4)
    canvas.path(
        "M-44 0L-34 -60L-42 -112L-20 -196H20L42 -112L34 -60L44 0z",
        canvas.fade(tint(rust, 0.25), rust),
    )
    side = -canvas.sun
    with canvas.at(0, 0, flip=side < 0):
        canvas.path("M44 0L34 -60L42 -112L20 -196H6L14 0z", shade(rust, 0.4), 0.5)
    canvas.stroke("M-46 -60H46M-48 -112H48M-30 -160H30", shade(rust, 0.3), 6)
    canvas.stroke("M-52 0V-120M52 0V-120M-52 -120H52M-52 -64L52 -4M52 -64L-52 -4", "#6b4f5a", 4)
    canvas.stroke("M-20 -196V-236Q0 -256 20 -236V-196M0 -244V-258", rust, 8)
    leaf = scene.covered("#7dbb6b")
    canvas.path(
        "".join(
            disc(x, y, 9, 7)
            for x, y in ((-40, -64), (-28, -58), (40, -116), (28, -122), (-12, -198))
        ),
        leaf,
    )
    if scene.dark:
        canvas.shine(0, -40, 110, "#ff9a6b", 0.6)
        canvas.shine(90, -90, 90, "#8fb7ff", 0.45)


@element(Zone.BELT, "lookout", size=(260, 715), home=(0.72, 0.3))
def draw_lookout_tower(scene: Scene, stream: Stream) -> None:
    """Draw a timber tower with winding stairs and people on its platforms."""
    canvas = scene.canvas
    wood = "#b8895a"
    canvas.stroke(
        "M-100 0L-52 -520M100 0L52 -520M-34 0L-18 -520M34 0L18 -520", shade(wood, 0.1), 13
    )
    flights = "".join(
        f"M{-(92 - i * 9)} {-i * 100}L{88 - i * 9} {-i * 100 - 50}L{-(86 - i * 9)} {-(i + 1) * 100}"
        for i in range(5)
    )
    canvas.stroke(flights, tint(wood, 0.35), 12)
    canvas.stroke(flights, shade(wood, 0.25), 3)
    canvas.rect(-96, -534, 192, 18, canvas.fade(tint(wood, 0.3), wood), r=4)
    for x in (-44, 34):
        with canvas.at(x, -534, 0.62, flip=x > 0):
            draw_person(scene, cast_figure(scene, stream), "stand", "hip", "point", shadow=False)
    canvas.stroke(
        "M-92 -532V-580H92V-532M-92 -556H92M-46 -580V-532M0 -580V-532M46 -580V-532",
        shade(wood, 0.2),
        5,
    )
    canvas.stroke("M-84 -534V-660M84 -534V-660", shade(wood, 0.1), 9)
    canvas.path("M-118 -654L0 -706L118 -654z", scene.covered("#5f7f8a"))
    if scene.dark:
        canvas.shine(0, -610, 110, "#ffe2a0", 0.7)
