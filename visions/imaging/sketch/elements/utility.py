"""Works that supply a town: hydrogen to fill up, heat for districts, stores of power."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.elements.energy import draw_small_car
from visions.imaging.sketch.elements.parts import glaze
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.icons import draw_icon
from visions.imaging.sketch.palette import AMBER, BLUE, CORAL, DARK, LEAF, PAPER, STEEL, TEAL
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


@element(Zone.GROUND, "hydrogen", size=(420, 210), home=(0.8, 0.26), hero=1)
def draw_hydrogen_pump(scene: Scene, stream: Stream) -> None:
    """Draw a small filling station for hydrogen: tanks, a roof, a pump and a car."""
    canvas = scene.canvas
    canvas.shadow(380, 120)
    for i in range(3):
        x = -196 + i * 34
        canvas.rect(
            x, -150, 29, 148, canvas.fade("#b9dfe4", "#ffffff", "#8fc3cf", level=True), r=13
        )
        canvas.stroke(f"M{x + 2} -104h25M{x + 2} -52h25", TEAL, 5)
    canvas.stroke("M-180 -152V-166H-92", "#8fa3b0", 5)
    canvas.stroke("M-78 0V-176M196 0V-176", "#e7edf0", 9)
    canvas.rect(-104, -200, 312, 24, canvas.fade("#ffffff", "#cfe3e2"), r=8)
    canvas.rect(-104, -184, 312, 8, TEAL, r=4)
    if scene.dark:
        canvas.path("M-70 -176H180L210 0H-90z", canvas.veil(Paint("#c9fff2"), 0.34, 0.0))
    canvas.rect(-62, -118, 46, 118, canvas.fade("#ffffff", "#d3e3e2"), r=8)
    canvas.rect(-55, -108, 32, 26, DARK, r=4)
    canvas.circle(-39, -95, 8, Paint("#8ef0ea"))
    draw_icon(canvas, "drop", -39, -54, 34, TEAL)
    canvas.stroke("M-16 -84C18 -84 -6 -26 22 -46", DARK, 5)
    with canvas.at(110, 0, 0.86):
        draw_small_car(scene, BLUE, 0)


@element(Zone.BELT, "heatnet", size=(610, 282), home=(0.22, 0.5))
def draw_heat_plant(scene: Scene, stream: Stream) -> None:
    """Draw a heat works: a tall store of hot water, a hall, a warm and a cold pipe."""
    canvas = scene.canvas
    with canvas.at(0, 0, 0.86):
        canvas.rect(
            -340, -300, 170, 300, canvas.fade("#f2b08a", "#fbe3cc", "#d98a66", level=True), r=14
        )
        canvas.path("M-332 -296Q-255 -350 -178 -296z", scene.covered("#c9d3da"))
        canvas.path("M-340 -150H-170V-14Q-170 0 -184 0H-326Q-340 0 -340 -14z", tint(BLUE, 0.3), 0.4)
        draw_icon(canvas, "flame", -255, -196, 110, CORAL)
        canvas.rect(-150, -170, 330, 170, canvas.fade("#fbf6ea", "#e6dcc8"), r=6)
        side = -150 if canvas.sun > 0 else 110
        canvas.rect(side, -170, 70, 170, shade("#e6dcc8"), opacity=0.45)
        canvas.rect(-160, -188, 350, 24, scene.covered("#b65a48"), r=5)
        canvas.path("".join(box(-120 + i * 72, -130, 50, 62) for i in range(4)), glaze(scene))
        canvas.rect(-20, -62, 62, 62, TEAL, r=4)
        canvas.stroke("M200 -70H340V0", shade(CORAL, 0.05), 20)
        canvas.stroke("M180 -70H340V0", CORAL, 15)
        canvas.stroke("M180 -30H300V0", BLUE, 15)
        canvas.path(box(222, -84, 14, 28) + box(290, -84, 14, 28) + box(222, -42, 14, 24), STEEL)
        steam = disc(60, -216, 16, 12) + disc(78, -244, 22, 16) + disc(60, -276, 28, 18)
        canvas.path(steam, "#ffffff", 0.75)
        canvas.rect(46, -214, 26, 30, "#a5553f")


@element(Zone.BELT, "storage", size=(530, 178), home=(0.6, 0.7))
def draw_battery_park(scene: Scene, stream: Stream) -> None:
    """Draw a row of large batteries with bars that show their charge."""
    canvas = scene.canvas
    canvas.rect(-264, -10, 528, 12, "#cfd6d6")
    for i in range(3):
        x = -250 + i * 172
        canvas.rect(x, -140, 156, 132, canvas.fade("#ffffff", "#d6e4e4"), r=8)
        side = x if canvas.sun > 0 else x + 120
        canvas.rect(side, -140, 36, 132, shade("#d6e4e4"), r=8, opacity=0.5)
        canvas.rect(x, -140, 156, 20, (LEAF, TEAL, LEAF)[i], r=6)
        for k in range(4):
            lit = k < 2 + (i + stream.whole(0, 1)) % 3
            cell = Paint("#63d07a") if lit else canvas.tone("#bccaca")
            canvas.rect(x + 18 + k * 20, -88, 14, 56, cell, r=3)
        draw_icon(canvas, "bolt", x + 124, -60, 56, AMBER)
    canvas.stroke("M-172 -140V-170H172V-140M0 -140V-170", mix(STEEL, PAPER, 0.3), 7)
