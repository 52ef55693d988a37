"""Gardens, water and animals."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, disc
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.elements.parts import COATS, draw_dog
from visions.imaging.sketch.elements.registry import Zone, element
from visions.imaging.sketch.figures import cast_figure, draw_bust, draw_person
from visions.imaging.sketch.palette import AMBER, BARK, CORAL, LEAF, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream
from visions.imaging.sketch.trees import draw_flowers, draw_tree


@element(Zone.GROUND, "fountain", "water", size=(330, 230), home=(0.72, 0.62), hero=1)
def draw_fountain(scene: Scene, stream: Stream) -> None:
    """Draw a round fountain."""
    canvas = scene.canvas
    stone = "#e3dccd"
    water = Paint("#dff5fb") if not scene.dark else Paint("#a9c8f2")
    canvas.ellipse(0, 2, 166, 32, Paint("#1d2a52"), canvas.light.shadow)
    canvas.path(
        "M-158 -30A158 29 0 0 1 158 -30V-14A158 31 0 0 1 -158 -14z",
        canvas.fade(tint(stone), shade(stone, 0.2)),
    )
    canvas.ellipse(0, -30, 158, 29, tint(stone, 0.5))
    canvas.ellipse(0, -29, 144, 24, canvas.fade("#8fd2e4", "#4aa6c8"))
    canvas.stroke("M-90 -30h46M40 -22h60M-20 -16h50", water, 3, 0.7)
    canvas.path("M-13 -28L-9 -96H9L13 -28z", canvas.fade(stone, shade(stone, 0.2)))
    canvas.path("M-54 -100Q0 -70 54 -100Q40 -82 10 -80H-10Q-40 -82 -54 -100z", stone)
    canvas.ellipse(0, -100, 54, 9, "#7cc6dc")
    jets = "".join(
        f"M{s * 6} -104Q{s * reach * 0.5} {-top} {s * reach} -30"
        for s in (-1, 1)
        for reach, top in ((86, 190), (54, 226))
    )
    canvas.stroke(jets, water, 5, 0.85)
    canvas.stroke("M0 -104V-196", water, 8, 0.9)
    canvas.path(disc(0, -198, 8) + disc(-84, -34, 12, 4) + disc(84, -34, 12, 4), water, 0.9)


@element(Zone.GROUND, "garden", "green", size=(352, 190), home=(0.15, 0.66), hero=1)
def draw_raised_beds(scene: Scene, stream: Stream) -> None:
    """Draw two raised beds with vegetables and somebody who waters them."""
    canvas = scene.canvas
    with canvas.at(-24, 0):
        for x in (-82, 66):
            canvas.ellipse(x, 0, 74, 10, Paint("#1d2a52"), canvas.light.shadow)
            canvas.rect(x - 66, -46, 132, 46, canvas.fade(tint(WOOD, 0.2), shade(WOOD, 0.1)), r=4)
            canvas.stroke(f"M{x - 62} -23h124", shade(WOOD, 0.3), 2.5)
            canvas.rect(x - 60, -52, 120, 9, "#6a4c3c", r=3)
            for i in range(6):
                at = x - 52 + i * 21
                leaf = stream.pick((LEAF, "#7dbb55", "#3f8f5c"))
                leaf = "#7f9f96" if scene.snowy else leaf  # kale
                tall = stream.between(16, 34)
                canvas.path(
                    disc(at - 7, -50 - tall * 0.5, 9, tall * 0.5)
                    + disc(at + 6, -50 - tall * 0.4, 8, tall * 0.45)
                    + disc(at, -52 - tall * 0.8, 7, tall * 0.5),
                    leaf,
                )
                if i % 2 and not scene.snowy:
                    canvas.path(
                        disc(at - 3, -62, 5.5) + disc(at + 7, -54, 5),
                        stream.pick((CORAL, AMBER, "#d8485e")),
                    )
        with canvas.at(166, 6, flip=True):
            draw_person(scene, cast_figure(scene, stream), "stand", "down", "hold")
            canvas.path("M34 -92H62V-62H36zM62 -84L84 -98L86 -94L62 -72z", "#5aa9c9")


@element(Zone.GROUND, "flower", size=(340, 70), home=(0.5, 0.97))
def draw_flower_bed(scene: Scene, stream: Stream) -> None:
    """Draw a long bed of flowers in three colours."""
    canvas = scene.canvas
    canvas.ellipse(0, -6, 170, 20, scene.covered("#5d9e56"))
    canvas.ellipse(0, -10, 160, 15, scene.covered("#77b662"))
    for row in range(3):
        with canvas.at(0, -16 + row * 9):
            draw_flowers(scene, stream, 290, 26)
    if scene.snowy:
        canvas.path("".join(disc(-130 + i * 52, -18, 22, 12) for i in range(6)), "#d8485e", 0.85)


@element(Zone.GROUND, "animal", "green", size=(168, 214), home=(0.9, 0.55))
def draw_insect_hotel(scene: Scene, stream: Stream) -> None:
    """Draw a house for wild bees on a post, with flowers at its foot."""
    canvas = scene.canvas
    canvas.shadow(70, 150)
    canvas.rect(-6, -80, 12, 80, BARK)
    canvas.rect(-48, -170, 96, 96, canvas.fade(tint(WOOD), WOOD), r=3)
    cells = "".join(disc(-34 + (i % 5) * 17, -152 + (i // 5) * 18, 5.5) for i in range(20))
    canvas.path(cells, shade(WOOD, 0.5))
    canvas.polygon([(-62, -166), (0, -212), (62, -166)], scene.covered("#b65a48"))
    bees = "".join(disc(x, y, 6, 4.4) for x, y in ((-70, -130), (66, -182), (78, -112)))
    canvas.path(bees, "#f2b93a")
    canvas.path(
        "".join(disc(x - 2, y - 6, 5, 3.4) for x, y in ((-70, -130), (66, -182), (78, -112))),
        "#ffffff",
        0.8,
    )
    draw_flowers(scene, stream, 110, 16)


@element(Zone.GROUND, "animal", "dog", size=(215, 195), home=(0.42, 0.92))
def draw_dog_walker(scene: Scene, stream: Stream) -> None:
    """Draw somebody who walks a dog."""
    canvas = scene.canvas
    with canvas.at(-68, 0):
        draw_person(scene, cast_figure(scene, stream), "walk", "down", "hold")
        with canvas.at(102, 0):
            draw_dog(scene, stream.pick(COATS))
        canvas.stroke("M38 -88Q70 -60 126 -58", CORAL, 2.4)


def _draw_old_tree(scene: Scene, stream: Stream) -> None:
    """Draw a wide old tree; a conifer or a bare one where that is what grows."""
    canvas, sun = scene.canvas, scene.canvas.sun
    canvas.shadow(300, 330, 6)
    if "pine" in scene.place.trees or scene.snowy:
        with canvas.at(0, -8, 0.82):
            draw_tree(scene, stream, "pine" if "pine" in scene.place.trees else "round", False)
        return
    leaf = {"spring": "#8cc76a", "autumn": "#dd933f"}.get(scene.brief.season, "#58a85c")
    canvas.path("M-26 -6Q-14 -90 -16 -190H16Q14 -90 26 -6Q0 4 -26 -6z", BARK)
    canvas.stroke("M-6 -150Q-40 -190 -84 -216M6 -160Q44 -196 92 -222M0 -170V-260", BARK, 15)
    canvas.path(
        disc(-118, -236, 66, 54)
        + disc(118, -240, 68, 56)
        + disc(-66, -312, 78, 68)
        + disc(70, -316, 80, 68)
        + disc(0, -352, 80, 62)
        + disc(0, -252, 120, 62),
        leaf,
    )
    low = disc(-112, -208, 58, 26) + disc(112, -212, 60, 26) + disc(0, -206, 92, 22)
    canvas.path(low, shade(leaf, 0.26), 0.6)
    far, near = disc(sun * 76, -342, 52, 36), disc(sun * 124, -262, 38, 26)
    canvas.path(far + near + disc(-sun * 34, -372, 44, 26), tint(leaf, 0.3), 0.6)
    canvas.path(disc(-sun * 92, -300, 36, 24) + disc(sun * 14, -276, 44, 22), tint(leaf, 0.18), 0.5)
    dots = (stream.between(-140, 140) for _ in range(26))
    canvas.path(
        "".join(disc(x, -270 - stream.between(-40, 90) * (1 - abs(x) / 190), 5, 3.4) for x in dots),
        tint(leaf, 0.5),
        0.6,
    )


@element(Zone.GROUND, "tree", size=(374, 418), home=(0.82, 0.5))
def draw_great_tree(scene: Scene, stream: Stream) -> None:
    """Draw an old tree with a round bench, people in its shade."""
    canvas = scene.canvas
    _draw_old_tree(scene, stream)
    canvas.ellipse(0, -2, 120, 20, Paint("#1d2a52"), canvas.light.shadow)
    canvas.ellipse(0, -10, 40, 9, scene.covered("#7fb56a"))
    for who, x in (("elder", -74), ("adult", 70)):
        one = cast_figure(scene, stream, who)
        with canvas.at(x, -42):
            canvas.stroke("M-8 -6L-10 38M8 -6L10 38", one.bottom, 15)
            draw_bust(scene, one)
    canvas.path("M-124 -46Q0 -30 124 -46V-36Q0 -18 -124 -36z", canvas.fade(tint(WOOD, 0.3), WOOD))
    canvas.stroke("M-104 -34V-4M104 -34V-4M-36 -26V2M36 -26V2", shade(WOOD), 7)
