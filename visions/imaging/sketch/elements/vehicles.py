"""What moves on the street and the cycle path."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.elements.energy import draw_small_car
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_cyclist, draw_person
from visions.imaging.sketch.icons import draw_icon
from visions.imaging.sketch.palette import (
    ACCENTS,
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


def _glass(scene: Scene) -> Paint:
    lit = scene.canvas.light.windows > 0.3
    return Paint("#ffe6a6") if lit else scene.canvas.fade("#e2f4f6", "#a8d6e2")


def _riders(scene: Scene, stream: Stream, places: tuple[float, ...], y: float) -> None:
    """Draw heads behind the windows of a vehicle."""
    for x in places:
        who = cast_figure(scene, stream)
        scene.canvas.path(disc(x, y, 13, 15), who.skin)
        scene.canvas.path(
            f"M{n(x - 24)} {n(y + 40)}Q{n(x - 22)} {n(y + 15)} {n(x)} {n(y + 15)}"
            f"Q{n(x + 22)} {n(y + 15)} {n(x + 24)} {n(y + 40)}z",
            who.top,
        )
        scene.canvas.path(
            f"M{n(x - 14)} {n(y)}Q{n(x)} {n(y - 30)} {n(x + 14)} {n(y)}"
            f"Q{n(x)} {n(y - 12)} {n(x - 14)} {n(y)}z",
            who.hair,
        )


@element(Zone.ROAD, "tram", size=(1560, 350), home=(0.42, 0.35))
def draw_tram(scene: Scene, stream: Stream) -> None:
    """Draw a low-floor tram in three parts."""
    canvas = scene.canvas
    canvas.shadow(1480, 60, 4)
    colour = stream.pick((TEAL, CORAL, BLUE))
    canvas.stroke("M-60 -300L-20 -356H60", STEEL, 7)
    wheels = "".join(disc(x, -12, 24) for x in (-620, -500, -120, 0, 120, 500, 620))
    canvas.path(wheels, DARK)
    body = "M-740 -26Q-770 -80 -730 -170Q-700 -276 -640 -292H640Q700 -276 730 -170Q770 -80 740 -26z"
    canvas.path(body, canvas.fade("#ffffff", "#fbfaf4", "#e3e8ea"))
    with canvas.cut(body):
        canvas.rect(-780, -116, 1560, 96, colour)
        canvas.rect(-780, -122, 1560, 8, tint(colour, 0.5))
        canvas.rect(-700, -296, 1400, 14, tint(STEEL, 0.3))
    glass = _glass(scene)
    panes = [
        (-640, 116),
        (-510, 116),
        (-380, 116),
        (-168, 140),
        (26, 140),
        (262, 116),
        (392, 116),
        (522, 116),
    ]
    canvas.path("".join(box(x, -246, w, 104) for x, w in panes), glass)
    canvas.path(
        "M-742 -142Q-728 -206 -700 -246H-662V-142zM742 -142Q728 -206 700 -246H662V-142z", glass
    )
    _riders(scene, stream, (-600, -450, -120, 90, 310, 570), -184)
    doors = "".join(box(x, -250, 72, 222) for x in (-262, 190))
    canvas.path(doors, tint(colour, 0.2))
    canvas.path("".join(box(x + k, -240, 26, 190) for x in (-262, 190) for k in (8, 38)), glass)
    canvas.path(box(-218, -288, 12, 262) + box(206, -288, 12, 262), shade(STEEL, 0.2), 0.0)
    canvas.stroke("M-282 -288V-30M282 -288V-30", shade(STEEL, 0.1), 12)
    for side in (-1, 1):
        canvas.circle(side * 735, -66, 11, Paint("#fff3c4"))


@element(Zone.ROAD, "bus", size=(900, 320), home=(0.72, 0.9))
def draw_bus(scene: Scene, stream: Stream) -> None:
    """Draw an electric bus."""
    canvas = scene.canvas
    canvas.shadow(840, 60, 4)
    colour = stream.pick((TEAL, LEAF, BLUE))
    canvas.path(
        "M-420 -26V-268Q-420 -296 -390 -296H372Q408 -296 416 -258L430 -120V-26z",
        canvas.fade(tint(colour, 0.35), colour),
    )
    canvas.rect(-330, -312, 420, 20, "#f4f7f4", r=8)
    glass = _glass(scene)
    canvas.path(
        "".join(box(x, -258, 118, 104) for x in (-396, -268, -4, 124))
        + "M258 -154V-258H384Q398 -200 402 -154z",
        glass,
    )
    _riders(scene, stream, (-330, -206, 56, 180), -196)
    canvas.rect(-138, -262, 118, 232, tint(colour, 0.6), r=6)
    canvas.path(box(-130, -252, 48, 180) + box(-76, -252, 48, 180), glass)
    canvas.rect(-420, -118, 850, 14, PAPER, opacity=0.8)
    draw_icon(canvas, "bolt", 310, -72, 62, PAPER)
    canvas.path(disc(-270, -30, 42) + disc(260, -30, 42), DARK)
    canvas.path(disc(-270, -30, 18) + disc(260, -30, 18), "#c8d2da")
    canvas.circle(420, -62, 11, Paint("#fff3c4"))


@element(Zone.ROAD, "shuttle", size=(480, 300), home=(0.2, 0.9))
def draw_shuttle(scene: Scene, stream: Stream) -> None:
    """Draw a small driverless shuttle with a sensor on its roof."""
    canvas = scene.canvas
    canvas.shadow(420, 50, 4)
    canvas.path(
        "M-200 -28V-190Q-196 -262 -130 -268H130Q196 -262 200 -190V-28z",
        canvas.fade("#ffffff", "#dfe8ea"),
    )
    canvas.path("M-184 -110V-190Q-180 -244 -128 -250H128Q180 -244 184 -190V-110z", _glass(scene))
    _riders(scene, stream, (-90, 90), -164)
    canvas.stroke("M-50 -250V-32M50 -250V-32", STEEL, 6)
    canvas.rect(-200, -82, 400, 14, AMBER)
    canvas.rect(-26, -292, 52, 26, DARK, r=9)
    waves = (
        "M44 -300Q60 -280 44 -262M62 -312Q90 -280 62 -250"
        "M-44 -300Q-60 -280 -44 -262M-62 -312Q-90 -280 -62 -250"
    )
    canvas.stroke(waves, Paint("#8ef0ea"), 6, 0.9)
    canvas.path(disc(-126, -28, 34) + disc(126, -28, 34), DARK)
    canvas.path(disc(-126, -28, 14) + disc(126, -28, 14), "#c8d2da")


@element(Zone.ROAD, "car", size=(300, 150), home=(0.9, 0.9))
def draw_car(scene: Scene, stream: Stream) -> None:
    """Draw a small electric car."""
    scene.canvas.shadow(260, 40, 4)
    draw_small_car(scene, stream.pick(ACCENTS), 0)


@element(Zone.LANE, "bike", size=(240, 200), home=(0.3, 0.5))
def draw_cyclists(scene: Scene, stream: Stream) -> None:
    """Draw two people on bicycles."""
    draw_cyclist(scene, cast_figure(scene, stream), stream.pick(ACCENTS))


@element(Zone.LANE, "bike", "green", size=(240, 200), home=(0.62, 0.5))
def draw_second_cyclist(scene: Scene, stream: Stream) -> None:
    """Draw one more person on a bicycle, with a basket."""
    draw_cyclist(scene, cast_figure(scene, stream), stream.pick(ACCENTS))
    scene.canvas.rect(38, -112, 34, 24, WOOD, r=4)
    scene.canvas.path(disc(46, -116, 8) + disc(60, -118, 9), LEAF)


@element(Zone.LANE, "cargo", size=(312, 190), home=(0.16, 0.5))
def draw_cargo_bike(scene: Scene, stream: Stream) -> None:
    """Draw a cargo bicycle with parcels."""
    canvas = scene.canvas
    with canvas.at(-67, 0):
        draw_cyclist(scene, cast_figure(scene, stream), AMBER)
        canvas.stroke("M50 -40H190", AMBER, 6)
        canvas.path("M66 -96H186L176 -42H76z", canvas.fade(tint(TEAL), TEAL))
        canvas.path(box(80, -124, 40, 30), WOOD)
        canvas.path(box(124, -140, 46, 46), tint(WOOD, 0.25))
        canvas.stroke("M147 -140V-96M100 -124V-96", CORAL, 4)
        canvas.stroke(disc(196, -26, 24), DARK, 4.2)


@element(Zone.LANE, "scooter", size=(130, 222), home=(0.78, 0.5))
def draw_scooter(scene: Scene, stream: Stream) -> None:
    """Draw somebody on an electric scooter."""
    canvas = scene.canvas
    canvas.stroke("M-44 -16H40L54 -104H40", DARK, 6)
    canvas.path(disc(-48, -11, 11) + disc(48, -11, 11), DARK)
    with canvas.at(-8, -18):
        draw_person(scene, cast_figure(scene, stream), "stand", "hold", "push")


@element(Zone.GROUND, "bike", size=(300, 120), home=(0.14, 0.2))
def draw_bike_stand(scene: Scene, stream: Stream) -> None:
    """Draw three parked bicycles in a stand."""
    canvas = scene.canvas
    for i in range(3):
        x = -88 + i * 78
        frame = stream.pick(ACCENTS)
        with canvas.at(x, -i % 2 * 3, 0.88):
            canvas.stroke(disc(-40, -32, 31) + disc(46, -32, 31), DARK, 4)
            canvas.stroke(
                "M-40 -32L-14 -78H30L2 -32zM-14 -78L2 -32M30 -78"
                "L46 -32M30 -78L27 -98H42M-14 -78V-88M-24 -90H-6",
                frame,
                5,
            )
    canvas.stroke("M-140 0V-52H128V0M-52 0V-52M40 0V-52", mix(STEEL, "#ffffff", 0.25), 5)


@element(Zone.BELT, "parking", size=(662, 260), home=(0.4, 0.85))
def draw_carport(scene: Scene, stream: Stream) -> None:
    """Draw parked cars under a roof of solar panels."""
    canvas = scene.canvas
    for i, x in enumerate((-190, 90)):
        draw_small_car(scene, ACCENTS[(i * 2 + 1) % 6], x + 30)
    canvas.stroke("M-290 0V-186M0 0V-196M290 0V-206", STEEL, 12)
    canvas.polygon(
        [(-330, -176), (-300, -222), (330, -236), (310, -192)], canvas.fade("#4f7cc6", "#2f5299")
    )
    canvas.stroke(
        "M-316 -198L320 -214M-150 -180L-130 -226M0 -184L20 -230M160 -188L180 -233",
        "#c4d8f2",
        4,
        0.8,
    )
