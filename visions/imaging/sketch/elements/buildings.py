"""Houses for everyone, on the green belt: school, library, museum, theatre, station of care."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.parts import glaze
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_person
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


def _draw_body(scene: Scene, left: float, wide: float, tall: float, wall: str) -> None:
    """Draw the walls of a house with their shaded strip."""
    canvas = scene.canvas
    canvas.rect(left, -tall, wide, tall, canvas.fade(tint(wall, 0.3), wall))
    side = left if canvas.sun > 0 else left + wide * 0.78
    canvas.rect(side, -tall, wide * 0.22, tall, shade(wall), opacity=0.4)


@element(Zone.BELT, "school", size=(740, 358), home=(0.3, 0.5))
def draw_school(scene: Scene, stream: Stream) -> None:
    """Draw a school with a bell, bright windows, a green roof, and children before it."""
    canvas = scene.canvas
    with canvas.at(0, 0, 0.86):
        _draw_body(scene, -400, 330, 200, "#f1c08f")
        _draw_body(scene, 90, 320, 200, "#f1c08f")
        _draw_body(scene, -90, 190, 260, "#fbe9c8")
        for left in (-412, 78):
            canvas.rect(left, -216, 344, 20, scene.covered(LEAF), r=8)
        canvas.polygon([(-110, -256), (5, -340), (120, -256)], scene.covered("#b65a48"))
        canvas.rect(-14, -384, 38, 46, PAPER)
        canvas.polygon([(-24, -380), (5, -410), (34, -380)], scene.covered("#b65a48"))
        canvas.path("M-6 -346Q-4 -368 5 -368Q14 -368 16 -346z", AMBER)
        glass = glaze(scene, "#8fc9d8")
        panes = "".join(
            box(x, y, 46, 54)
            for y in (-182, -100)
            for x in (-378, -318, -258, -198, -138, 116, 176, 236, 296, 350)
        )
        canvas.path(panes, glass)
        canvas.circle(5, -224, 22, PAPER)
        draw_icon(canvas, "book", 5, -224, 28, TEAL)
        canvas.rect(-28, -110, 66, 110, TEAL, r=4)
        canvas.path(box(-60, -180, 40, 50) + box(30, -180, 40, 50), glass)
        canvas.stroke("M-28 0H38M5 -110V0", shade(TEAL, 0.3), 4)
        for i, x in enumerate((-240, -176, -60, 92, 150, 280)):
            with canvas.at(x, 6 + i % 2 * 8, 1.25, flip=i % 2 == 1):
                draw_person(
                    scene,
                    cast_figure(scene, stream, "child"),
                    ("run", "walk", "stand")[i % 3],
                    "down",
                    ("up", "wave", "down")[i % 3],
                )


@element(Zone.BELT, "library", size=(640, 330), home=(0.66, 0.5))
def draw_library(scene: Scene, stream: Stream) -> None:
    """Draw a library of glass and timber with its shelves in view; it glows after dark."""
    canvas = scene.canvas
    if scene.dark:
        canvas.shine(0, -130, 420, "#ffd98a", 0.6)
    canvas.rect(
        -290, -240, 580, 240, Paint("#ffeec2") if scene.dark else canvas.fade("#f6fbf9", "#cfe6e6")
    )
    for floor in (-118, -2):
        for shelf in range(6):
            x = -270 + shelf * 96
            canvas.rect(
                x, floor - 92, 62, 88, Paint("#c99a5f") if scene.dark else canvas.tone("#d9b98a")
            )
            for row in range(3):
                colour = ACCENTS[(shelf + row * 2) % 6]
                books = "".join(
                    box(x + 5 + k * 9, floor - 68 + row * 28 - stream.between(14, 21), 7, 20)
                    for k in range(6)
                )
                canvas.path(books, Paint(colour) if scene.dark else canvas.tone(colour))
    canvas.rect(-296, -124, 592, 12, "#f4f2ea")
    canvas.stroke("".join(f"M{x} -240V0" for x in range(-290, 291, 58)), shade(WOOD, 0.05), 6)
    canvas.path("M-320 -236L-300 -276Q0 -312 300 -276L320 -236z", scene.covered(shade(WOOD, 0.1)))
    canvas.path("M-320 -236H320V-226H-320z", tint(WOOD, 0.3))
    canvas.rect(-34, -94, 68, 94, canvas.fade(tint(CORAL, 0.2), CORAL), r=4)
    for x, back in ((-120, True), (96, False)):
        with canvas.at(x, 8, 0.8):
            draw_person(scene, cast_figure(scene, stream), "stand", "hold", "hold", back=back)


@element(Zone.BELT, "museum", size=(660, 340), home=(0.5, 0.6))
def draw_museum(scene: Scene, stream: Stream) -> None:
    """Draw a museum of white folded walls with a sculpture before it."""
    canvas = scene.canvas
    canvas.path(
        "M-310 0V-170L-160 -270L-40 -190L110 -310L310 -180V0z", canvas.fade("#ffffff", "#dfe4ea")
    )
    dark = (
        "M-310 0V-170L-160 -270V0zM-40 0V-190L110 -310V0z"
        if canvas.sun > 0
        else "M-160 0V-270L-40 -190V0zM110 0V-310L310 -180V0z"
    )
    canvas.path(dark, shade("#c9d0da", 0.2), 0.45)
    glass = glaze(scene, "#9fd0dd")
    canvas.path("M-280 -40V-150L-190 -208V-40zM140 -40V-250L280 -160V-40z", glass)
    canvas.path("M-20 0V-120H80V0z", glass)
    canvas.stroke("M-235 -40V-180M210 -40V-206M30 0V-120M-280 -96H-190M140 -124H280", "#f4f6f8", 5)
    if scene.snowy:
        canvas.stroke("M-310 -170L-160 -270L-40 -190L110 -310L310 -180", "#f4f8fc", 14)
    for i, colour in enumerate((CORAL, AMBER, TEAL)):
        canvas.rect(-150 + i * 34, -160, 26, 92, colour, r=3)
    canvas.stroke("M-110 0Q-150 -70 -100 -84Q-50 -96 -74 -46Q-92 -16 -60 0", BLUE, 16)
    for x in (50, 110):
        with canvas.at(x, 10, 0.8):
            draw_person(scene, cast_figure(scene, stream), "walk")


@element(Zone.BELT, "theatre", size=(620, 380), home=(0.4, 0.5))
def draw_playhouse(scene: Scene, stream: Stream) -> None:
    """Draw a theatre with columns, a curved roof and two masks."""
    canvas = scene.canvas
    _draw_body(scene, -280, 560, 230, "#f0cfae")
    canvas.path("M-300 -226Q0 -370 300 -226z", scene.covered("#9a5260"))
    canvas.rect(-306, -234, 612, 18, PAPER, r=4)
    canvas.rect(-190, -200, 380, 200, Paint("#ffdf9a") if scene.dark else canvas.tone("#a86a5a"))
    canvas.path(
        "M-190 -200H-70Q-90 -110 -180 -60L-190 -56zM190 -200H70Q90 -110 180 -60L190 -56z", "#c9485a"
    )
    canvas.path(
        "".join(box(x - 13, -200, 26, 196) for x in (-190, -110, 110, 190)),
        canvas.fade("#fffaf0", "#e6d8c2"),
    )
    canvas.rect(-220, -12, 440, 14, "#e6d8c2")
    for x, colour, mouth in ((-40, AMBER, "M-15 10Q0 28 15 10"), (40, TEAL, "M-15 22Q0 6 15 22")):
        with canvas.at(x, -270):
            canvas.path("M-28 -26Q0 -40 28 -26Q30 30 0 40Q-30 30 -28 -26z", colour)
            canvas.path(disc(-10, -6, 5, 4) + disc(10, -6, 5, 4), shade(colour, 0.6))
            canvas.stroke(mouth, shade(colour, 0.6), 5)
    for i in range(5):
        canvas.circle(-60 + i * 30, -170, 7, Paint("#fff0bf"))
    canvas.stroke(f"M-60 -186V-176M60 -186V-176M-80 {n(-188)}H80", STEEL, 3)
