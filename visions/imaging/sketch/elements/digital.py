"""Data, networks and sensors."""

from __future__ import annotations

import math

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_person
from visions.imaging.sketch.icons import draw_icon
from visions.imaging.sketch.palette import AMBER, BLUE, CORAL, DARK, LEAF, PAPER, PLUM, STEEL, TEAL
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream

# the sign over the roofs for what a prompt speaks of
_SIGNS = {
    "signal": ("connected", "sensor", "lorawan", "antenna", "fibre"),
    "chart": ("data", "meter"),
    "cube": ("twin",),
    "gear": ("digital", "ai", "robot", "hackathon"),
    "link": ("partner",),
    "chat": ("cocreation", "engagement", "vote"),
    "people": ("people", "children", "youth", "elderly"),
    "wheelchair": ("access", "blind"),
    "heart": ("health", "telemedicine"),
    "shield": ("safety", "shelter"),
    "book": ("education", "school", "library"),
    "note": ("culture", "stage", "festival", "theatre"),
    "cycle": ("waste", "sharing", "repair"),
    "leaf": ("green", "garden", "tree", "forest", "park", "farm"),
    "drop": ("hydrogen", "water", "wetland", "adaptation", "drinking", "rain"),
    "sun": ("solar",),
    "wind": ("air", "wind"),
    "bolt": ("energy", "storage", "charging"),
    "flame": ("heat", "heatnet"),
    "bulb": ("lighting", "lantern"),
    "bike": ("bike", "bikeshare", "cargo"),
    "bus": ("tram", "bus", "hub", "shuttle", "train"),
    "boat": ("boat", "kayak"),
    "home": ("housing", "townhall", "service"),
}
_USUAL = ("signal", "bolt", "cloud", "leaf", "bulb", "people")


def choose_signs(wanted: tuple[str, ...]) -> list[str]:
    """Return six different signs: first those for `wanted` concepts, then the usual ones.

    One more concept at the end changes one sign at most.
    """
    signs: dict[str, None] = {}
    for concept in wanted:
        signs.update((sign, None) for sign, concepts in _SIGNS.items() if concept in concepts)
    first = list(signs)[: len(_USUAL)]
    rest = [sign for sign in _USUAL if sign not in first]
    return first + rest[len(rest) - (len(_USUAL) - len(first)) :]


@element(Zone.WHOLE, "connected", "data", "digital", "lorawan", size=(0, 0))
def draw_network(scene: Scene, stream: Stream) -> None:
    """Span glowing arcs between six signs over the roofs that tell what the prompt is about."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    colours = (TEAL, CORAL, BLUE, AMBER, LEAF, PLUM)
    signs = tuple(zip(choose_signs(scene.brief.wanted), colours, strict=True))
    spots = []
    for i in range(len(signs)):
        x = layout.width * (0.1 + 0.8 * i / (len(signs) - 1) + stream.between(-0.025, 0.025))
        y = layout.horizon * ((0.56, 0.36, 0.5, 0.3, 0.48, 0.58)[i] + stream.between(-0.03, 0.03))
        spots.append((x, y))
    ink = Paint("#b9f1f4" if scene.dark else "#ffffff")
    for a, b, dash in (
        (0, 1, ""),
        (1, 3, ""),
        (0, 2, "1 7"),
        (2, 3, ""),
        (3, 5, ""),
        (2, 4, "1 7"),
        (4, 5, ""),
    ):
        (ax, ay), (bx, by) = spots[a], spots[b]
        top = min(ay, by) - abs(bx - ax) * 0.24
        d = (
            f"M{n(ax)} {n(ay)}"
            f"C{n(ax + (bx - ax) * 0.25)} {n(top)} "
            f"{n(ax + (bx - ax) * 0.75)} {n(top)} {n(bx)} {n(by)}"
        )
        canvas.stroke(d, ink, 7 * unit, 0.16)
        canvas.stroke(d, ink, 2.4 * unit, 0.92, dash)
        for t in (0.3, 0.62):
            s = 1 - t
            x = (
                s**3 * ax
                + 3 * s * s * t * (ax + (bx - ax) * 0.25)
                + 3 * s * t * t * (ax + (bx - ax) * 0.75)
                + t**3 * bx
            )
            y = s**3 * ay + 3 * s * t * top + t**3 * by
            canvas.circle(x, y, 3.4 * unit, ink)
    for (x, y), (sign, colour) in zip(spots, signs, strict=True):
        canvas.shine(x, y, 46 * unit, tint(colour, 0.4), 0.65)
        canvas.circle(x, y, 23 * unit, Paint("#ffffff"))
        canvas.circle(x, y, 20 * unit, Paint(colour))
        draw_icon(canvas, sign, x, y, 24 * unit, Paint("#ffffff"))


@element(Zone.GROUND, "data", size=(335, 232), home=(0.72, 0.32), hero=1)
def draw_dashboard(scene: Scene, stream: Stream) -> None:
    """Draw a large board with charts and a map of the city, and somebody who explains it."""
    canvas = scene.canvas
    with canvas.at(-32, 0):
        canvas.shadow(250, 190)
        canvas.stroke("M-84 0V-120M84 0V-120", STEEL, 10)
        canvas.rect(-132, -226, 264, 156, DARK, r=9)
        screen = Paint("#f2fbfb") if scene.dark else canvas.tone("#f6fcfb")
        canvas.rect(-124, -218, 248, 140, screen, r=4)
        for i, (colour, tall) in enumerate(
            ((TEAL, 34), (AMBER, 52), (CORAL, 44), (PLUM, 66), (BLUE, 80))
        ):
            canvas.rect(-112 + i * 18, -92 - tall, 13, tall, Paint(colour), r=2)
        canvas.stroke("M-114 -90H-20M-114 -90V-190", "#9fb0c4", 2)
        canvas.rect(-8, -206, 120, 62, Paint("#d8efe6"), r=4)
        canvas.stroke("M-6 -160Q40 -190 60 -172T110 -184", Paint("#8cc4dd"), 8)
        canvas.stroke("M20 -204V-148M70 -204V-148M-6 -186H110", Paint("#ffffff"), 3)
        for x, y, colour in ((12, -176, CORAL), (52, -190, TEAL), (88, -166, PLUM)):
            canvas.circle(x, y, 6, Paint(colour))
        canvas.stroke(disc(16, -112, 19), Paint("#d5e0ea"), 9)
        canvas.stroke("M16 -131A19 19 0 1 1 -1 -104", Paint(LEAF), 9)
        canvas.stroke("M50 -98L66 -114L82 -106L108 -130", Paint(CORAL), 4)
        canvas.circle(-112, -204, 0.1, TEAL)
        with canvas.at(160, 12, flip=True):
            draw_person(scene, cast_figure(scene, stream), "stand", "hip", "point")


@element(Zone.GROUND, "digital", size=(145, 240), home=(0.25, 0.3))
def draw_kiosk(scene: Scene, stream: Stream) -> None:
    """Draw an information pillar with a touch screen, and somebody in front of it."""
    canvas = scene.canvas
    with canvas.at(-30, 0):
        canvas.shadow(80, 190)
        canvas.rect(-38, -8, 76, 10, shade(STEEL))
        canvas.rect(-33, -202, 66, 198, DARK, r=9)
        canvas.rect(
            -27,
            -194,
            54,
            112,
            Paint("#c9f0f0") if scene.dark else canvas.fade("#e3f8f6", "#a9e0e4"),
            r=4,
        )
        draw_icon(canvas, "pin", 0, -164, 36, Paint(CORAL))
        for i, colour in enumerate((TEAL, AMBER, PLUM)):
            canvas.rect(-20, -134 + i * 15, 40 - 9 * i, 8, Paint(colour), r=4)
        canvas.rect(-27, -70, 54, 4, tint(STEEL, 0.4))
        draw_icon(canvas, "signal", 0, -226, 36, Paint(TEAL))
        with canvas.at(68, 14, flip=True):
            draw_person(scene, cast_figure(scene, stream), "stand", "phone", "point")


@element(Zone.GROUND, "sensor", "air", size=(140, 346), home=(0.87, 0.3))
def draw_sensor_mast(scene: Scene, stream: Stream) -> None:
    """Draw a lamp post with measuring boxes and waves around them."""
    canvas = scene.canvas
    canvas.shadow(30, 260)
    canvas.rect(-6, -330, 12, 330, STEEL, r=4)
    canvas.path("M-6 -326Q-6 -346 30 -346H70V-336H36Q8 -336 6 -318z", STEEL)
    canvas.rect(-20, -232, 40, 52, canvas.fade("#ffffff", "#dfe7ea"), r=6)
    canvas.circle(0, -214, 8, Paint(LEAF))
    canvas.stroke("M-12 -196H12M-12 -188H12", "#9fb0c4", 3)
    canvas.rect(-16, -282, 32, 36, TEAL, r=5)
    canvas.path("M-22 -306h44l-8 14h-28z", "#35599c")
    ink = Paint("#8ef0ea") if scene.dark else canvas.tone(TEAL)
    canvas.stroke(
        "M26 -284Q40 -264 26 -246M40 -294Q62 -264 40 -236"
        "M-26 -284Q-40 -264 -26 -246M-40 -294Q-62 -264 -40 -236",
        ink,
        5,
        0.85,
    )


@element(Zone.SKYLINE, "antenna", size=(86, 300), home=(0.62, 0))
def draw_antenna(scene: Scene, stream: Stream) -> None:
    """Draw a lattice mast with dishes and waves."""
    canvas = scene.canvas
    zigzag = "M-17 0L0 -270L17 0" + "".join(
        f"M{n(-17 * (1 - k / 9))} {n(-30 * k)}L{n(17 * (1 - (k + 1) / 9))} {n(-30 * (k + 1))}"
        for k in range(8)
    )
    canvas.stroke(zigzag, "#d0584c", 2.6)
    for y, side in ((-180, -1), (-215, 1), (-140, 1)):
        canvas.ellipse(side * 9, y, 5, 9, "#ffffff")
    canvas.circle(0, -273, 4, Paint("#ff6b5c"))
    waves = "".join(
        f"M{n(side * r * 0.8)} {n(-273 - r * 0.6)}"
        f"Q{n(side * r * 1.25)} -273 {n(side * r * 0.8)} {n(-273 + r * 0.6)}"
        for r in (16, 28, 40)
        for side in (-1, 1)
    )
    canvas.stroke(waves, Paint("#c9fbff" if scene.dark else "#ffffff"), 3, 0.9)


@element(Zone.GROUND, "robot", size=(100, 120), home=(0.66, 0.86))
def draw_robot(scene: Scene, stream: Stream) -> None:
    """Draw a small delivery robot with a flag."""
    canvas = scene.canvas
    canvas.shadow(90, 60)
    canvas.path(disc(-28, -11, 11) + disc(0, -11, 11) + disc(28, -11, 11), DARK)
    canvas.rect(-44, -66, 88, 50, canvas.fade("#ffffff", "#d9e4ea"), r=15)
    canvas.rect(-44, -70, 88, 18, TEAL, r=9)
    canvas.path(disc(16, -40, 5) + disc(32, -40, 5), DARK)
    canvas.line([(-34, -68), (-34, -116)], STEEL, 3)
    canvas.path("M-34 -116L-8 -107L-34 -98z", CORAL)


@element(Zone.GROUND, "safety", size=(150, 210), home=(0.78, 0.56))
def draw_help_point(scene: Scene, stream: Stream) -> None:
    """Draw a lit help point with a shield, and a helper in a bright vest."""
    canvas = scene.canvas
    with canvas.at(-44, 0):
        canvas.shadow(60, 180)
        canvas.rect(-22, -190, 44, 190, canvas.fade(tint(BLUE, 0.2), BLUE), r=8)
        canvas.path(
            "M0 -178Q16 -170 18 -168Q20 -138 0 -124Q-20 -138 -18 -168Q-16 -170 0 -178z", PAPER
        )
        draw_icon(canvas, "tick", 0, -151, 24, LEAF)
        canvas.circle(0, -96, 9, Paint(CORAL))
        canvas.rect(-12, -76, 24, 4, PAPER)
        canvas.shine(0, -198, 46, "#bfe6ff", 0.8)
        canvas.circle(0, -198, 8, Paint("#e4f6ff"))
        who = cast_figure(scene, stream)
        with canvas.at(62, 8):
            draw_person(scene, who, "stand", "down", "wave")
            canvas.path("M-20 -140H-8L0 -120L8 -140H20L18 -92H-18z", "#f5d13f")
            canvas.stroke("M-18 -106H18", "#ffffff", 5)


@element(Zone.SKYLINE, "business", size=(88, 275), home=(0.4, 0))
def draw_start_up_tower(scene: Scene, stream: Stream) -> None:
    """Draw a twisted tower of bright floors, for companies that begin."""
    canvas = scene.canvas
    for i in range(17):
        y = -16 * (i + 1)
        shift, wide = 14 * math.sin(i * 0.24), 34 - i * 0.7
        colour = mix("#ffffff", TEAL, 0.25 + 0.02 * i)
        canvas.rect(
            shift - wide,
            y,
            wide * 2,
            13.5,
            canvas.fade(tint(colour), shade(colour, 0.1), level=True),
            r=6,
        )
        lit = Paint("#ffe2a0") if scene.dark and i % 3 else canvas.tone("#bfe3ea")
        canvas.path(
            "".join(box(shift - wide + 8 + k * 13, y + 4, 8, 5.5) for k in range(int(wide / 7))),
            lit,
        )
