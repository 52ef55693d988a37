"""Between the houses and the street: trees, or water that mirrors the city."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, curve, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.figures import cast_figure, draw_person
from visions.imaging.sketch.layers.sky import find_sun
from visions.imaging.sketch.layers.skyline import draw_tree_line, find_quay
from visions.imaging.sketch.palette import GRASS
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.trees import draw_shrub, draw_tree


def draw_park_belt(scene: Scene) -> None:
    """Draw lawns with rows of trees that grow towards the viewer."""
    canvas, layout = scene.canvas, scene.layout
    top, bottom = layout.horizon, layout.street
    canvas.depth = 0.3
    high, low = GRASS[scene.brief.season]
    canvas.rect(0, top - 1, layout.width, bottom - top + 2, canvas.fade(mix(high, low, 0.5), high))
    with canvas.at(0, top + 4 * layout.unit, layout.unit, depth=0.34):
        draw_tree_line(scene, scene.stream("belt/line"), 240)
    width = layout.width / layout.unit
    turn = [(-0.02, 0.7), (0.16, 0.52), (0.36, 0.74), (0.56, 0.5), (0.78, 0.72), (1.02, 0.5)]
    way = curve([(x * layout.width, top + y * (bottom - top)) for x, y in turn])
    canvas.stroke(way, scene.covered("#f0e2c0"), 9 * layout.unit)
    for i in range(7):
        stream = scene.stream(f"belt/stroller/{i}")
        x, y = layout.width * (i + stream.between(0.2, 0.8)) / 7, top + 0.66 * (bottom - top)
        who = cast_figure(scene, stream)
        if "people" not in scene.brief.unwanted:
            with canvas.at(x, y, 0.17 * layout.unit, depth=0.2, flip=stream.chance(0.5)):
                draw_person(scene, who, "walk")
    canvas.depth = 0.3
    treeless = "tree" in scene.brief.unwanted
    rows = 3
    for row in range(rows):
        share = (row + 0.55) / rows
        y = top + (bottom - top) * share
        size = layout.unit * (0.1 + 0.075 * share)
        count = round(width / (34 + 22 * row))
        for i in range(count):
            stream = scene.stream(f"belt/{row}/{i}")
            x = layout.width * (i + stream.between(0.05, 0.95)) / count
            with canvas.at(
                x, y + stream.between(-8, 8) * layout.unit, size, depth=0.3 - 0.07 * row
            ):
                if stream.chance(0.24) or treeless:
                    draw_shrub(scene, stream)
                else:
                    draw_tree(scene, stream, stream.pick(scene.place.trees))
    stream = scene.stream("belt/hedge")
    canvas.depth = 0.1
    for leaf, lift in ((shade(low, 0.3), 0.0), (shade(low, 0.12), 3.0)):
        blobs = "".join(
            disc(
                layout.width * (i + stream.unit()) / 110,
                bottom - lift * layout.unit,
                layout.unit * stream.between(9, 17),
                layout.unit * stream.between(6, 11),
            )
            for i in range(110)
        )
        canvas.path(blobs, leaf)
    canvas.depth = 0.0


def draw_water_belt(scene: Scene) -> None:
    """Draw water with the city upside down in it, light on the waves, a stone edge."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    light = canvas.light
    top, bottom = layout.horizon, layout.street
    canvas.depth = 0.0
    far, near = Paint(light.water[0]), Paint(light.water[1])
    canvas.rect(
        0, top, layout.width, bottom - top + 2, canvas.fade(far, mix_paint(far, near, 0.6), near)
    )
    with canvas.cut(box(0, top, layout.width, bottom - top)):
        canvas.mirror("city", top, 0.62, 0.34)
    stream = scene.stream("waves")
    waves: list[str] = []
    for _ in range(90):
        share = stream.unit() ** 0.8
        y = top + (bottom - top) * share
        long = unit * (8 + 34 * share) * stream.between(0.5, 1.3)
        waves.append(f"M{n(layout.width * stream.unit())} {n(y)}h{n(long)}")
    canvas.stroke("".join(waves), Paint(tint(light.water[0], 0.5)), 1.7 * unit, 0.55)
    x, _ = find_sun(scene)
    glitter = []
    for i in range(26):
        y = top + (bottom - top) * (i + 0.5) / 26
        half = unit * (10 + 22 * stream.unit()) * (0.5 + i / 26)
        glitter.append(f"M{n(x - half + stream.between(-14, 14) * unit)} {n(y)}h{n(half * 2)}")
    canvas.stroke("".join(glitter), Paint(light.glow), 2.2 * unit, 0.6)


def draw_railing(scene: Scene) -> None:
    """Draw the stone edge of the near bank and its railing."""
    canvas, layout, unit = scene.canvas, scene.layout, scene.layout.unit
    bottom = layout.street
    canvas.rect(0, bottom - 9 * unit, layout.width, 10 * unit, "#d9cfbd")
    canvas.rect(0, bottom - 9 * unit, layout.width, 3 * unit, scene.covered("#f3eadb"))
    posts = "".join(
        box(layout.width * i / 40, bottom - 26 * unit, 2.6 * unit, 20 * unit) for i in range(1, 40)
    )
    canvas.path(posts, "#54627c")
    for lift in (26, 17):
        canvas.rect(0, bottom - lift * unit, layout.width, 2 * unit, "#54627c")


def mix_paint(first: str, second: str, share: float) -> Paint:
    """Return a final colour between two final colours."""
    return Paint(mix(str(first), str(second), share))


def draw_shore(scene: Scene) -> None:
    """Draw the far bank: a quay wall and trees along it."""
    canvas, layout = scene.canvas, scene.layout
    if scene.place.houses == "cubes":
        return
    treeless = "tree" in scene.brief.unwanted
    with canvas.at(0, layout.horizon, layout.unit, depth=0.3):
        width = layout.width / layout.unit
        left, right = find_quay(scene, width)
        canvas.rect(left - 8, -6, right - left + 16, 7, shade("#cdbfa8", 0.1))
        count = round(width / 62)
        for i in range(count):
            stream = scene.stream(f"shore/{i}")
            x = width * (i + stream.between(0.1, 0.9)) / count
            if left < x < right and not treeless:
                with canvas.at(x, -4, stream.between(0.07, 0.1)):
                    draw_tree(scene, stream, stream.pick(scene.place.trees), shadow=False)
