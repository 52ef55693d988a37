"""Deciding, serving, sharing: the ballot, the town hall, counters, swap shelves, repairs."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.parts import draw_dog, draw_shade, glaze
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


@element(Zone.GROUND, "vote", size=(345, 210), home=(0.78, 0.56), hero=1)
def draw_ballot(scene: Scene, stream: Stream) -> None:
    """Draw a board with coloured dots under three plans, a ballot box, people who choose."""
    canvas = scene.canvas
    with canvas.at(-36, 0):
        canvas.shadow(240, 150)
        canvas.stroke("M-116 0V-190M56 0V-190", STEEL, 8)
        canvas.rect(-134, -206, 208, 122, canvas.fade("#ffffff", "#f1ece0"), r=5)
        for i, (icon, colour, votes) in enumerate(
            (("leaf", LEAF, 11), ("bike", TEAL, 7), ("home", CORAL, 9))
        ):
            x = -122 + i * 65
            canvas.rect(x, -198, 56, 48, tint(colour, 0.6), r=4)
            draw_icon(canvas, icon, x + 28, -174, 36, colour)
            dots = "".join(
                disc(x + 7 + (k % 4) * 14, -138 + (k // 4) * 14, 5) for k in range(votes)
            )
            canvas.path(dots, ACCENTS[(i * 2 + 1) % 6])
        canvas.rect(86, -84, 66, 84, canvas.fade(tint(BLUE, 0.25), BLUE), r=5)
        canvas.rect(86 if canvas.sun > 0 else 130, -84, 22, 84, shade(BLUE), opacity=0.4)
        canvas.rect(80, -92, 78, 13, shade(BLUE, 0.2), r=4)
        canvas.rect(100, -89, 38, 5, DARK, r=2)
        canvas.path("M110 -112l20 -4l3 28h-20z", PAPER)
        draw_icon(canvas, "tick", 119, -44, 36, PAPER)
        with canvas.at(-74, 14):
            draw_person(scene, cast_figure(scene, stream), "stand", "down", "up", back=True)
        with canvas.at(4, 16):
            draw_wheelchair_user(scene, cast_figure(scene, stream), "wave")
        with canvas.at(176, 6, flip=True):
            draw_person(scene, cast_figure(scene, stream, "elder"), "stand", "down", "push")


@element(Zone.GROUND, "service", size=(335, 232), home=(0.28, 0.58), hero=1)
def draw_service_desk(scene: Scene, stream: Stream) -> None:
    """Draw a low counter under a porch, somebody who helps, and a visitor with a guide dog."""
    canvas = scene.canvas
    with canvas.at(-18, 0):
        draw_shade(scene, 160, 13)
        canvas.stroke("M-120 0V-206M84 0V-206", shade(WOOD, 0.05), 9)
        canvas.path("M-146 -204H112L96 -228H-130z", scene.covered(TEAL))
        canvas.path("M-146 -204H112V-196H-146z", shade(TEAL, 0.3))
        if scene.dark:
            canvas.path("M-120 -196H84L110 0H-146z", canvas.veil(Paint("#ffe9b4"), 0.42, 0.0))
        with canvas.at(-58, -66):
            draw_bust(scene, cast_figure(scene, stream), "table", "point")
        canvas.rect(-112, -76, 150, 14, canvas.fade("#f7e5c2", "#e3c48e"), r=4)
        canvas.rect(-104, -64, 134, 64, canvas.fade("#ffffff", "#dfe8ea"), r=3)
        draw_icon(canvas, "heart", -36, -34, 40, TEAL)
        canvas.path("M-6 -112L28 -118L32 -82L-2 -76z", DARK)
        screen = Paint("#c9f0f0") if scene.dark else canvas.tone("#dff4f4")
        canvas.path("M-2 -109L24 -113L28 -85L1 -81z", screen)
        with canvas.at(70, 8, flip=True):
            draw_person(scene, cast_figure(scene, stream, "elder"), "stand", "down", "push")
        with canvas.at(126, 12, 0.86):
            draw_dog(scene, "#a8784a", CORAL)


@element(Zone.BELT, "townhall", size=(620, 620), home=(0.5, 0.4))
def draw_town_hall(scene: Scene, stream: Stream) -> None:
    """Draw a town hall with an arcade, a turret and flower boxes; its doors stand open."""
    canvas = scene.canvas
    wall, roof = "#f3dcb0", "#b65a48"
    canvas.rect(-280, -290, 560, 290, canvas.fade(tint(wall, 0.3), wall))
    side = -280 if canvas.sun > 0 else 170
    canvas.rect(side, -290, 110, 290, shade(wall), opacity=0.4)
    canvas.path("M-304 -286L-230 -400H230L304 -286z", scene.covered(roof))
    canvas.rect(-52, -500, 104, 220, canvas.fade(tint(wall, 0.4), wall))
    canvas.path("M-64 -498L0 -600L64 -498z", scene.covered(roof))
    canvas.line([(0, -600), (0, -630)], "#e0b64a", 6)
    canvas.circle(0, -448, 32, PAPER)
    canvas.stroke("M0 -470V-448L16 -440", DARK, 5)
    glass = glaze(scene, "#a9d0dc")
    arches = "".join(
        f"M{x - 34} 0V-96A34 34 0 0 1 {x + 34} -96V0z" for x in (-216, -108, 0, 108, 216)
    )
    canvas.path(arches, Paint("#ffdf9a") if scene.dark else canvas.tone("#8a6f5a"))
    canvas.path(
        "".join(f"M{x - 26} -176v-58q26 -30 52 0v58z" for x in (-216, -108, 0, 108, 216)), glass
    )
    canvas.rect(-290, -158, 580, 12, tint(wall, 0.6))
    blooms = "".join(
        disc(x + k * 14, -176, 10, 8) for x in (-230, -122, -14, 94, 202) for k in range(3)
    )
    canvas.path(blooms, scene.covered("#e7718a"))


@element(Zone.GROUND, "sharing", size=(340, 210), home=(0.8, 0.84))
def draw_swap_shelf(scene: Scene, stream: Stream) -> None:
    """Draw an open cupboard with things to lend and give, and two people who swap."""
    canvas = scene.canvas
    canvas.shadow(180, 150)
    canvas.rect(-128, -176, 142, 172, canvas.fade(tint(LEAF, 0.25), LEAF), r=5)
    canvas.polygon([(-140, -168), (-57, -202), (26, -168)], AMBER)
    canvas.polygon([(-140, -172), (-57, -206), (26, -172)], scene.covered(AMBER))
    for row in range(3):
        canvas.rect(-119, -164 + row * 53, 124, 45, "#fdf3dc")
    canvas.path(disc(-100, -136, 13) + box(-84, -150, 26, 30), BLUE)
    canvas.path("M-46 -120V-146H-32V-120zM-22 -120L-14 -150L-4 -120z", CORAL)
    canvas.stroke("M-106 -72L-84 -98M-70 -70V-96M-78 -98H-62", STEEL, 6)
    canvas.path(box(-46, -92, 40, 24), PLUM)
    canvas.path(disc(-100, -26, 13, 11) + disc(-100, -42, 9), WOOD)
    canvas.path(box(-74, -42, 12, 28) + box(-60, -46, 10, 32) + box(-48, -38, 14, 24), TEAL)
    canvas.path("M-24 -14L-28 -36H0L-4 -14z", AMBER)
    draw_icon(canvas, "cycle", -57, -186, 20, PAPER)
    with canvas.at(48, 8):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "hold")
    with canvas.at(134, 4, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "hold")
    canvas.rect(78, -104, 28, 34, canvas.fade(tint(CORAL, 0.2), CORAL), r=4)


@element(Zone.GROUND, "repair", size=(400, 200), home=(0.2, 0.6), hero=1)
def draw_repair_bench(scene: Scene, stream: Stream) -> None:
    """Draw a workbench where people mend a radio, a lamp and a bicycle."""
    canvas = scene.canvas
    draw_shade(scene, 176, 13)
    canvas.rect(-166, -192, 196, 84, canvas.fade(tint(WOOD, 0.5), tint(WOOD, 0.25)), r=4)
    canvas.stroke("M-160 -110V0M24 -110V0", shade(WOOD, 0.1), 8)
    canvas.stroke(
        "M-148 -178V-142M-154 -180H-142M-120 -178L-112 -140M-104 -178L-112 -140", STEEL, 5
    )
    canvas.stroke(disc(-76, -166, 9) + "M-76 -157V-134M-44 -180V-136", STEEL, 5)
    canvas.path("M-54 -182H-34V-170H-54z", CORAL)
    canvas.stroke("M-14 -178V-156M10 -178V-156", AMBER, 7)
    canvas.stroke("M-14 -156V-136M10 -156V-136", STEEL, 4)
    for x, age in ((-112, "elder"), (-30, "adult")):
        with canvas.at(x, -62, 0.94):
            draw_bust(scene, cast_figure(scene, stream, age), "table", "table")
    canvas.rect(-172, -76, 208, 13, canvas.fade(tint(WOOD, 0.2), WOOD), r=3)
    canvas.stroke("M-158 -64V0M24 -64V0M-158 -24H24", shade(WOOD, 0.15), 8)
    canvas.rect(-92, -104, 44, 28, TEAL, r=4)
    canvas.path(disc(-80, -90, 8) + box(-66, -98, 13, 4) + box(-66, -90, 13, 4), PAPER)
    canvas.stroke("M-150 -77V-96L-136 -110", STEEL, 4)
    canvas.path("M-146 -118l18 8l-4 12l-18 -8z", AMBER)
    canvas.stroke("M86 0L100 -96M114 0L100 -96M100 -96V-112", STEEL, 6)
    with canvas.at(98, -46, 0.78):
        canvas.stroke(disc(-46, -32, 33) + disc(50, -32, 33), DARK, 5)
        canvas.stroke(
            "M-46 -32L-16 -80H32L2 -32zM-16 -80L2 -32M32 -80L50 -32M32 -80L28 -98H44"
            "M-16 -80V-92M-28 -93H-6",
            CORAL,
            6,
        )
    with canvas.at(166, 6, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "push")
        canvas.stroke("M52 -104L68 -112", STEEL, 5)
