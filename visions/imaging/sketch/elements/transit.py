"""Changing from one way of travelling to another: hubs, shared bikes, lockers, trains."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.elements.parts import draw_guests, draw_plank, glaze
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_person, draw_rider
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


def _draw_rental(scene: Scene, colour: str) -> None:
    """Draw a sturdy rental bike, its front wheel at 36, 0."""
    canvas = scene.canvas
    canvas.stroke(disc(-34, -26, 25) + disc(36, -26, 25), DARK, 4.5)
    canvas.stroke("M-34 -26L-12 -58Q6 -30 22 -66M-12 -58L-4 -26H-34M36 -26L20 -82H34", colour, 7)
    canvas.path("M-24 -66H0L-4 -59H-20z", DARK)
    canvas.path("M-34 -56A31 31 0 0 0 -62 -34L-54 -32Q-50 -48 -34 -50z", colour)
    canvas.path("M26 -72h22v16h-18z", STEEL)


@element(Zone.GROUND, "hub", size=(430, 260), home=(0.28, 0.36), hero=1)
def draw_mobility_hub(scene: Scene, stream: Stream) -> None:
    """Draw a roof with plants, a sign for bus, bike and power, seats, a bike and a charger."""
    canvas = scene.canvas
    canvas.shadow(360, 190)
    canvas.rect(-120, -150, 244, 120, glaze(scene, "#cfeef0"), opacity=0.55)
    canvas.stroke("M-120 0V-172M2 0V-172M124 0V-172", STEEL, 7)
    draw_plank(scene, -96, 24)
    draw_guests(scene, stream, ((-66, "adult"), (-6, "elder")))
    canvas.path("M-150 -172H150L138 -196H-138z", canvas.fade("#ffffff", "#d6dfe3"))
    roof = "".join(disc(-126 + i * 28, -200, 20, 12) for i in range(10))
    canvas.path(roof, scene.covered(LEAF))
    if scene.dark:
        canvas.path("M-120 -172H124L150 0H-146z", canvas.veil(Paint("#ffe9b4"), 0.4, 0.0))
    with canvas.at(80, 4):
        _draw_rental(scene, CORAL)
    canvas.rect(158, -238, 52, 236, canvas.fade(tint(BLUE, 0.1), BLUE), r=12)
    for i, (icon, ink) in enumerate(
        (("bus", BLUE), ("bike", TEAL), ("bolt", AMBER), ("people", CORAL))
    ):
        canvas.circle(184, -208 + i * 48, 19, Paint("#ffffff") if scene.dark else PAPER)
        draw_icon(canvas, icon, 184, -208 + i * 48, 24, ink)
    with canvas.at(-168, 6):
        draw_person(scene, cast_figure(scene, stream), "walk", "down", "phone")


@element(Zone.GROUND, "bikeshare", size=(330, 190), home=(0.16, 0.16))
def draw_bike_dock(scene: Scene, stream: Stream) -> None:
    """Draw a dock of shared bicycles of one colour, its pillar, and somebody who takes one."""
    canvas = scene.canvas
    canvas.shadow(270, 70)
    canvas.rect(-104, -8, 208, 10, mix(STEEL, PAPER, 0.4), r=4)
    for i in range(3):
        with canvas.at(-62 + i * 66, -2, 0.96):
            _draw_rental(scene, TEAL)
        canvas.rect(-32 + i * 66, -40, 12, 36, STEEL, r=4)
    canvas.rect(-162, -160, 44, 160, canvas.fade(tint(TEAL, 0.2), TEAL), r=9)
    canvas.circle(-140, -132, 17, PAPER)
    draw_icon(canvas, "bike", -140, -133, 23, TEAL)
    canvas.rect(-155, -104, 30, 36, Paint("#c9f0f0") if scene.dark else canvas.tone("#e3f8f6"), r=3)
    with canvas.at(132, 6, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "phone", "push")


@element(Zone.GROUND, "locker", size=(270, 200), home=(0.9, 0.2))
def draw_parcel_locker(scene: Scene, stream: Stream) -> None:
    """Draw a wall of lockers with one open door and somebody who fetches a parcel."""
    canvas = scene.canvas
    canvas.shadow(220, 150)
    canvas.rect(-132, -178, 182, 176, canvas.fade(tint(AMBER, 0.2), AMBER), r=6)
    canvas.rect(-138, -190, 194, 16, scene.covered(shade(AMBER, 0.25)), r=4)
    doors = []
    for col, rows in ((0, (40, 40, 40, 34)), (1, (26, 66, 26, 36)), (3, (66, 26, 26, 36))):
        y = -168
        for tall in rows:
            doors.append(box(-126 + col * 43, y, 39, tall - 3))
            y += tall
    canvas.path("".join(doors), tint(AMBER, 0.4))
    canvas.rect(-40, -168, 39, 154, tint(AMBER, 0.4))
    canvas.rect(-34, -156, 27, 34, Paint("#c9f0f0") if scene.dark else canvas.tone("#5b6a8c"), r=3)
    canvas.rect(3, -100, 39, 60, shade(AMBER, 0.5))
    canvas.polygon([(42, -100), (66, -106), (66, -36), (42, -40)], shade(AMBER, 0.1))
    with canvas.at(92, 6, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "hold", "push")
        canvas.rect(30, -118, 34, 30, canvas.fade(tint(WOOD, 0.3), WOOD), r=2)
        canvas.rect(44, -118, 6, 30, PAPER)


@element(Zone.BELT, "train", size=(1500, 330), home=(0.4, 0.6))
def draw_train(scene: Scene, stream: Stream) -> None:
    """Draw a regional train on a low viaduct."""
    canvas = scene.canvas
    stone = "#d8cbb4"
    arches = "".join(f"M{x - 74} 0V-52A74 62 0 0 1 {x + 74} -52V0z" for x in range(-660, 661, 188))
    deck = "M-760 0V-150H760V0z"
    canvas.path(deck, canvas.fade(tint(stone, 0.3), shade(stone, 0.1)))
    canvas.path(arches, shade("#8fa890", 0.15), 0.8)
    canvas.rect(-764, -158, 1528, 14, scene.covered(tint(stone, 0.5)), r=3)
    colour = stream.pick((CORAL, BLUE, TEAL))
    body = (
        "M-700 -172Q-720 -200 -676 -262Q-656 -290 -610 -292H610Q656 -290 676 -262"
        "Q720 -200 700 -172z"
    )
    canvas.path(body, canvas.fade("#ffffff", "#e6ebee"))
    with canvas.cut(body):
        canvas.rect(-720, -206, 1440, 24, colour)
    glass = glaze(scene, "#8fc4d6")
    panes = "".join(box(x, -268, 74, 42) for x in range(-590, 560, 96) if x % 480 != 370)
    canvas.path(
        panes + "M-684 -232Q-668 -268 -640 -270H-622V-232zM684 -232Q668 -268 640 -270H622V-232z",
        glass,
    )
    canvas.path("".join(box(x, -274, 38, 96) for x in (-340, 20, 380)), tint(colour, 0.2))
    canvas.stroke("M-240 -290V-176M240 -290V-176", shade(STEEL, 0.1), 9)
    canvas.path(
        "".join(disc(x, -170, 16) for x in (-600, -540, -270, -210, 210, 270, 540, 600)), DARK
    )
    canvas.stroke("M-40 -292L-10 -324H60", STEEL, 5)
    canvas.path(disc(-692, -196, 7) + disc(692, -196, 7), Paint("#fff3c4"))


@element(Zone.LANE, "partner", size=(310, 200), home=(0.46, 0.5))
def draw_tandem(scene: Scene, stream: Stream) -> None:
    """Draw two people on one tandem: partners who go the same way."""
    canvas = scene.canvas
    colour = stream.pick(ACCENTS)
    canvas.shadow(230, 90, 2)
    canvas.stroke(disc(-106, -34, 33) + disc(110, -34, 33), DARK, 4.2)
    frame = "M-106 -34L-74 -84H92M-106 -34H-52L42 -34L92 -84M-74 -84L-52 -34L24 -84L42 -34"
    seats = "M-74 -84V-94M-84 -95H-64M24 -84V-94M14 -95H34"
    canvas.stroke(f"{frame}{seats}M110 -34L90 -104H104M-14 -84V-104H-4", colour, 5)
    for x in (-54, 44):
        with canvas.at(x, 0):
            draw_rider(scene, cast_figure(scene, stream), colour)


@element(Zone.GROUND, "partner", size=(300, 250), home=(0.7, 0.16))
def draw_footbridge(scene: Scene, stream: Stream) -> None:
    """Draw two people who meet on an arched footbridge and exchange a young tree and a plan."""
    canvas = scene.canvas
    canvas.shadow(280, 60)
    canvas.path(
        "M-148 0Q-110 -64 0 -66Q110 -64 148 0H120Q84 -40 0 -42Q-84 -40 -120 0z",
        canvas.fade(tint(WOOD, 0.3), WOOD),
    )
    for x, flip, y in ((-44, False, -61), (44, True, -61)):
        with canvas.at(x, y, flip=flip):
            draw_person(scene, cast_figure(scene, stream), "stand", "down", "push", shadow=False)
    canvas.path("M-14 -158H8L4 -142H-10z", "#b8714a")
    canvas.stroke("M-3 -158V-184", LEAF, 4)
    canvas.path(disc(-10, -184, 9, 6) + disc(5, -190, 9, 6) + disc(-3, -200, 7, 8), LEAF)
    rail = "".join(f"M{x} {n(-58 + abs(x) ** 2 / 420)}v-40" for x in (-120, -84, -28, 28, 84, 120))
    canvas.stroke(rail + "M-140 -42Q-100 -104 0 -106Q100 -104 140 -42", shade(WOOD, 0.2), 5)
    draw_icon(canvas, "heart", 0, -228, 30, CORAL)
