"""Animals of a city: cats, birds, bees, sheep."""

from __future__ import annotations

from visions.imaging.sketch.canvas import box, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.parts import draw_cat, draw_shade
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.elements.wetland import draw_sheep
from visions.imaging.sketch.figures import cast_figure, draw_person
from visions.imaging.sketch.palette import AMBER, BARK, CORAL, PAPER, STEEL, TEAL, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream
from visions.imaging.sketch.trees import draw_flowers

_STONE = "#d9cfba"


@element(Zone.GROUND, "cat", size=(210, 130), home=(0.3, 0.9))
def draw_cats(scene: Scene, stream: Stream) -> None:
    """Draw cats on and before a low wall."""
    canvas = scene.canvas
    canvas.shadow(180, 60)
    canvas.rect(-96, -52, 192, 52, canvas.fade(tint(_STONE, 0.4), shade(_STONE, 0.1)), r=4)
    joints = "M-92 -26H92M-48 -50V-28M6 -50V-28M58 -50V-28M-70 -24V-4M-20 -24V-4M34 -24V-4"
    canvas.stroke(joints, shade(_STONE, 0.25), 2)
    canvas.rect(-102, -60, 204, 12, scene.covered(tint(_STONE, 0.5)), r=4)
    for x, y, coat in ((-54, -60, "#e0914f"), (2, -60, "#5b5866"), (66, 4, "#f1e6d2")):
        with canvas.at(x, y, flip=stream.chance(0.5)):
            draw_cat(scene, coat)


@element(Zone.SKY, "bird", size=(326, 110), home=(0.24, 0.34))
def draw_storks(scene: Scene, stream: Stream) -> None:
    """Draw five storks that glide in a loose line."""
    canvas = scene.canvas
    for i in range(5):
        size = stream.between(0.7, 1.0)
        with canvas.at(-120 + i * 60, -24 + abs(i - 2) * 20 + stream.between(-8, 8), size):
            canvas.stroke("M24 2L36 4", "#e2733f", 2.6)
            canvas.stroke("M-18 4L-32 8", "#e2733f", 2)
            canvas.path("M-20 4Q0 -5 24 0Q26 5 18 6Q0 9 -20 4z", "#ffffff")
            canvas.path(
                "M-6 0Q-24 -26 -48 -28Q-22 -8 2 6zM8 0Q14 -26 40 -34Q28 -10 14 5z", "#f3f5f8"
            )
            canvas.path(
                "M-48 -28Q-34 -24 -24 -14Q-34 -16 -48 -28zM40 -34Q34 -24 30 -17Q30 -26 40 -34z",
                "#3a4266",
            )


@element(Zone.GROUND, "bird", size=(200, 200), home=(0.88, 0.7))
def draw_bird_house(scene: Scene, stream: Stream) -> None:
    """Draw a nesting box on a post, a bird bath, and small birds."""
    canvas = scene.canvas
    canvas.shadow(90, 150)
    canvas.rect(-56, -120, 10, 120, BARK)
    canvas.rect(-80, -172, 58, 58, canvas.fade(tint(WOOD, 0.2), WOOD), r=3)
    canvas.polygon([(-90, -168), (-51, -198), (-12, -168)], scene.covered(TEAL))
    canvas.circle(-51, -146, 9, shade(WOOD, 0.6))
    canvas.rect(40, -56, 12, 54, canvas.fade(_STONE, shade(_STONE, 0.2)))
    canvas.path("M6 -70H86Q80 -50 46 -50Q12 -50 6 -70z", _STONE)
    canvas.ellipse(46, -70, 40, 7, "#8fcbe0" if not scene.snowy else "#e3eff6")
    for x, y, coat in (
        (-24, -112, "#d65d5a"),
        (20, -80, "#5a8fc9"),
        (74, -78, AMBER),
        (-14, 0, "#8b94a6"),
        (24, 6, "#7a8296"),
        (66, 2, "#a3acbc"),
    ):
        canvas.path(
            f"M{x - 16} {y - 6}Q{x - 8} {y - 18} {x + 2} {y - 18}Q{x + 5} {y - 26} "
            f"{x + 12} {y - 23}L{x + 18} {y - 20}L{x + 12} {y - 17}Q{x + 10} {y - 2} "
            f"{x - 2} {y - 3}z",
            coat,
        )
        canvas.stroke(f"M{x} {y - 4}V{y}", CORAL, 2)


@element(Zone.GROUND, "bee", size=(270, 190), home=(0.86, 0.84))
def draw_bee_hives(scene: Scene, stream: Stream) -> None:
    """Draw three bright hives, a keeper with a veil, flowers and bees."""
    canvas = scene.canvas
    canvas.shadow(200, 90)
    for x, colour in ((-104, AMBER), (-44, TEAL), (16, "#e7f0ea")):
        canvas.stroke(f"M{x - 16} -16V0M{x + 16} -16V0", shade(WOOD), 6)
        canvas.rect(x - 25, -84, 50, 70, canvas.fade(tint(colour, 0.25), colour), r=3)
        dark = x - 25 if canvas.sun > 0 else x + 11
        canvas.rect(dark, -84, 14, 70, shade(colour), opacity=0.4)
        canvas.stroke(f"M{x - 25} -50h50", shade(colour, 0.25), 2.4)
        canvas.rect(x - 11, -25, 22, 6, shade(WOOD, 0.5), r=2)
        canvas.rect(x - 30, -94, 60, 12, scene.covered(shade(WOOD, 0.1)), r=3)
    with canvas.at(82, 6, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "hold")
        canvas.path("M-26 -172Q0 -204 26 -172L22 -140Q0 -130 -22 -140z", PAPER, 0.55)
        canvas.ellipse(0, -176, 34, 7, "#f0d9a0")
        canvas.path("M-17 -178Q-14 -196 0 -196Q14 -196 17 -178z", "#f0d9a0")
    if scene.snowy:
        return
    spots = [
        (-120 + i * 26 + stream.between(-8, 8), -110 - stream.between(0, 50)) for i in range(7)
    ]
    canvas.path("".join(disc(x - 2, y - 5, 5, 3.4) for x, y in spots), "#ffffff", 0.85)
    canvas.path("".join(disc(x, y, 6, 4.2) for x, y in spots), "#f2b93a")
    canvas.path("".join(box(x - 1, y - 4, 2.6, 8) for x, y in spots), "#4a3b30")
    draw_flowers(scene, stream, 230, 16)


@element(Zone.GROUND, "sheep", size=(300, 130), home=(0.22, 0.3))
def draw_flock(scene: Scene, stream: Stream) -> None:
    """Draw sheep behind a wooden fence."""
    canvas = scene.canvas
    canvas.ellipse(0, -6, 150, 18, scene.covered("#8fc56f"))
    for x, y in ((-104, -26), (-30, -34), (50, -30), (-66, -2), (14, -4), (92, -6)):
        draw_shade(scene, 30, 5, x, y)
        draw_sheep(scene, x, y, 1.12)
    posts = "".join(f"M{n(x)} 4V-44" for x in (-140, -70, 0, 70, 140))
    canvas.stroke(posts, shade(WOOD, 0.1), 8)
    canvas.stroke("M-146 -34H146M-146 -14H146", WOOD, 6)
    canvas.path(disc(-140, -46, 5, 3) + disc(140, -46, 5, 3), STEEL)
